"""Shifts that somebody asks everyone to take: the first who says yes has it."""

from dataclasses import replace
from datetime import date
from typing import Literal

from kiosk.practice import break_cover, roster, shift_hours
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
    """Who could work somebody's shifts of a day: able to cover for them, and free then.

    Raises Refusal when the giver has no shift then.
    """
    of_giver = roster.of_person(team.roster, giver.id, day, team.zone)
    shift_hours.require_shift(giver, of_giver)
    others = (one for one in team.people if one.id != giver.id)
    able = break_cover.able(giver, others, team.matrix)
    return tuple(one for one in able if _is_free(team, giver, one, day))


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
    if not (by_manager or break_cover.able(giver, [taker], team.matrix)):
        raise Refusal(f"You are not trained for what {giver.name} does. A manager can give it.")
    changes = shift_hours.after(team.roster, [Handed(giver, taker, one.day)], team.zone)
    return replace(one, state="taken", taker=taker.id), changes


def reopened(one: OpenShift, today: date) -> OpenShift:
    """The shift once its taker has taken that back. Raises Refusal when that cannot be any more."""
    if one.state != "taken":
        raise Refusal("Nobody has that shift any more.")
    if one.day < today:
        raise Refusal("That day has passed.")
    return replace(one, state="open", taker=None)


def withdrawn(one: OpenShift) -> OpenShift:
    """The shift once it need not be taken any more. Raises Refusal when somebody has it."""
    if one.state != "open":
        raise Refusal(f"That shift is {one.state} already.")
    return replace(one, state="withdrawn")
