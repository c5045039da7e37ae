"""Break times, what is said of them, and what is decided."""

from peewee import AutoField, BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from storage.tables.base import InstantField, Row
from storage.tables.people import PersonRow
from storage.tables.trail import TextRow


class PunchRow(Row):
    """One thing that happened in somebody's working day."""

    id = AutoField()
    person = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    person_id: int
    follows = IntegerField()  # this person's punch before; 0 for the first: NULLs are never equal
    deed = TextField()
    kind = TextField(null=True)
    at = InstantField()
    day = DateField()
    free = BooleanField(null=True)
    takes_back = IntegerField(null=True)

    class Meta:
        table_name = "punch"
        indexes = (
            (("person", "follows"), True),
            (("day", "person", "at"), False),
            (("person", "day"), False),
        )


class CorrectionRow(Row):
    """How a shift or a break was in truth, as somebody says."""

    id = AutoField()
    person = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    person_id: int
    day = DateField()
    what = TextField()
    about = TextField()
    kind = TextField(null=True)
    began = InstantField(null=True)
    ended = InstantField(null=True)
    text = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)
    text_id: int
    said_by = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    said_by_id: int | None
    said_at = InstantField()

    class Meta:
        table_name = "correction"
        indexes = ((("day", "person"), False), (("person", "day"), False))


class MissedBreakRow(Row):
    """A break that was not possible, and why."""

    id = AutoField()
    person = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    person_id: int
    day = DateField()
    kind = TextField()
    text = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)
    text_id: int
    said_at = InstantField()

    class Meta:
        table_name = "missed_break"
        indexes = ((("day", "person"), False),)


class WaiverRow(Row):
    """A meal break that somebody gives up on days where they may, or does no longer."""

    id = AutoField()
    person = ForeignKeyField(PersonRow, on_delete="RESTRICT")
    person_id: int
    meal = TextField()
    is_signed = BooleanField()
    at = InstantField()

    class Meta:
        table_name = "waiver"


class LunchPlanRow(Row):
    """When somebody means to have lunch on a day; the newest counts."""

    id = AutoField()
    person = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    person_id: int
    day = DateField()
    begins = InstantField(null=True)

    class Meta:
        table_name = "lunch_plan"
        indexes = ((("day", "person"), False),)


class BreakCoverRow(Row):
    """Who covers during a break; the newest counts."""

    id = AutoField()
    punch = ForeignKeyField(PunchRow, on_delete="RESTRICT")
    punch_id: int
    cover = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    cover_id: int | None

    class Meta:
        table_name = "break_cover"


class BreakReasonRow(Row):
    """Why somebody was not free the whole time; of the punch that ended the break."""

    id = AutoField()
    punch = ForeignKeyField(PunchRow, unique=True, on_delete="RESTRICT")
    punch_id: int
    text = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)
    text_id: int

    class Meta:
        table_name = "break_reason"


class BreakDecisionRow(Row):
    """What was decided about one thing, once."""

    id = AutoField()
    subject = TextField(unique=True)
    outcome = TextField()
    period = TextField()
    text = ForeignKeyField(TextRow, null=True, on_delete="RESTRICT", index=False)
    text_id: int | None
    by = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    by_id: int | None
    at = InstantField()

    class Meta:
        table_name = "break_decision"


class BreakRulesRow(Row):
    """Which policy pack holds for shifts that begin from a moment on; toml: of an own one."""

    id = AutoField()
    name = TextField()
    toml = TextField(null=True)
    at = InstantField()

    class Meta:
        table_name = "break_rules"
