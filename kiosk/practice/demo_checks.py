"""The routine checks of the demo practice, and who ticked them. All of it is invented."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from kiosk.practice.typed_weekdays import MONDAY_TO_FRIDAY
from kiosk.practice.values import dataclass


@dataclass(frozen=True)
class DemoCheck:
    """A check of the demo practice. by: who ticks it, in turn."""

    what: str
    job: str
    weekdays: tuple[int, ...]
    at: time
    within: timedelta
    by: tuple[str, ...]


@dataclass(frozen=True)
class Ticked:
    """Somebody ticked a check. found: what was not as it should be, if anything."""

    at: datetime
    what: str
    name: str
    found: str = ""


FRIDGE = DemoCheck(
    "Vaccine fridge log",
    "vaccines",
    MONDAY_TO_FRIDAY,
    time(8),
    timedelta(minutes=45),
    ("Ana Belmonte", "Colleen Yates", "Tess Abara"),
)
SPORES = DemoCheck(
    "Sterilizer spore test", "sterilizer", (0,), time(9), timedelta(hours=2), ("Omar Haddad",)
)
CHECKS = (FRIDGE, SPORES)
MISSED, WARM = 3, 6  # how many working days ago nobody looked, and somebody found something
_FOUND = "46 F at 8:05, the door was ajar; 39 F twenty minutes later"


def ticked(now: datetime, today: datetime, past: Sequence[datetime]) -> Iterator[Ticked]:
    """All of it, up to now. today, past: the beginnings of the days; of past, the latest first."""
    for back, beginning in enumerate([today, *past]):
        for one in CHECKS:
            at = datetime.combine(beginning.date(), one.at, now.tzinfo) + timedelta(minutes=5)
            if at <= now and beginning.weekday() in one.weekdays and back != MISSED:
                name = one.by[back % len(one.by)]
                yield Ticked(at, one.what, name, _FOUND if back == WARM and one is FRIDGE else "")
