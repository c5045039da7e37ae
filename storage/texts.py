"""The register of typed texts: which stand where, and destroyed for good."""

from collections.abc import Iterable

from peewee import Query

from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.typed_texts import Reason, TypedText
from storage.database import Database
from storage.issue_queries import is_concealed
from storage.prepared import Prepared
from storage.tables.trail import EventRow, TextRow
from storage.trail import DESTROYED
from storage.typed_texts import words_of


class TextRegister:
    """A text keeps its row and its digest in the trail when its words are gone.

    This is for managers, so what is not for them is not among it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def about(self, *things: str) -> tuple[TypedText, ...]:
        """What was typed about these, such as *prior auth K7-F2M*, in the order of typing."""
        with self._database.read():
            found = _texts().where(EventRow.about.in_(things))
            return _read(found)

    def listed(self, numbers: Iterable[int]) -> tuple[TypedText, ...]:
        """The texts of these numbers, in the order of typing."""
        with self._database.read():
            return _read(_texts().where(TextRow.id.in_(list(numbers))))

    def of_events(self, numbers: Iterable[int]) -> tuple[TypedText, ...]:
        """What was typed with these events, in the order of typing."""
        with self._database.read():
            return _read(_texts().where(TextRow.event_id.in_(list(numbers))))

    def destroy(self, number: int, why: Reason, manager: Person) -> None:
        """Destroy the words of a text for good; that they were there stays in the trail.

        Of one that is destroyed already only what is left of it is cleaned away. Raises Refusal
        when there is no such text, or somebody else than a manager asks, and StillRead while
        somebody reads, so that old pages still hold it: then it must be done again.
        """
        with self._database.read():
            is_destroyed = self._is_destroyed(number)
        if not is_destroyed:
            about = f"text {number}"
            with self._database.write(manager.id, DESTROYED, about, right="manage") as act:
                if self._is_destroyed(number):
                    raise Refusal("That text is destroyed already.")
                act.says(detail=why)
                _empty.run(number)
        self._database.forget_old_pages()

    @staticmethod
    def _is_destroyed(number: int) -> bool:
        row = _words.row(number)
        if row is None:
            raise Refusal("There is no such text.")
        return row.words is None


@Prepared
def _words(number: int) -> Query:
    one = TextRow.select(TextRow.words).where(TextRow.id == number)
    return one.where(~is_concealed(TextRow))


@Prepared
def _empty(number: int) -> Query:
    return TextRow.update(words=None, salt=None).where(TextRow.id == number)


def _texts() -> Query:
    columns = (TextRow.id, TextRow.event_id, EventRow.about, words_of().alias("said"))
    texts = TextRow.select(*columns, TextRow.words.is_null().alias("is_gone"))
    of_events = texts.join(EventRow, on=TextRow.event_id == EventRow.id)
    return of_events.where(~is_concealed(TextRow)).order_by(TextRow.id)


def _read(query: Query) -> tuple[TypedText, ...]:
    return tuple(
        TypedText(row.id, row.event_id, row.about, row.said, bool(row.is_gone))
        for row in query.namedtuples()
    )
