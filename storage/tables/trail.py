"""Every act, every typed text, and what is set."""

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from storage.tables.base import InstantField, Row
from storage.tables.people import PersonRow


class SettingRow(Row):
    """What the practice has set, where that differs from the program's own."""

    key = TextField(primary_key=True)
    value = TextField()

    class Meta:
        table_name = "setting"


class EventRow(Row):
    """One act: ids and codes only. Nobody's name and no free text stands here."""

    id = AutoField()
    at = InstantField(index=True)
    by = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT")
    by_id: int | None
    terminal = TextField()
    deed = TextField()
    about = TextField()
    detail = TextField()
    undoes = IntegerField(null=True)
    digest = TextField(null=True)  # of the texts that were typed with it
    in_doubt = BooleanField()  # the clock had just jumped
    mac = TextField()

    class Meta:
        table_name = "event"
        indexes = ((("about", "id"), False), (("terminal", "deed", "id"), False))


class TextRow(Row):
    """Words that people typed, with the salt of their digest; both gone once destroyed."""

    id = AutoField()
    event_id = IntegerField(index=True)  # the foreign key is in the migration: it is deferred
    salt = TextField(null=True)
    words = TextField(null=True)
    digest = TextField()

    class Meta:
        table_name = "text"
