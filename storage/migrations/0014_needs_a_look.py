"""What people are told at their next session, follow-ups, and what managers put off."""

from typing import Any

from peewee import SqliteDatabase

STATEMENTS = (
    """
    CREATE TABLE notice (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        about TEXT NOT NULL,
        event_id INTEGER NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
        is_read INTEGER NOT NULL
    )
    """,
    "CREATE INDEX notice_unread ON notice (person_id) WHERE NOT is_read",
    # Until now only prior auths had anything to tell.
    """
    INSERT INTO notice (id, person_id, about, event_id, is_read)
        SELECT id, person_id, 'prior auth ' || prior_auth_id, event_id, is_read
        FROM prior_auth_notice
    """,
    "DROP TABLE prior_auth_notice",
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the tables; what was told about prior auths goes over into the common one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
