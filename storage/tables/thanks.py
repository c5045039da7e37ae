"""Thanks."""

from peewee import AutoField, BooleanField, DateField, ForeignKeyField

from storage.tables.base import Row
from storage.tables.people import PersonRow
from storage.tables.trail import TextRow


class ThanksRow(Row):
    """One person thanked another for a named thing."""

    id = AutoField()
    by = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    to = ForeignKeyField(PersonRow, on_delete="RESTRICT")
    text = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)
    day = DateField(index=True)
    is_shown = BooleanField()
    won_on = DateField(null=True)
    is_taken_back = BooleanField()

    class Meta:
        table_name = "thanks"
