"""One run of an import, inside its act: what becomes of each thing that was read."""

from typing import Any

from kiosk.practice.files.incoming import Place
from storage.database import Act
from storage.import_items import Item, Items
from storage.import_linked import LinkedItems
from storage.import_links import DEED, Links
from storage.import_report import Tally
from storage.import_spool import Signed
from storage.prior_auth_rows import joined

OTHER_CONTENTS = "same id, other contents"
DISAGREE = "disagree under one reference"  # how the reader of worklists ends its words for it


class Run:
    """Takes up one thing after another; tally: what is told of them, act: the one it is in."""

    def __init__(self, items: Items, found: LinkedItems, tally: Tally, act: Act) -> None:
        self._items, self._found, self._tally, self._act = items, found, tally, act
        self._links = Links(items, found, act)
        self._answers: dict[int, Place] = {}  # what came and is told of once all has come
        self._is_changed = False

    @property
    def changed(self) -> bool:
        """Whether anything is to be saved."""
        return self._is_changed or self._links.changed

    def take(self, one: Signed) -> None:
        """Decide what becomes of one thing."""
        known = self._items.find(one)
        if one.kind == "answer":
            self._answer(one, known)
        elif known is None:
            self._new(one)
        elif known.digest == one.digest:
            self._same(one, known)
        elif one.is_again:
            self._disagreeing(one, known)
        else:
            self._update(one, known)

    def end(self) -> None:
        """Tell of the answers of this run, now that their requests had time to come."""
        self._items.write()
        for number, place in self._answers.items():
            self._links.tell(self._found.get(number), place, self._tally)

    def _new(self, one: Signed) -> None:
        said = self._said(one)
        values = {**said, "previous": None, "to_check": joined(one.check)}
        ref, state = self._items.add_prior_auth(values)
        number = self._items.add(one, ref, one.check, said)
        self._wrote("new", "prior auth imported", ref, f"> {state}")
        notes = one.check
        if one.names or one.earlier:
            self._items.write()
        if others := self._found.requests_with_name_of(number) if one.names else []:
            notes = (*notes, OTHER_CONTENTS)
            for each in (ref, *others):
                self._links.note(each, [OTHER_CONTENTS])
        if one.names or one.earlier:
            self._links.come(number)
            why = self._found.get(number).why
            notes = (*notes, why) if why else notes
        self._referred(said["payer_reference"])
        self._tally.look(one.place, notes)

    def _referred(self, *payer_references: str) -> None:
        """Requests got these references, or lost them: answers may have waited for that."""
        for one in filter(None, payer_references):
            if self._found.of_case(one):
                self._items.write()
                self._links.referred(one)

    def _said(self, one: Signed) -> dict[str, Any]:
        return {**one.said, "payer_id": self._items.payer(one.payer)}

    def _same(self, one: Signed, known: Item) -> None:
        """Nothing to do, unless this file names the payer that an earlier one did not."""
        ref = known.prior_auth
        if not one.payer or known.said.get("payer_id") != self._items.payer("") or ref is None:
            return self._tally.count("unchanged")
        row = self._items.prior_auth(ref)
        if row["payer_id"] != self._items.payer(""):
            return self._tally.count("unchanged")
        gone = set(known.notes) - set(one.check)
        notes = tuple(note for note in row["to_check"].splitlines() if note not in gone)
        said = {**known.said, "payer_id": self._items.payer(one.payer)}
        self._items.put(ref, {"payer_id": said["payer_id"], "to_check": joined(notes)})
        self._items.put_item(known, one, ref, one.check, said)
        self._wrote("updated", DEED, ref)
        self._links.come(known.id)

    def _disagreeing(self, one: Signed, known: Item) -> None:
        """Two rows of one run under one reference: which is right, only a person can say.

        The later one is remembered, so that it is known when the same file comes again.
        """
        if self._items.find_rival(one) is not None or known.prior_auth is None:
            return self._tally.count("unchanged")
        told = next((each for each in one.check if each.endswith(DISAGREE)), "")
        notes = (told or f"rows of two files {DISAGREE}",)
        self._links.note(known.prior_auth, notes)
        self._items.add(one, known.prior_auth, notes, {}, key=one.rival)
        self._wrote("", DEED, known.prior_auth)
        self._tally.look(one.place, notes)

    def _update(self, one: Signed, known: Item) -> None:
        """A later run says something else. What somebody edited here since stays as it is."""
        ref = str(known.prior_auth)
        row, said = self._items.prior_auth(ref), self._said(one)
        changed = {name for name, value in said.items() if value != known.said.get(name)}
        edited = {name for name in changed if row[name] not in (known.said.get(name), said[name])}
        notes = one.check
        if edited:
            names = ", ".join(sorted(edited)).replace("_id", "").replace("_", " ")
            notes = (*notes, f"the file changed what was edited here: {names}")
        taken = {name: said[name] for name in changed - edited}
        moved = self._put(ref, {**taken, "to_check": joined(notes)})
        self._items.forget_rivals(known)
        self._items.put_item(known, one, ref, notes, {**known.said, **said})
        self._wrote("updated", DEED, ref, moved)
        if "payer_reference" in taken:
            self._referred(known.said.get("payer_reference", ""), taken["payer_reference"])
        self._tally.look(one.place, notes)

    def _answer(self, one: Signed, known: Item | None) -> None:
        """A payer's answer: kept, and shown with its request once that is certain."""
        if known is None:
            number = self._items.add(one, None, one.check, self._said(one))
            self._items.write()
            self._wrote("new", DEED, None)
        elif self._tells_more(one, known):
            number = known.id
            self._wrote("updated", DEED, None)
        else:
            return self._tally.count("unchanged")
        self._links.come(number)
        self._answers[number] = one.place

    def _tells_more(self, one: Signed, known: Item) -> bool:
        """Whether this file names the request or the payer of an answer that another did not."""
        nobody, payer = self._items.payer(""), known.said.get("payer_id")
        names_request = bool(one.earlier) and known.earlier != one.earlier
        if names_request:
            self._items.name_earlier(known, one)
        names_payer = bool(one.payer) and payer in (None, nobody)
        if names_payer:
            said = {**known.said, "payer_id": self._items.payer(one.payer)}
            self._items.put_item(known, one, known.prior_auth, one.check, said)
        return names_request or names_payer

    def _put(self, ref: str, values: dict[str, Any]) -> str:
        """Change some columns, and the state with the answer; from and to, where it moved."""
        self._items.put(ref, values)
        if answer := values.get("answer"):
            return self._items.move(ref, answer, self._act.now)
        return self._items.send(ref, self._act.now) if values.get("submitted_at") else ""

    def _wrote(self, outcome: str, deed: str, ref: str | None, detail: str = "") -> None:
        self._is_changed = True
        if outcome:
            self._tally.count(outcome)
        if ref is not None:
            self._act.also(deed, f"prior auth {ref}", detail)
