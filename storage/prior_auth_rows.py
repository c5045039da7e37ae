"""How a prior auth lies in its row: read, and written where it differs."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any, cast

from kiosk.practice.people import PersonId
from kiosk.practice.prior_auth_terms import (
    Answer,
    Kind,
    PayerType,
    PriorAuthRef,
    State,
    Urgency,
    WhoNeeded,
)
from kiosk.practice.prior_auths import PriorAuth
from kiosk.practice.values import dataclass
from storage.tables.prior_auths import PriorAuthRow

COLUMNS = {
    one.name: {"check": "to_check"}.get(one.name, one.name)
    for one in fields(PriorAuth)
    if one.name not in ("ref", "payer", "service")  # which no act changes
}


@dataclass(frozen=True)
class Changed:
    """What an act made of a request, and what the trail says of it.

    first, last: the numbers of its events, where it may have several.
    """

    before: PriorAuth
    after: PriorAuth
    deed: str
    first: int = 0
    last: int = 0

    @property
    def let_answer_in(self) -> bool:
        """Whether an answer that had come by a file found its request by this."""
        return self.last > self.first

    @property
    def references(self) -> set[str]:
        """The payer's references that it got and lost."""
        return {self.after.payer_reference} ^ {self.before.payer_reference}


def save(old: PriorAuth, new: PriorAuth) -> None:
    """Write what differs and nothing else, inside an act."""
    values = {
        column: _stored(getattr(new, name))
        for name, column in COLUMNS.items()
        if getattr(new, name) != getattr(old, name)
    }
    changed = PriorAuthRow.update(**values, is_open=new.is_open)
    changed.where(PriorAuthRow.ref == new.ref).execute()


def task(row: Any, to_local: Callable[[datetime], datetime]) -> PriorAuth:
    """The request of a row. to_local: a stored moment as the practice reads it."""

    def local(moment: datetime | None) -> datetime | None:
        return to_local(moment) if moment else None

    return PriorAuth(
        PriorAuthRef(row.ref),
        row.payer_name,
        row.service_words,
        _split(row.codes),
        cast(WhoNeeded, row.who_needed),
        cast(Urgency, row.urgency),
        PersonId(row.owner) if row.owner else None,
        local(row.taken_at),
        row.requested_on,
        row.needed_by,
        row.service_date,
        row.payer_reference,
        cast("Answer | None", row.answer),
        row.answered_on,
        row.authorization_number,
        row.valid_from,
        row.valid_to,
        _split(row.to_check),
        cast(State, row.state),
        local(row.moved_at),
        row.units,
        local(row.submitted_at),
        row.submitted_how,
        local(row.received_at),
        row.wanted_by,
        _split(row.items),
        row.peer_to_peer_by,
        row.appeal_by,
        cast("Kind | None", row.kind),
        cast(PayerType, row.payer_type),
        PersonId(row.backup) if row.backup else None,
        PersonId(row.clinician) if row.clinician else None,
        row.step,
        local(row.statement_at),
        local(row.decision_due),
        row.decision_rule,
        local(row.stopped_at),
        row.units_used,
        PriorAuthRef(row.previous) if row.previous else None,
        row.attempts,
        row.follow_up_on,
        row.retro_by,
        PersonId(row.left_by) if row.left_by else None,
    )


def standing_out(row: Any, to_local: Callable[[datetime], datetime]) -> PriorAuth:
    """The request of a row that has only what tells in what it stands out, and is cheap to read."""
    return PriorAuth(
        PriorAuthRef(row.ref),
        row.payer_name,
        row.service_words,
        _split(row.codes),
        owner=PersonId(row.owner) if row.owner else None,
        requested_on=row.requested_on,
        needed_by=row.needed_by,
        service_date=row.service_date,
        answer=cast("Answer | None", row.answer),
        answered_on=row.answered_on,
        state=cast(State, row.state),
        moved_at=to_local(row.moved_at) if row.moved_at else None,
        wanted_by=row.wanted_by,
        peer_to_peer_by=row.peer_to_peer_by,
        appeal_by=row.appeal_by,
        step=row.step,
        decision_due=to_local(row.decision_due) if row.decision_due else None,
    )


def joined(parts: Iterable[str]) -> str:
    """Several codes or reasons as one stored text."""
    return "\n".join(parts)


def _split(lines: str) -> tuple[str, ...]:
    return tuple(lines.splitlines())


def _stored(value: Any) -> Any:
    return joined(value) if isinstance(value, tuple) else value
