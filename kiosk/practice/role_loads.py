"""Load and breaks by role: what was due, taken and missed, and on which weekdays.

Never about one person: a role with fewer than three people stands together with the others that
have so few, and where even these are fewer, it is left out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from kiosk.practice.figures import count, is_measured
from kiosk.practice.people import PersonId
from kiosk.practice.trends import Day, Period
from kiosk.practice.values import dataclass

FEWEST = 3  # people of a role, or of several together
NAMES = ("worked", "lunches_due", "lunches_missed", "rests_due", "rests_taken", "without_break")
WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
MOST_OF_ALL = 0.5  # of all that were missed, on one weekday: then that day is named


@dataclass(frozen=True)
class Group:
    """A role, or several with few people each. people: how many have any of them."""

    roles: tuple[str, ...]
    people: int

    @property
    def words(self) -> str:
        """How it is called: MA, or LPN, RN."""
        return ", ".join(self.roles)


@dataclass(frozen=True)
class GroupLoad:
    """What a group had in a period. days: on how many of its days that was measured.

    missed_on: how many lunches were missed on each weekday (Monday is 0).
    """

    group: Group
    period: Period
    days: int
    hours: timedelta
    lunches_due: int
    lunches_missed: int
    rests_due: int
    rests_taken: int
    without_break: int
    missed_on: Mapping[int, int]

    @property
    def worst_weekday(self) -> int | None:
        """The weekday on which at least half of the lunches were missed, if more than one was."""
        if self.lunches_missed < 2:
            return None
        weekday, missed = max(self.missed_on.items(), key=lambda one: (one[1], -one[0]))
        return weekday if missed > 1 and missed >= MOST_OF_ALL * self.lunches_missed else None


def groups(people: Mapping[str, Iterable[PersonId]]) -> tuple[tuple[Group, ...], tuple[str, ...]]:
    """The roles that can be shown, small ones together; and those of too few people to show.

    people: who has each role; whoever has two counts for both.
    """
    who = {role: frozenset(some) for role, some in people.items()}
    large = [Group((role,), len(some)) for role, some in who.items() if len(some) >= FEWEST]
    small = [role for role, some in who.items() if 0 < len(some) < FEWEST]
    together = frozenset[PersonId]().union(*(who[role] for role in small))
    if len(together) < FEWEST or len(small) < 2:
        return tuple(large), tuple(small)
    return (*large, Group(tuple(small), len(together))), ()


def load(group: Group, days: Sequence[Day], period: Period) -> GroupLoad | None:
    """What a group had in a period; None where nothing of it was measured."""
    known = [
        one
        for one in days
        if period.first <= one.day <= period.last
        and all(is_measured(f"breaks.{name}", one.measured) for name in NAMES)
    ]
    if not known:
        return None

    def total(name: str, some: Iterable[Day]) -> int:
        figure = f"breaks.{name}"
        every = (count(figure, one.measured, role) for one in some for role in group.roles)
        return sum(each or 0 for each in every)

    missed_on = Counter[int]()
    for one in known:
        missed_on[one.day.weekday()] += total("lunches_missed", (one,))
    return GroupLoad(
        group,
        period,
        len(known),
        timedelta(minutes=total("worked", known)),
        total("lunches_due", known),
        total("lunches_missed", known),
        total("rests_due", known),
        total("rests_taken", known),
        total("without_break", known),
        dict(missed_on),
    )
