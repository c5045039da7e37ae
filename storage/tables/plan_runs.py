"""Contingency plans that run."""

from peewee import (
    AutoField,
    BooleanField,
    CompositeKey,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from storage.tables.base import InstantField, Row
from storage.tables.people import PersonRow
from storage.tables.trail import TextRow


class PlanRunRow(Row):
    """A plan that runs, or ran. lead_roles, backup_roles: one a line."""

    id = AutoField()
    plan = TextField()
    version = IntegerField(null=True)
    extent = TextField()
    is_drill = BooleanField()
    lead_roles = TextField()
    backup_roles = TextField()
    source = TextField()
    checked_on = DateField(null=True)
    proposed_by = TextField()
    started_at = InstantField(index=True)
    started_by = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    lead = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    backup = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    briefing_at = InstantField(null=True)
    ended_at = InstantField(null=True)
    ended_by = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)

    class Meta:
        table_name = "plan_run"


class PlanRunSentenceRow(Row):
    """One sentence of the plan as it was at the start: why, trigger, decision; and the note."""

    id = AutoField()
    run = ForeignKeyField(PlanRunRow, on_delete="RESTRICT", index=False)
    sort = TextField()
    text = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)

    class Meta:
        table_name = "plan_run_sentence"
        indexes = ((("run", "sort"), True),)


class PlanRunStepRow(Row):
    """A step, or somebody to be told: without a phase, and with how. why: it is not needed."""

    id = AutoField()
    run = ForeignKeyField(PlanRunRow, on_delete="RESTRICT")
    phase = TextField(null=True)
    role = TextField()
    within_seconds = IntegerField(null=True)
    is_critical = BooleanField()
    text = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)
    how = ForeignKeyField(TextRow, null=True, on_delete="RESTRICT", index=False)
    person = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    done_at = InstantField(null=True)
    done_by = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    dropped_at = InstantField(null=True)
    dropped_by = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    why = ForeignKeyField(TextRow, null=True, on_delete="RESTRICT", index=False)

    class Meta:
        table_name = "plan_run_step"


class PlanRunReadRow(Row):
    """Somebody has acknowledged a plan that runs."""

    run = ForeignKeyField(PlanRunRow, on_delete="RESTRICT", index=False)
    person = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    at = InstantField()

    class Meta:
        table_name = "plan_run_read"
        primary_key = CompositeKey("run", "person")


class PlanRunNoteRow(Row):
    """What somebody noted while it ran, or said of it afterwards."""

    id = AutoField()
    run = ForeignKeyField(PlanRunRow, on_delete="RESTRICT")
    sort = TextField()
    text = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)
    by = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    at = InstantField()

    class Meta:
        table_name = "plan_run_note"
