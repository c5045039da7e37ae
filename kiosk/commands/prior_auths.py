"""`kiosk prior-auths`: what is asked of a clinician, for paper."""

from argparse import ArgumentParser, Namespace

from kiosk.commands.base import DONE, Command, opened
from kiosk.machine import Machine
from kiosk.practice.people import named
from screens.views.prior_auth_questions import page


def arguments(parser: ArgumentParser) -> None:
    """Whose questions."""
    parser.add_argument(
        "--questions", metavar="NAME", required=True, help="what is asked of this person, to print"
    )


def run(given: Namespace, machine: Machine) -> int:
    """Print it."""
    with opened(machine) as store:
        person = named(given.questions, store.people.everyone(store.clock.now().date()))
        print("\n".join(page(person, store)))
    return DONE


COMMAND = Command("prior-auths", "the prior auths: what waits for whom", run, arguments)
