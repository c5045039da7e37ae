"""The register of routine checks, and of what was noted of them."""

from datetime import date, timedelta
from typing import Any, cast

from peewee import JOIN, ModelSelect, Query

from kiosk.practice import checks
from kiosk.practice.checks import (
    LONGEST_CHECK,
    LONGEST_FOUND,
    LOOKED_BACK,
    Calendar,
    Check,
    CheckId,
    CheckWords,
    Due,
    Outcome,
    Tick,
)
from kiosk.practice.days import day_of
from kiosk.practice.errors import Refusal
from kiosk.practice.figures import CHECKS
from kiosk.practice.jobs import JobId
from kiosk.practice.people import Person, PersonId
from kiosk.practice.roster import ONE_DAY
from storage.database import Act, Database
from storage.jobs import JobRegister
from storage.people import PeopleRegister
from storage.prepared import Prepared
from storage.settings import SettingsRegister
from storage.tables.checks import CheckTickRow, RoutineCheckRow
from storage.tables.trail import TextRow
from storage.typed_texts import words_of


class CheckRegister:
    """Each writing method is one act; all of them raise Refusal when the rule says no."""

    def __init__(
        self,
        database: Database,
        settings: SettingsRegister,
        people: PeopleRegister,
        jobs: JobRegister,
    ) -> None:
        self._database, self._settings = database, settings
        self._people, self._jobs = people, jobs

    def on_list(self) -> tuple[Check, ...]:
        """The checks that the practice has, in the order in which they were written."""
        return tuple(one for one in self._checks() if one.ended is None)

    def get(self, check: CheckId) -> Check:
        """One of the list. Raises Refusal when it is not on it any more."""
        found = next((one for one in self.on_list() if one.id == check), None)
        if found is None:
            raise Refusal("That check was changed or taken off meanwhile. Look again.")
        return found

    def write(self, new: CheckWords, by: Person | None = None) -> Check:
        """Put a check on the list; it is due from its next time on."""
        with self._database.write(by.id if by else None, "check written", right="manage") as act:
            checks.check_room(len(self.on_list()))
            return self._put(new, act)

    def change(self, check: CheckId, new: CheckWords, by: Person | None = None) -> Check:
        """Another one instead, from now on. Raises Refusal when somebody else just did."""
        with self._database.write(by.id if by else None, "check changed", right="manage") as act:
            self._end(check, act)
            act.says(detail=f"instead of check {check}")
            return self._put(new, act)

    def drop(self, check: CheckId, by: Person | None = None) -> None:
        """Take a check off the list; what was noted of it stays on record."""
        about = f"check {check}"
        with self._database.write(
            by.id if by else None, "check taken off", about, right="manage"
        ) as act:
            self._end(check, act)

    def on(self, day: date) -> tuple[Due, ...]:
        """The checks of a working day, with what was noted of each."""
        with self._database.read():
            return checks.of_day(day, self._checks(), self._ticks(day), self._calendar())

    def to_do(self) -> tuple[Due, ...]:
        """Those whose time has come and that nobody has ticked; the home board asks it."""
        now = self._database.clock.now()
        with self._database.read():
            every = self._checks()
            if not every:
                return ()
            calendar = self._calendar()
            ticks = self._ticks(day_of(now, calendar.boundary) - ONE_DAY)
            return checks.to_do(every, ticks, now, calendar)

    def missed(self) -> tuple[Due, ...]:
        """Those of the last days that nobody ticked; the oldest first."""
        now = self._database.clock.now()
        with self._database.read():
            ticks = self._ticks(now.date() - LOOKED_BACK - ONE_DAY)
            return tuple(checks.missed(self._checks(), ticks, now, self._calendar()))

    def findings(self, day: date) -> tuple[Tick, ...]:
        """What was not as it should be on a working day; for other nouns to go on from."""
        with self._database.read():
            return tuple(one for one in self._ticks(day) if one.day == day and one.has_finding)

    def due(self, check: CheckId, day: date) -> Due:
        """A check of one day. Raises Refusal when there is none."""
        found = next((one for one in self.on(day) if one.check.id == check), None)
        if found is None:
            raise Refusal("That check is not due that day any more.")
        return found

    def tick(self, check: CheckId, day: date, by: Person, found: str = "") -> Tick:
        """Say that somebody looked. found: what was not as it should be; nothing: all is well."""
        with self._database.write(by.id, "check ticked", checks.key_of(check, day)) as act:
            one = self.due(check, day)
            boundary = self._settings.current().day_boundary
            checks.check_tick(one, act.now, boundary, self._noted_by(one))
            if found:
                act.says(deed="check ticked, with a finding")
            return self._note(one, "finding" if found else "all well", found, by, act)

    def note_not_done(self, check: CheckId, day: date, by: Person, why: str = "") -> Tick:
        """A manager says that nobody did it in time, and why or what becomes of it."""
        about = checks.key_of(check, day)
        with self._database.write(by.id, "missed check noted", about, right="manage") as act:
            one = self.due(check, day)
            checks.check_not_done(one, by, act.now, self._noted_by(one))
            return self._note(one, "not done", why, by, act)

    def take_back(self, number: int, by: Person) -> None:
        """Take back what one noted oneself."""
        with self._database.write(by.id, "check tick taken back") as act:
            row = _tick_of.row(number)
            if row is None:
                raise Refusal("That was taken back already.")
            tick = _tick(row, self._database)
            checks.check_take_back(tick, by)
            act.says(about=tick.key)
            act.concerns(tick.day, CHECKS)
            _take_back.run(number)

    def _put(self, new: CheckWords, act: Act) -> Check:
        self._jobs.get(new.job)
        what = checks.as_what(new.what, [one.words.what for one in self.on_list()])
        row = RoutineCheckRow.create(
            text=act.keep(what, LONGEST_CHECK).id,
            job=new.job,
            weekdays="".join(map(str, new.weekdays)),
            at=new.at,
            within_seconds=int(new.within.total_seconds()),
            begun=act.now,
        )
        act.says(about=f"check {row.id}")
        return self.get(CheckId(row.id))

    def _end(self, check: CheckId, act: Act) -> None:
        self.get(check)
        ended = RoutineCheckRow.update(ended=act.now)
        ended.where(RoutineCheckRow.id == check).execute()

    def _note(self, one: Due, outcome: Outcome, words: str, by: Person, act: Act) -> Tick:
        row = CheckTickRow.create(
            check=one.check.id,
            day=one.day,
            outcome=outcome,
            by=by.id,
            at=act.now,
            text=act.keep(words, LONGEST_FOUND).id if words else None,
            is_taken_back=False,
        )
        act.concerns(one.day, CHECKS)
        return _tick(_tick_of.row(row.id), self._database)

    def _noted_by(self, one: Due) -> str:
        return self._people.get(one.tick.by).name if one.tick else ""

    def _calendar(self) -> Calendar:
        settings = self._settings.current()
        return Calendar(settings.hours, settings.day_boundary, self._database.clock.zone)

    def _checks(self) -> tuple[Check, ...]:
        """All that are on the list, or were not so long ago."""
        since = self._database.clock.now() - LOOKED_BACK - 2 * ONE_DAY
        with self._database.read():
            return tuple(_check(row, self._database) for row in _since.rows(since))

    def _ticks(self, first: date) -> tuple[Tick, ...]:
        with self._database.read():
            return tuple(_tick(row, self._database) for row in _ticks.rows(first))


