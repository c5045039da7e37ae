"""The register of payers' answers that came without their request, and what is done about each."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast

from peewee import Query

from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.prior_auth_terms import Answer, PriorAuthRef
from kiosk.practice.prior_auths import PriorAuth
from kiosk.practice.values import dataclass
from storage.database import Act, Database
from storage.events import history, require_of_act
from storage.import_items import Items
from storage.import_linked import Linkable, LinkedItems, payer_answer
from storage.import_links import DEED, Links
from storage.prepared import Prepared
from storage.prior_auth_lists import MOST_LISTED
from storage.prior_auth_queries import ALONE
from storage.prior_auth_rows import save
from storage.prior_auths import PriorAuthRegister
from storage.tables.imports import ImportItemRow
from storage.tables.prior_auths import PayerRow, QuestionRow
from storage.tables.trail import TextRow
from storage.typed_texts import words_of

LONGEST_REASON = 300
BROUGHT_BACK = "That answer is not put aside any more."
ASIDE = (ImportItemRow.kind == "answer") & (ImportItemRow.linked == "aside")


@dataclass(frozen=True)
class AnswerAlone:
    """An answer that belongs to no request. check: why somebody must look at it.

    reason, by, at: of one that was put aside, why, by whom and when.
    """

    number: int
    payer: str
    answer: Answer | None
    answered_on: date | None
    authorization_number: str
    payer_reference: str
    check: tuple[str, ...]
    reason: str = ""
    by: PersonId | None = None
    at: datetime | None = None

    @property
    def is_aside(self) -> bool:
        """Whether somebody put it aside."""
        return self.at is not None


@dataclass(frozen=True)
class Attached:
    """What attaching an answer made of a request. first, last: its events about the request."""

    number: int
    before: PriorAuth
    after: PriorAuth
    at: datetime
    first: int
    last: int


@Prepared
def _reason(number: int) -> Query:
    """Why an answer was put aside."""
    with_text = ImportItemRow.select(words_of().alias("why")).join(TextRow)
    return with_text.where(ImportItemRow.id == number)


@Prepared
def _ask_again(ref: PriorAuthRef, ended_at: datetime) -> Query:
    """The question that ended at that moment is open as it was."""
    mine = (QuestionRow.prior_auth == ref) & (QuestionRow.ended_at == ended_at)
    return QuestionRow.update(ended_at=None).where(mine & QuestionRow.answered_by.is_null())


class AnswerRegister:
    """Each writing method is one act; all of them raise Refusal when the answer is settled."""

    def __init__(self, database: Database, prior_auths: PriorAuthRegister) -> None:
        self._database, self._prior_auths = database, prior_auths

    def alone(self) -> tuple[AnswerAlone, ...]:
        """Those that wait for their request, or for somebody to settle them, oldest first.

        At most MOST_LISTED of them.
        """
        return self._all(ALONE, ImportItemRow.id)

    def aside(self) -> tuple[AnswerAlone, ...]:
        """Those that were put aside, the latest to come first; at most MOST_LISTED of them."""
        return self._all(ASIDE, ImportItemRow.id.desc())

    def _all(self, which: Any, order: Any) -> tuple[AnswerAlone, ...]:
        with self._database.read():
            rows = ImportItemRow.select(ImportItemRow.id).where(which).order_by(order)
            return tuple(self._alone(row.id) for row in rows.limit(MOST_LISTED))

    def get(self, number: int) -> AnswerAlone:
        """One that waits or was put aside."""
        with self._database.read():
            item = ImportItemRow.get_or_none(ImportItemRow.id == number)
            if item is None or item.prior_auth_id is not None:
                raise Refusal(_belongs(item.prior_auth_id if item else None))
            return self._alone(number)

    def attach(self, number: int, ref: PriorAuthRef, person: Person) -> Attached:
        """Say which request an answer belongs to; it is shown there as if the file had said so."""
        with self._database.write(person.id, "answer attached", f"prior auth {ref}") as act:
            before, first = self._prior_auths.get(ref), act.number
            links, found = self._links(act)
            links.attach(_waiting(found, number), ref)
            last = links.wrote_about.get(ref, first)
            return Attached(number, before, self._prior_auths.get(ref), act.now, first, last)

    def detach(self, attached: Attached, person: Person) -> PriorAuth:
        """Take back that an answer was attached: the request is again as it was before.

        Raises Refusal when anything later was done about the request.
        """
        before, about = attached.before, f"prior auth {attached.before.ref}"
        with self._database.write(person.id, "answer attached, taken back", about) as act:
            require_of_act(about, attached.first, attached.last, person)
            act.says(undoes=attached.first)
            links, found = self._links(act)
            links.detach(found.get(attached.number))
            self.restore(before, attached.at, act)
            return before

    def put_aside(self, number: int, person: Person, reason: str) -> None:
        """Leave an answer without a request, until it is brought back, and say why."""
        with self._database.write(person.id, "answer put aside", _about(number)) as act:
            found = LinkedItems(self._database)
            one = _waiting(found, number)
            text = act.keep(reason, LONGEST_REASON)
            found.relink(one, None, "aside", one.why)
            changed = ImportItemRow.update(reason=text.id)
            changed.where(ImportItemRow.id == number).execute()

    def bring_back(self, number: int, person: Person) -> PriorAuthRef | None:
        """What was put aside waits again; its request, if that has come meanwhile."""
        with self._database.write(person.id, "answer brought back", _about(number)) as act:
            links, found = self._links(act)
            one = found.get(number) if self.get(number).is_aside else None
            if one is None:
                raise Refusal(BROUGHT_BACK)
            found.relink(one, None, "", one.why)
            ImportItemRow.update(reason=None).where(ImportItemRow.id == number).execute()
            links.come(number)
            ref = found.get(number).prior_auth
            return PriorAuthRef(ref) if ref else None

    def referred(self, payer_references: Iterable[str], act: Act) -> None:
        """A request got or lost these: find anew where their answers belong, inside an act."""
        links, _ = self._links(act)
        for one in filter(None, payer_references):
            links.referred(one)

    def _links(self, act: Act) -> tuple[Links, LinkedItems]:
        found = LinkedItems(self._database)
        return Links(Items(self._database, "", self._prior_auths), found, act), found

    def restore(self, before: PriorAuth, asked_until: datetime, act: Act) -> None:
        """What no rule finds again, inside an act: where a request stood, and what was asked."""
        now = self._prior_auths.get(before.ref)
        if now == before:
            return
        moved = f"{now.state} > {before.state}" if now.state != before.state else ""
        act.also(DEED, f"prior auth {before.ref}", moved)
        save(now, before)
        _ask_again.run(before.ref, asked_until)

    def _alone(self, number: int) -> AnswerAlone:
        one = LinkedItems(self._database).get(number)
        payer = PayerRow.get_by_id(one.payer).name if one.payer else ""
        said = one.said
        told = payer_answer({**said, "answer": said["answer"] or "pended"})
        return AnswerAlone(
            one.number,
            payer,
            cast("Answer | None", said["answer"]),
            told.answered_on,
            told.authorization_number,
            told.payer_reference,
            (*one.check, one.why) if one.why else one.check,
            *(self._aside(number) if one.linked == "aside" else ()),
        )

    def _aside(self, number: int) -> tuple[str, PersonId | None, datetime]:
        """Why it was put aside, by whom and when."""
        words = _reason.row(number).why
        latest = history.rows(_about(number))[-1]
        return words, PersonId(latest.by) if latest.by else None, self._database.local(latest.at)


def _about(number: int) -> str:
    return f"answer {number}"


def _belongs(ref: str | None) -> str:
    return f"That answer belongs to {ref} already." if ref else "That answer is settled already."


def _waiting(found: LinkedItems, number: int) -> Linkable:
    item = ImportItemRow.get_or_none(ImportItemRow.id == number)
    if item is None or item.prior_auth_id is not None:
        raise Refusal(_belongs(item.prior_auth_id if item else None))
    if item.linked:
        raise Refusal("That answer is put aside already.")
    return found.get(number)
