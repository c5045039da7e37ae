"""When the practice is open: hours of each weekday, holidays, and days on which it is closed.

Closed hours are no gaps in a roster, and a day's last call comes before its closing.
"""

import re
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import ClassVar

from kiosk.practice.federal_holidays import kept_on
from kiosk.practice.knobs import Kind, knob, parts
from kiosk.practice.values import dataclass

CLOSED = "closed"
_STRETCH = re.compile(r"(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)", re.ASCII)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOLIDAYS = (  # 5 USC 6103
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
        is_closed = day in self.closed_on or kept_on(day) in self.holidays
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
