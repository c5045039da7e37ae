"""The part of my page about a goal of one's own: nobody else reads it, no manager either."""

from collections.abc import Iterator
from typing import cast

from kiosk.practice import typed_days
from kiosk.practice.own_goals import LONGEST_OWN_GOAL, OWN_FIGURES, OwnFigure
from kiosk.practice.people import Person
from screens.acts import Action, Done, Given, Option, Question
from screens.views.words import day_words
from storage.store import Store

LONGEST_DAY = 12
WORDS = "What do you want to reach? Only you read it. No patient names here, please"


def lines(person: Person, store: Store) -> Iterator[tuple[str, str]]:
    """The goal that somebody has, for them alone."""
    goal, today = store.own_goals.of(person), store.clock.now().date()
    if goal:
        until = day_words(goal.until, today)
        ends = f"its last day was {until}" if goal.is_over(today) else f"until {until}"
        yield "My goal", f"{goal.words} ({ends})"


def _asks(given: Given) -> tuple[Question, ...]:
    today = given.store.clock.now().date()

    def is_day(typed: str) -> object:
        return typed_days.day(typed, today, ahead=True)

    figures = tuple(Option(name, words) for name, words in OWN_FIGURES.items())
    return (
        Question("words", WORDS, longest=LONGEST_OWN_GOAL, guarded=True),
        Question("until", "Until when? (+30, 12/31)", longest=LONGEST_DAY, fits=is_day),
        Question("figure", "Which number of yours stands beside it?", figures),
    )


def _set(given: Given) -> Done:
    today, answers = given.store.clock.now().date(), given.answers
    until = typed_days.day(answers["until"], today, ahead=True)
    figure = cast(OwnFigure, answers["figure"])
    goal = given.store.own_goals.set(given.who, answers["words"], until, figure)
    return Done(
        f"Set, until {day_words(goal.until, today)}. It stands here for you alone; x destroys it."
    )


def _destroy(given: Given) -> Done:
    given.store.own_goals.destroy(given.who)
    return Done("Destroyed for good. Backups made before still hold it until they are thrown away.")


SET = Action("o", "Set a goal of my own", _set, _asks)
DESTROY = Action("x", "Destroy my goal", _destroy)
ACTIONS = (SET, DESTROY)
