"""The practice's own list of jobs: what each is, in plain words, and which roles suggest it."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Literal, NewType

from kiosk.practice.errors import Refusal
from kiosk.practice.people import LEVELS, Person
from kiosk.practice.values import dataclass
from kiosk.practice.words import clean

JobId = NewType("JobId", int)
JobLevel = Literal["", "anyone", "clinical", "prescriber"]  # of prior auths; empty: another job
LEVELS_OF_JOBS: tuple[JobLevel, ...] = ("", *LEVELS)
LONGEST_JOB = 30
LONGEST_PAGE = 1500
MOST_JOBS = 100
MOST_REFRESH = timedelta(days=3650)


@dataclass(frozen=True)
class Job:
    """Something that is done every day, by whoever is trained for it.

    page: what it is, in plain words; None once destroyed. roles: those that suggest it. refresh:
    after how long training is to be refreshed; no time at all means never. level: of the prior
    auths that are worked on, if this is what the job is.
    """

    id: JobId
    name: str
    page: str | None = ""
    roles: tuple[str, ...] = ()
    refresh: timedelta = timedelta()
    level: JobLevel = ""

    def is_suggested_to(self, person: Person) -> bool:
        """Whether one of this person's roles suggests the job; only training grants it."""
        return bool(set(self.roles) & set(person.roles))


def as_name(typed: str, taken: Collection[str]) -> str:
    """The name of a job. Raises Refusal when nothing is left of it, or another job has it.

    taken: the names of the others.
    """
    name = clean(typed, LONGEST_JOB)
    if not name:
        raise Refusal("A job needs a name, such as phones or vaccines.")
    if name.casefold() in {one.casefold() for one in taken}:
        raise Refusal(f"There is a job {name} already. Names of jobs must differ.")
    return name


def as_refresh(typed: str) -> timedelta:
    """After how many days training is to be refreshed; nothing means never. Raises Refusal."""
    words = typed.strip().casefold().removesuffix("days").strip()
    if not words:
        return timedelta()
    if words.isascii() and words.isdigit() and 0 < int(words[:6]) <= MOST_REFRESH.days:
        return timedelta(days=int(words[:6]))
    told = clean(typed, 20)
    raise Refusal(f"'{told}' is no number of days. Write 1 to {MOST_REFRESH.days}, such as 365.")


def check_room(count: int) -> None:
    """Raises Refusal when the practice has as many jobs as it may."""
    if count >= MOST_JOBS:
        raise Refusal(f"There are {count} jobs already, and that is all there is room for.")


def named(typed: str, jobs: Iterable[Job]) -> Job:
    """The one job that somebody means who types its name or the beginning of it.

    Raises Refusal when there is none, or may be several.
    """
    begun = typed.strip().casefold()
    found = [one for one in jobs if begun and one.name.casefold().startswith(begun)]
    exact = [one for one in found if one.name.casefold() == begun]
    if exact or len(found) == 1:
        return (exact or found)[0]
    if not found:
        raise Refusal("There is no job of that name. Jobs are listed in the managers' Jobs.")
    raise Refusal(f"Type more of it: {', '.join(one.name for one in found[:4])}.")
