"""Shifts that go from one person to another: whether they can, and what the days are like then."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, tzinfo

from kiosk.practice import absences, roster
from kiosk.practice.absences import Broken, Team
from kiosk.practice.cover import NO_TIME
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.roster import ONE_DAY, PersonDay, Roster, Shift, WorkHours
from kiosk.practice.values import dataclass

Changes = Mapping[tuple[PersonId, date], tuple[WorkHours, ...]]
Before = Mapping[tuple[PersonId, date], tuple[WorkHours, ...] | None]


@dataclass(frozen=True)
class Handed:
    """All shifts of a day of somebody, which somebody else works instead."""

    giver: Person
    taker: Person
    day: date


@dataclass(frozen=True)
class Put:
    """What was put on the roster, and what each of the days was changed to before, so that it can
    be taken back. None: as in the person's week.
    """

    changes: Changes
    before: Before


def require_unchanged(put: Put, now: Before) -> None:
    """Raises Refusal when a day was changed since. now: what each is changed to."""
    if any(now[key] != hours for key, hours in put.changes.items()):
        raise Refusal("One of those days was changed since. Nothing was taken back.")


def after(found: Roster, moves: Sequence[Handed], zone: tzinfo) -> Changes:
    """The hours of each of these days, once all of it is handed over.

    Whoever is out keeps their hours: they are out of them. Raises Refusal where there is no shift
    to give, and for a taker who is out then, or works at that time already.
    """
    days = {
        (who.id, one.day): roster.of_person(found, who.id, one.day, zone)
        for one in moves
        for who in (one.giver, one.taker)
    }
    new = {key: day.hours for key, day in days.items()}
    given = {(one.giver.id, one.day) for one in moves}
    for key in given:
        new[key] = new[key] if days[key].absence else ()
    for one in moves:
        of_giver = days[one.giver.id, one.day]
        _check(one, of_giver, found, zone, given)
        as_given = (replace(each, role=each.role or one.giver.role) for each in of_giver.hours)
        both = (*new[one.taker.id, one.day], *as_given)
        new[one.taker.id, one.day] = tuple(sorted(both, key=lambda each: each.begins))
    return new


def require_shift(giver: Person, of_giver: PersonDay) -> None:
    """Raises Refusal when somebody has no shift on a day that could be given."""
    if not of_giver.shifts:
        raise Refusal(f"{giver.name} has no shift {of_giver.day:%a %b %-d}.")


def _check(
    one: Handed,
    of_giver: PersonDay,
    found: Roster,
    zone: tzinfo,
    given: set[tuple[PersonId, date]],
) -> None:
    taker, when = one.taker, f"{one.day:%a %b %-d}"
    if taker.id == one.giver.id:
        raise Refusal("A shift goes to somebody else. Name another person.")
    if not taker.works_here(one.day):
        raise Refusal(f"{taker.name} does not work here {when}.")
    require_shift(one.giver, of_giver)
    if roster.of_person(found, taker.id, one.day, zone).absence:
        raise Refusal(f"{taker.name} is out {when}.")
    near = (one.day + step * ONE_DAY for step in (-1, 0, 1))  # a night lasts into the next day
    own = (
        shift
        for day in near
        if (taker.id, day) not in given
        for shift in roster.of_person(found, taker.id, day, zone).expected
    )
    if any(_overlap(a, b) for a in own for b in of_giver.shifts):
        raise Refusal(f"{taker.name} works at that time already, {when}.")


def _overlap(one: Shift, other: Shift) -> bool:
    return one.overlaps(other.begins, other.ends) > NO_TIME


def what_it_leaves(team: Team, changes: Changes) -> tuple[Broken, ...]:
    """The gaps that some changed days make or widen, with who could cover; days with none not."""
    merged = replace(team.roster, changes={**team.roster.changes, **changes})
    changed = replace(team, roster=merged)
    days = sorted({day for _, day in changes})
    found = (Broken(day, absences.worse_gaps(team, changed, day)) for day in days)
    return tuple(one for one in found if one.gaps)
