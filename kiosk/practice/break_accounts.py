"""What the time of a working day went into: every second of it once."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from kiosk.practice.breaks import Break, Kind, Stay
from kiosk.practice.days import between, instant
from kiosk.practice.values import dataclass


@dataclass(frozen=True)
class Segment:
    """A stretch of a working day. taken: the break that it is of; None for working time."""

    began: datetime
    ended: datetime
    taken: Break | None = None

    @property
    def lasted(self) -> timedelta:
        """How much time it is; always some."""
        return between(self.began, self.ended)


def segments(stay: Stay, now: datetime) -> tuple[Segment, ...]:
    """A working day from arriving until leaving, or until now, in stretches without a gap.

    A break without an end lasts until the next one or until the end of the day: nobody knows
    better. Where the clock was set back, what comes first on the wall keeps the time that two
    breaks share, and a break that took no time is left out.
    """
    end = max(stay.left or now, stay.arrived, key=instant)
    found: list[Segment] = []
    at, breaks = stay.arrived, sorted(stay.breaks, key=lambda one: instant(one.began))
    followings = [*(one.began for one in breaks), end][1:]
    for one, following in zip(breaks, followings, strict=True):
        began, ended = _within(at, one.began, end), _within(at, one.ended or following, end)
        if instant(began) < instant(ended):
            found += [Segment(at, began), Segment(began, ended, one)]
            at = ended
    return tuple(one for one in (*found, Segment(at, end)) if one.lasted > timedelta())


def total(found: Iterable[Segment], kind: Kind | None) -> timedelta:
    """How much of it was spent on breaks of this kind; None: working."""
    lengths = (one.lasted for one in found if (one.taken.kind if one.taken else None) == kind)
    return sum(lengths, timedelta())


def _within(least: datetime, moment: datetime, most: datetime) -> datetime:
    return min(max(least, moment, key=instant), most, key=instant)
