"""The register of time off: asked for, decided, withdrawn."""

from contextlib import AbstractContextManager
from datetime import date
from typing import Any, cast

from peewee import JOIN, Query

from kiosk.practice import time_off
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.time_off import OPEN_LEAVE, Leave, LeaveState
from storage.database import Act, Database
from storage.notices import Notices
from storage.prepared import Prepared
from storage.tables.people import PersonRow
from storage.tables.roster import TimeOffRow
from storage.tables.trail import TextRow
from storage.typed_texts import words_of

LONGEST_WHY = 120


class TimeOffRegister:
    """Each writing method is one act; all of them raise Refusal when the rule says no."""

    def __init__(self, database: Database, notices: Notices) -> None:
        self._database, self._notices = database, notices

    def between(self, first: date, last: date) -> tuple[Leave, ...]:
        """What was asked for or approved of these days, both with them."""
        with self._database.read():
            return tuple(_leave(row) for row in _open.rows(first, last))

    def ask(self, person: Person, first: date, last: date, why: str) -> Leave:
        """Ask for days off for oneself; a manager decides."""
        with self._database.write(person.id, "time off asked") as act:
            return self._add(person, first, last, why, "asked", act)

    def note(
        self, person: Person, first: date, last: date, why: str, by: Person | None = None
    ) -> Leave:
        """Note days off that somebody has. by: a manager; None: the store's owner."""
        with self._managed(by, "time off noted") as act:
            self._check_decider(person.id, by)
            return self._add(person, first, last, why, "approved", act)

    def decide(self, number: int, state: LeaveState, answer: str, by: Person | None) -> Leave:
        """Approve days off, or decline them; the person reads it at their next session."""
        with self._managed(by, f"time off {state}", f"time off {number}") as act:
            new = time_off.moved(self.get(number), state)
            self._check_decider(new.person, by)
            text = act.keep(answer, LONGEST_WHY).id if answer.strip() else None
            row = TimeOffRow
            row.update(state=state, answer=text).where(row.id == number).execute()
            self._notices.tell(new.person, f"time off {number}", by.id if by else PersonId(0), act)
            return self.get(number)

    def withdraw(self, number: int, by: Person) -> Leave:
        """Take back what one has asked for oneself."""
        with self._database.write(by.id, "time off withdrawn", f"time off {number}"):
            now = self.get(number)
            if now.person != by.id:
                raise Refusal("You can only take back time off of your own.")
            new = time_off.moved(now, "withdrawn")
            TimeOffRow.update(state=new.state).where(TimeOffRow.id == number).execute()
            return new

    def get(self, number: int) -> Leave:
        """One time off. Raises Refusal when there is none of that number."""
        with self._database.read():
            row = _one.row(number)
            if row is None:
                raise Refusal("That time off is not in the store.")
            return _leave(row)

    def asked(self) -> tuple[Leave, ...]:
        """Time off that waits for a manager, the one that begins first."""
        with self._database.read():
            return tuple(_leave(row) for row in _asked.rows())

    def _add(
        self, person: Person, first: date, last: date, why: str, state: LeaveState, act: Act
    ) -> Leave:
        has = [one for one in self.between(first, last) if one.person == person.id]
        time_off.check(first, last, act.now.date(), has)
        text = act.keep(why, LONGEST_WHY).id if why.strip() else None
        days = {"first": first, "last": last}
        row = TimeOffRow.create(person=person.id, **days, state=state, why=text)
        act.says(about=f"time off {row.id}", detail=f"person {person.id}")
        return self.get(row.id)

    @staticmethod
    def _check_decider(person: PersonId, by: Person | None) -> None:
        others = len(_other_managers.rows(by.id)) if by else 0
        time_off.check_decider(person, by.id if by else None, others)

    def _managed(
        self, by: Person | None, deed: str, about: str = ""
    ) -> AbstractContextManager[Act]:
        return self._database.write(by.id if by else None, deed, about, right="manage")


def _leave(row: Any) -> Leave:
    why, answer = row.why_words or "", row.answer_words or ""
    state = cast(LeaveState, row.state)
    return Leave(row.id, PersonId(row.person), row.first, row.last, state, why, answer)


@Prepared
def _other_managers(person: PersonId) -> Query:
    managers = PersonRow.select(PersonRow.id).where(PersonRow.is_manager, PersonRow.is_active)
    return managers.where(PersonRow.id != person)


@Prepared
def _open(first: date, last: date) -> Query:
    row = TimeOffRow
    open_ones = row.state.in_(OPEN_LEAVE)
    return _offs().where(open_ones, row.last >= first, row.first <= last)


@Prepared
def _asked() -> Query:
    row = TimeOffRow
    return _offs().where(row.state == "asked").order_by(row.first, row.id)


@Prepared
def _one(number: int) -> Query:
    return _offs().where(TimeOffRow.id == number)


def _offs() -> Query:
    row, why, answer = TimeOffRow, TextRow.alias(), TextRow.alias()
    words = (words_of(why).alias("why_words"), words_of(answer).alias("answer_words"))
    with_why = row.select(row, *words).join(why, JOIN.LEFT_OUTER, on=row.why == why.id)
    return with_why.switch(row).join(answer, JOIN.LEFT_OUTER, on=row.answer == answer.id)
