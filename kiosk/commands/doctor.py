"""`kiosk doctor`: what somebody needs to know who is asked for help."""

import os
import platform
import shutil
import statistics
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.commands.base import DONE, LOOK, OUT_OF_REACH, Command, as_json, closed
from kiosk.machine import Machine
from kiosk.practice.clock import Clock
from kiosk.practice.errors import Busy, OutOfReach
from kiosk.version import VERSION
from storage.store import Store
from storage.upkeep import free_space

SYNCS = 20
PACKAGES = ("textual", "peewee", "argon2-cffi", "tzdata")


def arguments(parser: ArgumentParser) -> None:
    """How to tell it."""
    parser.add_argument("--json", action="store_true", help="for a program")


def run(given: Namespace, machine: Machine) -> int:
    """Print it all; a store out of reach is a finding like the others, with status 3."""
    store = closed(machine)
    try:
        about, status = _records(store)
        told = {"versions": _versions(store), "store": about, "terminal": _terminal(machine)}
    finally:
        store.close()
    if given.json:
        as_json(told)
    else:
        for title, facts in told.items():
            print(title)
            print("\n".join(f"    {name}: {_word(fact)}" for name, fact in facts.items()))
    return status


def _versions(store: Store) -> dict[str, Any]:
    found = {"kiosk": VERSION, "Python": platform.python_version(), "engine": store.engine()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def _records(store: Store) -> tuple[dict[str, Any], int]:
    """What is known of the store, and the status that follows from it."""
    found: dict[str, Any] = {"path": str(store.path)}
    try:
        facts = store.path.stat()
        found |= {"mode": f"{facts.st_mode & 0o777:04o}", "bytes": facts.st_size}
        found |= {"bytes_free": free_space(store.path), "sync_ms": _sync_ms(store)}
        store.prepare()
        settings = store.settings.current()
        found |= {"zone": settings.zone.key, "practice_mode": settings.practice_mode}
        findings = store.trail.verify()
        found["trail"] = f"{len(findings)} findings: kiosk audit verify" if findings else "whole"
        doubt = store.trail.clock_in_doubt()
        found["clock_in_doubt"] = doubt.isoformat() if doubt else "never"
        found["backups"] = "not checked"
        return found, LOOK if findings else DONE
    except (OutOfReach, Busy) as fault:
        return found | {"trouble": str(fault)}, OUT_OF_REACH
    except OSError:
        return found | {"trouble": f"There are no records at {store.path}."}, OUT_OF_REACH


def _sync_ms(store: Store) -> float | None:
    """How long the disk takes to say that 4 kB are safe: the median, in milliseconds."""
    clock, taken = Clock(ZoneInfo("UTC")), []
    try:
        with tempfile.TemporaryFile(dir=store.path.parent) as file:
            for _ in range(SYNCS):
                file.write(bytes(4096))
                file.flush()
                begun = clock.elapsed()
                os.fdatasync(file.fileno())
                taken.append((clock.elapsed() - begun).total_seconds() * 1000)
    except OSError:
        return None
    return round(statistics.median(taken), 2)


def _terminal(machine: Machine) -> dict[str, Any]:
    size = shutil.get_terminal_size()
    return {
        "name": machine.terminal,
        "look": machine.look,
        "TERM": os.environ.get("TERM", ""),
        "is_terminal": sys.stdin.isatty() and sys.stdout.isatty(),
        "columns": size.columns,
        "rows": size.lines,
        "encoding": sys.stdout.encoding,
    }


def _word(fact: object) -> str:
    words = {True: "yes", False: "no", None: "unknown"}
    return words[fact] if isinstance(fact, bool) or fact is None else str(fact)


COMMAND = Command("doctor", "what somebody needs to know who is asked for help", run, arguments)
