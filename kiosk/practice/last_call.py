"""Last call: what can still be settled today, and by whom, before everybody goes home."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from kiosk.practice.days import after, day_of, instant
from kiosk.practice.knobs import knob
from kiosk.practice.opening_hours import OpeningHours
from kiosk.practice.people import PersonId
from kiosk.practice.values import dataclass

Kind = Literal["break", "asked", "answer", "reply", "check", "step"]


@dataclass(frozen=True)
class LastCallPolicy:
    """When the practice wants to be reminded of what can still be settled today."""

    before: timedelta = knob(
        timedelta(minutes=45),
        "Last call this long before closing; 0 min: none",
        timedelta(),
        timedelta(hours=4),
    )


@dataclass(frozen=True)
class Thing:
    """Something that can still be settled today.

    people: who can settle it; none: whoever is trained for it, as `whose` says. is_private: only
    they read what it is; others at the most that there is such a thing.
    """

    kind: Kind
    words: str
    people: tuple[PersonId, ...] = ()
    whose: str = ""
    is_private: bool = False

    def is_of(self, person: PersonId | None) -> bool:
        """Whether this person is one of those who can settle it."""
        return person in self.people


def closing(
    now: datetime, hours: OpeningHours, boundary: time, zone: tzinfo, policy: LastCallPolicy
) -> datetime | None:
    """When the practice closes today, once it is last call; None before, and on a closed day.

    now: aware, practice-local. A day without a reminder has no last call either.
    """
    day = day_of(now, boundary)
    usual = hours.usual(day)
    if not usual or not policy.before or not _has_begun(now, _moment(day, usual, zone), policy):
        return None  # nearly always; only then is it asked whether the day is a holiday
    is_open = hours.on(day)
    return _moment(day, is_open, zone) if is_open else None


def _moment(day: date, stretches: tuple[tuple[time, time], ...], zone: tzinfo) -> datetime:
    return datetime.combine(day, stretches[-1][1], zone)


def _has_begun(now: datetime, closes: datetime, policy: LastCallPolicy) -> bool:
    return instant(now) >= instant(after(closes, -policy.before))


def own_first(things: Iterable[Thing], viewer: PersonId | None) -> tuple[Thing, ...]:
    """What somebody may read of them, their own first; viewer: None where nobody is known."""
    shown = [one for one in things if not one.is_private or one.is_of(viewer)]
    return tuple(sorted(shown, key=lambda one: not one.is_of(viewer)))


def known_to_others(things: Iterable[Thing], viewer: PersonId | None) -> int:
    """How many things of a day's breaks there are besides, of which those whose they are know."""
    return sum(one.kind == "break" and not one.is_of(viewer) for one in things)
