"""Where each prior auth stands, what was asked and answered, and the texts that tell why."""

from typing import Any

from peewee import SqliteDatabase

STATES = (
    *("to do", "clinical", "prescriber", "payer", "wants more", "approved", "partly approved"),
    *("denied", "peer to peer", "appeal", "no pa needed", "cancelled", "closed"),
)
LISTED = ", ".join(f"'{state}'" for state in STATES)
COLUMNS = (
    f"state TEXT NOT NULL DEFAULT 'to do' CHECK (state IN ({LISTED}))",
    "kind TEXT CHECK (kind IN ('drug', 'imaging', 'device', 'procedure', 'referral'))",
    "step TEXT NOT NULL DEFAULT ''",
    "moved_at DATETIME",
    "backup_id INTEGER REFERENCES person (id) ON DELETE RESTRICT",
    "clinician_id INTEGER REFERENCES person (id) ON DELETE RESTRICT",
    "payer_type TEXT NOT NULL DEFAULT ''",
    "submitted_at DATETIME",
    "submitted_how TEXT NOT NULL DEFAULT ''",
    "received_at DATETIME",
    "statement_at DATETIME",
    "decision_due DATETIME",
    "decision_rule TEXT NOT NULL DEFAULT ''",
    "stopped_at DATETIME",
    "wanted_by DATE",
    "units_used INTEGER NOT NULL DEFAULT 0",
    "items TEXT NOT NULL DEFAULT ''",
    "peer_to_peer_by DATE",
    "appeal_by DATE",
    "attempts INTEGER NOT NULL DEFAULT 0",
    "follow_up_on DATE",
)
STATEMENTS = (
    *(f"ALTER TABLE prior_auth ADD COLUMN {column}" for column in COLUMNS),
    # What a payer said says where it stands; until now nothing else could.
    """
    UPDATE prior_auth SET
        state = CASE answer
            WHEN 'approved' THEN 'approved' WHEN 'denied' THEN 'denied'
            WHEN 'partly approved' THEN 'partly approved' WHEN 'modified' THEN 'partly approved'
            WHEN 'pended' THEN 'payer' WHEN 'cancelled' THEN 'cancelled' ELSE 'to do' END,
        step = CASE WHEN answer IN ('approved', 'partly approved', 'modified') THEN 'matches'
            WHEN answer = 'denied' THEN 'decide' ELSE '' END,
        who_needed = CASE WHEN answer IN ('approved', 'partly approved', 'modified') THEN 'anyone'
            WHEN answer = 'denied' THEN 'prescriber' ELSE who_needed END,
        is_open = answer IS NOT 'cancelled'
    """,
    "CREATE INDEX prior_auth_previous ON prior_auth (previous) WHERE previous IS NOT NULL",
    "CREATE INDEX prior_auth_backed_up ON prior_auth (backup_id) WHERE backup_id IS NOT NULL",
    """
    CREATE TABLE prior_auth_note (
        id INTEGER NOT NULL PRIMARY KEY,
        prior_auth_id TEXT NOT NULL REFERENCES prior_auth (ref) ON DELETE RESTRICT,
        event_id INTEGER NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
        sort TEXT NOT NULL,
        text_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT
    )
    """,
    "CREATE INDEX prior_auth_note_prior_auth_id ON prior_auth_note (prior_auth_id)",
    """
    CREATE TABLE prior_auth_step (
        id INTEGER NOT NULL PRIMARY KEY,
        prior_auth_id TEXT NOT NULL REFERENCES prior_auth (ref) ON DELETE RESTRICT,
        event_id INTEGER NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
        step TEXT NOT NULL,
        done_by_id INTEGER REFERENCES person (id) ON DELETE RESTRICT
    )
    """,
    "CREATE INDEX prior_auth_step_prior_auth_id ON prior_auth_step (prior_auth_id)",
    """
    CREATE TABLE prior_auth_notice (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        prior_auth_id TEXT NOT NULL REFERENCES prior_auth (ref) ON DELETE RESTRICT,
        event_id INTEGER NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
        is_read INTEGER NOT NULL
    )
    """,
    "CREATE INDEX prior_auth_notice_unread ON prior_auth_notice (person_id) WHERE NOT is_read",
    """
    CREATE TABLE prior_auth_question (
        id INTEGER NOT NULL PRIMARY KEY,
        prior_auth_id TEXT NOT NULL REFERENCES prior_auth (ref) ON DELETE RESTRICT,
        event_id INTEGER NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
        level TEXT NOT NULL CHECK (level IN ('clinical', 'prescriber')),
        step TEXT NOT NULL,
        asked_in TEXT NOT NULL,
        asked_at DATETIME NOT NULL,
        asked_by_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        whom_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        text_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT,
        ended_at DATETIME,
        answered_by_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        answer_event_id INTEGER REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
        CHECK (answered_by_id IS NULL OR ended_at IS NOT NULL),
        CHECK ((answered_by_id IS NULL) = (answer_event_id IS NULL))
    )
    """,
    """
    CREATE UNIQUE INDEX prior_auth_question_open ON prior_auth_question (prior_auth_id)
        WHERE ended_at IS NULL
    """,
    "CREATE INDEX prior_auth_question_prior_auth_id ON prior_auth_question (prior_auth_id)",
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Add the columns and make the tables."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
