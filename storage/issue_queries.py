"""How problems and ideas are asked for. Every select of them goes through `issues_for`."""

from datetime import date
from typing import Any, Literal

from peewee import JOIN, ModelSelect, Query, Value, fn

from kiosk.practice.issues import NOBODY, IssueRef, Viewer
from storage.prepared import Prepared
from storage.tables.issues import IssueEntryRow, IssueMeTooRow, IssueRow
from storage.tables.trail import EventRow, TextRow
from storage.typed_texts import words_of

Filter = Literal[
    "open",
    "needs ideas",
    "trying",
    "mine",
    "done",
    "later",
    "not doing",
    "to answer",
    "not for all",
    "public",
    "all",
]
NOT_PUBLIC: tuple[Filter, ...] = ("mine", "to answer", "not for all", "all")  # may hold more

Into = IssueRow.alias("into_issue")
What = IssueEntryRow.alias("what_entry")
Outcome = IssueEntryRow.alias("outcome_entry")
OutcomeText = TextRow.alias("outcome_text")
Proposal = IssueEntryRow.alias("tried_proposal")
HiddenText = TextRow.alias("hidden_text")
_ANSWERABLE = ("new", "thanked", "later")


def may_see(viewer: Viewer) -> Any:
    """The rule `visible_to` as a condition on the rows."""
    if viewer.is_owner:
        return Value(True)
    seen = IssueRow.number.is_null(False)
    if viewer.person is not None:
        seen |= (IssueRow.raised_by == viewer.person) | (IssueRow.answerer == viewer.person)
    if viewer.is_manager:
        seen |= IssueRow.audience == "manager"
    return seen


def issues_for(viewer: Viewer) -> "ModelSelect[IssueRow]":
    """What this viewer may know of; the only select of issues that there is."""
    person = viewer.person or 0
    me_too = IssueMeTooRow.select(fn.COUNT(IssueMeTooRow.id)).where(
        IssueMeTooRow.issue == IssueRow.id
    )
    proposals = IssueEntryRow.select(fn.COUNT(IssueEntryRow.id)).where(
        IssueEntryRow.issue == IssueRow.id, IssueEntryRow.sort == "proposal"
    )
    rows = IssueRow.select(
        IssueRow,
        Into.ref.alias("into_ref"),
        words_of().alias("what"),
        What.hidden_why.alias("what_hidden"),
        words_of(OutcomeText).alias("outcome_words"),
        Outcome.hidden_why.alias("outcome_hidden"),
        Proposal.by.alias("proposed_by"),
        Proposal.is_withheld.alias("proposal_withheld"),
        me_too.alias("me_toos"),
        me_too.clone().where(IssueMeTooRow.person == person).alias("is_me_too"),
        proposals.alias("proposals"),
    )
    rows = rows.join(TextRow, on=IssueRow.text == TextRow.id)
    rows = rows.switch(IssueRow).join(What, on=What.text == IssueRow.text)
    for other, where in (
        (OutcomeText, OutcomeText.id == IssueRow.outcome),
        (Outcome, Outcome.text == IssueRow.outcome),
        (Proposal, Proposal.id == IssueRow.proposal_id),
        (Into, Into.id == IssueRow.into),
    ):
        rows = rows.switch(IssueRow).join(other, JOIN.LEFT_OUTER, on=where)
    return rows.where(may_see(viewer))


def is_concealed(text: Any) -> Any:
    """Whether a text is about what is not for managers, or was hidden: a condition on texts."""
    written = IssueRow.alias("of_text")
    entry = IssueEntryRow.alias("entry_of_text")
    of_it = entry.select(entry.id).join(written, on=entry.written_at == written.id)
    is_private = written.audience.in_(("owner", "outside hr"))
    return fn.EXISTS(
        of_it.where(
            (entry.text == text.id) | (entry.hidden_text == text.id),
            is_private | ((entry.text == text.id) & entry.hidden_why.is_null(False)),
        )
    )


# The same of an event, in the plain SQL of the trail's own list.
IS_OPEN_TO_MANAGERS = """
    NOT (event.about LIKE 'issue %' AND EXISTS (
        SELECT 1 FROM issue
        WHERE ref = substr(event.about, 7) AND audience IN ('owner', 'outside hr')
    ))
    AND NOT (event.about LIKE 'text %' AND EXISTS (
        SELECT 1 FROM issue_entry AS entry JOIN issue ON issue.id = entry.written_at_id
        WHERE entry.text_id = CAST(substr(event.about, 6) AS INTEGER)
        AND audience IN ('owner', 'outside hr')
    ))
"""


def let_through(by: Filter, viewer: Viewer, today: date) -> "ModelSelect[IssueRow]":
    """Those of a filter, what presses most first.

    What is not for everybody is only among what somebody asks for by a filter of NOT_PUBLIC: a
    screen is seen by others too.
    """
    rows = issues_for(viewer).where(_where(by, viewer, today))
    if by in ("done", "not doing"):
        return rows.order_by(IssueRow.moved_at.desc(), IssueRow.id.desc())
    by_day = {"trying": IssueRow.trial_until, "later": IssueRow.later_on}
    if by == "to answer":
        return rows.order_by(IssueRow.replied_at.is_null(False), IssueRow.reply_by, IssueRow.id)
    return rows.order_by(*([by_day[by]] if by in by_day else []), IssueRow.id.desc())


