"""What of the moves of prior auths becomes figures of a day."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import cast, get_args

from kiosk.practice.days import between
from kiosk.practice.figures import PRIOR_AUTHS, Key, Value, with_nothing
from kiosk.practice.prior_auth_terms import GRANTED, PriorAuthRef, State
from kiosk.practice.values import dataclass

ADDED = "prior auth added"
TURNAROUND = f"{PRIOR_AUTHS}.turnaround"
_STATES = frozenset(get_args(State))
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Moved:
    """A request came from one state to another. since: when it had come into the first, if that
    is known.
    """

    ref: PriorAuthRef
    payer: str
    origin: State
    to: State
    at: datetime
    since: datetime | None = None


def read_move(detail: str) -> tuple[State, State] | None:
    """From which state to which, as the trail says it: *payer > denied*; None: it tells none."""
    origin, _, to = detail.partition(" > ")
    if origin == to or not {origin, to} <= _STATES:
        return None
    return cast(State, origin), cast(State, to)


def counted(moves: Iterable[Moved], listed: int) -> dict[Key, Value]:
    """The sums of a day, and how long what left a state had been in it, by payer and state."""
    found, spans = with_nothing(PRIOR_AUTHS), dict[Key, list[int]]()
    every = list(moves)
    for one in every:
        if one.since is not None:
            lasted = max(between(one.since, one.at), timedelta()) // _SECOND
            spans.setdefault((TURNAROUND, one.payer, one.origin), []).append(lasted)
    sums = {
        "listed": listed,
        "moved": len({one.ref for one in every}),
        "sent": sum(one.to == "payer" for one in every),
        "approved": sum(one.to in GRANTED[:2] for one in every),
        "denied": sum(one.to == "denied" for one in every),
    }
    found |= {(f"{PRIOR_AUTHS}.{name}",): value for name, value in sums.items()}
    return {**found, **{key: tuple(sorted(some)) for key, some in spans.items()}}
