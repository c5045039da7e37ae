"""The register of problems and ideas: raise one, say *me too*, propose, comment, find."""

from datetime import date, datetime
from typing import Any, Literal, cast

from kiosk.practice import issues
from kiosk.practice.errors import Refusal
from kiosk.practice.issues import (
    LONGEST_TEXT,
    NOBODY,
    OWNER,
    Audience,
    Desk,
    HowOften,
    Issue,
    IssueRef,
    Raised,
    State,
    Viewer,
)
from kiosk.practice.people import Person, PersonId
from kiosk.practice.values import dataclass
from kiosk.practice.words import clean
from storage import issue_index, standing
from storage import issue_queries as queries
from storage.database import Act, Database
from storage.issue_queries import Filter
from storage.references import DIGITS, SAYABLE, drawn
from storage.settings import SettingsRegister
from storage.tables.issues import IssueEntryRow, IssueMeTooRow, IssueRow

SIGNS = (DIGITS, SAYABLE, DIGITS, SAYABLE)  # of what is not for everybody: P-4K7D
HIDDEN = "(hidden)"
MOST_LISTED = 500  # a list that nobody reads to its end; filters and search narrow it
LONGEST_SOUGHT = 80
MOST_ALIKE = 3  # shown while somebody types
Written = Literal["proposal", "comment"]


@dataclass(frozen=True)
class Listing:
    """A part of the register, in the order of what presses most. total: how many there are."""

    issues: tuple[Issue, ...]
    total: int


