"""Goals, of the practice and one's own."""

from peewee import AutoField, DateField, FloatField, ForeignKeyField

from storage.tables.base import PlainTextField, Row
from storage.tables.people import PersonRow
from storage.tables.trail import TextRow


class GoalRow(Row):
    """A figure that shall reach a target. part, whole: names of figures; whole may be empty."""

    id = AutoField()
    name = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)
    why = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)
    part = PlainTextField()
    whole = PlainTextField()
    per = PlainTextField()
    comparison = PlainTextField()
    target = FloatField()
    begins = DateField()
    review_on = DateField()
    outcome = PlainTextField(default="")
    ended_on = DateField(null=True)

    class Meta:
        table_name = "goal"


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
