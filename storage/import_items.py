"""Rows of imports and of what they became, in plain SQL: a file may have 100,000 of them."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kiosk.practice.files.incoming import Incoming
from kiosk.practice.files.told import PayerAnswer
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
ITEM = ("key", "digest", "reference", "kind", "prior_auth_id", "to_check", "said", "earlier")
FIND = f"SELECT id, {', '.join(ITEM)} FROM import_item WHERE key = ?"
ADD = (
    f"INSERT INTO import_item (source, {', '.join(ITEM)}) VALUES (?, {', '.join('?' * len(ITEM))})"
)
PUT = "UPDATE import_item SET digest = ?, prior_auth_id = ?, to_check = ?, said = ? WHERE id = ?"
EARLIER = "UPDATE import_item SET earlier = ? WHERE id = ?"
ADD_NAME = "INSERT INTO import_name (item_id, name) VALUES (?, ?)"
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
    earlier: str  # the signature of the request that it names as certain, or as the earlier one


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
    return {"payer_reference": item.payer_reference, **facts_of(item)}


def facts_of(said: Incoming | PayerAnswer | None) -> dict[str, Any]:
    """The columns of an answer alone; empty ones where there is none."""
    if said is None:
        return {**dict.fromkeys(ANSWERED), "authorization_number": ""}
    return {
        "answer": said.answer,
        "answered_on": _day(said.answered_on),
        "authorization_number": said.authorization_number,
        "valid_from": _day(said.valid_from),
        "valid_to": _day(said.valid_to),
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
        notes, said = tuple(row[6].splitlines()), json.loads(row[7])
        return Item(row[0], row[2], row[5], notes, said, row[8])

    def add(
        self,
        key: str,
        item: Incoming,
        ref: str | None,
        notes: Iterable[str],
        said: dict[str, Any],
    ) -> int:
        """Remember something new, and what it is called; the number that it gets."""
        named = self._reference(item.key, item.reference) if item.reference else ""
        digest, earlier = self.signed(item.digest), self.earlier_of(item)
        row = (key, digest, named, item.kind, ref, joined(notes), json.dumps(said), earlier)
        number = int(self._execute(ADD, (self._source, *row)).lastrowid or 0)
        names = [self._reference(item.key, one) for one in item.names]
        if item.kind == "answer" and item.payer_reference:
            names.append(self._reference(item.key, f"case {item.payer_reference}"))
        for name in dict.fromkeys(names):
            self._execute(ADD_NAME, (number, name))
        return number

    def earlier_of(self, item: Incoming) -> str:
        """How the request is remembered that an answer certainly has, or a request changes."""
        named = item.answers or item.previous
        if item.kind == "answer" or _is_fhir(named):
            return self.key_of(named) if named else ""
        return self._reference(item.key, named) if named else ""

    def name_earlier(self, known: Item, item: Incoming) -> None:
        """A later file tells which request an answer certainly has."""
        self._execute(EARLIER, (self.earlier_of(item), known.id))

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
        return self.move(ref, "pended", now) if self.state(ref) == "to do" else ""

    def move(self, ref: str, answer: Answer, now: datetime) -> str:
        """Move a request to where this answer puts it; from and to as the trail says it.

        One that has ended here stays so, whatever a file says later.
        """
        old, new = self.state(ref), STATE_AFTER[answer]
        return "" if old == new or old in ENDED else self.stand(ref, old, new, now)

    def state(self, ref: str) -> State:
        """Where a request stands."""
        state: State = self._execute(STATE, (ref,)).fetchone()[0]
        return state

    def stand(self, ref: str, old: State, new: State, now: datetime) -> str:
        """Let a request stand elsewhere, and end what was asked; from and to for the trail."""
        moment = stored_moment(now)
        self._execute(MOVE, (new, new not in ENDED, *_next(new), moment, ref))
        self._execute(END_QUESTION, (moment, ref))
        return f"{old} > {new}"

    def put(self, ref: str, values: dict[str, Any]) -> None:
        """Change some columns of a request; no other is touched."""
        if not values:
            return
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
