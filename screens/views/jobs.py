"""Jobs, for managers: the practice's list, the grid of who is trained, and what to learn next."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, cast

from kiosk.practice import training
from kiosk.practice.checks import CHECK, CheckId
from kiosk.practice.jobs import Job, JobId, JobLevel
from kiosk.practice.people import Person, PersonId
from kiosk.practice.training import Matrix, Proposal, Training
from kiosk.practice.values import dataclass
from screens.acts import Brief, Listed, Look, Option, Turn, to_filter, to_open
from screens.session import Kiosk
from screens.views import check_writing, checks
from screens.views.check_acts import NOT_DONE
from screens.views.job_acts import ACTIONS, JOB, OF_JOB, OF_PERSON, OF_PROPOSAL, PERSON, PROPOSAL
from screens.views.job_words import page, signed_words
from screens.views.words import day_words

Filter = Literal["jobs", "grid", "proposals", "checks"]
FILTERS: dict[Filter, str] = {
    "jobs": "The jobs",
    "grid": "Who is trained for what",
    "proposals": "What to learn next",
    "checks": "Routine checks",
}
TRAINED, DUE, LEARNS, SUGGESTED, NOT = "yes", "due", "lrn", "no", ""
KEY = f"{TRAINED} trained, {DUE} refresh due, {LEARNS} learning, {SUGGESTED} not yet, by their role"
LEVEL_WORDS: dict[JobLevel, str] = {
    "": "no",
    "anyone": "what anyone trained may do",
    "clinical": "what clinical staff may do",
    "prescriber": "what a prescriber may do",
}
MORE = 10  # jobs by which the grid goes on


@dataclass(frozen=True)
class JobLine:
    """One line of the list. cells: of the grid, one for each job."""

    id: str
    name: str
    words: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class JobsView(Listed):
    """One part of it, or what is opened. heads: the names of the jobs over the grid."""

    filter: Filter
    items: tuple[JobLine, ...]
    heads: tuple[str, ...] = ()
    opened: tuple[tuple[str, str], ...] = ()
    ref: str = ""
    acts: tuple[Option, ...] = ()

    def headline(self) -> str:
        if self.ref:
            return self.items[0].name
        key = f". {KEY}" if self.filter == "grid" and self.items else ""
        return f"{FILTERS[self.filter]}: {len(self.items)}{key}"

    def aloud(self) -> Iterator[tuple[str, str]]:
        if self.opened:
            yield from self.opened
            return
        yield "List", self.headline()
        for one in self.items:
            yield one.name, one.words

    def things(self) -> tuple[Option, ...]:
        return tuple(Option(one.id, f"{one.name}: {one.words}") for one in self.items)

    def offers(self) -> tuple[Option, ...] | None:
        return self.acts


def load_glance(kiosk: Kiosk) -> Brief:
    """How many jobs there are, and how much should be learnt."""
    matrix, people, today = _known(kiosk)
    count = len(training.proposals(matrix, people, today))
    learn = f", {count} to learn next" if count else ""
    return Brief("Jobs", f"{len(matrix.jobs)} on the list{learn}")


def load(kiosk: Kiosk, look: Look) -> JobsView:
    """The part that somebody looks at, and the job or the person whom they opened."""
    matrix, people, today = _known(kiosk)
    by = cast(Filter, look.filter or "jobs")
    if look.opened:
        return _opened(look.opened, by, kiosk, (matrix, people, today))
    if by == "grid":
        at = int(look.typed or 0) % max(len(matrix.jobs), 1)
        turned = Matrix((*matrix.jobs[at:], *matrix.jobs[:at]), matrix.trainings)
        lines = tuple(_of_person(one, turned, today) for one in people)
        return JobsView(by, lines, tuple(one.name for one in turned.jobs), acts=_acts(by))
    if by == "proposals":
        names = {one.id: one.name for one in people}
        found = training.proposals(matrix, people, today)
        return JobsView(by, tuple(_of_proposal(one, names, today) for one in found), acts=_acts(by))
    if by == "checks":
        listed = tuple(JobLine(*one) for one in checks.on_list(kiosk.store))
        return JobsView(by, listed, acts=_acts(by))
    lines = tuple(_of_job(one, matrix, people, today) for one in matrix.jobs)
    return JobsView(by, lines, acts=_acts(by))


def _known(kiosk: Kiosk) -> tuple[Matrix, tuple[Person, ...], date]:
    today = kiosk.clock.now().date()
    return kiosk.store.jobs.matrix(), kiosk.store.people.everyone(today), today


def _acts(by: Filter) -> tuple[Option, ...]:
    if by == "checks":
        return tuple(Option(one.key, one.words) for one in (*check_writing.ACTIONS, NOT_DONE))
    keys = {"jobs": OF_JOB, "grid": OF_PERSON, "proposals": OF_PROPOSAL}[by]
    return tuple(Option(one.key, one.words) for one in ACTIONS if one.key in keys)


def _opened(
    ref: str, by: Filter, kiosk: Kiosk, known: tuple[Matrix, tuple[Person, ...], date]
) -> JobsView:
    matrix, people, today = known
    sort, number, *_ = ref.split()
    if sort == PERSON:
        person = kiosk.store.people.get(PersonId(int(number)))
        line = _of_person(person, matrix, today)
        names = {one.id: one.name for one in people}
        opened = tuple(_fields_of_person(person, matrix, names, today))
        return JobsView(by, (line,), opened=opened, ref=ref, acts=_acts("grid"))
    if sort == CHECK:
        fields = tuple(checks.opened_on_list(CheckId(int(number)), kiosk.store))
        return JobsView(by, (JobLine(ref, fields[0][1], ""),), (), fields, ref, _acts("checks"))
    job = kiosk.store.jobs.get(JobId(int(number)))
    opened = tuple(_fields_of_job(job, matrix, people, today))
    line = _of_job(job, matrix, people, today)
    return JobsView(by, (line,), opened=opened, ref=f"{JOB} {job.id}", acts=_acts("jobs"))


def _of_job(job: Job, matrix: Matrix, people: Sequence[Person], today: date) -> JobLine:
    here = {one.id: one for one in people}
    of_it = [one for one in matrix.trainings if one.job == job.id and one.person in here]
    trained = [one for one in of_it if one.since]
    due = sum(one.is_due(job, today) for one in trained)
    words = {0: "nobody is trained", 1: f"only {here[trained[0].person].name}" if trained else ""}
    parts = [words.get(len(trained), f"{len(trained)} trained")]
    parts += [f"{due} to refresh"] if due else []
    learning = sum(one.trainer is not None for one in of_it)
    parts += [f"{learning} learning"] if learning else []
    parts += ["no page yet"] if not job.page else []
    return JobLine(f"{JOB} {job.id}", job.name, ", ".join(parts))


def _of_person(person: Person, matrix: Matrix, today: date) -> JobLine:
    cells = tuple(_cell(person, job, matrix, today) for job in matrix.jobs)
    said = [
        f"{job.name} {_stands(matrix.of.get((person.id, job.id)), job, today)}"
        for job, cell in zip(matrix.jobs, cells, strict=True)
        if cell not in (NOT, SUGGESTED)
    ]
    words = ", ".join(said) or "trained for nothing yet"
    return JobLine(f"{PERSON} {person.id}", person.name, words, cells)


def _cell(person: Person, job: Job, matrix: Matrix, today: date) -> str:
    one = matrix.of.get((person.id, job.id))
    if one is None:
        return SUGGESTED if job.is_suggested_to(person) else NOT
    if one.trainer:
        return LEARNS
    return DUE if one.is_due(job, today) else TRAINED


def _stands(one: Training | None, job: Job, today: date) -> str:
    if one is None:
        return "not trained"
    if one.since is None:
        return "learning"
    due = one.due(job)
    refresh = f", refresh by {day_words(due, today)}" if due else ""
    return f"since {day_words(one.since, today)}{refresh}"


def _of_proposal(one: Proposal, names: dict[PersonId, str], today: date) -> JobLine:
    learner = names.get(one.learner or PersonId(0), "somebody new")
    trainer = names.get(one.trainer or PersonId(0), "")
    with_whom = f"with {trainer}" if trainer else "with a trainer from outside"
    due = f" {day_words(one.due, today)}" if one.due else ""
    return JobLine(proposal_ref(one), one.job.name, f"{one.why}{due}: {learner} {with_whom}")


def proposal_ref(one: Proposal) -> str:
    """What the line of a proposal is called."""
    return f"{PROPOSAL} {one.job.id} {one.learner or 0} {one.trainer or 0}"


def _fields_of_job(
    job: Job, matrix: Matrix, people: Sequence[Person], today: date
) -> Iterator[tuple[str, str]]:
    yield "Job", job.name
    yield from page(job)
    yield "Roles", ", ".join(job.roles) or "none suggests it"
    yield "Refresh", f"every {job.refresh.days} days" if job.refresh else "never"
    yield "Prior auths", LEVEL_WORDS[job.level]
    names = {one.id: one.name for one in people}
    for one in people:
        kept = matrix.of.get((one.id, job.id))
        if kept:
            trainer = f", learns with {names.get(kept.trainer, '?')}" if kept.trainer else ""
            yield one.name, f"{_stands(kept, job, today)}{trainer}{signed_words(kept)}"
        elif job.is_suggested_to(one):
            yield one.name, "not trained yet"


def _fields_of_person(
    person: Person, matrix: Matrix, names: dict[PersonId, str], today: date
) -> Iterator[tuple[str, str]]:
    yield "Name", person.name
    yield "Roles", ", ".join(person.roles) or "none"
    for job in matrix.jobs:
        one = matrix.of.get((person.id, job.id))
        if one or job.is_suggested_to(person):
            trainer = f", learns with {names.get(one.trainer, '?')}" if one and one.trainer else ""
            signed = signed_words(one) if one else ""
            yield job.name, f"{_stands(one, job, today)}{trainer}{signed}"


def _page_of_grid(look: Look, answers: dict[str, str]) -> Look:
    return Look(filter="grid", typed=str(int(look.typed or 0) + MORE))


TURNS: tuple[Turn, ...] = (
    to_open("Which one?", "View"),
    to_filter("What do you look at?", FILTERS.items()),
    Turn("m", "More jobs", _page_of_grid),
)
