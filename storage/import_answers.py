"""The register of payers' answers that came without their request, and what is done about each."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.prior_auths import Answer, PriorAuth, PriorAuthRef
from storage.database import Database
from storage.import_items import Items
from storage.import_linked import Linkable, LinkedItems, payer_answer
from storage.import_links import Links
from storage.models import ImportItemRow, PayerRow
from storage.prior_auth_lists import MOST_LISTED
from storage.prior_auth_queries import ALONE
from storage.prior_auths import PriorAuthRegister

LONGEST_REASON = 300


@dataclass(frozen=True)
class AnswerAlone:
    """An answer that belongs to no request yet. check: why somebody must look at it."""

    number: int
    payer: str
    answer: Answer | None
    answered_on: date | None
    authorization_number: str
    payer_reference: str
    check: tuple[str, ...]


class AnswerRegister:
    """Each writing method is one act; all of them raise Refusal when the answer is settled."""

    def __init__(self, database: Database, prior_auths: PriorAuthRegister) -> None:
        self._database, self._prior_auths = database, prior_auths

    def alone(self) -> tuple[AnswerAlone, ...]:
        """Those that wait for their request, or for somebody to settle them, oldest first.

        At most MOST_LISTED of them.
        """
        with self._database.read():
            payers = {int(row.id): str(row.name) for row in PayerRow.select()}
            found = LinkedItems(self._database)
            rows = ImportItemRow.select(ImportItemRow.id).where(ALONE).order_by(ImportItemRow.id)
            first = rows.limit(MOST_LISTED)
            return tuple(_alone(found.get(row.id), payers) for row in first)

    def attach(self, number: int, ref: PriorAuthRef, person: Person) -> PriorAuth:
        """Say which request an answer belongs to; it is shown there as if the file had said so."""
        with self._database.write(person.id, "answer attached", f"prior auth {ref}") as act:
            self._prior_auths.get(ref)  # refuses one that is not there
            found = LinkedItems(self._database)
            one = _waiting(found, number)
            items = Items(self._database, "", self._prior_auths)
            Links(items, found, act).attach(one, ref)
            return self._prior_auths.get(ref)

    def put_aside(self, number: int, person: Person, reason: str) -> None:
        """Leave an answer without a request, for good, and say why."""
        with self._database.write(person.id, "answer put aside", f"answer {number}") as act:
            found = LinkedItems(self._database)
            one = _waiting(found, number)
            text = act.keep(reason, LONGEST_REASON)
            found.relink(one, None, "aside", one.why)
            changed = ImportItemRow.update(reason=text.id)
            changed.where(ImportItemRow.id == number).execute()


def _waiting(found: LinkedItems, number: int) -> Linkable:
    is_there = ImportItemRow.select().where(ALONE, ImportItemRow.id == number).exists()
    if not is_there:
        raise Refusal("That answer is settled already.")
    return found.get(number)


def _alone(one: Linkable, payers: dict[int, str]) -> AnswerAlone:
    said = one.said
    told = payer_answer({**said, "answer": said["answer"] or "pended"})
    return AnswerAlone(
        one.number,
        payers.get(one.payer, "") if one.payer else "",
        cast("Answer | None", said["answer"]),
        told.answered_on,
        told.authorization_number,
        told.payer_reference,
        (*one.check, one.why) if one.why else one.check,
    )
