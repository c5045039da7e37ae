"""The register of what managers put off, and of whom they remind."""

from datetime import date

from peewee import JOIN, Query

from kiosk.practice import needs_a_look
from kiosk.practice.errors import Refusal
from kiosk.practice.needs_a_look import Queued, Snooze
from kiosk.practice.people import Person, PersonId
from kiosk.practice.values import dataclass
from storage.database import Database
from storage.events import Moment, last_of, require_last
from storage.notices import REMINDED, Notices
from storage.people import PeopleRegister
from storage.prepared import Prepared
from storage.tables.notices import SnoozeRow
from storage.tables.trail import TextRow
from storage.typed_texts import words_of

LONGEST_WHY = 120
PUT_OFF = "put off"


@dataclass(frozen=True)
class PutOff:
    """Items that somebody put off, and how each was put off before, if it was."""

    about: str
    before: dict[str, tuple[date, PersonId, int] | None]


class NeedsALookRegister:
    """Each writing method is one act of a manager; the queue itself is stored nowhere."""

    def __init__(self, database: Database, people: PeopleRegister, notices: Notices) -> None:
        self._database, self._people, self._notices = database, people, notices

    def snoozed(self) -> dict[str, Snooze]:
        """How each item was put off that ever was, by the item's key; the latest word on it."""
        with self._database.read():
            return {
                row.item: Snooze(row.until, PersonId(row.by), row.why or "")
                for row in _snoozed.rows()
            }

    def snooze(self, one: Queued, until: date, by: Person, why: str = "") -> PutOff:
        """Put it off until a day, on which it comes back by itself, for all managers."""
        about = one.first.subject
        with self._database.write(by.id, PUT_OFF, about, right="manage") as act:
            needs_a_look.check_snooze(one, until, by, act.now.date())
            act.says(detail=f"until {until}")
            if why.strip():
                act.keep(why, LONGEST_WHY)
            before: dict[str, tuple[date, PersonId, int] | None] = {}
            for item in one.items:
                row = SnoozeRow.get_or_none(SnoozeRow.item == item.key)
                before[item.key] = (row.until, PersonId(row.by_id), row.event_id) if row else None
                self._put(item.key, (until, by.id, act.number))
            return PutOff(about, before)

    def undo_snooze(self, put_off: PutOff, by: Person) -> None:
        """Take it back: the items stand as before. Raises Refusal when anything came later."""
        deed = f"{PUT_OFF}, taken back"
        with self._database.write(by.id, deed, put_off.about, right="manage") as act:
            act.says(undoes=require_last(put_off.about, PUT_OFF, by))
            for item, before in put_off.before.items():
                self._put(item, before)

    def remind(self, one: Queued, by: Person, word: str = "") -> Person:
        """Let whoever has its next step read at their next session that it waits for them."""
        about = one.first.subject
        with self._database.write(by.id, REMINDED, about, right="manage") as act:
            person = needs_a_look.to_remind(one, by)
            act.says(detail=f"person {person}")
            if word.strip():
                act.keep(word, LONGEST_WHY)
            self._notices.tell(person, about, by.id, act)
            return self._people.get(person)

    def undo_reminder(self, about: str, by: Person) -> None:
        """Take it back, unless it was read. Raises Refusal."""
        deed = f"{REMINDED}, taken back"
        with self._database.write(by.id, deed, about, right="manage") as act:
            last = require_last(about, REMINDED, by)
            if not self._notices.withdraw(last):
                raise Refusal("They have read it already.")
            act.says(undoes=last)

    def last(self, subject: str) -> Moment | None:
        """What was done last about something, if anything was."""
        with self._database.read():
            return last_of(subject, self._database)

    def _put(self, item: str, how: tuple[date, PersonId, int] | None) -> None:
        SnoozeRow.delete().where(SnoozeRow.item == item).execute()
        if how is not None:
            until, by, event = how
            SnoozeRow.create(item=item, until=until, by=by, event_id=event)


@Prepared
def _snoozed() -> Query:
    query = SnoozeRow.select(SnoozeRow, words_of().alias("why"))
    return query.join(TextRow, JOIN.LEFT_OUTER, on=TextRow.event_id == SnoozeRow.event_id)
