"""The contingency plans that the demo practice has made its own, and the one that ran last week.

All of it is invented.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Literal

from kiosk.practice.days import after
from kiosk.practice.plan_runs import Said
from kiosk.practice.plans import Step
from kiosk.practice.values import dataclass

COPIED = ("provider-out", "ehr-down", "fridge-alarm")
CHANGED = "ehr-down"
ADDED = Step(
    "half-day", "front desk", "Print tomorrow's schedule as soon as anything works, for each desk"
)

PLAN = "ehr-down"  # the ready-made one that ran
_MINUTE = timedelta(minutes=1)
_BEGAN = timedelta(hours=3, minutes=10)  # after the beginning of the day
_TICKED = 14  # at most: of the same day, whom to tell with them
_READERS = ("Maria Ostrow", "Ana Belmonte", "Ken Adair")
_NEXT_MORNING = timedelta(hours=3, minutes=25)


@dataclass(frozen=True)
class Ran:
    """Something that was done about the plan.

    deed: *ticked* is the next step of the same day, by whose it is; *ticked the rest* all others.
    words: of the start, of a note, and of what was said afterwards; sort: which of these.
    """

    at: datetime
    name: str
    deed: Literal["started", "read", "ticked", "ticked the rest", "noted", "ended"]
    words: str = ""
    sort: Said = "note"


def ran(now: datetime, past: Sequence[datetime], manager: str) -> Iterator[Ran]:
    """All of it, up to now. past: the beginnings of the days before today, the latest first."""
    began = after(past[5], _BEGAN)
    every = [
        Ran(began, "Maria Ostrow", "started", "The vendor knows; they say an hour or two"),
        *(
            Ran(after(began, (2 + 2 * place) * _MINUTE), name, "read")
            for place, name in enumerate(_READERS)
        ),
        *(
            Ran(after(began, (6 + 8 * place) * _MINUTE), "Maria Ostrow", "ticked")
            for place in range(_TICKED)
        ),
        Ran(after(began, 75 * _MINUTE), "Ana Belmonte", "noted", "Charts open, but only slowly"),
        Ran(after(began, 150 * _MINUTE), manager, "ended"),
        Ran(after(past[4], _NEXT_MORNING), "Maria Ostrow", "ticked the rest"),
    ]
    looked_back = after(past[4], _NEXT_MORNING + 20 * _MINUTE)
    reviewed: tuple[tuple[Said, str], ...] = (
        ("went well", "Nobody had to be asked twice who writes what down"),
        ("to change", "Print the pack the evening before, also when all seems well"),
        ("finding", "Two of the six clipboards had no sign-in sheet left"),
    )
    every += [Ran(looked_back, manager, "noted", words, sort) for sort, words in reviewed]
    yield from (one for one in every if one.at <= now)
