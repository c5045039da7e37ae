"""`kiosk prior-auths`: what is asked of a clinician, for paper."""

from argparse import ArgumentParser, Namespace

from kiosk.commands.base import DONE, Command, opened
from kiosk.machine import Machine
from kiosk.practice.people import named
from screens.views.prior_auth_questions import page


def arguments(parser: ArgumentParser) -> None:
    """What to print."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--questions", metavar="NAME", help="what is asked of this person, to print")
    which.add_argument(
        "--clocks", action="store_true", help="how long payers may take, by which rule"
    )


def run(given: Namespace, machine: Machine) -> int:
    """Print it."""
    with opened(machine) as store:
        if given.clocks:
            for clock in store.prior_auth_work.clocks():
                ends = f" to {clock.source.valid_to}" if clock.source.valid_to else ""
                print(f"{clock.name}: {clock.payer_type}, {clock.covers}, {clock.urgency}")
                print(f"  {clock.source.words}")
                print(f"  from {clock.source.valid_from}{ends}, checked {clock.source.checked_on}")
            return DONE
        person = named(given.questions, store.people.everyone(store.clock.now().date()))
        print("\n".join(page(person, store)))
    return DONE


COMMAND = Command("prior-auths", "the prior auths: what waits for whom", run, arguments)
