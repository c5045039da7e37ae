"""Acts over people and what they see to: nobody who works here no more owns anything."""

from datetime import date

from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from storage import prior_auth_queries as queries
from storage.database import Database
from storage.people import PeopleRegister
from storage.prior_auth_holding import PriorAuthHolding


class LeavingRegister:
    """Each writing method is one act; all of them raise Refusal when a rule says no."""

    def __init__(
        self, database: Database, people: PeopleRegister, holding: PriorAuthHolding
    ) -> None:
        self._database, self._people, self._holding = database, people, holding

    def take_out(
        self,
        person: Person,
        last: date,
        at_once: bool,
        by: Person | None = None,
        rest: Person | None = None,
    ) -> Person:
        """Let somebody's work here end with a day, or at once, and others see to what they have.

        rest: takes over all that they have, now. None: it is nobody's as soon as they are out,
        which with a last day to come is once that day is over: see `free`.
        """
        with self._database.together():
            new = self._people.take_out(person, last, at_once, by)
            if rest:
                if rest.id == person.id:
                    raise Refusal("Name somebody else than the one who leaves.")
                self._holding.part(new, rest, by)
            self._part_all()
            return new

    def change(self, seen: Person, wanted: Person, by: Person | None = None) -> Person:
        """Change what the practice says of somebody, which may be that they are out already."""
        with self._database.together():
            new = self._people.change(seen, wanted, by)
            self._part_all()
            return new

    def free(self) -> None:
        """Once a day is over: what those have whose last day it was becomes nobody's."""
        with self._database.read():
            if not self._gone():
                return
        with self._database.together():
            self._part_all()

    def _part_all(self) -> None:
        for person in self._gone():
            self._holding.part(self._people.get(person), None, None)

    def _gone(self) -> list[PersonId]:
        day = self._database.clock.working_day()
        return [PersonId(row.id) for row in queries.gone.rows(day)]
