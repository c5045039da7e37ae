"""Who covers while somebody is away, and which roles a break would leave alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from kiosk.practice import cover
from kiosk.practice.breaks import BreakPolicy
from kiosk.practice.cover import Candidate, Choice
from kiosk.practice.days import after, between, instant
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.protected_time import Protected, is_in
from kiosk.practice.training import EMPTY, Matrix
from kiosk.practice.values import dataclass

QUARTER = timedelta(minutes=15)
MOST_SLOTS = 8  # what can be chosen by one digit, with one left for *no plan*


@dataclass(frozen=True)
class Present:
    """Somebody who is here today. covered_by: who covers for them while they are away."""

    person: Person
    is_away: bool = False
    covered_by: PersonId | None = None


@dataclass(frozen=True)
class Planned:
    """When somebody means to have lunch today."""

    person: PersonId
    begins: datetime

    def ends(self, policy: BreakPolicy) -> datetime:
        """When they would be back."""
        return after(self.begins, policy.meal)


@dataclass(frozen=True)
class Slot:
    """A time at which lunch could begin.

    also: who else means to be away then. alone: roles in which nobody would be left.
    """

    begins: datetime
    also: tuple[Person, ...] = ()
    alone: tuple[str, ...] = ()


def choose(
    person: Person,
    here: Iterable[Present],
    matrix: Matrix = EMPTY,
    protected: Sequence[Protected] = (),
) -> Choice:
    """Who covers for this person, and why.

    Where it is kept who is trained, whoever is for this person's jobs. Elsewhere somebody present
    of the same role, who covers for the fewest; the first of their roles goes before the others.
    The same input gives the same answer. protected: what is set aside for prior auths just now;
    whoever is in it is the last to be asked.
    """
    present = list(here)
    busy = Counter(one.covered_by for one in present if one.is_away)
    others = [one for one in present if one.person.id != person.id]
    if needs := matrix.own_jobs(person):
        known = [
            Candidate(
                one.person,
                True,
                one.is_away,
                busy[one.person.id],
                is_protected=is_in(one.person, protected),
            )
            for one in others
        ]
        return cover.choose(needs, known, matrix)
    free = [one.person for one in others if not one.is_away]
    for role in person.roles:
        fit = [(is_in(one, protected), one) for one in free if role in one.roles]
        if fit:
            is_last, chosen = min(fit, key=lambda pair: (pair[0], *_order(pair[1], busy)))
            return Choice(chosen, f"{role} too{cover.LAST_ASKED if is_last else ''}")
    return Choice(None, f"no other {person.role} is here" if person.role else "nobody is here")


def _order(one: Person, busy: Counter[PersonId | None]) -> tuple[int, str, int]:
    return busy[one.id], one.name, one.id


def able(person: Person, others: Iterable[Person], matrix: Matrix) -> tuple[Person, ...]:
    """Those who could cover for this person: trained for a job of theirs, or of the same role."""
    if needs := matrix.own_jobs(person):
        trained = {who for job in needs for who in matrix.trained[job.id]}
        return tuple(one for one in others if one.id in trained)
    return tuple(one for one in others if set(one.roles) & set(person.roles))


def check(person: Person, chosen: Person, here: Iterable[Present]) -> None:
    """Raises Refusal when this cannot be the one who covers."""
    if chosen.id == person.id:
        raise Refusal("Nobody covers for themselves.")
    present = [one for one in here if one.person.id == chosen.id]
    if not present:
        raise Refusal(f"{chosen.name} is not here.")
    if present[0].is_away:
        raise Refusal(f"{chosen.name} is away too.")


def slots(
    person: Person,
    here: Sequence[Present],
    plans: Iterable[Planned],
    earliest: datetime,
    latest: datetime,
    policy: BreakPolicy,
    matrix: Matrix = EMPTY,
) -> tuple[Slot, ...]:
    """The last times, a quarter of an hour apart, at which this person could plan to have lunch.

    here: everybody who is here today. plans: everybody's. earliest, latest: bounds, both allowed.
    A slot that leaves a role alone, or a job without anybody who is trained, is not left out: it
    says so.
    """
    others = [one for one in plans if one.person != person.id]
    times = [_quarter(earliest)]
    while instant(times[-1]) <= instant(latest):
        times.append(after(times[-1], QUARTER))
    return tuple(
        _slot(person, here, others, begins, policy, matrix) for begins in times[:-1][-MOST_SLOTS:]
    )


def _slot(
    person: Person,
    here: Sequence[Present],
    others: Iterable[Planned],
    begins: datetime,
    policy: BreakPolicy,
    matrix: Matrix,
) -> Slot:
    ends = after(begins, policy.meal)
    gone = {
        one.person
        for one in others
        if instant(one.begins) < instant(ends) and instant(begins) < instant(one.ends(policy))
    }
    also = tuple(one.person for one in here if one.person.id in gone)
    left = [one.person for one in here if one.person.id not in gone | {person.id}]
    return Slot(begins, also, _alone(person, left, matrix))


def _alone(person: Person, left: Sequence[Person], matrix: Matrix) -> tuple[str, ...]:
    """The jobs of this person, or else the role, for which nobody is left."""
    if needs := matrix.own_jobs(person):
        there = {one.id for one in left}
        return tuple(job.name for job in needs if not matrix.trained[job.id] & there)
    staffed = {role for one in left for role in one.roles}
    return tuple(role for role in person.roles[:1] if role not in staffed)


def _quarter(moment: datetime) -> datetime:
    """The next full quarter of an hour."""
    hour = moment.replace(minute=0, second=0, microsecond=0)
    return after(hour, -(-between(hour, moment) // QUARTER) * QUARTER)
