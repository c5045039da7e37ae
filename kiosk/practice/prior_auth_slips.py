"""What slips: the ways in which a prior auth can be forgotten, the most pressing first."""

from datetime import datetime
from typing import Literal, get_args

from kiosk.practice.prior_auth_terms import GRANTED, PriorAuthPolicy
from kiosk.practice.prior_auths import PriorAuth

Slip = Literal[
    "we are late",
    "payer is late",
    "due today",
    "service first",  # the service comes before the payer must have decided
    "owner left",  # nobody has it since whoever had it works here no more
    "nobody told",  # an answer came, and nobody was told of it
    "ending soon",
    "still",  # it waits, and nothing has moved for a while
]
SLIPS: tuple[Slip, ...] = get_args(Slip)  # what presses most first


def slips(task: PriorAuth, now: datetime, policy: PriorAuthPolicy) -> tuple[Slip, ...]:
    """How this one slips just now. now: aware, practice-local."""
    day = now.date()
    every: dict[Slip, bool] = {
        "we are late": task.is_late(day),
        "payer is late": task.is_payer_late(now),
        "due today": task.is_due(day),
        "service first": task.is_service_first(),
        "owner left": task.left_by is not None,
        "nobody told": task.state in GRANTED and bool(task.step),
        "ending soon": task.is_ending(day, policy.ending_soon),
        "still": task.is_still(day, policy.still_after),
    }
    return tuple(one for one, so in every.items() if so)
