"""The trail as it is told: what was done, what was found wrong with it, and its seals."""

import re
from datetime import date, datetime
from typing import Literal

from kiosk.practice.errors import Refusal
from kiosk.practice.people import PersonId
from kiosk.practice.values import dataclass

FindingKind = Literal[
    "changed",
    "removed",
    "inserted",
    "reordered",
    "renumbered",
    "sealed anew",
    "another key",
    "lost key",
    "text changed",
    "text removed",
    "text inserted",
    "text put back",
    "guard missing",
    "cut off",
    "replaced",
    "more",
]
# Things of which any manager may read what was typed. A noun is added here once that is so: until
# then the trail says only that something was typed. What was typed about an issue that is not for
# managers is not among what they can look up at all.
SHOWN_TO_MANAGERS = (
    *("prior auth", "answer", "correction", "missed", "lunch", "punch", "extra", "end"),
    *("issue", "job", "event", "time off", "check", "plan", "plan run", "plan step"),
    "goal",
)
SEALED = re.compile(r"event ([1-9]\d{0,17}) ([0-9a-f]{64})( .*)?")


@dataclass(frozen=True)
class Deed:
    """One event, as it is looked up. by: None is the owner of the store, or nobody known.

    about, detail: ids and codes, as the trail holds them. undoes: the event that it takes back.
    in_doubt: whether the clock had just jumped.
    """

    number: int
    at: datetime
    by: PersonId | None
    terminal: str
    deed: str
    about: str
    detail: str
    undoes: int | None
    in_doubt: bool


@dataclass(frozen=True)
class Sought:
    """Which events are looked for: by whom, about what, from which day to which. None: any."""

    by: PersonId | None = None
    about: str = ""
    first: date | None = None
    last: date | None = None


def shows_words(about: str) -> bool:
    """Whether any manager may read what was typed about this."""
    return about.startswith(tuple(f"{sort} " for sort in SHOWN_TO_MANAGERS))


@dataclass(frozen=True)
class Finding:
    """One thing that was done to the trail round the program.

    first, last: the numbers of the events that it is about; 0 for what is about none.
    """

    kind: FindingKind
    words: str
    first: int = 0
    last: int = 0

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Seal:
    """What the newest event was at a moment: kept elsewhere, it tells when the end was cut off.

    number: of that event. mac: what seals it, and with it all before it.
    """

    number: int
    mac: str

    def line(self, at: datetime) -> str:
        """As it is written down; at: when that event happened, for whoever reads it."""
        return f"event {self.number} {self.mac} {at:%Y-%m-%d %H:%M}"


def seals_in(text: str, name: str) -> tuple[Seal, ...]:
    """The seals of a file, one a line. Raises Refusal where one cannot be read, or there is none.

    name: of the file, for the words of the refusal.
    """
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        said = SEALED.fullmatch(line.strip())
        if said is None:
            raise Refusal(f"Line {number} of {name} is no seal. 'kiosk audit seal' writes them.")
        found.append(Seal(int(said[1]), said[2]))
    if not found:
        raise Refusal(f"There is no seal in {name}. 'kiosk audit seal' writes one.")
    return tuple(found)
