"""Rows of imports and of what they became, in plain SQL: a file may have 100,000 of them."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kiosk.practice.files.incoming import Incoming
from kiosk.practice.people import Level
from kiosk.practice.prior_auth_steps import steps_of
from kiosk.practice.prior_auths import ENDED, STATE_AFTER, Answer, State
from storage.database import Database
from storage.models import PayerRow, stored_moment
from storage.prior_auths import DIGITS, SAYABLE, PriorAuthRegister, joined

ANSWERED = ("answer", "answered_on", "authorization_number", "valid_from", "valid_to")
FIELDS = (
    *("payer_id", "reviewer", "codes", "units", "who_needed", "urgency", "requested_on"),
    *("needed_by", "service_date", "submitted_at", "payer_reference", *ANSWERED, "previous"),
    "to_check",
)
ITEM = ("key", "digest", "reference", "kind", "prior_auth_id", "to_check", "said")
FIND = f"SELECT id, {', '.join(ITEM)} FROM import_item WHERE key = ?"
ADD = f"INSERT INTO import_item (source, {', '.join(ITEM)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
PUT = "UPDATE import_item SET digest = ?, prior_auth_id = ?, to_check = ?, said = ? WHERE id = ?"
REFERRED = (
    "SELECT DISTINCT prior_auth_id FROM import_item "
    "WHERE reference = ? AND kind = 'request' LIMIT 2"
)
ADD_PRIOR_AUTH = (
    f"INSERT INTO prior_auth (ref, service_id, state, is_open, step, {', '.join(FIELDS)}) "
    f"VALUES (?, NULL, ?, ?, ?, {', '.join('?' * len(FIELDS))})"
)
STATE = "SELECT state FROM prior_auth WHERE ref = ?"
MOVE = (
    "UPDATE prior_auth SET state = ?, is_open = ?, step = ?, who_needed = ?, moved_at = ? "
    "WHERE ref = ?"
)
END_QUESTION = (
    "UPDATE prior_auth_question SET ended_at = ? WHERE prior_auth_id = ? AND ended_at IS NULL"
)
RIVALS = "DELETE FROM import_item WHERE prior_auth_id = ? AND kind = 'request' AND id <> ?"


@dataclass(frozen=True)
class Item:
    """One thing that a file said, as it is remembered."""

    id: int
    digest: str
    prior_auth: str | None
    notes: tuple[str, ...]  # why somebody must look at it, when it came
    said: dict[str, Any]


def request_of(item: Incoming, payer: int) -> dict[str, Any]:
    """The columns that a request out of a file sets, as they are stored."""
    return {
        "payer_id": payer,
        "reviewer": item.reviewer,
        "codes": joined(item.codes),
        "units": item.units,
        "who_needed": item.who_needed or "anyone",
        "urgency": item.urgency or "standard",
        "requested_on": _day(item.requested_on),
        "needed_by": _day(item.needed_by),
        "service_date": _day(item.service_date),
        "submitted_at": stored_moment(item.submitted_at) if item.submitted_at else None,
        **answer_of(item),
    }


def answer_of(item: Incoming) -> dict[str, Any]:
    """The columns that a payer's answer sets, as they are stored."""
    return {
        "payer_reference": item.payer_reference,
        "answer": item.answer,
        "answered_on": _day(item.answered_on),
        "authorization_number": item.authorization_number,
        "valid_from": _day(item.valid_from),
        "valid_to": _day(item.valid_to),
    }


