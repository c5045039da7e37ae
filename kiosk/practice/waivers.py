"""Meals that a person gives up, on days on which the policy pack lets them."""

from collections.abc import Iterable
from datetime import datetime

from kiosk.practice.break_packs import ONE_OF_TWO, DayRules
from kiosk.practice.breaks import Stay
from kiosk.practice.days import instant
from kiosk.practice.errors import Refusal
from kiosk.practice.people import PersonId
from kiosk.practice.values import dataclass


@dataclass(frozen=True)
class Waiver:
    """Signed, or revoked. meal: what of, by its name in the pack: *first meal*."""

    person: PersonId
    meal: str
    is_signed: bool
    at: datetime


def may_waive(rules: DayRules) -> tuple[str, ...]:
    """What can be waived under these rules, in their order."""
    meals = tuple(one.name for one in rules.meals if one.waivable_up_to)
    return (*meals, ONE_OF_TWO) if rules.one_of_two_meals else meals


def standing(waivers: Iterable[Waiver]) -> dict[str, Waiver]:
    """The latest word on each meal, of one person, given in the order in which they were said.

    That is the register's order, not the clock's, which somebody may have set back.
    """
    return {one.meal: one for one in waivers}


def waived_on(stay: Stay, waivers: Iterable[Waiver]) -> frozenset[str]:
    """What this person has waived for one working day. waivers: in the order they were said.

    Signed before its end is early enough. Revoked counts for shifts that begin afterwards, so
    that nobody who went without a meal in good faith finds it wrong in the evening.
    """
    before = [
        one
        for one in waivers
        if one.person == stay.person
        and (stay.left is None or instant(one.at) <= instant(stay.left))
        and (one.is_signed or instant(one.at) <= instant(stay.arrived))
    ]
    return frozenset(meal for meal, one in standing(before).items() if one.is_signed)


def sign(meal: str, is_signed: bool, mine: Iterable[Waiver], rules: DayRules) -> None:
    """Raises Refusal when this waiver cannot be signed, or revoked.

    mine: this person's so far.
    """
    has = standing(mine).get(meal)
    if is_signed and meal not in may_waive(rules):
        raise Refusal(f"The rules of this practice do not let anybody waive the {meal}.")
    if is_signed and has and has.is_signed:
        raise Refusal(f"You have waived the {meal} already.")
    if not is_signed and not (has and has.is_signed):
        raise Refusal(f"You have not waived the {meal}.")
