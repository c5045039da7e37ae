"""The register of swaps of shifts: asked for, agreed by the other, decided by a manager."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

from peewee import Query

from kiosk.practice import shift_hours, swaps
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.roster import ONE_DAY
from kiosk.practice.shift_hours import Changes, Handed, Put
from kiosk.practice.swaps import OPEN_SWAP, Swap, SwapState
from storage.database import Act, Database
from storage.events import require_last
from storage.notices import Notices
from storage.people import PeopleRegister
from storage.prepared import Prepared
from storage.roster import RosterRegister
from storage.tables.roster import SwapRow


class SwapRegister:
    """Each writing method is one act; all of them raise Refusal when the rule says no."""

    def __init__(
        self,
        database: Database,
        people: PeopleRegister,
        roster: RosterRegister,
        notices: Notices,
    ) -> None:
        self._database, self._people = database, people
        self._roster, self._notices = roster, notices

    def open_ones(self) -> tuple[Swap, ...]:
        """Those that wait for the other's word or a manager's, of days that have not passed."""
        today = self._database.clock.now().date()
        with self._database.read():
            return tuple(_swap(row) for row in _open.rows(today))

    def get(self, number: int) -> Swap:
        """One swap. Raises Refusal when there is none of that number."""
        with self._database.read():
            row = _one.row(number)
        if row is None:
            raise Refusal("That swap is not in the store.")
        return _swap(row)

    def changes(self, one: Swap) -> Changes:
        """The hours of the days that it changes. Raises Refusal when it cannot be any more."""
        with self._database.read():
            person, other = self._people.get(one.person), self._people.get(one.other)
            first, last = sorted((one.day, one.other_day))
            found = self._roster.between(first - ONE_DAY, last + ONE_DAY)
        moves = [Handed(person, other, one.day), Handed(other, person, one.other_day)]
        return shift_hours.after(found, moves, self._database.clock.zone)

    def ask(self, person: Person, day: date, other: Person, other_day: date) -> Swap:
        """Offer one's shifts of a day for somebody's of a day; they answer when they come next."""
        with self._database.write(person.id, "swap asked") as act:
            new = Swap(0, person.id, day, other.id, other_day)
            swaps.check_days(new, act.now.date())
            self.changes(new)
            if any(replace(one, number=0, state="asked") == new for one in self.open_ones()):
                raise Refusal(f"You have asked {other.name} for that already.")
            days = {"day": day, "other_day": other_day}
            row = SwapRow.create(person=person.id, other=other.id, **days, state="asked")
            act.says(about=f"swap {row.id}", detail=f"person {other.id}")
            self._notices.tell(other.id, f"swap {row.id}", person.id, act)
            return self.get(row.id)

    def answer(self, number: int, is_yes: bool, by: Person) -> Swap:
        """Agree to what somebody offered, or refuse it."""
        state: SwapState = "agreed" if is_yes else "refused"
        with self._database.write(by.id, f"swap {state}", f"swap {number}") as act:
            return self._move(number, state, by, act)

    def withdraw(self, number: int, by: Person) -> Swap:
        """Take a swap back before it is decided, as either of the two."""
        with self._database.write(by.id, "swap withdrawn", f"swap {number}") as act:
            return self._move(number, "withdrawn", by, act)

    def decide(self, number: int, state: SwapState, by: Person | None) -> tuple[Swap, Put | None]:
        """Approve a swap, which changes the roster at once, or decline it.

        Returns it, and what was put on the roster, by which it is taken back.
        """
        deed, about = f"swap {state}", f"swap {number}"
        of_it = (by.id if by else None, deed, about)
        with self._database.write(*of_it, right="manage") as act:
            new = self._move(number, state, by, act)
            if state != "approved":
                return new, None
            return new, self._roster.put_days(self.changes(new), act)

    def undecide(self, number: int, put: Put | None, by: Person) -> Swap:
        """Take the decision about a swap back: it waits for a manager again.

        put: what it put on the roster. Raises Refusal when a day was changed since.
        """
        about, deed = f"swap {number}", f"swap {self.get(number).state}"
        with self._database.write(by.id, f"{deed}, taken back", about, right="manage") as act:
            new = swaps.undecided(self.get(number), act.now.date())
            act.says(undoes=require_last(about, deed, by))
            self._save(new, by.id, act)
            if put:
                self._roster.put_back(put, act)
            return new

    def _move(self, number: int, state: SwapState, by: Person | None, act: Act) -> Swap:
        who = by.id if by else None
        new = swaps.moved(self.get(number), state, who, act.now.date())
        if state == "agreed":
            self.changes(new)
        self._save(new, who, act)
        return new

    def _save(self, new: Swap, by: PersonId | None, act: Act) -> None:
        """Keep it as it stands now, and tell both."""
        SwapRow.update(state=new.state).where(SwapRow.id == new.number).execute()
        for person in (new.person, new.other):
            self._notices.tell(person, f"swap {new.number}", by, act)


def _swap(row: Any) -> Swap:
    of_both = (PersonId(row.person), row.day, PersonId(row.other), row.other_day)
    return Swap(row.id, *of_both, cast(SwapState, row.state))


@Prepared
def _open(today: date) -> Query:
    row = SwapRow
    to_come = (row.day >= today) & (row.other_day >= today)
    return row.select().where(row.state.in_(OPEN_SWAP), to_come).order_by(row.id)


@Prepared
def _one(number: int) -> Query:
    return SwapRow.select().where(SwapRow.id == number)
