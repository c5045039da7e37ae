"""The part of my page about what waits for somebody on their next day."""

from collections.abc import Iterator
from datetime import date, timedelta

from kiosk.practice import roster, typed_shifts
from kiosk.practice.days import day_of
from kiosk.practice.people import Person
from kiosk.practice.places import PRIOR_AUTHS, TODAY
from screens.views.prior_auth_words import what
from screens.views.words import clock_words, day_words
from storage.store import Store

ONE_DAY = timedelta(days=1)
MOST = 5  # of a sort; of more it says how many


def lines(person: Person, store: Store) -> Iterator[tuple[str, str]]:
    """Shift, prior auths that are due, what was asked, checks; nothing where nothing waits."""
    settings, now = store.settings.current(), store.clock.now()
    today = day_of(now, settings.day_boundary)
    day = settings.hours.working_day(today, 1)
    found: list[str] = []
    if TODAY not in settings.turned_off:
        found += _shift(person, day, store)
    if PRIOR_AUTHS not in settings.turned_off:
        found += _some(_prior_auths(person, day, store), "prior auths")
    asked = store.follow_ups.asked_of(person)
    due = [one.what or "(destroyed)" for one in asked if today < one.due <= day]
    found += _some([f"asked of you: {words}" for words in due], "things asked")
    if TODAY not in settings.turned_off:
        found += _some(list(_checks(person, day, store)), "checks")
    label = day_words(day, today)
    label = label[:1].upper() + label[1:]
    for words in found:
        yield label, words
        label = ""


def _some(found: list[str], plural: str) -> list[str]:
    more = len(found) - MOST
    return [*found[:MOST], *([f"and {more} more {plural}"] if more > 0 else [])]


def _shift(person: Person, day: date, store: Store) -> Iterator[str]:
    known = store.roster.between(day, day)
    mine = roster.of_person(known, person.id, day, store.clock.zone)
    if mine.absence:
        yield mine.absence
    elif mine.shifts:
        yield f"you work {typed_shifts.shown(mine.hours)}"
    elif known.is_kept:
        yield "you are off"
    if mine.expected:
        for one in known.events_on(day):
            if one.is_for(person):
                yield f"{one.title or '(destroyed)'} {one.begins:%-I:%M %p}"


def _prior_auths(person: Person, day: date, store: Store) -> list[str]:
    """Those of theirs of which something is due on that day, or must be called about."""
    mine = store.prior_auths.listed("mine", store.clock.now().date(), person).tasks
    return [f"{one.ref} {one.payer}, {what(one)}: due" for one in mine if one.is_due(day)]


def _checks(person: Person, day: date, store: Store) -> Iterator[str]:
    """The checks of the jobs that are theirs on an ordinary day."""
    matrix = store.jobs.matrix()
    own = {job.id for job in matrix.own_jobs(person)}
    for one in store.checks.on(day):
        if one.check.words.job in own:
            yield f"{one.check.words.what}, {clock_words(one.begins)} to {clock_words(one.ends)}"
