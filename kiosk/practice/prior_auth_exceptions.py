"""Which prior auths stand out, in what, and since when."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal, NamedTuple

from kiosk.practice.prior_auth_terms import GRANTED, WAITING, PriorAuthPolicy
from kiosk.practice.prior_auths import PriorAuth

Kind = Literal["late", "payer_late", "service_first", "nobody", "untold", "still"]


class Exceptional(NamedTuple):
    """In what a request stands out. due: by when something was or is to be done, if by a day."""

    kind: Kind
    since: date
    due: date | None = None


def exceptions(one: PriorAuth, now: datetime, policy: PriorAuthPolicy) -> Iterator[Exceptional]:
    """All in which an open request stands out at this moment."""
    today = now.date()
    moved = one.moved_at.date() if one.moved_at else one.requested_on or today
    if one.is_late(today):
        first = min(due for due in one.our_days() if due < today)
        yield Exceptional("late", first, first)
    if one.is_payer_late(now) and one.decision_due:
        due = one.decision_due.date()
        yield Exceptional("payer_late", due, due)
    if one.is_service_first():
        yield Exceptional("service_first", moved, one.service_date)
    if one.owner is None and one.state in WAITING:
        yield Exceptional("nobody", moved, one.needed_by)
    if one.state in GRANTED and one.step:
        yield Exceptional("untold", one.answered_on or moved, one.service_date)
    if one.is_still(today, policy.still_after):
        yield Exceptional("still", moved + policy.still_after)
