"""A private sshd on the loopback address, and the real client that comes in to it.

It has keys and a configuration of its own and touches nothing of the machine's. Whoever runs this
comes in as themselves, so it takes no other user, and no root.
"""

import os
import pwd
import shutil
import socket
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
USER = pwd.getpwuid(os.getuid()).pw_name
PRIVILEGE_SEPARATION = Path("/run/sshd")  # where Debian's sshd confines itself; it must be there
LOOPBACK = "127.0.0.1"
CONFIG = """\
ListenAddress {address}
HostKey {folder}/host
PidFile none
UsePAM no
# The keys lie below /tmp, which everybody may write to; on a real machine they do not.
StrictModes no
PermitRootLogin prohibit-password
# As Debian's own settings have them, so that it is seen that ours undo this.
AcceptEnv LANG LC_*
X11Forwarding yes
Subsystem sftp internal-sftp
LogLevel ERROR
{more}
"""


def missing() -> str:
    """Why no sshd can be started here, in words; nothing when one can."""
    if SSHD is None or shutil.which("ssh") is None:
        return "OpenSSH's server or client is missing: sudo apt install openssh-server"
    if os.getuid() == 0 and not PRIVILEGE_SEPARATION.is_dir():
        return f"sshd needs {PRIVILEGE_SEPARATION}: mkdir {PRIVILEGE_SEPARATION}"
    return ""


@dataclass
class Sshd:
    """An sshd, from `with` to its end.

    folder: empty, for its keys and files. more: settings besides CONFIG's, which come first.
    keys_file: where the lines of keys stand, by default one in the folder.
    """

    folder: Path
    more: str = ""

    @cached_property
    def port(self) -> int:
        """A port that nobody listened on when it was asked for."""
        with socket.create_server((LOOPBACK, 0)) as free:
            number: int = free.getsockname()[1]
        return number

    @property
    def keys_file(self) -> Path:
        """The lines of the keys that may come in."""
        return self.folder / "keys"

    def new_key(self, name: str) -> Path:
        """A new key of this name; its public half stands beside it, with .pub."""
        path = self.folder / name
        self._make_key(path)
        return path

    def client(
        self, key: Path, *words: str, port: int | None = None, program: str = "ssh"
    ) -> list[str]:
        """The command of a client with this key and nothing of the user's own settings.

        words: options, and what comes after the host. port: of a relay, instead of this sshd's.
        """
        options = [f"IdentityFile={key}", "IdentitiesOnly=yes", "BatchMode=yes"]
        options += [f"UserKnownHostsFile={self.folder / 'known_hosts'}", "LogLevel=ERROR"]
        options += [
            "StrictHostKeyChecking=accept-new",
            "ControlPath=none",
            f"Port={port or self.port}",
        ]
        return [program, "-F", "none", *(word for one in options for word in ("-o", one)), *words]

    def __enter__(self) -> Self:
        self._make_key(self.folder / "host")
        self.keys_file.touch(0o644)
        config = self.folder / "sshd_config"
        address = f"{LOOPBACK}:{self.port}"
        config.write_text(CONFIG.format(address=address, folder=self.folder, more=self.more))
        # -D stays in the foreground, so that it is ours to end; -e tells faults here.
        self._log = (self.folder / "log").open("wb")
        command = [str(SSHD), "-D", "-e", "-f", str(config)]
        self._process = subprocess.Popen(command, stdout=self._log, stderr=self._log)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.wait()
        self._log.close()

    def _make_key(self, path: Path) -> None:
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)]
        subprocess.run(command, check=True)
