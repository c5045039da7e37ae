"""kiosk import prior-auths PATH…: prior authorizations out of FHIR and CSV files."""

import json
import sys
import tomllib
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from kiosk.commands.base import DONE, LOOK, REFUSED, STOPPED, Command, insist, opened, tell
from kiosk.commands.import_sources import Source, sources_of, spot, why
from kiosk.machine import Machine
from kiosk.practice.errors import Refusal
from kiosk.practice.files import columns, fhir, worklist
from kiosk.practice.files.incoming import Incoming, Left, Place, Reading
from kiosk.practice.words import clean
from storage.import_report import Report
from storage.store import Store

COUNTS = ("new", "unchanged", "updated", "to_check", "skipped", "refused")
LONG_INPUT = 1_000_000  # bytes; less is over before anybody could read a bar
REDRAWN_EVERY = 500  # things taken
BAR = 30  # cells


def arguments(parser: ArgumentParser) -> None:
    """What can be said behind `kiosk import`."""
    parser.add_argument("what", choices=["prior-auths"], help="what the files hold")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a FHIR or CSV file, or a folder")
    parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
    parser.add_argument("--map", metavar="FILE", help="TOML or JSON: column = field")
    parser.add_argument(
        "--source",
        default="office",
        metavar="NAME",
        help="which system the files come from, if there are several with like references",
    )
    parser.add_argument(
        "--all-or-nothing", action="store_true", help="import nothing if anything is refused"
    )
    parser.add_argument("--json", action="store_true", help="report for programs")


def run(said: Namespace, machine: Machine) -> int:
    """Import; the exit status tells whether somebody must look.

    Raises Refusal when a path is missing or the map cannot be used, and what the store raises.
    """
    reading = Reading()
    sources = list(sources_of(said.paths, reading))
    chosen = read_map(Path(said.map)) if said.map else {}
    try:
        with opened(machine) as store:
            maps = _Maps(store, said.source, chosen, may_keep=not said.dry_run)
            told = {one.path: maps.of(one) for one in sources if one.is_table}
            items = _items(sources, told, reading, store.clock.now().date())
            ways = {"dry_run": said.dry_run, "all_or_nothing": said.all_or_nothing}
            with store.imports.read(said.source, items, reading) as spool:
                report = insist(lambda: store.imports.write(spool, **ways))
    except KeyboardInterrupt:
        tell("\nStopped. Nothing was imported.")
        return STOPPED
    stopped = bool(said.all_or_nothing and report.refused)
    if said.json:
        print(json.dumps(as_json(report, len(sources), said.dry_run), indent=2))
    else:
        print("\n".join(in_words(report, len(sources), said.dry_run, stopped)))
    if stopped:
        return REFUSED
    return LOOK if report.to_check or report.refused else DONE


def read_map(path: Path) -> dict[str, str]:
    """Which column is which field, out of a TOML or JSON file.

    Raises Refusal with the file, the key and the reason when it cannot be used.
    """
    try:
        text = path.read_text("utf-8")
        table = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (OSError, ValueError, RecursionError) as fault:
        raise Refusal(f"{path} cannot be read: {fault}.") from fault
    if not isinstance(table, dict):
        raise Refusal(f"{path}: it must say column = field.")
    for column, field in table.items():
        key = clean(column, columns.LONGEST_HEADER)
        if not isinstance(field, str):
            raise Refusal(f"{path}: {key}: the field must be text in quotes.")
        if reason := columns.fault({column: field}):
            raise Refusal(f"{path}: {key}: {reason}")
    return table


class _Maps:
    """Which column is which field: by --map, by what was told before, or asked for now."""

    def __init__(self, store: Store, source: str, chosen: dict[str, str], may_keep: bool) -> None:
        self._store, self._source, self._may_keep = store, source, may_keep
        self._told = dict(chosen)
        self._keep(chosen)

    def of(self, source: Source) -> dict[str, str]:
        """What is known of a worklist's columns. On a terminal, asks once for the others."""
        try:
            with source.path.open("rb") as stream:
                header = worklist.header(stream)
        except OSError:
            return {}  # reading it will say so, in its place in the report
        known = {**self._store.imports.mapping(self._source, header), **self._told}
        plain = {columns.plain(name) for name in known}
        strange = [one for one in worklist.unknown(header) if columns.plain(one) not in plain]
        if strange and sys.stdin.isatty():
            asked = {name: ask(name, source.name) for name in dict.fromkeys(strange)}
            self._told.update(asked)
            self._keep(asked)
            known.update(asked)
        return known

    def _keep(self, mapping: dict[str, str]) -> None:
        if mapping and self._may_keep:
            insist(lambda: self._store.imports.keep_mapping(self._source, mapping))


