"""What the trail has about one thing: its history, and whether an act is still its last one."""

from peewee import Query

from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from storage.models import EventRow
from storage.prepared import Prepared

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


@Prepared
def history(about: str) -> Query:
    """What was done about it, oldest first."""
    events = EventRow.select(EventRow.id, EventRow.at, EventRow.by, EventRow.deed, EventRow.detail)
    return events.where(EventRow.about == about).order_by(EventRow.id)


@Prepared
def _last(about: str) -> Query:
    events = EventRow.select(EventRow.id, EventRow.deed, EventRow.by)
    return events.where(EventRow.about == about).order_by(EventRow.id.desc()).limit(1)
