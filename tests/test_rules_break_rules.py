"""What a pack says of one stay: hours worked, deadlines, waivers, extra hours to check."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.practice.break_packs import ONE_OF_TWO, DayRules, ExtraHours, built_in
from kiosk.practice.break_rules import (
    Deadline,
    full_at,
    is_worth_saying,
    meal_deadlines,
    meals,
    rests_due,
)
from kiosk.practice.breaks import KINDS, Break, Kind, Stay
from kiosk.practice.days import after, between
from kiosk.practice.extra_hours import Shortfall, extra_hours, shortfalls
from kiosk.practice.hours_worked import OffDuty, is_unpaid, off_duty, whole_day, worked
from kiosk.practice.people import PersonId

ANA = PersonId(1)
DAY = date(2026, 11, 20)
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
CALIFORNIA, FEDERAL = built_in("california").on(DAY), built_in("federal").on(DAY)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NOTHING: frozenset[str] = frozenset()
NEVER: frozenset[Kind] = frozenset()


def at(clock: str) -> datetime:
    """A moment of that day, as 11:02 or 11:02:59."""
    hour, minute, second = [*map(int, clock.split(":")), 0][:3]
    return datetime(2026, 11, 20, hour, minute, second, tzinfo=LOS_ANGELES)


def meal(began: str, ended: str | None, free: bool | None = True) -> Break:
    return Break("meal", at(began), at(ended) if ended else None, free)


def shift(began: str, ended: str | None, *breaks: Break) -> Stay:
    return Stay(ANA, DAY, at(began), at(ended) if ended else None, breaks)


def found(
    stay: Stay, *waived: str, rules: DayRules = CALIFORNIA, said: Iterable[Kind] = ()
) -> list[tuple[str, str]]:
    told = shortfalls(stay, rules, frozenset(waived), frozenset(said))
    return [(one.about, one.fault) for one in told]


def words(stay: Stay, *waived: str) -> list[str]:
    return [one.words for one in shortfalls(stay, CALIFORNIA, frozenset(waived), NEVER)]


LUNCH, SUPPER = meal("12:00", "12:30"), meal("17:00", "17:30")
FIRST_MISSING, SECOND_MISSING = ("first meal", "missing"), ("second meal", "missing")

MEALS: list[tuple[str, Stay, tuple[str, ...], list[tuple[str, str]]]] = [
    # Labor Code 512(a): a meal over 5 hours
    ("512(a)", shift("8:00", "13:00"), (), []),
    ("512(a)", shift("8:00", "13:00:01"), (), [FIRST_MISSING]),
    ("512(a)", shift("8:00", "16:30", LUNCH), (), []),
    # by the end of the 5th hour: Brinker v. Superior Court (2012)
    ("Brinker", shift("8:00", "16:30", meal("13:00", "13:30")), (), []),
    ("Brinker", shift("8:00", "16:30", meal("13:00:01", "13:31")), (), [("first meal", "late")]),
    ("Brinker", shift("8:00", "16:30", meal("13:01", "13:31")), (), [("first meal", "late")]),
    # and no second one merely because the first was early: Brinker
    ("Brinker", shift("8:00", "16:30", meal("9:00", "9:30")), (), []),
    # 30 minutes, never rounded: Donohue v. AMN Services (2021)
    ("Donohue", shift("8:00", "16:30", meal("11:02", "11:25")), (), [("first meal", "short")]),
    ("Donohue", shift("8:00", "16:30", meal("12:00", "12:29:59")), (), [("first meal", "short")]),
    # free from all duty: wage orders 4 and 5, section 11(A)
    (
        "11(A)",
        shift("8:00", "16:30", meal("12:00", "12:40", False)),
        (),
        [("first meal", "interrupted")],
    ),
    (
        "11(A)",
        shift("8:00", "16:30", meal("12:00", "12:40", None)),
        (),
        [("first meal", "not said")],
    ),
    # an unknown end, and a record from before arriving: the reading that tells more
    ("unclear", shift("8:00", "16:30", meal("12:00", None, None)), (), [("first meal", "no end")]),
    (
        "unclear",
        shift("8:00", "20:00", meal("12:00", None, None)),
        (),
        [("first meal", "no end"), SECOND_MISSING],
    ),
    ("unclear", shift("8:00", "16:30", meal("7:00", "7:30")), (), [FIRST_MISSING]),
    # late, short and interrupted: three reasons for one meal
    (
        "512(a)",
        shift("8:00", "16:30", meal("13:05", "13:20", False)),
        (),
        [("first meal", "late"), ("first meal", "short"), ("first meal", "interrupted")],
    ),
    # a short one does no harm when a full one follows in time
    ("512(a)", shift("8:00", "16:30", meal("10:00", "10:10"), LUNCH), (), []),
    ("11(A)", shift("8:00", "16:30", meal("10:00", "10:30", None), LUNCH), (), []),
    # the first is waivable up to 6 hours worked: 512(a)
    ("512(a)", shift("8:00", "14:00"), ("first meal",), []),
    ("512(a)", shift("8:00", "14:00:01"), ("first meal",), [FIRST_MISSING]),
    ("512(a)", shift("8:00", "14:00"), ("second meal",), [FIRST_MISSING]),
    # a second over 10 hours worked, by the end of the 10th: 512(a), Brinker
    ("512(a)", shift("8:00", "18:30", LUNCH), (), []),
    ("512(a)", shift("8:00", "18:30:01", LUNCH), (), [SECOND_MISSING]),
    ("Brinker", shift("8:00", "20:00", LUNCH, meal("18:30", "19:00")), (), []),
    (
        "Brinker",
        shift("8:00", "20:00", LUNCH, meal("18:30:01", "19:01")),
        (),
        [("second meal", "late")],
    ),
    (
        "Donohue",
        shift("8:00", "20:00", LUNCH, meal("17:00", "17:29:59")),
        (),
        [("second meal", "short")],
    ),
    # a first that counted as work makes the 10th hour end sooner
    (
        "11(A)",
        shift("8:00", "20:00", meal("12:00", "12:30", False), meal("18:01", "18:31")),
        (),
        [("first meal", "interrupted"), ("second meal", "late")],
    ),
    # one meal does not serve for two, nor do two records of it
    ("512(a)", shift("8:00", "20:00", LUNCH, LUNCH), (), [SECOND_MISSING]),
    ("512(a)", shift("8:00", "20:00"), (), [FIRST_MISSING, SECOND_MISSING]),
    # the second is waivable up to 12 hours worked, if the first was not waived: 512(a)
    ("512(a)", shift("8:00", "20:30", LUNCH), ("second meal",), []),
    ("512(a)", shift("8:00", "20:30:01", LUNCH), ("second meal",), [SECOND_MISSING]),
    ("512(a)", shift("8:00", "20:30:01", LUNCH), ("first meal", "second meal"), [SECOND_MISSING]),
    ("512(a)", shift("8:00", "20:00", LUNCH), ("first meal", "second meal"), []),
    (
        "512(a)",
        shift("8:00", "20:00"),
        ("first meal", "second meal"),
        [FIRST_MISSING, SECOND_MISSING],
    ),
    # health care, over 8 hours: one of two, without an end: wage orders, 11(D); Gerard (2018)
    ("Gerard", shift("8:00", "21:00", LUNCH), (ONE_OF_TWO,), []),
    ("Gerard", shift("8:00", "20:00", LUNCH), (ONE_OF_TWO,), []),
    ("11(D)", shift("8:00", "21:00"), (ONE_OF_TWO,), [FIRST_MISSING]),
    ("11(D)", shift("8:00", "16:30"), (ONE_OF_TWO,), [FIRST_MISSING]),
    ("11(D)", shift("8:00", "21:00", SUPPER), (ONE_OF_TWO,), [("first meal", "late")]),
]


@pytest.mark.parametrize(("source", "stay", "waived", "told"), MEALS)
def test_california_s_meals(
    source: str, stay: Stay, waived: tuple[str, ...], told: list[tuple[str, str]]
) -> None:
    assert found(stay, *waived) == told, source


def test_one_of_two_needs_two() -> None:
    """In a pack with another limit: a waiver over 12 hours does not spare a meal due over 10."""
    either = CALIFORNIA.one_of_two_meals
    assert either
    rules = replace(CALIFORNIA, one_of_two_meals=replace(either, over=12 * HOUR))
    assert found(shift("8:00", "20:30", LUNCH), ONE_OF_TWO, rules=rules) == [SECOND_MISSING]
    assert found(shift("8:00", "20:31", LUNCH), ONE_OF_TWO, rules=rules) == []


def test_what_is_to_check_is_said_in_words() -> None:
    assert words(shift("8:00", "16:30", meal("13:01", "13:24"))) == [
        "first meal began after 5 h 01 min of work; it is due by 5 h 00 min",
        "first meal lasted 23 min; 30 min are due",
    ]
    assert words(shift("8:00", "14:20"), "first meal") == [
        "no first meal in 6 h 20 min of work; it is due over 5 h 00 min, "
        "and its waiver does not hold for that"
    ]


def test_a_moment_over_the_limit_is_not_told_as_none() -> None:
    late = Break("meal", at("13:00") + timedelta(milliseconds=1), at("13:31"), True)
    (told,) = words(shift("8:00", "16:30", late))
    assert told == "first meal began after 5 h 00 min 1 s of work; it is due by 5 h 00 min"


def test_nothing_is_to_check_while_a_stay_has_no_end() -> None:
    assert found(shift("8:00", None), said=("rest", "meal")) == []


def test_federal_law_gives_nothing_to_check() -> None:
    stay = shift("8:00", "22:00", meal("14:00", "14:05", False))
    assert found(stay, rules=FEDERAL, said=("rest", "meal")) == []
    assert meal_deadlines(stay, FEDERAL, NOTHING, at("22:00")) == ()
    assert rests_due(14 * HOUR, FEDERAL) == 0


@pytest.mark.parametrize(
    ("minutes", "due"),
    [  # Brinker v. Superior Court (2012): 10 minutes from 3.5 hours, 20 over 6, 30 over 10
        (0, 0),
        (209, 0),
        (210, 1),
        (360, 1),
        (361, 2),
        (600, 2),
        (601, 3),
        (840, 3),
        (841, 4),
    ],
)
def test_california_s_rests(minutes: int, due: int) -> None:
    assert rests_due(minutes * MINUTE, CALIFORNIA) == due


def test_rests_without_a_major_part_come_by_full_stretches() -> None:
    assert CALIFORNIA.rest
    rest = replace(CALIFORNIA.rest, or_major_part=False, none_under=None)
    rules = replace(CALIFORNIA, rest=rest)
    assert [rests_due(hours * HOUR, rules) for hours in (1, 3.9, 4, 7.9, 8)] == [0, 0, 1, 1, 2]


def test_a_rest_is_to_check_when_somebody_said_so_and_one_was_due() -> None:
    full, short = shift("8:00", "16:30", LUNCH), shift("8:00", "11:29:59")
    assert found(full, said=["rest"]) == [("rest", "not possible")]
    assert found(full) == found(short, said=["rest"]) == found(full, said=["other"]) == []


def test_rests_are_counted_only_where_they_are_recorded() -> None:
    rests = [Break("rest", at("10:00"), at("10:10")), Break("rest", at("15:00"), at("15:09:59"))]
    stay = shift("8:00", "16:30", LUNCH, *rests)
    assert shortfalls(stay, CALIFORNIA, NOTHING, NEVER) == ()
    (told,) = shortfalls(stay, CALIFORNIA, NOTHING, NEVER, rests_recorded=True)
    assert told.words == "1 of 2 rest breaks of 10 min recorded"
    both = replace(stay, breaks=(*stay.breaks, Break("rest", at("16:00"), at("16:10"))))
    assert shortfalls(both, CALIFORNIA, NOTHING, NEVER, rests_recorded=True) == ()


def test_a_meal_said_not_to_be_possible_is_to_check_even_where_one_is_recorded() -> None:
    assert found(shift("8:00", "16:30", LUNCH), said=["meal"]) == [("first meal", "not possible")]
    assert found(shift("8:00", "12:00"), said=["meal"]) == []


def hours(*told: tuple[str, str], rules: DayRules = CALIFORNIA) -> list[tuple[str, str]]:
    """The extra hours of some shortfalls, given as what each is about and its words."""
    source = CALIFORNIA.meals[0].source
    faults = [
        Shortfall("rest" if about == "rest" else "meal", about, "missing", say, source)
        for about, say in told
    ]
    return [(one.kind, one.words) for one in extra_hours(faults, rules)]


A, B, C = ("first meal", "a"), ("second meal", "b"), ("rest", "c")


def test_two_late_meals_are_one_extra_hour() -> None:
    """Labor Code 226.7(c); United Parcel Service v. Superior Court (2011)."""
    late = [meal("13:01", "13:31"), meal("18:32", "19:02")]
    told = shortfalls(shift("8:00", "20:00", *late), CALIFORNIA, NOTHING, NEVER)
    assert [one.fault for one in told] == ["late", "late"]
    (one,) = extra_hours(told, CALIFORNIA)
    assert (one.kind, one.reasons) == ("meal", told)


def test_meals_and_rests_are_one_extra_hour_each() -> None:
    """United Parcel Service v. Superior Court (2011)."""
    assert hours(A, B, C) == [("meal", "a; b"), ("rest", "c")]
    assert hours() == []


def test_other_packs_give_other_numbers_of_extra_hours() -> None:
    def rules(meals_a_day: int) -> DayRules:
        hour = ExtraHours(meals_a_day, 0, CALIFORNIA.meals[0].source)
        return replace(CALIFORNIA, extra_hours=hour)

    assert hours(A, B, C, rules=rules(2)) == [("meal", "a"), ("meal", "b")]
    assert hours(A, A, C, rules=rules(2)) == [("meal", "a; a")]
    assert hours(A, B, ("third meal", "d"), rules=rules(2)) == [("meal", "a"), ("meal", "b; d")]
    assert hours(A, rules=rules(0)) == hours(A, rules=FEDERAL) == []


@pytest.mark.parametrize(
    ("one", "unpaid"),
    [
        (meal("12:00", "12:30"), True),  # 29 CFR 785.19
        (meal("12:00", "12:29:59"), None),
        (meal("12:00", "13:00", False), None),
        (meal("12:00", "13:00", None), None),
        (meal("12:00", None), None),
        (Break("rest", at("12:00"), at("12:10")), False),  # 29 CFR 785.18
        (Break("rest", at("12:00")), False),
        (Break("other", at("12:00"), at("12:20")), False),
        (Break("other", at("12:00"), at("12:20:01")), None),
        (Break("other", at("12:00")), None),
    ],
)
def test_what_is_unpaid(one: Break, unpaid: bool | None) -> None:
    assert is_unpaid(one, CALIFORNIA) is is_unpaid(one, FEDERAL) is unpaid


def test_a_pack_without_rules_decides_nothing_but_rests() -> None:
    assert is_unpaid(LUNCH, DayRules()) is None
    assert is_unpaid(Break("other", at("12:00"), at("12:01")), DayRules()) is None
    assert full_at(LUNCH, DayRules()) is None


def test_a_lunch_under_way_is_full_at_thirty_minutes() -> None:
    under_way = meal("12:04", None)
    assert full_at(under_way, CALIFORNIA) == full_at(under_way, FEDERAL) == at("12:34")
    assert full_at(Break("rest", at("12:04")), CALIFORNIA) is None


def test_hours_worked_leave_out_unpaid_meals_only() -> None:
    stay = shift(
        "8:00", None, LUNCH, meal("13:00", "13:20"), Break("rest", at("14:00"), at("15:00"))
    )
    assert worked(stay, CALIFORNIA, at("16:00")) == 7.5 * HOUR
    assert worked(replace(stay, left=at("17:00")), CALIFORNIA, at("16:00")) == 8.5 * HOUR
    twice = replace(stay, breaks=(LUNCH, LUNCH, meal("12:15", "12:45")))
    assert worked(twice, CALIFORNIA, at("16:00")) == 7.25 * HOUR


def deadline(stay: Stay, now: str, *waived: str, which: int = 0) -> Deadline:
    return meal_deadlines(stay, CALIFORNIA, frozenset(waived), at(now))[which]


def test_lunch_is_due_by_the_end_of_the_fifth_hour() -> None:
    first = deadline(shift("8:00", None), "9:00")
    assert (first.meal, first.by) == ("first meal", at("13:00"))
    assert not (first.is_due or first.began or first.in_time or first.is_waived)
    assert deadline(shift("8:00", None), "13:01").is_due


def test_a_lunch_that_was_had_is_told_with_whether_it_was_in_time() -> None:
    for stay, in_time in (
        (shift("8:00", None, LUNCH), True),
        (shift("8:00", None, meal("13:00", None)), True),
        (shift("8:00", None, meal("13:01", None)), False),
    ):
        first = deadline(stay, "14:00")
        assert (first.began, first.in_time) == (stay.breaks[0].began, in_time)
        assert first.by == at("13:00")


def test_the_second_meal_is_due_later_by_an_unpaid_first() -> None:
    assert deadline(shift("8:00", None), "9:00", which=1).by == at("18:00")
    assert deadline(shift("8:00", None, LUNCH), "13:00", which=1).by == at("18:30")
    short = shift("8:00", None, meal("12:00", "12:29"))
    assert deadline(short, "13:00", which=1).by == at("18:00")


def test_a_waiver_is_told_with_when_it_ends() -> None:
    first = deadline(shift("8:00", None), "12:00", "first meal")
    assert (first.is_waived, first.waived_until) == (True, at("14:00"))
    over = deadline(shift("8:00", None), "14:01", "first meal")
    assert (over.is_waived, over.waived_until) == (False, None)
    second = deadline(shift("8:00", None, LUNCH), "13:00", "second meal", which=1)
    assert (second.is_waived, second.waived_until) == (True, at("20:30"))
    both = deadline(shift("8:00", None, LUNCH), "13:00", "second meal", ONE_OF_TWO, which=1)
    assert (both.is_waived, both.waived_until) == (True, None)


def test_after_a_stay_only_what_was_due_is_told() -> None:
    assert meal_deadlines(shift("8:00", "13:00"), CALIFORNIA, NOTHING, at("15:00")) == ()
    (first,) = meal_deadlines(shift("8:00", "16:30"), CALIFORNIA, NOTHING, at("20:00"))
    assert (first.meal, first.is_due) == ("first meal", True)


@pytest.mark.parametrize(
    ("night", "by"),
    [  # the clock goes forward at 2 on March 8, and back at 2 on November 1
        (datetime(2026, 3, 7, 22, tzinfo=LOS_ANGELES), datetime(2026, 3, 8, 4, tzinfo=LOS_ANGELES)),
        (
            datetime(2026, 10, 31, 22, tzinfo=LOS_ANGELES),
            datetime(2026, 11, 1, 2, tzinfo=LOS_ANGELES),
        ),
    ],
)
def test_a_night_over_daylight_saving_has_as_many_hours_as_passed(
    night: datetime, by: datetime
) -> None:
    stay = Stay(ANA, night.date(), night)
    (first, _) = meal_deadlines(stay, CALIFORNIA, NOTHING, night)
    assert first.by == by and between(night, by) == 5 * HOUR
    in_time = Break("meal", by, after(by, 30 * MINUTE), True)
    late = Break("meal", after(by, MINUTE), after(by, 31 * MINUTE), True)
    left = after(night, 8.5 * HOUR)
    assert found(replace(stay, left=left, breaks=(in_time,))) == []
    assert found(replace(stay, left=left, breaks=(late,))) == [("first meal", "late")]


def test_a_lunch_in_the_hour_that_comes_twice_is_as_long_as_it_was() -> None:
    night = datetime(2026, 10, 31, 21, tzinfo=LOS_ANGELES)
    began = datetime(2026, 11, 1, 1, 45, tzinfo=LOS_ANGELES)
    ended = datetime(2026, 11, 1, 1, 15, fold=1, tzinfo=LOS_ANGELES)
    stay = Stay(
        ANA, night.date(), night, after(night, 8.5 * HOUR), (Break("meal", began, ended, True),)
    )
    assert found(stay) == [] and worked(stay, CALIFORNIA, ended) == 8 * HOUR


def test_a_day_in_two_parts_counts_together() -> None:
    """California's hours are *per day*; having left for lunch is a meal (Brinker, 2012)."""
    morning, long = shift("8:00", "12:00"), shift("12:30", "16:30")
    together = whole_day([long, morning], CALIFORNIA)
    assert (together.arrived, together.left) == (at("8:00"), at("16:30"))
    assert worked(together, CALIFORNIA, at("16:30")) == 8 * HOUR
    assert found(together) == []
    hurried = whole_day([morning, shift("12:10", "16:30")], CALIFORNIA)
    assert worked(hurried, CALIFORNIA, at("16:30")) == 8.5 * HOUR
    assert found(hurried) == [FIRST_MISSING]
    assert whole_day([morning], CALIFORNIA) == morning


