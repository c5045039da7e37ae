"""Time that is set aside for prior auths, of a person or of a role."""

from typing import Any

from peewee import SqliteDatabase

TABLE = """
    CREATE TABLE protected_time (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        role TEXT NOT NULL,
        weekdays TEXT NOT NULL,
        begins TIME NOT NULL,
        ends TIME NOT NULL,
        first DATE NOT NULL,
        last DATE,
        CHECK ((person_id IS NULL) = (role <> '')),
        CHECK (ends > begins)
    )
"""


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the table."""
    db.execute_sql(TABLE)
