"""Contingency plans."""

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from storage.tables.base import InstantField, Row
from storage.tables.people import PersonRow
from storage.tables.trail import TextRow


class PlanRow(Row):
    """A plan in the practice's hands. origin: the ready-made one that it began as, or nothing."""

    id = AutoField()
    origin = TextField()
    is_away = BooleanField()

    class Meta:
        table_name = "plan"


class PlanVersionRow(Row):
    """One version of a plan, in TOML; the newest counts, and none ever changes."""

    id = AutoField()
    plan = ForeignKeyField(PlanRow, on_delete="RESTRICT", index=False)
    plan_id: int
    number = IntegerField()
    text = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)
    by = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    at = InstantField()

    class Meta:
        table_name = "plan_version"
        indexes = ((("plan", "number"), True),)
