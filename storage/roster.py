"""The register of who works when; reading it, and what managers change."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, time
from typing import Any

from peewee import Query

from kiosk.practice import roster, shift_hours
from kiosk.practice.absences import ByHand
from kiosk.practice.errors import Refusal
from kiosk.practice.jobs import JobId
from kiosk.practice.people import Person, PersonId
from kiosk.practice.roster import (
    LONGEST_TITLE,
    DayEvent,
    OfWeek,
    Roster,
    WorkHours,
)
from kiosk.practice.shift_hours import Before, Changes, Put
from storage.database import Act, Database
from storage.prepared import Prepared
from storage.tables.jobs import JobCoverRow
from storage.tables.roster import (
    CalledOutRow,
    DayEventRow,
    RosterChangeRow,
    RosterLineRow,
    RosterWeekRow,
)
from storage.tables.trail import TextRow
from storage.time_off import TimeOffRegister
from storage.typed_texts import words_of

USUAL = ""  # the name of the week that holds where no other is on
BETWEEN_ROLES = "\n"


class RosterRegister:
    """Each writing method is one act; all of them raise Refusal when the rule says no."""

    def __init__(self, database: Database, time_off: TimeOffRegister) -> None:
        self._database, self._time_off = database, time_off

    def between(self, first: date, last: date) -> Roster:
        """All that the roster says about the days from a day to a day, both with them."""
        with self._database.read():
            weeks = _weeks(_lines.rows())
            on: dict[date, tuple[str, ...]] = {}
            for row in _weeks_on.rows(roster.monday_of(first), last):
                on[row.monday] = (*on.get(row.monday, ()), row.week)
            return Roster(
                weeks.pop(USUAL, {}),
                weeks,
                on,
                _by(((row.person, row.day), row) for row in _changes.rows(first, last)),
                self._time_off.between(first, last),
                frozenset((PersonId(row.person), row.day) for row in _called_out.rows(first, last)),
                tuple(_event(row) for row in _events.rows(first, last)),
            )

    def week_names(self) -> tuple[str, ...]:
        """The named weeks that there are."""
        with self._database.read():
            return tuple(sorted({row.week for row in _lines.rows()} - {USUAL}))

    def set_week(
        self,
        person: Person,
        hours: Mapping[int, Sequence[WorkHours]],
        by: Person | None = None,
        week: str = USUAL,
    ) -> None:
        """Say when somebody works in the usual week, or in one of that name.

        hours: by weekday; of a named week only what differs, and no hours mean off.
        """
        week = week and roster.week_name(week)
        with self._managed(by, "week set", f"person {person.id}"):
            line = RosterLineRow
            line.delete().where(line.week == week, line.person == person.id).execute()
            for weekday, times in hours.items():
                roster.check_hours(times)
                for values in _values(times):
                    line.create(week=week, person=person.id, weekday=weekday, **values)

    def switch_week(self, monday: date, week: str, is_on: bool, by: Person | None = None) -> None:
        """Switch a named week on for one week, or off again."""
        deed = "named week on" if is_on else "named week off"
        with self._managed(by, deed, f"week {roster.monday_of(monday)}"):
            if week not in self.week_names():
                raise Refusal("There is no week of that name. Say first what differs in it.")
            row, monday = RosterWeekRow, roster.monday_of(monday)
            gone = row.delete().where(row.monday == monday, row.week == week).execute()
            if gone == is_on:
                raise Refusal(f"'{week}' is {'on' if is_on else 'off'} already.")
            if is_on:
                row.create(monday=monday, week=week)

    def change_day(
        self, person: Person, day: date, hours: Sequence[WorkHours] | None, by: Person | None = None
    ) -> None:
        """Say when somebody works on one day; None: as in their week."""
        with self._managed(by, "day changed", f"person {person.id}") as act:
            act.says(detail=day.isoformat())
            if hours is not None:
                roster.check_hours(hours)
            _put_day(person.id, day, hours)

    def put_days(self, changes: Changes, act: Act) -> Put:
        """Change these days inside an act, with an event for each."""
        before = self._changed_to(changes)
        self._put_all(changes, act)
        return Put(changes, before)

    def put_back(self, put: Put, act: Act) -> None:
        """Have these days as they were before, inside an act. Raises Refusal for one changed since.

        put: what was put there.
        """
        shift_hours.require_unchanged(put, self._changed_to(put.changes))
        self._put_all(put.before, act)

    def _put_all(self, changes: Before, act: Act) -> None:
        for (person, day), hours in changes.items():
            _put_day(person, day, hours)
            act.also("day changed", f"person {person}", day.isoformat())

    @staticmethod
    def _changed_to(keys: Collection[tuple[PersonId, date]]) -> Before:
        days = [day for _, day in keys]
        found = _by(((row.person, row.day), row) for row in _changes.rows(min(days), max(days)))
        return {key: found.get(key) for key in keys}

    def change_days(
        self,
        choose: Callable[[], Iterable[tuple[Person, date, Sequence[WorkHours]]]],
        by: Person | None = None,
    ) -> None:
        """Say when people work on many days, with an event for each of them; all or nothing.

        choose: gives the days, and is asked once nobody else can write any more.
        """
        with self._managed(by, "roster imported") as act:
            for person, day, hours in choose():
                roster.check_hours(hours)
                act.also("day changed", f"person {person.id}", day.isoformat())
                _put_day(person.id, day, hours)

    def call_out(self, person: Person, day: date, is_out: bool, by: Person | None = None) -> None:
        """Note that somebody will not come on a day, or comes after all."""
        deed = "called out" if is_out else "called out taken back"
        with self._managed(by, deed, f"person {person.id}") as act:
            act.says(detail=day.isoformat())
            row = CalledOutRow
            gone = row.delete().where(row.person == person.id, row.day == day).execute()
            if bool(gone) == is_out:
                stands = "has called out" if is_out else "has not called out"
                raise Refusal(f"{person.name} {stands} for that day already.")
            if is_out:
                row.create(person=person.id, day=day)

    def add_event(
        self,
        day: date,
        title: str,
        begins: time,
        ends: time,
        is_paid: bool,
        roles: Sequence[str] = (),
        by: Person | None = None,
    ) -> int:
        """Note a meeting or something else of a day; its number."""
        with self._managed(by, "event added") as act:
            if ends <= begins:
                raise Refusal("It ends before it begins. Look at the two times.")
            text = act.keep(title, LONGEST_TITLE)
            times = {"day": day, "begins": begins, "ends": ends, "is_paid": is_paid}
            row = DayEventRow.create(text=text.id, roles=BETWEEN_ROLES.join(roles), **times)
            act.says(about=f"event {row.id}")
            return int(row.id)

    def drop_event(self, number: int, by: Person | None = None) -> None:
        """Take it away again. Raises Refusal when somebody has just done so."""
        with self._managed(by, "event dropped", f"event {number}"):
            if not DayEventRow.delete().where(DayEventRow.id == number).execute():
                raise Refusal("That one is not on any more.")

    def choose_cover(
        self, day: date, absent: Person, job: JobId, cover: Person | None, by: Person
    ) -> None:
        """Have somebody else cover for a job of whoever is out on a day, or nobody."""
        with self._database.write(by.id, "cover chosen", f"person {absent.id}") as act:
            if cover and cover.id == absent.id:
                raise Refusal("Nobody covers for themselves.")
            act.says(detail=f"person {cover.id}" if cover else "nobody")
            chosen = {"cover": cover.id if cover else None}
            put = JobCoverRow.insert(day=day, absent=absent.id, job=job, **chosen)
            unique = [JobCoverRow.day, JobCoverRow.absent, JobCoverRow.job]
            put.on_conflict(conflict_target=unique, update=chosen).execute()

    def chosen_covers(self, day: date) -> ByHand:
        """Who was chosen to cover on a day, by absent person and job; None: nobody."""
        with self._database.read():
            rows = _chosen_covers.rows(day)
        return {
            (PersonId(row.absent), JobId(row.job)): PersonId(row.cover) if row.cover else None
            for row in rows
        }

    def _managed(
        self, by: Person | None, deed: str, about: str = ""
    ) -> AbstractContextManager[Act]:
        return self._database.write(by.id if by else None, deed, about, right="manage")


def _put_day(person: PersonId, day: date, hours: Sequence[WorkHours] | None) -> None:
    row = RosterChangeRow
    row.delete().where(row.person == person, row.day == day).execute()
    for values in _values(hours) if hours is not None else ():
        row.create(person=person, day=day, **values)


def _values(hours: Sequence[WorkHours]) -> list[dict[str, Any]]:
    """A row for each; one without hours for somebody who is off."""
    rows = [{"begins": one.begins, "ends": one.ends, "role": one.role} for one in hours]
    return rows or [{"begins": None, "ends": None, "role": ""}]


def _weeks(rows: list[Any]) -> dict[str, OfWeek]:
    names = {row.week for row in rows}
    return {
        name: _by(((row.person, row.weekday), row) for row in rows if row.week == name)
        for name in names
    }


def _by(rows: Any) -> dict[Any, tuple[WorkHours, ...]]:
    """The hours by whom and when they are of, in order of time."""
    found: dict[Any, tuple[WorkHours, ...]] = {}
    for key, row in rows:
        one = (WorkHours(row.begins, row.ends, row.role),) if row.begins is not None else ()
        found[key] = (*found.get(key, ()), *one)
    return found


def _event(row: Any) -> DayEvent:
    roles = tuple(row.roles.split(BETWEEN_ROLES)) if row.roles else ()
    return DayEvent(row.id, row.day, row.words, row.begins, row.ends, row.is_paid, roles)


@Prepared
def _lines() -> Query:
    line = RosterLineRow
    return line.select().order_by(line.begins, line.id)


@Prepared
def _weeks_on(first: date, last: date) -> Query:
    row = RosterWeekRow
    return row.select().where(row.monday >= first, row.monday <= last).order_by(row.id)


@Prepared
def _changes(first: date, last: date) -> Query:
    row = RosterChangeRow
    of_days = row.select().where(row.day >= first, row.day <= last)
    return of_days.order_by(row.begins, row.id)


@Prepared
def _called_out(first: date, last: date) -> Query:
    row = CalledOutRow
    return row.select(row.person, row.day).where(row.day >= first, row.day <= last)


@Prepared
def _chosen_covers(day: date) -> Query:
    return JobCoverRow.select().where(JobCoverRow.day == day)


@Prepared
def _events(first: date, last: date) -> Query:
    row = DayEventRow
    with_words = row.select(row, words_of().alias("words")).join(TextRow)
    return with_words.where(row.day >= first, row.day <= last).order_by(row.id)
