"""Problems and ideas."""

from peewee import AutoField, BooleanField, CompositeKey, DateField, ForeignKeyField, IntegerField

from storage.tables.base import InstantField, PlainTextField, Row
from storage.tables.people import PersonRow
from storage.tables.trail import TextRow


class IssueRow(Row):
    """A problem or an idea. number: of what everybody may read, counted; the others have none."""

    id = AutoField()
    ref = PlainTextField(unique=True)
    number = IntegerField(null=True, unique=True)
    text = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)
    area = PlainTextField()
    how_often = PlainTextField()
    audience = PlainTextField()
    raised_by = ForeignKeyField(PersonRow, on_delete="RESTRICT")
    raised_by_id: int
    is_withheld = BooleanField()
    raised_at = InstantField()
    reply_by = DateField()
    linked = PlainTextField()
    state = PlainTextField()
    is_open = BooleanField()  # for the index
    desk = PlainTextField()
    answerer = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    answerer_id: int | None
    replied_at = InstantField(null=True)
    moved_at = InstantField(null=True)
    later_on = DateField(null=True)
    tried_by = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    trial_until = DateField(null=True)
    proposal_id = IntegerField(null=True)  # the foreign key is in the migration: it is a circle
    done_by = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    outcome = ForeignKeyField(TextRow, null=True, on_delete="RESTRICT", index=False)
    outcome_id: int | None
    into = ForeignKeyField("self", null=True, on_delete="RESTRICT", index=False)

    class Meta:
        table_name = "issue"


class IssueEntryRow(Row):
    """Something that was done about an issue, and what was typed with it, if anything.

    issue: where it stands; written_at: where it stood before that one was put together with it.
    """

    id = AutoField()
    issue = ForeignKeyField(IssueRow, on_delete="RESTRICT", index=False)
    written_at = ForeignKeyField(IssueRow, on_delete="RESTRICT", index=False)
    event_id = IntegerField()  # the foreign keys are in the migration: they are deferred
    merge_event_id = IntegerField(null=True)
    sort = PlainTextField()
    text = ForeignKeyField(TextRow, null=True, unique=True, on_delete="RESTRICT")
    text_id: int | None
    by = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    by_id: int | None
    is_withheld = BooleanField()
    hidden_by = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    hidden_why = PlainTextField(null=True)
    hidden_text = ForeignKeyField(TextRow, null=True, on_delete="RESTRICT", index=False)

    class Meta:
        table_name = "issue_entry"
        indexes = ((("issue", "sort"), False),)


class IssueMeTooRow(Row):
    """Somebody has the same problem."""

    id = AutoField()
    issue = ForeignKeyField(IssueRow, on_delete="RESTRICT", index=False)
    person = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    person_id: int
    event_id = IntegerField()

    class Meta:
        table_name = "issue_me_too"
        indexes = ((("issue", "person"), True),)


class IssueWordRow(Row):
    """A word of a text about an issue, small and without accents."""

    word = PlainTextField()
    text_id = IntegerField(index=True)

    class Meta:
        table_name = "issue_word"
        primary_key = CompositeKey("word", "text_id")
        without_rowid = True
