"""What was read out of files, on its way into the store: nobody waits while files are read.

It lies in a private database of SQLite's, in a file that has no name any more and is gone once it
is closed, so memory stays the same however long the files are. Of a file's own names for things
only signatures are in it.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from types import TracebackType
from typing import Any, Self

from kiosk.practice.errors import OutOfReach
from kiosk.practice.files.incoming import Incoming, ItemKind, Place, Reading
from kiosk.practice.files.told import PayerAnswer
from kiosk.practice.values import dataclass
from storage.import_report import Tally
from storage.key import Key
from storage.tables.base import stored_moment

ANSWERED = ("answer", "answered_on", "authorization_number", "valid_from", "valid_to")
OF_ANSWER = ("payer_reference", *ANSWERED)
SAID = (
    *("reviewer", "codes", "units", "who_needed", "urgency", "requested_on", "needed_by"),
    *("service_date", "submitted_at", *OF_ANSWER),
)
SIGNED = ("key", "digest", "rival", "reference", "names", "earlier")
COLUMNS = ("file", "line", "entry", "kind", "payer", "notes", *SIGNED, *SAID)
MAKE = f"CREATE TABLE spool (id INTEGER PRIMARY KEY, {', '.join(COLUMNS)})"
ADD = f"INSERT INTO spool ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
INDEX = "CREATE INDEX spool_key ON spool (key)"
READ = (
    "SELECT EXISTS (SELECT 1 FROM spool AS other WHERE other.key = spool.key "
    f"AND other.id < spool.id), {', '.join(COLUMNS)} FROM spool ORDER BY id"
)


@dataclass(frozen=True)
class Signed:
    """One thing that a file said, with signatures in the place of the file's own names.

    key: under which it is remembered. rival: the same, of a thing that disagrees with an earlier
    one under this key. names: what it is called, or what an answer calls its request. earlier: the
    request that it names as certain, or as the earlier one. said: the columns that it sets, as they
    are stored, but for the payer's. is_again: whether its key came before in this run.
    """

    place: Place
    kind: ItemKind
    key: str
    digest: str
    rival: str
    reference: str
    names: tuple[str, ...]
    earlier: str
    payer: str
    check: tuple[str, ...]
    said: dict[str, Any]
    is_again: bool


class Spool:
    """All that one run reads. Use it with `with`, which throws it away.

    source: which system the files come from. Requests and answers in FHIR are known by their whole
    content, whatever the source; those of a worklist by the source's own references. tally: of what
    the readers left out. dropped: how many values about patients they did.
    """

    def __init__(self, source: str, key: Key) -> None:
        self.source, self.tally, self.dropped = source, Tally(), 0
        self._key = key
        self._rows = sqlite3.connect("")  # private, and on the disk once it is large
        self._rows.execute(MAKE)

    def fill(self, items: Iterable[Incoming], reading: Reading) -> None:
        """Read all of it. Raises OutOfReach when there is no room, and what the readers raise."""
        try:
            self._rows.executemany(ADD, (self._row(item, reading) for item in items))
            self._rows.execute(INDEX)
        except sqlite3.Error as fault:
            raise OutOfReach(f"There is no room for what is read: {fault}.") from fault
        self.tally.take_left(reading)
        self.dropped = reading.patient_values_dropped

    def __iter__(self) -> Iterator[Signed]:
        for row in self._rows.execute(READ):
            is_again, file, line, entry, kind, payer, notes = row[:7]
            key, digest, rival, reference, names, earlier = row[7:13]
            said = zip(SAID, row[13:], strict=True)
            yield Signed(
                Place(file, line, entry),
                kind,
                key,
                digest,
                rival,
                reference,
                tuple(names.splitlines()),
                earlier,
                payer,
                tuple(notes.splitlines()),
                dict(said) if kind == "request" else {k: v for k, v in said if k in OF_ANSWER},
                bool(is_again),
            )

    def close(self) -> None:
        """Throw it away."""
        self._rows.close()

    def _row(self, item: Incoming, reading: Reading) -> tuple[object, ...]:
        self.tally.take_left(reading)
        place, said = item.place, columns_of(item)
        names = [self._reference(item.key, one) for one in item.names]
        if item.kind == "answer" and item.payer_reference:
            names.append(name_of_case(self._key, item.payer_reference))
        return (
            *(place.file, place.line, place.entry, item.kind, item.payer, "\n".join(item.check)),
            self._key_of(item.key),
            self._signed(item.digest),
            self._key_of(f"{item.key}\n{item.digest}"),
            self._reference(item.key, item.reference) if item.reference else "",
            "\n".join(dict.fromkeys(names)),
            self._earlier(item),
            *(said[name] for name in SAID),
        )

    def _earlier(self, item: Incoming) -> str:
        named = item.answers or item.previous
        if item.kind == "answer" or _is_fhir(named):
            return self._key_of(named) if named else ""
        return self._reference(item.key, named) if named else ""

    def _key_of(self, key: str) -> str:
        return self._signed(key if _is_fhir(key) else f"{self.source}\n{key}")

    def _reference(self, key: str, reference: str) -> str:
        return self._signed(f"{'fhir' if _is_fhir(key) else self.source}\nreference\n{reference}")

    def _signed(self, words: str) -> str:
        return self._key.sign("import", words)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def name_of_case(key: Key, payer_reference: str) -> str:
    """What all answers with this reference of a payer are called, beside what they name."""
    return key.sign("import", f"fhir\nreference\ncase {payer_reference}")


def columns_of(item: Incoming) -> dict[str, Any]:
    """The columns that a thing out of a file sets, as they are stored, but for the payer's."""
    return {
        "reviewer": item.reviewer,
        "codes": "\n".join(item.codes),
        "units": item.units,
        "who_needed": item.who_needed or "anyone",
        "urgency": item.urgency or "standard",
        "requested_on": _day(item.requested_on),
        "needed_by": _day(item.needed_by),
        "service_date": _day(item.service_date),
        "submitted_at": stored_moment(item.submitted_at) if item.submitted_at else None,
        "payer_reference": item.payer_reference,
        **facts_of(item),
    }


def facts_of(said: Incoming | PayerAnswer | None) -> dict[str, Any]:
    """The columns of an answer alone; empty ones where there is none."""
    if said is None:
        return {**dict.fromkeys(ANSWERED), "authorization_number": ""}
    return {
        "answer": said.answer,
        "answered_on": _day(said.answered_on),
        "authorization_number": said.authorization_number,
        "valid_from": _day(said.valid_from),
        "valid_to": _day(said.valid_to),
    }


def _is_fhir(key: str) -> bool:
    return key.startswith("fhir ")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
