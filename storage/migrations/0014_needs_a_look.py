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
    "CREATE INDEX notice_event_id ON notice (event_id)",
    """
    CREATE TABLE follow_up (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        by_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        subject TEXT NOT NULL,
        what_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT,
        why_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT,
        due DATE NOT NULL,
        state TEXT NOT NULL
            CHECK (state IN ('asked', 'done', 'help', 'not mine', 'closed', 'taken back')),
        asked_at DATETIME NOT NULL,
        moved_at DATETIME NOT NULL,
        event_id INTEGER NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    """
    CREATE INDEX follow_up_open ON follow_up (due)
        WHERE state IN ('asked', 'help', 'not mine')
    """,
    "CREATE INDEX follow_up_asked ON follow_up (person_id) WHERE state = 'asked'",
    """
    CREATE TABLE snooze (
        item TEXT NOT NULL PRIMARY KEY,
        until DATE NOT NULL,
        by_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        event_id INTEGER NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the tables; what was told about prior auths goes over into the common one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
