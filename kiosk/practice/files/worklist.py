"""Prior authorizations out of a worklist: CSV from a practice system or a spreadsheet.

Only columns that are known by their usual names, or that somebody mapped, are read; no column of
free text is ever kept, and columns about patients are only counted.

What a row is known by: its reference (`key` is "csv " and the reference); without one, the
digest of its kept fields and its place among equals, so that two like rows stay two. The rows
are streamed, and of each only two short digests are remembered, so rows that meet under one
reference are dealt with as the later one comes: if it says the same, it is skipped and named
"the same as line N"; if it says something else, it is given too, with the same key and a check
that names both lines. Whoever takes them up must put that check on what the earlier row became,
and must not let the later row overwrite it: which of the two is right, only a person can say.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from typing import Any, BinaryIO

from kiosk.practice.files import cells, csv_rows, dates, shapes
from kiosk.practice.files.columns import Layout, fault, lay_out, unknown
from kiosk.practice.files.csv_rows import Row
from kiosk.practice.files.incoming import Incoming, Left, Outcome, Place, Reading
from kiosk.practice.values import dataclass

__all__ = ["header", "read", "unknown"]

_DATES = ("requested_on", "needed_by", "service_date", "answered_on", "valid_from", "valid_to")
_IDENTIFIERS = {
    "reference": "the reference",
    "payer_reference": "the payer's reference",
    "authorization_number": "the authorization number",
}
_SHORT = 16  # bytes of a digest that are enough to know a row again within one file
_NOT_KEPT = ("place", "kind", "key", "digest", "answers", "check")


class _Unreadable(Exception):
    """A row that cannot be taken, with why; column: whose cell it is, if it is one's."""

    def __init__(self, reason: str, column: str = "") -> None:
        super().__init__(reason)
        self.column = column


@dataclass
class _Seen:
    """What is remembered of the rows so far: short digests, and the lines they stood on."""

    first: dict[bytes, int] = field(default_factory=dict)  # of each reference
    same: dict[bytes, int] = field(default_factory=dict)  # of each reference with its fields
    equals: dict[bytes, int] = field(default_factory=dict)  # how often, without a reference


@dataclass
class _File:
    """What all steps of reading one file need."""

    name: str
    reading: Reading
    today: date
    layout: Layout

    def leave(self, outcome: Outcome, reason: str, line: int | None = None, at: str = "") -> None:
        place = Place(self.name, line=line, column=at)
        self.reading.left.append(Left(place, outcome, reason))


def header(stream: BinaryIO) -> list[str]:
    """The headers of the columns, as they are written; a guess where none of them is known.

    stream: seekable.
    """
    return list(csv_rows.form_of(stream, lambda row: _score(row, {})).header)


def read(
    stream: BinaryIO,
    file: str,
    columns: Mapping[str, str] | None,
    reading: Reading,
    today: date,
) -> Iterator[Incoming]:
    """The requests in one CSV file, row by row.

    stream: seekable; it stays open. file: its name, as the report shall say it. columns: header
    to one of the FIELDS of the columns module, or to "" for a column that is not to be read; it
    goes before what is known by name. reading: is told what was left out, and how many values
    about patients. today: places two-digit years. Raises nothing because of what the file holds.
    """
    chosen = columns or {}
    form = csv_rows.form_of(stream, lambda row: _score(row, chosen))
    one = _File(file, reading, today, lay_out(form.header, chosen))
    if reason := fault(chosen) or _fault(form, one.layout):
        one.leave("refused", reason)
        return
    seen = _Seen()
    try:
        for place, row in enumerate(csv_rows.rows(stream, form.encoding, form.separator)):
            if place > form.header_row and (found := _take(one, row, seen)):
                yield found
    except csv_rows.Broken as error:
        one.leave("refused", f"From this line on the file cannot be read: {error}.", error.line)


def _score(row: Sequence[str], mapping: Mapping[str, str]) -> int:
    """How many cells of a row are names of columns that are known."""
    layout = lay_out(row, mapping)
    return len(layout.places) + len(layout.patients)


def _fault(form: csv_rows.Form, layout: Layout) -> str:
    if not form.header:
        return "It has no rows that can be read."
    if not form.score:
        return "No line with the names of columns was found. Say which column is what with --map."
    if layout.lacks:
        named = layout.names(range(len(layout.header)))
        return (
            f"The columns are: {named}. A payer, and a reference or a service code, are needed. "
            "Say which column is what with --map."
        )
    return ""


def _take(file: _File, row: Row, seen: _Seen) -> Incoming | None:
    """What a row became; None if it was left out, which the reading has been told."""
    if not any(cell.strip() for cell in row.cells):
        return None
    patients = [row.cells[at] for at in file.layout.patients if at < len(row.cells)]
    patients = [cell for cell in patients if cell.strip()]
    file.reading.patient_values_dropped += len(patients)
    if csv_rows.is_total(row.cells):
        file.leave("skipped", "A line of totals is no prior authorization.", row.line)
        return None
    if tuple(cell.strip() for cell in row.cells) == file.layout.header:
        file.leave("skipped", "The names of the columns again.", row.line)
        return None
    try:
        _refuse_misshapen(row, file.layout)
        found = _Reader(file, row, patients).incoming()
    except _Unreadable as error:
        file.leave("refused", str(error), row.line, error.column)
        return None
    return _known(file, found, row.line, seen)


