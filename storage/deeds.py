"""The register of what was done, as people look it up: by person, thing and day, newest first."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from kiosk.practice.errors import Refusal
from kiosk.practice.people import PersonId, like
from kiosk.practice.trail import Deed, Sought
from storage.database import Database
from storage.issue_queries import IS_OPEN_TO_MANAGERS
from storage.people import PeopleRegister
from storage.tables.base import stored_moment

COLUMNS = "id, at, by_id, terminal, deed, about, detail, undoes, in_doubt"
BOUNDS = "SELECT MIN(id), MAX(id) FROM event WHERE at >= ? AND at < ?"
IS_KNOWN = f"SELECT 1 FROM event WHERE about = ? AND {IS_OPEN_TO_MANAGERS} LIMIT 1"
ABOUT_OF = f"SELECT about FROM event WHERE id = ? AND {IS_OPEN_TO_MANAGERS}"
AT_ONCE = 1_000  # of an export
BEYOND_ALL = 2**63 - 1
OF_EVENT = "#"  # before the number of an event: whatever that was about


class DeedRegister:
    """Reads the trail in pieces, each by an index: a million events open as a hundred do.

    This is for managers, so what was done about an issue that is not for them is not among it.
    """

    def __init__(self, database: Database, people: PeopleRegister) -> None:
        self._database, self._people = database, people

    def newest(self, sought: Sought, most: int, before: int = 0) -> tuple[Deed, ...]:
        """What was done, newest first. before: only what has a lower number; 0: all of it."""
        with self._database.read():
            return self._found(sought, (1, (before or BEYOND_ALL) - 1), "DESC", most)

    def oldest_first(self, sought: Sought) -> Iterator[Deed]:
        """All that was done, in order; read in pieces, so that little of it is in memory."""
        after = 0
        while True:
            with self._database.read():
                found = self._found(sought, (after + 1, BEYOND_ALL), "ASC", AT_ONCE)
            if not found:
                return
            yield from found
            after = found[-1].number

    def get(self, number: int) -> Deed:
        """One event. Raises Refusal when there is none of that number."""
        with self._database.read():
            found = self._found(Sought(), (number, number), "ASC", 1)
        if not found:
            raise Refusal(f"There is no event {number}.")
        return found[0]

    def about_of(self, typed: str) -> str:
        """What the trail calls the thing that somebody means: "prior auth K7-F2M", "person 3".

        typed: that, a reference alone, a person's name, or # and the number of an event about
        it. Raises Refusal when nothing was ever done about such a thing.
        """
        words = " ".join(typed.split())
        with self._database.read():
            for about in self._meant(words):
                if self._rows(IS_KNOWN, (about,)):
                    return about
        raise Refusal(f"Nothing was done about '{words}'.")

    def _meant(self, words: str) -> Iterator[str]:
        number = words.removeprefix(OF_EVENT)
        if words.startswith(OF_EVENT) and number.isascii() and number.isdigit():
            rows = self._rows(ABOUT_OF, (int(number[:18]),))
            yield from (str(row[0]) for row in rows if row[0])
            return
        yield words
        yield f"prior auth {words.upper()}"
        yield f"issue {words.upper()}"
        for person in like(words, self._people.everyone())[:1]:
            yield f"person {person.id}"

    def _found(
        self, sought: Sought, numbers: tuple[int, int], order: str, most: int
    ) -> tuple[Deed, ...]:
        first, last = numbers
        terms, values = [IS_OPEN_TO_MANAGERS], list[object]()
        if sought.about:
            terms, values = [*terms, "about = ?"], [sought.about]
        if sought.by is not None:
            terms, values = [*terms, "by_id = ?"], [*values, int(sought.by)]
        if sought.first or sought.last:
            days = self._moments(sought)
            bounds = self._rows(BOUNDS, days)[0]
            first, last = max(first, bounds[0] or 1), min(last, bounds[1] or 0)
            # The plus keeps SQLite at the order of numbers: what it reads is what is shown.
            terms, values = [*terms, "+at >= ?", "+at < ?"], [*values, *days]
        where = " AND ".join([*terms, "id BETWEEN ? AND ?"])
        query = f"SELECT {COLUMNS} FROM event WHERE {where} ORDER BY id {order} LIMIT ?"
        return tuple(map(self._deed, self._rows(query, (*values, first, last, most))))

    def _moments(self, sought: Sought) -> tuple[str, str]:
        """From the midnight before the first day to the one after the last, as stored."""
        first, last = sought.first or date.min, sought.last or date.max
        return self._midnight(first), self._midnight(last, timedelta(days=1))

    def _midnight(self, day: date, later: timedelta = timedelta()) -> str:
        if day in (date.min, date.max):
            return stored_moment(datetime.combine(day, time.min, UTC))
        return stored_moment(datetime.combine(day + later, time.min, self._database.clock.zone))

    def _deed(self, row: Any) -> Deed:
        number, at, by, terminal, deed, about, detail, undoes, in_doubt = row
        moment, who = self._database.local(datetime.fromisoformat(at)), PersonId(by) if by else None
        return Deed(number, moment, who, terminal, deed, about, detail, undoes, bool(in_doubt))

    def _rows(self, query: str, values: tuple[object, ...]) -> list[Any]:
        return list(self._database.peewee.execute_sql(query, values).fetchall())
