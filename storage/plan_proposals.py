"""The plans that propose themselves on a day, until somebody has settled that."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import Query

from kiosk.practice import plan_proposals
from kiosk.practice.days import beginning
from kiosk.practice.errors import Refusal
from kiosk.practice.kept_plans import PLAN, KeptPlan
from kiosk.practice.people import Person
from kiosk.practice.plan_proposals import Proposal, Settled
from kiosk.practice.roster import PersonDay
from storage.checks import CheckRegister
from storage.database import Database
from storage.people import PeopleRegister
from storage.plans import PlanRegister
from storage.prepared import Prepared
from storage.settings import SettingsRegister
from storage.tables.plan_runs import PlanRunRow
from storage.tables.trail import EventRow

NOT_NEEDED, NEEDED = "plan not needed", "plan needed after all"


class PlanProposals:
    """That one is not needed is read from the events: each is of a plan, its detail is the day."""

    def __init__(
        self,
        database: Database,
        settings: SettingsRegister,
        people: PeopleRegister,
        checks: CheckRegister,
        plans: PlanRegister,
    ) -> None:
        self._database, self._settings = database, settings
        self._people, self._checks, self._plans = people, checks, plans

    def on(self, day: date, days: Sequence[PersonDay]) -> tuple[Proposal, ...]:
        """The plans whose trigger was seen on a working day; the board asks it.

        days: what the roster says of everybody on that day.
        """
        with self._database.read():
            out = [one for one in days if one.is_out]
            findings = self._checks.findings(day)
            if not out and not findings:
                return ()
            people = {one.person: self._people.get(one.person) for one in out}
            found = {one.check for one in findings}
            due = [one for one in self._checks.on(day) if found and one.check.id in found]
            policy = self._settings.current().plan_proposals
            told = plan_proposals.seen(people, out, due, policy)
            if not told:
                return ()
            return tuple(plan_proposals.proposed(self._plans.ready(), told, self._settled(day)))

    def not_needed(self, key: str, day: date, by: Person) -> KeptPlan:
        """Say that a plan is not needed on that day: it proposes itself no more until the next."""
        with self._database.write(by.id, NOT_NEEDED, f"{PLAN} {key}") as act:
            kept = self._plans.newest(key)
            if not plan_proposals.is_open(kept, self._settled(day)):
                raise Refusal(f"Somebody has just said that of {kept.name}, or started it.")
            act.says(detail=day.isoformat())
            return kept

    def needed(self, key: str, day: date, by: Person) -> KeptPlan:
        """Take that back."""
        with self._database.write(by.id, NEEDED, f"{PLAN} {key}") as act:
            act.says(detail=day.isoformat())
            return self._plans.newest(key)

    def _settled(self, day: date) -> Settled:
        last = {row.about: row.deed for row in _told_of.rows(day.isoformat())}
        not_needed = frozenset(about for about, deed in last.items() if deed != NEEDED)
        boundary, zone = self._settings.current().day_boundary, self._database.clock.zone
        started = _started_since.rows(beginning(day, boundary, zone))
        return Settled(not_needed, frozenset(row.plan for row in started))


@Prepared
def _told_of(day: Any) -> Query:
    row = EventRow
    of_it = row.deed.in_((NOT_NEEDED, NEEDED)) & (row.detail == day)
    is_plan = (row.about >= f"{PLAN} ") & (row.about < f"{PLAN}!")  # as the index is ordered
    return row.select(row.about, row.deed).where(is_plan, of_it).order_by(row.id)


@Prepared
def _started_since(moment: Any) -> Query:
    row = PlanRunRow
    return row.select(row.plan).where(row.started_at >= moment, ~row.is_drill)
