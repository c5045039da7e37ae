"""Days that are closed."""

from peewee import AutoField, BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from storage.tables.base import InstantField, Row
from storage.tables.people import PersonRow


class ClosedDayRow(Row):
    """A day as it was when it closed; body: its figures, as JSON."""

    day = DateField(primary_key=True)
    ends_at = InstantField()
    closed_at = InstantField()
    body = TextField()
    is_in_doubt = BooleanField()
    event_id = IntegerField()  # the foreign key is in the migration: it is deferred

    class Meta:
        table_name = "closed_day"
        without_rowid = True


class DayAmendmentRow(Row):
    """What a later act changed of the figures of a closed day; body: before and after, as JSON."""

    id = AutoField()
    day = ForeignKeyField(ClosedDayRow, on_delete="RESTRICT", column_name="day", index=True)
    body = TextField()
    event_id = IntegerField()

    class Meta:
        table_name = "day_amendment"


class DayReviewRow(Row):
    """That a manager has looked at a closed day, once."""

    day = ForeignKeyField(
        ClosedDayRow, primary_key=True, on_delete="RESTRICT", column_name="day", index=False
    )
    by = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    at = InstantField()

    class Meta:
        table_name = "day_review"
        without_rowid = True
