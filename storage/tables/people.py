"""People, and what they do here."""

from peewee import AutoField, BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from storage.tables.base import InstantField, Row


class PersonRow(Row):
    """Somebody who works here; PIN, badge and one-time code only as hashes."""

    id = AutoField()
    name = TextField()
    is_manager = BooleanField()
    breaks_tracked = BooleanField()
    is_active = BooleanField()
    employed_from = DateField(null=True)
    employed_to = DateField(null=True)
    idle_seconds = IntegerField(null=True)
    pin = TextField(null=True)
    badge = TextField(null=True, unique=True)  # an HMAC, to find it by
    badge_hash = TextField(null=True)
    code = TextField(null=True)
    code_until = InstantField(null=True)

    class Meta:
        table_name = "person"


class PersonRoleRow(Row):
    """One of a person's roles; the first is the one that the board shows."""

    id = AutoField()
    person = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    person_id: int
    role = TextField()

    class Meta:
        table_name = "person_role"
        indexes = ((("person", "role"), True),)
