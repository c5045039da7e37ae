"""`kiosk audit`: whether anybody changed the trail round the program; seals of it; all of it."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from kiosk.commands.base import (
    DONE,
    LOOK,
    Command,
    add_privately,
    as_csv,
    as_json,
    as_json_list,
    found,
    opened,
    tell,
)
from kiosk.machine import Machine
from kiosk.practice.errors import Refusal
from kiosk.practice.people import named
from kiosk.practice.trail import Deed, Seal, Sought, seals_in
from kiosk.practice.typed_days import day
from screens.views.trail_words import typed_words
from storage.store import Store

COLUMNS = (
    *("number", "at", "person", "terminal", "deed", "about", "detail", "undoes"),
    *("clock_in_doubt", "typed"),
)
AT_ONCE = 500  # events of which what was typed is looked up together


def arguments(parser: ArgumentParser) -> None:
    """What to do with the trail, and how to tell it."""
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    verify = what.add_parser("verify", help="look for what was changed round the program")
    verify.add_argument("--seal", metavar="FILE", help="also against the seals kept in this file")
    verify.add_argument("--json", action="store_true", help="for a program")
    seal = what.add_parser("seal", help="write down what the newest event is, to keep elsewhere")
    seal.add_argument("--to", metavar="FILE", help="add the line to this file")
    export = what.add_parser("export", help="print what was done, oldest first")
    form = export.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="for a spreadsheet")
    form.add_argument("--json", action="store_true", help="for a program")
    export.add_argument("--person", metavar="NAME", help="only what this person did")
    export.add_argument("--about", metavar="THING", help="only about this, such as K7-F2M")
    export.add_argument("--from", dest="first", metavar="DATE", help="from this day on")
    export.add_argument("--to", dest="last", metavar="DATE", help="up to this day")


def run(given: Namespace, machine: Machine) -> int:
    """Print what does not fit (status 4) or that the trail is whole; a seal; or all of it."""
    seals = _kept(Path(given.seal)) if given.what == "verify" and given.seal else ()
    with opened(machine) as store:
        match given.what:
            case "verify":
                return _verify(given, store, seals)
            case "seal":
                return _seal(given, store)
        return _export(given, store)


def _verify(given: Namespace, store: Store, seals: tuple[Seal, ...]) -> int:
    with _progress() as told:
        findings = store.trail.verify(seals, told)
    if given.json:
        as_json({"trail": [asdict(one) for one in findings]})
    else:
        found(findings or ["The trail is whole."])
    return LOOK if findings else DONE


def _kept(file: Path) -> tuple[Seal, ...]:
    try:
        return seals_in(file.read_text("utf-8", "replace"), file.name)
    except OSError as fault:
        raise Refusal(f"{file} cannot be read: {fault.strerror}.") from fault


def _seal(given: Namespace, store: Store) -> int:
    """Print the seal, or add it to a file."""
    seal, at = store.trail.seal()
    line = seal.line(at)
    if not given.to:
        print(line)
        return DONE
    add_privately(given.to, f"{line}\n")
    tell(f"Event {seal.number} is sealed in {given.to}. Keep it away from the records.")
    return DONE


def _export(given: Namespace, store: Store) -> int:
    """Print the events as they are read: however many there are, few are in memory."""
    rows = _rows(store.deeds.oldest_first(_sought(given, store)), store)
    if given.json:
        as_json_list(rows)
    elif given.csv:
        as_csv(COLUMNS, rows)
    else:
        for one in rows:
            told = [str(one[name]) for name in ("deed", "about", "detail", "typed") if one[name]]
            print(f"{one['number']}  {one['at']}  {one['person'] or '-'}: {', '.join(told)}")
    return DONE


def _sought(given: Namespace, store: Store) -> Sought:
    today = store.clock.now().date()
    first, last = (day(typed, today) if typed else None for typed in (given.first, given.last))
    if first and last and last < first:
        raise Refusal(f"--to {last} lies before --from {first}.")
    who = named(given.person, store.people.everyone()).id if given.person else None
    about = store.deeds.about_of(given.about) if given.about else ""
    return Sought(who, about, first, last)


def _rows(deeds: Iterator[Deed], store: Store) -> Iterator[dict[str, object]]:
    """Each event as it is printed: people by name, all else as the trail holds it."""
    people = {one.id: one.name for one in store.people.everyone()}
    while piece := tuple(islice(deeds, AT_ONCE)):
        typed: dict[int, list[str]] = {}
        for text in store.texts.of_events(one.number for one in piece):
            typed.setdefault(text.event, []).append(typed_words(text, store, None))
        for one in piece:
            values = (
                *(one.number, one.at.isoformat(), people[one.by] if one.by else ""),
                *(one.terminal, one.deed, one.about, one.detail, one.undoes or ""),
                *("yes" if one.in_doubt else "no", "; ".join(typed.get(one.number, ()))),
            )
            yield dict(zip(COLUMNS, values, strict=True))


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """How far it is, as a bar where somebody watches, or else not at all."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console  # 60 ms, only for whoever watches
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Events", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


COMMAND = Command("audit", "whether anybody changed the trail", run, arguments)
