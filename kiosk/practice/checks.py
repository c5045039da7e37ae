"""Routine checks, such as the log of the vaccine fridge: when each is due, and what was found."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal, NewType

from kiosk.practice import spans
from kiosk.practice.days import after, day_of, instant
from kiosk.practice.errors import Refusal
from kiosk.practice.jobs import JobId
from kiosk.practice.opening_hours import OpeningHours
from kiosk.practice.people import Person, PersonId, require_manager
from kiosk.practice.roster import ONE_DAY
from kiosk.practice.training import Matrix
from kiosk.practice.values import dataclass
from kiosk.practice.words import clean

CheckId = NewType("CheckId", int)
CHECK = "check"  # how the trail calls one; its number follows, and a day where it is of one
Outcome = Literal["all well", "finding", "not done"]
LONGEST_CHECK, LONGEST_FOUND = 40, 200  # characters
MOST_CHECKS = 50
SHORTEST_WITHIN, LONGEST_WITHIN = timedelta(minutes=5), timedelta(hours=12)
LOOKED_BACK = timedelta(days=14)  # for how long a missed one needs a look


@dataclass(frozen=True)
class CheckWords:
    """What a manager writes of a check: what is looked at, whose job it is, and when.

    weekdays: Monday is 0. at: from when, on the wall clock. within: how long there is for it.
    """

    what: str
    job: JobId
    weekdays: tuple[int, ...]
    at: time
    within: timedelta


@dataclass(frozen=True)
class Check:
    """A routine check. begun, ended: since when it is on the list, and when it was taken off.

    A check that is changed is another one from then on: what was due before stays as it was.
    """

    id: CheckId
    words: CheckWords
    begun: datetime
    ended: datetime | None = None


@dataclass(frozen=True)
class Tick:
    """What somebody noted of a check of a day. words: what was found, or why it was not done."""

    number: int
    check: CheckId
    day: date
    outcome: Outcome
    by: PersonId
    at: datetime
    words: str = ""

    @property
    def key(self) -> str:
        """How the trail calls the check of that day."""
        return key_of(self.check, self.day)

    @property
    def has_finding(self) -> bool:
        """Whether something was not as it should be."""
        return self.outcome == "finding"


@dataclass(frozen=True)
class Due:
    """A check of one working day: from when to when it is to be done, and what was noted."""

    check: Check
    day: date
    begins: datetime
    ends: datetime
    tick: Tick | None = None

    @property
    def key(self) -> str:
        """How the trail calls it: check 3 2026-03-06."""
        return key_of(self.check.id, self.day)

    def is_to_do(self, now: datetime) -> bool:
        """Whether its time has come, and nobody has ticked it."""
        return self.tick is None and instant(self.begins) <= instant(now)

    def is_late(self, now: datetime) -> bool:
        """Whether its time is over, and nobody has ticked it."""
        return self.tick is None and instant(self.ends) <= instant(now)

    def was_late(self) -> bool:
        """Whether it was ticked after its time."""
        return self.tick is not None and instant(self.ends) <= instant(self.tick.at)


@dataclass(frozen=True)
class Calendar:
    """Which working days there are: when it is open, when a day ends, in which zone."""

    opening: OpeningHours
    boundary: time
    zone: tzinfo

    def moment(self, day: date, at: time) -> datetime:
        """When a clock shows this time on a working day, which may be after midnight."""
        return datetime.combine(day + ONE_DAY if at < self.boundary else day, at, self.zone)


def key_of(check: CheckId, day: date) -> str:
    """How the trail calls a check of a day."""
    return f"{CHECK} {check} {day}"


def of_day(
    day: date, checks: Iterable[Check], ticks: Iterable[Tick], calendar: Calendar
) -> tuple[Due, ...]:
    """The checks of a working day, in the order of their times; a closed day has none.

    ticks: what was noted, of this day and others.
    """
    found = sorted(_of_day(day, checks, ticks, calendar), key=lambda one: instant(one.begins))
    return tuple(found) if found and calendar.opening.on(day) else ()


def to_do(
    checks: Collection[Check], ticks: Collection[Tick], now: datetime, calendar: Calendar
) -> tuple[Due, ...]:
    """Those whose time has come and that nobody has ticked, as long as they can be ticked."""
    today = day_of(now, calendar.boundary)
    found = [
        one
        for day in (today - ONE_DAY, today)
        for one in _of_day(day, checks, ticks, calendar)
        if one.is_to_do(now) and (day == today or not one.is_late(now))
    ]
    found.sort(key=lambda one: (instant(one.ends), one.check.id))
    return tuple(one for one in found if calendar.opening.on(one.day))


def missed(
    checks: Collection[Check], ticks: Collection[Tick], now: datetime, calendar: Calendar
) -> Iterator[Due]:
    """Those of the last days that nobody ticked in their time, nor since; the oldest first."""
    today = day_of(now, calendar.boundary)
    for back in range(LOOKED_BACK.days, -1, -1):
        for one in of_day(today - back * ONE_DAY, checks, ticks, calendar):
            if one.is_late(now):
                yield one


def _of_day(
    day: date, checks: Iterable[Check], ticks: Iterable[Tick], calendar: Calendar
) -> Iterator[Due]:
    """Those of a day as if it were open; of what was changed or taken off, what was over."""
    noted = {one.check: one for one in ticks if one.day == day}
    for one in checks:
        if day.weekday() in one.words.weekdays:
            begins = calendar.moment(day, one.words.at)
            ends, tick = after(begins, one.words.within), noted.get(one.id)
            is_over = one.ended is None or instant(one.ended) >= instant(ends)
            if instant(one.begun) <= instant(begins) and (tick or is_over):
                yield Due(one, day, begins, ends, tick)


def holders(
    job: JobId, here: Sequence[Person], matrix: Matrix, chosen: Collection[PersonId] = ()
) -> tuple[Person, ...]:
    """Who has a job today: of those here, whose own it is, or else who is trained for it.

    chosen: who was chosen by hand to cover for it.
    """
    able = [one for one in here if one.id in matrix.trained.get(job, ())]
    own = [one for one in able if any(mine.id == job for mine in matrix.own_jobs(one))]
    return tuple(one for one in here if one in (own or able) or one.id in chosen)


def check_tick(one: Due, now: datetime, boundary: time, noted_by: str) -> None:
    """Raises Refusal when it cannot be ticked. noted_by: who ticked it, where somebody has."""
    _require_free(one, noted_by)
    if not one.is_to_do(now):
        raise Refusal(f"It is not time yet. That one is due from {one.begins:%-I:%M %p} on.")
    if one.is_late(now) and day_of(now, boundary) > one.day:
        raise Refusal("That day is over. A manager sees to it in Needs a look.")


def check_not_done(one: Due, manager: Person, now: datetime, noted_by: str) -> None:
    """Raises Refusal when it cannot be noted that nobody did it, and NotAllowed for others."""
    require_manager(manager)
    _require_free(one, noted_by)
    if not one.is_late(now):
        raise Refusal(f"There is time for that one until {one.ends:%-I:%M %p}.")


def check_take_back(tick: Tick, who: Person) -> None:
    """Raises Refusal for anybody but whoever noted it."""
    if tick.by != who.id:
        raise Refusal("Only whoever noted that can take it back.")


def _require_free(one: Due, noted_by: str) -> None:
    if one.tick:
        done = "noted" if one.tick.outcome == "not done" else "ticked"
        raise Refusal(f"{noted_by} {done} that already, at {one.tick.at:%-I:%M %p}.")


def as_what(typed: str, taken: Collection[str]) -> str:
    """What is looked at. Raises Refusal when nothing is left of it, or another is called so."""
    what = clean(typed, LONGEST_CHECK)
    if not what:
        raise Refusal("Say what is looked at, such as vaccine fridge log.")
    if what.casefold() in {one.casefold() for one in taken}:
        raise Refusal(f"There is a check {what} already. Let it say what differs, such as when.")
    return what


def as_within(typed: str) -> timedelta:
    """How long there is for it. Raises Refusal, which says how to write it."""
    try:
        within = spans.read(" ".join(typed.split()))
    except ValueError:
        within = timedelta()
    if not SHORTEST_WITHIN <= within <= LONGEST_WITHIN:
        least, most = spans.shown(SHORTEST_WITHIN), spans.shown(LONGEST_WITHIN)
        told = clean(typed, 20)
        raise Refusal(f"'{told}' does not fit. Write {least} to {most}, such as 30 min.")
    return within


def check_room(count: int) -> None:
    """Raises Refusal when the practice has as many checks as it may."""
    if count >= MOST_CHECKS:
        raise Refusal(f"There are {count} checks already, and that is all there is room for.")
