"""Reading what goals were reached: all that the home board asks of them, without their rules."""

from datetime import date

from peewee import Query

from kiosk.practice.thanks import WEEK
from storage.database import Database
from storage.prepared import Prepared
from storage.tables.goals import GoalRow
from storage.tables.trail import TextRow


class ReachedGoals:
    """Reads alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, today: date) -> str:
        """The name of the one that was reached last, for a week; empty where there is none.

        The board says nothing of what was destroyed.
        """
        with self._database.read():
            row = _newest.row(today - WEEK)
            return str(row.words) if row else ""


@Prepared
def _newest(day: date) -> Query:
    named = GoalRow.select(TextRow.words).join(TextRow, on=GoalRow.name == TextRow.id)
    reached = named.where(GoalRow.outcome == "reached", GoalRow.ended_on > day)
    known = reached.where(TextRow.words.is_null(False))
    return known.order_by(GoalRow.ended_on.desc(), GoalRow.id.desc()).limit(1)
