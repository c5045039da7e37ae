"""The practice's jobs, and who is trained for which."""

from typing import Any

from peewee import SqliteDatabase

STATEMENTS = (
    """
    CREATE TABLE job (
        id INTEGER NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        text_id INTEGER REFERENCES text (id) ON DELETE RESTRICT,
        roles TEXT NOT NULL,
        refresh_days INTEGER NOT NULL CHECK (refresh_days >= 0),
        level TEXT NOT NULL CHECK (level IN ('', 'anyone', 'clinical', 'prescriber')),
        is_kept INTEGER NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX job_kept_name ON job (name COLLATE NOCASE) WHERE is_kept",
    """
    CREATE TABLE training (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        job_id INTEGER NOT NULL REFERENCES job (id) ON DELETE RESTRICT,
        since DATE,
        refreshed DATE,
        trainer_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        learner_signed INTEGER NOT NULL,
        trainer_signed INTEGER NOT NULL,
        CHECK (since IS NOT NULL OR trainer_id IS NOT NULL),
        CHECK (trainer_id IS NULL OR trainer_id <> person_id)
    )
    """,
    "CREATE UNIQUE INDEX training_person_id_job_id ON training (person_id, job_id)",
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
