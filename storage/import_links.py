"""Which request an answer or a later request belongs to, and what that makes of the request.

What comes later may make a link possible, or doubtful. So links are found anew whenever something
comes that has to do with them, and what a request shows follows from all that belongs to it: the
order in which files come does not matter. What somebody settled by hand stays as they settled it.
"""

from collections.abc import Iterable
from typing import Any

from kiosk.practice.files.incoming import Place
from kiosk.practice.files.told import AFTER_END, DISAGREE, Told
from kiosk.practice.prior_auth_terms import ENDED
from storage.database import Act
from storage.import_items import Items
from storage.import_linked import (
    EARLIER_NOT_CERTAIN,
    EARLIER_NOT_KNOWN,
    NO_PAYER,
    NOT_KNOWN,
    SEVERAL,
    Link,
    Linkable,
    LinkedItems,
    payer_answer,
)
from storage.import_report import Finding, Tally
from storage.import_spool import ANSWERED, facts_of
from storage.prior_auth_rows import joined

EDITED = "the file's answer is not the one that was noted here"
DOUBTFUL = "it is not certain that the answer noted here is for this request"
HAS_ENDED = "its request has ended here; the answer is kept and not shown"
NOT_SHOWN = "another answer counts, for this one is older; it is kept"
DEED = "prior auth updated by import"
MOST_NOTES = 20  # reasons to look at one request
SETTLED = ("hand", "aside")


