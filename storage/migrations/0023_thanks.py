"""Who thanked whom, on which day, and what became a win."""

from typing import Any

from peewee import SqliteDatabase

STATEMENTS = (
    """
    CREATE TABLE thanks (
        id INTEGER NOT NULL PRIMARY KEY,
        by_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        to_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        text_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT,
        day DATE NOT NULL,
        is_shown INTEGER NOT NULL,
        won_on DATE,
        is_taken_back INTEGER NOT NULL,
        CHECK (by_id <> to_id)
    )
    """,
    "CREATE INDEX thanks_day ON thanks (day)",
    "CREATE INDEX thanks_to_id ON thanks (to_id)",
    "CREATE INDEX thanks_won_on ON thanks (won_on) WHERE won_on IS NOT NULL",
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the table."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
