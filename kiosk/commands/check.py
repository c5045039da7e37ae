"""`kiosk check`: whether the file and its trail are whole."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from kiosk.commands.base import DONE, LOOK, OUT_OF_REACH, Command, as_json, found, opened
from kiosk.machine import Machine


def arguments(parser: ArgumentParser) -> None:
    """How to tell it."""
    parser.add_argument("--json", action="store_true", help="for a program")


def run(given: Namespace, machine: Machine) -> int:
    """Print what is wrong: with the file (status 3), or with its trail (status 4)."""
    with opened(machine) as store:
        damage = store.damage()
        findings = () if damage else store.trail.verify()
    if given.json:
        as_json({"damage": damage, "trail": [asdict(one) for one in findings]})
    else:
        found(damage or findings or ["The records are whole."])
    if damage:
        return OUT_OF_REACH
    return LOOK if findings else DONE


COMMAND = Command("check", "whether the file and its trail are whole", run, arguments)
