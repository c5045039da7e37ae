"""The one table of how a prior auth moves from state to state.

Screens offer what stands in the table, the register refuses the rest, and the picture in
docs/prior-auths.md is drawn from it.
"""

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal

from kiosk.practice.errors import Refusal
from kiosk.practice.people import Level
from kiosk.practice.prior_auth_terms import ENDED, GRANTED, State
from kiosk.practice.prior_auths import PriorAuth
from kiosk.practice.values import dataclass

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
        ("payer",),
        "wants more",
        asks=("wanted",),
        may_tell=("wanted_by",),
        sets={"answer": "pended"},
    ),
    Move(
        "want more",
        "The payer wants more",
        "payer wants more",
        ("appeal",),
        STAYS,
        asks=("wanted",),
        may_tell=("wanted_by",),
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
        "send more",
        "Sent what the payer wanted",
        "wanted papers sent",
        ("appeal",),
        STAYS,
        sets={"wanted_by": None},
    ),
    Move(
        "peer to peer",
        "Peer-to-peer is asked for",
        "peer-to-peer asked for",
        ("denied",),
        "peer to peer",
        sets={"peer_to_peer_by": None},
    ),
    Move(
        "appeal",
        "Appeal is sent",
        "appeal sent",
        ("denied", "peer to peer"),
        "appeal",
        sets={"peer_to_peer_by": None, "appeal_by": None, "wanted_by": None},
    ),
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
