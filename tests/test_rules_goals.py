"""Goals by hand: what can be one, how it goes, and when it is reached."""

from datetime import date
from typing import Any

import pytest

from kiosk.practice import goals
from kiosk.practice.errors import Refusal
from kiosk.practice.figures import FIGURES, Key, Value
from kiosk.practice.goals import Formula, Goal, GoalWords, Progress
from kiosk.practice.trends import Day

TODAY = date(2026, 3, 18)  # a Wednesday
DONE, DUE = "breaks.lunches_done", "breaks.lunches_due"
SHARE = Formula(DONE, DUE, "week")


def words(**other: Any) -> GoalWords:
    """Nine in ten lunches done each week, since Monday Mar 2."""
    usual: dict[str, Any] = {
        "name": "Lunch for everybody",
        "formula": SHARE,
        "comparison": "at least",
        "target": 0.9,
        "begins": date(2026, 3, 2),
        "why": "Tired people make mistakes",
        "review_on": date(2026, 3, 30),
    }
    return GoalWords(**{**usual, **other})


def day(number: int, done: int, due: int) -> Day:
    measured: dict[Key, Value] = {(DONE,): done, (DUE,): due}
    return Day(date(2026, 3, number), measured)


DAYS = (day(2, 8, 9), day(3, 10, 10), day(10, 4, 5), day(16, 1, 9))


def test_how_it_goes_is_told_by_period_and_the_one_that_runs_does_not_count() -> None:
    how = goals.progress(Goal(1, words()), DAYS, TODAY)
    assert [one.value for one in how.points] == [18 / 19, 0.8, 1 / 9]
    assert [one.value for one in how.counted] == [18 / 19, 0.8]
    assert how.met == 1
    assert how.latest and how.latest.value == 0.8


def test_at_most_is_the_other_way_round_and_both_count_the_target_itself() -> None:
    assert goals.is_met(words(target=0.8), 0.8)
    assert goals.is_met(words(target=0.8, comparison="at most"), 0.8)
    assert not goals.is_met(words(target=0.8, comparison="at most"), 0.81)
    assert not goals.is_met(words(target=0, comparison="at most"), None)


def test_before_it_begins_there_is_nothing() -> None:
    assert goals.progress(Goal(1, words(begins=date(2026, 4, 1))), DAYS, TODAY) == Progress()


def test_what_is_over_is_measured_until_its_end() -> None:
    over = Goal(1, words(), "ended", date(2026, 3, 9))
    assert [one.period.last.day for one in goals.progress(over, DAYS, TODAY).points] == [8, 9]


def test_a_figure_that_is_measured_no_longer_says_so() -> None:
    gone = Goal(1, words(formula=Formula("breaks.smoked")))
    assert goals.progress(gone, DAYS, TODAY) == Progress()
    assert gone.words.formula.words == "a figure that is measured no longer"
    assert not goals.may_be_public(gone.words.formula, 40)


def test_it_is_reached_only_when_its_latest_period_reached_it() -> None:
    goal = Goal(1, words())
    with pytest.raises(Refusal, match="did not reach the target"):
        goals.ended(goal, "reached", goals.progress(goal, DAYS, TODAY), TODAY)
    with pytest.raises(Refusal, match="did not reach the target"):
        goals.ended(goal, "reached", Progress(), TODAY)
    easy = Goal(1, words(target=0.8))
    reached = goals.ended(easy, "reached", goals.progress(easy, DAYS, TODAY), TODAY)
    assert reached.is_celebrated(date(2026, 3, 24))
    assert not reached.is_celebrated(date(2026, 3, 25))
    with pytest.raises(Refusal, match="over already"):
        goals.ended(reached, "ended", Progress(), TODAY)


def test_it_is_looked_at_on_its_day() -> None:
    goal = Goal(1, words(review_on=TODAY))
    assert goal.is_to_review(TODAY)
    later = goals.looked_at(goal, 0.95, date(2026, 4, 1), TODAY)
    assert (later.words.target, later.is_to_review(TODAY)) == (0.95, False)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"name": ""}, "needs a name"),
        ({"why": ""}, "why it matters"),
        ({"target": 1.2}, "at most 100 %"),
        ({"target": -1}, "from 0 on"),
        ({"review_on": TODAY}, "on a day to come"),
        ({"review_on": date(2027, 4, 1)}, "within a year"),
        ({"begins": date(2026, 3, 30)}, "begins before"),
        ({"formula": Formula("breaks.smoked")}, "no figure 'breaks.smoked'"),
        ({"formula": Formula(DONE, DONE)}, "share of itself"),
        ({"formula": Formula(DONE, "prior_auths.late_owned")}, "counted alike"),
        ({"formula": Formula("prior_auths.turnaround", DUE)}, "counted alike"),
        ({"formula": Formula(DONE, "breaks.worked")}, "counted alike"),
    ],
)
def test_what_is_no_goal(other: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        goals.check_words(words(**other), TODAY)


def test_every_figure_can_be_a_goal_on_its_own() -> None:
    for one in FIGURES:
        goals.check_words(words(formula=Formula(one.name), target=1), TODAY)


@pytest.mark.parametrize(
    ("typed", "unit", "target"),
    [("90", "share", 0.9), ("90 %", "share", 0.9), ("2.5", "seconds", 9000), ("0", "count", 0)],
)
def test_a_target_is_typed_as_people_say_it(typed: str, unit: Any, target: float) -> None:
    assert goals.read_target(typed, unit) == pytest.approx(target)


@pytest.mark.parametrize("typed", ["", "many", "-1", "nan", "inf", "1e9", "9" * 400, "½"])
def test_what_is_no_target_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="is no target"):
        goals.read_target(typed, "count")


def test_numbers_about_few_people_or_for_managers_are_not_for_the_wall() -> None:
    public = Formula("issues.in_time")
    assert goals.may_be_public(public, 8)
    assert not goals.may_be_public(public, 7)
    assert not goals.may_be_public(SHARE, 40)


def test_there_is_an_end_to_how_many_there_are() -> None:
    goals.check_room(19)
    with pytest.raises(Refusal, match="nobody can follow"):
        goals.check_room(20)
