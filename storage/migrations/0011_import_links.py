"""What the things out of files are called, so that answers and requests find each other later."""

from typing import Any

from peewee import SqliteDatabase

STATEMENTS = (
    "ALTER TABLE import_item ADD COLUMN earlier TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE import_item ADD COLUMN linked TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE import_item ADD COLUMN reason_id INTEGER REFERENCES text (id) ON DELETE RESTRICT",
    # Until now an answer was only put beside a request of its own file.
    "UPDATE import_item SET linked = 'file' WHERE kind = 'answer' AND prior_auth_id IS NOT NULL",
    "CREATE INDEX import_item_earlier ON import_item (earlier) WHERE earlier <> ''",
    """
    CREATE INDEX import_item_alone ON import_item (id)
        WHERE kind = 'answer' AND prior_auth_id IS NULL AND linked = ''
    """,
    """
    CREATE TABLE import_name (
        id INTEGER NOT NULL PRIMARY KEY,
        item_id INTEGER NOT NULL REFERENCES import_item (id) ON DELETE CASCADE,
        name TEXT NOT NULL
    )
    """,
    "CREATE INDEX import_name_name ON import_name (name)",
    "CREATE INDEX import_name_item_id ON import_name (item_id)",
    """
    INSERT INTO import_name (item_id, name)
        SELECT id, reference FROM import_item WHERE kind = 'request' AND reference <> ''
    """,
    """
    CREATE INDEX prior_auth_payer_reference ON prior_auth (payer_reference)
        WHERE payer_reference <> ''
    """,
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Add the columns and the table; what is known already gets its names."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
