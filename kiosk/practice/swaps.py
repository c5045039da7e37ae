"""Swaps of shifts: asked for, agreed by the other, decided by a manager."""

from dataclasses import replace
from datetime import date
from typing import Literal

from kiosk.practice.errors import Refusal
from kiosk.practice.people import PersonId
from kiosk.practice.values import dataclass

SwapState = Literal["asked", "agreed", "refused", "approved", "declined", "withdrawn"]
OPEN_SWAP: tuple[SwapState, ...] = ("asked", "agreed")
ALLOWED: dict[SwapState, tuple[SwapState, ...]] = {
    "agreed": ("asked",),
    "refused": ("asked",),
    "approved": ("agreed",),
    "declined": ("agreed",),
    "withdrawn": OPEN_SWAP,
}


@dataclass(frozen=True)
class Swap:
    """Somebody gives the shifts of a day, and takes those of another's.

    person, day: who asks, and what they give. other, other_day: whom they ask, and for what.
    """

    number: int
    person: PersonId
    day: date
    other: PersonId
    other_day: date
    state: SwapState = "asked"

    @property
    def first(self) -> date:
        """The earlier of the two days: until then it can be agreed and decided."""
        return min(self.day, self.other_day)


def check_days(one: Swap, today: date) -> None:
    """Raises Refusal for a day that has passed."""
    if one.first < today:
        raise Refusal("One of the two days has passed, so that cannot be swapped any more.")


def undecided(one: Swap, today: date) -> Swap:
    """A swap once the manager's word was taken back. Raises Refusal when that cannot be."""
    if one.state not in ("approved", "declined"):
        raise Refusal(f"That swap is {one.state}: there is no decision to take back.")
    check_days(one, today)
    return replace(one, state="agreed")


def moved(one: Swap, state: SwapState, by: PersonId | None, today: date) -> Swap:
    """A swap once somebody has answered, decided or withdrawn it.

    by: who does; None: the store's owner. That somebody manages is not asked here. Raises Refusal
    when it is not theirs to do, when it does not stand so, or a day has passed.
    """
    if state in ("agreed", "refused") and by != one.other:
        raise Refusal("Only whoever was asked can answer that.")
    if state == "withdrawn" and by not in (one.person, one.other):
        raise Refusal("That swap is not yours to take back.")
    if state in ("approved", "declined") and by in (one.person, one.other):
        raise Refusal("Nobody decides about a swap of their own. Another manager can.")
    if one.state not in ALLOWED.get(state, ()):
        waits = ": the other has not agreed yet" if one.state == "asked" else " already"
        raise Refusal(f"That swap is {one.state}{waits}.")
    if state in ("agreed", "approved"):
        check_days(one, today)
    return replace(one, state=state)
