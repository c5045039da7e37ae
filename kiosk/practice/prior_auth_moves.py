"""The one table of how a prior auth moves from state to state, and the rule that applies it.

Screens offer what stands in the table, the register refuses the rest, and the picture in
docs/prior-auths.md is drawn from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from kiosk.practice.days import instant
from kiosk.practice.errors import Refusal
from kiosk.practice.people import LEVELS, Level, Person
from kiosk.practice.prior_auth_terms import ENDED, GRANTED, State, WhoNeeded
from kiosk.practice.prior_auths import PriorAuth

Act = Literal[
    "ask clinical",
    "ask prescriber",
    "answer",
    "withdraw",
    "submit",
    "receive",
    "statement",
    "extend",
    "want more",
    "send more",
    "approve",
    "approve in part",
    "deny",
    "peer to peer",
    "appeal",
    "no pa needed",
    "use units",
    "close",
    "cancel",
    "reopen",
]
TEXTS = ("question", "reply", "reason", "wanted", "said_by")  # typed freely, kept as notes
PEOPLE = ("whom", "answered_by")
ELSEWHERE = (*TEXTS, *PEOPLE, "extended_to")  # of what is told, that is no field of a request
NEEDS: dict[Level, str] = {
    "anyone": "anyone trained",
    "clinical": "clinical staff",
    "prescriber": "a prescriber",
}
ONE_OF: dict[State, str] = {"clinical": "clinical staff", "prescriber": "a prescriber"}
_ASKED_IN: dict[State, WhoNeeded] = {"clinical": "clinical", "prescriber": "prescriber"}
_WORKED: tuple[State, ...] = ("to do", "wants more", "denied", "peer to peer", "appeal")
_WAITING: tuple[State, ...] = ("clinical", "prescriber")
_UNANSWERED: tuple[State, ...] = ("payer", "to do", *_WAITING, "wants more")
_UNDECIDED: tuple[State, ...] = (*_UNANSWERED, "peer to peer", "appeal")
_NO_ANSWER = {
    "answer": None,
    "answered_on": None,
    "authorization_number": "",
    "valid_from": None,
    "valid_to": None,
    "items": (),
    "peer_to_peer_by": None,
    "appeal_by": None,
    "units_used": 0,
    "wanted_by": None,
    "submitted_at": None,
    "submitted_how": "",
    "received_at": None,
    "statement_at": None,
    "decision_due": None,
    "decision_rule": "",
    "stopped_at": None,
}


STAYS: Literal["stays"] = "stays"


@dataclass(frozen=True)
class Move:
    """One row of the table.

    words: what a person does or tells. deed: what the trail says of it. origin: the states it is
    allowed in. to: the state it leads to; STAYS: it leads to none; None: to the one in which the
    question was asked. by: the
    least level of whoever does it. asks: what must be told. may_tell: what can be. sets: what it
    makes of the request besides. after: which steps of the state must be done before.
    """

    act: Act
    words: str
    deed: str
    origin: tuple[State, ...]
    to: State | Literal["stays"] | None
    by: Level = "anyone"
    asks: tuple[str, ...] = ()
    may_tell: tuple[str, ...] = ()
    sets: Mapping[str, Any] = field(default_factory=dict)
    after: Literal["", "what needs others", "all steps"] = ""


_GRANT = ("authorization_number", "valid_from", "valid_to", "units", "answered_on")
MOVES: tuple[Move, ...] = (
    Move(
        "submit",
        "Sent to the payer",
        "prior auth sent",
        ("to do",),
        "payer",
        asks=("submitted_how",),
        may_tell=("submitted_at", "payer_reference"),
        after="what needs others",
    ),
    Move(
        "ask clinical",
        "Ask clinical staff",
        "clinical staff asked",
        _WORKED,
        "clinical",
        asks=("question",),
        may_tell=("whom",),
    ),
    Move(
        "ask prescriber",
        "Ask a prescriber",
        "prescriber asked",
        _WORKED,
        "prescriber",
        asks=("question",),
        may_tell=("whom",),
    ),
    Move(
        "answer",
        "The answer from the chart",
        "question answered",
        ("clinical",),
        None,
        "clinical",
        asks=("answered_by", "reply"),
    ),
    Move(
        "answer",
        "The prescriber's answer",
        "question answered",
        ("prescriber",),
        None,
        "prescriber",
        asks=("answered_by", "reply"),
    ),
    Move("withdraw", "No longer asked", "question withdrawn", _WAITING, None),
    Move(
        "receive",
        "The payer has received it",
        "receipt by payer told",
        ("payer",),
        "payer",
        asks=("received_at",),
        may_tell=("payer_reference", "decision_rule"),
    ),
    Move(
        "statement",
        "The payer has the prescriber's statement",
        "statement at payer told",
        ("payer",),
        "payer",
        asks=("statement_at",),
    ),
    Move(
        "approve",
        "Approved",
        "prior auth approved",
        (*_UNDECIDED, "denied"),
        "approved",
        may_tell=_GRANT,
        sets={"answer": "approved"},
    ),
    Move(
        "approve in part",
        "Partly approved",
        "prior auth partly approved",
        (*_UNDECIDED, "denied"),
        "partly approved",
        may_tell=(*_GRANT, "items"),
        sets={"answer": "partly approved"},
    ),
    Move(
        "deny",
        "Denied",
        "prior auth denied",
        _UNDECIDED,
        "denied",
        asks=("reason",),
        may_tell=("peer_to_peer_by", "appeal_by", "answered_on"),
        sets={"answer": "denied"},
    ),
    Move(
        "want more",
        "The payer wants more",
        "payer wants more",
        ("payer", "appeal"),
        "wants more",
        asks=("wanted",),
        may_tell=("wanted_by",),
        sets={"answer": "pended"},
    ),
    Move(
        "extend",
        "The payer takes more time",
        "payer takes more time",
        ("payer",),
        "payer",
        asks=("extended_to",),
    ),
    Move(
        "send more",
        "Sent what the payer wanted",
        "wanted papers sent",
        ("wants more",),
        "payer",
        sets={"wanted_by": None},
    ),
    Move(
        "peer to peer",
        "Peer-to-peer is asked for",
        "peer-to-peer asked for",
        ("denied",),
        "peer to peer",
    ),
    Move("appeal", "Appeal is sent", "appeal sent", ("denied", "peer to peer"), "appeal"),
    Move(
        "no pa needed",
        "No PA needed",
        "no prior auth needed",
        _UNANSWERED,
        "no pa needed",
        asks=("said_by",),
        may_tell=("answered_on", "payer_reference"),
    ),
    Move(
        "use units",
        "Units or visits were used",
        "units used",
        GRANTED[:2],
        STAYS,
        asks=("units_used",),
    ),
    Move(
        "close",
        "Close it",
        "prior auth closed",
        (*GRANTED, "denied"),
        "closed",
        after="all steps",
    ),
    Move(
        "cancel",
        "Cancel it",
        "prior auth cancelled",
        (*_UNDECIDED, "denied", *GRANTED),
        "cancelled",
        asks=("reason",),
    ),
    Move(
        "reopen",
        "Open it again",
        "prior auth opened again",
        ("denied", *GRANTED, *ENDED),
        "to do",
        asks=("reason",),
        sets=_NO_ANSWER,
    ),
)


def offered(state: State) -> tuple[Move, ...]:
    """What can be done or told of a request in this state, the likeliest first."""
    return tuple(one for one in MOVES if state in one.origin)


def find(act: Act, task: PriorAuth) -> Move:
    """The row of the table for an act on this request.

    Raises Refusal when the table has none for the state that it is in.
    """
    for one in MOVES:
        if one.act == act and task.state in one.origin:
            return one
    words = next(one.words for one in MOVES if one.act == act)
    raise Refusal(f"{task.ref} is {STANDS[task.state]} now, so '{words}' does not fit. Look again.")


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


STANDS: dict[State, str] = {
    "to do": "to do",
    "clinical": "waiting on clinical staff",
    "prescriber": "waiting on prescriber",
    "payer": "waiting on payer",
    "wants more": "payer wants more",
    "approved": "approved",
    "partly approved": "partly approved",
    "denied": "denied",
    "peer to peer": "peer-to-peer",
    "appeal": "appeal",
    "no pa needed": "no PA needed",
    "cancelled": "cancelled",
    "closed": "closed",
}
