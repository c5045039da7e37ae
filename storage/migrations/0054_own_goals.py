"""A goal that somebody sets for themselves."""

from typing import Any

from peewee import SqliteDatabase

STATEMENTS = (
    """
    CREATE TABLE own_goal (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        text_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT,
        until DATE NOT NULL,
        figure TEXT NOT NULL CHECK (figure IN ('', 'lunches', 'rests', 'prior auths'))
    )
    """,
    "CREATE UNIQUE INDEX own_goal_person_id ON own_goal (person_id)",
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the table."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
