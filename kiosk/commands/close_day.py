"""`kiosk close-day`: close today before its end, once, and keep its seal elsewhere."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from kiosk.commands.base import (
    DONE,
    LOOK,
    Command,
    acting,
    add_privately,
    insist,
    offer_as,
    opened,
    tell,
)
from kiosk.commands.summary import text
from kiosk.machine import Machine
from kiosk.practice.day_summary import needs_a_look
from screens.views.day_told import day_told


def arguments(parser: ArgumentParser) -> None:
    """Where the seal is kept."""
    offer_as(parser)
    parser.add_argument(
        "--seal-to", dest="to", type=Path, metavar="FILE", help="add the seal to this file"
    )


def run(given: Namespace, machine: Machine) -> int:
    """Close it, and print its summary; 4 when something needs a look."""
    with opened(machine) as store:
        who = acting(given, store)
        day = insist(lambda: store.days.close(who)).day
        told = day_told(store, day)
    print("\n".join(text(told)))
    if given.to:
        add_privately(given.to, f"{told.seal}\n")
        tell(f"The day is sealed in {given.to}. Keep it away from the records.")
    return LOOK if needs_a_look(told.lines) else DONE


COMMAND = Command("close-day", "close today before its end, once", run, arguments)
