"""So that what was done on one day is found among a million events."""

from typing import Any

from peewee import SqliteDatabase


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the index."""
    db.execute_sql("CREATE INDEX event_at ON event (at)")
