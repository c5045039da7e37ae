"""How a typed text is read, in any query: every noun that shows one reads it by this."""

from typing import Any

from peewee import Case, Value, fn

from storage.tables.people import PersonRow
from storage.tables.trail import EventRow, TextRow
from storage.trail import DESTROYED

GONE = "(gone)"  # without a word in the trail: somebody emptied it round the program


def words_of(text: Any = TextRow) -> Any:
    """What was typed; once it is destroyed, by whom, when and why; None where there is no text.

    An expression for a query. text: TextRow as that query has joined it, or an alias of it. To
    search in, or to tell whether it is destroyed, its own `words` serve.
    """
    event, person = EventRow.alias(), PersonRow.alias()
    about = Value("text ").concat(text.id.cast("TEXT"))
    marker = event.select(fn.DESTROYED_WORDS(person.name, event.at, event.detail))
    by_whom = marker.left_outer_join(person, on=event.by == person.id)
    told = by_whom.where(event.about == about, event.deed == DESTROYED).limit(1)
    gone = Case(None, [(text.id.is_null(), None)], GONE)
    return fn.COALESCE(text.words, told, gone)
