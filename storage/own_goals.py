"""The register of goals that people set for themselves; each is read by that person alone."""

from datetime import date
from typing import Any, cast

from peewee import Query

from kiosk.practice import own_goals
from kiosk.practice.errors import Refusal
from kiosk.practice.own_goals import LONGEST_OWN_GOAL, OwnFigure, OwnGoal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.words import clean
from storage.database import Database
from storage.prepared import Prepared
from storage.tables.goals import OwnGoalRow
from storage.tables.trail import TextRow
from storage.trail import DESTROYED
from storage.typed_texts import words_of


class OwnGoalRegister:
    """The trail says that somebody set one and destroyed it; the words are gone with it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, person: Person) -> OwnGoal | None:
        """The one that somebody has, for that person."""
        with self._database.read():
            row = _of_person.row(person.id)
            return _goal(row) if row else None

    def set(self, person: Person, words: str, until: date, figure: OwnFigure) -> OwnGoal:
        """Set a goal for oneself. Raises Refusal for a second one, or when something is missing."""
        with self._database.write(person.id, "own goal set") as act:
            said = clean(words, LONGEST_OWN_GOAL)
            own_goals.check_new(self.of(person), said, until, act.now.date())
            text = act.keep(words, LONGEST_OWN_GOAL).id
            of_it = {"person": person.id, "text": text, "until": until, "figure": figure}
            act.says(about=f"own goal {OwnGoalRow.create(**of_it).id}")
            return _goal(_of_person.row(person.id))

    def destroy(self, person: Person) -> None:
        """Destroy one's own for good, whether it was reached or not.

        Raises Refusal when there is none, and StillRead while somebody reads, so that old pages
        still hold it: they are emptied when the next text is destroyed.
        """
        with self._database.write(person.id, DESTROYED) as act:
            row = _of_person.row(person.id)
            if row is None:
                raise Refusal("You have no goal of your own.")
            act.says(about=f"text {row.text}", detail="their own goal")
            TextRow.update(words=None, salt=None).where(TextRow.id == row.text).execute()
            OwnGoalRow.delete().where(OwnGoalRow.id == row.id).execute()
        self._database.forget_old_pages()


def _goal(row: Any) -> OwnGoal:
    figure = cast(OwnFigure, row.figure)
    return OwnGoal(row.id, PersonId(row.person), row.words, row.until, figure)


@Prepared
def _of_person(person: PersonId) -> Query:
    mine = OwnGoalRow.select(OwnGoalRow, words_of().alias("words")).join(TextRow)
    return mine.where(OwnGoalRow.person == person)
