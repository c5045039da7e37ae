"""What of the roster needs a manager's look: time off, clashes, nobody who covers, training."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from kiosk.practice import absences, roster
from kiosk.practice import training as learning
from kiosk.practice.needs_a_look import Item
from kiosk.practice.people import PersonId
from screens.acts import ABOUT, Action, Done, Given, Look, Question
from screens.session import Kiosk
from screens.views import jobs, protected_words
from screens.views import roster as view
from screens.views.shift_words import open_words, swap_words
from screens.views.today import OUT, known_now
from screens.views.words import day_words
from storage.store import Store

TIME_OFF, DAY = "time off ", "roster "  # what an item's subject begins with
SWAP, OPEN, PROTECTED = "swap ", "open shift ", "protected time "
WHICH = "which"


def time_off(store: Store, now: datetime) -> Iterator[Item]:
    """Days off that wait for a manager."""
    today = now.date()
    for one in store.time_off.asked():
        subject = f"{TIME_OFF}{one.number}"
        days = day_words(one.first, today)
        days += f" to {day_words(one.last, today)}" if one.last != one.first else ""
        since = asked_on(subject, store, today)
        yield Item("time_off", subject, f"asks for {days} off", since, one.first, one.person)


def swaps(store: Store, now: datetime) -> Iterator[Item]:
    """Swaps that both agree to."""
    today = now.date()
    for one in store.swaps.open_ones():
        if one.state == "agreed":
            subject, words = f"{SWAP}{one.number}", f"swap: {swap_words(one, store)}"
            since = asked_on(subject, store, today)
            yield Item("swaps", subject, words, since, one.first, one.person)


def open_shifts(store: Store, now: datetime) -> Iterator[Item]:
    """Shifts that nobody has said yes to."""
    today = now.date()
    for one in store.open_shifts.open_ones():
        subject = f"{OPEN}{one.number}"
        since, words = asked_on(subject, store, today), "asks for cover, and nobody said yes"
        words += f": {open_words(one, store)}"
        yield Item("open_shifts", subject, words, since, one.day, one.person)


def asked_on(subject: str, store: Store, today: date) -> date:
    """Since when something stands as it does: the day of its latest event."""
    last = store.needs_a_look.last(subject)
    return last.at.date() if last else today


def clashes(store: Store, now: datetime) -> Iterator[Item]:
    """Days to come on which somebody has time off, and was put on the roster nevertheless."""
    today = now.date()
    found = store.roster.between(today, today + absences.AHEAD)
    days = [today + step * roster.ONE_DAY for step in range(absences.AHEAD.days + 1)]
    off = {(leave.person, day) for leave in found.leaves for day in days if leave.holds(day)}
    for person, day in off:
        if roster.of_person(found, person, day, store.clock.zone).is_conflict:
            words = f"has time off {day_words(day, today)}, and is on the roster"
            yield Item("clashes", f"{DAY}{person} {day}", words, today, day, person)


def uncovered(store: Store, now: datetime) -> Iterator[Item]:
    """Jobs of whoever is out today that nobody covers, unless somebody wanted it so."""
    known = known_now(store)
    for one in absences.covers(known.team, known.days, known.by_hand):
        if one.choice.cover is None and not one.choice.is_by_hand:
            subject = f"{OUT} {one.absent.id} {one.job.id}"
            words = f"is out, and nobody covers {one.job.name}"
            yield Item("uncovered", subject, words, known.today, concerns=one.absent.id)


def protected_time(store: Store, now: datetime) -> Iterator[Item]:
    """Time set aside for prior auths that came to nothing week after week."""
    for one, since in protected_words.lost(store, now.date()):
        whose, when = protected_words.whose(one, store), protected_words.when(one, now.date())
        words = f"protected time for prior auths was lost two weeks in a row: {whose}, {when}"
        yield Item("protected", f"{PROTECTED}{one.number}", words, since)


def training(store: Store, now: datetime) -> Iterator[Item]:
    """What should be learnt next, or learnt again."""
    today = now.date()
    for one in learning.proposals(store.jobs.matrix(), store.people.everyone(today), today):
        words = f"{one.job.name}: {one.why}"
        yield Item("training", jobs.proposal_ref(one), words, today, one.due, one.learner)


def of_which(action: Action) -> Action:
    """The act that asks which one, about one that is known already."""

    def known(given: Given) -> Given:
        return replace(given, answers={**given.answers, WHICH: given.answers[ABOUT]})

    def asks(given: Given) -> tuple[Question, ...]:
        return action.asks(known(given))

    def do(given: Given) -> Done:
        return action.do(known(given))

    return replace(action, asks=asks, do=do, about="Which one?")


def load(kiosk: Kiosk, look: Look) -> view.RosterView:
    """The week of whoever it is about, in which it is."""
    person, day = _of_whom(look.opened, kiosk.store)
    monday = roster.monday_of(kiosk.clock.now().date())
    weeks = (roster.monday_of(day) - monday) // roster.WEEK
    return view.load(kiosk, Look(typed=str(weeks), opened=f"{person} {day}"))


def load_protected(kiosk: Kiosk, look: Look) -> view.RosterView:
    """The protected time that it is about, and for whom it is."""
    store, today = kiosk.store, kiosk.clock.now().date()
    one = store.protected_time.get(int(look.opened))
    people = [each.name for each in store.people.everyone(today) if one.is_for(each)]
    opened = (
        ("Protected time", f"{protected_words.whose(one, store)}, for prior auths"),
        ("When", protected_words.when(one, today)),
        ("Since", day_words(one.first, today)),
        ("Who", ", ".join(people) or "nobody has that role just now"),
    )
    return view.RosterView("Protected time", (), opened=opened, ref=look.opened)


def _of_whom(ref: str, store: Store) -> tuple[PersonId, date]:
    """Whose it is, and the first day of it.

    ref: of a day "3 2026-03-06", of time off "3", of a swap "swap 3".
    """
    if ref.startswith(SWAP):
        swap = store.swaps.get(int(ref.removeprefix(SWAP)))
        return swap.person, swap.day
    if ref.startswith(OPEN):
        shift = store.open_shifts.get(int(ref.removeprefix(OPEN)))
        return shift.person, shift.day
    number, _, day = ref.partition(" ")
    if day:
        return PersonId(int(number)), date.fromisoformat(day)
    one = store.time_off.get(int(number))
    return one.person, one.first
