"""Days off: asked for, decided, withdrawn."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from kiosk.practice.errors import Refusal
from kiosk.practice.people import PersonId
from kiosk.practice.values import dataclass

LONGEST_LEAVE = timedelta(days=366)
LeaveState = Literal["asked", "approved", "declined", "withdrawn"]
OPEN_LEAVE: tuple[LeaveState, ...] = ("asked", "approved")


@dataclass(frozen=True)
class Leave:
    """Days off that somebody asks for, or has; both days with them.

    why: in their words, for the manager; None once destroyed. answer: of the manager.
    """

    number: int
    person: PersonId
    first: date
    last: date
    state: LeaveState = "asked"
    why: str | None = ""
    answer: str | None = ""

    def holds(self, day: date) -> bool:
        """Whether it was approved, and the day is among them."""
        return self.state == "approved" and self.first <= day <= self.last


def check(first: date, last: date, today: date, others: Iterable[Leave]) -> None:
    """Raises Refusal for days off that cannot be meant, or that overlap others of the same person.

    others: those that this person has asked for or has.
    """
    if last < first:
        raise Refusal("The last day off is before the first. Look at the two days.")
    if last < today:
        raise Refusal("Those days have passed. What was is told in 'Correct or add a time'.")
    if last - first > LONGEST_LEAVE:
        raise Refusal("That is longer than a year. Ask for it in parts.")
    for one in others:
        if one.state in OPEN_LEAVE and one.first <= last and first <= one.last:
            raise Refusal(
                f"There is time off already from {one.first:%b %-d} to {one.last:%b %-d}."
            )


def check_decider(person: PersonId, by: PersonId | None, other_managers: int) -> None:
    """Raises Refusal for a manager's own days off, where another manager can see to them.

    by: None: the store's owner. other_managers: how many there are besides by.
    """
    if by == person and other_managers:
        raise Refusal("Nobody decides about their own. Another manager can.")


def moved(leave: Leave, state: LeaveState) -> Leave:
    """Time off once it was decided about or withdrawn. Raises Refusal when that was done before."""
    allowed: dict[LeaveState, tuple[LeaveState, ...]] = {
        "approved": ("asked",),
        "declined": ("asked", "approved"),
        "withdrawn": ("asked", "approved"),
    }
    if leave.state not in allowed.get(state, ()):
        raise Refusal(f"That time off is {leave.state} already.")
    return replace(leave, state=state)