INSTANTS = some.datetimes(datetime(2026, 10, 30), datetime(2026, 11, 3), timezones=some.just(UTC))  # noqa: DTZ001  # hypothesis adds the zone
MOMENTS = INSTANTS.map(lambda moment: moment.astimezone(LOS_ANGELES))
BREAKS = some.builds(
    Break,
    some.sampled_from(KINDS),
    MOMENTS,
    some.none() | MOMENTS,
    some.sampled_from([True, False, None]),
)
STAYS = some.builds(
    Stay,
    some.just(ANA),
    some.just(DAY),
    MOMENTS,
    some.none() | MOMENTS,
    some.lists(BREAKS, max_size=6).map(tuple),
)
WAIVED = some.frozensets(some.sampled_from(["first meal", "second meal", ONE_OF_TWO, "?"]))
SAID = some.frozensets(some.sampled_from(KINDS))


@given(STAYS, WAIVED, SAID, MOMENTS, some.booleans())
def test_any_stay_of_any_shape_has_an_answer(
    stay: Stay, waived: frozenset[str], said: frozenset[Kind], now: datetime, recorded: bool
) -> None:
    for rules in (CALIFORNIA, FEDERAL, DayRules()):
        found = shortfalls(stay, rules, waived, said, recorded)
        meal_hours = [one for one in extra_hours(found, rules) if one.kind == "meal"]
        rest_hours = [one for one in extra_hours(found, rules) if one.kind == "rest"]
        most = rules.extra_hours
        assert len(meal_hours) <= (most.meals_a_day if most else 0)
        assert len(rest_hours) <= (most.rests_a_day if most else 0)
        assert not most or {*found} == {
            reason for one in (*meal_hours, *rest_hours) for reason in one.reasons
        }
        assert worked(stay, rules, now) >= timedelta()
        for told in meal_deadlines(stay, rules, waived, now):
            assert told.by.tzinfo is stay.arrived.tzinfo
            assert told.in_time <= (told.began is not None)