@dataclass(frozen=True)
class OnBoard:
    """What everybody sees on the board: one of each, if there is one."""

    needs_ideas: Issue | None = None
    trying: Issue | None = None
    done: Issue | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is none of them."""
        return self == OnBoard()


class IssueRegister:
    """Each writing method is one act; all of them raise Refusal when the rule says no.

    Whom an issue is not for is told the same as where there is none.
    """

    def __init__(self, database: Database, settings: SettingsRegister) -> None:
        self._database, self._settings = database, settings

    def viewer(self, person: Person | None) -> Viewer:
        """How somebody may look, as the store has them now; None: nobody is known here."""
        return NOBODY if person is None else self.viewer_of(person.id)

    def viewer_of(self, person: PersonId) -> Viewer:
        """How the person of this id may look."""
        with self._database.read():
            found = standing.of(person, self._database.peewee)
        return Viewer(person, found.manages(self._database.clock.working_day()))

    def add(self, raised: Raised, person: Person) -> Issue:
        """Raise one. It has a number, or a reference that tells of no others."""
        with self._database.write(person.id, "issue raised") as act:
            settings = self._settings.current()
            issues.require_raisable(raised, settings.areas, settings.outside.hr)
            ref, number = self._new_ref(raised.audience)
            act.says(about=f"issue {ref}", detail="> new")
            text = act.keep(raised.what, LONGEST_TEXT, lines=True)
            row = IssueRow.create(
                ref=ref,
                number=number,
                text=text.id,
                area=raised.area,
                how_often=raised.how_often,
                audience=raised.audience,
                raised_by=person.id,
                is_withheld=raised.is_withheld,
                raised_at=act.now,
                reply_by=settings.hours.working_day(act.now.date(), settings.issues.first_reply),
                linked=raised.linked,
                state="new",
                is_open=True,
                desk=issues.first_desk(raised.audience),
            )
            add_entry(row.id, "what", act, person, text.id, raised.is_withheld)
            issue_index.index(text)
            if raised.proposal:
                self._write(row.id, "proposal", raised.proposal, person, raised.is_withheld, act)
            conceal(act, raised.audience)
            return self.get(ref, Viewer(person.id))

    def me_too(self, ref: IssueRef, person: Person) -> Issue:
        """Say that one has the same problem: once, however often and wherever it is pressed."""
        with self._database.write(person.id, "me too", f"issue {ref}") as act:
            one = self.get(ref, self.viewer(person))
            issues.require_me_too(one)
            row = queries.number_of.row(ref).id
            IssueMeTooRow.create(issue=row, person=person.id, event_id=act.number)
            conceal(act, one.audience)
            return self.get(ref, self.viewer(person))

    def not_me_too(self, ref: IssueRef, person: Person) -> Issue:
        """Take that back. Raises Refusal when it was not said."""
        with self._database.write(person.id, "me too, taken back", f"issue {ref}") as act:
            one = self.get(ref, self.viewer(person))
            if not one.is_me_too:
                raise Refusal(f"You have not said that of {one.name}.")
            said = IssueMeTooRow.issue == queries.number_of.row(ref).id
            IssueMeTooRow.delete().where(said, IssueMeTooRow.person == person.id).execute()
            conceal(act, one.audience)
            return self.get(ref, self.viewer(person))

    def write_on(
        self, ref: IssueRef, sort: Written, words: str, person: Person, is_withheld: bool
    ) -> Issue:
        """Add a proposal or a comment to one, whosever it is."""
        with self._database.write(person.id, f"{sort} written", f"issue {ref}") as act:
            one = self.get(ref, self.viewer(person))
            issues.require_writable(one)
            row = queries.number_of.row(ref).id
            self._write(row, sort, words, person, is_withheld, act)
            conceal(act, one.audience)
            return self.get(ref, self.viewer(person))

    def get(self, ref: IssueRef, viewer: Viewer) -> Issue:
        """One, as this viewer may see it. Raises Refusal where there is none for them."""
        with self._database.read():
            row = queries.of_ref(ref, viewer)
            if row is None:
                raise Refusal(f"There is no {issues.called(ref)} here.")
            return self.read(row, viewer)

    def listed(
        self, by: Filter, viewer: Viewer, typed: str = "", most: int = MOST_LISTED
    ) -> Listing:
        """Those that a filter lets through and this viewer may see, what presses most first.

        typed: words that all stand in its texts, proposals or outcomes, or how it is called.
        """
        today, sought = self._database.clock.now().date(), clean(typed, LONGEST_SOUGHT)
        with self._database.read():
            rows = queries.let_through(by, viewer, today)
            some, total = _with(sought, rows, most) if sought else (rows, 0)
            found = tuple(self.read(row, viewer) for row in some.limit(most).namedtuples())
            if not sought:
                total = len(found) if len(found) < most else rows.count()
        return Listing(found, total)

    def alike(self, typed: str) -> tuple[Issue, ...]:
        """What everybody may read, is still open and most like what somebody is typing."""
        with self._database.read():
            found = issue_index.alike(typed, MOST_ALIKE)
            rows = [queries.for_everybody.row(number) for number in found]
            return tuple(self.read(row, NOBODY) for row in rows)

    def linked_to(self, linked: str, viewer: Viewer) -> tuple[Issue, ...]:
        """Those that began with a thing, as far as this viewer may see them."""
        with self._database.read():
            rows = queries.issues_for(viewer).where(IssueRow.linked == linked)
            found = rows.order_by(IssueRow.id).namedtuples()
            return tuple(self.read(row, viewer) for row in found)

    def promised(self, day: date) -> tuple[Issue, ...]:
        """What everybody may read and has no first reply, which was promised for this day."""
        with self._database.read():
            return tuple(self.read(row, NOBODY) for row in queries.promised.rows(day))

    def on_board(self, since: datetime) -> OnBoard:
        """What the home board says. since: what was done before is no news any more."""
        with self._database.read():
            rows = (queries.needs_ideas.row(), queries.trying.row(), queries.done_since.row(since))
            return OnBoard(*(self.read(row, NOBODY) if row else None for row in rows))

    def _new_ref(self, audience: Audience) -> tuple[IssueRef, int | None]:
        if audience == "everybody":
            number = (queries.newest_number.row().newest or 0) + 1
            return IssueRef(str(number)), number
        while True:
            ref = IssueRef(f"P-{drawn(SIGNS)}")
            if queries.number_of.row(ref) is None:
                return ref, None

    def _write(
        self, issue: int, sort: Written, words: str, person: Person, is_withheld: bool, act: Act
    ) -> None:
        text = act.keep(words, LONGEST_TEXT, lines=True)
        add_entry(issue, sort, act, person, text.id, is_withheld)
        issue_index.index(text)

    def read(self, row: Any, viewer: Viewer) -> Issue:
        """A row as this viewer may see it: a name that is withheld from them is not handed out."""
        raised_by, local = PersonId(row.raised_by), self._local
        sees_proposer = issues.may_know_name(viewer, row.proposed_by, bool(row.proposal_withheld))
        knows = issues.may_know_name(viewer, raised_by, row.is_withheld)
        return Issue(
            IssueRef(row.ref),
            shown(row.what, row.what_hidden),
            row.area,
            cast(HowOften, row.how_often),
            cast(Audience, row.audience),
            raised_by if knows else None,
            row.is_withheld,
            self._database.local(row.raised_at),
            row.reply_by,
            cast(State, row.state),
            cast(Desk, row.desk),
            _person(row.answerer),
            local(row.replied_at),
            local(row.moved_at),
            row.later_on,
            _person(row.tried_by),
            row.trial_until,
            row.proposal_id,
            _person(row.proposed_by) if sees_proposer else None,
            _person(row.done_by),
            shown(row.outcome_words, row.outcome_hidden) if row.outcome else "",
            IssueRef(row.into_ref) if row.into_ref else None,
            row.linked,
            row.proposals,
            row.me_toos,
            raised_by == viewer.person,
            bool(row.is_me_too),
        )

    def _local(self, moment: datetime | None) -> datetime | None:
        return self._database.local(moment) if moment else None


def acting(register: IssueRegister, person: Person | None) -> Viewer:
    """How whoever acts may look; None: the store's owner."""
    return OWNER if person is None else register.viewer(person)


