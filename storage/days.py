"""The register of closed days: each closes once, at its end or by hand, and is never opened again.

A day that is over closes inside the first act after it, before that act: what is frozen is how
things stood at its end, for nothing was written since.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from peewee import JOIN, Query

from kiosk.practice import day_bodies, day_closing
from kiosk.practice.day_closing import Amendment, Change, ClosedDay, Mentioned, Review
from kiosk.practice.errors import Refusal
from kiosk.practice.figures import NOUNS, Key, Value, WorkingDay
from kiosk.practice.people import Person, PersonId
from storage.database import Act, Database
from storage.day_ends import DayEnds
from storage.day_figures import DayFigures
from storage.people import PeopleRegister
from storage.prepared import Prepared
from storage.tables.days import ClosedDayRow, DayAmendmentRow, DayReviewRow
from storage.tables.trail import EventRow
from storage.trail_days import TrailDays

CLOSED, AMENDED, REVIEWED = "day closed", "day corrected later", "day reviewed"


def about(day: date) -> str:
    """As the trail calls it."""
    return f"day {day}"


class DayRegister:
    """Each writing method is one act, or belongs to one; they raise Refusal when the rule says no.

    ends: which days there are.
    """

    def __init__(
        self,
        database: Database,
        ends: DayEnds,
        people: PeopleRegister,
        figures: DayFigures,
        trail: TrailDays,
    ) -> None:
        self._database, self._ends, self._people = database, ends, people
        self._figures, self._trail = figures, trail

    def end(self, first: date, today: date) -> None:
        """Inside an act: close what has ended; of what was closed by hand say what came after."""
        for one in day_closing.ended(first, today):
            day = self._ends.working_day(one, self._database.clock.now())
            if _of_day.row(one) is None:
                act = self._database.begin(None, CLOSED, about(one))
                self._freeze(day, act)
                act.close()
            elif changes := self._changes(day, NOUNS):
                act = self._database.begin(None, AMENDED, about(one))
                self._amend(one, changes, act)
                act.close()

    def close(self, by: Person | None = None) -> ClosedDay:
        """Close today before its end. by: a manager; None: the store's owner."""
        with self._database.write(by.id if by else None, CLOSED, right="manage") as act:
            day = self._ends.today()
            day_closing.require_open(_of_day.row(day) is not None, day)
            act.says(about=about(day))
            self._freeze(self._ends.working_day(day, act.now), act)
        return self.get(day)

    def correct(self, concerned: Iterable[tuple[date, str]], act: Act) -> None:
        """Inside an act, after it: write down what it changed of days that are closed.

        concerned: days that are over, each with a noun of which something was changed.
        """
        nouns: dict[date, set[str]] = {}
        for day, noun in concerned:
            nouns.setdefault(day, set()).add(noun)
        for day, some in sorted(nouns.items()):
            if _of_day.row(day) is None:
                continue  # it was over before days were closed here
            if changes := self._changes(self._ends.working_day(day, act.now), some):
                act.also(AMENDED, about(day))
                self._amend(day, changes, act)

    def review(self, day: date, by: Person) -> ClosedDay:
        """A manager has looked at a closed day; once, whoever comes first."""
        with self._database.write(by.id, REVIEWED, about(day), right="manage") as act:
            review = self.get(day).review
            name = self._people.get(review.by).name if review else ""
            day_closing.require_no_review(review, name)
            DayReviewRow.create(day=day, by=by.id, at=act.now)
            return self.get(day)

    def get(self, day: date) -> ClosedDay:
        """A closed day. Raises Refusal when it is not closed."""
        found = self.find(day)
        if found is None:
            raise Refusal(f"{day:%A, %b %-d, %Y} is not closed.")
        return found

    def find(self, day: date) -> ClosedDay | None:
        """A closed day, or None where it is not closed."""
        with self._database.read():
            row = _of_day.row(day)
            return self._closed(row, _amendments.rows(day)) if row else None

    def between(self, first: date, last: date) -> tuple[ClosedDay, ...]:
        """The closed days from a day to a day, both with them, in order."""
        with self._database.read():
            amendments: dict[date, list[Any]] = {}
            for one in _amendments_of.rows(first, last):
                amendments.setdefault(one.day, []).append(one)
            rows = _closed_of.rows(first, last)
            return tuple(self._closed(row, amendments.get(row.day, [])) for row in rows)

    def newest(self) -> date | None:
        """The latest day that is closed."""
        with self._database.read():
            row = _newest.row()
            return row.day if row else None

    def first(self) -> date | None:
        """The earliest day that is closed; days before it were over before days were closed."""
        with self._database.read():
            row = _first.row()
            return row.day if row else None

    def latest(self) -> tuple[ClosedDay, ...]:
        """The closed days of the last month, in order."""
        today = self._ends.today()
        return self.between(today - day_closing.MOST_AT_ONCE * day_closing.ONE_DAY, today)

    def today(self) -> date:
        """The working day that it is now."""
        return self._ends.today()

    def so_far(self) -> tuple[dict[Key, Value], Mentioned]:
        """The figures of today as they stand, and what else its lines speak of."""
        with self._database.read():
            day = self._ends.working_day(self._ends.today(), self._database.clock.now())
            return self._figures.with_standing(day), self._figures.mentioned(day)

    def measured_again(self, day: date) -> dict[Key, Value]:
        """What all that is recorded of a day says of it by now; how things stood is not kept."""
        with self._database.read():
            return self._figures.of(self._ends.working_day(day, self._database.clock.now()))

    def _freeze(self, day: WorkingDay, act: Act) -> None:
        measured, mentioned = self._figures.with_standing(day), self._figures.mentioned(day)
        body = day_bodies.written(measured, mentioned)
        ClosedDayRow.insert(
            day=day.day,
            ends_at=day.ends,
            closed_at=act.now,
            body=body,
            is_in_doubt=act.in_doubt or self._trail.is_in_doubt(day),
            event_id=act.number,
        ).execute()
        act.says(detail=_digest(body))

    def _changes(self, day: WorkingDay, nouns: Collection[str]) -> tuple[Change, ...]:
        """What of a closed day is otherwise by now."""
        before = self._closed(_of_day.row(day.day), _amendments.rows(day.day)).corrected
        return day_closing.difference(before, self._figures.of(day, nouns))

    def _amend(self, day: date, changes: Sequence[Change], act: Act) -> None:
        """Add it, as the event that is being made."""
        body = day_bodies.changes_written(changes)
        DayAmendmentRow.create(day=day, body=body, event_id=act.number)
        act.says(detail=_digest(body))

    def _closed(self, row: Any, amendments: Iterable[Any]) -> ClosedDay:
        measured, mentioned = day_bodies.read(row.body)
        local = self._database.local
        review = Review(PersonId(row.reviewer), local(row.reviewed_at)) if row.reviewer else None
        return ClosedDay(
            row.day,
            local(row.ends_at),
            local(row.closed_at),
            measured,
            mentioned,
            row.is_in_doubt,
            row.event_id,
            row.mac,
            tuple(self._amendment(one) for one in amendments),
            review,
        )

    def _amendment(self, row: Any) -> Amendment:
        by = PersonId(row.by) if row.by else None
        at = self._database.local(row.at)
        return Amendment(row.event_id, at, by, day_bodies.changes_read(row.body))


