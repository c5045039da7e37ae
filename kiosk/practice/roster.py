"""Who works when: usual weeks, named weeks, changed days, time off, called out, and what is on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import Literal

from kiosk.practice.days import between, instant
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.time_off import Leave
from kiosk.practice.values import dataclass
from kiosk.practice.words import clean

ONE_DAY = timedelta(days=1)
WEEK = 7 * ONE_DAY
LONGEST_WEEK_NAME, LONGEST_TITLE = 30, 40
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
Absence = Literal["", "time off", "called out"]


@dataclass(frozen=True)
class WorkHours:
    """A time of work on the wall clock; one that ends before it begins ends on the next day."""

    begins: time
    ends: time
    role: str = ""  # empty: the person's first

    def on(self, day: date, zone: tzinfo) -> tuple[datetime, datetime]:
        """When it begins and ends on a day, right over midnight and daylight saving."""
        last = day if self.ends > self.begins else day + ONE_DAY
        return datetime.combine(day, self.begins, zone), datetime.combine(last, self.ends, zone)


@dataclass(frozen=True)
class Shift:
    """Somebody at work in a role, from a moment to a moment."""

    person: PersonId
    begins: datetime
    ends: datetime
    role: str = ""

    @property
    def lasts(self) -> timedelta:
        """How long it takes; a night on which the clock changes is longer or shorter."""
        return between(self.begins, self.ends)

    def overlaps(self, begins: datetime, ends: datetime) -> timedelta:
        """How much of a stretch of time it covers."""
        first, last = max(self.begins, begins, key=instant), min(self.ends, ends, key=instant)
        return max(between(first, last), timedelta())


@dataclass(frozen=True)
class DayEvent:
    """A meeting or something else of a day. roles: whose it is; none: everybody's."""

    number: int
    day: date
    title: str | None
    begins: time
    ends: time
    is_paid: bool = True
    roles: tuple[str, ...] = ()

    def is_for(self, person: Person) -> bool:
        """Whether this person belongs there."""
        return not self.roles or bool(set(self.roles) & set(person.roles))


@dataclass(frozen=True)
class PersonDay:
    """What the roster says of one person on one day.

    shifts: those that are meant, whether they come or not. is_conflict: somebody put them on the
    roster for a day on which they have time off.
    """

    person: PersonId
    day: date
    shifts: tuple[Shift, ...] = ()
    absence: Absence = ""
    is_conflict: bool = False

    @property
    def hours(self) -> tuple[WorkHours, ...]:
        """The same shifts as times on the wall clock."""
        shifts = self.shifts
        return tuple(WorkHours(one.begins.time(), one.ends.time(), one.role) for one in shifts)

    @property
    def expected(self) -> tuple[Shift, ...]:
        """The shifts for which they are expected."""
        return () if self.absence else self.shifts

    @property
    def is_out(self) -> bool:
        """Whether they would work, and do not come."""
        return bool(self.absence and self.shifts)


OfWeek = Mapping[tuple[PersonId, int], tuple[WorkHours, ...]]  # no hours: off
NO_WEEK: OfWeek = {}


