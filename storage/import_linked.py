"""What is remembered of things out of files, as far as it tells what belongs together."""

import json
from datetime import date
from typing import Any, Literal

from kiosk.practice.files.told import PayerAnswer, Told, told
from kiosk.practice.values import dataclass
from storage.database import Database
from storage.import_spool import name_of_case
from storage.prior_auths import PAYER_NOT_NAMED

NOT_KNOWN = "its request is not known here"
SEVERAL = "several requests fit this answer"
NO_PAYER = "it names no payer, so its request is not looked for"
EARLIER_NOT_KNOWN = "which earlier request it changes is not known here"
EARLIER_NOT_CERTAIN = "which earlier request it changes is not certain"
WHYS = (NOT_KNOWN, SEVERAL, NO_PAYER, EARLIER_NOT_KNOWN, EARLIER_NOT_CERTAIN)
# How an answer was linked: it stands in one file with its request; they have a payer and a
# reference of the request in common, or the payer's own reference of another answer, or the one
# that was typed here; somebody said so; somebody put it aside. Empty: it was not.
Link = Literal["", "file", "reference", "case", "typed", "hand", "aside"]

ONE = (
    "SELECT i.id, i.key, i.kind, i.prior_auth_id, i.linked, i.earlier, i.to_check, i.said, "
    "p.payer_id FROM import_item i LEFT JOIN prior_auth p ON p.ref = i.prior_auth_id "
    "WHERE i.id = ?"
)
OF_KEY = "SELECT prior_auth_id FROM import_item WHERE key = ? AND kind = 'request'"
OF_REQUEST = "SELECT kind, to_check, said FROM import_item WHERE prior_auth_id = ?"
CANCELLED = (
    "SELECT 1 FROM prior_auth p JOIN import_item i ON i.prior_auth_id = p.ref "
    "WHERE p.previous = ? AND i.kind = 'request' "
    "AND json_extract(i.said, '$.answer') = 'cancelled' LIMIT 1"
)
_SHARING = (
    "FROM import_name mine JOIN import_name other ON other.name = mine.name "
    "JOIN import_item i ON i.id = other.item_id AND i.id <> mine.item_id "
)
NAMED = (
    f"SELECT DISTINCT i.prior_auth_id {_SHARING} JOIN prior_auth p ON p.ref = i.prior_auth_id "
    "WHERE mine.item_id = ? AND p.payer_id = ? AND i.kind = 'request' LIMIT 2"
)
OF_CASE = (
    f"SELECT DISTINCT i.prior_auth_id {_SHARING} JOIN prior_auth p ON p.ref = i.prior_auth_id "
    "WHERE mine.item_id = ? AND p.payer_id = ? AND i.kind = 'answer' "
    "AND i.linked IN ('file', 'reference', 'hand') LIMIT 2"
)
TYPED = (
    "SELECT ref FROM prior_auth WHERE payer_reference = ? AND payer_id = ? "
    "AND NOT EXISTS (SELECT 1 FROM import_item i WHERE i.prior_auth_id = ref "
    "AND i.kind = 'answer' AND i.linked <> 'typed' "
    "AND json_extract(i.said, '$.payer_reference') = payer_reference) LIMIT 2"
)
CALLED = (
    "SELECT DISTINCT i.prior_auth_id FROM import_name n JOIN import_item i ON i.id = n.item_id "
    "JOIN prior_auth p ON p.ref = i.prior_auth_id "
    "WHERE n.name = ? AND p.payer_id = ? AND i.kind = 'request' AND p.ref <> ? LIMIT 2"
)
SAME_NAME = (
    f"SELECT DISTINCT i.prior_auth_id {_SHARING} WHERE mine.item_id = ? AND i.kind = 'request'"
)
WAITING = (
    "SELECT id FROM import_item WHERE earlier = ? AND id <> ? UNION "
    "SELECT i.id FROM import_name n JOIN import_item i ON i.earlier = n.name "
    "WHERE n.item_id = ? AND i.id <> n.item_id AND i.earlier <> '' UNION "
    f"SELECT i.id {_SHARING} WHERE mine.item_id = ? AND i.kind = 'answer'"
)
SAME_CASE = f"SELECT DISTINCT i.id {_SHARING} WHERE mine.item_id = ? AND i.kind = 'answer'"
OF_NAME = (
    "SELECT i.id FROM import_name n JOIN import_item i ON i.id = n.item_id "
    "WHERE n.name = ? AND i.kind = 'answer' ORDER BY i.id"
)
PAYER = "SELECT name FROM payer WHERE id = ?"
RELINK = "UPDATE import_item SET prior_auth_id = ?, linked = ?, to_check = ? WHERE id = ?"


