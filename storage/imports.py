"""The register of what files said, and what became of it.

Of a file's own names for things (references, keys) only signatures are kept: they are known again
when they come again, and tell nothing. One run is one act, however many files and rows it has.
"""

import re
from collections.abc import Iterable, Sequence

from kiosk.practice.errors import Refusal
from kiosk.practice.files.columns import plain
from kiosk.practice.files.incoming import Incoming, Reading
from storage.database import Database
from storage.import_items import Items
from storage.import_linked import LinkedItems
from storage.import_report import Report
from storage.import_run import Run
from storage.import_spool import Spool
from storage.prior_auths import PriorAuthRegister
from storage.tables.imports import ImportMapRow

SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


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
        """Read all, and then write it; see read() and write()."""
        with self.read(source, items, reading) as spool:
            return self.write(spool, dry_run=dry_run, all_or_nothing=all_or_nothing)

    def read(self, source: str, items: Iterable[Incoming], reading: Reading) -> Spool:
        """All that readers yield, for write(). Meanwhile everybody goes on working.

        source: which system the files come from; the references of two sources are not the same.
        items: may be endless as far as memory goes; what they raise is raised. reading: what the
        readers tell beside. Raises Refusal for a source that is no short code.
        """
        _require_code(source)
        spool = Spool(source, self._database.key)
        try:
            spool.fill(items, reading)
        except BaseException:
            spool.close()
            raise
        return spool

    def write(self, spool: Spool, *, dry_run: bool = False, all_or_nothing: bool = False) -> Report:
        """Take up what was read, as one act; without anything new there is no act at all.

        What is in the store is looked at now, so whatever was done here since counts. dry_run:
        find out, and write nothing. all_or_nothing: write nothing when anything was refused.
        """
        tally, written = spool.tally.copy(), False
        try:
            with self._database.write(None, "file imported", f"import {spool.source}") as act:
                items = Items(self._database, spool.source, self._prior_auths)
                run = Run(items, LinkedItems(self._database), tally, act)
                for one in spool:
                    run.take(one)
                run.end()
                refused = all_or_nothing and tally.counts.get("refused", 0) > 0
                if dry_run or refused or not run.changed:
                    raise _RolledBack
            written = True
        except _RolledBack:
            pass
        return tally.report(spool.dropped, written)

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