@given(STAYS, WAIVED, MOMENTS, some.randoms())
def test_the_order_in_which_breaks_are_told_does_not_matter(
    stay: Stay, waived: frozenset[str], now: datetime, chance: Random
) -> None:
    breaks = list(stay.breaks)
    chance.shuffle(breaks)
    one, other = stay, replace(stay, breaks=tuple(breaks))
    assert worked(one, CALIFORNIA, now) == worked(other, CALIFORNIA, now)
    assert meals(one, CALIFORNIA, waived, now) == meals(other, CALIFORNIA, waived, now)
    assert found(one, *waived) == found(other, *waived)


def test_time_off_duty_is_neither_worked_nor_in_the_way() -> None:
    off = OffDuty(((5 * HOUR, 6 * HOUR),))
    assert [off.worked_by(span * HOUR) for span in (4, 5, 5.5, 6, 7)] == [
        span * HOUR for span in (4, 5, 5, 5, 6)
    ]
    assert [off.reached(span * HOUR) for span in (4, 5, 5.5)] == [
        span * HOUR for span in (4, 5, 6.5)
    ]


def test_two_records_of_one_second_are_told_alike_in_either_order() -> None:
    both = [meal("12:00", None), meal("12:00", "12:00")]
    one, other = shift("8:00", "16:30", *both), shift("8:00", "16:30", *reversed(both))
    assert found(one) == found(other) == [("first meal", "short")]


