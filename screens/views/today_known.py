"""What is known of this moment: who is here, who is on the roster; and how a day is laid out."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from datetime import date, datetime

from kiosk.practice import absences
from kiosk.practice.absences import Team
from kiosk.practice.break_cover import Present
from kiosk.practice.breaks import BreakPolicy, Stay
from kiosk.practice.days import day_of, instant
from kiosk.practice.people import Person, PersonId
from kiosk.practice.roster import PersonDay
from kiosk.practice.values import dataclass
from screens.views.absence_words import loaded, team
from storage.store import Store

JOB, GAP, PERSON, ABSENT = "job", "gap", "person", "absent"  # what a line is about
OUT, DAY, EVENT, PROTECTED = "out", "day", "event", "protected"


@dataclass(frozen=True)
class Line:
    """One line: what it is about, if anything, in a few columns of words."""

    id: str
    name: str
    words: str


@dataclass(frozen=True)
class Section:
    """Lines under a heading; another noun may add one of its own."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Known:
    """What is known of this moment. stays: of those who are here."""

    now: datetime
    today: date
    team: Team
    days: tuple[PersonDay, ...]
    present: dict[PersonId, Present]
    stays: dict[PersonId, Stay]
    policy: BreakPolicy
    by_hand: absences.ByHand

    @property
    def names(self) -> dict[PersonId, str]:
        """Everybody's name."""
        return {one.id: one.name for one in self.team.people}


def known_now(store: Store, is_weighed: bool = True) -> Known:
    """Who is here, who is on the roster, and what is known of the next days.

    is_weighed: whether it is to be chosen who covers, by average weeks.
    """
    now, settings = store.clock.now(), store.settings.current()
    today = day_of(now, settings.day_boundary)
    found = team(store, today, today + absences.AHEAD, with_hours=False)
    days = absences.days_of(found, today)
    if is_weighed and any(one.is_out for one in days):
        found = loaded(found, today)
    stays = {one.person: one for one in store.breaks.open_stays(now)}
    present = {one.person.id: one for one in store.covers.present(now)}
    by_hand = store.roster.chosen_covers(today)
    gone = frozenset(_gone(days, store.breaks.left(today) - present.keys(), now))
    found = replace(found, protected=store.protected_time.between(today, today), gone=gone)
    return Known(now, today, found, days, present, stays, settings.breaks, by_hand)


def _gone(days: Iterable[PersonDay], left: Set[PersonId], now: datetime) -> Iterator[PersonId]:
    """Who of those that have left is not expected again today."""
    for one in days:
        later = any(instant(shift.begins) > instant(now) for shift in one.expected)
        if one.person in left and not later:
            yield one.person


def day_of_person(person: PersonId, known: Known) -> PersonDay | None:
    """What the roster says of somebody today."""
    return next((one for one in known.days if one.person == person), None)


def works_until(person: PersonId, known: Known) -> datetime | None:
    """Until when somebody is expected today; None: nobody knows, or it is over."""
    return ends_of(day_of_person(person, known), known.now)


def role_of(person: Person, known: Known) -> str:
    """The role of the shift that goes on just now, or else the person's first."""
    return role_now(day_of_person(person.id, known), known.now) or person.role


def ends_of(day: PersonDay | None, now: datetime) -> datetime | None:
    """When the last shift of a day ends, if that is still to come."""
    ends = [shift.ends for shift in day.expected] if day else []
    return max((end for end in ends if instant(end) > instant(now)), default=None)


def role_now(day: PersonDay | None, now: datetime) -> str:
    """The role of the shift that goes on just now, where it says one."""
    for shift in day.expected if day else ():
        if instant(shift.begins) <= instant(now) < instant(shift.ends) and shift.role:
            return shift.role
    return ""
