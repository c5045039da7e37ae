"""The register of thanks."""

from collections.abc import Callable
from datetime import date
from typing import Any

from peewee import ModelSelect, Query

from kiosk.practice import thanks
from kiosk.practice.days import day_of
from kiosk.practice.errors import Refusal
from kiosk.practice.figures import THANKS
from kiosk.practice.people import Person, PersonId
from kiosk.practice.thanks import LONGEST_THANKS, WEEK, Thanks
from kiosk.practice.words import clean
from storage.database import Database
from storage.notices import Notices
from storage.prepared import Prepared
from storage.settings import SettingsRegister
from storage.tables.thanks import ThanksRow
from storage.tables.trail import TextRow
from storage.typed_texts import words_of


class ThanksRegister:
    """Each writing method is one act; all of them raise Refusal when the rule says no."""

    def __init__(self, database: Database, settings: SettingsRegister, notices: Notices) -> None:
        self._database, self._settings, self._notices = database, settings, notices

    def give(self, by: Person, to: Person, words: str) -> Thanks:
        """Thank somebody for a named thing."""
        with self._database.write(by.id, "thanks given") as act:
            day = day_of(act.now, self._settings.current().day_boundary)
            so_far = [one for one in map(_thanks, _since.rows(day)) if one.by == by.id]
            thanks.given(by, to, clean(words, LONGEST_THANKS), day, so_far)
            row = ThanksRow.create(
                by=by.id,
                to=to.id,
                text=act.keep(words, LONGEST_THANKS).id,
                day=day,
                is_shown=True,
                is_taken_back=False,
            )
            act.says(about=f"thanks {row.id}", detail=f"to {to.id}")
            self._notices.tell(to.id, f"thanks {row.id}", by.id, act)
            return self.get(row.id)

    def take_back(self, number: int, by: Person) -> Thanks:
        """Take one's own thanks back; nobody is told of them any more."""
        with self._database.write(by.id, "thanks taken back", f"thanks {number}") as act:
            new = thanks.taken_back(self.get(number), by)
            act.concerns(new.day, THANKS)
            self._notices.withdraw(TextRow.get_by_id(_of_number.row(number).text).event_id)
            _put.run(number, new.is_shown, new.won_on, new.is_taken_back)
            return new

    def show(self, number: int, who: Person, is_shown: bool) -> Thanks:
        """Whoever was thanked keeps it off the board, or puts it there."""
        deed = "thanks shown" if is_shown else "thanks kept off the board"
        return self._change(number, who, deed, lambda one: thanks.shown(one, who, is_shown))

    def make_win(self, number: int, manager: Person) -> Thanks:
        """Make it a win of the week."""
        today = self.today()
        change = thanks.made_win
        return self._change(number, manager, "win made", lambda one: change(one, manager, today))

    def make_no_win(self, number: int, manager: Person) -> Thanks:
        """Make it a win no longer."""
        return self._change(number, manager, "win ended", lambda one: thanks.no_win(one, manager))

    def on_board(self) -> tuple[Thanks, ...]:
        """What the board says today, the latest first."""
        today = self.today()
        with self._database.read():
            rows = _since.rows(today), _won_since.rows(today - WEEK)
        found = {row.id: _thanks(row) for some in rows for row in some}
        return tuple(found[number] for number in sorted(found, reverse=True))

    def since(self, first: date) -> tuple[Thanks, ...]:
        """All that was given from a day on, the latest first, but for what was taken back."""
        with self._database.read():
            found = [_thanks(row) for row in _since.rows(first)]
        return tuple(one for one in found if not one.is_taken_back)

    def to(self, person: Person) -> tuple[Thanks, ...]:
        """All that somebody was ever thanked for, the latest first; for that person."""
        with self._database.read():
            found = [_thanks(row) for row in _to.rows(person.id)]
        return tuple(one for one in found if not one.is_taken_back)

    def get(self, number: int) -> Thanks:
        """The one of this number. Raises Refusal when there is none."""
        with self._database.read():
            row = _of_number.row(number)
        if row is None:
            raise Refusal("Those thanks are not in the store.")
        return _thanks(row)

    def today(self) -> date:
        """The working day that it is now."""
        return day_of(self._database.clock.now(), self._settings.current().day_boundary)

    def _change(
        self, number: int, by: Person, deed: str, change: Callable[[Thanks], Thanks]
    ) -> Thanks:
        with self._database.write(by.id, deed, f"thanks {number}"):
            new = change(self.get(number))
            _put.run(number, new.is_shown, new.won_on, new.is_taken_back)
            return new


def _thanks(row: Any) -> Thanks:
    to, by = PersonId(row.to), PersonId(row.by)
    stands = (row.day, row.is_shown, row.won_on, row.is_taken_back, bool(row.is_destroyed))
    return Thanks(row.id, to, by, row.words, *stands)


def _all() -> "ModelSelect[ThanksRow]":
    columns = (ThanksRow, words_of().alias("words"), TextRow.words.is_null().alias("is_destroyed"))
    return ThanksRow.select(*columns).join(TextRow)


@Prepared
def _of_number(number: int) -> Query:
    return _all().where(ThanksRow.id == number)


@Prepared
def _since(first: date) -> Query:
    return _all().where(ThanksRow.day >= first).order_by(ThanksRow.id.desc())


@Prepared
def _won_since(first: date) -> Query:
    return _all().where(ThanksRow.won_on > first)


@Prepared
def _to(person: PersonId) -> Query:
    return _all().where(ThanksRow.to == person).order_by(ThanksRow.id.desc())


@Prepared
def _put(number: int, is_shown: bool, won_on: date | None, is_taken_back: bool) -> Query:
    new = ThanksRow.update(is_shown=is_shown, won_on=won_on, is_taken_back=is_taken_back)
    return new.where(ThanksRow.id == number)
