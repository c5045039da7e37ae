"""Problems and ideas, what was written about them, who has them too, and the words to find them."""

from typing import Any

from peewee import SqliteDatabase

STATEMENTS = (
    """
    CREATE TABLE issue (
        id INTEGER NOT NULL PRIMARY KEY,
        ref TEXT NOT NULL,
        number INTEGER,
        text_id INTEGER NOT NULL REFERENCES text (id) ON DELETE RESTRICT,
        area TEXT NOT NULL,
        how_often TEXT NOT NULL
            CHECK (how_often IN ('once', 'now and then', 'every week', 'every day')),
        audience TEXT NOT NULL
            CHECK (audience IN ('everybody', 'manager', 'owner', 'outside hr')),
        raised_by_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        is_withheld INTEGER NOT NULL,
        raised_at DATETIME NOT NULL,
        reply_by DATE NOT NULL,
        linked TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN
            ('new', 'thanked', 'trying', 'later', 'done', 'not doing', 'merged')),
        is_open INTEGER NOT NULL,
        desk TEXT NOT NULL CHECK (desk IN ('manager', 'owner', 'outside hr')),
        answerer_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        replied_at DATETIME,
        moved_at DATETIME,
        later_on DATE,
        tried_by_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        trial_until DATE,
        proposal_id INTEGER REFERENCES issue_entry (id) ON DELETE RESTRICT,
        done_by_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        outcome_id INTEGER REFERENCES text (id) ON DELETE RESTRICT,
        into_id INTEGER REFERENCES issue (id) ON DELETE RESTRICT,
        CHECK ((number IS NULL) = (audience <> 'everybody')),
        CHECK (is_open = (state IN ('new', 'thanked', 'trying', 'later'))),
        CHECK ((into_id IS NULL) = (state <> 'merged')),
        CHECK ((later_on IS NULL) = (state <> 'later')),
        CHECK (state <> 'trying' OR (tried_by_id IS NOT NULL AND trial_until IS NOT NULL)),
        CHECK (state <> 'done' OR outcome_id IS NOT NULL)
    )
    """,
    "CREATE UNIQUE INDEX issue_ref ON issue (ref)",
    "CREATE UNIQUE INDEX issue_number ON issue (number)",
    "CREATE INDEX issue_raised_by_id ON issue (raised_by_id)",
    "CREATE INDEX issue_open ON issue (state, id) WHERE is_open",
    "CREATE INDEX issue_done ON issue (moved_at) WHERE state = 'done'",
    "CREATE INDEX issue_not_public ON issue (id) WHERE number IS NULL",
    "CREATE INDEX issue_linked ON issue (linked) WHERE linked <> ''",
    """
    CREATE TABLE issue_entry (
        id INTEGER NOT NULL PRIMARY KEY,
        issue_id INTEGER NOT NULL REFERENCES issue (id) ON DELETE RESTRICT,
        written_at_id INTEGER NOT NULL REFERENCES issue (id) ON DELETE RESTRICT,
        event_id INTEGER NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
        merge_event_id INTEGER REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
        sort TEXT NOT NULL,
        text_id INTEGER REFERENCES text (id) ON DELETE RESTRICT,
        by_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        is_withheld INTEGER NOT NULL,
        hidden_by_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        hidden_why TEXT CHECK (hidden_why IN ('patient data', 'harassment')),
        hidden_text_id INTEGER REFERENCES text (id) ON DELETE RESTRICT,
        CHECK ((hidden_why IS NULL) = (hidden_text_id IS NULL))
    )
    """,
    "CREATE INDEX issue_entry_issue_id_sort ON issue_entry (issue_id, sort)",
    "CREATE UNIQUE INDEX issue_entry_text_id ON issue_entry (text_id)",
    """
    CREATE TABLE issue_me_too (
        id INTEGER NOT NULL PRIMARY KEY,
        issue_id INTEGER NOT NULL REFERENCES issue (id) ON DELETE RESTRICT,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        event_id INTEGER NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    "CREATE UNIQUE INDEX issue_me_too_issue_id_person_id ON issue_me_too (issue_id, person_id)",
    # The index of words, by which texts are found; a destroyed text takes its words with it. No
    # foreign key: a text keeps its row, and what leads to one is what shows its words.
    """
    CREATE TABLE issue_word (
        word TEXT NOT NULL,
        text_id INTEGER NOT NULL,
        PRIMARY KEY (word, text_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX issue_word_text_id ON issue_word (text_id)",
    """
    CREATE TRIGGER issue_word_destroyed AFTER UPDATE ON text WHEN NEW.words IS NULL
        BEGIN DELETE FROM issue_word WHERE text_id = OLD.id; END
    """,
)


def up(migrator: Any, db: SqliteDatabase) -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
