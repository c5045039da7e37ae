"""The register of goals, on a real file, by two terminals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.goals import Formula, GoalWords, Progress
from kiosk.practice.people import Person
from kiosk.practice.trends import Period, Point
from storage.store import Store
from tests.conftest import destroy
from tests.naughty import ours

WORDS = GoalWords(
    "Answered in time",
    Formula("issues.in_time"),
    "at least",
    0.9,
    date(2026, 3, 2),
    "Who speaks up hears back",
    date(2026, 4, 3),
)
WEEK = Point(Period(date(2026, 3, 2), date(2026, 3, 8), "week"), 1.0, 5)
REACHED = Progress((WEEK,), (WEEK,), 1)


def test_another_terminal_reads_it(
    store: Store, another: Callable[..., Store], ben: Person
) -> None:
    made = store.goals.set(WORDS, ben)
    assert made.after.words == WORDS
    (seen,) = another().goals.all()
    assert seen == made.after


def test_only_managers_set_and_end_them(store: Store, ana: Person, ben: Person) -> None:
    with pytest.raises(NotAllowed):
        store.goals.set(WORDS, ana)
    number = store.goals.set(WORDS, ben).after.number
    with pytest.raises(NotAllowed):
        store.goals.end(number, "ended", Progress(), ana)
    with pytest.raises(NotAllowed):
        store.goals.look_at(number, 0.5, date(2026, 5, 1), ana)
    assert store.goals.get(number).is_open


def test_it_goes_on_until_another_day_and_each_act_is_taken_back(store: Store, ben: Person) -> None:
    made = store.goals.set(WORDS, ben)
    moved = store.goals.look_at(made.after.number, 0.95, date(2026, 5, 1), ben)
    assert moved.after.words == replace(WORDS, target=0.95, review_on=date(2026, 5, 1))
    with pytest.raises(Refusal, match="Something came after"):
        store.goals.undo(made, ben)
    store.goals.undo(moved, ben)
    assert store.goals.all() == (made.after,)
    with pytest.raises(Refusal):
        store.goals.undo(moved, ben)


def test_a_new_one_is_taken_back_altogether(store: Store, ben: Person) -> None:
    made = store.goals.set(WORDS, ben)
    store.goals.undo(made, ben)
    assert store.goals.all() == ()
    assert store.check() == ()
    with pytest.raises(Refusal, match="not there any more"):
        store.goals.get(made.after.number)


def test_a_reached_one_is_celebrated_for_a_week(
    store: Store, ben: Person, clock: StoppedClock
) -> None:
    number = store.goals.set(WORDS, ben).after.number
    assert store.reached_goals.newest(clock.now().date()) == ""
    store.goals.end(number, "reached", REACHED, ben)
    assert store.reached_goals.newest(clock.now().date()) == "Answered in time"
    clock.forward(days=7)
    assert store.reached_goals.newest(clock.now().date()) == ""
    assert [one.outcome for one in store.goals.all()] == ["reached"]


def test_the_board_says_nothing_of_a_name_that_was_destroyed(
    store: Store, ben: Person, clock: StoppedClock
) -> None:
    number = store.goals.set(WORDS, ben).after.number
    store.goals.end(number, "reached", REACHED, ben)
    destroy(store, f"goal {number}", ben)
    assert store.reached_goals.newest(clock.now().date()) == ""


def test_two_managers_in_the_same_second(
    store: Store, another: Callable[..., Store], ben: Person
) -> None:
    number = store.goals.set(WORDS, ben).after.number
    store.goals.end(number, "ended", Progress(), ben)
    with pytest.raises(Refusal, match="over already"):
        another().goals.end(number, "reached", REACHED, ben)


def test_what_stands_comes_before_what_is_over_and_the_nearest_day_first(
    store: Store, ben: Person
) -> None:
    late = store.goals.set(replace(WORDS, review_on=date(2026, 6, 1)), ben).after.number
    over = store.goals.set(WORDS, ben).after.number
    soon = store.goals.set(WORDS, ben).after.number
    store.goals.end(over, "ended", Progress(), ben)
    assert [one.number for one in store.goals.all()] == [soon, late, over]


@pytest.mark.parametrize("words", ours())
def test_any_text_is_kept_as_text(store: Store, ben: Person, words: str) -> None:
    try:
        made = store.goals.set(replace(WORDS, name=words, why=words), ben)
    except Refusal as no:
        assert "needs a name" in str(no) or "why it matters" in str(no)
        return
    assert store.goals.get(made.after.number).words.name
    assert store.check() == ()
