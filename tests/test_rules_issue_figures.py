"""Figures of problems and ideas, by hand; and none that points at one person."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kiosk.practice.issue_figures import ALL, FEWEST_PEOPLE, REST, Course, Figures, figures
from kiosk.practice.people import PersonId

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("America/New_York"))
TODAY = date(2026, 3, 20)


def course(person: int, area: str = "phones", replied: int | None = None, **more: bool) -> Course:
    """One that was raised on Monday. replied: how many days later."""
    at = MONDAY + timedelta(days=replied) if replied is not None else None
    ended = MONDAY + timedelta(days=5) if more.get("is_done") else None
    due = date(2026, 3, 4)
    return Course(area, PersonId(person), MONDAY, due, at, ended, **more)


def test_the_figures_of_eight_people() -> None:
    some = [course(number, replied=1, has_proposal=True) for number in range(4)]
    some += [course(number, replied=3, was_tried=True) for number in range(4, 6)]
    some += [course(6, replied=5, is_done=True, was_tried=True), course(7)]
    # Four of eight in time; medians of 1,1,1,1,3,3,5.
    assert figures(some, TODAY) == (Figures(ALL, 8, 0.5, 1.0, 5.0, 0.5, 3 / 8, 1 / 8),)


def test_what_is_not_due_yet_is_neither_in_time_nor_late() -> None:
    some = [course(number) for number in range(8)]
    (all_of_them,) = figures(some, date(2026, 3, 4))
    assert all_of_them.in_time is None and all_of_them.reply_days is None
    assert figures(some, date(2026, 3, 5))[0].in_time == 0


def test_a_day_of_23_hours_is_one_day_less_an_hour() -> None:
    start = datetime(2026, 3, 7, 12, 0, tzinfo=MONDAY.tzinfo)
    end = datetime(2026, 3, 8, 12, 0, tzinfo=MONDAY.tzinfo)
    some = [Course("lab", PersonId(n), start, end.date(), end) for n in range(8)]
    assert figures(some, TODAY)[0].reply_days == 23 / 24


def test_of_too_few_people_there_is_nothing() -> None:
    assert figures([course(number) for number in range(7)] * 5, TODAY) == ()


def test_small_areas_are_told_together_or_with_the_smallest_of_the_others() -> None:
    big = [course(number, "phones") for number in range(9)]
    lab = [course(number, "lab") for number in range(8)]
    small = [course(1, "roof"), course(2, "roof")]
    assert [(one.area, one.raised) for one in figures(big + lab + small, TODAY)] == [
        (ALL, 19),
        ("phones", 9),
        (REST, 10),
    ]
    assert [one.area for one in figures(big + small, TODAY)] == [ALL]


@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from("abcd")), max_size=60))
def test_no_figure_and_no_difference_of_figures_is_of_fewer(told: list[tuple[int, str]]) -> None:
    some = [course(person, area) for person, area in told]
    found = figures(some, TODAY)
    assert sum(one.raised for one in found[1:]) in (0, len(some))
    for one in found:
        if one.area not in (ALL, REST):
            of_it = {one_of.raised_by for one_of in some if one_of.area == one.area}
            assert len(of_it) >= FEWEST_PEOPLE
    named = {one.area for one in found}
    left = {one.raised_by for one in some if one.area not in named}
    assert REST not in named or len(left) >= FEWEST_PEOPLE
