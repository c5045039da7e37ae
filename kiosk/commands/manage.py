"""`kiosk manage`: the managers' view."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager

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
    with practice(machine, given.plain) as store:
        from screens import start

        return (start.run_plain_manage if given.plain else start.run_manage)(store, machine)


@contextmanager
def practice(machine: Machine, is_plain: bool) -> Iterator[Store]:
    """The store of a practice, brought to this program's shape first where screens are drawn.

    Raises Refusal where nobody has set one up, OutOfReach as made_ready does.
    """
    store = made_ready(machine)
    try:
        if is_missing(machine):
            raise Refusal(NOBODY)
        if not is_plain:
            store.migrate()
        store.prepare()
        store.settings.current()
        if not store.is_set_up():
            raise Refusal(NOBODY)
        yield store
    finally:
        store.close()


COMMAND = Command("manage", "the managers' view, for managers only", run, arguments)
