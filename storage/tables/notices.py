"""What is told, asked for by a day, and put off."""

from peewee import AutoField, BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from storage.tables.base import InstantField, Row
from storage.tables.people import PersonRow
from storage.tables.trail import TextRow


class NoticeRow(Row):
    """Somebody is to read what others did about something of theirs."""

    id = AutoField()
    person = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    about = TextField()
    event_id = IntegerField(index=True)
    is_read = BooleanField()

    class Meta:
        table_name = "notice"


class FollowUpRow(Row):
    """What a manager asks of somebody by a day; event_id: of its latest move."""

    id = AutoField()
    person = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    person_id: int
    by = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    by_id: int
    subject = TextField()
    what = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)
    why = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)
    due = DateField()
    state = TextField()
    asked_at = InstantField()
    moved_at = InstantField()
    event_id = IntegerField()

    class Meta:
        table_name = "follow_up"


class SnoozeRow(Row):
    """Until when managers do not want to see an item that needs a look; the latest word on it."""

    item = TextField(primary_key=True)
    until = DateField()
    by = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    by_id: int
    event_id = IntegerField()

    class Meta:
        table_name = "snooze"