@dataclass(frozen=True)
class Roster:
    """All that the roster says about some days.

    usual: by person and weekday (Monday is 0). named: weeks by name, which say only what differs.
    weeks_on: by their Monday, which named weeks are switched on, in that order. changes: single
    days of a person. called_out: who will not come on which day.
    """

    usual: OfWeek = field(default_factory=dict)
    named: Mapping[str, OfWeek] = field(default_factory=dict)
    weeks_on: Mapping[date, tuple[str, ...]] = field(default_factory=dict)
    changes: Mapping[tuple[PersonId, date], tuple[WorkHours, ...]] = field(default_factory=dict)
    leaves: tuple[Leave, ...] = ()
    called_out: frozenset[tuple[PersonId, date]] = frozenset()
    events: tuple[DayEvent, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether anybody's hours are known at all."""
        return bool(self.usual or self.changes or self.named)

    def has(self, person: PersonId) -> bool:
        """Whether anything was ever said of when this person works, in these days or weeks."""
        weeks = (self.usual, *self.named.values())
        in_weeks = any(who == person for week in weeks for who, _ in week)
        return in_weeks or any(who == person for who, _ in self.changes)

    def without(self, person: PersonId, first: date, last: date) -> "Roster":
        """The roster as it would be if somebody were off from a day to a day."""
        leave = Leave(0, person, first, last, "approved")
        return replace(self, leaves=(*self.leaves, leave))

    def events_on(self, day: date) -> tuple[DayEvent, ...]:
        """What is on, the earliest first."""
        found = (one for one in self.events if one.day == day)
        return tuple(sorted(found, key=lambda one: (one.begins, one.number)))


def monday_of(day: date) -> date:
    """The Monday of the week that a day is in."""
    return day - timedelta(days=day.weekday())


def of_person(roster: Roster, person: PersonId, day: date, zone: tzinfo) -> PersonDay:
    """What the roster says of somebody on a day.

    A changed day comes before a named week, and that before the usual week. Time off takes the
    usual hours away without more ado; with hours that were put there for that week or day it is a
    conflict, which somebody must settle.
    """
    hours, is_meant = hours_of(roster, person, day)
    shifts = tuple(Shift(person, *one.on(day, zone), one.role) for one in hours)
    absence = _absence(roster, person, day)
    is_conflict = absence == "time off" and is_meant and bool(shifts)
    return PersonDay(person, day, shifts, absence, is_conflict)


def _absence(roster: Roster, person: PersonId, day: date) -> Absence:
    """Why somebody does not come on a day, if they do not."""
    if (person, day) in roster.called_out:
        return "called out"
    is_off = any(one.person == person and one.holds(day) for one in roster.leaves)
    return "time off" if is_off else ""


def hours_of(roster: Roster, person: PersonId, day: date) -> tuple[tuple[WorkHours, ...], bool]:
    """Somebody's hours of a day, whether they come or not; and whether they were put there.

    Put there are those of a changed day, and of a named week that is on.
    """
    changed = roster.changes.get((person, day))
    if changed is not None:
        return changed, True
    key = (person, day.weekday())
    for name in reversed(roster.weeks_on.get(monday_of(day), ())):
        differing = roster.named.get(name, NO_WEEK).get(key)
        if differing is not None:
            return differing, True
    return roster.usual.get(key, ()), False


def of_day(
    roster: Roster, people: Iterable[Person], day: date, zone: tzinfo
) -> tuple[PersonDay, ...]:
    """What it says of everybody who belongs to the practice on that day, in their order."""
    return tuple(of_person(roster, one.id, day, zone) for one in people if one.works_here(day))


def expected(days: Iterable[PersonDay]) -> tuple[Shift, ...]:
    """All shifts for which somebody is expected."""
    return tuple(shift for one in days for shift in one.expected)


def hours_worked(
    roster: Roster, people: Sequence[Person], monday: date, weeks: int, zone: tzinfo
) -> dict[PersonId, timedelta]:
    """How long each is on the roster on average in a week, over the weeks up to this one.

    Who covers is chosen by this too, so that it is not always the same person.
    """
    total = {one.id: timedelta() for one in people}
    first = monday - (weeks - 1) * WEEK
    for day in (first + step * ONE_DAY for step in range(7 * weeks)):
        lasts: dict[tuple[WorkHours, ...], timedelta] = {}  # many have the same hours
        for one in people:
            hours, _ = hours_of(roster, one.id, day)
            if not hours or not one.works_here(day) or _absence(roster, one.id, day):
                continue
            if hours not in lasts:
                spans = (between(*each.on(day, zone)) for each in hours)
                lasts[hours] = sum(spans, timedelta())
            total[one.id] += lasts[hours]
    return {person: worked / weeks for person, worked in total.items()}


def check_hours(hours: Sequence[WorkHours]) -> None:
    """Raises Refusal for times that overlap, or that last no time at all."""
    spans = []
    for one in hours:
        begins, ends = _minutes(one.begins), _minutes(one.ends)
        if begins == ends:
            raise Refusal("A shift that ends when it begins is none. Look at the two times.")
        spans.append((begins, ends if ends > begins else ends + 24 * 60))
    spans.sort()
    for (_, before), (after, _) in pairwise(spans):
        if after < before:
            raise Refusal("Two times of one day overlap. Let one end before the next begins.")


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def week_name(typed: str) -> str:
    """The name of a week that differs. Raises Refusal when nothing is left of it."""
    name = clean(typed, LONGEST_WEEK_NAME)
    if not name:
        raise Refusal("A week that differs needs a name, such as 'one MA out'.")
    return name
