"""Setting a goal, and looking at one again: keep it, change it, or end it."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from kiosk.practice import goals, typed_days
from kiosk.practice.errors import Refusal
from kiosk.practice.figures import FIGURES, Figure
from kiosk.practice.goals import (
    LONGEST_NAME,
    LONGEST_WHY,
    Comparison,
    Formula,
    Goal,
    GoalWords,
    Outcome,
    Progress,
)
from kiosk.practice.trends import STEPS, Step
from screens.acts import ABOUT, Action, Done, Given, Option, Question
from screens.session import Undo
from screens.views.trend_words import amount, begun, goal_words, progress_words
from screens.views.words import day_words
from storage.goals import Moved
from storage.store import Store

GOAL = "goal "
ALONE = "alone"
KEEP, CHANGE, REACHED, END = "keep", "change", "reached", "ended"
LONGEST_DAY, LONGEST_TARGET = 12, 12
IN_ONE = {"count": "a number", "minutes": "minutes", "seconds": "hours", "share": "percent"}
REVIEW_ON = "Look at it again on which day? (+28, 12/31)"
SURE_KEPT = "How does it go on?"
PER = tuple(Option(one, f"Per {one}") for one in STEPS)
COMPARISONS = (Option("at least", "At least"), Option("at most", "At most"))


def progress(goal: Goal, store: Store) -> Progress:
    """How a goal went so far, from closed days."""
    today = store.days.today()
    last = min(goal.ended_on or today, today)
    first = goal.words.begins
    days = store.trend_days.between(first, last) if first <= last else ()
    return goals.progress(goal, days, today)


def of_answer(given: Given) -> Goal:
    """The goal that an answer is about. Raises Refusal for anything else."""
    about = given.answers[ABOUT]
    number = about.removeprefix(GOAL)
    if not about.startswith(GOAL) or not number.isdigit():
        raise Refusal("That is no goal. Filter with f, and choose one.")
    return given.store.goals.get(int(number))


def _formula(given: Given) -> Formula:
    answers = given.answers
    whole = answers.get("whole", ALONE)
    formula = Formula(
        answers["part"], "" if whole == ALONE else whole, cast(Step, answers.get("per", "week"))
    )
    goals.check_formula(formula)
    return formula


def _asks(given: Given) -> tuple[Question, ...]:
    """Figure, share of what, how often; then the rest in one form."""
    part = Question("part", "Which figure?", _options(FIGURES))
    if "part" not in given.answers:
        return (part,)
    asked: tuple[Question, ...] = (part,)
    counted = _countable(given.answers["part"])
    if counted:
        alone = Option(ALONE, "The figure alone")
        asked += (Question("whole", "As a share of what?", (alone, *_options(counted))),)
    asked += (Question("per", "Per day, week, month or quarter?", PER),)
    asked += (Question("comparison", "What shall it be?", COMPARISONS),)
    if not {one.name for one in asked} <= given.answers.keys():
        return asked
    unit = _formula(given).unit
    today = given.store.clock.now().date()

    def is_day(typed: str) -> object:
        return typed_days.day(typed, today)

    return (
        *asked,
        Question(
            "target",
            f"{begun(given.answers['comparison'])} how much? In {IN_ONE[unit]}",
            longest=LONGEST_TARGET,
            fits=lambda typed: goals.read_target(typed, unit),
        ),
        Question("name", "What is it called? Everybody may read that", longest=LONGEST_NAME),
        Question("why", "Why it matters", longest=LONGEST_WHY, guarded=True),
        Question("begins", "From when?", longest=LONGEST_DAY, fits=is_day, default="today"),
        Question("review_on", REVIEW_ON, longest=LONGEST_DAY, fits=is_day, default="+28"),
    )


def _options(figures: Iterable[Figure]) -> tuple[Option, ...]:
    return tuple(Option(one.name, f"{_noun(one)}: {one.words}") for one in figures)


def _noun(one: Figure) -> str:
    return begun(one.noun.replace("_", " "))


def _countable(part: str) -> tuple[Figure, ...]:
    """Of which figures this one can be a share."""
    found = []
    for one in FIGURES:
        try:
            goals.check_formula(Formula(part, one.name))
        except Refusal:
            continue
        if one.noun == part.partition(".")[0]:
            found.append(one)
    return tuple(found)


def _set(given: Given) -> Done:
    answers, store = given.answers, given.store
    today, formula = store.clock.now().date(), _formula(given)
    words = GoalWords(
        answers["name"],
        formula,
        cast(Comparison, answers["comparison"]),
        goals.read_target(answers["target"], formula.unit),
        typed_days.day(answers["begins"], today),
        answers["why"],
        typed_days.day(answers["review_on"], today),
    )
    made = store.goals.set(words, given.who)
    said = f"Set: {made.after.words.name}. {begun(goal_words(made.after))}."
    return Done(said, _undo(given, made, "the new goal"))


def _asks_review(given: Given) -> tuple[Question, ...]:
    goal, store = of_answer(given), given.store
    goals.require_open(goal)
    how = progress(goal, store)
    is_reached = how.latest is not None and goals.is_met(goal.words, how.latest.value)
    options = [Option(REACHED, "It is reached: celebrate it")] if is_reached else []
    options += [Option(KEEP, "Keep it"), Option(CHANGE, "Change the target"), Option(END, "End it")]
    words = f"{goal.words.name}: {progress_words(goal, how)}. {SURE_KEPT}"
    asked: tuple[Question, ...] = (Question("act", words, tuple(options)),)
    act, today = given.answers.get("act"), store.clock.now().date()
    if act == CHANGE:
        unit = goal.words.formula.unit
        asked += (
            Question(
                "target",
                f"{begun(goal.words.comparison)} how much? In {IN_ONE[unit]}",
                longest=LONGEST_TARGET,
                fits=lambda typed: goals.read_target(typed, unit),
            ),
        )
    if act in (KEEP, CHANGE):

        def is_day(typed: str) -> object:
            return typed_days.day(typed, today, ahead=True)

        asked += (
            Question("review_on", REVIEW_ON, longest=LONGEST_DAY, fits=is_day, default="+28"),
        )
    return asked


def _review(given: Given) -> Done:
    goal, store, answers = of_answer(given), given.store, given.answers
    act = answers["act"]
    if act in (REACHED, END):
        moved = store.goals.end(goal.number, cast(Outcome, act), progress(goal, store), given.who)
        board = f"The board says so for a week: {goal.words.name}."
        return Done(board if act == REACHED else "Ended.", _undo(given, moved, "that"))
    today = store.clock.now().date()
    unit = goal.words.formula.unit
    target = goals.read_target(answers["target"], unit) if act == CHANGE else goal.words.target
    until = typed_days.day(answers["review_on"], today, ahead=True)
    moved = store.goals.look_at(goal.number, target, until, given.who)
    said = f"{moved.after.words.comparison} {amount(target, unit)}"
    words = f"It goes on, {said}. You look at it again {_day(until, today)}."
    return Done(words, _undo(given, moved, "that"))


def _day(day: date, today: date) -> str:
    words = day_words(day, today)
    return words if words in ("today", "tomorrow") else f"on {words}"


def _undo(given: Given, moved: Moved, words: str) -> Undo:
    def undo() -> str:
        given.store.goals.undo(moved, given.who)
        return "Taken back. Both stay on record."

    return Undo(words, undo)


NEW = Action("n", "New goal", _set, _asks)
REVIEW = Action("d", "Keep, change or end", _review, _asks_review, about="Which goal?")
ACTIONS = (NEW, REVIEW)
