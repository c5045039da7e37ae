"""`kiosk restore`: put a backup into an empty place, with its key or without."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from kiosk.commands.base import DONE, LOOK, OUT_OF_REACH, Command, closed, found, tell
from kiosk.machine import Machine
from kiosk.practice.errors import Refusal
from storage.store import Store


def arguments(parser: ArgumentParser) -> None:
    """Which backup, and its key when that lies elsewhere."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a store that 'backup' made")
    parser.add_argument("--key", type=Path, metavar="FILE", help="when it is not beside the store")


def run(given: Namespace, machine: Machine) -> int:
    """Restore, then check; without the key, print new one-time codes for the managers."""
    if given.key and not given.key.is_file():
        raise Refusal(f"There is no key {given.key}; nothing was restored.")
    store = closed(machine)
    try:
        has_key = store.restore(given.file, given.key)
        store.settings.current()
        tell(f"Restored to {machine.store}.")
        if not has_key:
            _begin_again(store)
        return _checked(store)
    finally:
        store.close()


def _begin_again(store: Store) -> None:
    tell(
        "Its key was not there. A new one was made: every PIN, badge and one-time code is gone. "
        "These codes are shown only now:"
    )
    today = store.clock.now().date()
    managers = [one for one in store.people.everyone(today) if one.is_manager]
    for one in managers:
        print(f"{one.name}: {store.people.new_code(one)}")
    tell("'kiosk people code NAME' makes one for everybody else.")


def _checked(store: Store) -> int:
    if damage := store.damage():
        found(damage)
        return OUT_OF_REACH
    if findings := store.trail.verify():
        found(findings)
        return LOOK
    print("The records are whole.")
    return DONE


COMMAND = Command("restore", "put a backup into an empty place", run, arguments)