def _where(by: Filter, viewer: Viewer, today: date) -> Any:
    row, person = IssueRow, viewer.person or 0
    is_back = (row.state == "later") & (row.later_on <= today)
    waits = row.state.in_(("new", "thanked")) | is_back
    only: dict[Filter, Any] = {
        "open": waits | (row.state == "trying"),
        "needs ideas": waits & ~_has_proposal(),
        "trying": row.state == "trying",
        "mine": row.raised_by == person,
        "done": row.state == "done",
        "later": (row.state == "later") & ~is_back,
        "not doing": row.state == "not doing",
        "to answer": _answered_by(viewer) & (row.replied_at.is_null() | is_back | _is_over(today)),
        "not for all": row.number.is_null(),
        "public": row.id > 0,
        "all": row.id > 0,
    }
    wanted = only[by] if by in NOT_PUBLIC else only[by] & row.number.is_null(False)
    is_open = by in ("open", "needs ideas", "trying", "later", "to answer")
    return wanted & row.is_open if is_open else wanted


def due(viewer: Viewer, today: date) -> "ModelSelect[IssueRow]":
    """What this viewer answers and is due: a reply, what comes back, the end of a trial."""
    row = IssueRow
    is_late = row.replied_at.is_null() & (row.reply_by < today)
    is_back = (row.state == "later") & (row.later_on <= today)
    rows = issues_for(viewer).where(row.is_open, _answered_by(viewer))
    return rows.where(is_late | is_back | _is_over(today)).order_by(row.reply_by, row.id)


def _is_over(today: date) -> Any:
    return (IssueRow.state == "trying") & (IssueRow.trial_until <= today)


def _has_proposal() -> Any:
    of_it = (IssueEntryRow.issue == IssueRow.id) & (IssueEntryRow.sort == "proposal")
    return fn.EXISTS(IssueEntryRow.select(IssueEntryRow.id).where(of_it))


def _answered_by(viewer: Viewer) -> Any:
    """The rule `require_may_answer` as a condition on the rows."""
    if viewer.is_owner:
        return Value(True)
    named = IssueRow.answerer == (viewer.person or 0)
    return named | (IssueRow.desk == "manager") if viewer.is_manager else named


def of_ref(ref: IssueRef, viewer: Viewer) -> Any:
    """One of them, or None where there is none that this viewer may know of."""
    return issues_for(viewer).where(IssueRow.ref == ref).namedtuples().first()


@Prepared
def for_everybody(issue: int) -> Query:
    """One of those that everybody may read, by the row's own number."""
    return issues_for(NOBODY).where(IssueRow.id == issue)


@Prepared
def needs_ideas() -> Query:
    """The newest that everybody may read and nobody has proposed anything for."""
    waits = IssueRow.state.in_(("new", "thanked")) & IssueRow.is_open
    rows = issues_for(NOBODY).where(waits, ~_has_proposal())
    return rows.order_by(IssueRow.id.desc()).limit(1)


@Prepared
def promised(day: date) -> Query:
    """What everybody may read and nobody has answered, though that was promised for this day."""
    row = IssueRow
    rows = issues_for(NOBODY).where(row.is_open, row.replied_at.is_null(), row.reply_by <= day)
    return rows.order_by(row.reply_by, row.id)


@Prepared
def trying() -> Query:
    """What everybody may read and is tried, the trial that ends first."""
    rows = issues_for(NOBODY).where(IssueRow.state == "trying", IssueRow.is_open)
    return rows.order_by(IssueRow.trial_until, IssueRow.id).limit(1)


@Prepared
def done_since(moment: Any) -> Query:
    """What everybody may read and was done last, since then."""
    rows = issues_for(NOBODY).where(IssueRow.state == "done", IssueRow.moved_at >= moment)
    return rows.order_by(IssueRow.moved_at.desc()).limit(1)


@Prepared
def entries(issue: int) -> Query:
    """What was done and written about one, oldest first."""
    row = IssueEntryRow
    written = IssueRow.alias("written_at")
    columns = (row, words_of().alias("words"), words_of(HiddenText).alias("hidden_words"))
    query = row.select(
        *columns, written.ref.alias("ref"), EventRow.at, EventRow.deed, EventRow.detail
    )
    query = query.join(EventRow, on=row.event_id == EventRow.id)
    query = query.switch(row).join(written, on=row.written_at == written.id)
    query = query.switch(row).join(TextRow, JOIN.LEFT_OUTER, on=row.text == TextRow.id)
    hidden = query.switch(row).join(
        HiddenText, JOIN.LEFT_OUTER, on=row.hidden_text == HiddenText.id
    )
    return hidden.where(row.issue == issue).order_by(row.event_id, row.id)


@Prepared
def with_deed(deed: str) -> Query:
    """Where something was done that the trail calls so."""
    row = IssueEntryRow
    found = row.select(row.written_at).join(EventRow, on=row.event_id == EventRow.id)
    return found.where(EventRow.deed == deed).distinct()


@Prepared
def number_of(ref: IssueRef) -> Query:
    """The row's own number, which never leaves storage."""
    return IssueRow.select(IssueRow.id).where(IssueRow.ref == ref)


@Prepared
def newest_number() -> Query:
    """The highest number that was given to what everybody may read."""
    return IssueRow.select(fn.MAX(IssueRow.number).alias("newest"))


@Prepared
def last_event(about: str) -> Query:
    """The newest thing that was done about it."""
    events = EventRow.select(EventRow.id, EventRow.deed)
    return events.where(EventRow.about == about).order_by(EventRow.id.desc()).limit(1)
