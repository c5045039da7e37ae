"""Days that are closed, what was corrected of them later, and who reviewed them."""

from typing import Any

from peewee import SqliteDatabase

STATEMENTS = (
    """
    CREATE TABLE closed_day (
        day DATE NOT NULL PRIMARY KEY,
        ends_at DATETIME NOT NULL,
        closed_at DATETIME NOT NULL,
        body TEXT NOT NULL,
        is_in_doubt INTEGER NOT NULL,
        event_id INTEGER NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE day_amendment (
        id INTEGER NOT NULL PRIMARY KEY,
        day DATE NOT NULL REFERENCES closed_day (day) ON DELETE RESTRICT,
        body TEXT NOT NULL,
        event_id INTEGER NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    "CREATE INDEX day_amendment_day ON day_amendment (day)",
    """
    CREATE TABLE day_review (
        day DATE NOT NULL PRIMARY KEY REFERENCES closed_day (day) ON DELETE RESTRICT,
        by_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        at DATETIME NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TRIGGER closed_day_no_update BEFORE UPDATE ON closed_day
        BEGIN SELECT RAISE(ABORT, 'a closed day is never changed'); END
    """,
    """
    CREATE TRIGGER closed_day_no_delete BEFORE DELETE ON closed_day
        BEGIN SELECT RAISE(ABORT, 'a closed day is never opened again'); END
    """,
    """
    CREATE TRIGGER day_amendment_no_update BEFORE UPDATE ON day_amendment
        BEGIN SELECT RAISE(ABORT, 'amendments are added, never changed'); END
    """,
    """
    CREATE TRIGGER day_amendment_no_delete BEFORE DELETE ON day_amendment
        BEGIN SELECT RAISE(ABORT, 'amendments are added, never removed'); END
    """,
    # So that it is known at once whether an act of a day was taken back, among a million events.
    "CREATE INDEX event_undoes ON event (undoes) WHERE undoes IS NOT NULL",
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
