"""How a person becomes known to a terminal: by name and PIN, by badge, by one-time code.

Each try is verified inside its own act and told only after the commit, so that no kill gives a
free one; unknown badge and wrong PIN take the same work and the same words.
"""

from datetime import datetime, timedelta

from kiosk.practice import people
from kiosk.practice.errors import Refusal
from kiosk.practice.people import NOT_KNOWN, PeoplePolicy, Person, PersonId
from storage.database import Database
from storage.models import EventRow, PersonRow
from storage.people import PeopleRegister
from storage.secrets import Secrets
from storage.settings import SettingsRegister

REFUSED = ("PIN refused", "badge refused", "code refused")
ACCEPTED = ("PIN accepted", "badge accepted", "code accepted")


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
            row = PersonRow.get_or_none(PersonRow.badge == signed)
        return self._try("badge", PersonId(row.id) if row else None, badge)

    def with_code(self, person: Person, code: str) -> Person:
        """This person, if that is their one-time code; they set a PIN next, see set_pin."""
        return self._try("code", person.id, people.as_code(code))

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

    def _row(self, person: PersonId | None, now: datetime) -> PersonRow | None:
        """The person's row, if they work here today."""
        if person is None or not self._people.get(person).works_here(now.date()):
            return None
        found: PersonRow | None = PersonRow.get_or_none(PersonRow.id == person)
        return found

    def _hashed(self, row: PersonRow | None, what: str, now: datetime) -> str | None:
        if row is None:
            return None
        if what == "code" and (row.code_until is None or row.code_until < now):
            return None
        found: str | None = {"PIN": row.pin, "badge": row.badge_hash, "code": row.code}[what]
        return found

    def _may_try(self, what: str, about: str, now: datetime, policy: PeoplePolicy) -> None:
        here = EventRow.terminal == self._database.terminal
        people.may_try(*self._wrong_since(here, ACCEPTED, REFUSED, now), policy)
        if what == "PIN":
            own = EventRow.about == about
            wrong = self._wrong_since(own, ("PIN accepted", "PIN set"), ("PIN refused",), now)
            people.may_use_pin(*wrong, policy)

    def _wrong_since(
        self, where: object, right: tuple[str, ...], wrong: tuple[str, ...], now: datetime
    ) -> tuple[int, timedelta]:
        """How many wrong tries in a row, and how long ago the last one was."""
        latest = EventRow.select(EventRow.deed, EventRow.at).where(where)
        tries = latest.where(EventRow.deed.in_([*right, *wrong])).order_by(EventRow.id.desc())
        count, last = 0, now
        for event in tries.limit(200):
            if event.deed in right:
                break
            last = event.at if not count else last
            count += 1
        return count, now - last