def _digest(body: str) -> str:
    """What the event has of what was frozen, so that the seal is over it too."""
    return f"sha256 {hashlib.sha256(body.encode()).hexdigest()}"


@Prepared
def _of_day(day: date) -> Query:
    return _closed_rows().where(ClosedDayRow.day == day)


@Prepared
def _closed_of(first: date, last: date) -> Query:
    rows = _closed_rows().where(ClosedDayRow.day >= first, ClosedDayRow.day <= last)
    return rows.order_by(ClosedDayRow.day)


@Prepared
def _first() -> Query:
    return ClosedDayRow.select(ClosedDayRow.day).order_by(ClosedDayRow.day).limit(1)


@Prepared
def _newest() -> Query:
    return ClosedDayRow.select(ClosedDayRow.day).order_by(ClosedDayRow.day.desc()).limit(1)


@Prepared
def _amendments(day: date) -> Query:
    return _amendment_rows().where(DayAmendmentRow.day == day).order_by(DayAmendmentRow.id)


@Prepared
def _amendments_of(first: date, last: date) -> Query:
    rows = _amendment_rows().where(DayAmendmentRow.day >= first, DayAmendmentRow.day <= last)
    return rows.order_by(DayAmendmentRow.id)


def _closed_rows() -> Query:
    """All of them, each with its seal and its review. The event is not there yet inside its act."""
    columns = (
        EventRow.mac,
        DayReviewRow.by.alias("reviewer"),
        DayReviewRow.at.alias("reviewed_at"),
    )
    query = ClosedDayRow.select(ClosedDayRow, *columns)
    query = query.join(EventRow, JOIN.LEFT_OUTER, on=ClosedDayRow.event_id == EventRow.id)
    return query.switch(ClosedDayRow).join(
        DayReviewRow, JOIN.LEFT_OUTER, on=DayReviewRow.day == ClosedDayRow.day
    )


def _amendment_rows() -> Query:
    """All of them, each with the event that says who did what."""
    columns = (DayAmendmentRow, EventRow.at, EventRow.by)
    return DayAmendmentRow.select(*columns).join(
        EventRow, JOIN.LEFT_OUTER, on=DayAmendmentRow.event_id == EventRow.id
    )
