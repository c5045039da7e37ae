"""Contingency plans in the practice's hands, in versions that never change."""

from typing import Any

from peewee import SqliteDatabase

STATEMENTS = (
    """
    CREATE TABLE plan (
        id INTEGER NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        is_away INTEGER NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX plan_origin ON plan (origin) WHERE origin <> ''",
    """
    CREATE TABLE plan_version (
        id INTEGER NOT NULL PRIMARY KEY,
        plan_id INTEGER NOT NULL REFERENCES plan (id) ON DELETE RESTRICT,
        number INTEGER NOT NULL CHECK (number > 0),
        text_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT,
        by_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        at DATETIME NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX plan_version_plan_id_number ON plan_version (plan_id, number)",
    """
    CREATE TRIGGER plan_version_no_update BEFORE UPDATE ON plan_version
        BEGIN SELECT RAISE(ABORT, 'versions are added, never changed'); END
    """,
    """
    CREATE TRIGGER plan_version_no_delete BEFORE DELETE ON plan_version
        BEGIN SELECT RAISE(ABORT, 'versions are added, never removed'); END
    """,
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
