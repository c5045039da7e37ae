"""The one table of what becomes of a problem or an idea, and the rule that applies it.

Screens offer what stands in the table, the register refuses the rest, and the picture in
docs/problems-and-ideas.md is drawn from it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal

from kiosk.practice.errors import Refusal
from kiosk.practice.issues import OPEN, Issue, State, called, next_desk
from kiosk.practice.values import dataclass

Act = Literal[
    "thank",
    "reply",
    "try",
    "worked",
    "did not work",
    "try longer",
    "close",
    "later",
    "not doing",
    "merge",
    "pass up",
    "name",
    "reopen",
]
TEXTS = ("reply", "reason", "outcome", "learned", "elsewhere")  # typed freely, kept as entries
PEOPLE = ("tried_by", "done_by", "answerer")
STAYS: Literal["stays"] = "stays"
STANDS: dict[State, str] = {
    "new": "new",
    "thanked": "thanked",
    "trying": "trying it",
    "later": "later",
    "done": "done",
    "not doing": "not doing",
    "merged": "part of another",
}


@dataclass(frozen=True)
class Move:
    """One row of the table.

    words: what whoever answers does. deed: what the trail says of it. origin: the states it is
    allowed in. to: the state it leads to; STAYS: it leads to none. asks: what must be told.
    may_tell: what can be. is_reply: whether it is the reply that was promised.
    """

    act: Act
    words: str
    deed: str
    origin: tuple[State, ...]
    to: State | Literal["stays"]
    asks: tuple[str, ...] = ()
    may_tell: tuple[str, ...] = ()
    is_reply: bool = True


_ANSWERED: tuple[State, ...] = ("thanked", "trying", "later")
_UNTRIED: tuple[State, ...] = ("new", "thanked", "later")
MOVES: tuple[Move, ...] = (
    Move("thank", "Thank them", "issue thanked", ("new",), "thanked", may_tell=("reply",)),
    Move("reply", "Answer it", "issue answered", ("new",), "thanked", asks=("reply",)),
    Move("reply", "Answer it", "issue answered", _ANSWERED, STAYS, asks=("reply",)),
    Move(
        "try",
        "Try it",
        "issue tried",
        _UNTRIED,
        "trying",
        asks=("tried_by", "trial_until"),
        may_tell=("proposal", "reply"),
    ),
    Move(
        "worked",
        "It worked",
        "issue done",
        ("trying",),
        "done",
        asks=("outcome",),
        may_tell=("elsewhere", "done_by"),
    ),
    Move(
        "did not work",
        "It did not work",
        "trial ended",
        ("trying",),
        "thanked",
        asks=("learned",),
        may_tell=("elsewhere",),
    ),
    Move("try longer", "Try it longer", "trial goes on", ("trying",), STAYS, ("trial_until",)),
    Move(
        "close",
        "Done, with its outcome",
        "issue done",
        _UNTRIED,
        "done",
        asks=("outcome",),
        may_tell=("done_by", "proposal"),
    ),
    Move("later", "Later, on a date", "issue put off", OPEN, "later", ("later_on",), ("reason",)),
    Move("not doing", "Not doing it", "issue not done", OPEN, "not doing", ("reason",)),
    Move("merge", "Put it together with another", "issue merged", OPEN, "merged", ("into",)),
    Move("pass up", "Pass it one level up", "issue passed up", OPEN, STAYS, ("reason",), (), False),
    Move(
        "name", "Let somebody answer too", "answerer named", OPEN, STAYS, ("answerer",), (), False
    ),
    Move(
        "reopen",
        "Open it again",
        "issue opened again",
        ("done", "not doing"),
        "thanked",
        asks=("reason",),
    ),
)


def offered(state: State) -> tuple[Move, ...]:
    """What can become of one in this state, the likeliest first."""
    return tuple(one for one in MOVES if state in one.origin)


def find(act: Act, issue: Issue) -> Move:
    """The row of the table for an act on this one.

    Raises Refusal when the table has none for the state that it is in.
    """
    for one in MOVES:
        if one.act == act and issue.state in one.origin:
            return one
    words = next(one.words for one in MOVES if one.act == act)
    raise Refusal(f"{issue.name} is {STANDS[issue.state]}, so '{words}' does not fit. Look again.")


def moved(issue: Issue, move: Move, told: Mapping[str, Any], now: datetime, hr: str) -> Issue:
    """The issue as it is after a move that its state allows.

    told: by name, what the move asks and may be told: texts, which stand elsewhere and are only
    required here, days, and the ids of people. What an earlier move told ends with its state. hr:
    whom the practice names outside, or nothing.
    Raises Refusal when something asked for was not told, for what no such move is told, and for
    days that cannot be meant.
    """
    if missing := [name for name in move.asks if not told.get(name)]:
        raise Refusal(f"'{move.words}' needs to be told: {missing[0].replace('_', ' ')}.")
    if strange := sorted(set(told) - {*move.asks, *move.may_tell}):
        raise Refusal(f"'{move.words}' is not told: {strange[0].replace('_', ' ')}.")
    _require_sense(move, told, now.date())
    facts = {name: what for name, what in told.items() if name not in TEXTS}
    if move.act == "pass up":
        facts |= {"desk": next_desk(issue.desk, hr), "answerer": None}
    if move.act == "worked":
        facts.setdefault("done_by", issue.tried_by)
    if move.is_reply and issue.replied_at is None:
        facts["replied_at"] = now
    if move.to == STAYS:
        return replace(issue, **facts)
    return replace(issue, **{**_ended(move.to), **facts}, state=move.to, moved_at=now)


def _ended(to: State) -> dict[str, Any]:
    """What no longer holds in the next state."""
    gone: dict[str, Any] = {"later_on": None}
    if to not in ("trying", "done"):
        gone |= {"tried_by": None, "trial_until": None, "proposal": None}
    if to != "done":
        gone |= {"done_by": None, "outcome": ""}
    return gone


def _require_sense(move: Move, told: Mapping[str, Any], today: date) -> None:
    if told.get("trial_until", today) < today:
        raise Refusal("A trial cannot end on a day that has passed. Look at the day.")
    if "later_on" in told and told["later_on"] <= today:
        raise Refusal("Later means after today. Look at the day.")


def require_together(issue: Issue, target: Issue) -> None:
    """Raises Refusal unless one may become part of the other.

    Only what everybody may read: what is for a few stays with them, and must not meet others.
    """
    if issue.ref == target.ref:
        raise Refusal("Name another one than itself.")
    for one in (issue, target):
        if one.audience != "everybody":
            raise Refusal(f"{one.name} is not for everybody, so it stays by itself.")
    if target.into is not None:
        raise Refusal(f"{target.name} is part of {called(target.into)} now. Name that one.")
    if not target.is_open:
        raise Refusal(f"{target.name} is {STANDS[target.state]}. Open it again first.")
