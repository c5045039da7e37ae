"""What people are told at their next session: what others did that is about something of theirs."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from peewee import JOIN, Query, fn

from kiosk.practice.people import Person, PersonId
from kiosk.practice.places import is_on
from kiosk.practice.values import dataclass
from storage.database import Act, Database
from storage.prepared import Prepared
from storage.settings import SettingsRegister
from storage.tables.notices import NoticeRow
from storage.tables.trail import EventRow, TextRow
from storage.typed_texts import words_of

REMINDED = "reminded"  # the deed of whoever reminds somebody of something


@dataclass(frozen=True)
class Notice:
    """Something that others did, and that the person has not read yet.

    about: what it is about, as the trail calls it: "prior auth K7-F2M". words: what was typed with
    it.
    """

    number: int
    about: str
    deed: str
    by: PersonId | None
    at: datetime
    words: str = ""


class Notices:
    """Any register tells somebody inside its own act; the person reads it when they come next.

    What is about a place that is switched off waits, unread, until that is on again.
    """

    def __init__(self, database: Database, settings: SettingsRegister) -> None:
        self._database, self._settings = database, settings

    def tell(self, person: PersonId, about: str, by: PersonId | None, act: Act) -> None:
        """Let somebody read the event that is being made, and what was typed with it.

        by: whose doing it is; None: the store's owner's.
        """
        if person != by:  # nobody need be told of their own act
            NoticeRow.create(person=person, about=about, event_id=act.number, is_read=False)

    def told(self, event: int) -> tuple[PersonId, ...]:
        """Whom an event was told to, read or not."""
        with self._database.read():
            return tuple(PersonId(row.person) for row in _told.rows(event))

    def of(self, person: Person, sort: str = "") -> tuple[Notice, ...]:
        """What this person has not read yet, oldest first.

        sort: only what is about things of this sort, as the trail calls them: "prior auth".
        """
        found: dict[int, Notice] = {}
        with self._database.read():
            for row in self._of_what_is_on(_unread.rows(person.id, sort)):
                by, at = PersonId(row.by) if row.by else None, self._database.local(row.at)
                known = found.get(row.id, Notice(row.id, row.about, row.deed, by, at))
                said = [known.words, row.words or ""]
                found[row.id] = replace(known, words="; ".join(filter(None, said)))
        return tuple(found.values())

    def unread(self, person: Person) -> int:
        """How much this person has not read yet."""
        with self._database.read():
            return len(self._of_what_is_on(_about.rows(person.id)))

    def withdraw(self, event: int) -> int:
        """What was told of an event that is taken back is news no more, inside that act.

        To how many: whoever has read it stays told.
        """
        unread = (NoticeRow.event_id == event) & ~NoticeRow.is_read
        return int(NoticeRow.delete().where(unread).execute())

    def reminders(self) -> dict[str, datetime]:
        """When somebody was last reminded of what, as far as it was not read yet."""
        with self._database.read():
            return {row.about: self._database.local(row.at) for row in _reminders.rows()}

    def have_read(self, person: Person, last: int, sort: str = "") -> None:
        """They have read all of that sort up to the last that they were shown."""
        with self._database.write(person.id, "news read", f"person {person.id}"):
            rows = self._of_what_is_on(_unread.rows(person.id, sort))
            shown = {row.id for row in rows if row.id <= last}
            NoticeRow.update(is_read=True).where(NoticeRow.id.in_(shown)).execute()

    def _of_what_is_on(self, rows: list[Any]) -> list[Any]:
        turned_off = self._settings.current().turned_off
        return [row for row in rows if is_on(row.about, turned_off)]


@Prepared
def _unread(person: PersonId, sort: str) -> Query:
    columns = (NoticeRow.id, NoticeRow.about, EventRow.deed, EventRow.by, EventRow.at)
    query = NoticeRow.select(*columns, words_of().alias("words"))
    of_events = query.join(EventRow, on=NoticeRow.event_id == EventRow.id)
    typed = of_events.join(TextRow, JOIN.LEFT_OUTER, on=TextRow.event_id == EventRow.id)
    unread = typed.where(NoticeRow.person == person, ~NoticeRow.is_read, _is_of(sort))
    return unread.order_by(NoticeRow.id, TextRow.id)


@Prepared
def _about(person: PersonId) -> Query:
    query = NoticeRow.select(NoticeRow.about)
    return query.where(NoticeRow.person == person, ~NoticeRow.is_read)


@Prepared
def _told(event: int) -> Query:
    return NoticeRow.select(NoticeRow.person).where(NoticeRow.event_id == event)


@Prepared
def _reminders() -> Query:
    query = NoticeRow.select(NoticeRow.about, EventRow.at)
    of_events = query.join(EventRow, on=NoticeRow.event_id == EventRow.id)
    return of_events.where(EventRow.deed == REMINDED, ~NoticeRow.is_read).order_by(NoticeRow.id)


def _is_of(sort: str) -> object:
    return fn.SUBSTR(NoticeRow.about, 1, fn.LENGTH(sort)) == sort
