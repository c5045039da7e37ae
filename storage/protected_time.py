"""The register of time that is set aside for prior auths, and of what became of it."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any

from peewee import Query

from kiosk.practice import protected_time, roster
from kiosk.practice.breaks import Stay
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.protected_time import Kept, Protected
from kiosk.practice.roster import ONE_DAY, WorkHours
from storage.break_times import BreakTimes
from storage.database import Act, Database
from storage.people import PeopleRegister
from storage.prepared import Prepared
from storage.roster import RosterRegister
from storage.settings import SettingsRegister
from storage.tables.roster import ProtectedTimeRow
from storage.tables.trail import EventRow

BETWEEN_DAYS = ","
Moves = dict[PersonId, list[datetime]]


class ProtectedTimeRegister:
    """Each writing method is one act; all of them raise Refusal when the rule says no."""

    def __init__(
        self,
        database: Database,
        settings: SettingsRegister,
        people: PeopleRegister,
        roster: RosterRegister,
        times: BreakTimes,
    ) -> None:
        self._database, self._settings, self._people = database, settings, people
        self._roster, self._times = roster, times

    def between(self, first: date, last: date) -> tuple[Protected, ...]:
        """What holds on any of the days from a day to a day, both with them."""
        with self._database.read():
            found = (_protected(row) for row in _begun.rows(last))
            return tuple(one for one in found if one.last is None or one.last >= first)

    def get(self, number: int) -> Protected:
        """One of them. Raises Refusal when there is none of that number."""
        with self._database.read():
            row = _one.row(number)
        if row is None:
            raise Refusal("That protected time is not in the store.")
        return _protected(row)

    def protect(
        self,
        whose: Person | str,
        weekdays: Sequence[int],
        hours: WorkHours,
        days: tuple[date, date | None],
        by: Person | None = None,
    ) -> Protected:
        """Set time aside on some weekdays.

        whose: a person's, or a role's. days: the first and the last on which it holds; None: it
        holds until it is ended.
        """
        first, last = days
        with self._managed(by, "protected time set") as act:
            protected_time.check(weekdays, hours, first, last)
            person = whose if isinstance(whose, Person) else None
            row = ProtectedTimeRow.create(
                person=person.id if person else None,
                role="" if isinstance(whose, Person) else whose,
                weekdays=BETWEEN_DAYS.join(map(str, weekdays)),
                begins=hours.begins,
                ends=hours.ends,
                first=first,
                last=last,
            )
            detail = f"person {person.id}" if person else ""
            act.says(about=f"protected time {row.id}", detail=detail)
            return self.get(row.id)

    def end(self, number: int, by: Person | None = None) -> Protected:
        """It holds no longer, from today on; what it was before, so that this can be taken back."""
        with self._managed(by, "protected time ended", f"protected time {number}") as act:
            before = self.get(number)
            self._set_last(number, protected_time.ended(before, act.now.date()))
            return before

    def resume(self, before: Protected, by: Person | None = None) -> None:
        """It holds as before it was ended. Raises Refusal when that was taken back already."""
        about = f"protected time {before.number}"
        with self._managed(by, "protected time ended, taken back", about):
            if self.get(before.number) == before:
                raise Refusal("That protected time holds already.")
            self._set_last(before.number, before.last)

    def kept(
        self, first: date, last: date, plans: Sequence[Protected] | None = None
    ) -> tuple[Kept, ...]:
        """What became of the protected time of some days, in their order.

        plans: which of it; None: all. Days on which the practice is closed have none.
        """
        with self._database.read():
            wanted = self.between(first, last) if plans is None else plans
            if not wanted:
                return ()
            return tuple(self._kept(first, last, wanted))

    def _kept(self, first: date, last: date, plans: Sequence[Protected]) -> Iterator[Kept]:
        now, zone = self._database.clock.now(), self._database.clock.zone
        opening, people = self._settings.current().hours, self._people.everyone()
        by_id = {one.id: one for one in people if protected_time.is_in(one, plans)}
        found = self._roster.between(first, last)
        stays, moves = self._stays(first, last), self._moves(first, last)
        for day in (first + step * ONE_DAY for step in range((last - first).days + 1)):
            if not opening.on(day):
                continue
            for one in roster.of_day(found, by_id.values(), day, zone):
                who = one.person
                of_day = protected_time.blocks(plans, by_id[who], one, zone, found.is_kept)
                for block in of_day:
                    done = (stays.get(who, ()), moves.get(who, ()), now, self._times.policy)
                    yield protected_time.kept(block, one, *done)

    def _stays(self, first: date, last: date) -> dict[PersonId, list[Stay]]:
        found: dict[PersonId, list[Stay]] = {}
        for one in self._times.between(first - ONE_DAY, last):
            found.setdefault(one.person, []).append(one)
        return found

    def _moves(self, first: date, last: date) -> Moves:
        """When people noted something of prior auths, by person; what was taken back is left out.

        An act about many of them at once is one.
        """
        zone = self._database.clock.zone
        ends = [datetime.combine(day, datetime.min.time(), zone) for day in (first, last + ONE_DAY)]
        rows = _moves.rows(ends[0], ends[1])
        undone = {row.undoes for row in rows} - {None}
        found: dict[PersonId, set[datetime]] = {}
        for row in rows:
            if row.by and row.undoes is None and row.id not in undone:
                found.setdefault(PersonId(row.by), set()).add(row.at)
        return {who: [self._database.local(at) for at in times] for who, times in found.items()}

    @staticmethod
    def _set_last(number: int, last: date | None) -> None:
        row = ProtectedTimeRow
        row.update(last=last).where(row.id == number).execute()

    def _managed(
        self, by: Person | None, deed: str, about: str = ""
    ) -> AbstractContextManager[Act]:
        return self._database.write(by.id if by else None, deed, about, right="manage")


def _protected(row: Any) -> Protected:
    weekdays = tuple(map(int, row.weekdays.split(BETWEEN_DAYS)))
    person = PersonId(row.person) if row.person else None
    days = (row.first, row.last)
    return Protected(row.id, weekdays, row.begins, row.ends, *days, person, row.role)


@Prepared
def _begun(last: date) -> Query:
    row = ProtectedTimeRow
    return row.select().where(row.first <= last).order_by(row.id)


@Prepared
def _one(number: int) -> Query:
    return ProtectedTimeRow.select().where(ProtectedTimeRow.id == number)


@Prepared
def _moves(begins: datetime, ends: datetime) -> Query:
    row = EventRow
    within = (row.at >= begins) & (row.at < ends)
    columns = (row.id, row.at, row.by, row.undoes)
    return row.select(*columns).where(within, row.about.startswith("prior auth "))
