"""A command on a pseudo-terminal, as a person has it before them."""

import fcntl
import os
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence

from benchmarks.terminal import Screen

LONGEST_WAIT = 20.0  # seconds after which something is taken never to come


class Terminal:
    """It runs from the start until close(). environment: on top of this process's own."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        columns: int = 80,
        lines: int = 24,
    ) -> None:
        self.master, slave = os.openpty()
        self.output = b""
        self.resize(columns, lines)
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
            env={**os.environ, **environment},
        )
        os.close(slave)

    def resize(self, columns: int, lines: int) -> None:
        """Give it another size; what it paints from now on is on a screen of that."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.screen = Screen(columns, lines)

    def until(self, so: Callable[[], bool]) -> None:
        """Read what it writes until that is so."""
        end = time.perf_counter() + LONGEST_WAIT
        while not so():
            left = max(end - time.perf_counter(), 0)
            assert select.select([self.master], [], [], left)[0], self.screen.text()
            data = os.read(self.master, 65536)
            self.output += data
            self.screen.feed(data)

    def see(self, words: str, but_not: str = "(nothing)") -> None:
        """Wait until these words stand on the screen, and those do not."""
        self.until(lambda: words in self.screen.text() and but_not not in self.screen.text())

    def press(self, keys: bytes) -> None:
        """Type this, all at once."""
        os.write(self.master, keys)

    def hang_up(self) -> None:
        """Take the terminal away."""
        os.close(self.master)
        self.master = -1

    def close(self) -> None:
        """End the command, whatever it does."""
        self.process.kill()
        self.process.wait()
        if self.master >= 0:
            self.hang_up()
