"""Thanking a colleague for a named thing, where all can see it; and the win of the week."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId, require_manager, require_works_here
from kiosk.practice.values import dataclass

LONGEST_THANKS = 100  # one line of the board
WEEK = timedelta(days=7)  # for how long a win stands on the board


@dataclass(frozen=True)
class Thanks:
    """One person's thanks to another.

    words: what for. day: the working day, on whose board it stands. is_shown: unless whoever was
    thanked keeps it to themselves. won_on: the day on which a manager made it a win.
    is_taken_back: by whoever gave it. is_destroyed: the words, by a manager.
    """

    number: int
    to: PersonId
    by: PersonId
    words: str
    day: date
    is_shown: bool = True
    won_on: date | None = None
    is_taken_back: bool = False
    is_destroyed: bool = False

    def is_on_board(self, today: date) -> bool:
        """Whether the board says it today: on its day, or for a week as a win."""
        if not self.is_shown or self.is_taken_back or self.is_destroyed:
            return False
        return self.day == today or self.is_win(today)

    def is_win(self, today: date) -> bool:
        """Whether it is one of this week's wins."""
        return self.won_on is not None and today - WEEK < self.won_on <= today


def given(by: Person, to: Person, words: str, day: date, so_far: Iterable[Thanks]) -> None:
    """Raises Refusal when these thanks cannot be given.

    words: cleaned. so_far: what this person gave that day.
    """
    require_works_here(to, day)
    if to.id == by.id:
        raise Refusal("Thank somebody else; others may thank you.")
    if any(one.to == to.id and one.words == words and not one.is_taken_back for one in so_far):
        raise Refusal(f"You thanked {to.name} for that today already.")


def taken_back(one: Thanks, who: Person) -> Thanks:
    """It is gone from the board. Raises Refusal for anybody but who gave it, and for a win."""
    if one.by != who.id:
        raise Refusal("Only whoever gave thanks can take them back.")
    if one.is_taken_back:
        raise Refusal("That was taken back already.")
    if one.won_on:
        raise Refusal("It is a win already. A manager can make it none.")
    return replace(one, is_taken_back=True)


def shown(one: Thanks, who: Person, is_shown: bool) -> Thanks:
    """Kept off the board, or put on it. Raises Refusal for anybody but whom they are for."""
    if one.to != who.id:
        raise Refusal("Only whoever was thanked can decide that.")
    if one.is_shown == is_shown:
        where = "shown to everybody" if is_shown else "kept to yourself"
        raise Refusal(f"That is {where} already.")
    return replace(one, is_shown=is_shown)


def made_win(one: Thanks, manager: Person, today: date) -> Thanks:
    """A win of the week. Raises Refusal for what is not shown, and for a manager's own."""
    require_manager(manager)
    if one.to == manager.id:
        raise Refusal("That is your own. Another manager can make it a win.")
    if one.is_taken_back or not one.is_shown or one.is_destroyed:
        raise Refusal("That is not shown to everybody.")
    if one.won_on:
        raise Refusal("That is a win already.")
    return replace(one, won_on=today)


def no_win(one: Thanks, manager: Person) -> Thanks:
    """No longer a win. Raises Refusal when it is none."""
    require_manager(manager)
    if not one.won_on:
        raise Refusal("That is no win.")
    return replace(one, won_on=None)
