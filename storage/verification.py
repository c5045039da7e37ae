"""A look at the whole trail, in pieces: whether it is as the program wrote it."""

from collections.abc import Iterator, Sequence
from typing import Any

from kiosk.practice.trail import Finding, Seal
from storage.database import Database
from storage.trail_check import Text, TrailCheck

PIECE = 1_000  # events looked at before keys and others have their turn: some 8 ms
BEFORE_ALL = -(2**63)
COLUMNS = "id, at, by_id, terminal, deed, about, detail, undoes, digest, in_doubt, mac"
EVENTS = f"SELECT {COLUMNS} FROM event WHERE id > ? ORDER BY id LIMIT {PIECE}"
TEXTS = """
    SELECT id, event_id, salt, words, digest FROM text
    WHERE event_id > ? AND event_id <= ? ORDER BY event_id, id
"""
AFTER_ALL = 2**63 - 1
HAS_WORDS = "SELECT 1 FROM text WHERE id = ? AND words IS NOT NULL"
GUARDS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'"
GUARDED = {
    *("event_no_update", "event_no_delete", "event_in_order"),
    *("text_only_destroyed", "text_no_delete"),
}


class Verification:
    """One look at the whole trail, in pieces, so that nothing waits for it.

    Each piece is a read of its own. What is written meanwhile is looked at too, for events are
    only added.
    """

    def __init__(self, database: Database, seals: Sequence[Seal]) -> None:
        self._database = database
        self._check = TrailCheck(database.key, seals)
        self.findings: tuple[Finding, ...] = ()  # once all pieces were looked at

    def pieces(self) -> Iterator[tuple[int, int]]:
        """After each piece: the number of the last event looked at, and of the newest there is.

        Raises Busy or OutOfReach, also when the key is missing.
        """
        last = BEFORE_ALL
        while (following := self._look(last)) is not None:
            last = following
            yield last, max(last, self._database.version())
        with self._database.read():
            self._check.loose(self._rows(TEXTS, max(last, 0), AFTER_ALL))
            for text in sorted(self._check.destroyed):
                if self._rows(HAS_WORDS, text):
                    self._check.put_back(text)
            guards = {str(row[0]) for row in self._rows(GUARDS)}
        missing = tuple(
            Finding("guard missing", f"What keeps the trail from being changed is gone: {name}.")
            for name in sorted(GUARDED - guards)
        )
        self.findings = (*self._check.findings(), *missing)

    def _look(self, after: int) -> int | None:
        """Look at the piece after this event; the number of its last one, or None at the end."""
        with self._database.read():
            events = self._rows(EVENTS, after)
            if not events:
                return None
            last = int(events[-1][0])
            texts: dict[int, list[Text]] = {}
            for text in self._rows(TEXTS, after, last):
                texts.setdefault(text[1], []).append(text)
        for event in events:
            self._check.event(event, texts.pop(event[0], []))
        for loose in texts.values():
            self._check.loose(loose)
        return last

    def _rows(self, query: str, *values: object) -> list[Any]:
        connection = self._database.peewee.connection()
        connection.text_factory = _whatever  # what somebody else wrote need not be UTF-8
        try:
            return list(connection.execute(query, values).fetchall())
        finally:
            connection.text_factory = str


def _whatever(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")
