"""What the trail has about one thing: its history, and whether an act is still its last one."""

from datetime import datetime
from typing import Any

from peewee import Query

from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.values import dataclass
from storage.database import Database
from storage.prepared import Prepared
from storage.tables.trail import EventRow

LATER = "Something came after that, so it cannot be taken back."


def require_last(about: str, deed: str, person: Person) -> int:
    """The number of a thing's newest event, inside the act that takes it back.

    Raises Refusal unless it is this deed of this person.
    """
    last = _last.row(about)
    if last is None or last.deed != deed or last.by != person.id:
        raise Refusal(LATER)
    return int(last.id)


def require_of_act(about: str, first: int, final: int, person: Person) -> None:
    """Raise Refusal unless a thing's newest event is of this person's act.

    first, final: the numbers of that act's first and last events.
    """
    last = _last.row(about)
    if last is None or not first <= last.id <= final or last.by != person.id:
        raise Refusal(LATER)


@dataclass(frozen=True)
class Moment:
    """One line of a thing's history."""

    at: datetime
    by: PersonId | None
    deed: str


def last_of(about: str, database: Database) -> Moment | None:
    """What was done last about it, if anything was."""
    row = _last.row(about)
    return _moment(row, database) if row else None


def moments(about: str, database: Database) -> tuple[Moment, ...]:
    """What was done about it, oldest first."""
    return tuple(_moment(row, database) for row in history.rows(about))


def _moment(row: Any, database: Database) -> Moment:
    return Moment(database.local(row.at), PersonId(row.by) if row.by else None, row.deed)


@Prepared
def history(about: str) -> Query:
    """What was done about it, oldest first."""
    events = EventRow.select(EventRow.id, EventRow.at, EventRow.by, EventRow.deed, EventRow.detail)
    return events.where(EventRow.about == about).order_by(EventRow.id)


@Prepared
def _last(about: str) -> Query:
    events = EventRow.select(EventRow.id, EventRow.at, EventRow.deed, EventRow.by)
    return events.where(EventRow.about == about).order_by(EventRow.id.desc()).limit(1)
