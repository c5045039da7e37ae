"""The register of who covers whom, and of when people mean to have lunch."""

from collections.abc import Iterable
from datetime import date, datetime

from peewee import Query

from kiosk.practice import break_cover
from kiosk.practice.break_cover import Planned, Present, Slot
from kiosk.practice.breaks import Stay
from kiosk.practice.cover import Choice
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.protected_time import on_now
from storage.break_times import BreakTimes
from storage.database import Database
from storage.jobs import JobRegister
from storage.people import PeopleRegister
from storage.prepared import Prepared
from storage.protected_time import ProtectedTimeRegister
from storage.tables.breaks import BreakCoverRow, LunchPlanRow, PunchRow


class CoverRegister:
    """The newest word on each break and each lunch counts; none is changed."""

    def __init__(
        self,
        database: Database,
        people: PeopleRegister,
        times: BreakTimes,
        jobs: JobRegister,
        protected_time: ProtectedTimeRegister,
    ) -> None:
        self._database, self._people, self._times = database, people, times
        self._jobs, self._protected_time = jobs, protected_time

    def present(self, now: datetime) -> tuple[Present, ...]:
        """Everybody who is here, by name; and who covers for those who are away.

        Not whoever left the practice since they came: nobody can count on them.
        """
        with self._database.read():
            here = {stay.person: stay for stay in self._times.here(now)}
            covers = self.of(here.values())
            return tuple(
                Present(one, here[one.id].away is not None, covers.get(one.id))
                for one in self._people.everyone()
                if one.id in here and one.works_here(here[one.id].day)
            )

    def of(self, stays: Iterable[Stay]) -> dict[PersonId, PersonId]:
        """Who covers for those of these who are away."""
        away = {one.person: one for one in stays if one.away}
        if not away:
            return {}
        with self._database.read():
            rows = _covers_since.rows(min(one.day for one in away.values()))
            newest = {f"punch {row.punch}": row.cover for row in sorted(rows)}
        found = {who: newest.get(stay.away.key) for who, stay in away.items() if stay.away}
        return {who: PersonId(cover) for who, cover in found.items() if cover}

    def plans(self, day: date) -> tuple[Planned, ...]:
        """When people mean to have lunch on a day."""
        with self._database.read():
            newest = {row.person: row.begins for row in _plans.rows(day)}
        return tuple(
            Planned(PersonId(person), self._database.local(begins))
            for person, begins in newest.items()
            if begins
        )

    def slots(self, person: Person, latest: datetime) -> tuple[Slot, ...]:
        """When this person could plan lunch today, up to a latest moment to begin it."""
        now = self._database.clock.now()
        with self._database.read():
            stay = self._times.latest(person.id)
            plans = self.plans(stay.day) if stay else ()
            here = self.present(now)
        of_break = (now, latest, self._times.policy, self._jobs.matrix())
        return break_cover.slots(person, here, plans, *of_break)

    def proposed(self, person: Person, now: datetime) -> Choice:
        """Who would cover for this person just now, and why."""
        with self._database.read():
            matrix, today = self._jobs.matrix(), now.date()
            protected = on_now(self._protected_time.between(today, today), now)
            return break_cover.choose(person, self.present(now), matrix, protected)

    def change(self, person: Person, cover: PersonId | None) -> Person | None:
        """Have somebody else cover during this person's break, or nobody."""
        with self._database.write(person.id, "cover changed", f"person {person.id}") as act:
            stay = self._times.latest(person.id)
            if stay is None or stay.away is None or not stay.is_here(act.now, self._times.policy):
                raise Refusal("You are not on a break.")
            chosen = self._people.get(cover) if cover else None
            if chosen:
                break_cover.check(person, chosen, self.present(act.now))
            act.says(detail=f"person {cover}" if cover else "nobody")
            BreakCoverRow.create(punch=_punch_of(stay.away.key), cover=cover)
            return chosen

    def plan(self, person: Person, begins: datetime | None) -> None:
        """Say when lunch is meant to begin today; None: not planned any more."""
        with self._database.write(person.id, "lunch planned", f"person {person.id}") as act:
            stay = self._times.latest(person.id)
            if stay is None or not stay.is_here(act.now, self._times.policy):
                raise Refusal("You have not arrived yet today. Arrive first.")
            row = LunchPlanRow.create(person=person.id, day=stay.day, begins=begins)
            act.says(detail=f"lunch plan {row.id}")

    def choose(self, person: Person, punch: int, now: datetime) -> None:
        """Inside the act that starts a break: somebody present covers, by training or by role."""
        cover = self.proposed(person, now).cover
        BreakCoverRow.create(punch=punch, cover=cover.id if cover else None)

    def hand_on(self, person: Person, now: datetime) -> None:
        """Inside an act: whoever this person covered for gets somebody else, for they are away."""
        left = [one.person for one in self.present(now) if one.covered_by == person.id]
        for one in left:
            stay = self._times.latest(one.id)
            if stay and stay.away:
                self.choose(one, _punch_of(stay.away.key), now)


def _punch_of(key: str) -> int:
    """The number of the punch that started a break; 0 when no punch did."""
    return int(key.removeprefix("punch ")) if key.startswith("punch ") else 0


@Prepared
def _covers_since(day: date) -> Query:
    # In no order: with ORDER BY id SQLite reads the covers of ten years in that order.
    columns = (BreakCoverRow.id, BreakCoverRow.punch, BreakCoverRow.cover)
    return BreakCoverRow.select(*columns).join(PunchRow).where(PunchRow.day >= day)


@Prepared
def _plans(day: date) -> Query:
    return LunchPlanRow.select().where(LunchPlanRow.day == day).order_by(LunchPlanRow.id)
