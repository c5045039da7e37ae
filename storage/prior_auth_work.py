"""The register of what is done about prior auths: moves, and what is asked of whom."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kiosk.practice import prior_auth_clocks, prior_auths
from kiosk.practice import prior_auth_moves as moves
from kiosk.practice import prior_auth_steps as steps
from kiosk.practice.errors import Refusal
from kiosk.practice.people import LEVELS, Person
from kiosk.practice.prior_auth_moves import TEXTS, Act
from kiosk.practice.prior_auth_moving import moved
from kiosk.practice.prior_auth_steps import AFTER_ANSWER
from kiosk.practice.prior_auth_terms import Kind, PriorAuthRef, WhoNeeded
from kiosk.practice.prior_auths import PriorAuth
from storage import prior_auth_queries as queries
from storage.database import Act as Writing
from storage.database import Database
from storage.import_answers import AnswerRegister
from storage.jobs import JobRegister
from storage.payer_clocks import PayerClocks
from storage.prior_auth_reading import Asked, PriorAuthReading
from storage.prior_auth_rows import Changed, save
from storage.prior_auths import PriorAuthRegister, note
from storage.tables.prior_auths import PriorAuthRow, QuestionRow, StepRow

LONGEST_NOTE = 300
CHECKED = "checked by hand"
_AFTERWARDS = {step.code for steps_there in AFTER_ANSWER.values() for step in steps_there}
_SAME = ("codes", "units", "urgency", "kind", "payer_type", "backup", "clinician", "reviewer")

_SAME_NOTES = ("purpose", "site")


class PriorAuthWork(PriorAuthReading):
    """Each writing method is one act; all of them raise Refusal when the rule says no."""

    def __init__(
        self,
        database: Database,
        prior_auths: PriorAuthRegister,
        clocks: PayerClocks,
        answers: AnswerRegister,
        jobs: JobRegister,
    ) -> None:
        super().__init__(database)
        self._prior_auths, self._clocks, self._answers = prior_auths, clocks, answers
        self._jobs = jobs

    def move(
        self,
        ref: PriorAuthRef,
        act: Act,
        person: Person,
        told: Mapping[str, Any] | None = None,
        step: str = "",
    ) -> Changed:
        """Do or tell what the table of moves allows.

        person: who does it, or who records what somebody else did. told: by name, what the move
        asks and may be told; people in it are Persons. What is empty counts as not told. step: of
        a question, the code of the step that its answer does.
        """
        given = {name: what for name, what in (told or {}).items() if what}
        with self._database.write(person.id, "", f"prior auth {ref}") as writing:
            task = self._prior_auths.get(ref)
            move = moves.find(act, task)
            asked, done = self.question(ref), self._done(task)
            if move.after:
                to_come = steps.left(task.kind, task.state, done)
                steps.require_ready(to_come, move.after == "all steps")
            who = given.get("answered_by", person)
            asked_in = asked.asked_in if asked else "to do"
            new = moved(task, move, who, given, writing.now, asked_in)
            if until := given.get("extended_to"):
                new = prior_auth_clocks.extended(new, until, writing.now)
            new = self._clocks.moved(task, new, act, writing.now)
            writing.says(deed=move.deed, detail=f"{task.state} > {new.state}")
            texts = self._keep(ref, given, writing)
            if "question" in texts:
                whom = given.get("whom")
                self._ask(task, new.who_needed, texts["question"], whom, step, writing)
            if asked:
                self._end(asked, who if "reply" in given else None, writing)
                done |= {asked.step} if "reply" in given else set()
            return self._answered(self._moved(task, new, done, move.deed, writing), writing)

    def _answered(self, moved: Changed, writing: Writing) -> Changed:
        """The payer's reference was told: an answer that waited for that finds its request."""
        if not moved.references:
            return moved
        self._answers.referred(moved.references, writing)
        return replace(moved, after=self._prior_auths.get(moved.before.ref), last=writing.number)

    def step(self, ref: PriorAuthRef, code: str, person: Person, by: Person | None) -> Changed:
        """Record a step of the state that a request is in.

        person: who records it. by: who did it; None: it is not needed here.
        """
        deed = "step done" if by else "step not needed"
        about = f"prior auth {ref}"
        with self._database.write(person.id, deed, about) as writing:
            writing.says(detail=f"step {code}")
            task = self._prior_auths.get(ref)
            done = self._done(task)
            step = steps.require_open(task, code, done)
            if by:
                steps.require_may(step, by)
                self._jobs.matrix().require_trained(by, step.level)
            self._add_step(ref, code, by, writing)
            return self._moved(task, task, done | {code}, deed, writing)

    def again(self, ref: PriorAuthRef, person: Person) -> PriorAuth:
        """List a new request that follows this one: another try, or what comes after its end."""
        with self._database.write(person.id, "prior auth added") as writing:
            old = self._prior_auths.get(ref)
            prior_auths.require_again(old)
            new, row = self._prior_auths.new_ref(), PriorAuthRow.get_by_id(ref)
            writing.says(about=f"prior auth {new}", detail="> to do")
            same = {name: getattr(row, name) for name in _SAME}
            same |= prior_auths.days_again(old, writing.now.date())
            values = {**same, "service": row.service_id, "previous": ref}
            self._prior_auths.insert(new, old.payer, writing, **values)
            self._prior_auths.plan(new, old.kind, self._needed_before(old), writing)
            for one in queries.notes.rows(ref):
                if one.sort in _SAME_NOTES:
                    note(new, one.sort, one.text, writing)
            writing.also("prior auth requested again", f"prior auth {ref}")
            return self._prior_auths.get(new)

    def _needed_before(self, old: PriorAuth) -> WhoNeeded:
        """The highest level that the steps of the earlier request needed."""
        against = {done.step for done in self.steps_done(old.ref) if done.by is None}
        levels = [one.level for one in steps.left(old.kind, "to do", against)]
        return max(levels, key=LEVELS.index, default="anyone")

    def settle(self, ref: PriorAuthRef, person: Person, found: str = "") -> Changed:
        """Somebody looked at what a file left to check by hand; what they found stays in its notes.

        Raises Refusal when there is nothing to check.
        """
        with self._database.write(person.id, CHECKED, f"prior auth {ref}") as writing:
            task = self._prior_auths.get(ref)
            if not task.check:
                raise Refusal(f"There is nothing to check by hand for {ref}.")
            if found.strip():
                note(ref, "found", writing.keep(found, LONGEST_NOTE).id, writing)
            new = replace(task, check=())
            save(task, new)
            return Changed(task, new, CHECKED)

    def set_kind(self, ref: PriorAuthRef, kind: Kind, person: Person) -> Changed:
        """Say what kind of request it is, and so which steps it takes."""
        with self._database.write(person.id, "kind told", f"prior auth {ref}") as writing:
            writing.says(detail=f"kind {kind}")
            task = self._prior_auths.get(ref)
            return self._moved(
                task, steps.of_kind(task, kind), self._done(task), "kind told", writing
            )

    def _moved(
        self, old: PriorAuth, new: PriorAuth, done: set[str], deed: str, writing: Writing
    ) -> Changed:
        fresh = done if new.state == old.state else done - _AFTERWARDS
        new = steps.with_next(new, fresh)
        save(old, new)
        return Changed(old, new, deed, writing.number, writing.number)

    def _add_step(self, ref: PriorAuthRef, code: str, by: Person | None, writing: Writing) -> None:
        done_by = by.id if by else None
        StepRow.create(prior_auth=ref, event_id=writing.number, step=code, done_by=done_by)

    def _end(self, asked: Asked, by: Person | None, writing: Writing) -> None:
        """End a question; by: who answered it, if anybody did."""
        open_one = (QuestionRow.prior_auth == asked.ref) & QuestionRow.ended_at.is_null()
        answered = {"answered_by": by.id, "answer_event_id": writing.number} if by else {}
        QuestionRow.update(ended_at=writing.now, **answered).where(open_one).execute()
        if by and asked.step:
            self._add_step(asked.ref, asked.step, by, writing)

    def _keep(
        self, ref: PriorAuthRef, given: Mapping[str, Any], writing: Writing
    ) -> dict[str, int]:
        """Keep what was typed with a move; the numbers of the texts, by their sort."""
        kept = {sort: writing.keep(given[sort], LONGEST_NOTE).id for sort in TEXTS if sort in given}
        for sort, text in kept.items():
            note(ref, sort, text, writing)
        return kept

    def _ask(
        self,
        task: PriorAuth,
        level: WhoNeeded,
        text: int,
        whom: Person | None,
        step: str,
        writing: Writing,
    ) -> None:
        QuestionRow.create(
            prior_auth=task.ref,
            event_id=writing.number,
            level=level,
            step=step,
            asked_in=task.state,
            asked_at=writing.now,
            asked_by=writing.by,
            whom=whom.id if whom else None,
            text=text,
        )
