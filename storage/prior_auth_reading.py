"""What is asked about prior auths, and which of their steps were done."""

from datetime import datetime
from typing import Any, cast

from kiosk.practice import prior_auth_steps as steps
from kiosk.practice.people import LEVELS, Level, Person, PersonId
from kiosk.practice.prior_auth_steps import Step
from kiosk.practice.prior_auth_terms import PriorAuthRef, State
from kiosk.practice.prior_auths import PriorAuth
from kiosk.practice.values import dataclass
from storage import prior_auth_queries as queries
from storage.database import Database


@dataclass(frozen=True)
class Asked:
    """A question that is open: who asked whom, or anybody of a level, what exactly."""

    ref: PriorAuthRef
    words: str
    level: Level
    asked_by: PersonId
    asked_at: datetime
    whom: PersonId | None = None
    asked_in: State = "to do"
    step: str = ""  # the code of the step that the answer does, if it does one

    def is_asked(self, person: Person) -> bool:
        """Whether this person is asked, by name or as one of that level or a higher one."""
        if self.whom is not None:
            return person.id == self.whom
        return LEVELS.index(person.level) >= LEVELS.index(self.level)


@dataclass(frozen=True)
class Done:
    """A step that was done, or that is not needed: then by nobody."""

    step: str
    by: PersonId | None
    recorded_by: PersonId | None
    at: datetime


class PriorAuthReading:
    """Reads alone, or inside an act."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def steps_left(self, task: PriorAuth) -> tuple[Step, ...]:
        """What is still to be done in the state that a request is in."""
        with self._database.read():
            return steps.left(task.kind, task.state, self._done(task))

    def steps_done(self, ref: PriorAuthRef) -> tuple[Done, ...]:
        """What was done, or is not needed, in the order in which it was recorded."""
        with self._database.read():
            return tuple(
                Done(
                    row.step,
                    PersonId(row.done_by) if row.done_by else None,
                    PersonId(row.by) if row.by else None,
                    self._database.local(row.at),
                )
                for row in queries.steps.rows(ref)
            )

    def _done(self, task: PriorAuth) -> set[str]:
        """The codes of what counts as done: after an answer, only what came after that answer."""
        template = {step.code for step in steps.steps_of(task.kind, "to do")}
        return {
            one.step
            for one in self.steps_done(task.ref)
            if one.step in template or task.moved_at is None or one.at >= task.moved_at
        }

    def texts(self, ref: PriorAuthRef) -> tuple[int, ...]:
        """The numbers of all that was typed about it, or is shown with it."""
        with self._database.read():
            return tuple(row.id for row in queries.texts.rows(ref, f"prior auth {ref}"))

    def question(self, ref: PriorAuthRef) -> Asked | None:
        """What is asked about it just now, if anything."""
        with self._database.read():
            row = queries.open_question.row(ref)
            return self._asked(row) if row else None

    def questions(self) -> tuple[Asked, ...]:
        """What is asked of anybody just now, the most urgent and the oldest first."""
        with self._database.read():
            return tuple(self._asked(row) for row in queries.asked.rows())

    def _asked(self, row: Any) -> Asked:
        return Asked(
            PriorAuthRef(row.prior_auth),
            row.words,
            cast(Level, row.level),
            PersonId(row.asked_by),
            self._database.local(row.asked_at),
            PersonId(row.whom) if row.whom else None,
            cast(State, row.asked_in),
            row.step,
        )
