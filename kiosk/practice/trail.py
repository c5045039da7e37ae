"""The trail as it is told: what was found wrong with it, and seals that are kept elsewhere."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kiosk.practice.errors import Refusal

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
SEALED = re.compile(r"event ([1-9]\d{0,17}) ([0-9a-f]{64})( .*)?")


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
