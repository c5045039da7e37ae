"""When the practice is open: hours of each weekday, holidays, and days on which it is closed.

Closed hours are no gaps in a roster, and a day's last call comes before its closing.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import ClassVar

from kiosk.practice.knobs import Kind, knob, parts
from kiosk.practice.values import dataclass

CLOSED = "closed"
_STRETCH = re.compile(r"(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)", re.ASCII)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOLIDAYS = (  # as the library names them: 5 USC 6103
    "New Year's Day",
    "Martin Luther King Jr. Day",
    "Washington's Birthday",
    "Memorial Day",
    "Juneteenth National Independence Day",
    "Independence Day",
    "Labor Day",
    "Columbus Day",
    "Veterans Day",
    "Thanksgiving Day",
    "Christmas Day",
)
USUAL = frozenset({"New Year's Day", "Memorial Day", "Independence Day", "Labor Day"})
USUAL |= {"Thanksgiving Day", "Christmas Day"}
_OBSERVED = " (observed)"  # what the library adds where a holiday on a weekend is kept beside it

_MONDAY, _THURSDAY, _ANY = (0,), (3,), range(7)
_SPANS = (  # the days of a year between which one can lie, or be kept where it is on a weekend
    *((1, 1, 2, _ANY), (1, 15, 21, _MONDAY), (2, 15, 21, _MONDAY), (5, 25, 31, _MONDAY)),
    *((6, 18, 20, _ANY), (7, 3, 5, _ANY), (9, 1, 7, _MONDAY), (10, 8, 14, _MONDAY)),
    *((11, 10, 12, _ANY), (11, 22, 28, _THURSDAY), (12, 24, 26, _ANY), (12, 31, 31, _ANY)),
)


class Hours(tuple[tuple[time, time], ...]):
    """When the practice is open on one day: stretches one after the other; none: it is closed."""

    HOW: ClassVar[str] = "8:00-17:00, or 8:00-12:00 and 13:00-17:00, or closed"

    @classmethod
    def read(cls, typed: str) -> "Hours":
        """What somebody typed. Raises ValueError, whose words say what is wrong."""
        if typed.casefold() == CLOSED:
            return cls()
        found = [_STRETCH.fullmatch(part.strip()) for part in typed.split("and")]
        if not all(found):
            raise ValueError(f"write it as {cls.HOW}")
        numbers = [[int(number) for number in one.groups()] for one in found if one]
        read = [(time(a, b), time(c, d)) for a, b, c, d in numbers]
        ends = [end for stretch in read for end in stretch]
        if any(second <= first for first, second in pairwise(ends)):
            raise ValueError("each time is later than the one before it")
        return cls(read)

    def __str__(self) -> str:
        return " and ".join(f"{a:%-H:%M}-{b:%-H:%M}" for a, b in self) or CLOSED


class Days(tuple[date, ...]):
    """Single days, in their order."""

    KIND: ClassVar[Kind] = "list"
    HOW: ClassVar[str] = "days such as 2026-12-24, with commas between, or nothing"

    @classmethod
    def read(cls, typed: str) -> "Days":
        """What somebody typed. Raises ValueError, whose words say what is wrong."""
        return cls(sorted({_day(part) for part in parts(typed)}))

    def __str__(self) -> str:
        return ", ".join(one.isoformat() for one in self)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as fault:
        raise ValueError(f"'{typed}' is no day, write it as 2026-12-24") from fault


USUAL_DAY = Hours([(time(8), time(17))])


@dataclass(frozen=True)
class OpeningHours:
    """When the practice is open, in its own time."""

    monday: Hours = knob(USUAL_DAY, "Open on Mondays")
    tuesday: Hours = knob(USUAL_DAY, "Open on Tuesdays")
    wednesday: Hours = knob(USUAL_DAY, "Open on Wednesdays")
    thursday: Hours = knob(USUAL_DAY, "Open on Thursdays")
    friday: Hours = knob(USUAL_DAY, "Open on Fridays")
    saturday: Hours = knob(Hours(), "Open on Saturdays")
    sunday: Hours = knob(Hours(), "Open on Sundays")
    holidays: frozenset[str] = knob(USUAL, "Federal holidays on which it is closed", among=HOLIDAYS)
    closed_on: Days = knob(Days(), "Further days on which it is closed", 0, 60)

    def on(self, day: date) -> Hours:
        """The hours of a day; none on a holiday that it keeps, or another day it is closed."""
        hours = self.usual(day)
        is_closed = day in self.closed_on or (hours and self._keeps(day))
        return Hours() if is_closed else hours

    def usual(self, day: date) -> Hours:
        """The hours of its weekday, whether or not it is kept as a holiday."""
        hours: Hours = getattr(self, WEEKDAYS[day.weekday()])
        return hours

    def working_day(self, day: date, count: int) -> date:
        """The day so many open days later; Monday to Friday count where it is never open."""
        is_ever_open = any(getattr(self, name) for name in WEEKDAYS)
        while count:
            day += timedelta(days=1)
            count -= bool(self.on(day)) if is_ever_open else day.weekday() < 5
        return day

    def stretches(self, day: date, zone: tzinfo) -> tuple[tuple[datetime, datetime], ...]:
        """The same as aware moments: when it opens and closes."""
        return tuple(
            (datetime.combine(day, opens, zone), datetime.combine(day, closes, zone))
            for opens, closes in self.on(day)
        )

    def _keeps(self, day: date) -> bool:
        may_be = bool(self.holidays) and _can_be_one(day)
        return may_be and any(name in self.holidays for name in _federal(day))


def _can_be_one(day: date) -> bool:
    """Whether a federal holiday can be kept on this day of some year; most days need no library."""
    return any(
        day.month == month and first <= day.day <= last and day.weekday() in weekdays
        for month, first, last, weekdays in _SPANS
    )


def _federal(day: date) -> Iterable[str]:
    """The federal holidays that are kept on a day: on a Friday or Monday for one on a weekend."""
    from holidays import country_holidays  # here: it takes a tenth of a second

    return [name.removesuffix(_OBSERVED) for name in country_holidays("US").get_list(day)]
