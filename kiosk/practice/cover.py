"""Choosing who covers: one function for breaks, for people who are out, and for plans."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from kiosk.practice.jobs import Job
from kiosk.practice.people import Person
from kiosk.practice.training import Matrix
from kiosk.practice.values import dataclass

Fits = Callable[[Person], int]  # how well somebody fits; 0: not at all
MOST_NEAREST = 3
NO_TIME = timedelta()
LAST_ASKED = "; in protected time, and nobody else is free"


@dataclass(frozen=True)
class Candidate:
    """Somebody who might cover.

    is_present: here, or on the roster for the time that matters. is_away: on a break just now.
    covers: for how much they cover already. hours: their average week, by which load is kept fair.
    is_protected: some of that time is set aside for prior auths.
    """

    person: Person
    is_present: bool = True
    is_away: bool = False
    covers: int = 0
    hours: timedelta = NO_TIME
    is_protected: bool = False


@dataclass(frozen=True)
class Choice:
    """Who covers, and why; or nobody, and who comes nearest. is_by_hand: somebody changed it."""

    cover: Person | None
    why: str
    nearest: tuple[Person, ...] = ()
    is_by_hand: bool = False


def choose(needs: Sequence[Job], candidates: Sequence[Candidate], matrix: Matrix) -> Choice:
    """Who covers for these jobs: somebody trained and present, not away, who covers the least.

    Whoever is in protected time is the last to be asked. Of those who are trained for some of the
    jobs, whoever is for the most of them comes first; then whoever covers the least, has the
    shortest week, and the first by name. The same input gives the same answer. Nobody who is
    untrained or absent is ever chosen; where nobody is left, it names who comes nearest: trained
    and not here, or here and learning.
    """
    chosen = fittest(candidates, lambda person: _known(person, needs, matrix))
    if chosen:
        return Choice(chosen.person, _why(chosen, needs, matrix))
    near = nearest(
        candidates,
        lambda person: _known(person, needs, matrix),
        lambda person: any(matrix.stand(person.id, job.id) == "learning" for job in needs),
    )
    names = "; ".join(_nearness(one, needs, matrix) for one in near)
    jobs = ", ".join(job.name for job in needs)
    told = f". Nearest: {names}" if names else ""
    people = tuple(one.person for one in near)
    return Choice(None, f"nobody trained for {jobs} is here{told}", people)


def fittest(candidates: Sequence[Candidate], fits: Fits) -> Candidate | None:
    """Who is present, not away, and fits best; then whoever has the least to do, as above."""
    free = [one for one in candidates if one.is_present and not one.is_away and fits(one.person)]
    return min(
        free, key=lambda one: (one.is_protected, -fits(one.person), *_load(one)), default=None
    )


def nearest(
    candidates: Sequence[Candidate], fits: Fits, learns: Callable[[Person], bool]
) -> tuple[Candidate, ...]:
    """Who comes nearest where nobody fits just now: not here but fitting, or here and learning."""
    near = [(0, one) for one in candidates if fits(one.person)]
    near += [
        (1, one)
        for one in candidates
        if one.is_present and not fits(one.person) and learns(one.person)
    ]
    near.sort(key=lambda pair: (pair[0], not pair[1].is_present, *_load(pair[1])))
    return tuple(one for _, one in near[:MOST_NEAREST])


def _known(person: Person, needs: Sequence[Job], matrix: Matrix) -> int:
    """For how many of the jobs they are trained."""
    return sum(person.id in matrix.trained[job.id] for job in needs)


def _load(one: Candidate) -> tuple[int, timedelta, str, int]:
    return one.covers, one.hours, one.person.name, one.person.id


def _why(one: Candidate, needs: Sequence[Job], matrix: Matrix) -> str:
    jobs = ", ".join(job.name for job in needs if one.person.id in matrix.trained[job.id])
    load = f"covers {one.covers} already" if one.covers else "covers nothing else"
    return f"trained for {jobs}, {load}{LAST_ASKED if one.is_protected else ''}"


def _nearness(one: Candidate, needs: Sequence[Job], matrix: Matrix) -> str:
    if not _known(one.person, needs, matrix):
        return f"{one.person.name}, learning"
    return f"{one.person.name}, {'away' if one.is_present else 'off today'}"
