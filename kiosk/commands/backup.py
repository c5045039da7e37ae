"""`kiosk backup`: a verified copy, while the kiosk runs."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from kiosk.commands.base import DONE, Command, as_json, insist, opened, tell
from kiosk.machine import Machine


def arguments(parser: ArgumentParser) -> None:
    """Where to, and how many stay."""
    parser.add_argument("directory", type=Path, metavar="DIR", help="made when it is missing")
    parser.add_argument("--keep", type=_at_least_one, default=30, metavar="N", help="copies (30)")
    parser.add_argument("--json", action="store_true", help="for a program")


def run(given: Namespace, machine: Machine) -> int:
    """Write the store and its key as two files, and drop the oldest copies."""
    with opened(machine) as store:
        made = insist(lambda: store.back_up(given.directory, given.keep))
    if given.json:
        as_json({"store": str(made.store), "key": str(made.key), "events": made.events})
    else:
        print(f"The records: {made.store} ({made.events} events, verified)")
        print(f"Their key:   {made.key}")
    tell("Keep the two apart: whoever has both can try out every PIN.")
    return DONE


def _at_least_one(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or int(typed[:9]) < 1:
        raise ArgumentTypeError(f"'{typed}' is not a whole number from 1 on")
    return int(typed[:9])


COMMAND = Command("backup", "a dated copy of the store and its key, verified", run, arguments)
