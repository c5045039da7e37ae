"""The roster, for managers: a week at a look, what does not fit in it, and one person's own."""

from collections.abc import Iterator
from datetime import date

from kiosk.practice import absences, roster, typed_shifts
from kiosk.practice.absences import Team
from kiosk.practice.cover import NO_TIME
from kiosk.practice.people import Person, PersonId, short_names
from kiosk.practice.roster import DAY_NAMES, ONE_DAY, WEEK, PersonDay
from kiosk.practice.time_off import Leave
from kiosk.practice.values import dataclass
from screens.acts import Brief, Listed, Look, Option, Turn, to_open
from screens.session import Kiosk
from screens.views.absence_words import (
    WEEKS,
    event_words,
    gap_words,
    hours_words,
    team,
)
from screens.views.words import day_words

MOST_NOTES = 6  # at 80 columns each takes about half a line
ASKED, LEAVE, OUT, CLASH = "leave?", "leave", "OUT", "CLASH"


@dataclass(frozen=True)
class Row:
    """One person's week. cells: a word for each day. load: hours of it, and of the average one."""

    id: str
    name: str
    short: str
    cells: tuple[str, ...]
    load: str

    def __str__(self) -> str:
        days = zip(DAY_NAMES, self.cells, strict=True)
        return f"{', '.join(f'{day} {word}' for day, word in days if word)}; {self.load} h"


@dataclass(frozen=True)
class RosterView(Listed):
    """One week, or one person in it. heads: over the days. notes: what does not fit, and is on."""

    title: str
    items: tuple[Row, ...]
    heads: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    opened: tuple[tuple[str, str], ...] = ()
    ref: str = ""

    def headline(self) -> str:
        if self.ref:
            return f"{self.items[0].name}, {self.title}"
        left = len(self.notes) - MOST_NOTES
        more = [f"and {left} more"] if left > 0 else []
        return ". ".join([self.title, *self.notes[:MOST_NOTES], *more])

    def aloud(self) -> Iterator[tuple[str, str]]:
        if self.opened:
            yield from self.opened
            return
        yield "Week", self.title
        for note in self.notes:
            yield "Note", note
        for one in self.items:
            yield one.name, str(one)

    def things(self) -> tuple[Option, ...]:
        return tuple(Option(one.id, f"{one.name}: {one}") for one in self.items)


def load_glance(kiosk: Kiosk) -> Brief:
    """How many ask for time off, and what of the roster does not fit just now."""
    asked = len(kiosk.store.time_off.asked())
    today = kiosk.clock.now().date()
    of_today = team(kiosk.store, today, today, with_hours=False)
    days = roster.of_day(of_today.roster, of_today.people, today, of_today.zone)
    out = sum(one.is_out for one in days)
    at_work = sum(bool(one.expected) for one in days)
    parts = [f"{at_work} on the roster today", f"{out} out"]
    parts += [f"{asked} ask for time off"] if asked else []
    return Brief("Roster", ", ".join(parts))


def load(kiosk: Kiosk, look: Look) -> RosterView:
    """The week that somebody looks at, and the person whom they opened."""
    today = kiosk.clock.now().date()
    monday = roster.monday_of(today) + int(look.typed or 0) * WEEK
    known = team(kiosk.store, monday, monday + 6 * ONE_DAY)
    title = f"Week of {monday:%a %b %-d}"
    heads = tuple(f"{name} {(monday + n * ONE_DAY).day}" for n, name in enumerate(DAY_NAMES))
    if look.opened:
        one = kiosk.store.people.get(PersonId(int(look.opened.split()[0])))
        opened = tuple(_fields(one, monday, known, kiosk))
        row = _row(one, monday, known, {one.id: one.name})
        return RosterView(title, (row,), heads, opened=opened, ref=look.opened)
    short = short_names(known.people)
    rows = tuple(_row(one, monday, known, short) for one in known.people)
    return RosterView(title, rows, heads, tuple(_notes(monday, known)))


def _week(person: PersonId, monday: date, known: Team) -> list[PersonDay]:
    days = (monday + step * ONE_DAY for step in range(7))
    return [roster.of_person(known.roster, person, day, known.zone) for day in days]


