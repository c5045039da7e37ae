"""`kiosk audit`: whether anybody changed the trail behind the program's back, and seals of it."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from kiosk.commands.base import DONE, LOOK, Command, as_json, found, opened, tell
from kiosk.machine import Machine
from kiosk.practice.errors import OutOfReach, Refusal
from kiosk.practice.trail import Seal, seals_in
from storage.store import Store


def arguments(parser: ArgumentParser) -> None:
    """What to do with the trail, and how to tell it."""
    parser.add_argument(
        "what",
        choices=["verify", "seal"],
        help="look for what was changed; or write down what the newest event is",
    )
    parser.add_argument("--seal", metavar="FILE", help="verify also against seals kept elsewhere")
    parser.add_argument("--to", metavar="FILE", help="add the seal to this file")
    parser.add_argument("--json", action="store_true", help="for a program")


def run(given: Namespace, machine: Machine) -> int:
    """Print what does not fit (status 4), or that the trail is whole; or print a seal."""
    seals = _kept(Path(given.seal)) if given.seal else ()
    with opened(machine) as store:
        if given.what == "seal":
            return _seal(given, store)
        return _verify(given, store, seals)


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
    """Print the seal, or add it to a file: on the disk before it is said to be there."""
    seal, at = store.trail.seal()
    line = seal.line(at)
    if not given.to:
        print(line)
        return DONE
    try:
        opened_file = os.open(given.to, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(opened_file, "w") as file:
            file.write(f"{line}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        raise OutOfReach(f"The seal was not written to {given.to}: {fault.strerror}.") from fault
    tell(f"Event {seal.number} is sealed in {given.to}. Keep it away from the records.")
    return DONE


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
