"""The register of what is done about prior auths: moves, and what is asked of whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, cast

from kiosk.practice import prior_auth_moves as moves
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Level, Person, PersonId
from kiosk.practice.prior_auth_moves import TEXTS, Act
from kiosk.practice.prior_auths import PriorAuth, PriorAuthRef, State
from storage import prior_auth_queries as queries
from storage.database import Act as Writing
from storage.database import Database
from storage.models import NoteRow, PriorAuthRow, QuestionRow
from storage.prior_auths import DESTROYED, PriorAuthRegister, joined, note

LONGEST_NOTE = 300
_COLUMNS = {one.name for one in fields(PriorAuth)} & set(PriorAuthRow._meta.fields)
_NAMED = {"ref", "payer", "service"}  # which no move changes


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


@dataclass(frozen=True)
class Moved:
    """What a move made of a request, and what the trail says of it."""

    before: PriorAuth
    after: PriorAuth
    deed: str


class PriorAuthWork:
    """Each writing method is one act; all of them raise Refusal when the rule says no."""

    def __init__(self, database: Database, prior_auths: PriorAuthRegister) -> None:
        self._database, self._prior_auths = database, prior_auths

    def move(
        self,
        ref: PriorAuthRef,
        act: Act,
        person: Person,
        told: Mapping[str, Any] | None = None,
    ) -> Moved:
        """Do or tell what the table of moves allows.

        person: who does it, or who records what somebody else did. told: by name, what the move
        asks and may be told; people in it are Persons. What is empty counts as not told.
        """
        given = {name: what for name, what in (told or {}).items() if what}
        with self._database.write(person.id, "", f"prior auth {ref}") as writing:
            task = self._prior_auths.get(ref)
            move = moves.find(act, task)
            asked = self.question(ref)
            who = given.get("answered_by", person)
            asked_in = asked.asked_in if asked else "to do"
            new = moves.moved(task, move, who, given, writing.now, asked_in)
            writing.says(deed=move.deed, detail=f"{task.state} > {new.state}")
            self._end_question(task, who if "reply" in given else None, writing)
            texts = self._keep(ref, given, writing)
            if "question" in texts:
                self._ask(task, cast(Level, move.to), texts["question"], given.get("whom"), writing)
            self._save(task, new)
            return Moved(task, new, move.deed)

    def question(self, ref: PriorAuthRef) -> Asked | None:
        """What is asked about it just now, if anything."""
        with self._database.read():
            row = queries.open_question.row(ref)
            if row is None:
                return None
            return Asked(
                ref,
                row.words or DESTROYED,
                cast(Level, row.level),
                PersonId(row.asked_by),
                self._database.local(row.asked_at),
                PersonId(row.whom) if row.whom else None,
                cast(State, row.asked_in),
            )

    def undo(self, moved: Moved, person: Person) -> PriorAuth:
        """Take back this person's last move: all is as it was before, and both stay on record.

        Raises Refusal when anything later was done about the request.
        """
        before, about = moved.before, f"prior auth {moved.before.ref}"
        with self._database.write(person.id, f"{moved.deed}, taken back", about) as writing:
            last = queries.last_event.row(about)
            if last is None or last.deed != moved.deed or last.by != person.id:
                raise Refusal("Something came after that, so it cannot be taken back.")
            writing.says(undoes=last.id, detail=f"{moved.after.state} > {before.state}")
            NoteRow.delete().where(NoteRow.event_id == last.id).execute()
            QuestionRow.delete().where(QuestionRow.event_id == last.id).execute()
            if before.state in ("clinical", "prescriber"):
                self._ask_again(before.ref)
            self._save(moved.after, before)
            return before

    def _ask_again(self, ref: PriorAuthRef) -> None:
        """The question that ended last is open as it was."""
        mine = QuestionRow.select(QuestionRow.id).where(QuestionRow.prior_auth == ref)
        last = mine.order_by(QuestionRow.id.desc()).limit(1).scalar()
        again = QuestionRow.update(ended_at=None, answered_by=None, answer_event_id=None)
        again.where(QuestionRow.id == last).execute()

    def _end_question(self, task: PriorAuth, by: Person | None, writing: Writing) -> None:
        if task.state not in ("clinical", "prescriber"):
            return
        open_one = (QuestionRow.prior_auth == task.ref) & QuestionRow.ended_at.is_null()
        answered = (by.id, writing.number) if by else (None, None)
        ended = QuestionRow.update(
            ended_at=writing.now, answered_by=answered[0], answer_event_id=answered[1]
        )
        ended.where(open_one).execute()

    def _keep(
        self, ref: PriorAuthRef, given: Mapping[str, Any], writing: Writing
    ) -> dict[str, int]:
        """Keep what was typed with a move; the numbers of the texts, by their sort."""
        kept = {sort: writing.keep(given[sort], LONGEST_NOTE).id for sort in TEXTS if sort in given}
        for sort, text in kept.items():
            note(ref, sort, text, writing)
        return kept

    def _ask(
        self, task: PriorAuth, level: Level, text: int, whom: Person | None, writing: Writing
    ) -> None:
        QuestionRow.create(
            prior_auth=task.ref,
            event_id=writing.number,
            level=level,
            step="",
            asked_in=task.state,
            asked_at=writing.now,
            asked_by=writing.by,
            whom=whom.id if whom else None,
            text=text,
        )

    def _save(self, old: PriorAuth, new: PriorAuth) -> None:
        """Write what differs, and nothing else."""
        values = {
            name: _stored(getattr(new, name))
            for name in _COLUMNS - _NAMED
            if getattr(new, name) != getattr(old, name)
        }
        changed = PriorAuthRow.update(**values, is_open=new.is_open)
        changed.where(PriorAuthRow.ref == new.ref).execute()


def _stored(value: Any) -> Any:
    return joined(cast(Iterable[str], value)) if isinstance(value, tuple) else value
