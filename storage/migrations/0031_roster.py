"""Who works when: lines of weeks, weeks that are on, changed days, time off, called out, events."""

from typing import Any

from peewee import SqliteDatabase

PERSON = "person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT"
HOURS = "begins TIME, ends TIME, role TEXT NOT NULL, CHECK ((begins IS NULL) = (ends IS NULL))"
TABLES = {
    "roster_line": f"""
        id INTEGER NOT NULL PRIMARY KEY,
        week TEXT NOT NULL,
        {PERSON},
        weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
        {HOURS}
    """,
    "roster_week": """
        id INTEGER NOT NULL PRIMARY KEY,
        monday DATE NOT NULL,
        week TEXT NOT NULL
    """,
    "roster_change": f"""
        id INTEGER NOT NULL PRIMARY KEY,
        {PERSON},
        day DATE NOT NULL,
        {HOURS}
    """,
    "time_off": f"""
        id INTEGER NOT NULL PRIMARY KEY,
        {PERSON},
        first DATE NOT NULL,
        last DATE NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('asked', 'approved', 'declined', 'withdrawn')),
        why_id INTEGER REFERENCES text (id) ON DELETE RESTRICT,
        answer_id INTEGER REFERENCES text (id) ON DELETE RESTRICT,
        CHECK (last >= first)
    """,
    "called_out": f"""
        id INTEGER NOT NULL PRIMARY KEY,
        {PERSON},
        day DATE NOT NULL
    """,
    "day_event": """
        id INTEGER NOT NULL PRIMARY KEY,
        day DATE NOT NULL,
        text_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT,
        begins TIME NOT NULL,
        ends TIME NOT NULL,
        is_paid INTEGER NOT NULL,
        roles TEXT NOT NULL
    """,
}
INDEXES = (
    "CREATE INDEX roster_line_week_person_id ON roster_line (week, person_id)",
    "CREATE UNIQUE INDEX roster_week_monday_week ON roster_week (monday, week)",
    "CREATE INDEX roster_change_day_person_id ON roster_change (day, person_id)",
    "CREATE INDEX time_off_last ON time_off (last)",
    "CREATE UNIQUE INDEX called_out_day_person_id ON called_out (day, person_id)",
    "CREATE INDEX day_event_day ON day_event (day)",
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the tables."""
    for table, columns in TABLES.items():
        db.execute_sql(f"CREATE TABLE {table} ({columns})")
    for index in INDEXES:
        db.execute_sql(index)
