"""`kiosk manage`: the managers' view."""

from argparse import ArgumentParser, Namespace

from kiosk.commands.base import USAGE, Command, can_draw, is_missing, made_ready
from kiosk.machine import Machine
from kiosk.practice.errors import Refusal
from storage.store import Store

NOBODY = "There is no practice here yet. 'kiosk setup' sets one up."


def arguments(parser: ArgumentParser) -> None:
    """How to show it."""
    parser.add_argument("--plain", action="store_true", help="in plain lines, for any terminal")


def run(given: Namespace, machine: Machine) -> int:
    """Open the managers' view; makes no store, and migrates an older one where it draws."""
    if not (given.plain or can_draw("kiosk manage --plain")):
        return USAGE
    store = made_ready(machine)
    try:
        _refuse_without_practice(store, machine, given.plain)
        from screens import start

        return (start.run_plain_manage if given.plain else start.run_manage)(store, machine)
    finally:
        store.close()


def _refuse_without_practice(store: Store, machine: Machine, is_plain: bool) -> None:
    if is_missing(machine):
        raise Refusal(NOBODY)
    if not is_plain:
        store.migrate()
    store.prepare()
    store.settings.current()
    if not store.is_set_up():
        raise Refusal(NOBODY)


COMMAND = Command("manage", "the managers' view, for managers only", run, arguments)
