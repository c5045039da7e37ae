"""`kiosk plain`: every act of every screen, in plain lines."""

from argparse import Namespace

from kiosk.commands.base import Command, is_missing, made_ready
from kiosk.machine import Machine


def run(given: Namespace, machine: Machine) -> int:
    """Read the kiosk aloud, line by line; makes the unnamed store, and migrates none."""
    store = made_ready(machine)
    try:
        if is_missing(machine):
            store.migrate()
        store.prepare()
        store.settings.current()
        from screens.start import run_plain

        return run_plain(store, machine)
    finally:
        store.close()


COMMAND = Command("plain", "the kiosk in plain lines, for any terminal or a screen reader", run)
