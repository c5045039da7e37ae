"""Which contingency plans run just now: all that a home board asks of them."""

from peewee import Query

from kiosk.practice.people import PersonId
from kiosk.practice.plan_terms import RunId, Running
from storage.database import Database
from storage.prepared import Prepared
from storage.tables.plan_runs import PlanRunRow


class PlansRunning:
    """For the boards; the register reads and changes the whole of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def now(self) -> tuple[Running, ...]:
        """What runs, the one that began first first."""
        with self._database.read():
            return running()


def running() -> tuple[Running, ...]:
    """The same inside a read."""
    return tuple(
        Running(
            RunId(row.id),
            row.plan,
            row.is_drill,
            PersonId(row.lead) if row.lead else None,
            PersonId(row.backup) if row.backup else None,
        )
        for row in _running.rows()
    )


@Prepared
def _running() -> Query:
    row = PlanRunRow
    columns = (row.id, row.plan, row.is_drill, row.lead, row.backup)
    return row.select(*columns).where(row.ended_at.is_null()).order_by(row.id)
