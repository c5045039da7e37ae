"""What people say about their times, what is decided about it, and lunch plans, cover, rules."""

from typing import Any

from peewee import SqliteDatabase

TABLES = {
    "correction": """
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        day DATE NOT NULL,
        what TEXT NOT NULL CHECK (what IN ('shift', 'break', 'no break')),
        about TEXT NOT NULL,
        kind TEXT CHECK (kind IN ('rest', 'meal', 'other')),
        began DATETIME,
        ended DATETIME,
        text_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT,
        said_by_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        said_at DATETIME NOT NULL,
        CHECK (about <> '' OR (began IS NOT NULL AND ended IS NOT NULL))
    """,
    "missed_break": """
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        day DATE NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('rest', 'meal')),
        text_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT,
        said_at DATETIME NOT NULL
    """,
    "waiver": """
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        meal TEXT NOT NULL,
        is_signed INTEGER NOT NULL,
        at DATETIME NOT NULL
    """,
    "lunch_plan": """
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        day DATE NOT NULL,
        begins DATETIME
    """,
    "break_cover": """
        id INTEGER NOT NULL PRIMARY KEY,
        punch_id INTEGER NOT NULL REFERENCES punch (id) ON DELETE RESTRICT,
        cover_id INTEGER REFERENCES person (id) ON DELETE RESTRICT
    """,
    "break_reason": """
        id INTEGER NOT NULL PRIMARY KEY,
        punch_id INTEGER NOT NULL REFERENCES punch (id) ON DELETE RESTRICT,
        text_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT
    """,
    "break_decision": """
        id INTEGER NOT NULL PRIMARY KEY,
        subject TEXT NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN
            ('approved', 'declined', 'withdrawn', 'noted', 'paid', 'unpaid', 'not owed')),
        period TEXT NOT NULL,
        text_id INTEGER REFERENCES text (id) ON DELETE RESTRICT,
        by_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        at DATETIME NOT NULL
    """,
    "break_rules": """
        id INTEGER NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        toml TEXT,
        at DATETIME NOT NULL
    """,
}
INDEXES = (
    "CREATE INDEX punch_person_id_day ON punch (person_id, day)",
    "CREATE INDEX correction_day_person_id ON correction (day, person_id)",
    "CREATE INDEX correction_person_id_day ON correction (person_id, day)",
    "CREATE INDEX missed_break_day_person_id ON missed_break (day, person_id)",
    "CREATE INDEX waiver_person_id ON waiver (person_id)",
    "CREATE INDEX lunch_plan_day_person_id ON lunch_plan (day, person_id)",
    "CREATE INDEX break_cover_punch_id ON break_cover (punch_id)",
    "CREATE UNIQUE INDEX break_reason_punch_id ON break_reason (punch_id)",
    "CREATE UNIQUE INDEX break_decision_subject ON break_decision (subject)",
)
KEPT = """
    CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, 'what was said or decided is added to, never changed'); END
"""


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the tables; rows of them are added, never changed."""
    for table, columns in TABLES.items():
        db.execute_sql(f"CREATE TABLE {table} ({columns})")
        for verb in ("UPDATE", "DELETE"):
            db.execute_sql(KEPT.format(table=table, verb=verb))
    for index in INDEXES:
        db.execute_sql(index)
