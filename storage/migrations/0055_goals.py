"""Goals: which figure, which target, from when, and when it is looked at again."""

from typing import Any

from peewee import SqliteDatabase

STATEMENTS = (
    """
    CREATE TABLE goal (
        id INTEGER NOT NULL PRIMARY KEY,
        name_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT,
        why_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT,
        part TEXT NOT NULL CHECK (part <> ''),
        whole TEXT NOT NULL,
        per TEXT NOT NULL CHECK (per IN ('day', 'week', 'month', 'quarter')),
        comparison TEXT NOT NULL CHECK (comparison IN ('at least', 'at most')),
        target REAL NOT NULL CHECK (target >= 0),
        begins DATE NOT NULL,
        review_on DATE NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('', 'reached', 'ended')),
        ended_on DATE,
        CHECK ((outcome = '') = (ended_on IS NULL))
    )
    """,
    "CREATE INDEX goal_reached ON goal (ended_on) WHERE outcome = 'reached'",
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the table."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
