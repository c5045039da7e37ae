"""What a claim writes, written with sqlite3 alone: no rules, no models, no macs."""

import sqlite3
from pathlib import Path

PRAGMAS = ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON")
MAC = "0" * 64
AT = "2000-01-01 00:00:00.000000+00:00"
EVENT = """
    INSERT INTO event
    SELECT MAX(id) + 1, ?, ?, 'raw', 'prior auth taken', ?, '', NULL, NULL, 0, ? FROM event
"""
TAKEN = "UPDATE prior_auth SET owner_id = ?, taken_at = ? WHERE ref = ? AND owner_id IS NULL"


class RawClaims:
    """One connection, with the pragmas of the program.

    person: the number of whoever claims. patience: seconds that SQLite waits for a lock.
    """

    def __init__(self, path: Path, person: int, patience: float) -> None:
        self._person = person
        self._connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
        for pragma in PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}")

    def claim(self, ref: str) -> None:
        """Take it: the same event and the same change of a row as the program writes."""
        self._connection.execute("BEGIN IMMEDIATE")
        event = (AT, self._person, f"prior auth {ref}", MAC)
        self._connection.execute(EVENT, event)
        self._connection.execute(TAKEN, (self._person, AT, ref))
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
