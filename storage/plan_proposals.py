"""The plans that propose themselves on a day, until somebody has settled that."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import Query

from kiosk.practice import plan_proposals
from kiosk.practice.errors import Refusal
from kiosk.practice.kept_plans import PLAN, KeptPlan
from kiosk.practice.people import Person
from kiosk.practice.plan_proposals import Proposal
from kiosk.practice.roster import PersonDay
from storage.checks import CheckRegister
from storage.database import Database
from storage.people import PeopleRegister
from storage.plans import PlanRegister
from storage.prepared import Prepared
from storage.settings import SettingsRegister
from storage.tables.trail import EventRow

STARTED, NOT_NEEDED, NEEDED = "plan started", "plan not needed", "plan needed after all"


class PlanProposals:
    """What is settled is read from the events: each is about a plan, and its detail is the day."""

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
            return tuple(plan_proposals.proposed(self._plans.ready(), told, _settled(day)))

    def not_needed(self, key: str, day: date, by: Person) -> KeptPlan:
        """Say that a plan is not needed on that day: it proposes itself no more until the next."""
        with self._database.write(by.id, NOT_NEEDED, f"{PLAN} {key}") as act:
            kept = self._plans.newest(key)
            if _settled(day) & kept.called:
                raise Refusal(f"Somebody has just said that of {kept.name}, or started it.")
            act.says(detail=day.isoformat())
            return kept

    def needed(self, key: str, day: date, by: Person) -> KeptPlan:
        """Take that back."""
        with self._database.write(by.id, NEEDED, f"{PLAN} {key}") as act:
            act.says(detail=day.isoformat())
            return self._plans.newest(key)


def _settled(day: date) -> frozenset[str]:
    """The plans, as the trail calls them, of which the last word of that day is no proposal."""
    last = {row.about: row.deed for row in _told_of.rows(day.isoformat())}
    return frozenset(about for about, deed in last.items() if deed != NEEDED)


@Prepared
def _told_of(day: Any) -> Query:
    row = EventRow
    of_it = row.deed.in_((STARTED, NOT_NEEDED, NEEDED)) & (row.detail == day)
    is_plan = (row.about >= f"{PLAN} ") & (row.about < f"{PLAN}!")  # as the index is ordered
    return row.select(row.about, row.deed).where(is_plan, of_it).order_by(row.id)