def add_entry(
    issue: int,
    sort: str,
    act: Act,
    person: Person | None,
    text: int | None = None,
    is_withheld: bool = False,
) -> None:
    """Note what was done about an issue, and by whom, inside the act."""
    IssueEntryRow.create(
        issue=issue,
        written_at=issue,
        event_id=act.number,
        sort=sort,
        text=text,
        by=person.id if person else None,
        is_withheld=is_withheld,
    )


def conceal(act: Act, audience: Audience) -> None:
    """Leave out of the trail whose act it is, for managers read that: of what is not for them."""
    if audience in ("owner", "outside hr"):
        act.says(by=None)


def shown(words: str, hidden: str | None) -> str:
    """A text as it may be read; where it was hidden, its place."""
    return HIDDEN if hidden else words


def _person(number: int | None) -> PersonId | None:
    return PersonId(number) if number else None


def _with(sought: str, rows: Any, most: int) -> tuple[Any, int]:
    """Of these, what is called so or has the words; and how many there are.

    What has a common word is found once, without reading any, and then only what is listed is read.
    """
    called = IssueRow.ref == sought.upper().removeprefix("#")
    said = issue_index.matching(sought)
    numbers: dict[int, None] = {}
    for condition in (called, _all(said)) if said else (called,):  # an OR would read them all
        found = rows.where(condition).select(IssueRow.id).namedtuples()
        numbers |= dict.fromkeys(row.id for row in found)
    if len(numbers) <= most:
        return rows.where(called | _all(said) if said else called), len(numbers)
    # A number may be a word of others too, and what is called so comes first then.
    return rows.where(IssueRow.id.in_(list(numbers)[:most])), len(numbers)


def _all(conditions: list[Any]) -> Any:
    first, *rest = conditions
    for one in rest:
        first &= one
    return first
