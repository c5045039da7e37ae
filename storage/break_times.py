"""Reading working and break times: punches, what was said about them, and what of it counts."""

from datetime import date, datetime, timedelta
from typing import Any, cast

from peewee import Query, Value, fn

from kiosk.practice.break_corrections import Correction, Decision, Outcome, What, effective
from kiosk.practice.breaks import BreakPolicy, Deed, Kind, Punch, Stay, stays
from kiosk.practice.days import after
from kiosk.practice.people import PersonId
from storage.database import Database
from storage.prepared import Prepared
from storage.settings import SettingsRegister
from storage.tables.breaks import BreakDecisionRow, CorrectionRow, PunchRow
from storage.tables.trail import TextRow
from storage.typed_texts import words_of

ONE_DAY = timedelta(days=1)


class BreakTimes:
    """What the registers of breaks read; nothing is written here."""

    def __init__(self, database: Database, settings: SettingsRegister) -> None:
        self._database, self._settings = database, settings

    @property
    def policy(self) -> BreakPolicy:
        """The practice's policy as it stands."""
        return self._settings.current().breaks

    def latest_punches(self, person: PersonId) -> tuple[Punch, ...]:
        """This person's punches since the last arrival that was not taken back, in order."""
        with self._database.read():
            arrival = _last_arrival.row(person)
            since = _since.rows(person, arrival.follows if arrival else 0)
            return tuple(self._punch(row) for row in since)

    def latest(self, person: PersonId) -> Stay | None:
        """The working day that this person began last, as it counts."""
        with self._database.read():
            punches = self.latest_punches(person)
            if not punches:
                return None
            found = effective(punches, self.corrections(punches[0].day, person=person))
        begun = [one for one in found if one.key.startswith("punch")]
        return begun[-1] if begun else None

    def between(
        self, first: date, last: date = date.max, person: PersonId | None = None
    ) -> tuple[Stay, ...]:
        """The working days from a day to a day, both with them, as they count."""
        with self._database.read():
            if person is None:
                rows = _of_days.rows(first, last)
            else:
                rows = _of_person.rows(person, first, last)
            punches = [self._punch(row) for row in rows]
            return effective(punches, self.corrections(first, last, person))

    def recorded(self, first: date, last: date) -> tuple[Stay, ...]:
        """The same days as they were noted, whatever was said about them since."""
        with self._database.read():
            punches = [self._punch(row) for row in _of_days.rows(first, last)]
        return stays(sorted(punches, key=lambda one: one.number))

    def here(self, now: datetime) -> tuple[Stay, ...]:
        """Everybody who is here, whichever day they came."""
        policy = self.policy
        since = after(now, -policy.longest_stay)
        # A day's name can lie a day before its moment (the boundary), and zones may change.
        first = since.date() - ONE_DAY
        with self._database.read():
            punches = [self._punch(row) for row in _of_those_here.rows(first, since)]
            found = effective(punches, self.corrections(first))
        latest = {stay.person: stay for stay in found if stay.key.startswith("punch")}
        return tuple(stay for stay in latest.values() if stay.is_here(now, policy))

    def left(self, day: date) -> frozenset[PersonId]:
        """Who has left on a working day, whether they came again or not."""
        with self._database.read():
            return frozenset(PersonId(row.person) for row in _left.rows(day))

    def corrections(
        self, first: date, last: date = date.max, person: PersonId | None = None
    ) -> tuple[Correction, ...]:
        """What was said about these days, decided or not."""
        with self._database.read():
            if person is None:
                rows = _said_of_days.rows(first, last)
            else:
                rows = _said_of_person.rows(person, first, last)
            return tuple(self._correction(row) for row in rows)

    def waiting(self) -> tuple[Correction, ...]:
        """What was said and waits for somebody to decide, the oldest first."""
        with self._database.read():
            return tuple(self._correction(row) for row in _undecided.rows())

    def correction(self, number: int) -> Correction | None:
        """One of them."""
        with self._database.read():
            row = _said.row(number)
            return self._correction(row) if row else None

    def _punch(self, row: Any) -> Punch:
        return Punch(
            PersonId(row.person),
            cast(Deed, row.deed),
            self._database.local(row.at),
            row.day,
            cast("Kind | None", row.kind),
            row.free,
            row.id,
            row.takes_back or 0,
        )

    def local(self, moment: datetime | None) -> datetime | None:
        """A stored moment as the practice reads it."""
        return self._database.local(moment) if moment else None

    def _correction(self, row: Any) -> Correction:
        return Correction(
            row.id,
            PersonId(row.person),
            row.day,
            cast(What, row.what),
            row.about,
            cast("Kind | None", row.kind),
            self.local(row.began),
            self.local(row.ended),
            row.said,
            PersonId(row.said_by) if row.said_by else None,
            self.local(row.said_at),
            self._decision(row) if row.order else None,
        )

    def _decision(self, row: Any) -> Decision:
        return Decision(
            cast(Outcome, row.outcome),
            row.order,
            PersonId(row.decider) if row.decider else None,
            self._database.local(row.decided_at),
            row.reason,
        )


