"""Days and stretches of time, over zones whose clocks do unlike things."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practice import breaks
from kiosk.practice.breaks import Break, BreakPolicy, Punch, Stay
from kiosk.practice.clock import StoppedClock
from kiosk.practice.days import after, between, day_of
from kiosk.practice.people import PersonId

NEW_YORK, LORD_HOWE = ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")
ZONES = st.sampled_from(
    [NEW_YORK, LORD_HOWE, ZoneInfo("Asia/Kathmandu"), ZoneInfo("UTC"), ZoneInfo("America/St_Johns")]
)
INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # hypothesis adds the zone
MOMENTS = st.builds(lambda moment, zone: moment.astimezone(zone), INSTANTS, ZONES)
SPANS = st.timedeltas(timedelta(days=-400), timedelta(days=400))
BOUNDARIES = st.times(time(0), time(11, 59))
ANA = PersonId(1)
HOUR = timedelta(hours=1)


def local(zone: ZoneInfo, *parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, fold=fold, tzinfo=zone)  # type: ignore[arg-type,misc]  # year to minute


@given(MOMENTS, SPANS)
def test_between_is_the_inverse_of_after(moment: datetime, span: timedelta) -> None:
    later = after(moment, span)
    assert between(moment, later) == span
    assert after(later, -span).astimezone(UTC) == moment.astimezone(UTC)
    assert later.tzinfo is moment.tzinfo


@given(MOMENTS, MOMENTS)
def test_between_is_the_same_in_every_zone(one: datetime, other: datetime) -> None:
    assert between(one, other) == -between(other, one)
    assert between(one, other) == between(one.astimezone(UTC), other.astimezone(UTC))


@given(MOMENTS, BOUNDARIES)
def test_a_moment_belongs_to_its_date_or_to_the_day_before(
    moment: datetime, boundary: time
) -> None:
    day = day_of(moment, boundary)
    assert day in (moment.date(), moment.date() - timedelta(days=1))
    assert (day == moment.date()) == (moment.time() >= boundary)


@given(MOMENTS, BOUNDARIES, st.timedeltas(timedelta(), timedelta(days=3)))
def test_a_later_moment_is_in_the_same_day_or_a_later_one_but_where_clocks_go_back(
    moment: datetime, boundary: time, span: timedelta
) -> None:
    later = after(moment, span)
    went_back = (later.utcoffset() or timedelta()) < (moment.utcoffset() or timedelta())
    assert went_back or day_of(moment, boundary) <= day_of(later, boundary)


@given(MOMENTS, st.lists(st.timedeltas(timedelta(hours=-30), timedelta(hours=30)), max_size=4))
def test_no_break_has_a_negative_length_whatever_the_clock_did(
    moment: datetime, jumps: list[timedelta]
) -> None:
    for jump in jumps:
        assert Break("rest", moment, after(moment, jump)).lasted(moment) >= timedelta()
        assert Break("rest", moment).lasted(after(moment, jump)) >= timedelta()


@pytest.mark.parametrize(
    ("now", "boundary", "day"),
    [
        (local(NEW_YORK, 2026, 3, 7, 0, 0), time(0), date(2026, 3, 7)),
        (local(NEW_YORK, 2026, 3, 6, 23, 59), time(0), date(2026, 3, 6)),
        (local(NEW_YORK, 2026, 3, 7, 0, 0), time(4), date(2026, 3, 6)),
        (local(NEW_YORK, 2026, 3, 7, 3, 59), time(4), date(2026, 3, 6)),
        (local(NEW_YORK, 2026, 3, 7, 4, 0), time(4), date(2026, 3, 7)),
        (local(NEW_YORK, 2028, 2, 29, 12, 0), time(4), date(2028, 2, 29)),
        (local(NEW_YORK, 2028, 3, 1, 2, 0), time(4), date(2028, 2, 29)),
        (local(NEW_YORK, 2027, 3, 1, 2, 0), time(4), date(2027, 2, 28)),
        (local(NEW_YORK, 2027, 1, 1, 2, 0), time(4), date(2026, 12, 31)),
        (local(NEW_YORK, 2026, 3, 8, 3, 30), time(4), date(2026, 3, 7)),
        (local(NEW_YORK, 2026, 11, 1, 1, 30), time(1, 30), date(2026, 11, 1)),
        (local(NEW_YORK, 2026, 11, 1, 1, 29, fold=1), time(1, 30), date(2026, 10, 31)),
    ],
)
def test_a_day_ends_at_its_boundary(now: datetime, boundary: time, day: date) -> None:
    assert day_of(now, boundary) == day


@pytest.mark.parametrize(
    ("zone", "evening", "hours"),
    [
        (NEW_YORK, date(2026, 3, 7), 7.0),  # clocks go forward an hour at 2:00
        (NEW_YORK, date(2026, 10, 31), 9.0),  # and back
        (NEW_YORK, date(2026, 3, 6), 8.0),
        (LORD_HOWE, date(2026, 4, 4), 8.5),  # half an hour, in the other half of the world
        (LORD_HOWE, date(2026, 10, 3), 7.5),
        (ZoneInfo("Asia/Kathmandu"), date(2026, 3, 7), 8.0),
        (ZoneInfo("UTC"), date(2026, 3, 7), 8.0),
    ],
)
def test_a_night_has_its_true_length(zone: ZoneInfo, evening: date, hours: float) -> None:
    arrived = datetime.combine(evening, time(22), zone)
    left = datetime.combine(evening + timedelta(days=1), time(6), zone)
    assert between(arrived, left) == hours * HOUR
    assert Break("other", arrived, left).lasted(left) == hours * HOUR
    day = day_of(arrived, time(4))
    told = [Punch(ANA, "arrive", arrived, day, number=1), Punch(ANA, "leave", left, day, number=2)]
    (stay,) = breaks.stays(told)
    assert stay.left is not None
    assert (stay.day, between(stay.arrived, stay.left)) == (evening, hours * HOUR)


@pytest.mark.parametrize("evening", [date(2026, 3, 7), date(2026, 10, 31)])
def test_on_a_changing_night_lunch_and_the_longest_stay_come_at_their_true_time(
    evening: date,
) -> None:
    arrived = datetime.combine(evening, time(22), NEW_YORK)
    stay, policy = Stay(ANA, evening, arrived), BreakPolicy()
    lunch_by = stay.lunch_by(policy)
    assert lunch_by is not None
    assert between(arrived, lunch_by) == 5 * HOUR
    assert lunch_by.hour == (4 if evening.month == 3 else 2)
    assert stay.is_here(after(arrived, 15.9 * HOUR), policy)
    assert not stay.is_here(after(arrived, 16 * HOUR), policy)


def test_in_the_hour_that_comes_twice_a_break_has_its_true_length() -> None:
    first = local(NEW_YORK, 2026, 11, 1, 1, 50)
    second = local(NEW_YORK, 2026, 11, 1, 1, 5, fold=1)
    assert Break("rest", first, second).lasted(second) == timedelta(minutes=15)
    assert after(first, timedelta(minutes=15)) == second


def test_a_machine_off_from_friday_to_monday_finds_nobody_here() -> None:
    friday = local(NEW_YORK, 2026, 3, 6, 17, 0)
    monday = local(NEW_YORK, 2026, 3, 9, 8, 0)  # the clocks went forward between
    stay = Stay(ANA, friday.date(), friday)
    assert between(friday, monday) == 62 * HOUR
    assert not stay.is_here(monday, BreakPolicy())
    assert breaks.sensible(stay, monday, BreakPolicy()) == ("arrive", None)


def test_a_clock_that_jumps_is_noticed_once_and_one_that_only_goes_is_not() -> None:
    clock = StoppedClock(local(NEW_YORK, 2026, 3, 8, 1, 30))
    clock.now()
    for minutes in (60, 45 * 60, 3 * 24 * 60):  # over the changing night, and the machine asleep
        clock.forward(minutes=minutes)
        clock.now()
        assert not clock.take_jump()
    for back in (20, -20):
        clock.set_back(minutes=back)
        clock.now()
        assert clock.take_jump()
        assert not clock.take_jump()