@given(STAYS, some.timedeltas(timedelta(), 20 * HOUR))
def test_the_moment_by_which_so_much_is_worked_is_the_first_one(
    stay: Stay, span: timedelta
) -> None:
    off = off_duty(stay, CALIFORNIA)
    reached = off.reached(span)
    assert off.worked_by(reached) == span
    assert off.worked_by(reached - timedelta(microseconds=1)) <= span


@given(STAYS, WAIVED)
def test_whoever_worked_over_six_hours_without_a_meal_has_one_to_check(
    stay: Stay, waived: frozenset[str]
) -> None:
    bare = replace(stay, breaks=tuple(one for one in stay.breaks if one.kind != "meal"))
    if bare.left and between(bare.arrived, bare.left) > 6 * HOUR:
        assert FIRST_MISSING in found(bare, *waived)


@given(STAYS, WAIVED)
def test_knowing_less_of_a_meal_never_leaves_less_to_check(
    stay: Stay, waived: frozenset[str]
) -> None:
    unsaid = replace(stay, breaks=tuple(replace(one, free=None) for one in stay.breaks))
    assert bool(found(stay, *waived)) <= bool(found(unsaid, *waived))


def test_a_second_meal_is_mentioned_only_shortly_before_it_is_due() -> None:
    rules = built_in("california").on(DAY)
    stay = shift("08:00", None)
    first, second = meal_deadlines(stay, rules, frozenset(), at("08:00"))
    assert [is_worth_saying(one, at("08:00")) for one in (first, second)] == [True, False]
    assert is_worth_saying(second, second.by - timedelta(hours=1))
    waived = meal_deadlines(stay, rules, frozenset({"first meal"}), at("08:00"))
    assert not is_worth_saying(waived[0], at("08:00"))
