"""Who works when."""

from peewee import (
    AutoField,
    BooleanField,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
    TimeField,
)

from storage.tables.base import PlainTextField, Row
from storage.tables.people import PersonRow
from storage.tables.trail import TextRow


class RosterLineRow(Row):
    """A person's hours on a weekday, in the usual week or one of that name; without hours: off."""

    id = AutoField()
    week = TextField()
    person = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    person_id: int
    weekday = IntegerField()
    begins = TimeField(null=True)
    ends = TimeField(null=True)
    role = TextField()

    class Meta:
        table_name = "roster_line"
        indexes = ((("week", "person"), False),)


class RosterWeekRow(Row):
    """A named week that is switched on for one week."""

    id = AutoField()
    monday = DateField()
    week = TextField()

    class Meta:
        table_name = "roster_week"
        indexes = ((("monday", "week"), True),)


class RosterChangeRow(Row):
    """A person's hours on one day; without hours: off."""

    id = AutoField()
    person = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    person_id: int
    day = DateField()
    begins = TimeField(null=True)
    ends = TimeField(null=True)
    role = TextField()

    class Meta:
        table_name = "roster_change"
        indexes = ((("day", "person"), False),)


class TimeOffRow(Row):
    """Days off that somebody asks for, or has."""

    id = AutoField()
    person = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    person_id: int
    first = DateField()
    last = DateField(index=True)
    state = TextField()
    why = ForeignKeyField(TextRow, null=True, on_delete="RESTRICT", index=False)
    why_id: int | None
    answer = ForeignKeyField(TextRow, null=True, on_delete="RESTRICT", index=False)
    answer_id: int | None

    class Meta:
        table_name = "time_off"


class CalledOutRow(Row):
    """Somebody will not come on a day. Why is nobody's business here."""

    id = AutoField()
    person = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    person_id: int
    day = DateField()

    class Meta:
        table_name = "called_out"
        indexes = ((("day", "person"), True),)


class DayEventRow(Row):
    """A meeting or something else of a day. roles: whose it is, one a line; none: everybody's."""

    id = AutoField()
    day = DateField(index=True)
    text = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)
    text_id: int
    begins = TimeField()
    ends = TimeField()
    is_paid = BooleanField()
    roles = TextField()

    class Meta:
        table_name = "day_event"


class SwapRow(Row):
    """Two people swap their shifts of two days."""

    id = AutoField()
    person = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    day = DateField()
    other = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    other_day = DateField()
    state = PlainTextField()

    class Meta:
        table_name = "swap"


class OpenShiftRow(Row):
    """Anybody trained may take somebody's shifts of a day; event_id: of who was asked."""

    id = AutoField()
    person = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    day = DateField()
    event_id = IntegerField()  # the foreign key is in the migration: it is deferred
    state = PlainTextField()
    taker = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)

    class Meta:
        table_name = "open_shift"


class ProtectedTimeRow(Row):
    """Time set aside for prior auths, of a person or of a role; weekdays: as in 0,2,4."""

    id = AutoField()
    person = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    role = PlainTextField()
    weekdays = PlainTextField()
    begins = TimeField()
    ends = TimeField()
    first = DateField()
    last = DateField(null=True)

    class Meta:
        table_name = "protected_time"
