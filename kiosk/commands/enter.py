"""`kiosk enter`: what sshd starts for whoever comes in with a key; see `kiosk ssh-config`."""

import gc
import os
import re
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace

from kiosk.commands.base import USAGE, Command, insist, tell
from kiosk.commands.manage import practice
from kiosk.machine import Machine
from kiosk.practice.errors import Refusal
from kiosk.practice.people import PersonId

# Those that draw what Textual writes. Any other gets plain lines, and its name goes nowhere.
DRAWS = re.compile(
    r"(alacritty|ansi|contour|cygwin|foot|ghostty|gnome|iterm2?|kitty|konsole|linux|mintty|putty"
    r"|rxvt|screen|st|tmux|vt\d{3}|wezterm|xterm)([-+.][a-z0-9]{1,20}){0,4}"
)
NO_TERMINAL = "This needs a terminal. Log in with 'ssh -t', and without a command."
NO_COMMANDS = "Only the kiosk can be used here, no commands and no files. Log in without a command."


def arguments(parser: ArgumentParser) -> None:
    """Who comes in."""
    parser.add_argument("person", type=int, metavar="PERSON", help="the number of whose key it is")


def run(given: Namespace, machine: Machine) -> int:
    """Open somebody's own session: a manager's in the managers' view, others' in the break room.

    sshd has verified the key, and it names the person; nothing that the client sends does.
    """
    if os.environ.get("SSH_ORIGINAL_COMMAND"):
        raise Refusal(NO_COMMANDS)
    if not all(one.isatty() for one in (sys.stdin, sys.stdout, sys.stderr)):
        tell(NO_TERMINAL)
        return USAGE
    is_plain = DRAWS.fullmatch(os.environ.get("TERM", "")) is None
    if is_plain:
        os.environ["TERM"] = "dumb"
    else:
        gc.disable()  # as `kiosk` itself does, until the first frame stands
    # A name of its own: what is typed wrongly here makes nobody wait elsewhere.
    machine = replace(machine, terminal=f"ssh, person {given.person}")
    with practice(machine, is_plain) as store:
        person = insist(lambda: store.identification.with_key(PersonId(given.person)))
        from screens import start

        if is_plain:
            return start.run_plain_own(store, person)
        return start.run_own(store, machine, person)


COMMAND = Command("enter", "what sshd starts for a key: one person's session", run, arguments)