class Links:
    """The links of one act, and the only way in which an answer changes a request."""

    def __init__(self, items: Items, found: LinkedItems, act: Act) -> None:
        self._items, self._found, self._act = items, found, act
        self.changed = False
        self.wrote_about: dict[str, int] = {}  # the latest event about each request

    def come(self, number: int) -> None:
        """Find the links of something that has just come, and of all that waited for it."""
        one = self._found.get(number)
        self._link(one)
        if one.kind == "request":
            for other in self._found.waiting_for(one):
                self._link(self._found.get(other))

    def _link(self, one: Linkable) -> None:
        if one.kind == "answer":
            self._link_answer(one)
        elif one.earlier:
            self._link_request(one)

    def _link_answer(self, one: Linkable) -> None:
        """Put an answer beside the one request that it certainly belongs to, if there is one."""
        if one.linked in SETTLED:
            return
        ref, how, why = self._request_of(one)
        if (ref, how) != (one.prior_auth, one.linked) or why != one.why:
            self._put(one, ref, how, why)
            if "file" in (how, one.linked) or "reference" in (how, one.linked):
                self._link_others(one)

    def _link_others(self, one: Linkable) -> None:
        for other in self._found.of_same_case(one):
            self._link_answer(self._found.get(other))

    def referred(self, payer_reference: str) -> None:
        """Find anew the links of the answers with a reference that a request got, or lost."""
        for number in self._found.of_case(payer_reference):
            self._link_answer(self._found.get(number))

    def attach(self, one: Linkable, ref: str) -> None:
        """Somebody says which request an answer belongs to; others of its case follow it."""
        self._put(one, ref, "hand")
        self._link_others(one)

    def detach(self, one: Linkable) -> None:
        """What somebody said of an answer no longer holds; the rule decides about it again."""
        self._put(one, None, "")
        self._link_answer(self._found.get(one.number))
        self._link_others(one)

    def _put(self, one: Linkable, ref: str | None, how: Link, why: str = "") -> None:
        refs = [each for each in dict.fromkeys((one.prior_auth, ref)) if each]
        before = {each: self._found.told(each) for each in refs}
        self._found.relink(one, ref, how, why)
        self.changed = True
        for each in refs:
            self._settle(each, before[each], (how if each == ref else one.linked) == "typed")

    def _request_of(self, one: Linkable) -> tuple[str | None, Link, str]:
        """The request of an answer, how it was found, and why not where it was not."""
        if one.earlier and (ref := self._found.of_key(one.earlier)):
            return ref, "file", ""
        if one.payer is None:
            return None, "", NO_PAYER
        ways: tuple[tuple[Link, list[str]], ...] = (
            ("reference", self._found.requests_named(one)),
            ("case", self._found.requests_of_case(one)),
            ("typed", self._found.requests_typed(one)),
        )
        for how, found in ways:
            if len(found) == 1:
                return found[0], how, ""
            if found:
                return None, "", SEVERAL
        return None, "", NOT_KNOWN

    def _link_request(self, one: Linkable) -> None:
        """Link a request with the earlier one that it changes or cancels, where that is certain."""
        found = [ref for ref in [self._found.of_key(one.earlier)] if ref]
        found = found or self._found.requests_called(one)
        ref = found[0] if len(found) == 1 else None
        why = "" if ref else EARLIER_NOT_CERTAIN if found else EARLIER_NOT_KNOWN
        own = str(one.prior_auth)
        old = self._items.prior_auth(own)["previous"]
        if (ref, why) == (old, one.why):
            return
        refs = [each for each in dict.fromkeys((old, ref)) if each]
        before = {each: self._found.told(each) for each in refs}
        self._items.put(own, {"previous": ref})
        self._change_notes(own, [one.why], [why])
        self._found.relink(one, own, one.linked, why)
        self.wrote(own)
        for each in refs:
            self._settle(each, before[each])

    def _settle(self, ref: str, before: Told, is_typed: bool = False) -> None:
        """Make a request show what files say of it now, but for what somebody did here since.

        before: what they said until now. is_typed: the payer's reference was typed here, and an
        answer was found by it.
        """
        after, row = self._found.told(ref), self._items.prior_auth(ref)
        state, is_sent = self._items.state(ref), bool(row["submitted_at"])
        stood, stands = before.state(is_sent), after.state(is_sent)
        has = {name: row[name] for name in ANSWERED}
        was, says = facts_of(before.answer), facts_of(after.answer)
        is_over = state in ENDED and state != stood
        is_doubtful = after.answer is None and state != stood
        is_decided = has["answer"] not in (None, "pended")  # a decision may follow what was put off
        is_edited = is_decided and (has != was or is_doubtful)
        values: dict[str, Any] = {}
        notes = [*after.notes]
        if was != says and not is_over:
            values |= {} if is_edited else says
            notes += [DOUBTFUL if is_doubtful else EDITED] if is_edited and has != says else []
        is_kept = is_over or is_doubtful or is_typed
        if not is_kept and row["payer_reference"] in ("", _case(before)):
            values["payer_reference"] = _case(after)
        changed = {name: value for name, value in values.items() if value != row[name]}
        self._items.put(ref, changed)
        noted = self._change_notes(ref, before.notes, notes)
        moved = ""
        if stands not in (stood, state) and not is_over and (after.is_cancelled or not is_edited):
            moved = self._items.stand(ref, state, stands, self._act.now)
        if changed or noted or moved:
            self.wrote(ref, moved)

    def tell(self, one: Linkable, place: Place, tally: Tally) -> None:
        """Tell what became of an answer: why to look at it, and why it is kept but not shown."""
        reasons = [*one.check, one.why] if one.why else [*one.check]
        if one.prior_auth and one.said["answer"]:
            told, row = self._found.told(one.prior_auth), self._items.prior_auth(one.prior_auth)
            has, says = {name: row[name] for name in ANSWERED}, facts_of(payer_answer(one.said))
            reasons += [why for why in told.notes if why in (DISAGREE, AFTER_END)]
            if has != says and self._items.state(one.prior_auth) in ENDED:
                tally.find(Finding(place, "kept", HAS_ENDED))
            elif has != facts_of(told.answer):
                reasons.append(EDITED)
            elif has != says and DISAGREE not in told.notes:
                tally.find(Finding(place, "kept", NOT_SHOWN))
        tally.look(place, reasons)

    def note(self, ref: str, notes: Iterable[str]) -> None:
        """Note why somebody must look at a request, beside what is noted already."""
        self._change_notes(ref, (), notes)

    def _change_notes(self, ref: str, before: Iterable[str], after: Iterable[str]) -> bool:
        """Take away what is no longer so and add what is new; what was settled stays away."""
        had, new = set(before) - {""}, [one for one in dict.fromkeys(after) if one]
        lines: list[str] = self._items.prior_auth(ref)["to_check"].splitlines()
        left = [one for one in lines if one not in had or one in new]
        left += [one for one in new if one not in had and one not in left]
        if left != lines:
            self._items.put(ref, {"to_check": joined(left[:MOST_NOTES])})
        return left != lines

    def wrote(self, ref: str, detail: str = "") -> None:
        """A request was changed by a file: say so in its history."""
        self.changed = True
        self._act.also(DEED, f"prior auth {ref}", detail)
        self.wrote_about[ref] = self._act.number


def _case(told: Told) -> str:
    return told.answer.payer_reference if told.answer else ""
