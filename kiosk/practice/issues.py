"""Problems and ideas: what somebody saw or would try, who may read it, and who answers it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Literal, NewType

from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.knobs import knob
from kiosk.practice.people import PersonId
from kiosk.practice.values import dataclass

# Counted for what everybody may read: 41. Random for the rest, or a gap would tell of it: P4-7KD.
IssueRef = NewType("IssueRef", str)
Audience = Literal["everybody", "manager", "owner", "outside hr"]
Desk = Literal["manager", "owner", "outside hr"]  # who answers it; one level up is the next
DESKS: tuple[Desk, ...] = ("manager", "owner", "outside hr")
HowOften = Literal["once", "now and then", "every week", "every day"]
HOW_OFTEN: tuple[HowOften, ...] = ("once", "now and then", "every week", "every day")
State = Literal["new", "thanked", "trying", "later", "done", "not doing", "merged"]
OPEN: tuple[State, ...] = ("new", "thanked", "trying", "later")
WhyHidden = Literal["patient data", "harassment"]
LONGEST_TEXT = 10_000  # characters


@dataclass(frozen=True)
class IssuePolicy:
    """What a practice decides about problems and ideas.

    first_reply: in how many days on which it is open a first reply is promised.
    """

    first_reply: int = knob(2, "Working days until a first reply is promised", 1, 30)


@dataclass(frozen=True)
class Viewer:
    """Whoever looks. Without a person nobody is known here; the owner has the store itself."""

    person: PersonId | None = None
    is_manager: bool = False
    is_owner: bool = False


NOBODY = Viewer()
OWNER = Viewer(is_owner=True)


@dataclass(frozen=True)
class Issue:
    """A problem or an idea, as one viewer may see it.

    what: in the words of whoever raised it; where those are hidden or destroyed, it says so.
    raised_by: None for whom the name is withheld from. desk: who answers it. answerer: whom a
    manager named to answer too.
    proposal: the number of the one that is tried or was done; proposed_by: whose that is. linked:
    what it began with: *prior auth K7-F2M*. is_mine, is_me_too: of the viewer.
    """

    ref: IssueRef
    what: str
    area: str
    how_often: HowOften
    audience: Audience
    raised_by: PersonId | None
    is_withheld: bool
    raised_at: datetime
    reply_by: date
    state: State = "new"
    desk: Desk = "manager"
    answerer: PersonId | None = None
    replied_at: datetime | None = None
    moved_at: datetime | None = None
    later_on: date | None = None
    tried_by: PersonId | None = None
    trial_until: date | None = None
    proposal: int | None = None
    proposed_by: PersonId | None = None
    done_by: PersonId | None = None
    outcome: str = ""
    into: IssueRef | None = None
    linked: str = ""
    proposals: int = 0
    me_toos: int = 0
    is_mine: bool = False
    is_me_too: bool = False

    @property
    def name(self) -> str:
        """How it is called: #41, or P4-7KD."""
        return called(self.ref)

    @property
    def is_open(self) -> bool:
        """Whether something can still become of it."""
        return self.state in OPEN

    @property
    def needs_ideas(self) -> bool:
        """Whether nobody has said yet what they would try. It is never required."""
        return self.state in ("new", "thanked", "later") and self.proposals == 0

    def is_unanswered(self, today: date) -> bool:
        """Whether the first reply that was promised is overdue."""
        return self.is_open and self.replied_at is None and self.reply_by < today

    def is_back(self, today: date) -> bool:
        """Whether it was put off until a day that has come."""
        return self.state == "later" and self.later_on is not None and self.later_on <= today

    def is_trial_over(self, today: date) -> bool:
        """Whether the day has come on which its trial asks how it went."""
        over = self.trial_until is not None and self.trial_until <= today
        return self.state == "trying" and over


@dataclass(frozen=True)
class Raised:
    """What somebody says who raises one.

    proposal: what they would try; empty: it needs ideas. linked: what it began with.
    """

    what: str
    area: str
    how_often: HowOften = "now and then"
    audience: Audience = "everybody"
    proposal: str = ""
    is_withheld: bool = False
    linked: str = ""


def called(ref: str) -> str:
    """How one is called on screens: #41, or P4-7KD."""
    return f"#{ref}" if ref.isdigit() else ref


def visible_to(
    viewer: Viewer, audience: Audience, raised_by: PersonId, answerer: PersonId | None
) -> bool:
    """Whether somebody may read one, and know that it is there at all.

    What is for the owner or outside HR is not for managers: it may be about them.
    """
    if audience == "everybody" or viewer.is_owner:
        return True
    if viewer.person is not None and viewer.person in (raised_by, answerer):
        return True
    return audience == "manager" and viewer.is_manager


def may_know_name(viewer: Viewer, by: PersonId | None, is_withheld: bool) -> bool:
    """Whether somebody may know who wrote something: a withheld name is, from colleagues."""
    is_own = viewer.person is not None and viewer.person == by
    return not is_withheld or is_own or viewer.is_manager or viewer.is_owner


def first_desk(audience: Audience) -> Desk:
    """Who answers what is raised for these."""
    return "manager" if audience == "everybody" else audience


def next_desk(desk: Desk, hr: str) -> Desk:
    """Who answers one level up. Raises Refusal where there is no such level.

    hr: whom the practice names outside; empty: nobody.
    """
    above = DESKS[DESKS.index(desk) + 1 :]
    if not above or (above[0] == "outside hr" and not hr):
        raise Refusal("There is nobody one level up.")
    return above[0]


def require_raisable(raised: Raised, areas: Collection[str], hr: str) -> None:
    """Raises Refusal for an area that the practice has not, or for outside HR where none is."""
    if raised.area not in areas:
        raise Refusal(f"There is no area '{raised.area}'. Choose one of the list.")
    if raised.audience == "outside hr" and not hr:
        raise Refusal("The practice names no outside HR. Choose somebody else.")


def require_me_too(issue: Issue) -> None:
    """Raises Refusal when this viewer raised it, has said so already, or when it has ended."""
    if issue.is_mine:
        raise Refusal(f"{issue.name} is yours already.")
    if issue.is_me_too:
        raise Refusal(f"You have said so already: {issue.name} counts you.")
    if not issue.is_open:
        raise Refusal(f"{issue.name} has ended. If it is back, raise it anew.")


def require_writable(issue: Issue) -> None:
    """Raises Refusal where nothing more is written: it was put together with another."""
    if issue.into is not None:
        raise Refusal(f"{issue.name} is part of {called(issue.into)} now. Write there.")


def require_may_answer(issue: Issue, viewer: Viewer) -> None:
    """Raises NotAllowed unless this viewer answers it: by right, or because they were named."""
    is_named = viewer.person is not None and viewer.person == issue.answerer
    if viewer.is_owner or is_named or (issue.desk == "manager" and viewer.is_manager):
        return
    whose = "a manager, or whom they name" if issue.desk == "manager" else f"the {issue.desk}"
    raise NotAllowed(f"{issue.name} is answered by {whose}.")


def require_may_hide(viewer: Viewer) -> None:
    """Raises NotAllowed unless this viewer may hide a text."""
    if not (viewer.is_manager or viewer.is_owner):
        raise NotAllowed("Only a manager hides a text, and says why.")
