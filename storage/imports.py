"""The register of what files said, and what became of it.

Of a file's own names for things (references, keys) only signatures are kept: they are known again
when they come again, and tell nothing. One run is one act, however many files and rows it has.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kiosk.practice.errors import Refusal
from kiosk.practice.files.columns import plain
from kiosk.practice.files.incoming import Incoming, Reading
from storage.database import Act, Database
from storage.import_items import ANSWERED, Item, Items, answer_of, request_of
from storage.import_report import Report, Tally
from storage.models import ImportMapRow
from storage.prior_auths import PriorAuthRegister, joined

MOST_NOTES = 20  # reasons to look at one request
SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
NOT_KNOWN = "its request is not known here"
DISAGREE = "disagree under one reference"  # how the reader of worklists ends its words for it


class _RolledBack(Exception):
    """Ends an act of which nothing is to stay."""


class ImportRegister:
    """What was imported, so that importing again changes nothing."""

    def __init__(self, database: Database, prior_auths: PriorAuthRegister) -> None:
        self._database, self._prior_auths = database, prior_auths

    def take(
        self,
        source: str,
        items: Iterable[Incoming],
        reading: Reading,
        *,
        dry_run: bool = False,
        all_or_nothing: bool = False,
    ) -> Report:
        """Take up what readers yield, as one act; without anything new there is no act at all.

        source: which system the files come from; the references of two sources are not the same.
        items: may be endless as far as memory goes; whatever they raise undoes all. reading: what
        the readers tell beside. dry_run: find out, and write nothing. all_or_nothing: write
        nothing when anything was refused. Raises Refusal for a source that is no short code.
        """
        _require_code(source)
        tally, written = Tally(), False
        try:
            with self._database.write(None, "file imported", f"import {source}") as act:
                run = _Run(Items(self._database, source, self._prior_auths), tally, act)
                for item in items:
                    tally.take_left(reading)
                    run.take(item)
                tally.take_left(reading)
                refused = all_or_nothing and tally.counts.get("refused", 0) > 0
                if dry_run or refused or not run.changed:
                    raise _RolledBack
            written = True
        except _RolledBack:
            pass
        return tally.report(reading.patient_values_dropped, written)

    def mapping(self, source: str, header: Sequence[str]) -> dict[str, str]:
        """What was told about these columns of a source: header to field, "" for not read."""
        with self._database.read():
            rows = ImportMapRow.select().where(ImportMapRow.source == source)
            told = {row.header: row.field for row in rows}
        known = ((name, self._signed(name)) for name in header)
        return {name: told[signed] for name, signed in known if signed in told}

    def keep_mapping(self, source: str, mapping: dict[str, str]) -> None:
        """Keep what somebody told about columns; what is known already is no act.

        Only signatures of the headers are kept: in a file that has none, the first row stands in
        their place. Raises Refusal for a source that is no short code.
        """
        _require_code(source)
        known = self.mapping(source, list(mapping))
        new = {name: told for name, told in mapping.items() if known.get(name) != told}
        if not new:
            return
        with self._database.write(None, "import columns told", f"import {source}"):
            for name, told in new.items():
                row = ImportMapRow.insert(source=source, header=self._signed(name), field=told)
                key = [ImportMapRow.source, ImportMapRow.header]
                row.on_conflict(conflict_target=key, update={"field": told}).execute()

    def _signed(self, header: str) -> str:
        return self._database.key.sign("import column", plain(header))


def _require_code(source: str) -> None:
    if not SOURCE.fullmatch(source):
        raise Refusal("A source is named with up to 40 small letters, digits and hyphens.")


class _Run:
    """One run of an import, inside its act."""

    def __init__(self, items: Items, tally: Tally, act: Act) -> None:
        self._items, self._tally, self._act = items, tally, act
        self._seen: set[bytes] = set()  # short signatures of the keys that came in this run
        self.changed = False

    def take(self, item: Incoming) -> None:
        """Decide what becomes of one thing."""
        key = self._items.key_of(item.key)
        known = self._items.find(key)
        ways: dict[str, Callable[[Incoming, str, Item | None], None]]
        ways = {"request": self._request, "answer": self._answer}
        ways[item.kind](item, key, known)
        self._seen.add(bytes.fromhex(key)[:16])

    def _request(self, item: Incoming, key: str, known: Item | None) -> None:
        if known is None:
            self._new(item, key)
        elif known.digest == self._items.signed(item.digest):
            self._same(item, known)
        elif bytes.fromhex(key)[:16] in self._seen:
            self._disagreeing(item, known)
        else:
            self._update(item, known)

    def _new(self, item: Incoming, key: str) -> None:
        previous, notes = self._items.previous_of(item)
        notes = (*item.check, *notes)
        if self._items.has_other_contents(item):
            notes = (*notes, "same id, other contents")
        said = {**request_of(item, self._items.payer(item.payer)), "previous": previous}
        ref, state = self._items.add_prior_auth({**said, "to_check": joined(notes)})
        self._items.add(key, item, ref, notes, said)
        self._wrote("new", "prior auth imported", ref, f"> {state}")
        self._tally.look(item.place, notes)
        if previous and item.answer == "cancelled":
            self._cancel(previous)

    def _cancel(self, ref: str) -> None:
        """A later request of the same file cancels this one, which it names as related."""
        moved = self._items.move(ref, "cancelled", self._act.now)
        if moved:
            self._wrote("", "prior auth updated by import", ref, moved)

    def _same(self, item: Incoming, known: Item) -> None:
        """Nothing to do, unless this file names the payer that an earlier one did not."""
        nobody = self._items.payer("")
        ref = known.prior_auth
        if not item.payer or known.said.get("payer_id") != nobody or ref is None:
            return self._tally.count("unchanged")
        row = self._items.prior_auth(ref)
        if row["payer_id"] != nobody:
            return self._tally.count("unchanged")
        gone = set(known.notes) - set(item.check)
        notes = tuple(one for one in row["to_check"].splitlines() if one not in gone)
        said = {**known.said, "payer_id": self._items.payer(item.payer)}
        self._items.put(ref, {"payer_id": said["payer_id"], "to_check": joined(notes)})
        self._items.put_item(known, item, ref, item.check, said)
        self._wrote("updated", "prior auth updated by import", ref)

    def _disagreeing(self, item: Incoming, known: Item) -> None:
        """Two rows of one run under one reference: which is right, only a person can say.

        The later one is remembered, so that it is known when the same file comes again.
        """
        key = self._items.key_of(f"{item.key}\n{item.digest}")
        if self._items.find(key) is not None or known.prior_auth is None:
            return self._tally.count("unchanged")
        told = next((one for one in item.check if one.endswith(DISAGREE)), "")
        notes = (told or f"rows of two files {DISAGREE}",)
        self._note(known.prior_auth, notes)
        self._items.add(key, item, known.prior_auth, notes, {})
        self._wrote("", "prior auth updated by import", known.prior_auth)
        self._tally.look(item.place, notes)

    def _update(self, item: Incoming, known: Item) -> None:
        """A later run says something else. What somebody edited here since stays as it is."""
        ref = str(known.prior_auth)
        row, said = self._items.prior_auth(ref), request_of(item, self._items.payer(item.payer))
        changed = {name for name, value in said.items() if value != known.said.get(name)}
        edited = {name for name in changed if row[name] not in (known.said.get(name), said[name])}
        notes = item.check
        if edited:
            names = ", ".join(sorted(edited)).replace("_id", "").replace("_", " ")
            notes = (*notes, f"the file changed what was edited here: {names}")
        taken = {name: said[name] for name in changed - edited}
        moved = self._put(ref, {**taken, "to_check": joined(notes)})
        self._items.forget_rivals(known)
        self._items.put_item(known, item, ref, notes, {**known.said, **said})
        self._wrote("updated", "prior auth updated by import", ref, moved)
        self._tally.look(item.place, notes)

    def _answer(self, item: Incoming, key: str, known: Item | None) -> None:
        """A payer's answer: shown with its request where that is certain, else only counted."""
        found = self._items.find(self._items.key_of(item.answers)) if item.answers else None
        ref = found.prior_auth if found else None
        if known is not None and (known.prior_auth is not None or ref is None):
            return self._tally.count("unchanged")
        notes = item.check if ref else (*item.check, NOT_KNOWN)
        said, moved = answer_of(item), ""
        if ref is not None:
            why, moved = self._apply(ref, said)
            notes = (*notes, *why)
            self._note(ref, notes)
        if known is None:
            self._items.add(key, item, ref, notes, said)
        else:
            self._items.put_item(known, item, ref, notes, said)
        self._wrote("updated" if known else "new", "prior auth updated by import", ref, moved)
        self._tally.look(item.place, notes)

    def _apply(self, ref: str, said: dict[str, Any]) -> tuple[tuple[str, ...], str]:
        """Put an answer beside its request, unless a better one is there.

        Why to look at it, and from where to where the request was moved.
        """
        row = self._items.prior_auth(ref)
        has = {name: row[name] for name in ANSWERED}
        if has["answer"] is None or has == {name: said[name] for name in ANSWERED}:
            return (), self._put(ref, _not_emptied(said))
        if not self._items.came_from_file(ref, has):
            return ("the file's answer is not the one that was noted here",), ""
        days = (has["answered_on"] or "", said["answered_on"] or "")
        is_older, is_newer = (days[0] > days[1], days[0] < days[1]) if all(days) else (False, False)
        if not is_older and (is_newer or has["answer"] == "pended"):
            return (), self._put(ref, _not_emptied(said))
        if not is_older and said["answer"] not in ("pended", None):
            return ("two answers disagree, and which came later is not known",), ""
        return (), ""

    def _put(self, ref: str, values: dict[str, Any]) -> str:
        """Change some columns, and the state with the answer; from and to, where it moved."""
        self._items.put(ref, values)
        if answer := values.get("answer"):
            return self._items.move(ref, answer, self._act.now)
        return self._items.send(ref, self._act.now) if values.get("submitted_at") else ""

    def _note(self, ref: str, notes: Sequence[str]) -> None:
        before = self._items.prior_auth(ref)["to_check"].splitlines()
        together = list(dict.fromkeys([*before, *notes]))[:MOST_NOTES]
        if together != before:
            self._items.put(ref, {"to_check": joined(together)})

    def _wrote(self, outcome: str, deed: str, ref: str | None, detail: str = "") -> None:
        self.changed = True
        if outcome:
            self._tally.count(outcome)
        if ref is not None:
            self._act.also(deed, f"prior auth {ref}", detail)


def _not_emptied(said: dict[str, Any]) -> dict[str, Any]:
    """An answer's fields; one without a payer's reference leaves the one that is there."""
    return {name: value for name, value in said.items() if value or name != "payer_reference"}
