"""Goals of one's own."""

from peewee import AutoField, DateField, ForeignKeyField

from storage.tables.base import PlainTextField, Row
from storage.tables.people import PersonRow
from storage.tables.trail import TextRow


class OwnGoalRow(Row):
    """What somebody wants to reach for themselves; at most one, and nobody else's business."""

    id = AutoField()
    person = ForeignKeyField(PersonRow, unique=True, on_delete="RESTRICT")
    person_id: int
    text = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)
    text_id: int
    until = DateField()
    figure = PlainTextField()

    class Meta:
        table_name = "own_goal"
