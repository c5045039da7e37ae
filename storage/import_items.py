"""Rows of imports and of what they became, in plain SQL: a file may have 100,000 of them."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from kiosk.practice.people import Level
from kiosk.practice.prior_auth_steps import steps_of
from kiosk.practice.prior_auth_terms import ENDED, STATE_AFTER, Answer, State
from kiosk.practice.values import dataclass
from storage.database import Database
from storage.import_spool import SAID, Signed
from storage.prior_auth_rows import joined
from storage.prior_auths import PriorAuthRegister, drawn_ref
from storage.tables.base import stored_moment
from storage.tables.prior_auths import PayerRow

FIELDS = ("payer_id", *SAID, "previous", "to_check")
ITEM = ("key", "digest", "reference", "kind", "prior_auth_id", "to_check", "said", "earlier")
FIND = f"SELECT id, {', '.join(ITEM)} FROM import_item WHERE key = ?"
ADD = (
    f"INSERT INTO import_item (id, source, {', '.join(ITEM)}) "
    f"VALUES (?, ?, {', '.join('?' * len(ITEM))})"
)
LAST = "SELECT COALESCE(MAX(id), 0) FROM import_item"
PUT = "UPDATE import_item SET digest = ?, prior_auth_id = ?, to_check = ?, said = ? WHERE id = ?"
EARLIER = "UPDATE import_item SET earlier = ? WHERE id = ?"
ADD_NAME = "INSERT INTO import_name (item_id, name) VALUES (?, ?)"
ADD_PRIOR_AUTH = (
    f"INSERT INTO prior_auth (ref, service_id, state, is_open, step, {', '.join(FIELDS)}) "
    f"VALUES (?, NULL, ?, ?, ?, {', '.join('?' * len(FIELDS))})"
)
IS_TAKEN = "SELECT 1 FROM prior_auth WHERE ref = ?"
STATE = "SELECT state FROM prior_auth WHERE ref = ?"
MOVE = (
    "UPDATE prior_auth SET state = ?, is_open = ?, step = ?, who_needed = ?, moved_at = ? "
    "WHERE ref = ?"
)
END_QUESTION = (
    "UPDATE prior_auth_question SET ended_at = ? WHERE prior_auth_id = ? AND ended_at IS NULL"
)
RIVALS = "DELETE FROM import_item WHERE prior_auth_id = ? AND kind = 'request' AND id <> ?"
AT_ONCE = 500


@dataclass(frozen=True)
class Item:
    """One thing that a file said, as it is remembered."""

    id: int
    digest: str
    prior_auth: str | None
    notes: tuple[str, ...]  # why somebody must look at it, when it came
    said: dict[str, Any]
    earlier: str  # the signature of the request that it names as certain, or as the earlier one


class Items:
    """The rows that one act reads and writes for imports.

    source: which system the files come from. New rows are gathered, for SQLite takes many at once
    in half the time; they are written before anything is read that they may have to do with.
    """

    def __init__(self, database: Database, source: str, prior_auths: PriorAuthRegister) -> None:
        self._source, self._prior_auths = source, prior_auths
        self._connection: sqlite3.Connection = database.peewee.connection()
        self._payers = {str(row.name).lower(): int(row.id) for row in PayerRow.select()}
        self._last = int(self._connection.execute(LAST).fetchone()[0])
        self._new_refs: set[str] = set()
        self._new: dict[str, list[tuple[Any, ...]]] = {ADD_PRIOR_AUTH: [], ADD: [], ADD_NAME: []}

    def write(self) -> None:
        """Write what was gathered, parents first."""
        for statement, rows in self._new.items():
            if rows:
                self._connection.executemany(statement, rows)
                rows.clear()
        self._new_refs.clear()

    def find(self, one: Signed) -> Item | None:
        """What is remembered under its key."""
        if one.is_again:
            self.write()
        return self._find(one.key)

    def find_rival(self, one: Signed) -> Item | None:
        """The same thing, if it disagreed with another of its key before."""
        self.write()
        return self._find(one.rival)

    def _find(self, key: str) -> Item | None:
        row = self._connection.execute(FIND, (key,)).fetchone()
        if row is None:
            return None
        notes, said = tuple(row[6].splitlines()), json.loads(row[7])
        return Item(row[0], row[2], row[5], notes, said, row[8])

    def add(
        self,
        one: Signed,
        ref: str | None,
        notes: Iterable[str],
        said: dict[str, Any],
        key: str = "",
    ) -> int:
        """Remember something new, and what it is called; the number that it gets.

        key: under which, if it is not its own.
        """
        self._last += 1
        item = (one.digest, one.reference, one.kind, ref, joined(notes), json.dumps(said))
        row = (self._last, self._source, key or one.key, *item, one.earlier)
        self._new[ADD].append(row)
        self._new[ADD_NAME] += [(self._last, name) for name in one.names]
        if len(self._new[ADD]) >= AT_ONCE:
            self.write()
        return self._last

    def name_earlier(self, known: Item, one: Signed) -> None:
        """A later file tells which request an answer certainly has."""
        self._execute(EARLIER, one.earlier, known.id)

    def put_item(
        self,
        known: Item,
        one: Signed,
        ref: str | None,
        notes: Iterable[str],
        said: dict[str, Any],
    ) -> None:
        """Remember what a known thing says now."""
        self._execute(PUT, one.digest, ref, joined(notes), json.dumps(said), known.id)

    def forget_rivals(self, known: Item) -> None:
        """Forget the rows that disagreed with a request, since a later file settled it."""
        self._execute(RIVALS, known.prior_auth, known.id)

    def prior_auth(self, ref: str) -> dict[str, Any]:
        """The columns of a request that an import may set."""
        query = f"SELECT {', '.join(FIELDS)} FROM prior_auth WHERE ref = ?"
        return dict(zip(FIELDS, self._execute(query, ref).fetchone(), strict=True))

    def add_prior_auth(self, values: dict[str, Any]) -> tuple[str, State]:
        """List a new request; its reference, and the state that what the file says puts it in."""
        ref = self._new_ref()
        sent: State = "payer" if values["submitted_at"] else "to do"
        state = STATE_AFTER.get(values["answer"], sent)
        step, _ = _next(state)
        row = (ref, state, state not in ENDED, step, *(values[name] for name in FIELDS))
        self._new[ADD_PRIOR_AUTH].append(row)
        self._new_refs.add(ref)
        return ref, state

    def send(self, ref: str, now: datetime) -> str:
        """Move a request that is to do to the payer, since a file says that it was sent."""
        return self.move(ref, "pended", now) if self.state(ref) == "to do" else ""

    def move(self, ref: str, answer: Answer, now: datetime) -> str:
        """Move a request to where this answer puts it; from and to as the trail says it.

        One that has ended here stays so, whatever a file says later.
        """
        old, new = self.state(ref), STATE_AFTER[answer]
        return "" if old == new or old in ENDED else self.stand(ref, old, new, now)

    def state(self, ref: str) -> State:
        """Where a request stands."""
        state: State = self._execute(STATE, ref).fetchone()[0]
        return state

    def stand(self, ref: str, old: State, new: State, now: datetime) -> str:
        """Let a request stand elsewhere, and end what was asked; from and to for the trail."""
        moment = stored_moment(now)
        self._execute(MOVE, new, new not in ENDED, *_next(new), moment, ref)
        self._execute(END_QUESTION, moment, ref)
        return f"{old} > {new}"

    def put(self, ref: str, values: dict[str, Any]) -> None:
        """Change some columns of a request; no other is touched."""
        if not values:
            return
        assigned = ", ".join(f"{name} = ?" for name in values)
        self._execute(f"UPDATE prior_auth SET {assigned} WHERE ref = ?", *values.values(), ref)

    def payer(self, name: str) -> int:
        """The number of the payer of this name, new or known."""
        known = name.lower()
        if known not in self._payers:
            self._payers[known] = self._prior_auths.payer(name)
        return self._payers[known]

    def _new_ref(self) -> str:
        """As PriorAuthRegister.new_ref, and none of those that are gathered."""
        while True:
            ref = drawn_ref()
            is_taken = self._connection.execute(IS_TAKEN, (ref,)).fetchone() is not None
            if not is_taken and ref not in self._new_refs:
                return ref

    def _execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        self.write()
        return self._connection.execute(statement, values)


def _next(state: State) -> tuple[str, Level]:
    """The code of what comes next in a state, and who is needed for it."""
    to_come = steps_of(None, state)
    return (to_come[0].code, to_come[0].level) if to_come else ("", "anyone")
