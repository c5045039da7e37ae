"""Shifts that somebody asks everyone to take: the first who says yes has it."""

from dataclasses import replace
from datetime import date
from typing import Literal

from kiosk.practice import roster, shift_hours
from kiosk.practice.absences import Team
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.shift_hours import Changes, Handed
from kiosk.practice.values import dataclass

OpenState = Literal["open", "taken", "withdrawn"]


@dataclass(frozen=True)
class OpenShift:
    """The shifts of a day of somebody, for whoever takes them first. taker: who has."""

    number: int
    person: PersonId
    day: date
    state: OpenState = "open"
    taker: PersonId | None = None


def check_open(one: OpenShift, taker: Person | None, today: date) -> None:
    """Raises Refusal unless somebody can still take it. taker: who has it already, if anybody."""
    if taker:
        raise Refusal(f"{taker.name} has just taken that shift.")
    if one.state != "open":
        raise Refusal("Nobody need take that shift any more: it was taken back.")
    if one.day < today:
        raise Refusal("That day has passed.")


def who_could(team: Team, giver: Person, day: date) -> tuple[Person, ...]:
    """Who could work somebody's shifts of a day: trained for one of their jobs, and free then.

    Where nobody keeps what the giver is trained for, whoever shares a role with them. Raises
    Refusal when the giver has no shift then.
    """
    of_giver = roster.of_person(team.roster, giver.id, day, team.zone)
    shift_hours.require_shift(giver, of_giver)
    able = (one for one in team.people if one.id != giver.id and is_able(team, giver, one))
    return tuple(one for one in able if _is_free(team, giver, one, day))


def is_able(team: Team, giver: Person, taker: Person) -> bool:
    """Whether somebody is trained for one of the giver's jobs, or has one of their roles."""
    jobs = team.matrix.own_jobs(giver)
    if not jobs:
        return bool(set(giver.roles) & set(taker.roles))
    return any(taker.id in team.matrix.trained[job.id] for job in jobs)


def _is_free(team: Team, giver: Person, taker: Person, day: date) -> bool:
    try:
        shift_hours.after(team.roster, [Handed(giver, taker, day)], team.zone)
    except Refusal:
        return False
    return True


def taken(
    one: OpenShift, team: Team, giver: Person, taker: Person, by_manager: bool
) -> tuple[OpenShift, Changes]:
    """The shift once somebody has it, and the hours of the two then.

    by_manager: a manager says so, who may also give it to somebody untrained. Raises Refusal for
    somebody who is not trained for it, is out, or works at that time already.
    """
    if not (by_manager or is_able(team, giver, taker)):
        raise Refusal(f"You are not trained for what {giver.name} does. A manager can give it.")
    changes = shift_hours.after(team.roster, [Handed(giver, taker, one.day)], team.zone)
    return replace(one, state="taken", taker=taker.id), changes


def withdrawn(one: OpenShift) -> OpenShift:
    """The shift once it need not be taken any more. Raises Refusal when somebody has it."""
    if one.state != "open":
        raise Refusal(f"That shift is {one.state} already.")
    return replace(one, state="withdrawn")