def _check(row: Any, database: Database) -> Check:
    weekdays = tuple(map(int, row.weekdays))
    within = timedelta(seconds=row.within_seconds)
    words = CheckWords(row.words, JobId(row.job), weekdays, row.at, within)
    ended = database.local(row.ended) if row.ended else None
    return Check(CheckId(row.id), words, database.local(row.begun), ended)


def _tick(row: Any, database: Database) -> Tick:
    outcome, at = cast(Outcome, row.outcome), database.local(row.at)
    of = (row.id, CheckId(row.check), row.day, outcome, PersonId(row.by), at)
    return Tick(*of, row.words or "")


@Prepared
def _since(since: Any) -> Query:
    row = RoutineCheckRow
    with_words = row.select(row, words_of().alias("words")).join(TextRow)
    return with_words.where(row.ended.is_null() | (row.ended >= since)).order_by(row.id)


@Prepared
def _ticks(first: date) -> Query:
    return _standing().where(CheckTickRow.day >= first)


@Prepared
def _tick_of(number: int) -> Query:
    return _standing().where(CheckTickRow.id == number)


def _standing() -> "ModelSelect[CheckTickRow]":
    row = CheckTickRow
    with_words = row.select(row, words_of().alias("words")).join(TextRow, JOIN.LEFT_OUTER)
    return with_words.where(~row.is_taken_back)


@Prepared
def _take_back(number: int) -> Query:
    return CheckTickRow.update(is_taken_back=True).where(CheckTickRow.id == number)
