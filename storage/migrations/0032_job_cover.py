"""Who covers for a job of somebody who is out, where it was chosen by hand."""

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
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the table."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
