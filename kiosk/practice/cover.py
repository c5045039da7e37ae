"""Choosing who covers: one function for breaks, for people who are out, and for plans."""

from collections.abc import Sequence
from datetime import timedelta

from kiosk.practice.jobs import Job
from kiosk.practice.people import Person
from kiosk.practice.training import Matrix
from kiosk.practice.values import dataclass

MOST_NEAREST = 3
NO_TIME = timedelta()


@dataclass(frozen=True)
class Candidate:
    """Somebody who might cover.

    is_present: here, or on the roster for the time that matters. is_away: on a break just now.
    covers: for how much they cover already. hours: their average week, by which load is kept fair.
    """

    person: Person
    is_present: bool = True
    is_away: bool = False
    covers: int = 0
    hours: timedelta = NO_TIME


@dataclass(frozen=True)
class Choice:
    """Who covers, and why; or nobody, and who comes nearest. is_by_hand: somebody changed it."""

    cover: Person | None
    why: str
    nearest: tuple[Person, ...] = ()
    is_by_hand: bool = False


def choose(needs: Sequence[Job], candidates: Sequence[Candidate], matrix: Matrix) -> Choice:
    """Who covers for these jobs: somebody trained and present, not away, who covers the least.

    Of those who are trained for some of the jobs, whoever is for the most of them comes first;
    then whoever covers the least, has the shortest week, and the first by name. The same input
    gives the same answer. Nobody who is untrained or absent is ever chosen; where nobody is left,
    it names who comes nearest: trained and not here, or here and learning.
    """
    able = [one for one in candidates if _known(one, needs, matrix)]
    free = [one for one in able if one.is_present and not one.is_away]
    if free:
        chosen = min(free, key=lambda one: (-_known(one, needs, matrix), *_load(one)))
        return Choice(chosen.person, _why(chosen, needs, matrix))
    near = [(0, one) for one in able]
    near += [
        (1, one)
        for one in candidates
        if one not in able
        and one.is_present
        and any(matrix.stand(one.person.id, job.id) == "learning" for job in needs)
    ]
    near.sort(key=lambda pair: (pair[0], *_load(pair[1])))
    names = "; ".join(_nearness(one, needs, matrix) for _, one in near[:MOST_NEAREST])
    jobs = ", ".join(job.name for job in needs)
    nearest = f". Nearest: {names}" if names else ""
    people = tuple(one.person for _, one in near[:MOST_NEAREST])
    return Choice(None, f"nobody trained for {jobs} is here{nearest}", people)


def _known(one: Candidate, needs: Sequence[Job], matrix: Matrix) -> int:
    """For how many of the jobs they are trained."""
    return sum(one.person.id in matrix.trained[job.id] for job in needs)


def _load(one: Candidate) -> tuple[int, timedelta, str, int]:
    return one.covers, one.hours, one.person.name, one.person.id


def _why(one: Candidate, needs: Sequence[Job], matrix: Matrix) -> str:
    jobs = ", ".join(job.name for job in needs if one.person.id in matrix.trained[job.id])
    load = f"covers {one.covers} already" if one.covers else "covers nothing else"
    return f"trained for {jobs}, {load}"


def _nearness(one: Candidate, needs: Sequence[Job], matrix: Matrix) -> str:
    if not _known(one, needs, matrix):
        return f"{one.person.name}, learning"
    return f"{one.person.name}, {'away' if one.is_present else 'off today'}"
