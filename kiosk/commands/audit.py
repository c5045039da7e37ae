"""`kiosk audit`: whether anybody changed the trail behind the program's back."""

from argparse import ArgumentParser, Namespace

from kiosk.commands.base import DONE, LOOK, Command, as_json, found, opened
from kiosk.machine import Machine


def arguments(parser: ArgumentParser) -> None:
    """What to do with the trail, and how to tell it."""
    parser.add_argument("what", choices=["verify"], help="look for what was changed")
    parser.add_argument("--json", action="store_true", help="for a program")


def run(given: Namespace, machine: Machine) -> int:
    """Print what does not fit (status 4), or that the trail is whole."""
    with opened(machine) as store:
        findings = store.trail.verify()
    if given.json:
        as_json({"trail": findings})
    else:
        found(findings or ["The trail is whole."])
    return LOOK if findings else DONE


COMMAND = Command("audit", "whether anybody changed the trail", run, arguments)
