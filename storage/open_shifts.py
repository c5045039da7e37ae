"""The register of shifts that everyone who could is asked to take."""

from datetime import date
from typing import Any, cast

from peewee import Query

from kiosk.practice import open_shifts
from kiosk.practice.absences import Team
from kiosk.practice.errors import Refusal
from kiosk.practice.open_shifts import OpenShift, OpenState
from kiosk.practice.people import Person, PersonId
from kiosk.practice.roster import ONE_DAY
from kiosk.practice.shift_hours import Put
from storage.database import Act, Database
from storage.events import require_last
from storage.jobs import JobRegister
from storage.notices import Notices
from storage.people import PeopleRegister
from storage.prepared import Prepared
from storage.roster import RosterRegister
from storage.settings import SettingsRegister
from storage.standing import Right
from storage.tables.roster import OpenShiftRow

TAKEN = "open shift taken"


class OpenShiftRegister:
    """Each writing method is one act; all of them raise Refusal when the rule says no."""

    def __init__(
        self,
        database: Database,
        settings: SettingsRegister,
        people: PeopleRegister,
        jobs: JobRegister,
        roster: RosterRegister,
        notices: Notices,
    ) -> None:
        self._database, self._settings, self._people = database, settings, people
        self._jobs, self._roster, self._notices = jobs, roster, notices

    def open_ones(self) -> tuple[OpenShift, ...]:
        """Those that nobody has taken yet, of days that have not passed; the nearest first."""
        today = self._database.clock.now().date()
        with self._database.read():
            return tuple(_open_shift(row) for row in _open.rows(today))

    def get(self, number: int) -> OpenShift:
        """One of them. Raises Refusal when there is none of that number."""
        with self._database.read():
            return _open_shift(self._row(number))

    def who_could(self, person: Person, day: date) -> tuple[Person, ...]:
        """Who could take somebody's shifts of a day. Raises Refusal when they have none."""
        return open_shifts.who_could(self._team(day), person, day)

    def for_whom(self, who: Person) -> tuple[OpenShift, ...]:
        """The open ones that somebody could take."""
        with self._database.read():
            return tuple(one for one in self.open_ones() if who in self._could(one))

    def ask(self, person: Person, day: date, by: Person | None) -> OpenShift:
        """Ask everyone who could to take somebody's shifts of a day.

        by: that person themselves, or a manager for them; None: the store's owner.
        """
        who = by.id if by else None
        with self._database.write(who, "open shift asked", right=_right(person.id, who)) as act:
            if day < act.now.date():
                raise Refusal("That day has passed.")
            if any(one.person == person.id and one.day == day for one in self.open_ones()):
                raise Refusal(f"Everyone is asked for that shift of {person.name} already.")
            could = self.who_could(person, day)
            of_it = {"person": person.id, "day": day, "event_id": act.number}
            row = OpenShiftRow.create(**of_it, state="open", taker=None)
            act.says(about=f"open shift {row.id}", detail=f"person {person.id}")
            for one in could:
                self._notices.tell(one.id, f"open shift {row.id}", who, act)
            return self.get(row.id)

    def take(self, number: int, taker: Person, by: Person | None) -> tuple[OpenShift, Put]:
        """Take an open shift; the first who does has it, and the others are told.

        Returns it, and what that put on the roster, by which it is taken back.

        by: the taker themselves, or a manager for them; None: the store's owner.
        """
        who = by.id if by else None
        of_it = (who, TAKEN, f"open shift {number}")
        with self._database.write(*of_it, right=_right(taker.id, who)) as act:
            now = self.get(number)
            has_it = self._people.get(now.taker) if now.taker else None
            open_shifts.check_open(now, has_it, act.now.date())
            giver, team = self._people.get(now.person), self._team(now.day)
            new, changes = open_shifts.taken(now, team, giver, taker, who != taker.id)
            self._put(new)
            act.says(detail=f"person {taker.id}")
            self._tell_all(new, who, act)
            return new, self._roster.put_days(changes, act)

    def give_back(self, number: int, put: Put, by: Person) -> OpenShift:
        """Whoever took it, or the manager who noted it, takes that back: it is open again.

        put: what taking it put on the roster. Raises Refusal when a day was changed since.
        """
        about, today = f"open shift {number}", self._database.clock.now().date()
        taker = self.get(number).taker
        right = _right(taker, by.id) if taker else "manage"
        with self._database.write(by.id, f"{TAKEN}, taken back", about, right=right) as act:
            new = open_shifts.reopened(self.get(number), today)
            act.says(undoes=require_last(about, TAKEN, by))
            self._put(new)
            self._tell_all(new, by.id, act)
            self._roster.put_back(put, act)
            return new

    def withdraw(self, number: int, by: Person | None) -> OpenShift:
        """Nobody need take it any more: for whoever it belongs to, and for managers."""
        now, who = self.get(number), by.id if by else None
        of_it = (who, "open shift withdrawn", f"open shift {number}")
        with self._database.write(*of_it, right=_right(now.person, who)) as act:
            new = open_shifts.withdrawn(self.get(number))
            self._put(new)
            self._tell_all(new, who, act)
            return new

    def _could(self, one: OpenShift) -> tuple[Person, ...]:
        try:
            return self.who_could(self._people.get(one.person), one.day)
        except Refusal:  # the shift was taken off the roster meanwhile
            return ()

    def _tell_all(self, one: OpenShift, by: PersonId | None, act: Act) -> None:
        """Tell whoever was asked, whose shift it is, and who has it now."""
        asked = self._notices.told(self._row(one.number).event_id)
        for person in dict.fromkeys((one.person, *filter(None, [one.taker]), *asked)):
            self._notices.tell(person, f"open shift {one.number}", by, act)

    def _team(self, day: date) -> Team:
        with self._database.read():
            found = self._roster.between(day - ONE_DAY, day + ONE_DAY)
            opening, zone = self._settings.current().hours, self._database.clock.zone
            return Team(self._people.everyone(day), self._jobs.matrix(), found, opening, zone, {})

    @staticmethod
    def _put(new: OpenShift) -> None:
        row = OpenShiftRow
        row.update(state=new.state, taker=new.taker).where(row.id == new.number).execute()

    @staticmethod
    def _row(number: int) -> Any:
        row = _one.row(number)
        if row is None:
            raise Refusal("That shift is not in the store.")
        return row


def _right(whose: PersonId, who: PersonId | None) -> Right:
    """What somebody needs for it: for others than themselves, to manage."""
    return "work" if whose == who else "manage"


def _open_shift(row: Any) -> OpenShift:
    taker = PersonId(row.taker) if row.taker else None
    return OpenShift(row.id, PersonId(row.person), row.day, cast(OpenState, row.state), taker)


@Prepared
def _open(today: date) -> Query:
    row = OpenShiftRow
    return row.select().where(row.state == "open", row.day >= today).order_by(row.day, row.id)


@Prepared
def _one(number: int) -> Query:
    return OpenShiftRow.select().where(OpenShiftRow.id == number)
