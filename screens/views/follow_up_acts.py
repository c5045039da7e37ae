"""What is asked of somebody by a day, and what is answered: one form, one list."""

from datetime import date
from typing import cast

from kiosk.practice import typed_days
from kiosk.practice.errors import Refusal
from kiosk.practice.follow_ups import (
    LONGEST_WHAT,
    LONGEST_WHY,
    LONGEST_WORD,
    MOVES,
    Act,
    FollowUp,
    Told,
    check_due,
    offered,
)
from kiosk.practice.people import LONGEST_NAME
from screens.acts import ABOUT, Action, Done, Given, Option, Question
from screens.session import Undo
from screens.views.whom import person
from screens.views.words import day_words
from storage.follow_ups import Moved
from storage.store import Store

TOMORROW = "tomorrow"
HOW_DAY = "By when? (tomorrow, +3, 11/30)"
WORD = "A word to them, if you like. No patient names here, please"


def form(
    store: Store, whom: str = "", what: str = "", why: str = "", due: str = TOMORROW
) -> tuple[Question, ...]:
    """Who, what, by when, why; the rest: what stands there already."""
    return (
        Question(
            "whom",
            "Who?",
            longest=LONGEST_NAME,
            fits=lambda typed: person(typed, store),
            default=whom,
        ),
        Question("what", "What?", longest=LONGEST_WHAT, guarded=True, default=what),
        _day(store, due),
        Question("why", "Why it matters", longest=LONGEST_WHY, guarded=True, default=why),
    )


def ask(given: Given, subject: str = "") -> Done:
    """Ask it, and say whom. subject: what it is about, as the trail calls it."""
    store, answers = given.store, given.answers
    to, due = person(answers["whom"], store), _due(answers["due"], store)
    of = (to, answers["what"], due, answers["why"], given.who, subject)
    made = store.follow_ups.ask(*of)
    when = day_words(due, store.clock.now().date())
    said = f"Asked: {to.name}, by {when}. They read it at their next session."
    return Done(said, _undo(given, made, f"what you asked of {to.name}"))


def _day(store: Store, default: str) -> Question:
    return Question(
        "due", HOW_DAY, longest=20, fits=lambda typed: _due(typed, store), default=default
    )


def _due(typed: str, store: Store) -> date:
    today = store.clock.now().date()
    due = typed_days.day(typed, today, ahead=True)
    check_due(due, today)
    return due


def one_of(given: Given) -> FollowUp:
    """The follow-up that an answer is about. Raises Refusal when it is not this person's."""
    number = int(given.answers[ABOUT].rpartition(" ")[2])
    return given.store.follow_ups.get(number, given.who)


def _asks(given: Given) -> tuple[Question, ...]:
    one, store = one_of(given), given.store
    if "act" not in given.answers:
        today = store.clock.now().date()
        fitting = offered(one, given.who, store.people.get(one.by), today)
        if not fitting:
            raise Refusal("There is nothing more to do about it.")
        options = tuple(Option(each.act, each.words) for each in fitting)
        return (Question("act", f"{one.what or '(destroyed)'}  What now?", options),)
    move = next(each for each in MOVES if each.act == given.answers["act"])
    asked = form(store)[:1] if move.asks_person else ()
    asked += (_day(store, TOMORROW),) if move.asks_day else ()
    word = Question("word", WORD, longest=LONGEST_WORD, guarded=True, optional=True)
    return (*asked, word)


def _move(given: Given) -> Done:
    one, answers, store = one_of(given), given.answers, given.store
    act = cast(Act, answers["act"])
    told = Told(
        _due(answers["due"], store) if "due" in answers else None,
        person(answers["whom"], store) if "whom" in answers else None,
    )
    moved = store.follow_ups.move(one.number, act, given.who, told, answers.get("word", ""))
    others = {moved.after.person, moved.after.by, one.person} - {given.who.id}
    names = sorted(store.people.get(each).name for each in others)
    words = next(each.words for each in MOVES if each.act == act)
    reads = f" {' and '.join(names)} will read it." if names else ""
    return Done(f"{words}.{reads}", _undo(given, moved, words.lower()))


def _undo(given: Given, moved: Moved, words: str) -> Undo:
    def undo() -> str:
        given.store.follow_ups.undo(moved, given.who)
        return "Taken back. Both stay on record."

    return Undo(words, undo)


ASK = Action("n", "New follow-up", ask, lambda given: form(given.store))
WHAT_NOW = Action("d", "What now", _move, _asks, about="Which one?")
ANSWER = Action("d", "Answer what was asked", _move, _asks, about="Which one?")
