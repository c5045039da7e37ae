"""Contingency plans that run, as they are read: frozen values out of rows."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from peewee import JOIN, ModelSelect, Query

from kiosk.practice.errors import Refusal
from kiosk.practice.people import PersonId
from kiosk.practice.plan_runs import Acknowledged, Note, Run, RunStep, Said, StepId, words_of
from kiosk.practice.plan_terms import RunId
from kiosk.practice.plans import Decision, Extent, Phase, Plan, Step, Tell
from storage import plans_running, typed_texts
from storage.database import Database
from storage.prepared import Prepared
from storage.settings import SettingsRegister
from storage.tables.plan_runs import (
    PlanRunNoteRow,
    PlanRunReadRow,
    PlanRunRow,
    PlanRunSentenceRow,
    PlanRunStepRow,
)
from storage.tables.trail import TextRow

BETWEEN_ROLES = "\n"
STARTED_WITH = "started with"  # the sort of the note that whoever started it wrote
GONE = "It is not there any more."


class PlanRunReading:
    """What runs, what ran, and what was left undone."""

    def __init__(self, database: Database, settings: SettingsRegister) -> None:
        self._database, self._settings = database, settings

    def running(self) -> tuple[Run, ...]:
        """What runs just now, the one that began first first."""
        with self._database.read():
            return tuple(self.get(one.id) for one in plans_running.running())

    def get(self, run: RunId) -> Run:
        """One of them, over or not. Raises Refusal when there is none."""
        with self._database.read():
            row = _of_number.row(run)
            if row is None:
                raise Refusal(GONE)
            return self._run(row)

    def of_step(self, step: StepId) -> Run:
        """The one that a step is of. Raises Refusal when there is none."""
        with self._database.read():
            row = _run_of_step.row(step)
            if row is None:
                raise Refusal(GONE)
            return self.get(RunId(row.run))

    def of_day(self, day: date) -> tuple[Run, ...]:
        """What ran at any time of a working day, with when it began and ended, and what is left."""
        boundary = self._settings.current().day_boundary
        begins = _moment(day, boundary, self._database)
        ends = _moment(day + timedelta(days=1), boundary, self._database)
        if begins > self._database.clock.now():
            return ()
        with self._database.read():
            return tuple(self._run(row) for row in _between.rows(begins, ends))

    def over(self, most: int) -> tuple[Run, ...]:
        """The latest that are over, the last that ended first."""
        with self._database.read():
            return tuple(self._run(row) for row in _over.rows(most))

    def left_undone(self) -> tuple[Run, ...]:
        """Those that are over, and of which somebody has still to do something; no drills."""
        with self._database.read():
            return tuple(self._run(row) for row in _left_undone.rows())

    def _run(self, row: Any) -> Run:
        run, local = RunId(row.id), self._database.local
        sentences = {one.sort: one.words for one in _sentences.rows(run)}
        rows = _steps.rows(run)
        steps = tuple(self._step(one) for one in rows)
        return Run(
            run,
            _plan(row, sentences, rows),
            cast(Extent, row.extent),
            local(row.started_at),
            PersonId(row.started_by),
            row.version,
            row.is_drill,
            sentences.get(STARTED_WITH, ""),
            _person(row.lead),
            _person(row.backup),
            self._local(row.briefing_at),
            self._local(row.ended_at),
            _person(row.ended_by),
            steps,
            tuple(Acknowledged(PersonId(one.person), local(one.at)) for one in _read.rows(run)),
            tuple(
                Note(one.id, cast(Said, one.sort), one.words, PersonId(one.by), local(one.at))
                for one in _notes.rows(run)
            ),
        )

    def _step(self, row: Any) -> RunStep:
        return RunStep(
            StepId(row.id),
            words_of(_step_or_tell(row)),
            row.role,
            cast(Phase | None, row.phase),
            _span(row.within_seconds),
            row.is_critical,
            _person(row.person),
            _person(row.done_by),
            self._local(row.done_at),
            _person(row.dropped_by),
            self._local(row.dropped_at),
            row.reason or "",
        )

    def _local(self, moment: datetime | None) -> datetime | None:
        return self._database.local(moment) if moment else None


def _plan(row: Any, sentences: dict[str, str], steps: Iterable[Any]) -> Plan:
    """The plan as it was at the start."""
    every = [_step_or_tell(one) for one in steps]
    return Plan(
        row.plan,
        sentences["why"],
        sentences["trigger"],
        Decision(sentences["full"], sentences["reduced"], sentences["closed"]),
        tuple(row.lead_roles.split(BETWEEN_ROLES)) if row.lead_roles else (),
        tuple(row.backup_roles.split(BETWEEN_ROLES)) if row.backup_roles else (),
        tuple(one for one in every if isinstance(one, Step)),
        tuple(one for one in every if isinstance(one, Tell)),
        row.proposed_by,
        row.source,
        row.checked_on,
    )


def _step_or_tell(row: Any) -> Step | Tell:
    if row.phase is None:
        return Tell(row.words, row.role, row.manner or "")
    within = _span(row.within_seconds)
    return Step(cast(Phase, row.phase), row.role, row.words, within, row.is_critical)


def _span(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


def _person(number: int | None) -> PersonId | None:
    return PersonId(number) if number else None


def _moment(day: date, boundary: time, database: Database) -> datetime:
    return datetime.combine(day, boundary, database.clock.zone)


@Prepared
def _of_number(run: RunId) -> Query:
    return PlanRunRow.select().where(PlanRunRow.id == run)


@Prepared
def _run_of_step(step: StepId) -> Query:
    return PlanRunStepRow.select(PlanRunStepRow.run).where(PlanRunStepRow.id == step)


@Prepared
def _between(begins: datetime, ends: datetime) -> Query:
    row = PlanRunRow
    still = row.ended_at.is_null() | (row.ended_at >= begins)
    return row.select().where(row.started_at < ends, still).order_by(row.id)


@Prepared
def _over(most: int) -> Query:
    row = PlanRunRow
    over = row.select().where(row.ended_at.is_null(False))
    return over.order_by(row.ended_at.desc(), row.id.desc()).limit(most)


@Prepared
def _left_undone() -> Query:
    row, step = PlanRunRow, PlanRunStepRow
    open_ones = step.select(step.run).where(step.done_at.is_null(), step.dropped_at.is_null())
    over = row.select().where(row.ended_at.is_null(False), ~row.is_drill, row.id.in_(open_ones))
    return over.order_by(row.id)


@Prepared
def _sentences(run: RunId) -> Query:
    row = PlanRunSentenceRow
    words = typed_texts.words_of().alias("words")
    return row.select(row.sort, words).join(TextRow).where(row.run == run)


@Prepared
def _steps(run: RunId) -> Query:
    return _with_words().where(PlanRunStepRow.run == run).order_by(PlanRunStepRow.id)


def _with_words() -> "ModelSelect[PlanRunStepRow]":
    """Steps with what was typed of each: what to do, how to tell it, and why it is not needed."""
    row, how, why = PlanRunStepRow, TextRow.alias(), TextRow.alias()
    query = row.select(
        row,
        typed_texts.words_of().alias("words"),
        typed_texts.words_of(how).alias("manner"),
        typed_texts.words_of(why).alias("reason"),
    )
    query = query.join(TextRow, on=row.text == TextRow.id).switch(row)
    query = query.join(how, JOIN.LEFT_OUTER, on=row.how == how.id).switch(row)
    return query.join(why, JOIN.LEFT_OUTER, on=row.why == why.id)


@Prepared
def _read(run: RunId) -> Query:
    row = PlanRunReadRow
    return row.select(row.person, row.at).where(row.run == run).order_by(row.at, row.person)


@Prepared
def _notes(run: RunId) -> Query:
    row = PlanRunNoteRow
    words = typed_texts.words_of().alias("words")
    with_words = row.select(row.id, row.sort, row.by, row.at, words).join(TextRow)
    return with_words.where(row.run == run).order_by(row.id)
