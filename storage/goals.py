"""The register of goals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, cast

from peewee import ModelSelect, Query

from kiosk.practice import goals
from kiosk.practice.errors import Refusal
from kiosk.practice.goals import (
    LONGEST_NAME,
    LONGEST_WHY,
    Comparison,
    Formula,
    Goal,
    GoalWords,
    Outcome,
    Progress,
)
from kiosk.practice.people import Person
from kiosk.practice.trends import Step
from kiosk.practice.values import dataclass
from kiosk.practice.words import clean
from storage.database import Database
from storage.events import require_last
from storage.prepared import Prepared
from storage.tables.goals import GoalRow
from storage.tables.trail import TextRow
from storage.typed_texts import words_of

SET, KEPT, ENDED = "goal set", "goal looked at", "goal ended"
Name, Why = TextRow.alias("goal_name"), TextRow.alias("goal_why")


@dataclass(frozen=True)
class Moved:
    """What an act made of a goal, and what the trail says of it. before: None: it is new."""

    before: Goal | None
    after: Goal
    deed: str


class GoalRegister:
    """Each writing method is one act of a manager; all of them raise Refusal as the rule says."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set(self, words: GoalWords, by: Person | None = None) -> Moved:
        """Set a goal. by: a manager; None: the store's owner."""
        with self._database.write(by.id if by else None, SET, right="manage") as act:
            goals.check_room(sum(one.is_open for one in self.all()))
            name, why = clean(words.name, LONGEST_NAME), clean(words.why, LONGEST_WHY)
            goals.check_words(replace(words, name=name, why=why), act.now.date())
            row = GoalRow.create(
                name=act.keep(words.name, LONGEST_NAME).id,
                why=act.keep(words.why, LONGEST_WHY).id,
                part=words.formula.part,
                whole=words.formula.whole,
                per=words.formula.per,
                comparison=words.comparison,
                target=words.target,
                begins=words.begins,
                review_on=words.review_on,
            )
            act.says(about=f"goal {row.id}")
            return Moved(None, self.get(row.id), SET)

    def look_at(self, number: int, target: float, review_on: date, by: Person) -> Moved:
        """Keep one until another day, with its target or another one."""
        return self._change(
            number, by, KEPT, lambda one, today: goals.looked_at(one, target, review_on, today)
        )

    def end(self, number: int, outcome: Outcome, how: Progress, by: Person) -> Moved:
        """End one. outcome: *reached* is celebrated on the board. how: how it went."""
        return self._change(
            number, by, ENDED, lambda one, today: goals.ended(one, outcome, how, today)
        )

    def undo(self, moved: Moved, by: Person) -> None:
        """Take one's last act back. Raises Refusal when anything later was done about it."""
        about = moved.after.key
        with self._database.write(by.id, f"{moved.deed}, taken back", about, right="manage") as act:
            act.says(undoes=require_last(about, moved.deed, by))
            if moved.before is None:
                GoalRow.delete().where(GoalRow.id == moved.after.number).execute()
            else:
                _save(moved.before)

    def all(self) -> tuple[Goal, ...]:
        """Those that stand, what is looked at first before the others; then what is over."""
        with self._database.read():
            found = [_goal(row) for row in _all().namedtuples()]
        return tuple(sorted(found, key=lambda one: (not one.is_open, one.words.review_on)))

    def get(self, number: int) -> Goal:
        """The one of this number. Raises Refusal when there is none."""
        with self._database.read():
            row = _of_number.row(number)
        if row is None:
            raise Refusal("That goal is not there any more.")
        return _goal(row)

    def _change(
        self, number: int, by: Person, deed: str, change: Callable[[Goal, date], Goal]
    ) -> Moved:
        with self._database.write(by.id, deed, f"goal {number}", right="manage") as act:
            before = self.get(number)
            new = change(before, act.now.date())
            if new.outcome:
                act.says(detail=new.outcome)
            _save(new)
            return Moved(before, new, deed)


def _save(goal: Goal) -> None:
    words = goal.words
    changed = GoalRow.update(
        target=words.target,
        review_on=words.review_on,
        outcome=goal.outcome,
        ended_on=goal.ended_on,
    )
    changed.where(GoalRow.id == goal.number).execute()


def _goal(row: Any) -> Goal:
    formula = Formula(row.part, row.whole, cast(Step, row.per))
    days = (row.begins, row.said_why, row.review_on)
    words = GoalWords(row.said, formula, cast(Comparison, row.comparison), row.target, *days)
    return Goal(row.id, words, cast(Outcome, row.outcome), row.ended_on)


def _all() -> "ModelSelect[GoalRow]":
    columns = (GoalRow, words_of(Name).alias("said"), words_of(Why).alias("said_why"))
    named = GoalRow.select(*columns).join(Name, on=GoalRow.name == Name.id)
    return named.switch(GoalRow).join(Why, on=GoalRow.why == Why.id)


@Prepared
def _of_number(number: int) -> Query:
    return _all().where(GoalRow.id == number)
