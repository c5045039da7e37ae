"""How figures went over weeks, months and quarters, from closed days alone, and today so far.

A day on which a figure was not measured is a gap, never nought. Lengths are kept one by one for
each day, so a median is that of all that ended in a time, and no median of medians.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import chain
from math import ceil
from typing import Literal, get_args

from kiosk.practice.errors import Refusal
from kiosk.practice.figures import Key, Measured, Unit, count, figure, is_measured, lengths
from kiosk.practice.values import dataclass

Step = Literal["day", "week", "month", "quarter"]
STEPS: tuple[Step, ...] = get_args(Step)
ONE_DAY = timedelta(days=1)
MOST_PERIODS = 400
USUAL: dict[Step, int] = {"day": 31, "week": 12, "month": 12, "quarter": 8}
MEDIAN, P90 = 0.5, 0.9


@dataclass(frozen=True)
class Day:
    """The figures of one day, with what was corrected later. is_so_far: it still goes on."""

    day: date
    measured: Measured
    is_so_far: bool = False


@dataclass(frozen=True)
class Period:
    """A day, week, month or quarter, whole or as much of it as was asked for."""

    first: date
    last: date
    step: Step

    @property
    def label(self) -> str:
        """How it is called: Mar 6, or Mar 2026, or 1st quarter 2026."""
        if self.step == "month":
            return f"{self.first:%b %Y}"
        if self.step == "quarter":
            ordinal = ("1st", "2nd", "3rd", "4th")[(self.first.month - 1) // 3]
            return f"{ordinal} quarter {self.first.year}"
        return f"{self.first:%b %-d}" if self.step == "day" else f"week of {self.first:%b %-d}"

    @property
    def short(self) -> str:
        """The same where there is room for a few cells: Mar 6, Mar 26, Q1 26."""
        if self.step == "month":
            return f"{self.first:%b %y}"
        if self.step == "quarter":
            return f"Q{(self.first.month - 1) // 3 + 1} {self.first:%y}"
        return f"{self.first:%b %-d}"


@dataclass(frozen=True)
class Point:
    """What a trend says of a period. value: None where nothing of it was measured.

    days: how many days it is from. is_so_far: whether the last of them still goes on.
    """

    period: Period
    value: float | None
    days: int = 0
    is_so_far: bool = False


@dataclass(frozen=True)
class Trend:
    """One line of numbers, the oldest first.

    name: of the figure. of: what else tells it from others, such as payer and step. unit: count,
    minutes, seconds, or share (0 to 1). upper: of lengths, within how much nine in ten were; points
    are their medians then.
    """

    name: str
    words: str
    unit: Unit
    points: tuple[Point, ...]
    of: Key = ()
    upper: tuple[Point, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return "/".join((self.name, *self.of))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it at all."""
        return all(one.value is None for one in self.points)


def begins(day: date, step: Step) -> date:
    """The first day of the period that a day is in; a week begins on Monday."""
    if step == "week":
        return day - timedelta(days=day.weekday())
    if step == "month":
        return day.replace(day=1)
    if step == "quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return day


def periods(first: date, last: date, step: Step) -> tuple[Period, ...]:
    """The periods from a day to a day, both with them, the oldest first.

    Raises Refusal where the first day is after the last, and for more than anybody reads.
    """
    if first > last:
        raise Refusal("The first day comes after the last. Turn them round.")
    found, begin = list[Period](), begins(first, step)
    while begin <= last:
        following = _following(begin, step)
        found.append(Period(max(begin, first), min(following - ONE_DAY, last), step))
        if len(found) > MOST_PERIODS:
            raise Refusal(f"That is more than {MOST_PERIODS} {step}s. Look at a longer step.")
        begin = following
    return tuple(found)


def usual_periods(today: date, step: Step) -> tuple[Period, ...]:
    """The periods up to today that are looked at, unless others are asked for."""
    first = today
    for _ in range(USUAL[step] - 1):
        first = begins(first, step) - ONE_DAY
    return periods(begins(first, step), today, step)


