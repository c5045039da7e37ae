"""The register of follow-ups: each belongs to whoever is asked, and to the manager who asks."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, cast

from peewee import JOIN, Query

from kiosk.practice import follow_ups
from kiosk.practice.errors import Refusal
from kiosk.practice.follow_ups import (
    LONGEST_WHAT,
    LONGEST_WHY,
    LONGEST_WORD,
    NOTHING_TOLD,
    OPEN,
    FollowUp,
    State,
    Told,
)
from kiosk.practice.people import Person, PersonId
from kiosk.practice.values import dataclass
from storage.database import Database
from storage.events import Moment, moments, require_last
from storage.notices import Notices
from storage.people import PeopleRegister
from storage.prepared import Prepared
from storage.standing import Right
from storage.tables.notices import FollowUpRow
from storage.tables.trail import TextRow
from storage.typed_texts import words_of

ASKED = "follow-up asked"


@dataclass(frozen=True)
class Moved:
    """What a move made of a follow-up, and what the trail says of it. before: None: it is new."""

    before: FollowUp | None
    after: FollowUp
    deed: str


class FollowUpRegister:
    """Each writing method is one act; all of them raise Refusal when the rule says no."""

    def __init__(self, database: Database, people: PeopleRegister, notices: Notices) -> None:
        self._database, self._people, self._notices = database, people, notices

    def ask(
        self, person: Person, what: str, due: date, why: str, by: Person, subject: str = ""
    ) -> Moved:
        """Ask somebody to see to something by a day; they read it when they come next.

        by: a manager. subject: what it is about, as the trail calls it.
        """
        with self._database.write(by.id, ASKED, right="manage") as act:
            follow_ups.check_due(due, act.now.date())
            today = self._database.clock.working_day(act.now)
            follow_ups.check_person(self._people.get(person.id), today)
            words, reason = act.keep(what, LONGEST_WHAT), act.keep(why, LONGEST_WHY)
            row = FollowUpRow.create(
                person=person.id,
                by=by.id,
                subject=subject,
                what=words.id,
                why=reason.id,
                due=due,
                state="asked",
                asked_at=act.now,
                moved_at=act.now,
                event_id=act.number,
            )
            one = self._get(row.id)
            act.says(about=one.key, detail=f"person {person.id}")
            self._notices.tell(person.id, one.key, by.id, act)
            return Moved(None, one, ASKED)

    def move(
        self,
        number: int,
        act: follow_ups.Act,
        who: Person,
        told: Told = NOTHING_TOLD,
        word: str = "",
    ) -> Moved:
        """Do or say what the table of moves allows; whoever else it belongs to reads it next."""
        deed = next(one.deed for one in follow_ups.MOVES if one.act == act)
        with self._database.write(who.id, deed, f"follow-up {number}", _right(deed)) as writing:
            one = self._get(number)
            asker, who = self._people.get(one.by), self._people.get(who.id)
            move, new = follow_ups.moved(one, act, who, asker, told, writing.now)
            writing.says(detail=f"{one.state} > {new.state}")
            if word.strip():
                writing.keep(word, LONGEST_WORD)
            self._save(replace(new, event=writing.number))
            for person in {one.person, new.person, one.by} - {who.id}:
                self._notices.tell(person, one.key, who.id, writing)
            return Moved(one, self._get(number), move.deed)

    def undo(self, moved: Moved, who: Person) -> FollowUp:
        """Take back this person's last move: all is as it was, and both stay on record.

        One that was just asked is taken back. Raises Refusal when anything later was done.
        """
        one = moved.after
        deed = f"{moved.deed}, taken back"
        with self._database.write(who.id, deed, one.key, _right(moved.deed)) as act:
            last = require_last(one.key, moved.deed, who)
            act.says(undoes=last)
            self._notices.withdraw(last)
            self._save(moved.before or replace(one, state="taken back", moved_at=act.now))
            return self._get(one.number)

    def get(self, number: int, viewer: Person) -> FollowUp:
        """One of them. Raises Refusal when there is none, or it is not this person's to see."""
        with self._database.read():
            (one,) = self._visible([self._get(number)], viewer) or (None,)
        if one is None:
            raise Refusal("That one is no longer on the list.")
        return one

    def listed(self, viewer: Person, is_open: bool = True) -> tuple[FollowUp, ...]:
        """Those that are this person's to see, open ones or ended ones, by the day asked for."""
        with self._database.read():
            rows = _open.rows() if is_open else _ended.rows()
            return self._visible([self._follow_up(row) for row in rows], viewer)

    def open_ones(self) -> tuple[FollowUp, ...]:
        """All that are open, whoever's they are: for the queue, which shows each to its own."""
        with self._database.read():
            return tuple(self._follow_up(row) for row in _open.rows())

    def asked_of(self, person: Person) -> tuple[FollowUp, ...]:
        """What this person is asked and has not answered, by the day asked for."""
        with self._database.read():
            return tuple(self._follow_up(row) for row in _asked_of.rows(person.id))

    def history(self, number: int) -> tuple[Moment, ...]:
        """What was done about it, oldest first."""
        with self._database.read():
            return moments(f"follow-up {number}", self._database)

    def _visible(self, found: Iterable[FollowUp], viewer: Person) -> tuple[FollowUp, ...]:
        everyone = {one.id: one for one in self._people.everyone()}
        viewer, today = everyone[viewer.id], self._database.clock.working_day()
        return tuple(
            one for one in found if follow_ups.may_see(one, viewer, everyone[one.by], today)
        )

    def _get(self, number: int) -> FollowUp:
        row = _of_number.row(number)
        if row is None:
            raise Refusal("That one is no longer on the list.")
        return self._follow_up(row)

    def _save(self, new: FollowUp) -> None:
        values = {"person": new.person, "by": new.by, "due": new.due, "state": new.state}
        changed = FollowUpRow.update(**values, moved_at=new.moved_at, event_id=new.event)
        changed.where(FollowUpRow.id == new.number).execute()

    def _follow_up(self, row: Any) -> FollowUp:
        return FollowUp(
            row.id,
            PersonId(row.person),
            PersonId(row.by),
            row.asked,
            row.reason,
            row.due,
            self._database.local(row.asked_at),
            self._database.local(row.moved_at),
            cast(State, row.state),
            row.subject,
            row.word,
            row.event_id,
        )