def _row(person: Person, monday: date, known: Team, short: dict[PersonId, str]) -> Row:
    week = _week(person.id, monday, known)
    hours = sum((shift.lasts for one in week for shift in one.expected), NO_TIME)
    average = known.hours.get(person.id, NO_TIME)
    load = f"{hours_words(hours)} ({hours_words(average)})"
    cells = tuple(_cell(one, known) for one in week)
    ref = f"{person.id} {monday.isoformat()}"
    return Row(ref, person.name, short[person.id], cells, load)


def _cell(one: PersonDay, known: Team) -> str:
    if one.is_conflict:
        return CLASH
    if one.absence and one.shifts:
        return OUT if one.absence == "called out" else LEAVE
    asks = any(
        leave.person == one.person
        and leave.state == "asked"
        and leave.first <= one.day <= leave.last
        for leave in known.roster.leaves
    )
    return ASKED if asks and one.shifts else typed_shifts.short(one.hours)


def _notes(monday: date, known: Team) -> Iterator[str]:
    """Conflicts first, then what is asked and on, then gaps, each with its day."""
    names = {one.id: one.name for one in known.people}
    short = short_names(known.people)
    days = [monday + step * ONE_DAY for step in range(7)]
    for day in days:
        for one in roster.of_day(known.roster, known.people, day, known.zone):
            if one.is_conflict:
                yield f"CLASH {day:%a}: {names[one.person]} has time off and is on the roster"
    for name in known.roster.weeks_on.get(monday, ()):
        yield f"'{name}' is on"
    for leave in known.roster.leaves:
        if leave.state == "asked" and leave.last >= monday and leave.first <= days[-1]:
            yield f"{names.get(leave.person, 'Somebody')} asks for {_days(leave)} off"
    for day in days:
        for event in known.roster.events_on(day):
            yield f"{day:%a} {event_words(event)}"
    if known.roster.is_kept:
        found: dict[str, list[str]] = {}
        for gap in (gap for day in days for gap in absences.gaps_of(known, day)):
            found.setdefault(gap_words(gap, short), []).append(f"{gap.day:%a}")
        for words, on in found.items():
            yield f"{', '.join(on)} {words}"


def _days(leave: Leave) -> str:
    last = f" to {leave.last:%b %-d}" if leave.last != leave.first else ""
    return f"{leave.first:%b %-d}{last}"


def _fields(person: Person, monday: date, known: Team, kiosk: Kiosk) -> Iterator[tuple[str, str]]:
    today, found = kiosk.clock.now().date(), known.roster
    for one in _week(person.id, monday, known):
        absence = f", {one.absence}" if one.is_out else ""
        source = ", changed for this day" if (person.id, one.day) in found.changes else ""
        clash = ": they clash" if one.is_conflict else ""
        hours = typed_shifts.shown(one.hours)
        yield day_words(one.day, today), f"{hours}{source}{absence}{clash}"
    yield "Usual week", _of_week(found.usual, person.id) or "none yet"
    for name, week in found.named.items():
        if differing := _of_week(week, person.id):
            yield f"'{name}'", differing
    for leave in kiosk.store.time_off.between(today, date.max):
        if leave.person == person.id:
            why = f", {leave.why}" if leave.why else ""
            yield "Time off", f"{_days(leave)}, {leave.state}{why}"
    average = hours_words(known.hours.get(person.id, NO_TIME))
    yield "Load", f"{average} h a week, over {WEEKS} weeks"
    jobs = ", ".join(job.name for job in known.matrix.own_jobs(person))
    yield "Jobs", jobs or "trained for nothing yet"


def _of_week(week: roster.OfWeek, person: PersonId) -> str:
    days = ((DAY_NAMES[n], week.get((person, n))) for n in range(7))
    return "; ".join(f"{day} {typed_shifts.shown(one)}" for day, one in days if one is not None)


def _to_week(step: int, words: str, key: str) -> Turn:
    """The turn that goes on by some weeks; look.typed says how many from this one."""
    return Turn(key, words, lambda look, answers: Look(typed=str(int(look.typed or 0) + step)))


TURNS = (
    to_open("Whom?", "View"),
    _to_week(1, "Next week", "n"),
    _to_week(-1, "Week before", "p"),
)