def _following(begin: date, step: Step) -> date:
    if step == "day":
        return begin + ONE_DAY
    if step == "week":
        return begin + 7 * ONE_DAY
    months = 1 if step == "month" else 3
    return begins(begin + timedelta(days=31 * months), step)


def over(
    part: str, whole: str, days: Sequence[Day], times: Iterable[Period], of: str = ""
) -> tuple[Point, ...]:
    """A figure, or the share of it in another, in each period.

    part, whole: names of figures; whole is empty for a figure alone. Counts add up, of how things
    stand the last day counts, a share is of the sums, and of lengths it is the median. of: a role.
    """
    return _points(days, times, part, lambda some: value(part, whole, some, of))


def value(part: str, whole: str, days: Sequence[Day], of: str = "") -> float | None:
    """The same of some days together; None where it was not measured, or is of nothing.

    Only days on which both were measured count.
    """
    one = figure(part)
    if one.summed == "share":
        return _share(one.part, one.whole, days, of)
    if whole:
        return _share((part,), (whole,), days, of)
    known = [each for each in days if is_measured(part, each.measured)]
    if not known:
        return None
    if one.summed == "lengths":
        return quantile(_all(part, known), MEDIAN)
    counts = [count(part, each.measured, of) or 0 for each in known]
    return counts[-1] if one.summed == "standing" else sum(counts)


def _share(part: Sequence[str], whole: Sequence[str], days: Iterable[Day], of: str) -> float | None:
    names = {*part, *whole}
    known = [each for each in days if all(is_measured(one, each.measured) for one in names)]

    def total(some: Sequence[str]) -> int:
        return sum(count(one, each.measured, of) or 0 for one in some for each in known)

    return total(part) / total(whole) if total(whole) else None


def lengths_over(
    name: str,
    days: Sequence[Day],
    times: Sequence[Period],
    rank: float,
    kind_of: Callable[[Key], Key] = tuple,
) -> dict[Key, tuple[Point, ...]]:
    """Of each kind of length that a figure keeps, such as payer and step: a quantile by period.

    rank: MEDIAN or P90. kind_of: puts kinds together, such as all payers of a step.
    """
    kept: dict[date, dict[Key, list[int]]] = {}
    for one in days:
        of_day = kept.setdefault(one.day, {})
        for key, some in (lengths(name, one.measured) or {}).items():
            of_day.setdefault(kind_of(key), []).extend(some)
    kinds = sorted(set(chain.from_iterable(kept.values())))

    def of_kind(kind: Key) -> Callable[[Sequence[Day]], float | None]:
        def worked_out(some: Sequence[Day]) -> float | None:
            every = (kept[one.day].get(kind, ()) for one in some)
            return quantile(list(chain.from_iterable(every)), rank)

        return worked_out

    return {kind: _points(days, times, name, of_kind(kind)) for kind in kinds}


def _points(
    days: Sequence[Day],
    times: Iterable[Period],
    name: str,
    worked_out: Callable[[Sequence[Day]], float | None],
) -> tuple[Point, ...]:
    found = []
    for one in times:
        inside = [each for each in days if one.first <= each.day <= one.last]
        known = [each for each in inside if is_measured(name, each.measured)]
        is_so_far = any(each.is_so_far for each in known)
        found.append(Point(one, worked_out(inside), len(known), is_so_far))
    return tuple(found)


def quantile(values: Sequence[float], rank: float) -> float | None:
    """The least of these that so great a part does not exceed (nearest rank); None of none.

    It is always one that was measured. rank: over 0, and 1 at the most. Of an even number the
    median is the lower of the two in the middle.
    """
    ordered = sorted(values)
    return ordered[max(ceil(rank * len(ordered)), 1) - 1] if ordered else None


def _all(name: str, days: Iterable[Day]) -> list[int]:
    """All lengths of a figure, of whatever."""
    found = (lengths(name, one.measured) or {} for one in days)
    return [each for by_kind in found for some in by_kind.values() for each in some]
