"""Who covers for people who are out, and what it would break if somebody were."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta, tzinfo

from kiosk.practice import cover, gaps, protected_time, roster
from kiosk.practice.cover import NO_TIME, Candidate, Choice
from kiosk.practice.gaps import Gap
from kiosk.practice.jobs import Job, JobId
from kiosk.practice.opening_hours import OpeningHours
from kiosk.practice.people import Person, PersonId
from kiosk.practice.protected_time import Block, Protected
from kiosk.practice.roster import ONE_DAY, DayEvent, PersonDay, Roster, Shift
from kiosk.practice.training import Matrix
from kiosk.practice.values import dataclass

AHEAD = timedelta(days=14)
MOST_DAYS = 31  # of a longer absence the first are looked at


@dataclass(frozen=True)
class Team:
    """What the rules about absences look at.

    hours: each one's average week. protected: what is set aside for prior auths in these days.
    gone: who has left for today, and is not to come again.
    """

    people: tuple[Person, ...]
    matrix: Matrix
    roster: Roster
    opening: OpeningHours
    zone: tzinfo
    hours: Mapping[PersonId, timedelta]
    protected: tuple[Protected, ...] = ()
    gone: frozenset[PersonId] = frozenset()


@dataclass(frozen=True)
class Covered:
    """One job of somebody who is out, and who covers it."""

    absent: Person
    job: Job
    choice: Choice


@dataclass(frozen=True)
class Broken:
    """What an absence breaks on one day.

    gaps: jobs that it leaves with one trained person or none; each with who could cover. events:
    where they would be missed. alone: whose break nobody of the same jobs could cover.
    """

    day: date
    gaps: tuple[tuple[Gap, Choice], ...] = ()
    events: tuple[DayEvent, ...] = ()
    alone: tuple[Person, ...] = ()


ByHand = Mapping[tuple[PersonId, JobId], PersonId | None]


def gaps_of(team: Team, day: date, shifts: Sequence[Shift] | None = None) -> tuple[Gap, ...]:
    """The gaps of a day. shifts: who is expected, where more is known than the roster says."""
    stretches = team.opening.stretches(day, team.zone)
    if not stretches:
        return ()
    return gaps.gaps(day, _around(team, day) if shifts is None else shifts, stretches, team.matrix)


def days_of(team: Team, day: date) -> tuple[PersonDay, ...]:
    """What the roster says of everybody on a day."""
    return roster.of_day(team.roster, team.people, day, team.zone)


def look_ahead(team: Team, today: date) -> tuple[Gap, ...]:
    """The gaps of the next days, today not with them."""
    days = [today + step * ONE_DAY for step in range(AHEAD.days + 1)]
    on = [roster.expected(days_of(team, day)) for day in days]  # once, though nights ask for two
    return tuple(
        gap
        for day, before, own in zip(days[1:], on[:-1], on[1:], strict=True)
        for gap in gaps_of(team, day, _with_night(before, own, day))
    )


def covers(team: Team, days: Sequence[PersonDay], by_hand: ByHand) -> tuple[Covered, ...]:
    """Who covers the jobs of everybody who is out on a day, in the order of the people.

    days: of everybody. by_hand: who was chosen instead, by absent person and job; None: nobody. A
    choice of somebody who is out too by now, has gone or works here no more holds no longer.
    """
    people = {one.id: one for one in team.people}
    busy: Counter[PersonId] = Counter()
    found = []
    for out in (one for one in days if one.is_out and one.person in people):
        person = people[out.person]
        for job in team.matrix.own_jobs(person):
            choice = _covered(team, out, job, days, busy, by_hand)
            if choice.cover:
                busy[choice.cover.id] += 1
            found.append(Covered(person, job, choice))
    return tuple(found)


def _covered(
    team: Team,
    out: PersonDay,
    job: Job,
    days: Sequence[PersonDay],
    busy: Mapping[PersonId, int],
    by_hand: ByHand,
) -> Choice:
    if (out.person, job.id) in by_hand:
        chosen = by_hand[out.person, job.id]
        person = next((one for one in team.people if one.id == chosen), None)
        cannot = team.gone | {one.person for one in days if one.absence}
        if chosen is None or (person and chosen not in cannot):
            return Choice(person, "chosen by hand", is_by_hand=True)
    return cover.choose((job,), candidates(team, out.person, out.shifts, days, busy), team.matrix)


def candidates(
    team: Team,
    absent: PersonId,
    shifts: Sequence[Shift],
    days: Sequence[PersonDay],
    busy: Mapping[PersonId, int],
) -> tuple[Candidate, ...]:
    """Everybody else; present is whoever is expected for at least half of these shifts."""
    at_work = {one.person: one.expected for one in days}
    return tuple(
        Candidate(
            one,
            one.id not in team.gone and _is_there(at_work.get(one.id, ()), shifts),
            covers=busy.get(one.id, 0),
            hours=team.hours.get(one.id, NO_TIME),
            is_protected=any(block.meets(shifts) for block in blocks_of(team, one, days)),
        )
        for one in team.people
        if one.id != absent
    )


def blocks_of(team: Team, person: Person, days: Sequence[PersonDay]) -> tuple[Block, ...]:
    """What is set aside for prior auths of somebody's time. days: of everybody."""
    if not team.protected:
        return ()
    own = [one for one in days if one.person == person.id and team.opening.on(one.day)]
    of_team = (team.zone, team.roster.is_kept)
    return tuple(
        block
        for one in own
        for block in protected_time.blocks(team.protected, person, one, *of_team)
    )


