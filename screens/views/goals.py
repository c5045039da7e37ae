"""Goals and trends, for managers: what shall be reached, how figures went, load by role."""

from collections.abc import Iterator
from typing import cast

from kiosk.practice.errors import Refusal
from kiosk.practice.figures import figure
from kiosk.practice.goals import Goal
from kiosk.practice.trend_list import trends
from kiosk.practice.trends import Step, Trend, usual_periods
from kiosk.practice.values import dataclass
from screens.acts import Brief, Listed, Look, Option, to_filter, to_open
from screens.session import Kiosk
from screens.views import goal_acts, load_words
from screens.views.trend_words import (
    begun,
    goal_words,
    latest,
    lines,
    progress_words,
    title,
)
from screens.views.words import day_words
from storage.store import Store

GOALS, LOAD = "goals", "load"
FILTERS = {
    GOALS: "Goals",
    "week": "Trends by week",
    "month": "Trends by month",
    "quarter": "Trends by quarter",
    LOAD: "Load and breaks by role",
}
NO_GOAL = "No goal yet. n sets one."
NO_DAY = "Nothing yet: trends begin with the first day that is closed."


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    id: str
    name: str
    words: str


@dataclass(frozen=True)
class GoalsView(Listed):
    """Goals, trends or loads; or the one that is opened, with its trend to be drawn."""

    rows: tuple[Row, ...]
    filter: str = GOALS
    opened: tuple[tuple[str, str], ...] = ()
    ref: str = ""
    trend: Trend | None = None

    def headline(self) -> str:
        if self.ref:
            return self.rows[0].name
        nothing = {GOALS: NO_GOAL}.get(self.filter, NO_DAY)
        return f"{FILTERS[self.filter]}: {len(self.rows) or nothing}"

    def aloud(self) -> Iterator[tuple[str, str]]:
        if self.opened:
            yield from self.opened
            return
        yield "List", self.headline()
        for one in self.rows:
            yield one.name, one.words

    def things(self) -> tuple[Option, ...]:
        return tuple(Option(one.id, one.name) for one in self.rows)

    def offers(self) -> tuple[Option, ...] | None:
        actions = [goal_acts.NEW]
        if self.rows and self.filter == GOALS:
            actions.append(goal_acts.REVIEW)
        return tuple(Option(one.key, one.words) for one in actions)


def load_glance(kiosk: Kiosk) -> Brief:
    """How many goals there are, and of how many the day has come."""
    found = [one for one in kiosk.store.goals.all() if one.is_open]
    due = sum(one.is_to_review(kiosk.clock.now().date()) for one in found)
    words = f"{len(found)} goals" if len(found) != 1 else "1 goal"
    due_words = f", {due} to look at again" if due else ""
    return Brief("Goals and trends", f"{words}{due_words}" if found else "no goal yet")


def load(kiosk: Kiosk, look: Look) -> GoalsView:
    """The list by its filter, and the one that is opened."""
    by = look.filter or GOALS
    if by == GOALS:
        return _goals(kiosk.store, look.opened)
    times = usual_periods(kiosk.store.days.today(), "week" if by == LOAD else cast(Step, by))
    days = kiosk.store.trend_days.between(times[0].first, times[-1].last)
    if by == LOAD:
        found = load_words.groups(kiosk.store, days, times)
        rows = tuple(Row(one.name, one.name, one.words) for one in found)
        opened = next((one for one in found if one.name == look.opened), None)
        if opened is None:
            return GoalsView(rows, by)
        return GoalsView(
            (Row(opened.name, opened.name, opened.words),), by, opened.lines, look.opened
        )
    every = trends(days, times)
    if not look.opened:
        return GoalsView(tuple(Row(one.key, title(one), latest(one)) for one in every), by)
    trend = next((one for one in every if one.key == look.opened), None)
    if trend is None:
        raise Refusal("There is no such trend in this time.")
    row = Row(trend.key, title(trend), latest(trend))
    return GoalsView((row,), by, tuple(_of_trend(trend)), trend.key, trend)


def _of_trend(trend: Trend) -> Iterator[tuple[str, str]]:
    one = figure(trend.name)
    yield "What it is", f"{one.formula} ({one.source})"
    yield from lines(trend)


def _goals(store: Store, opened: str) -> GoalsView:
    every = store.goals.all()
    if not opened:
        return GoalsView(tuple(_row(one, store) for one in every))
    goal = next((one for one in every if one.key == opened), None)
    if goal is None:
        raise Refusal("That goal is not there any more.")
    how = goal_acts.progress(goal, store)
    words = goal.words
    trend = None
    if how.points:
        trend = Trend(words.formula.part, words.name, words.formula.unit, how.points)
    return GoalsView(
        (_row(goal, store),), GOALS, tuple(_of_goal(goal, trend, store)), goal.key, trend
    )


def _row(goal: Goal, store: Store) -> Row:
    today = store.clock.now().date()
    if not goal.is_open:
        stands = "reached" if goal.outcome == "reached" else "ended"
        return Row(goal.key, goal.words.name, f"{stands} {day_words(goal.ended_on, today)}")
    said = progress_words(goal, goal_acts.progress(goal, store))
    mark = "LOOK AT IT AGAIN. " if goal.is_to_review(today) else ""
    return Row(goal.key, goal.words.name, f"{mark}{said}")


def _of_goal(goal: Goal, trend: Trend | None, store: Store) -> Iterator[tuple[str, str]]:
    words, today = goal.words, store.clock.now().date()
    yield "Goal", words.name
    yield "Why it matters", words.why
    yield "Target", begun(goal_words(goal))
    if words.formula.is_known:
        for name in words.formula.names:
            yield begun(figure(name).words), figure(name).formula
    yield "From", day_words(words.begins, today)
    if goal.is_open:
        yield "Look at it again", day_words(words.review_on, today)
    else:
        yield begun(goal.outcome), day_words(goal.ended_on, today)
    yield "So far", progress_words(goal, goal_acts.progress(goal, store))
    if trend:
        yield from lines(trend)


ACTIONS = goal_acts.ACTIONS
TURNS = (to_open("Which one?"), to_filter("What do you want to see?", FILTERS.items()))
