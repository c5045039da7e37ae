"""The rule that applies a row of the table of moves to a request."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from kiosk.practice.days import instant
from kiosk.practice.errors import Refusal
from kiosk.practice.people import LEVELS, Level, Person
from kiosk.practice.prior_auth_moves import STAYS, TEXTS, Move
from kiosk.practice.prior_auth_terms import ENDED, State, WhoNeeded
from kiosk.practice.prior_auths import PriorAuth
from kiosk.practice.words import clean

PEOPLE = ("whom", "answered_by")
ELSEWHERE = (*TEXTS, *PEOPLE, "extended_to")  # of what is told, that is no field of a request
LONGEST = {  # of what is typed into a column of its own
    "submitted_how": 40,
    "payer_reference": 40,
    "authorization_number": 40,
    "units": 20,
    "items": 80,
}
NEEDS: dict[Level, str] = {
    "anyone": "anyone trained",
    "clinical": "clinical staff",
    "prescriber": "a prescriber",
}
ONE_OF: dict[State, str] = {"clinical": "clinical staff", "prescriber": "a prescriber"}
_ASKED_IN: dict[State, WhoNeeded] = {"clinical": "clinical", "prescriber": "prescriber"}


def moved(
    task: PriorAuth,
    move: Move,
    who: Person,
    told: Mapping[str, Any],
    now: datetime,
    asked_in: State = "to do",
) -> PriorAuth:
    """The request as it is after a move that its state allows.

    who: whose doing it is; of an answer, whoever gave it, whoever recorded it. told: by name, what
    the move asks and may be told; texts and people stand elsewhere and are only required here.
    Without a day or a time told, it was now. asked_in: the state in which the question was asked
    that this move ends.
    Raises Refusal for somebody of too low a level, and when something asked for was not told.
    """
    _require(who, move.by, f"'{move.words}' needs {NEEDS[move.by]}, and {who.name} is not one")
    if (whom := told.get("whom")) and move.to in LEVELS:
        _require(whom, move.to, f"{whom.name} is not {ONE_OF[move.to]}")
    told = _cleaned(told)
    if missing := [name for name in move.asks if not told.get(name)]:
        raise Refusal(f"'{move.words}' needs to be told: {missing[0].replace('_', ' ')}.")
    if strange := set(told) - {*move.asks, *move.may_tell}:
        raise ValueError(f"{move.act} cannot be told {sorted(strange)}")
    _require_sense(told, now)
    facts = {name: what for name, what in told.items() if name not in ELSEWHERE}
    for name, usual in (("submitted_at", now), ("answered_on", now.date())):
        if name in move.may_tell:
            facts.setdefault(name, usual)
    if move.to == STAYS:
        return replace(task, **facts)
    to = move.to or asked_in
    if to in ENDED:
        facts |= {"owner": None, "taken_at": None, "left_by": None}
    needed = _ASKED_IN.get(to, "anyone")
    return replace(task, **{**move.sets, **facts}, state=to, moved_at=now, who_needed=needed)


def _cleaned(told: Mapping[str, Any]) -> dict[str, Any]:
    """What is told, without what harms in a column; of which nothing is left was not told."""
    cleaned = {name: _clean(told[name], most) for name, most in LONGEST.items() if name in told}
    others = {name: what for name, what in told.items() if name not in LONGEST}
    return {**others, **{name: what for name, what in cleaned.items() if what}}


def _clean(typed: str | tuple[str, ...], longest: int) -> str | tuple[str, ...]:
    if isinstance(typed, str):
        return clean(typed, longest)
    return tuple(filter(None, (clean(one, longest) for one in typed)))


def _require_sense(told: Mapping[str, Any], now: datetime) -> None:
    """Raises Refusal for days and times that cannot be meant."""
    for name in ("submitted_at", "received_at", "statement_at"):
        if name in told and instant(told[name]) > instant(now):
            raise Refusal(f"{told[name]:%b %-d, %-I:%M %p} is still to come. Look at the time.")
    if told.get("answered_on", now.date()) > now.date():
        raise Refusal("The day on which it was told is still to come. Look at the day.")
    first, last = told.get("valid_from"), told.get("valid_to")
    if first and last and last < first:
        raise Refusal("It cannot end before it begins. Look at the two days.")


def _require(who: Person, level: Level, words: str) -> None:
    if LEVELS.index(who.level) < LEVELS.index(level):
        raise Refusal(f"{words}. Ask one of them; anyone can record the answer.")
