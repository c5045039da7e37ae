"""When the practice is open: weekdays, holidays, days on which it is closed."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays

from kiosk.practice import opening_hours
from kiosk.practice.opening_hours import HOLIDAYS, Days, Hours, OpeningHours

ZONE = ZoneInfo("America/New_York")
USUAL = OpeningHours()


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 3, 6), "8:00-17:00"),
        (date(2026, 3, 7), "closed"),  # a Saturday
        (date(2026, 7, 3), "closed"),  # July 4 is a Saturday, and kept on the Friday
        (date(2026, 11, 26), "closed"),  # Thanksgiving
        (date(2026, 11, 11), "8:00-17:00"),  # Veterans Day, which few practices keep
    ],
)
def test_a_day_has_the_hours_of_its_weekday_but_for_holidays(day: date, hours: str) -> None:
    assert str(USUAL.on(day)) == hours


def test_a_practice_keeps_the_holidays_that_it_chose_and_days_of_its_own() -> None:
    own = replace(USUAL, holidays=frozenset({"Veterans Day"}), closed_on=Days.read("2026-03-06"))
    assert not own.on(date(2026, 11, 11))
    assert own.on(date(2026, 11, 26))
    assert not own.on(date(2026, 3, 6))


def test_a_day_of_two_stretches_is_open_twice() -> None:
    friday = replace(USUAL, friday=Hours.read("8:00-12:00 and 13:00-16:30"))

    def at(hour: int, minute: int = 0) -> datetime:
        return datetime(2026, 3, 6, hour, minute, tzinfo=ZONE)

    assert friday.stretches(date(2026, 3, 6), ZONE) == ((at(8), at(12)), (at(13), at(16, 30)))
    assert friday.stretches(date(2026, 3, 7), ZONE) == ()


@pytest.mark.parametrize("typed", ["8:00-17:00", "0:00-23:59", "8:00-12:00 and 13:00-17:00"])
def test_hours_are_shown_as_they_are_typed(typed: str) -> None:
    assert str(Hours.read(typed)) == typed


def test_no_holiday_lies_outside_the_days_that_are_looked_up() -> None:
    every = OpeningHours(holidays=frozenset(HOLIDAYS))
    for year in range(2022, 2034):
        for day in country_holidays("US", years=year):
            assert day.weekday() > 4 or opening_hours._can_be_one(day), day
            assert day.weekday() > 4 or every.on(day) == (), day