def _refuse_misshapen(row: Row, layout: Layout) -> None:
    """A row that is too short or too long has cells in the wrong places: take none of them."""
    width = len(layout.header)
    if any("\0" in cell for cell in row.cells):
        raise _Unreadable("It holds NUL bytes.")
    if len(row.cells) < width:
        lacking = layout.names(range(len(row.cells), width))
        raise _Unreadable(f"It has {len(row.cells)} cells of {width}; these lack: {lacking}.")
    if any(cell.strip() for cell in row.cells[width:]):
        raise _Unreadable(f"It has {len(row.cells)} cells, but there are {width} columns.")


class _Reader:
    """Reads the fields of one row."""

    def __init__(self, file: _File, row: Row, patients: list[str]) -> None:
        self._file = file
        self._row = row
        self._patients = set().union(*(shapes.words_of(cell) for cell in patients))
        self._check: dict[str, None] = {}

    def incoming(self) -> Incoming:
        """The row as a request, known by its reference only so far."""
        kept: dict[str, Any] = {name: self._date(name) for name in _DATES}
        for name, what in _IDENTIFIERS.items():
            kept[name] = self._identifier(name, what)
        for name, meaning in (("status", cells.status), ("urgency", cells.urgency)):
            kept[name] = self._meaning(name, meaning)
        kept["who_needed"] = self._meaning("who_needed", cells.who_needed)
        kept["units"] = self._meaning("units", cells.units) or ""
        kept["codes"] = self._meaning("codes", cells.codes) or ()
        kept["payer"] = self._payer()
        kept["answer"] = kept.pop("status")
        kept["submitted_at"], submitted_on = self._submitted()
        kept["requested_on"] = kept["requested_on"] or submitted_on
        if not kept["reference"] and not kept["codes"]:
            raise _Unreadable("It has neither a reference nor a service code.")
        place = Place(self._file.name, line=self._row.line)
        return Incoming(place, "request", "", "", **kept, check=tuple(self._check))

    def _cell(self, name: str) -> str:
        places = self._file.layout.places.get(name)
        if not places:
            return ""
        texts = [self._row.cells[at].strip() for at in places]
        return " ".join([text for text in texts if text.casefold() not in cells.EMPTY])

    def _note(self, words: str) -> None:
        if words:
            self._check[words] = None

    def _meaning(self, name: str, meaning: Any) -> Any:
        text = self._cell(name)
        if not text:
            return None
        found, words = meaning(text)
        self._note(words)
        return found

    def _identifier(self, name: str, what: str) -> str:
        found = self._meaning(name, lambda text: cells.identifier(text, what)) or ""
        if found and self._patients & shapes.words_of(found):
            self._note(f"{what} holds something about the patient and was left out")
            return ""
        return str(found)

    def _payer(self) -> str:
        found = str(self._meaning("payer", cells.payer) or "")
        words = shapes.words_of(found)
        if words and words <= self._patients:
            self._note("the payer's column holds the patient's name")
            return ""
        if not found and not self._cell("payer"):
            self._note("no payer")
        return found

    def _date(self, name: str) -> date | None:
        text = self._cell(name)
        if not text:
            return None
        column = self._file.layout.names(self._file.layout.places[name])
        try:
            found = dates.read(text, self._file.today)
        except dates.NotADate as error:
            raise _Unreadable(f"The date {error}.", column) from None
        self._note(f"{column}: {found.check}" if found.check else "")
        return found.day

    def _submitted(self) -> tuple[datetime | None, date | None]:
        """The moment, where the cell has a time and a zone; and the day that it says."""
        return dates.read_moment(self._cell("submitted")), self._date("submitted")


def _known(file: _File, found: Incoming, line: int, seen: _Seen) -> Incoming | None:
    """The row with its key and digest, once it has been compared with those before it."""
    kept = dict(vars(found))
    kept["digest"] = shapes.digest({name: kept[name] for name in kept if name not in _NOT_KEPT})
    short = bytes.fromhex(kept["digest"])[:_SHORT]
    if not found.reference:
        place = seen.equals.get(short, 0)
        seen.equals[short] = place + 1
        kept["key"] = f"csv-row {kept['digest']} {place}"
        return Incoming(**kept)
    kept["key"] = f"csv {found.reference}"
    reference = hashlib.sha256(found.reference.encode()).digest()[:_SHORT]
    if short in seen.same:
        file.leave("skipped", f"It is the same as line {seen.same[short]}.", line)
        return None
    seen.same[short] = line
    first = seen.first.setdefault(reference, line)
    if first != line:
        words = f"line {first} and line {line} disagree under one reference"
        kept["check"] = (*found.check, words)
    return Incoming(**kept)
