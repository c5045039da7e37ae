"""What all tables have in common: how a moment is kept, and whose rows they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from peewee import Database, DatabaseProxy, DateTimeField, Model, TextField

# Which store they are rows of: only within a read() or a write(), which set it for all at once.
BOUND = DatabaseProxy()


class Row(Model):
    """A row of whichever store is bound."""

    class Meta:
        database = BOUND


class InstantField(DateTimeField):
    """A moment, kept in UTC and handed back aware."""

    def db_value(self, value: datetime | None) -> str | None:
        """As stored. Raises ValueError for a moment that does not know its zone."""
        return None if value is None else stored_moment(value)

    def python_value(self, value: datetime | str | None) -> datetime | None:
        """As handed back: aware, in UTC."""
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def stored_moment(value: datetime) -> str:
    """A moment as the store writes it. Raises ValueError when it does not know its zone."""
    if value.tzinfo is None:
        raise ValueError("a moment must know its time zone")
    return value.astimezone(UTC).isoformat(" ", "microseconds")


class PlainTextField(TextField):
    """A text that is handed back as SQLite has it: a list of 500 with twenty of them is half the
    time in Peewee's conversion, which changes nothing.
    """

    _coerce = False  # what Peewee looks at for each column; if it did not, this were slower only


@contextmanager
def bound(database: Database) -> Iterator[None]:
    """Until the end the rows are those of this database."""
    before = BOUND.obj
    BOUND.initialize(database)
    try:
        yield
    finally:
        BOUND.initialize(before)
