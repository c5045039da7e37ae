"""The register of the practice's jobs and of who is trained for them."""

from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any, cast

from peewee import JOIN, Query

from kiosk.practice import employment, jobs, training
from kiosk.practice.errors import Refusal
from kiosk.practice.jobs import LONGEST_PAGE, Job, JobId, JobLevel
from kiosk.practice.people import Person, PersonId
from kiosk.practice.training import Matrix, Training
from kiosk.practice.values import dataclass
from storage.database import Act, Database
from storage.prepared import Prepared
from storage.settings import SettingsRegister
from storage.tables.jobs import JobRow, TrainingRow
from storage.tables.trail import TextRow
from storage.typed_texts import words_of

BETWEEN_ROLES = "\n"


@dataclass(frozen=True)
class JobWords:
    """What a manager says of a job."""

    name: str
    roles: tuple[str, ...] = ()
    refresh: timedelta = timedelta()
    level: JobLevel = ""


class JobRegister:
    """Each writing method is one act; all of them raise Refusal when the rule says no."""

    def __init__(self, database: Database, settings: SettingsRegister) -> None:
        self._database, self._settings = database, settings
        self._rows: list[list[Any]] = []
        self._matrix = Matrix()

    def matrix(self) -> Matrix:
        """All jobs and all training, as they stand; the same value as long as nothing changed."""
        with self._database.read():
            rows = [_jobs.rows(), _trainings.rows()]
        if rows != self._rows:
            found = tuple(_job(row) for row in rows[0])
            self._matrix = Matrix(found, tuple(_training(row) for row in rows[1]))
            self._rows = rows
        return self._matrix

    def get(self, job: JobId) -> Job:
        """One job of the list. Raises Refusal when it is not on it any more."""
        found = self.matrix().by_id.get(job)
        if found is None:
            raise Refusal("That job is not on the list any more.")
        return found

    def add(self, new: JobWords, by: Person | None = None, page: str = "") -> Job:
        """Put a job on the list; page: what it is, in plain words."""
        with self._managed(by, "job added") as act:
            known = self.matrix().jobs
            jobs.check_room(len(known))
            values = self._values(new, [one.name for one in known])
            text = act.keep(page, LONGEST_PAGE, lines=True).id if page.strip() else None
            row = JobRow.create(**values, text=text, is_kept=True)
            act.says(about=f"job {row.id}")
            return self.get(JobId(row.id))

    def change(self, job: JobId, seen: JobWords, new: JobWords, by: Person | None = None) -> Job:
        """Change what is said of a job. Raises Refusal when somebody else just did."""
        with self._managed(by, "job changed", f"job {job}"):
            now = self.get(job)
            if seen != described(now):
                raise Refusal(f"Somebody has just changed {now.name}. Look again.")
            others = [one.name for one in self.matrix().jobs if one.id != job]
            JobRow.update(self._values(new, others, now.roles)).where(JobRow.id == job).execute()
            return self.get(job)

    def write_page(self, job: JobId, page: str, by: Person | None = None) -> Job:
        """Say in plain words what a job is; anybody reads it."""
        with self._managed(by, "job described", f"job {job}") as act:
            self.get(job)
            text = act.keep(page, LONGEST_PAGE, lines=True)
            JobRow.update(text=text.id).where(JobRow.id == job).execute()
            return self.get(job)

    def drop(self, job: JobId, by: Person | None = None) -> None:
        """Take a job off the list; who was trained for it stays on record."""
        with self._managed(by, "job taken off", f"job {job}"):
            self.get(job)
            JobRow.update(is_kept=False).where(JobRow.id == job).execute()

    def grant(self, person: Person, job: JobId, since: date, by: Person | None = None) -> Training:
        """Note that somebody is trained since a day, or learnt it again on that day."""
        with self._managed(by, "training noted", f"job {job}") as act:
            act.says(detail=f"person {person.id}")
            now = self._now(person.id, job)
            return self._put(training.grant(now, person.id, job, since, act.now.date()))

    def learn(
        self, person: Person, job: JobId, trainer: Person, by: Person | None = None
    ) -> Training:
        """Somebody learns a job with a trainer, or learns it again."""
        with self._managed(by, "training begun", f"job {job}") as act:
            act.says(detail=f"person {person.id} with {trainer.id}")
            now, matrix = self._now(person.id, job), self.matrix()
            return self._put(training.begin(now, person.id, self.get(job), trainer.id, matrix))

    def sign(self, person: PersonId, job: JobId, by: Person) -> Training:
        """Say that it is learnt, as the one who learns or the one who trains."""
        with self._database.write(by.id, "training signed", f"job {job}") as act:
            act.says(detail=f"person {person}")
            return self._put(training.sign(self._now(person, job), by.id, act.now.date()))

    def end(self, person: Person, job: JobId, by: Person | None = None) -> None:
        """Somebody is not trained for it any more, or does not learn it."""
        with self._managed(by, "training ended", f"job {job}") as act:
            act.says(detail=f"person {person.id}")
            if self._now(person.id, job) is None:
                raise Refusal(f"{person.name} is not trained for that, and does not learn it.")
            _of(person.id, job).delete_instance()

    def _managed(
        self, by: Person | None, deed: str, about: str = ""
    ) -> AbstractContextManager[Act]:
        return self._database.write(by.id if by else None, deed, about, right="manage")

    def _now(self, person: PersonId, job: JobId) -> Training | None:
        self.get(job)
        return self.matrix().of.get((person, job))

    def _put(self, new: Training) -> Training:
        values = {
            "since": new.since,
            "refreshed": new.refreshed,
            "trainer": new.trainer,
            "learner_signed": new.learner_signed,
            "trainer_signed": new.trainer_signed,
        }
        put = TrainingRow.insert(person=new.person, job=new.job, **values)
        of_both = [TrainingRow.person, TrainingRow.job]
        put.on_conflict(conflict_target=of_both, update=values).execute()
        return new

    def _values(
        self, new: JobWords, taken: list[str], kept: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """What is stored of it. kept: roles that it may have although the practice has not."""
        known = self._settings.current().counts_as
        employment.check_roles([one for one in new.roles if one not in kept], known)
        return {
            "name": jobs.as_name(new.name, taken),
            "roles": BETWEEN_ROLES.join(new.roles),
            "refresh_days": new.refresh.days,
            "level": new.level,
        }


def described(job: Job) -> JobWords:
    """What a manager has said of it."""
    return JobWords(job.name, job.roles, job.refresh, job.level)


def _of(person: PersonId, job: JobId) -> TrainingRow:
    row: TrainingRow = TrainingRow.get(TrainingRow.person == person, TrainingRow.job == job)
    return row


def _job(row: Any) -> Job:
    return Job(
        JobId(row.id),
        row.name,
        row.words or "",
        tuple(row.roles.split(BETWEEN_ROLES)) if row.roles else (),
        timedelta(days=row.refresh_days),
        cast(JobLevel, row.level),
    )


def _training(row: Any) -> Training:
    return Training(
        PersonId(row.person),
        JobId(row.job),
        row.since,
        row.refreshed,
        PersonId(row.trainer) if row.trainer else None,
        row.learner_signed,
        row.trainer_signed,
    )


@Prepared
def _jobs() -> Query:
    row = JobRow
    columns = (
        row.id,
        row.name,
        row.text,
        row.roles,
        row.refresh_days,
        row.level,
        words_of().alias("words"),
    )
    kept = row.select(*columns).join(TextRow, JOIN.LEFT_OUTER).where(row.is_kept)
    return kept.order_by(row.id)


@Prepared
def _trainings() -> Query:
    kept = TrainingRow.select().join(JobRow).where(JobRow.is_kept)
    return kept.order_by(TrainingRow.id)
