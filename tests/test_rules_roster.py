"""Who works when: weeks, named weeks, changed days, time off, midnight and daylight saving."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.practice import roster, time_off, typed_shifts
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.roster import Roster, WorkHours
from kiosk.practice.time_off import Leave

ZONE = ZoneInfo("America/New_York")
MONDAY = date(2026, 11, 23)
ANA, BO = Person(PersonId(1), "Ana", ("MA", "phones")), Person(PersonId(2), "Bo", ("MA",))
DAY = (WorkHours(time(8), time(17)),)
EARLY = (WorkHours(time(6), time(12)),)
WEEK = {(who.id, weekday): DAY for who in (ANA, BO) for weekday in range(5)}
ROLES = ("MA", "phones", "front desk")


def hours_of(found: Roster, day: date = MONDAY, who: Person = ANA) -> list[str]:
    one = roster.of_person(found, who.id, day, ZONE)
    return [f"{shift.begins:%H}-{shift.ends:%H}" for shift in one.expected]


def test_a_changed_day_comes_before_a_named_week_and_that_before_the_usual_one() -> None:
    named = {"flu": {(ANA.id, 0): EARLY, (ANA.id, 1): (), (ANA.id, 5): EARLY}}
    plain = Roster(WEEK, named)
    assert (hours_of(plain), hours_of(plain, MONDAY + timedelta(days=5))) == (["08-17"], [])
    on = Roster(WEEK, named, {MONDAY: ("flu",)}, {(ANA.id, MONDAY): ()})
    week = [hours_of(on, MONDAY + timedelta(days=step)) for step in range(7)]
    assert week == [[], [], ["08-17"], ["08-17"], ["08-17"], ["06-12"], []]
    assert hours_of(on, MONDAY + timedelta(days=7)) == ["08-17"]  # only in the week it is on for
    assert hours_of(on, MONDAY, BO) == ["08-17"]  # whom it does not name


def test_time_off_takes_usual_hours_away_and_conflicts_with_what_was_put_there() -> None:
    leave = Leave(1, ANA.id, MONDAY, MONDAY + timedelta(days=1), "approved")
    change = {(ANA.id, MONDAY): EARLY}
    found = Roster(WEEK, changes=change, leaves=(leave,))
    first, second, third = (
        roster.of_person(found, ANA.id, MONDAY + timedelta(days=step), ZONE) for step in range(3)
    )
    assert (first.is_conflict, first.expected, first.is_out) == (True, (), True)
    assert (second.is_conflict, second.absence, second.is_out) == (False, "time off", True)
    assert (third.absence, len(third.expected)) == ("", 1)
    asked = Roster(WEEK, leaves=(Leave(1, ANA.id, MONDAY, MONDAY),))
    assert hours_of(asked) == ["08-17"]  # until it is decided


def test_called_out_is_out_and_nobody_who_does_not_work_that_day_is() -> None:
    found = Roster(WEEK, called_out=frozenset({(ANA.id, MONDAY), (BO.id, date(2026, 11, 22))}))
    days = roster.of_day(found, (ANA, BO), MONDAY, ZONE)
    assert [(one.person, one.is_out) for one in days] == [(ANA.id, True), (BO.id, False)]
    assert not roster.of_person(found, BO.id, date(2026, 11, 22), ZONE).is_out


@pytest.mark.parametrize(("day", "lasts"), [(date(2026, 3, 7), 7), (date(2026, 10, 31), 9)])
def test_a_night_in_which_the_clock_changes_is_as_long_as_it_is(day: date, lasts: int) -> None:
    night = Roster({(ANA.id, day.weekday()): (WorkHours(time(22), time(6)),)})
    (shift,) = roster.of_person(night, ANA.id, day, ZONE).expected
    assert shift.lasts == timedelta(hours=lasts)
    assert shift.ends.date() == day + timedelta(days=1)
    ends = datetime.combine(shift.ends.date(), time(9), ZONE)
    assert shift.overlaps(shift.begins, ends) == shift.lasts


def test_two_roles_of_one_day() -> None:
    both = typed_shifts.read("8-12 MA, 1-5 phones", ROLES)
    shifts = roster.of_person(Roster({(ANA.id, 0): both}), ANA.id, MONDAY, ZONE).expected
    assert [(one.role, one.lasts) for one in shifts] == [
        ("MA", timedelta(hours=4)),
        ("phones", timedelta(hours=4)),
    ]


def test_the_average_week_counts_what_was_worked() -> None:
    leave = Leave(1, BO.id, MONDAY, MONDAY + timedelta(days=6), "approved")
    hours = roster.hours_worked(Roster(WEEK, leaves=(leave,)), (ANA, BO), MONDAY, 2, ZONE)
    assert hours == {ANA.id: timedelta(hours=45), BO.id: timedelta(hours=22.5)}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("8-5", "8 AM-5 PM"),
        ("8:30 am to 12", "8:30 AM-12 PM"),
        ("1-5", "1 PM-5 PM"),
        ("22-6", "10 PM-6 AM"),
        ("10pm-6am", "10 PM-6 AM"),
        ("7-3:30", "7 AM-3:30 PM"),
        ("830-1715", "8:30 AM-5:15 PM"),
        ("0-8", "12 AM-8 AM"),
        ("8-12 and 1-5 ph", "8 AM-12 PM, 1 PM-5 PM phones"),
        (" OFF ", "off"),
        ("", "off"),
    ],
)
def test_hours_as_they_are_typed(typed: str, shown: str) -> None:
    found = typed_shifts.read(typed, ROLES)
    assert typed_shifts.shown(found) == shown
    assert typed_shifts.read(shown, ROLES) == found


@pytest.mark.parametrize(
    "typed",
    ["8", "8-25", "8:60-9", "[b]8-5", "13pm-2", "8-5 pilot", "8-12, 9-10", "9 am-9 am", "8-5," * 5],
)
def test_hours_that_are_none_are_refused_in_words(typed: str) -> None:
    with pytest.raises(Refusal):
        typed_shifts.read(typed, ROLES)


def test_time_off_that_cannot_be_meant() -> None:
    has = [Leave(1, ANA.id, MONDAY, MONDAY, "approved")]
    day = timedelta(days=1)
    for first, last, why in (
        (MONDAY, MONDAY - day, "before the first"),
        (MONDAY - 3 * day, MONDAY - day, "have passed"),
        (MONDAY, MONDAY + 400 * day, "longer than a year"),
        (MONDAY - day, MONDAY + day, "already from Nov 23 to Nov 23"),
    ):
        with pytest.raises(Refusal, match=why):
            time_off.check(first, last, MONDAY, has)
    time_off.check(MONDAY + day, MONDAY + 3 * day, MONDAY, has)
    declined = time_off.moved(has[0], "declined")
    with pytest.raises(Refusal, match="declined already"):
        time_off.moved(declined, "approved")
