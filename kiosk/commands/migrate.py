"""`kiosk migrate`: bring the store to this program's shape."""

from argparse import Namespace

from kiosk.commands.base import DONE, Command, made_ready
from kiosk.machine import Machine


def run(given: Namespace, machine: Machine) -> int:
    """Print the steps that were taken; a copy from before lies beside the store."""
    store = made_ready(machine)
    try:
        print("\n".join(store.migrate()) or "Nothing to do.")
        return DONE
    finally:
        store.close()


COMMAND = Command("migrate", "bring an older store to this program's shape", run)
