"""What the people of the demo practice said about their times. All of it is invented."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Literal

from kiosk.practice.days import after
from kiosk.practice.values import dataclass

RULES = "california"  # so that there are deadlines, waivers and extra hours to look at
_LATE_MORNING, _EARLY_AFTERNOON = timedelta(hours=3), timedelta(hours=7, minutes=40)


@dataclass(frozen=True)
class Said:
    """Somebody said that a break was not possible, how a forgotten day ended, or planned lunch."""

    at: datetime
    name: str
    what: Literal["not possible", "forgot", "planned"]
    words: str = ""
    begins: datetime | None = None


def said(now: datetime, today: datetime, past: Sequence[datetime]) -> Iterator[Said]:
    """All of it, up to now. today, past: the beginnings of the days; of past, the latest first."""
    every = (
        Said(after(past[2], _EARLY_AFTERNOON), "Grace Fenwick", "not possible", "Two walk-ins"),
        Said(after(past[0], _EARLY_AFTERNOON), "Joel Iverson", "not possible", "Alone at the desk"),
        Said(after(today, _LATE_MORNING), "Luis Tovar", "forgot", "Ran for the bus"),
        _planned("Priya Nandan", today, timedelta(hours=6, minutes=45)),
        _planned("Sam Ekholm", today, timedelta(hours=7)),
    )
    return (one for one in every if one.at <= now)


def _planned(name: str, today: datetime, begins: timedelta) -> Said:
    at = after(today, _LATE_MORNING)
    return Said(at, name, "planned", begins=after(today, begins))
