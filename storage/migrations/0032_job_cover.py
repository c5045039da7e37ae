"""Who covers for a job of somebody who is out, where it was chosen; and time for prior auths."""

from typing import Any

from peewee import SqliteDatabase

STATEMENTS = (
    """
    CREATE TABLE job_cover (
        id INTEGER NOT NULL PRIMARY KEY,
        day DATE NOT NULL,
        absent_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        job_id INTEGER NOT NULL REFERENCES job (id) ON DELETE RESTRICT,
        cover_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        CHECK (cover_id IS NULL OR cover_id <> absent_id)
    )
    """,
    "CREATE UNIQUE INDEX job_cover_day_absent_id_job_id ON job_cover (day, absent_id, job_id)",
    """
    CREATE TABLE protected_time (
        id INTEGER NOT NULL PRIMARY KEY,
        monday DATE NOT NULL,
        person_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        role TEXT NOT NULL,
        minutes INTEGER NOT NULL CHECK (minutes > 0),
        CHECK ((person_id IS NULL) = (role <> ''))
    )
    """,
    "CREATE INDEX protected_time_monday ON protected_time (monday)",
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
