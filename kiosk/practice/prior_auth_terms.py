"""The terms of prior auths: where one stands, and what a practice decides about them.

Apart from the rest of the noun, since the home board needs no more of it, and opens sooner so.
"""

from datetime import timedelta
from typing import Literal, NewType

from kiosk.practice.knobs import knob
from kiosk.practice.values import dataclass

PriorAuthRef = NewType("PriorAuthRef", str)  # random, short, sayable: K7-F2M
WhoNeeded = Literal["anyone", "clinical", "prescriber", "patient", "unknown"]
Urgency = Literal["standard", "urgent"]
Answer = Literal["approved", "partly approved", "denied", "pended", "modified", "cancelled"]
Kind = Literal["drug", "imaging", "device", "procedure", "referral"]
PayerType = Literal[
    "",  # not known
    "medicare advantage",
    "medicaid",
    "part d",
    "employer",
    "individual",
    "traditional medicare",
]
State = Literal[
    "to do",
    "clinical",  # waiting on clinical staff
    "prescriber",  # waiting on a prescriber
    "payer",  # waiting on the payer
    "wants more",
    "approved",
    "partly approved",
    "denied",
    "peer to peer",
    "appeal",
    "no pa needed",
    "cancelled",
    "closed",
]
ENDED: tuple[State, ...] = ("cancelled", "closed")
AGAIN: tuple[State, ...] = ("approved", "partly approved", "denied", "cancelled", "closed")
GRANTED: tuple[State, ...] = ("approved", "partly approved", "no pa needed")
ASKED: tuple[State, ...] = ("clinical", "prescriber")
UNANSWERED: tuple[State, ...] = ("to do", "clinical", "prescriber", "payer", "wants more")
UNSENT: tuple[State, ...] = ("to do", "clinical", "prescriber")
WAITING: tuple[State, ...] = (*UNANSWERED, "peer to peer", "appeal")
CALLED: tuple[State, ...] = ("to do", "payer", "wants more", "peer to peer", "appeal")
STATE_AFTER: dict[Answer, State] = {
    "approved": "approved",
    "partly approved": "partly approved",
    "modified": "partly approved",
    "denied": "denied",
    "pended": "payer",
    "cancelled": "cancelled",
}
LONGEST_SERVICE = 60
LONGEST_PAYER = 60
LONGEST_PURPOSE = 120


@dataclass(frozen=True)
class PriorAuthPolicy:
    """What a practice decides about prior auths.

    most_at_once: how many one person may hold at the same time. ending_soon: how long before its
    last day an approval is shown as ending soon. still_after: how long nothing may move before a
    request that waits is shown as still.
    """

    most_at_once: int = knob(12, "How many prior auths one person may hold", 1, 500)
    ending_soon: timedelta = knob(
        timedelta(days=14),
        "How long before its end an approval is ending soon",
        timedelta(days=1),
        timedelta(days=180),
    )
    still_after: timedelta = knob(
        timedelta(days=5),
        "How long a prior auth may wait without a move before it shows",
        timedelta(days=1),
        timedelta(days=60),
    )
