"""kiosk demo: a practice to look around in, apart from the real one."""

import fcntl
import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kiosk import machine as machines
from kiosk.commands.base import DONE, USAGE, Command, can_draw, closed, tell
from kiosk.machine import Machine
from kiosk.practice.clock import Clock
from kiosk.practice.demo import PIN, PRACTICE
from kiosk.practice.errors import OutOfReach, Refusal
from kiosk.practice.settings import Settings
from storage.demo import fill
from storage.store import Store

MADE_ON = "made-on.txt"  # beside the store, written last: without it the store is not complete


def open_demo(machine: Machine, now: datetime | None = None) -> Store:
    """The demo practice of this machine's user, open and ready; made anew each day.

    now: for tests; the time in the demo's zone. Raises OutOfReach when it cannot be made.
    """
    now = now or _now()
    path = machines.demo_store()
    store = closed(replace(machine, store=path, is_named=True))
    today = now.date().isoformat()
    try:
        with _alone(path.parent):
            made_on = path.parent / MADE_ON
            if not path.exists() or not made_on.exists() or made_on.read_text("ascii") != today:
                if path.parent.exists():
                    shutil.rmtree(path.parent)
                store.migrate()
                fill(store, now)
                made_on.write_text(today, "ascii")
    except (OSError, ValueError) as fault:
        raise OutOfReach(f"The demo practice cannot be made: {fault}.") from fault
    store.prepare()
    store.settings.current()
    return store


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else makes the demo meanwhile. The lock lies beside the folder, which goes."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _now() -> datetime:
    return Clock(Settings().zone).now()


def _fill(machine: Machine) -> int:
    if not machine.is_named:
        raise Refusal("Say which store to fill: kiosk --store FILE demo --fill.")
    store = closed(machine)
    try:
        if machine.store.exists() and machine.store.stat().st_size:
            store.prepare()
        else:
            store.migrate()
        fill(store, _now())
    finally:
        store.close()
    tell(f"{PRACTICE} is in {machine.store}. Everybody's PIN is {PIN}.")
    return DONE


def look_around(machine: Machine, as_manager: bool = False) -> int:
    """Open the demo practice, which is kept apart from the real store; the kiosk's exit status."""
    if not can_draw("kiosk demo --fill"):
        return USAGE
    from screens import start  # draws, which filling a store need not wait for

    tell("Making the demo practice: a few seconds.")
    store = open_demo(machine)
    try:
        return (start.run_manage if as_manager else start.run_kiosk)(store, machine)
    finally:
        store.close()


def _run(arguments: Namespace, machine: Machine) -> int:
    return _fill(machine) if arguments.fill else look_around(machine, arguments.manage)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--manage", action="store_true", help="open it as its manager does")
    parser.add_argument(
        "--fill", action="store_true", help="fill the store given by --store with it, and end"
    )


COMMAND = Command("demo", "open a practice with sample data to look around in", _run, _arguments)
