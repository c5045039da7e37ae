"""Routine checks in words: those of today, one of a day, and the list for managers."""

from collections.abc import Iterator
from datetime import date, datetime

from kiosk.practice import spans
from kiosk.practice.checks import CHECK, Check, CheckId, Due, Tick, shown_weekdays
from kiosk.practice.days import day_of
from kiosk.practice.issues import Viewer
from kiosk.practice.roster import ONE_DAY
from screens.views.checks_board import NOBODY, OFF_THE_LIST, by_words, holders, job_name
from screens.views.issue_links import lines as issue_lines
from screens.views.words import clock_words, day_words
from storage.store import Store

SHOWN_BACK = 14  # days, to a manager who opens a check


def today(store: Store) -> Iterator[tuple[str, str, str]]:
    """The checks of today, and those of yesterday that there still is time for.

    Each as what it is about, what is looked at, and how it stands.
    """
    now = store.clock.now()
    day = day_of(now, store.settings.current().day_boundary)
    of_before = [one for one in store.checks.to_do() if one.day < day]
    for one in (*of_before, *store.checks.on(day)):
        yield one.key, one.check.words.what, stands(one, store, now)


def stands(one: Due, store: Store, now: datetime) -> str:
    """How a check of a day stands: what was noted, or from when it is whose."""
    if one.tick:
        late = ", late" if one.was_late() and one.tick.outcome != "not done" else ""
        return f"{noted(one.tick, store)}{late}"
    job = job_name(one, store)
    if not one.is_to_do(now):
        return f"from {clock_words(one.begins)}: {job}"
    whose = ", ".join(who.name for who in holders(one, store, now)) or f"{NOBODY} trained is here"
    loud = "LATE" if one.is_late(now) else "NOW"
    return f"{loud}, {by_words(one, now)}: {whose} ({job})"


def noted(tick: Tick, store: Store) -> str:
    """Who noted what, and when: 8:03 AM, Ana Ruiz: all well."""
    outcome = "FINDING" if tick.has_finding else tick.outcome
    words = f": {tick.words}" if tick.words else ""
    return f"{clock_words(tick.at)}, {store.people.get(tick.by).name}: {outcome}{words}"


def opened_of_day(check: CheckId, day: date, store: Store, viewer: Viewer) -> list[tuple[str, str]]:
    """One check of a day, and the problems that began with it."""
    one, now = store.checks.due(check, day), store.clock.now()
    return [
        ("Check", one.check.words.what),
        ("Day", f"{day_words(day, now.date())}, {times_words(one.check)}"),
        ("It stands", stands(one, store, now)),
        *issue_lines(one.key, store, viewer),
    ]


def times_words(check: Check) -> str:
    """When it is to be done: weekdays at 8:00 AM, within 30 min."""
    words = check.words
    days = shown_weekdays(words.weekdays)
    return f"{days} at {words.at:%-I:%M %p}, within {spans.shown(words.within)}"


def on_list(store: Store) -> Iterator[tuple[str, str, str]]:
    """The checks that the practice has, for managers."""
    jobs = store.jobs.matrix().by_id
    for one in store.checks.on_list():
        job = jobs[one.words.job].name if one.words.job in jobs else OFF_THE_LIST
        yield f"{CHECK} {one.id}", one.words.what, f"{job}, {times_words(one)}"


def opened_on_list(check: CheckId, store: Store) -> Iterator[tuple[str, str]]:
    """A check, and what was noted of it in the last days, the latest first."""
    one, now = store.checks.get(check), store.clock.now()
    yield "Check", one.words.what
    yield "When", times_words(one)
    day = day_of(now, store.settings.current().day_boundary)
    for back in range(SHOWN_BACK):
        for due in store.checks.on(day - back * ONE_DAY):
            if due.check.id == check:
                yield day_words(due.day, now.date()), stands(due, store, now)
