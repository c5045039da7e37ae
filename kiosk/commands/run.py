"""`kiosk`: the kiosk itself."""

import os
import sys
from argparse import Namespace

from kiosk.commands.base import USAGE, Command, made_ready, tell
from kiosk.machine import Machine


def run(given: Namespace, machine: Machine) -> int:
    """Open the kiosk; makes the unnamed store, and migrates an older one after a backup."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        tell("This needs a terminal that can draw. 'kiosk plain' does not.")
        return USAGE
    store = made_ready(machine)
    try:
        store.migrate()
        store.settings.current()
        from screens.start import WANTS_DEMO, run_kiosk

        status = run_kiosk(store, machine)
    finally:
        store.close()
    return look_around(machine) if status == WANTS_DEMO else status


def look_around(machine: Machine) -> int:
    """Open the demo practice, which is kept apart from the real store."""
    from kiosk.commands.demo import open_demo
    from screens.start import run_kiosk

    tell("Making the demo practice: a few seconds.")
    demo = open_demo(machine)
    try:
        return run_kiosk(demo, machine)
    finally:
        demo.close()


COMMAND = Command("run", "the kiosk itself; also without any command", run)
