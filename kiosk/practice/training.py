"""Who is trained for which job, since when, who learns it with whom, and what should be learnt."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from kiosk.practice.errors import Refusal
from kiosk.practice.jobs import Job, JobId
from kiosk.practice.people import Level, Person, PersonId
from kiosk.practice.values import dataclass

SOON = timedelta(days=30)  # how long before a refresh is due it is proposed
Stand = Literal["trained", "learning", "none"]
Why = Literal["nobody trained", "only one trained", "refresh due"]
NOT_LEARNING = "There is nothing to sign: that training is over, or it was taken off the list."


@dataclass(frozen=True)
class Training:
    """How it stands with one person and one job.

    since: the day from which they are trained; None while they learn it. refreshed: when they
    last learnt it. trainer: with whom they learn, or learn again, just now. learner_signed,
    trainer_signed: who of the two has said that it is learnt.
    """

    person: PersonId
    job: JobId
    since: date | None = None
    refreshed: date | None = None
    trainer: PersonId | None = None
    learner_signed: bool = False
    trainer_signed: bool = False

    def due(self, job: Job) -> date | None:
        """The day by which it is to be refreshed, if ever."""
        latest = self.refreshed or self.since
        return latest + job.refresh if latest and job.refresh else None

    def is_due(self, job: Job, today: date) -> bool:
        """Whether that day is near, or has passed."""
        due = self.due(job)
        return due is not None and due <= today + SOON

    def waits_for(self, who: PersonId) -> bool:
        """Whether this person has not signed yet what they learn or teach just now."""
        learns = who == self.person and not self.learner_signed
        return self.trainer is not None and (
            learns or (who == self.trainer and not self.trainer_signed)
        )


@dataclass(frozen=True)
class Proposal:
    """Somebody who could learn a job, or learn it again, and with whom. None: nobody is there."""

    job: Job
    why: Why
    learner: PersonId | None
    trainer: PersonId | None
    due: date | None = None


@dataclass(frozen=True)
class Matrix:
    """All jobs and all training: what breaks, prior auths and plans read alike."""

    jobs: tuple[Job, ...] = ()
    trainings: tuple[Training, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether the practice keeps training at all."""
        return bool(self.trainings)

    @cached_property
    def by_id(self) -> dict[JobId, Job]:
        """The jobs by their number."""
        return {one.id: one for one in self.jobs}

    @cached_property
    def of(self) -> dict[tuple[PersonId, JobId], Training]:
        """Each training by person and job."""
        return {(one.person, one.job): one for one in self.trainings}

    @cached_property
    def trained(self) -> dict[JobId, frozenset[PersonId]]:
        """Who is trained for each job."""
        found: dict[JobId, set[PersonId]] = {one.id: set() for one in self.jobs}
        for one in self.trainings:
            if one.since:
                found.setdefault(one.job, set()).add(one.person)
        return {job: frozenset(people) for job, people in found.items()}

    @cached_property
    def trained_bits(self) -> dict[JobId, int]:
        """The same as bits, for what asks it of every job at every hour of two weeks."""
        return {job: as_bits(people) for job, people in self.trained.items()}

    def stand(self, person: PersonId, job: JobId) -> Stand:
        """How it stands with this person and this job."""
        one = self.of.get((person, job))
        return "none" if one is None else "trained" if one.since else "learning"

    def own_jobs(self, person: Person) -> tuple[Job, ...]:
        """What this person does on an ordinary day, in the practice's order.

        That is what they are trained for and one of their roles suggests; where their roles
        suggest nothing of it, all that they are trained for.
        """
        able = [one for one in self.jobs if person.id in self.trained[one.id]]
        suggested = [one for one in able if one.is_suggested_to(person)]
        return tuple(suggested or able)

    def may_do(self, person: Person, level: Level) -> bool:
        """Whether this person is trained for prior auths of a level.

        Where the practice keeps no training for that level, whoever has a role for it is.
        """
        of_level = [one.id for one in self.jobs if one.level == level and self.trained[one.id]]
        return not of_level or any(person.id in self.trained[one] for one in of_level)

    def require_trained(self, person: Person, level: Level) -> None:
        """Raises Refusal unless this person may do steps of prior auths of a level."""
        if not self.may_do(person, level):
            names = ", ".join(job.name for job in self.jobs if job.level == level)
            raise Refusal(
                f"{person.name} is not trained for {names}. Ask somebody who is: Today says who."
            )


EMPTY = Matrix()


def as_bits(people: Iterable[PersonId]) -> int:
    """A set of people as a number with a bit for each: what two have in common takes a tenth."""
    return sum(1 << one for one in people)


