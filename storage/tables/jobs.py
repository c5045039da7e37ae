"""Jobs, who is trained, and who covers."""

from peewee import AutoField, BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from storage.tables.base import Row
from storage.tables.people import PersonRow
from storage.tables.trail import TextRow


class JobRow(Row):
    """A job of the practice's own list. roles: that suggest it, one a line."""

    id = AutoField()
    name = TextField()
    text = ForeignKeyField(TextRow, null=True, on_delete="RESTRICT", index=False)
    text_id: int | None
    roles = TextField()
    refresh_days = IntegerField()
    level = TextField()
    is_kept = BooleanField()

    class Meta:
        table_name = "job"


class TrainingRow(Row):
    """How it stands with one person and one job."""

    id = AutoField()
    person = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    person_id: int
    job = ForeignKeyField(JobRow, on_delete="RESTRICT", index=False)
    job_id: int
    since = DateField(null=True)
    refreshed = DateField(null=True)
    trainer = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    trainer_id: int | None
    learner_signed = BooleanField()
    trainer_signed = BooleanField()

    class Meta:
        table_name = "training"
        indexes = ((("person", "job"), True),)


class JobCoverRow(Row):
    """Who was chosen to cover for a job of somebody who is out on a day; nobody: left alone."""

    id = AutoField()
    day = DateField()
    absent = ForeignKeyField(PersonRow, on_delete="RESTRICT", index=False)
    absent_id: int
    job = ForeignKeyField(JobRow, on_delete="RESTRICT", index=False)
    job_id: int
    cover = ForeignKeyField(PersonRow, null=True, on_delete="RESTRICT", index=False)
    cover_id: int | None

    class Meta:
        table_name = "job_cover"
        indexes = ((("day", "absent", "job"), True),)
