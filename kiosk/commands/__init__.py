"""The commands of the command line, one module each; a module is imported when it is asked for."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.commands.base import Command

DEFAULT = "run"
COMMANDS = {
    "run": "kiosk.commands.run:COMMAND",
    "manage": "kiosk.commands.manage:COMMAND",
    "enter": "kiosk.commands.enter:COMMAND",
    "plain": "kiosk.commands.plain:COMMAND",
    "demo": "kiosk.commands.demo:COMMAND",
    "setup": "kiosk.commands.setup:COMMAND",
    "people": "kiosk.commands.people:COMMAND",
    "settings": "kiosk.commands.settings:COMMAND",
    "prior-auths": "kiosk.commands.prior_auths:COMMAND",
    "issues": "kiosk.commands.issues:COMMAND",
    "breaks": "kiosk.commands.breaks:COMMAND",
    "plan": "kiosk.commands.plan:COMMAND",
    "plans": "kiosk.commands.plans:COMMAND",
    "summary": "kiosk.commands.summary:COMMAND",
    "close-day": "kiosk.commands.close_day:COMMAND",
    "trends": "kiosk.commands.trends:COMMAND",
    "roster": "kiosk.commands.roster:COMMAND",
    "import": "kiosk.commands.import_files:COMMAND",
    "backup": "kiosk.commands.backup:COMMAND",
    "restore": "kiosk.commands.restore:COMMAND",
    "check": "kiosk.commands.check:COMMAND",
    "migrate": "kiosk.commands.migrate:COMMAND",
    "doctor": "kiosk.commands.doctor:COMMAND",
    "audit": "kiosk.commands.audit:COMMAND",
    "ssh-config": "kiosk.commands.ssh_config:COMMAND",
}


def command(name: str) -> "Command":
    """One of COMMANDS, imported."""
    module, _, within = COMMANDS[name].partition(":")
    found: Command = getattr(import_module(module), within)
    return found
