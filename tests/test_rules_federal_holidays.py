"""Federal holidays are those of a well-kept library, day for day."""

from datetime import date, timedelta

from holidays import country_holidays

from kiosk.practice.federal_holidays import kept_on
from kiosk.practice.opening_hours import HOLIDAYS

FIRST, LAST = date(2021, 1, 1), date(2099, 12, 31)
OBSERVED = " (observed)"  # what the library adds where one on a weekend is kept beside it


def test_every_day_of_this_century_is_as_the_library_has_it() -> None:
    library = country_holidays("US", years=range(FIRST.year, LAST.year + 2))
    for day in (FIRST + timedelta(days=step) for step in range((LAST - FIRST).days + 1)):
        named = {name.removesuffix(OBSERVED) for name in library.get_list(day)}
        assert named == ({kept_on(day)} - {""}), day


def test_one_on_a_weekend_is_kept_on_the_working_day_beside_it() -> None:
    assert kept_on(date(2026, 7, 3)) == kept_on(date(2026, 7, 4)) == "Independence Day"
    assert kept_on(date(2021, 12, 31)) == "New Year's Day"
    assert kept_on(date(2027, 7, 5)) == "Independence Day"
    assert kept_on(date(2026, 7, 6)) == ""


def test_all_among_which_a_practice_chooses_are_kept_in_every_year() -> None:
    new_year = date(2026, 1, 1)
    kept = {kept_on(new_year + timedelta(days=step)) for step in range(365)}
    assert kept - {""} == set(HOLIDAYS)
