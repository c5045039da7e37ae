"""The register of contingency plans: the practice's own in versions, and those ready-made."""

from contextlib import AbstractContextManager
from typing import Any

from peewee import ModelSelect, Query, fn

from kiosk.practice import kept_plans, plan_files, plan_writing
from kiosk.practice.errors import Refusal
from kiosk.practice.kept_plans import PLAN, KeptPlan
from kiosk.practice.people import Person, PersonId
from kiosk.practice.plan_files import READY_MADE, ready_made
from kiosk.practice.plans import Plan
from storage.database import Act, Database
from storage.prepared import Prepared
from storage.tables.plans import PlanRow, PlanVersionRow
from storage.tables.trail import TextRow
from storage.typed_texts import words_of

LONGEST_FILE = 40_000  # characters; the longest plan that may be written has about 20,000


class PlanRegister:
    """Each writing method is one act; all of them raise Refusal when the rule says no."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows: list[Any] = []
        self._own: tuple[KeptPlan, ...] = ()

    def ready(self) -> tuple[KeptPlan, ...]:
        """All that lie ready: the practice's own, and the ready-made ones that it has not copied.

        The same values as long as nothing changed.
        """
        own = self.own()
        ready = (one for one in own if not one.is_away)
        return (*ready, *kept_plans.offered(one.origin for one in own))

    def own(self) -> tuple[KeptPlan, ...]:
        """The newest version of each plan of the practice's own, of those put away too."""
        with self._database.read():
            rows = _newest.rows()
        if rows != self._rows:
            self._own = tuple(_kept(row, self._database) for row in rows)
            self._rows = rows
        return self._own

    def newest(self, key: str) -> KeptPlan:
        """The version of a plan that counts. Raises Refusal when there is no such plan."""
        own = self.own()
        found = next((one for one in own if one.key == key), None)
        if found is None and key in READY_MADE:
            if any(one.origin == key for one in own):
                raise Refusal("The practice has a copy of that plan meanwhile. Look again.")
            found = KeptPlan(key, 0, ready_made(key), origin=key)
        if found is None:
            raise Refusal("There is no such plan.")
        return found

    def version(self, key: str, number: int) -> KeptPlan:
        """One version of a plan; 0 is the ready-made one. Raises Refusal when there is none."""
        found = next((one for one in self.versions(key) if one.number == number), None)
        if found is None:
            raise Refusal("There is no such version of that plan.")
        return found

    def versions(self, key: str) -> tuple[KeptPlan, ...]:
        """All versions of a plan, the newest first. Raises Refusal when there is no such plan."""
        newest = self.newest(key)
        if not newest.is_own:
            return (newest,)
        with self._database.read():
            return tuple(_kept(row, self._database) for row in _versions.rows(int(key)))

    def copy(self, key: str, by: Person | None = None) -> KeptPlan:
        """Take a ready-made plan into the practice's hands, as it is."""
        with self._write(by, "plan copied") as act:
            newest = self.newest(key)
            if newest.is_own:
                raise Refusal(f"{newest.name} is the practice's own already.")
            return self._begin(ready_made(key), key, by, act)

    def write(self, plan: Plan, by: Person | None = None) -> KeptPlan:
        """Begin a plan of the practice's own."""
        with self._write(by, "plan written") as act:
            return self._begin(plan, "", by, act)

    def change(self, key: str, seen: int, plan: Plan, by: Person | None = None) -> KeptPlan:
        """Add a version to a plan; of a ready-made one the practice has a copy from then on.

        seen: the version that was looked at. Raises Refusal when it is not the newest any more.
        """
        with self._write(by, "plan changed", f"{PLAN} {key}") as act:
            newest = self.newest(key)
            kept_plans.require_unchanged(newest, seen)
            if newest.plan == plan:
                raise Refusal("That is what it says already. Nothing was recorded.")
            if not newest.is_own:
                newest = self._begin(ready_made(key), key, by, act)
            plan_writing.as_name(plan.name, self._others(newest.key))
            return self._add(newest.key, newest.number + 1, plan, by, act)

    def put_away(self, key: str, by: Person | None = None) -> KeptPlan:
        """Let a plan lie ready no more; it stays on record, and can be brought back."""
        with self._write(by, "plan put away", f"{PLAN} {key}") as act:
            newest = self.newest(key)
            if newest.is_away:
                raise Refusal(f"{newest.name} is put away already.")
            if not newest.is_own:
                newest = self._begin(ready_made(key), key, by, act)
            return self._set_away(newest.key, True)

    def bring_back(self, key: str, by: Person | None = None) -> KeptPlan:
        """Let a plan lie ready again."""
        with self._write(by, "plan brought back", f"{PLAN} {key}"):
            newest = self.newest(key)
            if not newest.is_away:
                raise Refusal(f"{newest.name} lies ready already.")
            plan_writing.as_name(newest.name, self._others(key))
            return self._set_away(key, False)

    def _write(self, by: Person | None, deed: str, about: str = "") -> AbstractContextManager[Act]:
        return self._database.write(by.id if by else None, deed, about, right="manage")

    def _begin(self, plan: Plan, origin: str, by: Person | None, act: Act) -> KeptPlan:
        kept_plans.check_room(len(self.own()))
        row = PlanRow.create(origin=origin, is_away=False)
        plan_writing.as_name(plan.name, self._others(origin))
        return self._add(str(row.id), 1, plan, by, act)

    def _add(self, key: str, number: int, plan: Plan, by: Person | None, act: Act) -> KeptPlan:
        """What is kept is what the plan's file says once it was read again."""
        act.says(about=f"{PLAN} {key}", detail=f"version {number}")
        PlanVersionRow.create(
            plan=int(key),
            number=number,
            text=act.keep(plan_files.written(plan), LONGEST_FILE, lines=True).id,
            by=by.id if by else None,
            at=act.now,
        )
        return self.newest(key)

    def _set_away(self, key: str, is_away: bool) -> KeptPlan:
        PlanRow.update(is_away=is_away).where(PlanRow.id == int(key)).execute()
        return self.newest(key)

    def _others(self, key: str) -> list[str]:
        """The names that another plan has already."""
        return [one.name for one in self.ready() if one.key != key]


def _kept(row: Any, database: Database) -> KeptPlan:
    plan, instead = None, row.words
    if row.body is not None:
        try:
            plan, instead = plan_files.read(row.body, "plan"), ""
        except Refusal as no:  # somebody changed the text round the program; the trail says so
            instead = f"(cannot be read: {no})"
    written = PersonId(row.by) if row.by else None, database.local(row.at)
    return KeptPlan(str(row.plan), row.number, plan, instead, row.origin, *written, row.is_away)


def _of_all() -> "ModelSelect[PlanVersionRow]":
    row = PlanVersionRow
    of_it = (row.plan, row.number, row.by, row.at, PlanRow.origin, PlanRow.is_away)
    words = TextRow.words.alias("body"), words_of().alias("words")
    return row.select(*of_it, *words).join(PlanRow).switch(row).join(TextRow)


@Prepared
def _newest() -> Query:
    later = PlanVersionRow.alias()
    is_later = (later.plan == PlanVersionRow.plan) & (later.number > PlanVersionRow.number)
    of_it = later.select(later.id).where(is_later)
    return _of_all().where(~fn.EXISTS(of_it)).order_by(PlanVersionRow.plan)


@Prepared
def _versions(plan: int) -> Query:
    newest_first = PlanVersionRow.number.desc()
    return _of_all().where(PlanVersionRow.plan == plan).order_by(newest_first)