class Items:
    """The rows that one run of an import reads and writes, inside its act.

    source: which system the files come from. Requests and answers in FHIR are known by their whole
    content, whatever the source; those of a worklist by the source's own references.
    """

    def __init__(self, database: Database, source: str, prior_auths: PriorAuthRegister) -> None:
        self._database, self._source, self._prior_auths = database, source, prior_auths
        self._execute = database.peewee.connection().execute
        self._payers = {str(row.name).lower(): int(row.id) for row in PayerRow.select()}

    def signed(self, words: str) -> str:
        """What is kept in the place of something that may tell about a patient."""
        return self._database.key.sign("import", words)

    def key_of(self, key: str) -> str:
        """How a reader's key is remembered."""
        return self.signed(key if _is_fhir(key) else f"{self._source}\n{key}")

    def find(self, key: str) -> Item | None:
        """What is remembered under a key that was signed by key_of."""
        row = self._execute(FIND, (key,)).fetchone()
        if row is None:
            return None
        return Item(row[0], row[2], row[5], tuple(row[6].splitlines()), json.loads(row[7]))

    def add(
        self,
        key: str,
        item: Incoming,
        ref: str | None,
        notes: Iterable[str],
        said: dict[str, Any],
    ) -> None:
        """Remember something new."""
        named = self._reference(item.key, item.reference) if item.reference else ""
        digest = self.signed(item.digest)
        row = (key, digest, named, item.kind, ref, joined(notes), json.dumps(said))
        self._execute(ADD, (self._source, *row))

    def put_item(
        self,
        known: Item,
        item: Incoming,
        ref: str | None,
        notes: Iterable[str],
        said: dict[str, Any],
    ) -> None:
        """Remember what a known thing says now."""
        row = (self.signed(item.digest), ref, joined(notes), json.dumps(said), known.id)
        self._execute(PUT, row)

    def forget_rivals(self, known: Item) -> None:
        """Forget the rows that disagreed with a request, since a later file settled it."""
        self._execute(RIVALS, (known.prior_auth, known.id))

    def has_other_contents(self, item: Incoming) -> bool:
        """Whether a request out of FHIR is known by the same reference, but not the same."""
        if not item.reference or not _is_fhir(item.key):
            return False
        return bool(self._referred(item.key, item.reference))

    def previous_of(self, item: Incoming) -> tuple[str | None, tuple[str, ...]]:
        """The request that this one changes, and why to look where that is not certain."""
        if not item.previous:
            return None, ()
        known = self.find(self.key_of(item.previous))
        if known is not None:
            return known.prior_auth, ()
        found = self._referred(item.key, item.previous)
        if len(found) == 1:
            return found[0], ()
        how = "not certain" if found else "not known here"
        return None, (f"which earlier request it changes is {how}",)

    def came_from_file(self, ref: str, answered: dict[str, Any]) -> bool:
        """Whether a request's answer is one that a file said, and nobody's edit."""
        rows = self._execute("SELECT said FROM import_item WHERE prior_auth_id = ?", (ref,))
        told = (json.loads(row[0]) for row in rows.fetchall())
        return any(answered == {name: one.get(name) for name in ANSWERED} for one in told)

    def prior_auth(self, ref: str) -> dict[str, Any]:
        """The columns of a request that an import may set."""
        query = f"SELECT {', '.join(FIELDS)} FROM prior_auth WHERE ref = ?"
        return dict(zip(FIELDS, self._execute(query, (ref,)).fetchone(), strict=True))

    def add_prior_auth(self, values: dict[str, Any]) -> tuple[str, State]:
        """List a new request; its reference, and the state that what the file says puts it in."""
        ref = self._new_ref()
        sent: State = "payer" if values["submitted_at"] else "to do"
        state = STATE_AFTER.get(values["answer"], sent)
        step, _ = _next(state)
        row = (ref, state, state not in ENDED, step, *(values[name] for name in FIELDS))
        self._execute(ADD_PRIOR_AUTH, row)
        return ref, state

    def send(self, ref: str, now: datetime) -> str:
        """Move a request that is to do to the payer, since a file says that it was sent."""
        is_to_do = self._execute(STATE, (ref,)).fetchone()[0] == "to do"
        return self.move(ref, "pended", now) if is_to_do else ""

    def move(self, ref: str, answer: Answer, now: datetime) -> str:
        """Move a request to where this answer puts it; from and to as the trail says it.

        One that has ended here stays so, whatever a file says later.
        """
        old = self._execute(STATE, (ref,)).fetchone()[0]
        new = STATE_AFTER[answer]
        if old == new or old in ENDED:
            return ""
        moment = stored_moment(now)
        self._execute(MOVE, (new, new not in ENDED, *_next(new), moment, ref))
        self._execute(END_QUESTION, (moment, ref))
        return f"{old} > {new}"

    def put(self, ref: str, values: dict[str, Any]) -> None:
        """Change some columns of a request; no other is touched."""
        assigned = ", ".join(f"{name} = ?" for name in values)
        self._execute(f"UPDATE prior_auth SET {assigned} WHERE ref = ?", (*values.values(), ref))

    def payer(self, name: str) -> int:
        """The number of the payer of this name, new or known."""
        known = name.lower()
        if known not in self._payers:
            self._payers[known] = self._prior_auths.payer(name)
        return self._payers[known]

    def _new_ref(self) -> str:
        """As PriorAuthRegister.new_ref, which takes most of the time of a long import."""
        signs = (SAYABLE, DIGITS, SAYABLE + DIGITS, DIGITS, SAYABLE)
        while True:
            one, two, three, four, five = map(secrets.choice, signs)
            ref = f"{one}{two}-{three}{four}{five}"
            if self._execute("SELECT 1 FROM prior_auth WHERE ref = ?", (ref,)).fetchone() is None:
                return ref

    def _referred(self, key: str, reference: str) -> list[str]:
        rows = self._execute(REFERRED, (self._reference(key, reference),))
        return [str(row[0]) for row in rows.fetchall()]

    def _reference(self, key: str, reference: str) -> str:
        return self.signed(f"{'fhir' if _is_fhir(key) else self._source}\nreference\n{reference}")


def _next(state: State) -> tuple[str, Level]:
    """The code of what comes next in a state, and who is needed for it."""
    to_come = steps_of(None, state)
    return (to_come[0].code, to_come[0].level) if to_come else ("", "anyone")


def _is_fhir(key: str) -> bool:
    return key.startswith("fhir ")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
