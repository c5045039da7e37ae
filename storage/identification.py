"""How a person becomes known to a terminal: by name and PIN, badge, one-time code, SSH key.

Each try is verified inside its own act and told only after the commit, so that no kill gives a
free one; unknown badge and wrong PIN take the same work and the same words.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from peewee import Expression, Query, fn

from kiosk.practice import people
from kiosk.practice.errors import Refusal
from kiosk.practice.people import NOT_KNOWN, PeoplePolicy, Person, PersonId
from storage.database import Database
from storage.people import PeopleRegister
from storage.prepared import Prepared
from storage.secrets import Secrets
from storage.settings import SettingsRegister
from storage.tables.people import PersonRow
from storage.tables.trail import EventRow

REFUSED = ("PIN refused", "badge refused", "code refused")
ACCEPTED = ("PIN accepted", "badge accepted", "code accepted")
MOST_COUNTED = 200  # wrong tries in a row; long before that one waits as long as it gets


class Identification:
    """Every method gives back the person, or raises Refusal in words for whoever stands there."""

    def __init__(
        self,
        database: Database,
        settings: SettingsRegister,
        secrets: Secrets,
        everyone: PeopleRegister,
    ) -> None:
        self._database, self._settings, self._secrets = database, settings, secrets
        self._people = everyone

    def with_pin(self, person: Person, pin: str) -> Person:
        """This person, if that is their PIN."""
        if not pin:
            raise Refusal("Type your PIN.")
        return self._try("PIN", person.id, pin)

    def with_badge(self, badge: str) -> Person:
        """The person whose badge this is."""
        signed = self._secrets.find_by("badge", badge)
        with self._database.read():
            row = _with_badge.row(signed)
        return self._try("badge", PersonId(row.id) if row else None, badge)

    def knows_badge(self, badge: str) -> bool:
        """Whether somebody has this badge. This lets nobody in, and is no try."""
        with self._database.read():
            return _with_badge.row(self._secrets.find_by("badge", badge)) is not None

    def with_code(self, person: Person, code: str) -> Person:
        """This person, if that is their one-time code; they set a PIN next, see set_pin."""
        return self._try("code", person.id, people.as_code(code))

    def with_key(self, person: PersonId) -> Person:
        """The person whose SSH key let them in; sshd has verified it. Raises NotAllowed if gone."""
        with self._database.write(person, "key accepted", f"person {person}"):
            return self._people.get(person)

    def set_pin(self, person: Person, code: str, pin: str) -> Person:
        """Set a PIN with a one-time code, which is used up by it."""
        people.check_pin(pin, self._settings.current().people)
        hashed = self._secrets.hash("PIN", pin)
        about = f"person {person.id}"
        with self._database.write(person.id, "PIN set", about, right="anyone") as act:
            row = self._row(person.id, act.now)
            typed = people.as_code(code)
            if row is None or not self._secrets.is_right(
                self._hashed(row, "code", act.now), "code", typed
            ):
                raise Refusal(NOT_KNOWN)
            values = {"pin": hashed, "code": None, "code_until": None}
            PersonRow.update(values).where(PersonRow.id == person.id).execute()
        return self._people.get(person.id)

    def _try(self, what: str, person: PersonId | None, secret: str) -> Person:
        """One try. REFUSED and ACCEPTED are the deeds it may become."""
        about = f"person {person}" if person else ""
        with self._database.write(person, f"{what} refused", about, right="anyone") as act:
            policy = self._settings.current().people
            self._may_try(what, about, act.now, policy)
            row = self._row(person, act.now)
            hashed = self._hashed(row, what, act.now)
            right = self._secrets.is_right(hashed, what, secret)
            if right:
                act.says(deed=f"{what} accepted")
        if not right or person is None:
            raise Refusal(NOT_KNOWN)
        return self._people.get(person)

    def _row(self, person: PersonId | None, now: datetime) -> Any:
        """The person's secrets, if they work here today."""
        day = self._database.clock.working_day(now)
        if person is None or not self._people.get(person).works_here(day):
            return None
        return _secrets_of.row(person)

    def _hashed(self, row: Any, what: str, now: datetime) -> str | None:
        if row is None:
            return None
        if what == "code" and (row.code_until is None or row.code_until < now):
            return None
        found: str | None = {"PIN": row.pin, "badge": row.badge_hash, "code": row.code}[what]
        return found

    def _may_try(self, what: str, about: str, now: datetime, policy: PeoplePolicy) -> None:
        here = _wrong_here.rows(self._database.terminal)
        people.may_try(len(here), _since_last(here, now), policy)
        if what == "PIN":
            own = _wrong_pins.rows(about)
            people.may_use_pin(len(own), _since_last(own, now), policy)


def _since_last(tries: list[Any], now: datetime) -> timedelta:
    return now - tries[0].at if tries else timedelta()


@Prepared
def _with_badge(signed: str) -> Query:
    return PersonRow.select(PersonRow.id).where(PersonRow.badge == signed)


@Prepared
def _secrets_of(person: PersonId) -> Query:
    hashes = (PersonRow.pin, PersonRow.badge_hash, PersonRow.code, PersonRow.code_until)
    return PersonRow.select(*hashes).where(PersonRow.id == person)


@Prepared
def _wrong_here(terminal: str) -> Query:
    return _wrong_in_a_row(EventRow.terminal == terminal, ACCEPTED, REFUSED)


@Prepared
def _wrong_pins(about: str) -> Query:
    right = ("PIN accepted", "PIN set")
    return _wrong_in_a_row(EventRow.about == about, right, ("PIN refused",))


def _wrong_in_a_row(where: Expression, right: Iterable[str], wrong: Iterable[str]) -> Query:
    """The wrong tries since the last right one, the newest first."""
    tries = EventRow.select(EventRow.at).where(where).order_by(EventRow.id.desc())
    last = EventRow.select(EventRow.id).where(where, EventRow.deed.in_(right))
    since = EventRow.id > fn.COALESCE(last.order_by(EventRow.id.desc()).limit(1), 0)
    return tries.where(EventRow.deed.in_(wrong), since).limit(MOST_COUNTED)
