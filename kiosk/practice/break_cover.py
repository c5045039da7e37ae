"""Who covers while somebody is away, and which roles a break would leave alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.practice.breaks import BreakPolicy
from kiosk.practice.days import after, between, instant
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId

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


def choose(person: Person, here: Iterable[Present]) -> Person | None:
    """Who covers for this person: somebody present of the same role, who covers for the fewest.

    The first of their roles goes before the others. The same input gives the same answer; None
    when nobody of these roles is left.
    """
    present = list(here)
    busy = Counter(one.covered_by for one in present if one.is_away)
    free = [one.person for one in present if not one.is_away and one.person.id != person.id]
    for role in person.roles:
        fit = [one for one in free if role in one.roles]
        if fit:
            return min(fit, key=lambda one: (busy[one.id], one.name, one.id))
    return None


def check(person: Person, cover: Person, here: Iterable[Present]) -> None:
    """Raises Refusal when this cannot be the one who covers."""
    if cover.id == person.id:
        raise Refusal("Nobody covers for themselves.")
    present = [one for one in here if one.person.id == cover.id]
    if not present:
        raise Refusal(f"{cover.name} is not here.")
    if present[0].is_away:
        raise Refusal(f"{cover.name} is away too.")


def slots(
    person: Person,
    here: Sequence[Present],
    plans: Iterable[Planned],
    earliest: datetime,
    latest: datetime,
    policy: BreakPolicy,
) -> tuple[Slot, ...]:
    """The last times, a quarter of an hour apart, at which this person could plan to have lunch.

    here: everybody who is here today. plans: everybody's. earliest, latest: bounds, both allowed.
    A slot that leaves a role alone is not left out: it says so.
    """
    others = [one for one in plans if one.person != person.id]
    times = [_quarter(earliest)]
    while instant(times[-1]) <= instant(latest):
        times.append(after(times[-1], QUARTER))
    return tuple(_slot(person, here, others, begins, policy) for begins in times[:-1][-MOST_SLOTS:])


def _slot(
    person: Person,
    here: Sequence[Present],
    others: Iterable[Planned],
    begins: datetime,
    policy: BreakPolicy,
) -> Slot:
    ends = after(begins, policy.meal)
    gone = {
        one.person
        for one in others
        if instant(one.begins) < instant(ends) and instant(begins) < instant(one.ends(policy))
    }
    also = tuple(one.person for one in here if one.person.id in gone)
    left = [one.person for one in here if one.person.id not in gone | {person.id}]
    staffed = {role for one in left for role in one.roles}
    return Slot(begins, also, tuple(role for role in person.roles[:1] if role not in staffed))


def _quarter(moment: datetime) -> datetime:
    """The next full quarter of an hour."""
    hour = moment.replace(minute=0, second=0, microsecond=0)
    return after(hour, -(-between(hour, moment) // QUARTER) * QUARTER)
