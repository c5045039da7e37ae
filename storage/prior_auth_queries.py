"""How prior auths are asked for: filters and search, and the queries that are built once."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, Literal, NamedTuple

from peewee import JOIN, SQL, ModelSelect, Query, fn

from kiosk.practice.people import Person, PersonId
from kiosk.practice.prior_auth_terms import (
    ASKED,
    CALLED,
    GRANTED,
    UNANSWERED,
    UNSENT,
    WAITING,
    PriorAuthRef,
)
from storage.prepared import Prepared
from storage.tables.imports import ImportItemRow
from storage.tables.people import PersonRow
from storage.tables.prior_auths import NoteRow, PayerRow, PriorAuthRow, QuestionRow, StepRow
from storage.tables.trail import EventRow, TextRow
from storage.typed_texts import words_of

# As in its index, which SQLite would not use if these were parameters.
MOST_LIKE = 7  # payers that are offered while one is typed
ALONE = SQL("kind = 'answer' AND prior_auth_id IS NULL AND linked = ''")
Filter = Literal[
    "open",
    "mine",
    "nobody",
    "clinical",
    "prescriber",
    "due",
    "late",
    "answered",
    "check",
    "all",
    "to do",
    "payer",
    "wants more",
    "asked",
    "payer late",
    "ending",
    "tell",
    "alone",
    "service first",
    "still",
    "aside",
    "left",
    "slips",
    "not closed",
]
SLIPPING: tuple[Filter, ...] = (
    *("late", "payer late", "due", "service first", "left", "tell", "ending", "still"),
)
COUNTED: tuple[Filter, ...] = (
    "to do",
    "nobody",
    "clinical",
    "prescriber",
    "payer",
    "due",
    "late",
    "payer late",
    "tell",
    "ending",
    "check",
    "left",
)


class Moments(NamedTuple):
    """What filters compare with.

    day: today. soon: the last day on which an end is *soon*. moved: the first day since which
    something must have moved.
    """

    day: date
    now: datetime
    soon: date
    moved: date


def let_through(
    by: Filter, moments: Moments, viewer: Person | None, sought: str
) -> "ModelSelect[PriorAuthRow]":
    """Those of a filter that hold these words, if any, what presses most first."""
    where = _where(by, moments, viewer)
    return _pressing(_rows().where(where & _matches(sought) if sought else where))


def newest_with(sought: str, most: int) -> "ModelSelect[PriorAuthRow]":
    """The references of the newest that hold these words, closed or not; it stops at so many."""
    newest = SQL("rowid").desc()  # they are stored as they come, and read so without being sorted
    return (
        PriorAuthRow.select(PriorAuthRow.ref).where(_matches(sought)).order_by(newest).limit(most)
    )


def of_refs(refs: Sequence[str]) -> "ModelSelect[PriorAuthRow]":
    """Some of them, what presses most first."""
    return _pressing(_rows().where(PriorAuthRow.ref.in_(refs)))


@Prepared
def open_ones() -> Query:
    """All that are open, with the columns that tell in what one stands out."""
    row = PriorAuthRow
    days = (row.requested_on, row.needed_by, row.service_date, row.answered_on, row.wanted_by)
    ours = (row.peer_to_peer_by, row.appeal_by, row.decision_due, row.moved_at, row.answer)
    columns = (row.ref, row.codes, row.owner, row.state, row.step, *days, *ours)
    names = (PayerRow.name.alias("payer_name"), TextRow.words.alias("service_words"))
    query = row.select(*columns, *names).join(PayerRow).switch(row)
    return query.join(TextRow, JOIN.LEFT_OUTER).where(row.is_open)


@Prepared
def counts(day: date, now: datetime, soon: date, moved: date) -> Query:
    """How many are open of each sort in COUNTED."""
    of_each = (fn.SUM(_where(sort, Moments(day, now, soon, moved), None)) for sort in COUNTED)
    return PriorAuthRow.select(*of_each).where(PriorAuthRow.is_open)


@Prepared
def answers_alone() -> Query:
    """How many answers came by a file and belong to no request."""
    return ImportItemRow.select(fn.COUNT(ImportItemRow.id)).where(ALONE)


@Prepared
def notes(ref: PriorAuthRef) -> Query:
    """What was typed about it, each with the event that it was typed with."""
    columns = (NoteRow.event_id, NoteRow.sort, NoteRow.text, words_of().alias("words"))
    noted = NoteRow.select(*columns).join(TextRow)
    return noted.where(NoteRow.prior_auth == ref).order_by(NoteRow.id)


@Prepared
def texts(ref: PriorAuthRef, about: str) -> Query:
    """The numbers of all that was typed about it, and of what it has of the one that it follows.

    Also of what was taken back, and so is shown no more. about: as its events call it.
    """
    events = EventRow.select(EventRow.id).where(EventRow.about == about)
    service = PriorAuthRow.select(PriorAuthRow.service).where(PriorAuthRow.ref == ref)
    noted = NoteRow.select(NoteRow.text).where(NoteRow.prior_auth == ref)
    asked = QuestionRow.select(QuestionRow.text).where(QuestionRow.prior_auth == ref)
    shown = TextRow.id.in_(service) | TextRow.id.in_(noted) | TextRow.id.in_(asked)
    return TextRow.select(TextRow.id).where(shown | TextRow.event_id.in_(events))


@Prepared
def purposes() -> Query:
    """Why each of those matters of which it was told."""
    purpose = NoteRow.select(NoteRow.prior_auth, words_of().alias("words")).join(TextRow)
    return purpose.where(NoteRow.sort == "purpose").order_by(NoteRow.id)


@Prepared
def open_question(ref: PriorAuthRef) -> Query:
    """What is asked about it just now."""
    asked = QuestionRow.select(QuestionRow, words_of().alias("words")).join(TextRow)
    return asked.where(QuestionRow.prior_auth == ref, QuestionRow.ended_at.is_null())


@Prepared
def steps(ref: PriorAuthRef) -> Query:
    """What was done about it, or is not needed, and who recorded that when."""
    done = StepRow.select(StepRow.step, StepRow.done_by, EventRow.at, EventRow.by)
    with_event = done.join(EventRow, on=StepRow.event_id == EventRow.id)
    return with_event.where(StepRow.prior_auth == ref).order_by(StepRow.id)


@Prepared
def asked() -> Query:
    """What is asked of anybody just now, the most urgent and the oldest first."""
    row = PriorAuthRow
    open_ones = QuestionRow.select(QuestionRow, words_of().alias("words")).join(TextRow)
    of_requests = open_ones.join(row, on=QuestionRow.prior_auth == row.ref)
    waiting = of_requests.where(QuestionRow.ended_at.is_null())
    return waiting.order_by(row.urgency.desc(), QuestionRow.asked_at, QuestionRow.id)


@Prepared
def answers(ref: PriorAuthRef) -> Query:
    """Who answered what was asked about it, each with the event by which that was recorded."""
    answered = QuestionRow.select(QuestionRow.answer_event_id, QuestionRow.answered_by)
    return answered.where(QuestionRow.prior_auth == ref, QuestionRow.answered_by.is_null(False))


@Prepared
def payers_like(typed: str) -> Query:
    """The payers whose names hold these words and more. typed: in small letters."""
    name = fn.LOWER(PayerRow.name)
    found = PayerRow.select(PayerRow.name).where(fn.INSTR(name, typed) > 0, name != typed)
    return found.order_by(fn.INSTR(name, typed), name).limit(MOST_LIKE)


@Prepared
def payer_type(name: str) -> Query:
    """The type that a payer had in its latest request that says one."""
    typed = PriorAuthRow.select(PriorAuthRow.payer_type).join(PayerRow)
    of_payer = typed.where(fn.LOWER(PayerRow.name) == name, PriorAuthRow.payer_type != "")
    return of_payer.order_by(PriorAuthRow.requested_on.desc()).limit(1)


@Prepared
def followers(ref: PriorAuthRef) -> Query:
    """Those that follow it."""
    return PriorAuthRow.select(PriorAuthRow.ref).where(PriorAuthRow.previous == ref)


@Prepared
def of_ref(ref: PriorAuthRef) -> Query:
    """One of them, with the names that its list shows."""
    return _rows().where(PriorAuthRow.ref == ref)


@Prepared
def owner_of(ref: PriorAuthRef) -> Query:
    """The name of whoever has it."""
    owned = PriorAuthRow.select(PersonRow.name).join(PersonRow, on=PriorAuthRow.owner)
    return owned.where(PriorAuthRow.ref == ref)


@Prepared
def held_by(person: PersonId) -> Query:
    """How many somebody has."""
    count = PriorAuthRow.select(fn.COUNT(PriorAuthRow.ref).alias("held"))
    return count.where(PriorAuthRow.owner == person)


@Prepared
def refs_of(person: PersonId) -> Query:
    """The references of all that somebody has."""
    mine = PriorAuthRow.select(PriorAuthRow.ref).where(PriorAuthRow.owner == person)
    return mine.order_by(PriorAuthRow.ref)


@Prepared
def backed_up_by(person: PersonId) -> Query:
    """The references of all that somebody is the backup of."""
    mine = PriorAuthRow.select(PriorAuthRow.ref).where(PriorAuthRow.backup == person)
    return mine.order_by(PriorAuthRow.ref)


@Prepared
def asked_of(person: PersonId) -> Query:
    """The references of all about which somebody is asked just now, by name."""
    asked = QuestionRow.select(QuestionRow.prior_auth)
    return asked.where(QuestionRow.whom == person, QuestionRow.ended_at.is_null())


@Prepared
def ask_anybody(person: PersonId) -> Query:
    """What somebody was asked by name is asked of anybody of its level."""
    asked = QuestionRow.update(whom=None)
    return asked.where(QuestionRow.whom == person, QuestionRow.ended_at.is_null())


@Prepared
def gone(day: date) -> Query:
    """Who works here no more, and still has requests, or is a backup, or is asked something."""
    person = PersonRow
    held = PriorAuthRow.select(PriorAuthRow.owner).where(PriorAuthRow.owner.is_null(False))
    backed_up = PriorAuthRow.select(PriorAuthRow.backup).where(PriorAuthRow.backup.is_null(False))
    asked = QuestionRow.select(QuestionRow.whom).where(
        QuestionRow.whom.is_null(False), QuestionRow.ended_at.is_null()
    )
    is_out = ~person.is_active | (person.employed_to < day)
    has_any = person.id.in_(held) | person.id.in_(backed_up) | person.id.in_(asked)
    return person.select(person.id).where(is_out, has_any)


@Prepared
def give(
    ref: PriorAuthRef,
    owner: PersonId | None,
    taken_at: datetime | None,
    backup: PersonId | None,
    left_by: PersonId | None,
) -> Query:
    """Give it to somebody, or to nobody."""
    changed = PriorAuthRow.update(owner=owner, taken_at=taken_at, backup=backup, left_by=left_by)
    return changed.where(PriorAuthRow.ref == ref)


def _rows() -> "ModelSelect[PriorAuthRow]":
    query = PriorAuthRow.select(
        PriorAuthRow, PayerRow.name.alias("payer_name"), words_of().alias("service_words")
    )
    with_payer = query.join(PayerRow).switch(PriorAuthRow)
    return with_payer.join(TextRow, JOIN.LEFT_OUTER)


def _pressing(rows: "ModelSelect[PriorAuthRow]") -> "ModelSelect[PriorAuthRow]":
    by_need = (PriorAuthRow.needed_by.is_null(), PriorAuthRow.needed_by)
    return rows.order_by(*by_need, PriorAuthRow.urgency.desc(), PriorAuthRow.ref)


def _where(by: Filter, moments: Moments, viewer: Person | None) -> Any:
    day, now, soon, moved = moments
    row = PriorAuthRow
    waits = row.state.in_(WAITING)
    only: dict[Filter, Any] = {
        "open": waits,
        "mine": row.owner == (viewer.id if viewer else 0),
        "nobody": row.owner.is_null() & waits,
        "clinical": (row.who_needed == "clinical") & waits,
        "prescriber": (row.who_needed == "prescriber") & (waits | (row.state == "denied")),
        "due": ours(lambda due: due == day) | ((row.follow_up_on <= day) & row.state.in_(CALLED)),
        "late": ours(lambda due: due < day) & (row.state != "payer"),
        "payer late": (row.decision_due < now) & (row.state == "payer"),
        "answered": row.state.in_((*GRANTED, "denied")) & (row.step != ""),
        "tell": row.state.in_(GRANTED) & (row.step != ""),
        "ending": row.state.in_(GRANTED[:2]) & row.valid_to.between(day, soon) & _units_left(),
        "check": row.to_check != "",
        "all": row.ref != "",
        "to do": row.state == "to do",
        "payer": row.state == "payer",
        "wants more": row.state == "wants more",
        "alone": row.owner.is_null(False) & row.backup.is_null() & waits,
        # Moments are stored in UTC, whose days are others: a day more is let through here, and
        # the register asks the rule.
        "service first": (fn.DATE(row.decision_due, "+1 day") >= row.service_date)
        & (row.state == "payer"),
        "still": waits & (fn.COALESCE(fn.DATE(row.moved_at), row.requested_on) <= moved),
        "asked": row.state.in_(("clinical", "prescriber")),
        "left": row.left_by.is_null(False),
        "not closed": row.is_open,
    }
    only["slips"] = reduce(or_, (only[one] for one in SLIPPING))
    return only[by] & row.is_open if by != "all" else only[by]


def ours(is_meant: Callable[[Any], Any]) -> Any:
    """Those of which a day that is ours, as PriorAuth has them, is meant."""
    row = PriorAuthRow
    needed = is_meant(row.needed_by) & row.state.in_(UNANSWERED)
    retro = is_meant(row.retro_by) & row.state.in_(UNSENT)
    is_asked = row.state.in_(ASKED)
    is_wanted = row.state.in_(("wants more", "appeal")) | (is_asked & (row.answer == "pended"))
    is_denied = (row.state == "denied") | (is_asked & (row.answer == "denied"))
    wanted = is_meant(row.wanted_by) & is_wanted
    peer = is_meant(row.peer_to_peer_by) & is_denied
    appeal = is_meant(row.appeal_by) & (is_denied | (row.state == "peer to peer"))
    return fn.COALESCE(needed | retro | wanted | peer | appeal, False)


def _units_left() -> Any:
    """Whether units are left, or their number is not known; SQL reads the digits at the front."""
    units = PriorAuthRow.units.cast("INTEGER")
    return (units == 0) | (PriorAuthRow.units_used < units)


def _matches(sought: str) -> Any:
    """Those that hold these words; the text, which has to be fetched, is looked into last."""
    row, text = PriorAuthRow, TextRow.alias()
    payers = PayerRow.select(PayerRow.id).where(PayerRow.name.contains(sought))
    in_text = text.select(text.id).where(text.id == row.service, text.words.contains(sought))
    in_row = row.ref.contains(sought) | row.codes.contains(sought) | row.payer.in_(payers)
    return in_row | fn.EXISTS(in_text)
