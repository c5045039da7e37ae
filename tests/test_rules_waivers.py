"""Meals that a person gives up: what may be, since when it holds, and until when."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.practice import waivers as rules
from kiosk.practice.break_packs import ONE_OF_TWO, DayRules, built_in
from kiosk.practice.breaks import Stay
from kiosk.practice.errors import Refusal
from kiosk.practice.people import PersonId
from kiosk.practice.waivers import Waiver

ANA, BEN = PersonId(1), PersonId(2)
DAY = date(2026, 11, 20)
EIGHT = datetime(2026, 11, 20, 8, 0, tzinfo=ZoneInfo("America/Los_Angeles"))
CALIFORNIA, FEDERAL = built_in("california").on(DAY), built_in("federal").on(DAY)
HOUR = timedelta(hours=1)
SHIFT = Stay(ANA, DAY, EIGHT, EIGHT + 6 * HOUR)


def signed(hours: float, meal: str = "first meal", person: PersonId = ANA) -> Waiver:
    """So many hours after the shift began."""
    return Waiver(person, meal, True, EIGHT + hours * HOUR)


def revoked(hours: float, meal: str = "first meal") -> Waiver:
    return Waiver(ANA, meal, False, EIGHT + hours * HOUR)


def test_what_can_be_waived_is_what_the_pack_says() -> None:
    assert rules.may_waive(CALIFORNIA) == ("first meal", "second meal", ONE_OF_TWO)
    assert rules.may_waive(FEDERAL) == rules.may_waive(DayRules()) == ()


def test_a_waiver_is_signed_once_and_revoked_once() -> None:
    rules.sign("first meal", True, [], CALIFORNIA)
    with pytest.raises(Refusal, match="waived the first meal already"):
        rules.sign("first meal", True, [signed(0)], CALIFORNIA)
    rules.sign("second meal", True, [signed(0)], CALIFORNIA)
    rules.sign("first meal", False, [signed(0)], CALIFORNIA)
    for mine in ([], [signed(0), revoked(1)], [signed(0, "second meal")]):
        with pytest.raises(Refusal, match="have not waived the first meal"):
            rules.sign("first meal", False, mine, CALIFORNIA)
    rules.sign("first meal", True, [signed(0), revoked(1)], CALIFORNIA)


def test_where_the_rules_allow_none_none_is_signed_but_an_old_one_can_be_revoked() -> None:
    with pytest.raises(Refusal, match="do not let anybody waive the first meal"):
        rules.sign("first meal", True, [], FEDERAL)
    with pytest.raises(Refusal, match="do not let anybody waive the nap"):
        rules.sign("nap", True, [], CALIFORNIA)
    rules.sign("first meal", False, [signed(0)], FEDERAL)


@pytest.mark.parametrize(
    ("told", "is_waived"),
    [
        ([], False),
        ([signed(-24)], True),
        ([signed(0)], True),
        ([signed(3)], True),
        ([signed(6)], True),  # before its end is early enough
        ([signed(6.01)], False),
        ([signed(-24), revoked(-1)], False),
        ([signed(-24), revoked(0)], False),
        ([signed(-24), revoked(0.01)], True),  # counts from the next shift on
        ([signed(-24), revoked(-2), signed(-1)], True),
        ([signed(-24), revoked(-1), signed(2)], True),
        ([signed(-24), revoked(2), signed(3), revoked(4)], True),
        ([signed(-24, person=BEN)], False),
        ([signed(-24, "second meal")], False),
    ],
)
def test_what_is_waived_on_a_day(told: list[Waiver], is_waived: bool) -> None:
    assert ("first meal" in rules.waived_on(SHIFT, told)) is is_waived


def test_while_a_day_goes_on_what_is_signed_counts_at_once() -> None:
    goes_on = Stay(ANA, DAY, EIGHT)
    assert rules.waived_on(goes_on, [signed(9)]) == {"first meal"}
    both = [signed(9), signed(9, ONE_OF_TWO), revoked(10)]
    assert rules.waived_on(goes_on, both) == {"first meal", ONE_OF_TWO}


def test_the_latest_word_of_each_meal_stands() -> None:
    told = [signed(1), signed(1, "second meal"), revoked(2)]
    assert {meal: one.is_signed for meal, one in rules.standing(told).items()} == {
        "first meal": False,
        "second meal": True,
    }


def test_after_the_clock_was_set_back_the_latest_word_is_still_the_last_one_said() -> None:
    told = [signed(0), revoked(-1)]  # an hour earlier, says the clock
    assert not rules.standing(told)["first meal"].is_signed
    with pytest.raises(Refusal, match="have not waived the first meal"):
        rules.sign("first meal", False, told, CALIFORNIA)
