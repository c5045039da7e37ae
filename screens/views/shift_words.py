"""Swaps and open shifts, in words; and what both dialogs about them ask."""

from datetime import date

from kiosk.practice import roster, typed_days, typed_shifts
from kiosk.practice.errors import Refusal
from kiosk.practice.open_shifts import OpenShift
from kiosk.practice.people import LONGEST_NAME, Person
from kiosk.practice.shift_hours import Put
from kiosk.practice.swaps import Swap
from screens.acts import Given, Option, Question
from screens.session import Undo
from screens.views import whom
from screens.views.absence_words import leaves
from screens.views.words import day_words
from storage.store import Store

LONGEST_DAY = 12


def swap_words(one: Swap, store: Store) -> str:
    """Ana's Mon Mar 9 for Mia's Tue Mar 10."""
    today = store.clock.now().date()
    person, other = store.people.get(one.person).name, store.people.get(one.other).name
    mine, theirs = day_words(one.day, today), day_words(one.other_day, today)
    return f"{person}'s {mine} for {other}'s {theirs}"


def open_words(one: OpenShift, store: Store) -> str:
    """Ana's shift Mon Mar 9; once somebody has it, also who."""
    day = day_words(one.day, store.clock.now().date())
    taker = f", now {store.people.get(one.taker).name}'s," if one.taker else ""
    return f"{store.people.get(one.person).name}'s shift {day}{taker}"


def hours_words(person: Person, day: date, store: Store) -> str:
    """When somebody works on a day: 8 AM-5 PM."""
    found = store.roster.between(day, day)
    return typed_shifts.shown(roster.of_person(found, person.id, day, store.clock.zone).hours)


def asked_words(could: tuple[Person, ...]) -> str:
    """Who is asked to take a shift."""
    if could:
        return f"Asked at their next session: {', '.join(one.name for one in could)}"
    return "Nobody who is trained for it is free then. Managers see that it is open"


def swap_leaves(one: Swap, store: Store) -> str:
    """What it leaves uncovered, or why it cannot be any more: it can be said no to then."""
    try:
        return leaves(store, store.swaps.changes(one))
    except Refusal as no:
        return str(no)


def could_words(one: OpenShift, store: Store) -> str:
    """Who is asked to take it, or why nobody can any more."""
    try:
        return asked_words(store.open_shifts.who_could(store.people.get(one.person), one.day))
    except Refusal as no:
        return str(no)


def read_day(given: Given, name: str) -> date:
    """The day that was typed."""
    return typed_days.day(given.answers[name], given.store.clock.now().date(), ahead=True)


def day_question(name: str, words: str, given: Given) -> Question:
    """A day to type."""
    today = given.store.clock.now().date()
    return Question(
        name,
        words,
        longest=LONGEST_DAY,
        fits=lambda typed: typed_days.day(typed, today, ahead=True),
    )


def person_question(words: str, store: Store) -> Question:
    """Somebody's name to type."""
    return Question(
        "whom", words, longest=LONGEST_NAME, fits=lambda typed: whom.person(typed, store)
    )


def give_back(one: OpenShift, put: Put, given: Given) -> Undo:
    """How taking an open shift is taken back. put: what that put on the roster."""

    def undo() -> str:
        given.store.open_shifts.give_back(one.number, put, given.who)
        return "Taken back: it is open again, and everyone who was asked reads it."

    return Undo("taking the shift", undo)


def sure(words: str, yes: str) -> tuple[Question, ...]:
    """Whether it shall be done, once it was seen what that means."""
    return (Question("sure", words, (Option("yes", yes),)),)
