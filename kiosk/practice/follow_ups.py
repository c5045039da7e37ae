"""Follow-ups: what a manager asks of somebody by a day, and the one table of how that moves.

Screens offer what stands in the table, the register refuses the rest. One that is open is with the
person or with the manager, so that nobody's is forgotten.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal

from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.values import dataclass

State = Literal["asked", "done", "help", "not mine", "closed", "taken back"]
Act = Literal["done", "help", "not mine", "another day", "give", "close", "take back", "reopen"]
Whose = Literal["person", "manager"]
OPEN: tuple[State, ...] = ("asked", "help", "not mine")
ENDED: tuple[State, ...] = ("done", "closed", "taken back")
LONGEST_WHAT, LONGEST_WHY, LONGEST_WORD = 120, 120, 200  # characters
LONGEST_AHEAD = timedelta(days=366)
STANDS: dict[State, str] = {
    "asked": "asked",
    "done": "done",
    "help": "needs help",
    "not mine": "says it is not theirs",
    "closed": "closed",
    "taken back": "taken back",
}


@dataclass(frozen=True)
class FollowUp:
    """What somebody is asked to see to.

    by: the manager who asks. what, why: in their words. due: the day by which it is asked.
    subject: what it is about, as the trail calls it, if it is about anything. word: what was typed
    with its latest move; None when nothing was. event: of that move.
    """

    number: int
    person: PersonId
    by: PersonId
    what: str
    why: str
    due: date
    asked_at: datetime
    moved_at: datetime
    state: State = "asked"
    subject: str = ""
    word: str | None = None
    event: int = 0

    @property
    def key(self) -> str:
        """As the trail calls it."""
        return f"follow-up {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether anybody has still to do something about it."""
        return self.state in OPEN

    def is_with_manager(self, today: date, after: timedelta, is_gone: bool) -> bool:
        """Whether the manager must see to it; of what is open, the rest is with the person.

        It is once the person needs help, says that it is not theirs, or is gone, and so long after
        its day when nothing came of it. after: that length. is_gone: whether the person works
        here no longer.
        """
        if not self.is_open:
            return False
        return self.state != "asked" or is_gone or today - self.due >= after


@dataclass(frozen=True)
class Move:
    """One row of the table. whose: whose move it is. origin: the states in which it can be."""

    act: Act
    words: str
    deed: str
    whose: Whose
    origin: tuple[State, ...]
    to: State
    asks_day: bool = False
    asks_person: bool = False


@dataclass(frozen=True)
class Told:
    """What a move is told: a day, and who is asked instead."""

    due: date | None = None
    person: Person | None = None


MOVES = (
    Move("done", "Done", "follow-up done", "person", ("asked", "help"), "done"),
    Move("help", "I need help", "help asked for", "person", ("asked",), "help"),
    Move("not mine", "Not mine", "follow-up not theirs", "person", ("asked", "help"), "not mine"),
    Move(
        "another day",
        "Another day, the same person",
        "follow-up given another day",
        "manager",
        OPEN,
        "asked",
        asks_day=True,
    ),
    Move(
        "give",
        "Give it to somebody else",
        "follow-up given to somebody else",
        "manager",
        OPEN,
        "asked",
        asks_day=True,
        asks_person=True,
    ),
    Move("close", "Close it: it is settled", "follow-up closed", "manager", OPEN, "closed"),
    Move(
        "take back",
        "Take it back: it need not be done",
        "follow-up taken back",
        "manager",
        OPEN,
        "taken back",
    ),
    Move(
        "reopen",
        "Ask again",
        "follow-up asked again",
        "manager",
        ENDED,
        "asked",
        asks_day=True,
    ),
)
NOTHING_TOLD = Told()


def is_managers(one: FollowUp, who: Person, asker: Person, today: date) -> bool:
    """Whether this is the manager whose it is: the one who asked, while they manage.

    Those of somebody who manages no longer are every manager's, or they would be forgotten.
    """
    if asker.manages(today):
        return who.id == one.by
    return who.manages(today)


def may_see(one: FollowUp, who: Person, asker: Person, today: date) -> bool:
    """Whether it is this person's to see: the person's who is asked, and the manager's."""
    return who.id == one.person or is_managers(one, who, asker, today)


def offered(one: FollowUp, who: Person, asker: Person, today: date) -> tuple[Move, ...]:
    """What this person can do about it, the likeliest first."""
    of_managers = is_managers(one, who, asker, today)
    mine = {"person": who.id == one.person, "manager": of_managers}
    return tuple(each for each in MOVES if one.state in each.origin and mine[each.whose])


def check_due(due: date, today: date) -> None:
    """Raises Refusal for a day by which nobody can be asked."""
    if due < today:
        raise Refusal("That day has passed already. Name today or a later one.")
    if due - today > LONGEST_AHEAD:
        raise Refusal("That is more than a year ahead. Name a nearer day.")


def moved(
    one: FollowUp, act: Act, who: Person, asker: Person, told: Told, now: datetime
) -> tuple[Move, FollowUp]:
    """The row of the table, and the follow-up as it is after that move.

    who: whose move it is. asker: the manager who asked. Raises Refusal, in words for who, when it
    does not fit the state that it is in, when it is not theirs, or when something is missing.
    """
    move = next(each for each in MOVES if each.act == act)
    if not may_see(one, who, asker, now.date()):
        raise NotAllowed("That follow-up is between two other people.")
    if one.state not in move.origin:
        raise Refusal(f"It is {STANDS[one.state]} by now, so '{move.words}' does not fit.")
    if move not in offered(one, who, asker, now.date()):
        whose = "whoever is asked" if move.whose == "person" else "the manager who asks"
        raise NotAllowed(f"'{move.words}' is for {whose} to say.")
    new = replace(one, state=move.to, moved_at=now)
    if move.whose == "manager":
        new = replace(new, by=who.id)
    if move.asks_day:
        new = replace(new, due=_due(told, now.date()))
    if move.asks_person:
        new = replace(new, person=_person(told, one, now.date()))
    return move, new


def _due(told: Told, today: date) -> date:
    if told.due is None:
        raise Refusal("Say by which day.")
    check_due(told.due, today)
    return told.due


def _person(told: Told, one: FollowUp, today: date) -> PersonId:
    if told.person is None or told.person.id == one.person:
        raise Refusal("Say to whom else.")
    check_person(told.person, today)
    return told.person.id


def check_person(person: Person, today: date) -> None:
    """Raises Refusal for somebody who can be asked nothing, since they work here no longer."""
    if person.is_gone(today):
        raise Refusal(f"{person.name} works here no longer.")
