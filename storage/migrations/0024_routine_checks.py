"""Routine checks, and what was noted of them on each day."""

from typing import Any

from peewee import SqliteDatabase

STATEMENTS = (
    """
    CREATE TABLE routine_check (
        id INTEGER NOT NULL PRIMARY KEY,
        text_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT,
        job_id INTEGER NOT NULL REFERENCES job (id) ON DELETE RESTRICT,
        weekdays TEXT NOT NULL CHECK (weekdays <> ''),
        at TIME NOT NULL,
        within_seconds INTEGER NOT NULL CHECK (within_seconds > 0),
        begun DATETIME NOT NULL,
        ended DATETIME
    )
    """,
    """
    CREATE TABLE check_tick (
        id INTEGER NOT NULL PRIMARY KEY,
        check_id INTEGER NOT NULL REFERENCES routine_check (id) ON DELETE RESTRICT,
        day DATE NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('all well', 'finding', 'not done')),
        by_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        at DATETIME NOT NULL,
        text_id INTEGER REFERENCES text (id) ON DELETE RESTRICT,
        is_taken_back INTEGER NOT NULL,
        CHECK (outcome <> 'finding' OR text_id IS NOT NULL)
    )
    """,
    "CREATE INDEX check_tick_day ON check_tick (day)",
    "CREATE UNIQUE INDEX check_tick_once ON check_tick (check_id, day) WHERE is_taken_back = 0",
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
