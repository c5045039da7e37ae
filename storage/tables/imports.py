"""What was imported, and how."""

from peewee import AutoField, ForeignKeyField, TextField

from storage.tables.base import Row
from storage.tables.prior_auths import PriorAuthRow
from storage.tables.trail import TextRow


class ImportItemRow(Row):
    """One thing that a file said, known again by its key, and what it became."""

    id = AutoField()
    source = TextField()
    key = TextField()
    digest = TextField()
    reference = TextField()
    kind = TextField()
    prior_auth = ForeignKeyField(PriorAuthRow, null=True, on_delete="RESTRICT", index=False)
    prior_auth_id: str | None
    to_check = TextField()
    said = TextField()  # what it set, as JSON: tells later what was edited here since
    earlier = TextField(default="")  # the signature of the request that it names
    linked = TextField(default="")  # how an answer came to its request
    reason = ForeignKeyField(TextRow, null=True, on_delete="RESTRICT", index=False)

    class Meta:
        table_name = "import_item"
        indexes = ((("key",), True), (("reference", "kind"), False), (("prior_auth",), False))


class ImportNameRow(Row):
    """What a thing out of a file is called in it, as a signature."""

    id = AutoField()
    item = ForeignKeyField(ImportItemRow, on_delete="CASCADE")
    name = TextField(index=True)

    class Meta:
        table_name = "import_name"


class ImportMapRow(Row):
    """How a source's columns were mapped, told once and kept."""

    id = AutoField()
    source = TextField()
    header = TextField()
    field = TextField()

    class Meta:
        table_name = "import_map"
        indexes = ((("source", "header"), True),)
