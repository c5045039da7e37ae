"""How everybody stands just now, for whom a plan asks: here, away, later, or off today."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from kiosk.practice.absences import Team
from kiosk.practice.break_cover import Present
from kiosk.practice.cover import NO_TIME
from kiosk.practice.days import instant
from kiosk.practice.people import Person, PersonId
from kiosk.practice.plan_assigning import Colleague, leading
from kiosk.practice.roster import PersonDay, Roster
from screens.views.today_known import Known, day_of_person, ends_of, role_now


def colleagues(known: Known, who: Person | None = None) -> tuple[Colleague, ...]:
    """Everybody who belongs to the practice. who: whoever is at this terminal, and so is here."""
    found = []
    for one in known.team.people:
        stay = known.stays.get(one.id)
        back = stay.back_about(known.policy) if stay else None
        day, here = day_of_person(one.id, known), known.present.get(one.id)
        if who is not None and one.id == who.id and here is None:
            here = Present(one)
        stands = stand(one, day, known.team.roster, here, back, known.now)
        found.append(replace(stands, hours=known.team.hours.get(one.id, NO_TIME)))
    return tuple(found)


def stand(
    person: Person,
    day: PersonDay | None,
    roster: Roster,
    here: Present | None,
    back: datetime | None,
    now: datetime,
) -> Colleague:
    """How one person stands. here: if they have arrived. back: about when, if they are away.

    Whoever notes no times, such as a physician, is where the roster says; where that says nothing
    of them at all, they count as here.
    """
    role = role_now(day, now)
    if here and here.is_away:
        return Colleague(person, "away", back, role)
    if here:
        return Colleague(person, "here", ends_of(day, now), role)
    left = [one for one in day.expected if instant(one.ends) > instant(now)] if day else []
    if not left:
        is_out = bool(day and day.absence)
        counts = not person.breaks_tracked and not is_out and not roster.has(person.id)
        return Colleague(person, "here" if counts else "off")
    if instant(left[0].begins) > instant(now):
        return Colleague(person, "later", left[0].begins, role)
    if person.breaks_tracked:
        return Colleague(person, "not here", None, role)
    return Colleague(person, "here", ends_of(day, now), role)


def leader(
    lead: PersonId | None,
    backup: PersonId | None,
    team: Team,
    days: Mapping[PersonId, PersonDay],
    present: Mapping[PersonId, Present],
    now: datetime,
) -> PersonId | None:
    """Who leads just now, as the home board asks: of these two alone it is looked who is here."""
    stands = [
        stand(one, days.get(one.id), team.roster, present.get(one.id), None, now)
        for one in team.people
        if one.id in (lead, backup)
    ]
    return leading(lead, backup, stands).who
