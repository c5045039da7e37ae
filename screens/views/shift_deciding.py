"""What managers do about shifts: decide swaps, ask and say yes for somebody who is absent."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from kiosk.practice.people import Person, require_may_manage
from kiosk.practice.swaps import SwapState
from screens.acts import Action, Done, Given, Option, Question
from screens.session import Undo
from screens.views import whom
from screens.views.shift_words import (
    asked_words,
    could_words,
    day_question,
    give_back,
    hours_words,
    open_words,
    person_question,
    read_day,
    sure,
    swap_leaves,
    swap_words,
)

WHICH = "which"
SWAP, OPEN, ASK = "swap", "open shift", "ask"
CLOSE = "close"


def _sort(given: Given) -> str:
    return given.answers[WHICH].rstrip("0123456789").strip()


def _number(given: Given) -> int:
    return int(given.answers[WHICH].rpartition(" ")[2])


def _options(given: Given) -> Iterator[Option]:
    store = given.store
    for one in store.swaps.open_ones():
        if one.state == "agreed":
            yield Option(f"{SWAP} {one.number}", f"Decide: {swap_words(one, store)}")
    for shift in store.open_shifts.open_ones():
        yield Option(f"{OPEN} {shift.number}", f"Open: {open_words(shift, store)}")
    yield Option(ASK, "Ask everyone for cover of somebody's shift")


def _asks(given: Given) -> tuple[Question, ...]:
    store = given.store
    require_may_manage(store.people.get(given.who.id), store.clock.now().date())
    if WHICH not in given.answers:
        return (Question(WHICH, "What about shifts?", tuple(_options(given))),)
    return {SWAP: _asks_decide, OPEN: _asks_open, ASK: _asks_cover}[_sort(given)](given)


def _do(given: Given) -> Done:
    return {SWAP: _decide, OPEN: _open, ASK: _cover}[_sort(given)](given)


def _asks_decide(given: Given) -> tuple[Question, ...]:
    """What it leaves uncovered, as both of them saw it."""
    store, one = given.store, given.store.swaps.get(_number(given))
    words = f"{swap_words(one, store)}\n{swap_leaves(one, store)}"
    ways = (Option("approved", "Approve it"), Option("declined", "Decline it"))
    return (Question("state", words, ways),)


def _decide(given: Given) -> Done:
    state = cast(SwapState, given.answers["state"])
    one, put = given.store.swaps.decide(_number(given), state, given.who)
    changed = " The roster has it." if state == "approved" else ""

    def undo() -> str:
        given.store.swaps.undecide(one.number, put, given.who)
        return "Taken back: it waits for a decision again. Both read it, and both stay on record."

    said = f"{state.capitalize()}.{changed} Both read it at their next session."
    return Done(said, Undo("the decision", undo))


def _asks_open(given: Given) -> tuple[Question, ...]:
    """Who takes it, for somebody who said so; nobody's name: it is not open any more."""
    store, one = given.store, given.store.open_shifts.get(_number(given))
    if "how" not in given.answers:
        giver = store.people.get(one.person)
        hours = hours_words(giver, one.day, store)
        words = f"{open_words(one, store)}: {hours}\n{could_words(one, store)}"
        ways = (Option("give", "Somebody takes it"), Option(CLOSE, "Nobody need take it"))
        return (Question("how", words, ways),)
    return () if given.answers["how"] == CLOSE else (person_question("Who takes it?", store),)


def _open(given: Given) -> Done:
    number, store = _number(given), given.store
    if given.answers["how"] == CLOSE:
        store.open_shifts.withdraw(number, given.who)
        return Done("It is not open any more. Everyone who was asked reads it.")
    taker = whom.person(given.answers["whom"], store)
    one, put = store.open_shifts.take(number, taker, given.who)
    said = f"{taker.name} has it, and everyone who was asked reads it."
    return Done(said, give_back(one, put, given))


def _read(given: Given) -> tuple[Person, date]:
    return whom.person(given.answers["whom"], given.store), read_day(given, "day")


def _asks_cover(given: Given) -> tuple[Question, ...]:
    """Whose shift and which day, and then who would be asked."""
    if "day" not in given.answers:
        whose = person_question("Whose shift?", given.store)
        return (whose, day_question("day", "Which day?", given))
    return sure(asked_words(given.store.open_shifts.who_could(*_read(given))), "Ask them")


def _cover(given: Given) -> Done:
    person, day = _read(given)
    given.store.open_shifts.ask(person, day, given.who)
    return Done(f"Asked. The first who says yes has it; until then it is {person.name}'s.")


SHIFTS = Action("w", "Swaps, open shifts", _do, _asks)
