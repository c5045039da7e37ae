"""What an absence breaks, in words: before it is noted, asked for or decided, the same for all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from kiosk.practice import absences, roster, shift_hours
from kiosk.practice.absences import Broken, Team
from kiosk.practice.cover import Choice
from kiosk.practice.gaps import Gap
from kiosk.practice.people import Person, PersonId
from kiosk.practice.roster import DayEvent
from kiosk.practice.shift_hours import Changes
from screens.views.words import clock_words, day_words
from storage.store import Store

WEEKS = 4  # over which load is looked at
MOST_LINES = 10  # in a dialog; of more it says how many
MOST_AUTHS = 3


def team(store: Store, first: date, last: date, with_hours: bool = True) -> Team:
    """What rules about absences look at, for the days from a day to a day.

    with_hours: whether the average weeks are wanted, by which load is kept fair.
    """
    settings, people = store.settings.current(), store.people.everyone(first)
    found = store.roster.between(roster.monday_of(first) - WEEKS * roster.WEEK, last)
    known = Team(
        people,
        store.jobs.matrix(),
        found,
        settings.hours,
        store.clock.zone,
        {},
        store.protected_time.between(first, last),
    )
    return loaded(known, first) if with_hours else known


def loaded(known: Team, day: date) -> Team:
    """The same with everybody's average week, over the weeks up to that of a day."""
    monday = roster.monday_of(day)
    of_it = (known.roster, known.people, monday, WEEKS, known.zone)
    return replace(known, hours=roster.hours_worked(*of_it))


def breaks(store: Store, person: Person, first: date, last: date) -> str:
    """What it would break if somebody were off from a day to a day, for a dialog."""
    today = store.clock.now().date()
    broken = absences.what_it_breaks(team(store, first, last), person, first, last)
    lines = [line for one in broken for line in _lines(one, store, today)]
    lines += _auths(store, person, last)
    return _in_dialog(lines)


def leaves(store: Store, changes: Changes) -> str:
    """What some changed days would leave uncovered, for a dialog."""
    today, days = store.clock.now().date(), [day for _, day in changes]
    known = team(store, min(days), max(days))
    broken = shift_hours.what_it_leaves(known, changes)
    return _in_dialog([line for one in broken for line in _lines(one, store, today)])


def _in_dialog(lines: list[str]) -> str:
    if not lines:
        return "It leaves nothing uncovered."
    left = len(lines) - MOST_LINES
    return "\n".join([*lines[:MOST_LINES], *([f"and {left} more"] if left > 0 else [])])


def _lines(one: Broken, store: Store, today: date) -> Iterator[str]:
    day = day_words(one.day, today)
    for gap, choice in one.gaps:
        yield f"{day}: {gap_words(gap, {})}, {choice_words(choice)}"
    for event in one.events:
        yield f"{day}: {event_words(event)}, without them"
    for other in one.alone:
        yield f"{day}: nobody could cover the breaks of {other.name}"


def _auths(store: Store, person: Person, last: date) -> Iterator[str]:
    mine = store.prior_auths.listed("mine", store.clock.now().date(), person).tasks
    due = [one for one in mine if one.needed_by and one.needed_by <= last]
    for one in due[:MOST_AUTHS]:
        yield f"{one.ref} is theirs, needed by {one.needed_by:%b %-d}"
    if len(due) > MOST_AUTHS:
        yield f"and {len(due) - MOST_AUTHS} more prior auths that are due"


def choice_words(choice: Choice) -> str:
    """Who could cover, and why; or that nobody can, and who is nearest."""
    return f"{choice.cover.name} could: {choice.why}" if choice.cover else choice.why


def gap_words(gap: Gap, names: dict[PersonId, str]) -> str:
    """Phones: only Ana, or nobody trained, with the time unless it is all day."""
    only = f"only {names[gap.only]}" if gap.only in names else "only one trained"
    who = only if gap.left else "NOBODY trained"
    return f"{gap.job.name}: {who}{'' if gap.is_all_day else span_words(gap)}"


def span_words(gap: Gap) -> str:
    """From when to when, where it is a part of the day."""
    return f" {clock_words(gap.begins)} to {clock_words(gap.ends)}"


def event_words(event: DayEvent) -> str:
    """Staff meeting 1:45 PM to 2:15 PM, paid."""
    return f"{event.title or '(destroyed)'} {event_times(event)}"


def event_times(event: DayEvent) -> str:
    """The same without what it is called."""
    paid = "paid" if event.is_paid else "not paid"
    whose = f", for {', '.join(event.roles)}" if event.roles else ""
    return f"{event.begins:%-I:%M %p} to {event.ends:%-I:%M %p}, {paid}{whose}"


def hours_words(span: timedelta) -> str:
    """A length in whole hours, for the screen only."""
    return f"{span / timedelta(hours=1):.0f}"
