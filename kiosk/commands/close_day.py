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
from kiosk.practice.errors import OutOfReach
from screens.views.day_told import day_told

AGAIN = "Run it again with another file, and its seal is written there."


def arguments(parser: ArgumentParser) -> None:
    """Where the seal is kept."""
    offer_as(parser)
    parser.add_argument(
        "--seal-to", dest="to", type=Path, metavar="FILE", help="add the seal to this file"
    )


def run(given: Namespace, machine: Machine) -> int:
    """Close it, and print its summary; 4 when something needs a look.

    Of a day that is closed already the seal can still be kept: a first try may have failed at that.
    """
    with opened(machine) as store:
        who, today = acting(given, store), store.days.today()
        if not (given.to and store.days.find(today)):
            insist(lambda: store.days.close(who))
        told = day_told(store, today)
    print("\n".join(text(told)))
    if given.to:
        try:
            add_privately(given.to, f"{told.seal}\n")
        except OutOfReach as fault:
            raise OutOfReach(f"{fault} The day is closed. {AGAIN}") from fault
        tell(f"The day is sealed in {given.to}. Keep it away from the records.")
    return LOOK if needs_a_look(told.lines) else DONE


COMMAND = Command("close-day", "close today before its end, once", run, arguments)
