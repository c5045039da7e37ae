"""`kiosk`: the kiosk itself."""

import gc
from argparse import Namespace

from kiosk.commands.base import USAGE, Command, can_draw, made_ready
from kiosk.machine import Machine


def run(given: Namespace, machine: Machine) -> int:
    """Open the kiosk; makes the unnamed store, and migrates an older one after a backup."""
    if not can_draw("kiosk plain"):
        return USAGE
    # Python would spend 14 ms of the start on looking for garbage, and finds none: what is made on
    # the way to the first frame stays. Once that stands, KioskApp lets it look again.
    gc.disable()
    store = made_ready(machine)
    try:
        store.migrate()
        store.settings.current()
        from screens.start import WANTS_DEMO, run_kiosk

        status = run_kiosk(store, machine)
    finally:
        store.close()
    if status == WANTS_DEMO:
        from kiosk.commands.demo import look_around

        return look_around(machine)
    return status


COMMAND = Command("run", "the kiosk itself; also without any command", run)
