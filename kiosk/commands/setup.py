"""`kiosk setup`: the first run, by questions on a terminal or by options."""

import sys
from argparse import ArgumentParser, Namespace

from kiosk.commands.base import DONE, USAGE, Command, closed, is_missing, tell
from kiosk.machine import Machine
from kiosk.practice.errors import Refusal
from kiosk.practice.people import LONGEST_NAME
from kiosk.practice.settings import Settings, changed
from kiosk.practice.words import clean
from storage.people import NewPerson
from storage.store import Store

QUESTIONS = {
    "practice": "Name of the practice: ",
    "zone": "Its time zone, such as America/New_York: ",
    "manager": "Name of the first manager, as the board shows it: ",
}


def arguments(parser: ArgumentParser) -> None:
    """What is asked for on a terminal when it is not given."""
    parser.add_argument("--practice", metavar="NAME", help="as the board shows it")
    parser.add_argument("--zone", metavar="ZONE", help="such as America/New_York")
    parser.add_argument("--manager", metavar="NAME", help="the first manager")


def run(given: Namespace, machine: Machine) -> int:
    """Make the store and the practice in it; print the manager's one-time code, this once."""
    store = closed(machine)
    try:
        if not is_missing(machine):
            _refuse_set_up(store)
        answers = {one: getattr(given, one) for one in QUESTIONS}
        if missing := [one for one, answer in answers.items() if answer is None]:
            if not sys.stdin.isatty():
                tell(f"Say {', '.join(f'--{one}' for one in missing)}: there is nobody to ask.")
                return USAGE
            answers |= {one: input(QUESTIONS[one]) for one in missing}
        _refuse_unfit(answers)
        code = _made(store, answers)
    finally:
        store.close()
    tell(f"Set up at {machine.store}. This one-time code is shown only now; with it")
    tell(f"{clean(answers['manager'], LONGEST_NAME)} sets a PIN at the kiosk:")
    print(code)
    return DONE


def _refuse_set_up(store: Store) -> None:
    store.prepare()
    if store.is_set_up():
        raise Refusal(f"There is a practice at {store.path} already.")


def _refuse_unfit(answers: dict[str, str]) -> None:
    """Before anything is made, so that a mistyped zone leaves no half store."""
    changed(Settings(), "practice", answers["practice"])
    changed(Settings(), "zone", answers["zone"])
    if not clean(answers["manager"], LONGEST_NAME):
        raise Refusal("A person needs a name.")


def _made(store: Store, answers: dict[str, str]) -> str:
    store.migrate()
    with store.together():
        if store.is_set_up():
            raise Refusal(f"There is a practice at {store.path} already.")
        store.settings.set("practice", answers["practice"])
        store.settings.set("zone", answers["zone"])
        manager = NewPerson(answers["manager"], ("manager",), is_manager=True)
        return store.people.add(manager)[1]


COMMAND = Command("setup", "set up a practice, by questions or by options", run, arguments)
