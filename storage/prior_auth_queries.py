"""How prior auths are asked for: filters and search, and the queries that are built once."""

from datetime import date, datetime
from typing import Any, Literal

from peewee import JOIN, ModelSelect, Query, fn

from kiosk.practice.people import Person, PersonId
from kiosk.practice.prior_auths import PriorAuthRef
from storage.models import EventRow, PayerRow, PersonRow, PriorAuthRow, TextRow
from storage.prepared import Prepared

Filter = Literal[
    "open", "mine", "nobody", "clinical", "prescriber", "due", "late", "answered", "check", "all"
]
COUNTED: tuple[Filter, ...] = (
    "open",
    "nobody",
    "clinical",
    "prescriber",
    "due",
    "late",
    "answered",
    "check",
)


def let_through(
    by: Filter, day: date, viewer: Person | None, sought: str
) -> "ModelSelect[PriorAuthRow]":
    """Those of a filter that hold these words, if any, what presses most first."""
    where = _where(by, day, viewer)
    if sought:
        where = where & _matches(sought)
    by_need = (PriorAuthRow.needed_by.is_null(), PriorAuthRow.needed_by)
    rows = _rows().where(where)
    return rows.order_by(*by_need, PriorAuthRow.urgency.desc(), PriorAuthRow.ref)


@Prepared
def counts(day: date) -> Query:
    """How many are open of each sort in COUNTED."""
    of_each = (fn.SUM(_where(sort, day, None)) for sort in COUNTED)
    return PriorAuthRow.select(*of_each).where(PriorAuthRow.is_open)


@Prepared
def history(about: str) -> Query:
    """What was done about it, oldest first."""
    events = EventRow.select(EventRow.at, EventRow.by, EventRow.deed)
    return events.where(EventRow.about == about).order_by(EventRow.id)


@Prepared
def of_ref(ref: PriorAuthRef) -> Query:
    """One of them, with the names that its list shows."""
    return _rows().where(PriorAuthRow.ref == ref)


@Prepared
def last_event(about: str) -> Query:
    """The newest thing that was done about it."""
    events = EventRow.select(EventRow.id, EventRow.deed, EventRow.by)
    return events.where(EventRow.about == about).order_by(EventRow.id.desc()).limit(1)


@Prepared
def owner_of(ref: PriorAuthRef) -> Query:
    """The name of whoever has it."""
    owned = PriorAuthRow.select(PersonRow.name).join(PersonRow)
    return owned.where(PriorAuthRow.ref == ref)


@Prepared
def held_by(person: PersonId) -> Query:
    """How many somebody has."""
    count = PriorAuthRow.select(fn.COUNT(PriorAuthRow.ref).alias("held"))
    return count.where(PriorAuthRow.owner == person)


@Prepared
def give(ref: PriorAuthRef, owner: PersonId | None, taken_at: datetime | None) -> Query:
    """Give it to somebody, or to nobody."""
    changed = PriorAuthRow.update(owner=owner, taken_at=taken_at)
    return changed.where(PriorAuthRow.ref == ref)


def _rows() -> "ModelSelect[PriorAuthRow]":
    query = PriorAuthRow.select(
        PriorAuthRow, PayerRow.name.alias("payer_name"), TextRow.words.alias("service_words")
    )
    with_payer = query.join(PayerRow).switch(PriorAuthRow)
    return with_payer.join(TextRow, JOIN.LEFT_OUTER)


def _where(by: Filter, day: date, viewer: Person | None) -> Any:
    row = PriorAuthRow
    waits = row.answer.is_null() | (row.answer == "pended")
    only: dict[Filter, Any] = {
        "open": waits,
        "mine": row.owner == (viewer.id if viewer else 0),
        "nobody": row.owner.is_null() & waits,
        "clinical": (row.who_needed == "clinical") & waits,
        "prescriber": (row.who_needed == "prescriber") & waits,
        "due": (row.needed_by == day) & waits,
        "late": (row.needed_by < day) & waits,
        "answered": row.answer.is_null(False) & (row.answer != "pended"),
        "check": row.to_check != "",
        "all": row.ref != "",
    }
    return only[by] & row.is_open if by != "all" else only[by]


def _matches(typed: str) -> Any:
    fields = (PriorAuthRow.ref, PayerRow.name, PriorAuthRow.codes, TextRow.words)
    places = (fn.INSTR(fn.LOWER(one), fn.LOWER(typed)) for one in fields)
    return fn.MAX(*(fn.COALESCE(place, 0) for place in places)) > 0
