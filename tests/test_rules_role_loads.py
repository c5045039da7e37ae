"""Load by role, worked out by hand; never about fewer than three people."""

from datetime import date, timedelta

from kiosk.practice.figures import Key, Value
from kiosk.practice.people import PersonId
from kiosk.practice.role_loads import Group, groups, load
from kiosk.practice.trends import Day, Period

WEEK = Period(date(2026, 3, 2), date(2026, 3, 8), "week")
MA = Group(("MA",), 3)


def ids(*numbers: int) -> list[PersonId]:
    return [PersonId(one) for one in numbers]


def test_small_roles_stand_together() -> None:
    found, left_out = groups({"MA": ids(1, 2, 3), "RN": ids(4, 5), "LPN": ids(6)})
    assert found == (MA, Group(("RN", "LPN"), 3))
    assert left_out == ()


def test_what_stays_too_small_is_left_out() -> None:
    assert groups({"MA": ids(1, 2, 3), "RN": ids(4, 5)}) == ((MA,), ("RN",))
    # Two roles of the same two people are two people.
    assert groups({"RN": ids(4, 5), "LPN": ids(4, 5)}) == ((), ("RN", "LPN"))
    assert groups({"MA": ids(1, 2, 3), "RN": []}) == ((MA,), ())


def day(number: int, **sums: int) -> Day:
    """A day of March 2026 with the figures of MAs by name; of the others there is as much again."""
    usual = {"worked": 480, "lunches_due": 3, "lunches_missed": 0, "rests_due": 6}
    every = {**usual, "rests_taken": 4, "without_break": 0, **sums}
    measured: dict[Key, Value] = {(f"breaks.{name}", "MA"): value for name, value in every.items()}
    measured |= {(f"breaks.{name}",): 2 * value for name, value in every.items()}
    return Day(date(2026, 3, number), measured)


def test_a_week_of_a_role_adds_up() -> None:
    days = (
        day(2, lunches_missed=2, without_break=1),
        day(3),
        day(6, lunches_missed=1),
        day(9, lunches_missed=3),
    )
    found = load(MA, days, WEEK)
    assert found
    assert (found.days, found.hours) == (3, timedelta(hours=24))
    assert (found.lunches_due, found.lunches_missed) == (9, 3)
    assert (found.rests_due, found.rests_taken, found.without_break) == (18, 12, 1)
    assert found.missed_on == {0: 2, 1: 0, 4: 1}
    assert found.worst_weekday == 0


def test_one_lunch_names_no_weekday() -> None:
    found = load(MA, (day(2, lunches_missed=1),), WEEK)
    assert found and found.worst_weekday is None
    spread = load(MA, tuple(day(at, lunches_missed=1) for at in (2, 3, 4)), WEEK)
    assert spread and spread.worst_weekday is None


def test_what_was_not_measured_is_no_load() -> None:
    assert load(MA, (Day(date(2026, 3, 2), {}),), WEEK) is None
    assert load(MA, (day(9),), WEEK) is None