def begin(
    now: Training | None, person: PersonId, job: Job, trainer: PersonId, matrix: Matrix
) -> Training:
    """Somebody learns a job with a trainer, or learns it again.

    now: how it stood. Raises Refusal when the trainer is not trained, or is the same person.
    """
    if trainer == person:
        raise Refusal("Nobody is trained by themselves. Name another trainer.")
    if matrix.stand(trainer, job.id) != "trained":
        raise Refusal(f"That trainer is not trained for {job.name}. Name one who is.")
    before = now or Training(person, job.id)
    return replace(before, trainer=trainer, learner_signed=False, trainer_signed=False)


def sign(now: Training | None, who: PersonId, today: date) -> Training:
    """The training once one of the two has said that it is learnt; with both it is.

    Raises Refusal for anybody else, and for whoever has signed already.
    """
    if now is None or now.trainer is None:
        raise Refusal(NOT_LEARNING)
    if who not in (now.person, now.trainer):
        raise Refusal("Only the two of them sign: whoever learns, and whoever trains.")
    if not now.waits_for(who):
        raise Refusal("You have signed that already. It waits for the other one.")
    is_learner, is_trainer = who == now.person, who == now.trainer
    signed = replace(
        now,
        learner_signed=now.learner_signed or is_learner,
        trainer_signed=now.trainer_signed or is_trainer,
    )
    if not (signed.learner_signed and signed.trainer_signed):
        return signed
    return replace(signed, since=now.since or today, refreshed=today, trainer=None)


def grant(now: Training | None, person: PersonId, job: JobId, since: date, today: date) -> Training:
    """A manager notes that somebody is trained since a day, or learnt it again on that day.

    Raises Refusal for a day to come.
    """
    if since > today:
        raise Refusal("Nobody is trained from a day on that is still to come. Note the learning.")
    if now is None or now.since is None:
        return Training(person, job, since, since)
    return replace(
        now,
        since=min(now.since, since),
        refreshed=max(now.refreshed or now.since, since),
        trainer=None,
        learner_signed=False,
        trainer_signed=False,
    )


def proposals(matrix: Matrix, people: Sequence[Person], today: date) -> tuple[Proposal, ...]:
    """What should be learnt, the worst first: jobs with nobody or one, and refreshes that are due.

    people: who works here today. A learner is one whose role suggests the job and who does the
    fewest; a trainer is one who is trained and trains the fewest. What somebody learns already is
    not proposed again.
    """
    gaps = [one for job in matrix.jobs if (one := _gap(job, matrix, people)) is not None]
    gaps.sort(key=lambda one: one.why != "nobody trained")
    return (*gaps, *_refreshes(matrix, people, today))


def _gap(job: Job, matrix: Matrix, people: Sequence[Person]) -> Proposal | None:
    stands = {one.id: matrix.stand(one.id, job.id) for one in people}
    trained = [who for who, stand in stands.items() if stand == "trained"]
    if len(trained) > 1 or "learning" in stands.values():
        return None
    able = Counter(one.person for one in matrix.trainings)
    free = [one for one in people if stands[one.id] == "none"]
    learner = min(
        free,
        key=lambda one: (not job.is_suggested_to(one), able[one.id], one.name, one.id),
        default=None,
    )
    why: Why = "only one trained" if trained else "nobody trained"
    trainer = trained[0] if trained else None
    return Proposal(job, why, learner.id if learner else None, trainer)


def _refreshes(matrix: Matrix, people: Sequence[Person], today: date) -> Iterator[Proposal]:
    names = {one.id: one.name for one in people}
    due = [
        (day, one)
        for one in matrix.trainings
        if one.person in names
        and one.job in matrix.by_id
        and one.trainer is None
        and one.is_due(matrix.by_id[one.job], today)
        and (day := one.due(matrix.by_id[one.job]))
    ]
    for day, one in sorted(due, key=lambda pair: (pair[0], names[pair[1].person])):
        job = matrix.by_id[one.job]
        trainer = _trainer(job, one.person, matrix, names, today)
        yield Proposal(job, "refresh due", one.person, trainer, day)


def _trainer(
    job: Job, learner: PersonId, matrix: Matrix, names: dict[PersonId, str], today: date
) -> PersonId | None:
    """Who trains the fewest of those who are trained, first of those who need no refresh."""
    busy = Counter(one.trainer for one in matrix.trainings)
    able = [one for one in matrix.trained[job.id] if one in names and one != learner]

    def order(one: PersonId) -> tuple[bool, int, str, PersonId]:
        return matrix.of[one, job.id].is_due(job, today), busy[one], names[one], one

    return min(able, key=order, default=None)
