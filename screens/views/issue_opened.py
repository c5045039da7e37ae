"""One problem or idea, opened: what happens, who reads it, where it stands, proposals, history."""

from collections.abc import Iterator
from itertools import groupby

from kiosk.practice.issues import Issue, Viewer
from screens.session import Kiosk
from screens.views.issue_links import began_with
from screens.views.issue_words import (
    DESKS,
    Names,
    deed_words,
    others,
    person,
    readers,
    standing,
)
from screens.views.words import clock_words, day_words
from storage.issue_reading import Entry

Lines = Iterator[tuple[str, str]]
WRITTEN = {"proposal": "Proposal", "comment": "Comment"}


def lines(one: Issue, kiosk: Kiosk, viewer: Viewer, names: Names) -> Lines:
    """Labels and values, what matters for the next act first."""
    today = kiosk.clock.now().date()
    yield from _text("What happens", one.what)
    every = {
        "Where": f"{one.area}, {one.how_often}",
        "Raised": f"{day_words(one.raised_at.date(), today)}, {_raised_by(one, names)}",
        "Others": others(one),
        "Stands": standing(one, names, today),
        "Reply promised": "" if one.replied_at else f"by {day_words(one.reply_by, today)}",
        "Answered by": _answered_by(one, names),
        "Who can read it": readers(one.audience, kiosk.store),
        "It began with": began_with(one.linked),
    }
    yield from ((label, value) for label, value in every.items() if value)
    if one.outcome:
        yield from _text("Outcome", one.outcome)
    entries = kiosk.store.issue_reading.entries(one.ref, viewer)
    written = [entry for entry in entries if entry.sort in WRITTEN]
    joined = [entry for entry in entries if entry.sort == "what" and entry.ref != one.ref]
    for entry in (*joined, *written):
        label = WRITTEN.get(entry.sort, f"Also, #{entry.ref}")
        mark = ", which is tried" if entry.number == one.proposal and one.state == "trying" else ""
        by = f"{person(entry.by, entry.is_withheld, names)}, {day_words(entry.at.date(), today)}"
        yield from _text(label, f"{_words(entry, names)} ({by}{mark})")
    yield from _history([entry for entry in entries if entry.ref == one.ref], names, kiosk)


def _text(label: str, words: str) -> Lines:
    """A text of several lines: the label stands before the first."""
    for number, line in enumerate(part for part in words.splitlines() if part.strip()):
        yield ("" if number else label), line


def _raised_by(one: Issue, names: Names) -> str:
    if one.is_mine:
        return "by you" + (", your name withheld from colleagues" if one.is_withheld else "")
    by = person(one.raised_by, one.is_withheld, names)
    return f"by {by}" + (" (withheld from colleagues)" if one.is_withheld and one.raised_by else "")


def _answered_by(one: Issue, names: Names) -> str:
    named = f", or {names[one.answerer]}" if one.answerer else ""
    return f"{DESKS[one.desk]}{named}" if one.is_open else ""


def _words(entry: Entry, names: Names) -> str:
    if entry.words is not None:
        return entry.words
    by = names[entry.hidden_by] if entry.hidden_by else "the owner"
    return f"(hidden by {by}, {entry.hidden_why}: {entry.hidden_reason})"


def _history(entries: list[Entry], names: Names, kiosk: Kiosk) -> Lines:
    """What was done about it, each act with what was typed with it."""
    today = kiosk.clock.now().date()
    for _, group in groupby(entries, key=lambda entry: (entry.at, entry.deed)):
        some = list(group)
        first = some[0]
        when = f"{day_words(first.at.date(), today)} {clock_words(first.at)}"
        by = person(first.by, first.is_withheld, names)
        told = [one for one in some if one.sort not in ("what", *WRITTEN, "act")]
        said = "; ".join(_words(one, names) for one in told)
        yield "History", f"{when}: {deed_words(first.deed)}, {by}" + (f": {said}" if said else "")
