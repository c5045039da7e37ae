"""`kiosk ssh-config`: what sshd needs to let people in: its settings, and a line for each key."""

import os
import pwd
import shlex
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from kiosk.commands.base import DONE, Command, opened, tell
from kiosk.commands.ssh_keys import PublicKey, read_key
from kiosk.machine import Machine
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, named

SETTINGS_FILE = "/etc/ssh/sshd_config.d/breakroom-kiosk.conf"
KEYS_FILE = "/etc/ssh/breakroom-kiosk.keys"
# ClientAlive: a dead network is noticed within a minute, for output starts the count anew, and the
# clock of the board turns once a minute. Nothing may tick faster.
SETTINGS = """\
# What {user} may do over SSH: open the kiosk, and nothing else. Save this as
# {settings_file}
# and the lines of 'kiosk ssh-config --key FILE --person NAME' as
# {keys_file}
# Both belong to root. Then: sshd -t && systemctl reload ssh
PermitUserEnvironment no
Match User {user}
    AuthenticationMethods publickey
    AuthorizedKeysFile {keys_file}
    AuthorizedKeysCommand none
    TrustedUserCAKeys none
    PasswordAuthentication no
    KbdInteractiveAuthentication no
    DisableForwarding yes
    PermitTunnel no
    PermitUserRC no
    PermitTTY yes
    AcceptEnv none
    MaxSessions 1
    ClientAliveInterval 5
    ClientAliveCountMax 2
Match all
"""
ENTRY = (
    "exec /usr/bin/env -i HOME={home} PATH=/usr/bin:/bin LANG=C.UTF-8"
    ' TERM="$TERM" SSH_ORIGINAL_COMMAND="$SSH_ORIGINAL_COMMAND"'
    " {python} -I -m kiosk --store {store} enter {person}"
)


def arguments(parser: ArgumentParser) -> None:
    """The settings, or the line of one key."""
    parser.add_argument("--key", type=Path, metavar="FILE", help="somebody's public key")
    parser.add_argument("--person", metavar="NAME", help="whose key it is")
    parser.add_argument("--user", metavar="USER", help="the system's user for SSH, if not this one")


def run(given: Namespace, machine: Machine) -> int:
    """Print the settings, or with --key and --person the line of one key. Writes no file."""
    user = _user(given.user)
    if (given.key is None) != (given.person is None):
        raise Refusal("A line needs both: --key FILE and --person NAME.")
    if given.key is None:
        files = {"settings_file": SETTINGS_FILE, "keys_file": KEYS_FILE}
        print(SETTINGS.format(user=user.pw_name, **files), end="")
        return DONE
    key = read_key(given.key)
    with opened(machine) as store:
        today = store.clock.working_day()
        person = named(
            given.person, [one for one in store.people.everyone() if not one.is_gone(today)]
        )
    print(_line(key, person, user.pw_dir, machine.store))
    tell(f"For {person.name}. Let them compare what 'ssh-keygen -lf' says of it: {key.fingerprint}")
    return DONE


def _user(name: str | None) -> pwd.struct_passwd:
    """The user under which people come in. Raises Refusal for one that there is not."""
    if name is None and os.getuid() == 0:
        raise Refusal(
            "Ask as the kiosk's own user, or name it with --user. root needs its own way."
        )
    try:
        return pwd.getpwnam(name) if name else pwd.getpwuid(os.getuid())
    except KeyError:
        raise Refusal(f"There is no user '{name or os.getuid()}' on this machine.") from None


def _line(key: PublicKey, person: Person, home: str, store: Path) -> str:
    """A line of sshd's keys file (AUTHORIZED_KEYS FILE FORMAT in sshd(8)): who, and what starts."""
    command = ENTRY.format(
        home=shlex.quote(home),
        python=shlex.quote(sys.executable),
        store=shlex.quote(str(store)),
        person=person.id,
    )
    quoted = command.replace('"', r"\"")
    return f'restrict,pty,command="{quoted}" {key.kind} {key.blob} {person.name}'


COMMAND = Command("ssh-config", "what sshd needs to let people in with their keys", run, arguments)
