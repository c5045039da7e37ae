"""The part of my page about one's own times: today, this week, deadlines, what waits, waivers."""

from collections.abc import Iterator
from datetime import timedelta

from kiosk.practice.break_rules import Deadline, is_worth_saying, meal_deadlines
from kiosk.practice.breaks import Break, Stay
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.waivers import may_waive, standing, waived_on
from screens.acts import Action, Done, Given, Option, Question
from screens.session import Undo
from screens.views.corrections import stated
from screens.views.words import clock_words, day_words, length_words
from storage.store import Store

WEEK = timedelta(days=6)
LOOK_BACK = timedelta(days=92)  # how long something may wait
SIGN, REVOKE = "sign", "revoke"


def lines(person: Person, store: Store) -> Iterator[tuple[str, str]]:
    """All of it, for this person alone."""
    now, policy = store.clock.now(), store.breaks.policy
    stays = store.corrections.stays(person, now.date() - WEEK)
    latest = store.breaks.stay(person)
    is_here = latest is not None and latest.is_here(now, policy)
    if latest and is_here:
        yield from _today(latest, person, store)
    elif latest:
        arrived = f"{day_words(latest.day, now.date())} {clock_words(latest.arrived)}"
        left = f"left {clock_words(latest.left)}" if latest.left else "leaving was not noted"
        yield "Last here", f"{arrived}, {left}"
    for stay in stays:
        if not (is_here and latest and stay.key == latest.key):
            yield "This week", _of_the_week(stay, store)
    yield from _said(person, store)
    yield from _waived(person, store)


def _today(stay: Stay, person: Person, store: Store) -> Iterator[tuple[str, str]]:
    yield "Arrived", clock_words(stay.arrived) + _mark(stay.correction)
    for one in stay.breaks:
        yield store.breaks.policy.name(one.kind), _break(one, store)
    if not person.breaks_tracked:
        return
    rules = store.break_rules.of(stay)
    waived = waived_on(stay, store.waivers.of(person.id))
    now = store.clock.now()
    for due in meal_deadlines(stay, rules, waived, now):
        if due.is_waived or is_worth_saying(due, now):
            yield due.meal.capitalize(), _deadline(due)
    if not rules.meals and (by := stay.lunch_by(store.breaks.policy)):
        yield store.breaks.policy.meal_name, f"to begin by {clock_words(by)}"


def _deadline(due: Deadline) -> str:
    """A deadline is shown with where it is from: the first place that its source names."""
    until = f" if you leave by {clock_words(due.waived_until)}" if due.waived_until else ""
    said = f"waived{until}" if due.is_waived else f"to begin by {clock_words(due.by)}"
    return f"{said} ({due.source.words.partition(';')[0]})"


def _break(one: Break, store: Store) -> str:
    ended = f"to {clock_words(one.ended)}" if one.ended else "so far"
    free = ", not free the whole time" if one.free is False else ""
    lasted = (
        f", {length_words(one.lasted(store.clock.now()))}"
        if store.breaks.policy.has_lengths
        else ""
    )
    return f"{clock_words(one.began)} {ended}{lasted}{free}{_mark(one.correction)}"


def _of_the_week(stay: Stay, store: Store) -> str:
    day = day_words(stay.day, store.clock.now().date())
    left = clock_words(stay.left) if stay.left else "leaving not noted"
    said = [f"{day}  {clock_words(stay.arrived)} to {left}"]
    for one in stay.breaks:
        name = store.breaks.policy.name(one.kind).lower()
        has_length = one.ended and store.breaks.policy.has_lengths
        length = f" {length_words(one.lasted(one.began))}" if has_length else ""
        said.append(f"{name}{length}{_mark(one.correction)}")
    return ", ".join(said) + _mark(stay.correction)


def _mark(correction: int) -> str:
    return " (corrected later)" if correction else ""


def _said(person: Person, store: Store) -> Iterator[tuple[str, str]]:
    today = store.clock.now().date()
    for one in store.corrections.of(person, today - LOOK_BACK):
        said = f"{day_words(one.day, today)}: {stated(one, store)}"
        if one.decision is None:
            yield "Waits for a manager", f"{said} {one.words or ''}"
        elif one.decision.outcome != "withdrawn" and one.decision.at.date() >= today - WEEK:
            why = f" {one.decision.words}" if one.decision.words else ""
            yield one.decision.outcome.capitalize(), f"{said}{why}"
    yield from _decided(person, store)


def _decided(person: Person, store: Store) -> Iterator[tuple[str, str]]:
    """What a manager decided about this person's breaks, or has still to decide."""
    today, name = store.clock.now().date(), store.breaks.policy.name
    for one in store.break_reviews.missed(today - WEEK, today, person.id):
        noted = f" Noted: {one.decided.words or ''}" if one.decided else ""
        said = f"{day_words(one.missed.day, today)}: {name(one.missed.kind).lower()}."
        yield "Not possible", f"{said} {one.missed.words}{noted}"
    lunches = store.break_reviews.lunches(today - WEEK, today, person.id)
    for lunch in lunches if store.breaks.policy.has_lengths else ():
        began = clock_words(lunch.lunch.began)
        said = f"{day_words(lunch.day, today)}: {name(lunch.lunch.kind).lower()} at {began}"
        if lunch.decided:
            yield lunch.decided.outcome.capitalize(), f"{said}. {lunch.decided.words or ''}"
        else:
            yield "Waits for a manager", f"{said}, paid until decided"


def _waived(person: Person, store: Store) -> Iterator[tuple[str, str]]:
    for meal, one in standing(store.waivers.of(person.id)).items():
        if one.is_signed:
            since = day_words(one.at.date(), store.clock.now().date())
            yield "Waived", f"{meal}, signed {since}"


def _about_waiver(given: Given) -> tuple[Question, ...]:
    waivers, rules = given.store.waivers, given.store.break_rules.current()
    has = standing(waivers.of(given.who.id))
    signed = [meal for meal, one in has.items() if one.is_signed]
    can = may_waive(rules.on(given.store.clock.now().date()))
    options = [Option(f"{REVOKE} {meal}", f"Revoke: {meal}") for meal in signed]
    options += [Option(f"{SIGN} {meal}", f"Waive: {meal}") for meal in can if meal not in signed]
    if not options:
        raise Refusal("The rules of this practice have no meal that can be waived.")
    words = "A waiver is yours to sign and to revoke. It holds on days on which the rules let it."
    return (Question("waiver", words, tuple(options)),)


def _waive(given: Given) -> Done:
    word, _, meal = given.answers["waiver"].partition(" ")
    store, who = given.store, given.who
    store.waivers.sign(who, meal, word == SIGN)

    def undo() -> str:
        store.waivers.sign(who, meal, word != SIGN)
        return f"Taken back: the {meal} is as it was. Both stay on record."

    said = f"You waive your {meal}" if word == SIGN else f"You no longer waive your {meal}"
    return Done(f"{said}. It stays on record.", Undo(f"{word} {meal}", undo))


WAIVE = Action("w", "Waivers", _waive, _about_waiver)
