"""Routine checks."""

from peewee import (
    AutoField,
    BooleanField,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
    TimeField,
)

from storage.tables.base import InstantField, Row
from storage.tables.jobs import JobRow
from storage.tables.people import PersonRow
from storage.tables.trail import TextRow


class RoutineCheckRow(Row):
    """A routine check; weekdays: their digits, Monday is 0. One that is changed is another row."""

    id = AutoField()
    text = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)
    job = ForeignKeyField(JobRow, on_delete="RESTRICT", index=False)
    job_id: int
    weekdays = TextField()
    at = TimeField()
    within_seconds = IntegerField()
    begun = InstantField()
    ended = InstantField(null=True)

    class Meta:
        table_name = "routine_check"


class CheckTickRow(Row):
    """What somebody noted of a check of a day."""

    id = AutoField()
    check = ForeignKeyField(RoutineCheckRow, on_delete="RESTRICT", index=False)
    day = DateField(index=True)
    outcome = TextField()
    by = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    at = InstantField()
    text = ForeignKeyField(TextRow, null=True, on_delete="RESTRICT", index=False)
    is_taken_back = BooleanField()

    class Meta:
        table_name = "check_tick"