@dataclass(frozen=True)
class Linkable:
    """A request or an answer out of a file, with what decides where it belongs.

    payer: the number of its payer; None where that is not named. why: why it is not linked.
    """

    number: int
    key: str
    kind: str
    prior_auth: str | None
    linked: Link
    earlier: str
    check: tuple[str, ...]
    why: str
    said: dict[str, Any]
    payer: int | None


class LinkedItems:
    """Reads and writes what belongs together, inside an act."""

    def __init__(self, database: Database) -> None:
        self._execute, self._key = database.peewee.connection().execute, database.key

    def get(self, number: int) -> Linkable:
        """The thing of this number."""
        row = self._execute(ONE, (number,)).fetchone()
        number, key, kind, ref, linked, earlier, notes, words, payer = row
        said, lines = json.loads(words), notes.splitlines()
        payer = said.get("payer_id") if kind == "answer" else payer
        why = next((line for line in lines if line in WHYS), "")
        check = tuple(line for line in lines if line not in WHYS)
        known = payer if payer and self._is_named(payer) else None
        return Linkable(number, key, kind, ref, linked, earlier, check, why, said, known)

    def _is_named(self, payer: int) -> bool:
        return bool(self._execute(PAYER, (payer,)).fetchone()[0] != PAYER_NOT_NAMED)

    def told(self, ref: str) -> Told:
        """All that files say of a request until now."""
        answers, notes = [], []
        for kind, lines, words in self._execute(OF_REQUEST, (ref,)).fetchall():
            said = json.loads(words)
            if said.get("answer"):
                answers.append(payer_answer(said))
            if kind == "answer":
                notes += [line for line in lines.splitlines() if line not in WHYS]
        is_cancelled = self._execute(CANCELLED, (ref,)).fetchone() is not None
        return told(answers, notes, is_cancelled)

    def of_key(self, key: str) -> str | None:
        """The request that is remembered under a signed key."""
        row = self._execute(OF_KEY, (key,)).fetchone()
        return str(row[0]) if row and row[0] else None

    def requests_named(self, one: Linkable) -> list[str]:
        """The requests of its payer that have a name in common with an answer; 2 at the most."""
        return self._refs(NAMED, one.number, one.payer)

    def requests_of_case(self, one: Linkable) -> list[str]:
        """The requests of its payer with another answer that has a name in common with it."""
        return self._refs(OF_CASE, one.number, one.payer)

    def requests_typed(self, one: Linkable) -> list[str]:
        """The requests of its payer with its payer reference, when no file brought that."""
        case = one.said.get("payer_reference")
        return self._refs(TYPED, case, one.payer) if case else []

    def requests_called(self, one: Linkable) -> list[str]:
        """The requests of its payer that are called what a later request says of an earlier."""
        return self._refs(CALLED, one.earlier, one.payer, one.prior_auth) if one.payer else []

    def requests_with_name_of(self, number: int) -> list[str]:
        """Other requests with a name in common, whatever their payer."""
        return self._refs(SAME_NAME, number)

    def waiting_for(self, one: Linkable) -> list[int]:
        """All things whose link may depend on this request."""
        number = one.number
        found = self._execute(WAITING, (one.key, number, number, number)).fetchall()
        return [int(row[0]) for row in found]

    def of_same_case(self, one: Linkable) -> list[int]:
        """The other answers that have a name in common with this one."""
        return [int(row[0]) for row in self._execute(SAME_CASE, (one.number,)).fetchall()]

    def of_case(self, payer_reference: str) -> list[int]:
        """The answers with this reference of a payer, whichever payer that is."""
        name = name_of_case(self._key, payer_reference)
        return [int(row[0]) for row in self._execute(OF_NAME, (name,)).fetchall()]

    def relink(self, one: Linkable, ref: str | None, how: Link, why: str) -> None:
        """Remember where something belongs, or why that is not known."""
        notes = "\n".join([*one.check, why] if why else one.check)
        self._execute(RELINK, (ref, how, notes, one.number))

    def _refs(self, query: str, *values: Any) -> list[str]:
        return [str(row[0]) for row in self._execute(query, values).fetchall()]


def payer_answer(said: dict[str, Any]) -> PayerAnswer:
    """An answer as a rule takes it, out of the columns that it sets."""
    names = ("answered_on", "valid_from", "valid_to")
    days = [date.fromisoformat(said[name]) if said.get(name) else None for name in names]
    number, case = said.get("authorization_number") or "", said.get("payer_reference") or ""
    return PayerAnswer(said["answer"], days[0], number, days[1], days[2], case)
