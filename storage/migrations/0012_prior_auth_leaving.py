"""Whose a prior auth was that is nobody's since they left, and until when it can be asked for."""

from typing import Any

from peewee import SqliteDatabase

STATEMENTS = (
    "ALTER TABLE prior_auth ADD COLUMN retro_by DATE",
    """
    ALTER TABLE prior_auth ADD COLUMN left_by_id INTEGER REFERENCES person (id) ON DELETE RESTRICT
        CHECK (left_by_id IS NULL OR owner_id IS NULL)
    """,
    "CREATE INDEX prior_auth_left ON prior_auth (left_by_id) WHERE left_by_id IS NOT NULL",
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Add the columns."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
