"""Trends worked out by hand, and quantiles against all the durations they are of."""

import statistics
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practice.errors import Refusal
from kiosk.practice.figures import Key, Value
from kiosk.practice.trends import (
    MEDIAN,
    P90,
    STEPS,
    Day,
    Period,
    Step,
    begins,
    lengths_over,
    over,
    periods,
    quantile,
    value,
)

MONDAY = date(2026, 3, 2)
DONE, DUE = "breaks.lunches_done", "breaks.lunches_due"
TURNAROUND = "prior_auths.turnaround"


def day(number: int, is_so_far: bool = False, **measured: int) -> Day:
    """A day of March 2026; the figures of breaks by name."""
    found: dict[Key, Value] = {(f"breaks.{name}",): count for name, count in measured.items()}
    return Day(date(2026, 3, number), found, is_so_far)


def turned_round(number: int, **seconds: list[int]) -> Day:
    """A day of March on which requests of these payers left the step *payer*."""
    found: dict[Key, Value] = {(TURNAROUND,): ()}
    found |= {(TURNAROUND, payer, "payer"): tuple(some) for payer, some in seconds.items()}
    return Day(date(2026, 3, number), found)


def test_counts_add_up_by_week_and_a_share_is_of_the_sums() -> None:
    days = (
        day(2, lunches_done=3, lunches_due=4),
        day(3, lunches_done=5, lunches_due=5),
        day(10, lunches_done=1, lunches_due=6),
    )
    weeks = periods(MONDAY, date(2026, 3, 15), "week")
    assert [one.value for one in over(DONE, "", days, weeks)] == [8, 1]
    assert [one.days for one in over(DONE, "", days, weeks)] == [2, 1]
    # (3 + 5) / (4 + 5) and 1 / 6, not the mean of 3/4 and 5/5.
    assert [one.value for one in over(DONE, DUE, days, weeks)] == [8 / 9, 1 / 6]


def test_a_day_without_the_figure_is_a_gap_and_never_nought() -> None:
    days = (day(2, lunches_due=4), day(3, lunches_done=0, lunches_due=2))
    three = periods(MONDAY, date(2026, 3, 4), "day")
    assert [one.value for one in over(DONE, "", days, three)] == [None, 0, None]
    assert [one.value for one in over(DONE, DUE, days, three)] == [None, 0.0, None]
    # The four lunches of Monday do not count in the share: nobody measured how many were done.
    (week,) = over(DONE, DUE, days, periods(MONDAY, date(2026, 3, 8), "week"))
    assert (week.value, week.days) == (0.0, 1)


def test_a_share_of_nothing_is_no_number() -> None:
    assert value(DONE, DUE, (day(2, lunches_done=0, lunches_due=0),)) is None


def test_of_how_things_stood_the_last_day_counts() -> None:
    stood = "prior_auths.at_prescriber"
    days = [Day(date(2026, 3, number), {(stood,): number}) for number in (2, 3, 5)]
    (week,) = over(stood, "", days, periods(MONDAY, date(2026, 3, 8), "week"))
    assert week.value == 5


def test_today_is_marked_as_so_far() -> None:
    days = (day(2, lunches_done=3), day(9, is_so_far=True, lunches_done=1))
    weeks = over(DONE, "", days, periods(MONDAY, date(2026, 3, 9), "week"))
    assert [one.is_so_far for one in weeks] == [False, True]


def test_of_a_role_only_what_is_of_it() -> None:
    both: dict[Key, Value] = {(DONE,): 5, (DONE, "MA"): 2}
    assert value(DONE, "", (Day(MONDAY, both),), "MA") == 2
    assert value(DONE, "", (Day(MONDAY, both),), "RN") == 0


def test_a_median_is_of_all_that_ended_and_not_of_the_days_medians() -> None:
    days = (turned_round(2, Union=[60, 600, 6000]), turned_round(3, Union=[61], Lake=[5, 7]))
    week = periods(MONDAY, date(2026, 3, 8), "week")
    median = lengths_over(TURNAROUND, days, week, MEDIAN)
    assert {kind: points[0].value for kind, points in median.items()} == {
        ("Lake", "payer"): 5,
        ("Union", "payer"): 61,  # of 60, 61, 600, 6000: the lower of the two in the middle
    }
    slowest = lengths_over(TURNAROUND, days, week, P90)
    assert slowest["Union", "payer"][0].value == 6000
    assert value(TURNAROUND, "", days) == 60  # of 5, 7, 60, 61, 600, 6000


@pytest.mark.parametrize(
    ("step", "first", "labels"),
    [
        ("day", date(2026, 3, 30), ["Mar 30", "Mar 31", "Apr 1"]),
        ("week", date(2026, 3, 20), ["week of Mar 20", "week of Mar 23", "week of Mar 30"]),
        ("month", date(2026, 2, 11), ["Feb 2026", "Mar 2026", "Apr 2026"]),
        (
            "quarter",
            date(2025, 12, 31),
            ["4th quarter 2025", "1st quarter 2026", "2nd quarter 2026"],
        ),
    ],
)
def test_periods_have_names(step: Step, first: date, labels: list[str]) -> None:
    found = periods(first, date(2026, 4, 1), step)
    assert [one.label for one in found] == labels


def test_a_period_that_was_asked_for_in_part_is_that_part() -> None:
    assert periods(date(2026, 3, 4), date(2026, 3, 10), "week") == (
        Period(date(2026, 3, 4), date(2026, 3, 8), "week"),
        Period(date(2026, 3, 9), date(2026, 3, 10), "week"),
    )


def test_what_nobody_could_read_is_refused() -> None:
    with pytest.raises(Refusal, match="Turn them round"):
        periods(date(2026, 3, 2), date(2026, 3, 1), "day")
    with pytest.raises(Refusal, match="more than 400 days"):
        periods(date(2024, 1, 1), date(2026, 1, 1), "day")


steps = st.sampled_from(STEPS)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 390), steps)
def test_periods_hold_every_day_once(first: date, count: int, step: Step) -> None:
    last = first + timedelta(days=count)
    found = periods(first, last, step)
    every = [
        one.first + timedelta(days=at)
        for one in found
        for at in range((one.last - one.first).days + 1)
    ]
    assert every == [first + timedelta(days=at) for at in range(count + 1)]
    assert len({begins(one.first, one.step) for one in found}) == len(found)


@given(
    st.lists(st.lists(st.integers(0, 10**7), max_size=8), min_size=1, max_size=8).filter(any),
    st.sampled_from([MEDIAN, P90]),
)
def test_quantiles_of_days_are_those_of_all_durations(days: list[list[int]], rank: float) -> None:
    every = sorted(seconds for some in days for seconds in some)
    kept = tuple(turned_round(at + 2, Union=sorted(some)) for at, some in enumerate(days))
    month = periods(date(2026, 3, 1), date(2026, 3, 31), "month")
    found = lengths_over(TURNAROUND, kept, month, rank)["Union", "payer"][0].value
    if rank == MEDIAN:
        assert found == statistics.median_low(every)
    assert found in every
    assert sum(one <= found for one in every) >= rank * len(every)
    assert sum(one < found for one in every) < rank * len(every)


@given(st.lists(st.floats(0, 1e9), max_size=30))
def test_a_quantile_is_one_of_them(values: list[float]) -> None:
    assert (quantile(values, P90) in values) == bool(values)
