"""What the manager of the demo practice asked of whom, and what they answered. All is invented."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from kiosk.practice.days import after
from kiosk.practice.values import dataclass

_MORNING, _AFTERNOON = timedelta(hours=3, minutes=20), timedelta(hours=8)


@dataclass(frozen=True)
class Asked:
    """A manager asked somebody something by a day. number: of the demo's own."""

    at: datetime
    number: int
    name: str
    by: str
    what: str
    why: str
    due: date


@dataclass(frozen=True)
class Answered:
    """Somebody answered what they were asked."""

    at: datetime
    number: int
    name: str
    act: Literal["done", "help"]
    word: str = ""


def follow_ups(
    now: datetime, today: datetime, past: Sequence[datetime], manager: str
) -> Iterator[Asked | Answered]:
    """All of it, up to now. today, past: the beginnings of the days; of past, the latest first."""
    day = timedelta(days=1)
    first, second, third, fourth = (after(past[back], _MORNING) for back in (5, 4, 1, 0))
    every: tuple[Asked | Answered, ...] = (
        Asked(
            first,
            1,
            "Maria Ostrow",
            manager,
            "Put the new fax number on our letterhead",
            "Payers answer to the old one",
            first.date() + day,
        ),
        Answered(after(past[4], _AFTERNOON), 1, "Maria Ostrow", "done", "Printed, in the tray"),
        Asked(
            second,
            2,
            "Omar Haddad",
            manager,
            "Show Ines how we ask for a peer-to-peer",
            "Only one of us is trained",
            second.date() + day,
        ),
        Asked(
            third,
            3,
            "Ken Adair",
            manager,
            "Ask Lakeside why they deny infusions at our site",
            "Three in two weeks",
            third.date() + 4 * day,
        ),
        Answered(
            after(past[0], _AFTERNOON),
            3,
            "Ken Adair",
            "help",
            "They only talk to a manager",
        ),
        Asked(
            fourth,
            4,
            "Priya Nandan",
            manager,
            "Order labels for the second printer",
            "The last roll is in use",
            today.date(),
        ),
    )
    return (one for one in every if one.at <= now)
