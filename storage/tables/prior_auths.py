"""Prior auths, their steps and questions."""

from peewee import AutoField, BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from storage.tables.base import InstantField, PlainTextField, Row
from storage.tables.people import PersonRow
from storage.tables.trail import TextRow


class PayerRow(Row):
    """An insurer, or whoever reviews for it."""

    id = AutoField()
    name = TextField(unique=True)

    class Meta:
        table_name = "payer"


class PriorAuthRow(Row):
    """One request to a payer. There is no column for anything about the patient."""

    ref = PlainTextField(primary_key=True)
    payer = ForeignKeyField(PayerRow, on_delete="RESTRICT")
    payer_id: int
    reviewer = PlainTextField()
    service = ForeignKeyField(TextRow, null=True, on_delete="RESTRICT")
    service_id: int | None
    codes = PlainTextField()
    units = PlainTextField()
    who_needed = PlainTextField()
    urgency = PlainTextField()
    owner = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    owner_id: int | None
    taken_at = InstantField(null=True)
    requested_on = DateField(null=True)
    needed_by = DateField(null=True)
    service_date = DateField(null=True)
    payer_reference = PlainTextField()
    answer = PlainTextField(null=True)
    answered_on = DateField(null=True)
    authorization_number = PlainTextField()
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)
    to_check = PlainTextField()  # why somebody must look, a reason a line
    is_open = BooleanField()  # that its state is neither cancelled nor closed, for the indexes
    previous = PlainTextField(null=True)
    state = PlainTextField(default="to do")
    kind = PlainTextField(null=True)
    step = PlainTextField(default="")
    moved_at = InstantField(null=True)
    backup = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    backup_id: int | None
    clinician = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    clinician_id: int | None
    payer_type = PlainTextField(default="")
    submitted_at = InstantField(null=True)
    submitted_how = PlainTextField(default="")
    received_at = InstantField(null=True)
    statement_at = InstantField(null=True)
    decision_due = InstantField(null=True)
    decision_rule = PlainTextField(default="")
    stopped_at = InstantField(null=True)
    wanted_by = DateField(null=True)
    units_used = IntegerField(default=0)
    items = PlainTextField(default="")  # what was decided on each of the codes, a line each
    peer_to_peer_by = DateField(null=True)
    appeal_by = DateField(null=True)
    attempts = IntegerField(default=0)
    follow_up_on = DateField(null=True)
    retro_by = DateField(null=True)
    left_by = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    left_by_id: int | None

    class Meta:
        table_name = "prior_auth"


class NoteRow(Row):
    """One typed text about a request, and what sort of text it is: a reason, what is wanted."""

    id = AutoField()
    prior_auth = ForeignKeyField(PriorAuthRow, on_delete="RESTRICT")
    event_id = IntegerField()  # the foreign key is in the migration: it is deferred
    sort = TextField()
    text = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)

    class Meta:
        table_name = "prior_auth_note"


class StepRow(Row):
    """A step of a request that was done, or that is not needed: then nobody did it."""

    id = AutoField()
    prior_auth = ForeignKeyField(PriorAuthRow, on_delete="RESTRICT")
    event_id = IntegerField()
    step = TextField()
    done_by = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)

    class Meta:
        table_name = "prior_auth_step"


class QuestionRow(Row):
    """Something asked of clinical staff or a prescriber; at most one is open for each request."""

    id = AutoField()
    prior_auth = ForeignKeyField(PriorAuthRow, on_delete="RESTRICT")
    prior_auth_id: str
    event_id = IntegerField()
    level = TextField()
    step = TextField()
    asked_in = TextField()  # the state in which it was asked, to which the answer leads back
    asked_at = InstantField()
    asked_by = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    asked_by_id: int
    whom = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    whom_id: int | None
    text = ForeignKeyField(TextRow, on_delete="RESTRICT", index=False)
    ended_at = InstantField(null=True)
    answered_by = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    answered_by_id: int | None
    answer_event_id = IntegerField(null=True)  # who recorded the answer, and when

    class Meta:
        table_name = "prior_auth_question"