# A person's punches are read by what they follow: that is their order, and there is an index of it.


@Prepared
def _last_arrival(person: PersonId) -> Query:
    later = PunchRow.alias()
    taken_back = later.select(later.id).where(later.takes_back == PunchRow.id)
    mine = PunchRow.select(PunchRow.follows).where(PunchRow.person == person)
    arrivals = mine.where(PunchRow.deed == "arrive", ~fn.EXISTS(taken_back))
    return arrivals.order_by(PunchRow.follows.desc()).limit(1)


@Prepared
def _since(person: PersonId, follows: int) -> Query:
    mine = PunchRow.select().where(PunchRow.person == person, PunchRow.follows >= follows)
    return mine.order_by(PunchRow.follows)


@Prepared
def _of_days(first: date, last: date) -> Query:
    # In no order: with ORDER BY id SQLite reads ten years of punches in that order.
    return PunchRow.select().where(PunchRow.day >= first, PunchRow.day <= last)


@Prepared
def _of_those_here(day: date, since: datetime) -> Query:
    """The punches from the first arrival on that can still count."""
    arrived = (PunchRow.day >= day) & (PunchRow.deed == "arrive") & (PunchRow.at > since)
    # Plus 0, or SQLite looks for the least number from ten years ago on.
    first = PunchRow.select(fn.MIN(PunchRow.id + 0)).where(arrived)
    return PunchRow.select().where(PunchRow.id >= first)


@Prepared
def _left(day: date) -> Query:
    later = PunchRow.alias()
    taken_back = later.select(later.id).where(later.takes_back == PunchRow.id)
    of_day = PunchRow.select(PunchRow.person).where(PunchRow.day == day, PunchRow.deed == "leave")
    return of_day.where(~fn.EXISTS(taken_back))


@Prepared
def _of_person(person: PersonId, first: date, last: date) -> Query:
    mine = PunchRow.select().where(PunchRow.person == person)
    return mine.where(PunchRow.day >= first, PunchRow.day <= last)


@Prepared
def _said_of_days(first: date, last: date) -> Query:
    said = _corrections()
    return said.where(CorrectionRow.day >= first, CorrectionRow.day <= last)


@Prepared
def _said_of_person(person: PersonId, first: date, last: date) -> Query:
    mine = _corrections().where(CorrectionRow.person == person)
    return mine.where(CorrectionRow.day >= first, CorrectionRow.day <= last)


@Prepared
def _undecided() -> Query:
    return _corrections().where(BreakDecisionRow.id.is_null()).order_by(CorrectionRow.id)


@Prepared
def _said(number: int) -> Query:
    return _corrections().where(CorrectionRow.id == number)


def _corrections() -> Query:
    """What was said, with what was decided about it."""
    reason = TextRow.alias()
    subject = Value("correction ").concat(CorrectionRow.id.cast("TEXT"))
    query = CorrectionRow.select(
        CorrectionRow,
        words_of().alias("said"),
        BreakDecisionRow.id.alias("order"),
        BreakDecisionRow.outcome,
        BreakDecisionRow.by.alias("decider"),
        BreakDecisionRow.at.alias("decided_at"),
        words_of(reason).alias("reason"),
    )
    said = query.join(TextRow, on=CorrectionRow.text == TextRow.id).switch(CorrectionRow)
    decided = said.left_outer_join(BreakDecisionRow, on=BreakDecisionRow.subject == subject)
    return decided.left_outer_join(reason, on=BreakDecisionRow.text == reason.id)
