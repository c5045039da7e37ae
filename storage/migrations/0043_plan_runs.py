"""Contingency plans that run: what they were at their start, and what was done about them."""

from typing import Any

from peewee import SqliteDatabase

STATEMENTS = (
    """
    CREATE TABLE plan_run (
        id INTEGER NOT NULL PRIMARY KEY,
        plan TEXT NOT NULL CHECK (plan <> ''),
        version INTEGER,
        extent TEXT NOT NULL CHECK (extent IN ('full', 'reduced', 'closed')),
        is_drill INTEGER NOT NULL,
        lead_roles TEXT NOT NULL,
        backup_roles TEXT NOT NULL,
        source TEXT NOT NULL,
        checked_on DATE,
        proposed_by TEXT NOT NULL,
        started_at DATETIME NOT NULL,
        started_by_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        lead_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        backup_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        briefing_at DATETIME,
        ended_at DATETIME,
        ended_by_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        CHECK (lead_id IS NULL OR backup_id IS NULL OR lead_id <> backup_id),
        CHECK ((ended_at IS NULL) = (ended_by_id IS NULL))
    )
    """,
    "CREATE UNIQUE INDEX plan_run_once ON plan_run (plan, is_drill) WHERE ended_at IS NULL",
    "CREATE INDEX plan_run_started ON plan_run (started_at)",
    """
    CREATE TABLE plan_run_sentence (
        id INTEGER NOT NULL PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES plan_run (id) ON DELETE RESTRICT,
        sort TEXT NOT NULL CHECK (
            sort IN ('why', 'trigger', 'full', 'reduced', 'closed', 'started with')
        ),
        text_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT
    )
    """,
    "CREATE UNIQUE INDEX plan_run_sentence_once ON plan_run_sentence (run_id, sort)",
    """
    CREATE TABLE plan_run_step (
        id INTEGER NOT NULL PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES plan_run (id) ON DELETE RESTRICT,
        phase TEXT CHECK (phase IN ('now', 'half-day', 'rest of day', 'tomorrow')),
        role TEXT NOT NULL,
        within_seconds INTEGER CHECK (within_seconds > 0),
        is_critical INTEGER NOT NULL,
        text_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT,
        how_id INTEGER REFERENCES text (id) ON DELETE RESTRICT,
        person_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        done_at DATETIME,
        done_by_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        dropped_at DATETIME,
        dropped_by_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        why_id INTEGER REFERENCES text (id) ON DELETE RESTRICT,
        CHECK ((phase IS NULL) = (how_id IS NOT NULL)),
        CHECK ((done_at IS NULL) = (done_by_id IS NULL)),
        CHECK ((dropped_at IS NULL) = (dropped_by_id IS NULL)),
        CHECK ((dropped_at IS NULL) = (why_id IS NULL)),
        CHECK (done_at IS NULL OR dropped_at IS NULL)
    )
    """,
    "CREATE INDEX plan_run_step_run ON plan_run_step (run_id)",
    "CREATE INDEX plan_run_step_open ON plan_run_step (run_id)"
    " WHERE done_at IS NULL AND dropped_at IS NULL",
    """
    CREATE TABLE plan_run_read (
        run_id INTEGER NOT NULL REFERENCES plan_run (id) ON DELETE RESTRICT,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        at DATETIME NOT NULL,
        PRIMARY KEY (run_id, person_id)
    )
    """,
    """
    CREATE TABLE plan_run_note (
        id INTEGER NOT NULL PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES plan_run (id) ON DELETE RESTRICT,
        sort TEXT NOT NULL CHECK (sort IN ('note', 'went well', 'to change', 'finding')),
        text_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT,
        by_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        at DATETIME NOT NULL
    )
    """,
    "CREATE INDEX plan_run_note_run ON plan_run_note (run_id)",
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
