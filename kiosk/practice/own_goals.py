"""A goal that somebody sets for themselves, and that nobody else ever reads."""

from datetime import date, timedelta
from typing import Literal

from kiosk.practice.errors import Refusal
from kiosk.practice.people import PersonId
from kiosk.practice.values import dataclass

OwnFigure = Literal["", "lunches", "rests", "prior auths"]
OWN_FIGURES: dict[OwnFigure, str] = {
    "": "No number, only my words",
    "lunches": "My lunches taken, of those due",
    "rests": "My short breaks taken, of those due",
    "prior auths": "Prior auths that I moved on",
}
LONGEST_OWN_GOAL = 120  # characters
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class OwnGoal:
    """In their own words. until: the last day. figure: the own number that stands beside it."""

    number: int
    person: PersonId
    words: str
    until: date
    figure: OwnFigure = ""

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.until < today


def check_new(has: OwnGoal | None, words: str, until: date, today: date) -> None:
    """Raises Refusal when it cannot be set. has: the one that stands. words: cleaned."""
    if has is not None:
        raise Refusal("You have a goal of your own. Destroy that one first, with x.")
    if not words:
        raise Refusal("Say in your own words what you want to reach.")
    if not today <= until <= today + LONGEST:
        raise Refusal("Say a day from today on, within a year.")