def ask(column: str, file: str) -> str:
    """Ask on the terminal which field a column is; "" when it is not to be read."""
    name = clean(column, columns.LONGEST_HEADER)
    tell(f"{file}: the column '{name}' is not known. Which of these is it?")
    tell(f"  {', '.join(columns.FIELDS)}")
    while True:
        print("  (Enter: none, do not read it) ", end="", file=sys.stderr, flush=True)
        typed = sys.stdin.readline().strip()
        if not typed or typed in columns.FIELDS:
            return typed
        tell("  There is no field of this name.")


def _items(
    sources: list[Source], told: dict[Path, dict[str, str]], reading: Reading, today: date
) -> Iterator[Incoming]:
    """All that the files hold, read as it is asked for."""
    bar = _Bar(sum(one.size for one in sources))
    for source in sources:
        try:
            with source.path.open("rb") as stream:
                for item in _read(stream, source, told, reading, today):
                    bar.at(stream)
                    yield item
        except OSError as fault:
            reading.left.append(Left(Place(source.name), "refused", why(fault)))
        bar.past(source.size)
    bar.end()


def _read(
    stream: BinaryIO,
    source: Source,
    told: dict[Path, dict[str, str]],
    reading: Reading,
    today: date,
) -> Iterator[Incoming]:
    if source.is_table:
        return worklist.read(stream, source.name, told[source.path], reading, today)
    return fhir.read(stream.read(fhir.MOST_BYTES + 1), source.name, reading)


class _Bar:
    """How far it is, on a terminal and for long inputs only. total: bytes of all files."""

    def __init__(self, total: int) -> None:
        self._total, self._past, self._taken = total, 0, 0
        self._is_shown = total >= LONG_INPUT and sys.stderr.isatty()

    def at(self, stream: BinaryIO) -> None:
        """One thing more was taken out of this stream."""
        self._taken += 1
        if self._is_shown and self._taken % REDRAWN_EVERY == 0:
            done = min(1.0, (self._past + stream.tell()) / self._total)
            cells = "#" * round(BAR * done)
            print(f"\r[{cells:<{BAR}}] {done:4.0%}", end="", file=sys.stderr, flush=True)

    def past(self, size: int) -> None:
        """A file is done."""
        self._past += size

    def end(self) -> None:
        """All is read; what is still to come is quick."""
        if self._is_shown:
            tell(f"\r{'All is read. It is being written now.':<{BAR + 8}}")


def as_json(report: Report, files: int, dry_run: bool) -> dict[str, Any]:
    """The report for programs."""
    found = [
        {**asdict(one.place), "outcome": one.outcome, "reason": one.reason}
        for one in report.findings
    ]
    counts = {name: getattr(report, name) for name in (*COUNTS, "patient_values_dropped")}
    state = {"files": files, "dry_run": dry_run, "written": report.written}
    return {**state, **counts, "findings": found, "findings_left_off": report.left_off}


def in_words(report: Report, files: int, dry_run: bool, stopped: bool) -> Iterator[str]:
    """The report for a person, line by line."""
    if stopped:
        yield "Nothing was imported, because something was refused."
    elif dry_run:
        yield "A dry run: nothing was written. An import would give:"
    yield f"{files} file{'' if files == 1 else 's'} read"
    for name in COUNTS:
        words = "to check by hand" if name == "to_check" else name
        yield f"{getattr(report, name):>7} {words}"
    yield f"{report.patient_values_dropped:>7} values about patients left out"
    for one in report.findings:
        yield f"{spot(one.place)}: {one.outcome}: {one.reason}"
    if report.left_off:
        yield f"and {report.left_off} more"


COMMAND = Command("import", "take prior auths out of FHIR and CSV files", run, arguments)
