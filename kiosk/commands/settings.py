"""`kiosk settings`: what the practice has set."""

from argparse import ArgumentParser, Namespace

from kiosk.commands.base import (
    DONE,
    Command,
    acting,
    as_json,
    insist,
    offer_as,
    opened,
    tell,
)
from kiosk.machine import Machine
from kiosk.practice.errors import Refusal
from kiosk.practice.settings import listed


def arguments(parser: ArgumentParser) -> None:
    """Which one, and what it becomes."""
    parser.add_argument("key", nargs="?", metavar="KEY", help="one setting; all without it")
    parser.add_argument("value", nargs="?", metavar="VALUE", help="what it is set to")
    parser.add_argument("--json", action="store_true", help="for a program")
    offer_as(parser)


def run(given: Namespace, machine: Machine) -> int:
    """Print all settings, print one, or set one."""
    with opened(machine) as store:
        if given.value is not None:
            by = acting(given, store)
            insist(lambda: store.settings.set(given.key, given.value, by))
            tell("Set. Every terminal follows at once.")
        settings = {one.key: one for one in listed(store.settings.current())}
    if given.key is not None and given.key not in settings:
        raise Refusal(f"There is no setting '{given.key}'. 'kiosk settings' lists them.")
    shown = settings if given.key is None else {given.key: settings[given.key]}
    if given.json:
        as_json({key: one.value for key, one in shown.items()})
    elif given.key is not None:
        print(settings[given.key].value)
    else:
        print("\n".join(f"{one.key} = {one.value}\n    {one.words}" for one in shown.values()))
    return DONE


COMMAND = Command("settings", "what the practice has set, and setting it", run, arguments)
