"""What people of the demo practice saw and would try, and what came of it. All is invented."""

from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import datetime, timedelta

from kiosk.practice.days import after
from kiosk.practice.issue_moves import Act
from kiosk.practice.issues import Audience, HowOften, Raised
from kiosk.practice.values import dataclass

_MANAGER = "Dana Whitlock"
_MORNING, _NOON = timedelta(hours=3), timedelta(hours=6)  # after six, when a day of the plan begins


@dataclass(frozen=True)
class Voiced:
    """Somebody raised a problem or an idea. number: by which the other acts know it."""

    at: datetime
    name: str
    number: int
    raised: Raised


@dataclass(frozen=True)
class Joined:
    """Somebody said *me too*, or proposed something."""

    at: datetime
    name: str
    number: int
    proposal: str = ""


@dataclass(frozen=True)
class Became:
    """What became of it.

    told: as the table of moves asks; people by name, days from then on, of proposals the first.
    """

    at: datetime
    name: str
    number: int
    act: Act
    told: dict[str, str | int] = field(default_factory=dict)


IssueAct = Voiced | Joined | Became
_Row = tuple[int, str, str, HowOften, str, str]  # days ago, who, area, how often, what, proposal
_RAISED: tuple[_Row, ...] = (
    (14, "Sam Ekholm", "lab", "every day", "One label printer for two draw chairs: we wait in line",
     "Put the spare one from storage on the second cart"),
    (12, "Ana Belmonte", "everywhere", "every day", "We hear at noon what everybody knew at eight",
     "A ten-minute huddle at 8:10, standing up"),
    (11, "Maria Ostrow", "phones", "every week", "Refill calls come to the front desk first",
     "Let option 3 ring at the nurses"),
    (9, "Ken Adair", "front desk", "every week", "Copies of cards are too dark to read", ""),
    (8, "Grace Fenwick", "exam rooms", "now and then", "Room 4 has no otoscope tips after lunch",
     "Whoever closes the room fills the box"),
    (7, "Zoe Urbano", "break room", "every day", "Two chairs for six people at noon", ""),
    (6, "Ruth Okafor", "everywhere", "every week", "Peer-to-peer calls come in mid-visit",
     "Block 12:45 to 1:00 on each prescriber's day"),
    (4, "Lee Moreau", "front desk", "every day", "Referral faxes lie at three machines",
     "One inbox, and a name for each morning"),
    (3, "Luis Tovar", "exam rooms", "once", "The wall clock in room 2 is an hour off", "Set it"),
    (2, "Nora Vik", "lab", "now and then", "Nobody knows who signs for the courier after four", ""),
    (1, "Joel Iverson", "phones", "every day", "Phones ring out over lunch", ""),
)  # fmt: skip
_TO_FEW = (
    5,
    "Colleen Yates",
    "everywhere",
    "every week",
    "The plan changes after we have signed it",
)


def issues(today: datetime, past: Sequence[datetime], now: datetime) -> Iterator[IssueAct]:
    """A dozen of them, in every state, as far as they have come by now.

    today, past: when the days of the plan begin, the latest of the past first.
    """
    return (act for act in _every([today, *past]) if act.at <= now)


def _every(days: Sequence[datetime]) -> Iterator[IssueAct]:
    for number, (back, name, area, often, what, proposal) in enumerate(_RAISED):
        raised = Raised(what, area, often, proposal=proposal, is_withheld=name == "Zoe Urbano")
        yield Voiced(after(days[back], _NOON), name, number, raised)
    back, name, area, _, what = _TO_FEW
    audience: Audience = "manager"
    yield Voiced(
        after(days[back], _NOON), name, len(_RAISED), Raised(what, area, audience=audience)
    )
    for back, number, name, proposal in (
        (0, 10, "Maria Ostrow", ""),
        (0, 10, "Priya Nandan", ""),
        (0, 10, "Wendy Kowal", ""),
        (8, 3, "Priya Nandan", ""),
        (3, 7, "Wendy Kowal", "Send them all to the fax of referrals"),
    ):
        yield Joined(after(days[back], _MORNING), name, number, proposal)
    yield from (
        Became(after(days[back], _MORNING * 1.5), _MANAGER, number, act, told)
        for back, number, act, told in _became()
    )


def _became() -> Iterator[tuple[int, int, Act, dict[str, str | int]]]:
    yield 13, 0, "try", {"tried_by": "Sam Ekholm", "trial_until": 7, "proposal": 1}
    yield 4, 0, "worked", {"outcome": "The second label printer is in", "done_by": "Ken Adair"}
    yield 10, 1, "try", {"tried_by": "Ana Belmonte", "trial_until": 18, "proposal": 1}
    yield 9, 2, "later", {"later_on": 45, "reason": "The phone contract ends then"}
    yield 8, 3, "reply", {"reply": "Which scanner is it? I will ask the vendor"}
    yield 7, 4, "thank", {}
    yield 6, 4, "close", {"outcome": "A box in each room, filled at closing"}
    yield 5, 5, "not doing", {"reason": "The room holds two tables; lunches are spread out instead"}
    yield 4, 6, "thank", {"reply": "I take it to the prescribers' meeting"}
    yield 2, 6, "try", {"tried_by": "Ruth Okafor", "trial_until": 1, "proposal": 1}
    yield 3, 7, "thank", {}
    yield 2, 8, "close", {"outcome": "It is right again"}
