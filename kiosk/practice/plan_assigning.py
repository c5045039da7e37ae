"""Who does what of a plan, and why: a role goes to whoever is trained, here and has the least.

So do lead and backup. What nobody here can do says who comes nearest.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

from kiosk.practice import cover
from kiosk.practice.cover import NO_TIME, Candidate, Choice, Fits
from kiosk.practice.jobs import Job
from kiosk.practice.people import Person, PersonId
from kiosk.practice.plans import PHASES, Plan
from kiosk.practice.training import Matrix
from kiosk.practice.values import dataclass

MANAGER = "manager"  # a plan's word for whoever may manage, whatever roles they have
MOST_OTHERS = 2  # named beside the one who was chosen
Stand = Literal["here", "away", "later", "not here", "off"]


@dataclass(frozen=True)
class Colleague:
    """Somebody of the practice as they stand just now.

    at: until when they are here, about when they are back, or from when they come; None: nobody
    knows. role: of today's shift, where that is another than theirs. hours: their average week.
    """

    person: Person
    stand: Stand = "here"
    at: datetime | None = None
    role: str = ""
    hours: timedelta = NO_TIME

    def words(self) -> str:
        """How they stand, as the wall may say it: never on which kind of break, nor why off."""
        time = f"{self.at:%-I:%M %p}" if self.at else ""
        match self.stand:
            case "here":
                return f"here until {time}" if time else "here"
            case "away":
                return f"away, back about {time}" if time else "away"
            case "later":
                return f"comes at {time}" if time else "comes later"
            case "not here":
                return "not here just now"
        return "off today"


@dataclass(frozen=True)
class Sheet:
    """All that one role does in a plan, and who does it. steps: how many, telling people too."""

    role: str
    choice: Choice
    steps: int


@dataclass(frozen=True)
class HandedOut:
    """A plan given to the people of this moment, the most critical role first."""

    lead: Choice
    backup: Choice
    sheets: tuple[Sheet, ...]

    def of_role(self, role: str) -> PersonId | None:
        """Who does what this role does."""
        found = (one.choice.cover for one in self.sheets if one.role == role)
        person = next(found, None)
        return person.id if person else None


@dataclass(frozen=True)
class Leading:
    """Who leads just now. who: None: nobody here could. words: where it is not the lead, why."""

    who: PersonId | None
    words: str = ""


def hand_out(plan: Plan, colleagues: Sequence[Colleague], matrix: Matrix) -> HandedOut:
    """Give each role of a plan to somebody, the most critical first; then name lead and backup.

    Nobody who does not fit, or is not here, is ever chosen. The same input gives the same answer.
    """
    load: Counter[PersonId] = Counter()
    sheets = []
    for role, steps in roles_of(plan).items():
        choice = choose((role,), colleagues, matrix, load)
        if choice.cover:
            load[choice.cover.id] += steps
        sheets.append(Sheet(role, choice, steps))
    lead = choose(plan.lead, colleagues, matrix, load)
    others = [one for one in colleagues if lead.cover is None or one.person.id != lead.cover.id]
    return HandedOut(lead, choose(plan.backup, others, matrix, load), tuple(sheets))


def roles_of(plan: Plan) -> dict[str, int]:
    """How many steps each role has, the most critical role first: by critical steps, then by when.

    Telling somebody counts as a step, and is done before this half-day is over.
    """
    steps = [(one.role, one.is_critical, PHASES.index(one.when)) for one in plan.steps]
    steps += [(one.role, False, PHASES.index("half-day")) for one in plan.tells]
    count = Counter(role for role, _, _ in steps)
    critical = Counter(role for role, is_critical, _ in steps if is_critical)
    first: dict[str, int] = {}
    for role, _, phase in steps:
        first[role] = min(first.get(role, phase), phase)
    ordered = sorted(first, key=lambda role: (-critical[role], first[role]))
    return {role: count[role] for role in ordered}


def choose(
    roles: Sequence[str],
    colleagues: Sequence[Colleague],
    matrix: Matrix,
    load: Mapping[PersonId, int],
) -> Choice:
    """Somebody for the first of these roles that anybody here has, and why.

    load: how many steps each has already; whoever has the fewest is chosen.
    """
    candidates = [
        Candidate(
            one.person,
            one.stand in ("here", "away"),
            one.stand == "away",
            load.get(one.person.id, 0),
            one.hours,
        )
        for one in colleagues
    ]
    for role in roles:
        able = fitting(role, colleagues, matrix)
        found = cover.fittest(candidates, _among(able))
        if found:
            return Choice(found.person, _why(found, able, colleagues))
    return _nobody(roles, candidates, colleagues, matrix)


def fitting(role: str, colleagues: Iterable[Colleague], matrix: Matrix) -> frozenset[PersonId]:
    """Who can do what a plan calls this, here or not.

    The name of a job: who is trained for it, where anybody is. Else a role: who has it, today or
    always. The role manager is had by whoever may manage, too.
    """
    job = _job(role, matrix)
    if job and matrix.trained[job.id]:
        return frozenset(
            one.person.id for one in colleagues if one.person.id in matrix.trained[job.id]
        )
    return frozenset(
        one.person.id
        for one in colleagues
        if role in (*one.person.roles, one.role) or (role == MANAGER and one.person.is_manager)
    )


def leading(
    lead: PersonId | None, backup: PersonId | None, colleagues: Collection[Colleague]
) -> Leading:
    """Who leads just now: the lead, or the backup while the lead is not here."""
    known = {one.person.id: one for one in colleagues}
    first, second = (known.get(one) if one else None for one in (lead, backup))
    if first and first.stand == "here":
        return Leading(first.person.id)
    gone = f"{first.person.name} is {first.words()}" if first else "nobody was named to lead"
    if second and second.stand == "here":
        return Leading(second.person.id, gone)
    also = f", {second.person.name} is {second.words()}" if second else ""
    return Leading(None, f"{gone}{also}")


def _among(able: frozenset[PersonId]) -> Fits:
    return lambda one: int(one.id in able)


def _job(role: str, matrix: Matrix) -> Job | None:
    return next((one for one in matrix.jobs if one.name.casefold() == role.casefold()), None)


def _why(found: Candidate, able: frozenset[PersonId], colleagues: Sequence[Colleague]) -> str:
    """Here until 5:00 PM, has 2 steps; Ken Ito is away, back about 12:30 PM."""
    has = f"has {_steps(found.covers)} already" if found.covers else "has no other steps"
    others = [
        f"{one.person.name} is {one.words()}"
        for one in colleagues
        if one.person.id in able and one.stand == "away"
    ]
    own = next(one for one in colleagues if one.person.id == found.person.id)
    return "; ".join((f"{own.words()}, {has}", *others[:MOST_OTHERS]))


def _nobody(
    roles: Sequence[str],
    candidates: Sequence[Candidate],
    colleagues: Sequence[Colleague],
    matrix: Matrix,
) -> Choice:
    """Nobody, and who comes nearest: away, later, off, or here and learning."""
    able = frozenset[PersonId]().union(*(fitting(one, colleagues, matrix) for one in roles))
    learners = frozenset(_learners(roles, matrix))
    known = {one.person.id: one for one in colleagues}
    near = cover.nearest(candidates, _among(able), lambda one: one.id in learners)
    said = (
        f"{one.name}, {known[one.id].words() if one.id in able else 'learning'}"
        for one in (each.person for each in near)
    )
    told = "; ".join(said)
    wanted = " or ".join(roles) or "a lead"
    rest = f". Nearest: {told}" if told else ", and nobody else is for it"
    return Choice(None, f"nobody for {wanted} is here{rest}", tuple(one.person for one in near))


def _learners(roles: Iterable[str], matrix: Matrix) -> Iterator[PersonId]:
    for role in roles:
        job = _job(role, matrix)
        for one in matrix.trainings if job else ():
            if job and one.job == job.id and one.since is None:
                yield one.person


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count} steps"