def _is_there(own: Sequence[Shift], shifts: Sequence[Shift]) -> bool:
    needed = sum((one.lasts for one in shifts), NO_TIME)
    there = sum((a.overlaps(b.begins, b.ends) for a in own for b in shifts), NO_TIME)
    return bool(own) and there * 2 >= needed


def what_it_breaks(team: Team, person: Person, first: date, last: date) -> tuple[Broken, ...]:
    """What it would break if somebody were off from a day to a day; days that break nothing are
    left out.
    """
    last = min(last, first + MOST_DAYS * ONE_DAY)
    without = replace(team, roster=team.roster.without(person.id, first, last))
    days = (first + step * ONE_DAY for step in range((last - first).days + 1))
    found = (_broken(team, without, person, day) for day in days)
    return tuple(one for one in found if one)


def _broken(team: Team, without: Team, person: Person, day: date) -> Broken | None:
    own = roster.of_person(team.roster, person.id, day, team.zone)
    if not own.expected or not team.opening.on(day):
        return None
    found = Broken(
        day,
        worse_gaps(team, without, day, person.id, own.shifts),
        tuple(one for one in team.roster.events_on(day) if one.is_for(person)),
        _alone(team, without, day),
    )
    return found if found.gaps or found.events or found.alone else None


def worse_gaps(
    team: Team,
    changed: Team,
    day: date,
    absent: PersonId | None = None,
    shifts: Sequence[Shift] | None = None,
) -> tuple[tuple[Gap, Choice], ...]:
    """The gaps of a day that a changed roster makes or widens, each with who could cover.

    absent: who certainly cannot. shifts: when to cover; None: as long as each gap lasts.
    """
    before = {one.job.id: one.left for one in gaps_of(team, day)}
    days = days_of(changed, day)
    found = []
    for one in gaps_of(changed, day):
        if one.left < before.get(one.job.id, 2):
            needed = (Shift(PersonId(0), one.begins, one.ends),) if shifts is None else shifts
            others = candidates(changed, absent or PersonId(0), needed, days, {})
            found.append((one, cover.choose((one.job,), others, team.matrix)))
    return tuple(found)


def _alone(team: Team, without: Team, day: date) -> tuple[Person, ...]:
    """Whose breaks somebody could cover before, and nobody can then."""
    return tuple(one for one in _uncovered(without, day) if one not in _uncovered(team, day))


def _uncovered(team: Team, day: date) -> tuple[Person, ...]:
    """Those at work for whom nobody at work is trained."""
    days = roster.of_day(team.roster, team.people, day, team.zone)
    shifts = {one.person: one.expected for one in days if one.expected}
    found = []
    for one in team.people:
        jobs = team.matrix.own_jobs(one) if one.id in shifts else ()
        able = {who for job in jobs for who in team.matrix.trained[job.id]} - {one.id}
        if jobs and not any(_is_there(shifts.get(who, ()), shifts[one.id]) for who in able):
            found.append(one)
    return tuple(found)


def _around(team: Team, day: date) -> tuple[Shift, ...]:
    """The shifts of a day, and those of the evening before that last into it."""
    before, own = (roster.expected(days_of(team, one)) for one in (day - ONE_DAY, day))
    return _with_night(before, own, day)


def _with_night(before: Sequence[Shift], own: Sequence[Shift], day: date) -> tuple[Shift, ...]:
    return (*(one for one in before if one.ends.date() >= day), *own)
