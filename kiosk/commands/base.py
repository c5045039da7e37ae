"""What every command has, and how it opens the store."""

import codecs
import getpass
import json
import os
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from kiosk.machine import Machine
from kiosk.practice.clock import Clock
from kiosk.practice.errors import Busy, OutOfReach, Refusal
from kiosk.practice.people import Person, named
from kiosk.practice.values import dataclass

if TYPE_CHECKING:
    from storage.store import Store

T = TypeVar("T")
TRIES, PAUSE = 30, 0.1  # seconds; a kiosk that writes just now is done long before three
MOST_TOLD = 20  # findings; a file that somebody else's key signed has one for each event
DONE, REFUSED, USAGE, OUT_OF_REACH, LOOK, UPDATED, STOPPED = 0, 1, 2, 3, 4, 75, 130


@dataclass(frozen=True)
class Command:
    """One command of the command line.

    run: gets the parsed arguments and this machine, and gives back the exit status; it raises
    Refusal, Busy or OutOfReach, which the main program tells.
    """

    name: str
    words: str
    run: Callable[[Namespace, Machine], int]
    arguments: Callable[[ArgumentParser], None] = lambda parser: None


def closed(machine: Machine) -> "Store":
    """The store of this machine, not opened yet; for what makes or mends it."""
    from storage.store import Store  # 20 ms that a wrong word on the command line need not wait for

    return Store(machine.store, machine.terminal, Clock(ZoneInfo("UTC")))


@contextmanager
def opened(machine: Machine) -> Iterator["Store"]:
    """The store, ready for use, with its clock in the practice's zone.

    While practice mode is on at the kiosk, whoever typed the command is told so at the end.
    Raises OutOfReach when it is missing, damaged, older or newer.
    """
    from kiosk.practice.settings import PRACTICE_ELSEWHERE  # with it come all the policies

    store = closed(machine)
    try:
        store.prepare()
        store.settings.current()
        yield store
        if store.settings.current().practice_mode:
            tell(PRACTICE_ELSEWHERE)
    finally:
        store.close()


def made_ready(machine: Machine) -> "Store":
    """The store for a program that may make and migrate it: the kiosk itself, and `migrate`.

    Only an unnamed store is made. Raises OutOfReach when a named one is missing.
    """
    if machine.is_named and is_missing(machine):
        raise OutOfReach(f"There are no records at {machine.store}.")
    return closed(machine)


def is_missing(machine: Machine) -> bool:
    """Whether there is no file where the store should be, or an empty one."""
    try:
        return machine.store.stat().st_size == 0
    except OSError:
        return True


def can_draw(otherwise: str) -> bool:
    """Whether screens can be drawn on this terminal; where not, it is told what does without."""
    streams = (sys.stdin, sys.stdout, sys.stderr)  # Textual draws on the last of them
    is_terminal = all(one.isatty() for one in streams) and os.environ.get("TERM") != "dumb"
    if is_terminal and codecs.lookup(sys.stderr.encoding).name == "utf-8":
        return True
    tell(f"This needs a terminal that can draw, in UTF-8. '{otherwise}' does not.")
    return False


def insist(act: Callable[[], T]) -> T:
    """Do it, again for up to three seconds while another writer holds the store. Raises Busy."""
    for _ in range(TRIES):
        try:
            return act()
        except Busy:
            time.sleep(PAUSE)
    return act()


def offer_as(parser: ArgumentParser) -> None:
    """Let a command be done in somebody's name, see acting()."""
    parser.add_argument("--as", dest="acting", metavar="NAME", help="who does it; asks the PIN")


def acting(given: Namespace, store: "Store") -> Person | None:
    """Who does it: whoever --as names, once their PIN was right; None is the store's owner.

    Raises Refusal when the name or the PIN is not known.
    """
    if not given.acting:
        return None
    person = named(given.acting, store.people.everyone(store.clock.working_day()))
    pin = secret(f"PIN of {person.name}: ")
    return insist(lambda: store.identification.with_pin(person, pin))


def secret(prompt: str) -> str:
    """What somebody types without its being shown; from a pipe, its next line."""
    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    return sys.stdin.readline().strip()


def as_json(value: Any) -> None:
    """Print a value for a program."""
    print(json.dumps(value, indent=2, ensure_ascii=False))


def as_json_list(rows: Iterable[Mapping[str, object]]) -> None:
    """Print rows for a program as they come, so that few of very many are in memory."""
    before = "["
    for row in rows:
        print(f"{before}\n  {json.dumps(row, ensure_ascii=False)}", end="")
        before = ","
    print("\n]" if before == "," else "[]")


def as_csv(columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Print rows for a spreadsheet; what it would take for a formula gets a ' in front.

    OWASP, CSV injection: a cell that begins with =, +, -, @ is run when the file is opened.
    """
    import csv

    writer = csv.DictWriter(sys.stdout, tuple(columns), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _inert(value) for name, value in row.items()})


def _inert(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+-@") else value


def found(findings: Iterable[object]) -> None:
    """Print what is wrong, a line each; of very much only the beginning."""
    told = [str(one) for one in findings]
    print("\n".join(told[:MOST_TOLD]))
    if len(told) > MOST_TOLD:
        print(f"... and {len(told) - MOST_TOLD} more.")


def tell(words: str) -> None:
    """Say something to whoever typed the command, apart from what it was asked for."""
    print(words, file=sys.stderr)


def add_privately(path: Path, words: str) -> None:
    """Add words to a file that only its owner can read: on the disk before it is said to be there.

    Raises OutOfReach when it cannot be written.
    """
    try:
        added = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(added, "w") as file:
            file.write(words)
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        raise OutOfReach(f"The seal was not written to {path}: {fault.strerror}.") from fault


def write_privately(path: Path, content: bytes, is_new: bool = False) -> None:
    """Write a file that only its owner can read, in place of any other; whole, or not at all.

    is_new: whether no other may be there. Raises Refusal when it cannot be written.
    """
    if is_new and os.path.lexists(path):
        raise Refusal(f"There is a {path} already. Name another file, or remove that one first.")
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        written = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        try:
            with os.fdopen(written, "wb") as file:
                file.write(content)
            half.replace(path)
        except OSError:
            half.unlink(missing_ok=True)
            raise
    except OSError as fault:
        raise Refusal(f"{path} cannot be written: {fault.strerror}.") from fault
