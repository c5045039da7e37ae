"""The register of waivers of meal breaks."""

from kiosk.practice import waivers
from kiosk.practice.people import Person, PersonId
from kiosk.practice.waivers import Waiver
from storage.break_rules import BreakRulesRegister
from storage.database import Database
from storage.tables.breaks import WaiverRow


class WaiverRegister:
    """Nobody signs for somebody else."""

    def __init__(self, database: Database, rules: BreakRulesRegister) -> None:
        self._database, self._rules = database, rules

    def sign(self, person: Person, meal: str, is_signed: bool) -> None:
        """Sign a waiver, or revoke it. Raises Refusal where the practice's rules allow none."""
        deed = "waiver signed" if is_signed else "waiver revoked"
        with self._database.write(person.id, deed, f"person {person.id}") as act:
            rules = self._rules.current().on(act.now.date())
            waivers.sign(meal, is_signed, self.of(person.id), rules)
            row = WaiverRow.create(person=person.id, meal=meal, is_signed=is_signed, at=act.now)
            act.says(detail=f"waiver {row.id}")

    def of(self, person: PersonId | None = None) -> tuple[Waiver, ...]:
        """One person's, or everybody's, in order."""
        with self._database.read():
            rows = WaiverRow.select().order_by(WaiverRow.id)
            if person is not None:
                rows = rows.where(WaiverRow.person == person)
            return tuple(
                Waiver(
                    PersonId(row.person_id), row.meal, row.is_signed, self._database.local(row.at)
                )
                for row in rows
            )
