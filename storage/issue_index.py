"""The words of issues, by which texts are found: an index that lives and dies with its texts.

SQLite's own full-text search keeps what was deleted until it is rebuilt (before its version 3.42),
and ranks every row that has a common word, which among 20,000 takes 60 ms. Here a word is a row.
"""

import re
import unicodedata
from collections import Counter

from peewee import Query

from storage.prepared import Prepared
from storage.tables.issues import IssueEntryRow, IssueRow, IssueWordRow
from storage.tables.trail import TextRow

SHORTEST = 2  # characters of a word that is looked for
LONGEST = 24  # characters of a word that are kept; of a longer one its beginning is found
MOST_WORDS = 8  # of what is typed that are looked for; the latest
MOST_WITH = 400  # the newest issues with a word that are looked at; of a common word that is enough
_WORD = re.compile(r"[^\W_]+")
_LAST = "\U0010ffff"


def words_of(text: str) -> list[str]:
    """The words of a text in their order, small and without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return [word[:LONGEST] for word in _WORD.findall(bare) if len(word) >= SHORTEST]


def index(text: TextRow) -> None:
    """Let a text be found, inside the act in which it was typed."""
    rows = [(word, text.id) for word in sorted(set(words_of(text.words or "")))]
    for some in range(0, len(rows), 400):  # SQLite takes so many values at once on any build
        fields = (IssueWordRow.word, IssueWordRow.text_id)
        IssueWordRow.insert_many(rows[some : some + 400], fields).execute()


def matching(typed: str) -> list[object]:
    """Conditions on an issue: each word that was typed begins one of the words of its texts."""
    conditions: list[object] = []
    for word in dict.fromkeys(words_of(typed)[-MOST_WORDS:]):
        with_it = IssueWordRow.select(IssueEntryRow.issue)
        of_entry = with_it.join(IssueEntryRow, on=IssueEntryRow.text == IssueWordRow.text_id)
        begins = (IssueWordRow.word >= word) & (IssueWordRow.word < word + _LAST)
        shown = IssueEntryRow.hidden_why.is_null()
        conditions.append(IssueRow.id.in_(of_entry.where(begins, shown)))
    return conditions


def alike(typed: str, most: int) -> list[int]:
    """The issues for everybody that are still open and most like what was typed, best first.

    A word counts the more the fewer have it; the one that is being typed, by its beginning.
    """
    *whole, begun = words_of(typed)[-MOST_WORDS:] or [""]
    scores: Counter[int] = Counter()
    for word in dict.fromkeys(whole):
        scores.update(_weighed([row.issue for row in _with_word.rows(word)]))
    if len(begun) > SHORTEST:
        rows = _with_beginning.rows(begun, begun + _LAST)
        scores.update(_weighed([row.issue for row in rows]))
    # A single word that hundreds have says nothing; the newest come first among equals.
    likely = [(score, issue) for issue, score in scores.items() if score > 1 / MOST_WITH]
    return [issue for _, issue in sorted(likely, reverse=True)[:most]]


def _weighed(found: list[int]) -> dict[int, float]:
    return dict.fromkeys(found, 1 / max(len(found), 1))


@Prepared
def _with_word(word: str) -> Query:
    # Of the newest, or of a common word every row that ever had it would be looked at.
    return _open_with(IssueWordRow.word == word, IssueWordRow.text_id.desc())


@Prepared
def _with_beginning(first: str, last: str) -> Query:
    return _open_with((IssueWordRow.word >= first) & (IssueWordRow.word < last))


def _open_with(where: object, *order: object) -> Query:
    some = IssueWordRow.select(IssueWordRow.text_id.alias("text"))
    some = some.where(where).order_by(*order).limit(MOST_WITH).alias("some")
    entries = IssueEntryRow.select(IssueEntryRow.issue)
    found = entries.join(some, on=IssueEntryRow.text == some.c.text)
    issues = found.switch(IssueEntryRow).join(IssueRow, on=IssueEntryRow.issue == IssueRow.id)
    is_public = IssueRow.is_open & IssueRow.number.is_null(False)
    return issues.where(is_public, IssueEntryRow.hidden_why.is_null())
