"""The register of what files said, and what became of it.

Of a file's own names for things (references, keys) only signatures are kept: they are known again
when they come again, and tell nothing. One run is one act, however many files and rows it has.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kiosk.practice.errors import Refusal
from kiosk.practice.files.columns import plain
from kiosk.practice.files.incoming import Incoming, Place, Reading
from storage.database import Act, Database
from storage.import_items import Item, Items, answer_of, request_of
from storage.import_linked import LinkedItems
from storage.import_links import DEED, Links
from storage.import_report import Report, Tally
from storage.models import ImportMapRow
from storage.prior_auths import PriorAuthRegister, joined

SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
OTHER_CONTENTS = "same id, other contents"
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
                items_known = Items(self._database, source, self._prior_auths)
                run = _Run(items_known, LinkedItems(self._database), tally, act)
                for item in items:
                    tally.take_left(reading)
                    run.take(item)
                tally.take_left(reading)
                run.tell_answers()
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

    def __init__(self, items: Items, found: LinkedItems, tally: Tally, act: Act) -> None:
        self._items, self._found, self._tally, self._act = items, found, tally, act
        self._links = Links(items, found, act)
        self._seen: set[bytes] = set()  # short signatures of the keys that came in this run
        self._answers: dict[int, Place] = {}  # what came and is told of once all has come
        self._is_changed = False

    @property
    def changed(self) -> bool:
        """Whether anything is to be saved."""
        return self._is_changed or self._links.changed

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
        said = request_of(item, self._items.payer(item.payer))
        values = {**said, "previous": None, "to_check": joined(item.check)}
        ref, state = self._items.add_prior_auth(values)
        number = self._items.add(key, item, ref, item.check, said)
        self._wrote("new", "prior auth imported", ref, f"> {state}")
        notes = item.check
        if others := self._found.requests_with_name_of(number) if item.names else []:
            notes = (*notes, OTHER_CONTENTS)
            for one in (ref, *others):
                self._links.note(one, [OTHER_CONTENTS])
        if item.names or item.previous:
            self._links.come(number)
            why = self._found.get(number).why
            notes = (*notes, why) if why else notes
        self._tally.look(item.place, notes)

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
        self._wrote("updated", DEED, ref)
        self._links.come(known.id)

    def _disagreeing(self, item: Incoming, known: Item) -> None:
        """Two rows of one run under one reference: which is right, only a person can say.

        The later one is remembered, so that it is known when the same file comes again.
        """
        key = self._items.key_of(f"{item.key}\n{item.digest}")
        if self._items.find(key) is not None or known.prior_auth is None:
            return self._tally.count("unchanged")
        told = next((one for one in item.check if one.endswith(DISAGREE)), "")
        notes = (told or f"rows of two files {DISAGREE}",)
        self._links.note(known.prior_auth, notes)
        self._items.add(key, item, known.prior_auth, notes, {})
        self._wrote("", DEED, known.prior_auth)
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
        self._wrote("updated", DEED, ref, moved)
        self._tally.look(item.place, notes)

    def _answer(self, item: Incoming, key: str, known: Item | None) -> None:
        """A payer's answer: kept, and shown with its request once that is certain."""
        if known is None:
            said = {**answer_of(item), "payer_id": self._items.payer(item.payer)}
            number = self._items.add(key, item, None, item.check, said)
            self._wrote("new", DEED, None)
        elif self._tells_more(item, known):
            number = known.id
            self._wrote("updated", DEED, None)
        else:
            return self._tally.count("unchanged")
        self._links.come(number)
        self._answers[number] = item.place

    def _tells_more(self, item: Incoming, known: Item) -> bool:
        """Whether this file names the request or the payer of an answer that another did not."""
        nobody, payer = self._items.payer(""), known.said.get("payer_id")
        names_request = bool(item.answers) and known.earlier != self._items.earlier_of(item)
        if names_request:
            self._items.name_earlier(known, item)
        names_payer = bool(item.payer) and payer in (None, nobody)
        if names_payer:
            said = {**known.said, "payer_id": self._items.payer(item.payer)}
            self._items.put_item(known, item, known.prior_auth, item.check, said)
        return names_request or names_payer

    def tell_answers(self) -> None:
        """Tell of the answers of this run, now that their requests had time to come."""
        for number, place in self._answers.items():
            self._links.tell(self._found.get(number), place, self._tally)

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
