"""Shifts that two people swap, and shifts that anybody trained may take."""

from typing import Any

from peewee import SqliteDatabase

STATEMENTS = (
    """
    CREATE TABLE swap (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        day DATE NOT NULL,
        other_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        other_day DATE NOT NULL,
        state TEXT NOT NULL CHECK (
            state IN ('asked', 'agreed', 'refused', 'approved', 'declined', 'withdrawn')
        ),
        CHECK (person_id <> other_id)
    )
    """,
    "CREATE INDEX swap_open ON swap (id) WHERE state IN ('asked', 'agreed')",
    """
    CREATE TABLE open_shift (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        day DATE NOT NULL,
        event_id INTEGER NOT NULL REFERENCES event (id)
            ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
        state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'withdrawn')),
        taker_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        CHECK ((state = 'taken') = (taker_id IS NOT NULL)),
        CHECK (taker_id IS NULL OR taker_id <> person_id)
    )
    """,
    "CREATE UNIQUE INDEX open_shift_open ON open_shift (person_id, day) WHERE state = 'open'",
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
