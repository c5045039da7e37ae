"""What anybody does about shifts: swap one, have everyone asked for it, take one, answer."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from kiosk.practice import shift_hours
from kiosk.practice.people import Person
from kiosk.practice.roster import ONE_DAY
from kiosk.practice.shift_hours import Handed
from screens.acts import Action, Done, Given, Option, Question, nothing
from screens.session import Undo
from screens.views import whom
from screens.views.absence_words import leaves
from screens.views.shift_words import (
    asked_words,
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
YES, NO = "yes", "no"


def _number(given: Given) -> int:
    return int(given.answers[WHICH].rpartition(" ")[2])


def _options(given: Given) -> Iterator[Option]:
    """What waits for a word of theirs first, then what they can ask, then take back."""
    store, who = given.store, given.who
    mine = [one for one in store.swaps.open_ones() if who.id in (one.person, one.other)]
    for one in mine:
        if one.other == who.id and one.state == "asked":
            yield Option(f"answer {one.number}", f"Answer: {swap_words(one, store)}")
    for shift in store.open_shifts.for_whom(who):
        hours = hours_words(store.people.get(shift.person), shift.day, store)
        yield Option(f"take {shift.number}", f"Take {open_words(shift, store)}: {hours}")
    yield Option("swap", "Ask somebody for a swap")
    yield Option("cover", "Ask everyone for cover of a shift of mine")
    for one in mine:
        if one.person == who.id or one.state == "agreed":
            yield Option(f"back {one.number}", f"Take back: {swap_words(one, store)}")
    for shift in store.open_shifts.open_ones():
        if shift.person == who.id:
            yield Option(f"close {shift.number}", f"Ask no more: {open_words(shift, store)}")


def _asks(given: Given) -> tuple[Question, ...]:
    if WHICH not in given.answers:
        return (Question(WHICH, "Swap a shift, or cover for one?", tuple(_options(given))),)
    return WAYS[given.answers[WHICH].split()[0]].asks(given)


def _do(given: Given) -> Done:
    return WAYS[given.answers[WHICH].split()[0]].do(given)


def _asks_swap(given: Given) -> tuple[Question, ...]:
    """Which days and with whom, and then what it leaves uncovered."""
    if "mine" not in given.answers:
        return (
            day_question("mine", "Your shift of which day?", given),
            person_question("With whom?", given.store),
            day_question("theirs", "For their shift of which day?", given),
        )
    mine, other, theirs = _read_swap(given)
    moves = [Handed(given.who, other, mine), Handed(other, given.who, theirs)]
    first, last = sorted((mine, theirs))
    found = given.store.roster.between(first - ONE_DAY, last + ONE_DAY)
    changes = shift_hours.after(found, moves, given.store.clock.zone)
    return sure(leaves(given.store, changes), f"Ask {other.name}")


def _read_swap(given: Given) -> tuple[date, Person, date]:
    other = whom.person(given.answers["whom"], given.store)
    return read_day(given, "mine"), other, read_day(given, "theirs")


def _swap(given: Given) -> Done:
    mine, other, theirs = _read_swap(given)
    one = given.store.swaps.ask(given.who, mine, other, theirs)

    def undo() -> str:
        given.store.swaps.withdraw(one.number, given.who)
        return "Taken back: nobody need swap. Both stay on record."

    said = f"{other.name} is asked at their next session; then a manager decides."
    return Done(said, Undo("the swap", undo))


def _asks_answer(given: Given) -> tuple[Question, ...]:
    one, store = given.store.swaps.get(_number(given)), given.store
    mine = hours_words(given.who, one.other_day, store)
    theirs = hours_words(store.people.get(one.person), one.day, store)
    words = f"{swap_words(one, store)}\nYou work {theirs} instead of {mine}."
    ways = (Option(YES, "Yes, if a manager agrees"), Option(NO, "No"))
    return (Question("answer", f"{words}\n{swap_leaves(one, store)}", ways),)


def _answer(given: Given) -> Done:
    is_yes = given.answers["answer"] == YES
    given.store.swaps.answer(_number(given), is_yes, given.who)
    return Done("Agreed. Now a manager decides." if is_yes else "Said no. They read it.")


def _asks_take(given: Given) -> tuple[Question, ...]:
    one, store = given.store.open_shifts.get(_number(given)), given.store
    hours = hours_words(store.people.get(one.person), one.day, store)
    return sure(f"{open_words(one, store)}: {hours}", "I take it")


def _take(given: Given) -> Done:
    one, put = given.store.open_shifts.take(_number(given), given.who, given.who)
    giver = given.store.people.get(one.person).name
    said = f"It is yours. {giver} and everyone who was asked read it. Thank you."
    return Done(said, give_back(one, put, given))


def _asks_cover(given: Given) -> tuple[Question, ...]:
    """Which day, and then who would be asked."""
    if "mine" not in given.answers:
        return (day_question("mine", "Your shift of which day?", given),)
    could = given.store.open_shifts.who_could(given.who, read_day(given, "mine"))
    return sure(asked_words(could), "Ask them")


def _cover(given: Given) -> Done:
    one = given.store.open_shifts.ask(given.who, read_day(given, "mine"), given.who)

    def undo() -> str:
        given.store.open_shifts.withdraw(one.number, given.who)
        return "Taken back: nobody need take it. Both stay on record."

    said = "Asked. The first who says yes has it; until then it is yours."
    return Done(said, Undo("asking for cover", undo))


def _back(given: Given) -> Done:
    given.store.swaps.withdraw(_number(given), given.who)
    return Done("Taken back. Both of you work as before.")


def _close(given: Given) -> Done:
    given.store.open_shifts.withdraw(_number(given), given.who)
    return Done("Nobody need take it any more. It is yours.")


class _Way(NamedTuple):
    asks: Callable[[Given], tuple[Question, ...]]
    do: Callable[[Given], Done]


WAYS = {
    "swap": _Way(_asks_swap, _swap),
    "answer": _Way(_asks_answer, _answer),
    "take": _Way(_asks_take, _take),
    "cover": _Way(_asks_cover, _cover),
    "back": _Way(nothing, _back),
    "close": _Way(nothing, _close),
}
SHIFTS = Action("w", "Swap or cover", _do, _asks)
