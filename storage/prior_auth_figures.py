"""Reading what becomes figures of prior auths."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from peewee import Query, fn

from kiosk.practice import prior_auth_figures
from kiosk.practice.days import instant
from kiosk.practice.figures import Key, Value, WorkingDay
from kiosk.practice.prior_auth_clocks import LAST_MINUTE
from kiosk.practice.prior_auth_figures import ADDED, Moved, read_move
from kiosk.practice.prior_auth_terms import CALLED, PriorAuthRef
from kiosk.practice.roster import ONE_DAY
from storage import prior_auth_queries as queries
from storage.database import Database
from storage.prepared import Prepared
from storage.settings import SettingsRegister
from storage.tables.prior_auths import PayerRow, PriorAuthRow
from storage.trail_days import AT_ONCE, Done, TrailDays

PREFIX = "prior auth "


class PriorAuthFigures:
    """Reads alone, or inside an act."""

    def __init__(self, database: Database, settings: SettingsRegister, trail: TrailDays) -> None:
        self._database, self._settings, self._trail = database, settings, trail

    def of(self, done: Sequence[Done], day: WorkingDay) -> dict[Key, Value]:
        """What was done on a day. done: of the trail."""
        mine = [one for one in done if one.about.startswith(PREFIX)]
        moved = {one.about for one in mine if read_move(one.detail)}
        payers = self._payers([one.removeprefix(PREFIX) for one in moved])
        every = _moves(self._trail.about(moved), payers)
        of_day = [one for one in every if day.begins <= self._database.local(one.at) < day.ends]
        return prior_auth_figures.counted(of_day, sum(one.deed == ADDED for one in mine))

    def standing(self, day: WorkingDay) -> dict[Key, Value]:
        """How things stand at the moment of measuring."""
        with self._database.read():
            policy = self._settings.current().prior_auths
            moments = queries.Moments(
                day.day, day.moment, day.day + policy.ending_soon, day.day - policy.still_after
            )
            counts = dict(zip(queries.COUNTED, queries.counts.row(*moments), strict=True))
            late = _late_owned.row(day.day).owned
            due = self._due_after(day)
        found = {
            "late_owned": late,
            "late_nobody": (counts["late"] or 0) - late,
            "payer_late": counts["payer late"] or 0,
            "due_tomorrow": due[0],
            "at_prescriber": _at_prescriber.row().waiting,
            "nobody": counts["nobody"] or 0,
        }
        return {(f"prior_auths.{name}",): value for name, value in found.items()}

    def first_after(self, day: WorkingDay) -> time | None:
        """The time by which a payer must decide first on the day after, of those that have hours
        for it; whoever has days has all of the last.
        """
        with self._database.read():
            return self._due_after(day)[1]

    def _due_after(self, day: WorkingDay) -> tuple[int, time | None]:
        """How many are due on the day after, and when the first payer must decide."""
        ends = day.ends + ONE_DAY  # on the wall clock, as every working day
        rows = _due.rows(day.day + ONE_DAY, day.ends, ends)
        due = (self._database.local(row.decision_due) for row in rows if row.is_payers)
        timed = [at for at in due if at.time() != LAST_MINUTE]
        return len(rows), min(timed, key=instant).time() if timed else None

    def _payers(self, refs: Sequence[str]) -> dict[str, str]:
        """The payers of these, by reference."""
        found: dict[str, str] = {}
        with self._database.read():
            for at in range(0, len(refs), AT_ONCE):
                named = PriorAuthRow.select(PriorAuthRow.ref, PayerRow.name).join(PayerRow)
                some = named.where(PriorAuthRow.ref.in_(refs[at : at + AT_ONCE]))
                rows: Iterable[Any] = some.tuples()
                found |= dict(rows)
        return found


def _moves(done: Iterable[Done], payers: dict[str, str]) -> Iterator[Moved]:
    """Each move, with the moment at which the request had come into the state that it left."""
    since: dict[str, datetime] = {}
    for one in done:
        ref = one.about.removeprefix(PREFIX)
        since.setdefault(ref, one.at)
        if (states := read_move(one.detail)) and ref in payers:
            yield Moved(PriorAuthRef(ref), payers[ref], *states, one.at, since[ref])
            since[ref] = one.at


@Prepared
def _late_owned(day: date) -> Query:
    row = PriorAuthRow
    late = queries.ours(lambda due: due < day) & (row.state != "payer") & row.is_open
    owned = row.select(fn.COUNT(row.ref).alias("owned"))
    return owned.where(late, row.owner.is_null(False))


@Prepared
def _at_prescriber() -> Query:
    row = PriorAuthRow
    waiting = row.select(fn.COUNT(row.ref).alias("waiting"))
    return waiting.where(row.is_open, row.state == "prescriber")


@Prepared
def _due(day: date, begins: datetime, ends: datetime) -> Query:
    """Those of which something is due on a day. begins, ends: of that day."""
    row = PriorAuthRow
    is_payers = (row.state == "payer") & (row.decision_due >= begins) & (row.decision_due < ends)
    to_call = (row.follow_up_on == day) & row.state.in_(CALLED)
    is_ours = queries.ours(lambda due: due == day)
    query = row.select(row.decision_due, is_payers.alias("is_payers"))
    return query.where(row.is_open, is_ours | to_call | is_payers)