def _right(deed: str) -> Right:
    """What is needed for a move: whoever is asked answers, all others are a manager's."""
    answers = [one.deed for one in follow_ups.MOVES if one.whose == "person"]
    return "work" if deed in answers else "manage"


@Prepared
def _open() -> Query:
    return _rows().where(FollowUpRow.state.in_(OPEN)).order_by(FollowUpRow.due, FollowUpRow.id)


@Prepared
def _ended() -> Query:
    ended = _rows().where(FollowUpRow.state.not_in(OPEN))
    return ended.order_by(FollowUpRow.moved_at.desc(), FollowUpRow.id.desc())


@Prepared
def _asked_of(person: PersonId) -> Query:
    mine = _rows().where(FollowUpRow.person == person, FollowUpRow.state == "asked")
    return mine.order_by(FollowUpRow.due, FollowUpRow.id)


@Prepared
def _of_number(number: int) -> Query:
    return _rows().where(FollowUpRow.id == number)


def _rows() -> Query:
    """All of them, with what was typed: what, why, and the word of the latest move."""
    why, word = TextRow.alias(), TextRow.alias()
    columns = (FollowUpRow, words_of().alias("asked"), words_of(why).alias("reason"))
    query = FollowUpRow.select(*columns, words_of(word).alias("word"))
    query = query.join(TextRow, on=FollowUpRow.what == TextRow.id).switch(FollowUpRow)
    query = query.join(why, on=FollowUpRow.why == why.id).switch(FollowUpRow)
    # Of the event that asked, the texts are what and why.
    of_move = (word.event_id == FollowUpRow.event_id) & (word.id > FollowUpRow.why)
    return query.join(word, JOIN.LEFT_OUTER, on=of_move)
