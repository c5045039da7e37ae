"""A program on a pseudo-terminal, timed from outside: when a person would have seen what.

Bytes are stamped in a thread of their own as they arrive; the emulator reads them only once
output has paused, so its slowness is never in a time. A frame inside a synchronised-output block
counts when the block ends.
"""

import contextlib
import fcntl
import os
import re
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Self

import pyte

PROJECT = Path(__file__).resolve().parent.parent
COLUMNS, LINES = 80, 24
QUIET = 0.02  # seconds without output after which what came is read
LONGEST_UNREAD = 0.3  # seconds after which it is read even though output goes on
KEYS = {
    "esc": b"\x1b",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
}
STRING = re.compile(rb"\x1b[P_^X\]].*?(?:\x07|\x1b\\)", re.DOTALL)
CONTROL = re.compile(rb"\x1b\[([<=>?]?)([0-9;:]*)([ -/]*)([@-~])")
CUT_IN_TWO = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[P_^X\]][^\x07]*)?$", re.DOTALL)
BLOCK_END = re.compile(rb"(?<=\x1b\[\?2026l)")
SYNCHRONISED = b"2026"  # the number of the mode in which a terminal shows whole frames only


class Lost(Exception):
    """The program ended, or never showed what was waited for; says what its screen had."""


@dataclass(frozen=True)
class Stamp:
    """When bytes arrived (seconds of the monotonic clock), and the CPU seconds used until then."""

    at: float
    cpu: float


class Screen:
    """What the bytes draw. pyte knows fewer sequences than programs send; those are dropped."""

    def __init__(self, columns: int = COLUMNS, lines: int = LINES) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._held = b""
        self.in_block = False

    def feed(self, data: bytes) -> None:
        """Draw some bytes; a sequence that a read cut in two waits for its other half."""
        data = STRING.sub(b"", self._held + data)
        cut = CUT_IN_TWO.search(data)
        self._held = cut.group() if cut else b""
        self._stream.feed(CONTROL.sub(self._known, data[: cut.start()] if cut else data))

    def text(self) -> str:
        """The whole screen as lines."""
        return "\n".join(self._screen.display)

    def cells(self) -> list[dict[int, Any]]:
        """Every cell with its style, so that a highlight that moves is a change."""
        return [dict(self._screen.buffer[line]) for line in range(self._screen.lines)]

    def _known(self, found: re.Match[bytes]) -> bytes:
        prefix, numbers, middle, final = found.groups()
        if prefix == b"?" and numbers == SYNCHRONISED and final in b"hl":
            self.in_block = final == b"h"
        if prefix in (b"<", b"=", b">") or middle or final in b"cntuqS":
            return b""
        return found.group().replace(b":", b";")


def answers(data: bytes) -> bytes:
    """What a plain terminal replies to the questions among these bytes."""
    replies = []
    for prefix, numbers, middle, final in CONTROL.findall(data):
        if (prefix, middle, final) == (b"?", b"$", b"p"):
            known = 2 if numbers == SYNCHRONISED else 0
            replies.append(b"\x1b[?%s;%d$y" % (numbers, known))
        elif (prefix, final) == (b"", b"c"):
            replies.append(b"\x1b[?62;22c")
        elif (prefix, numbers, final) == (b"", b"6", b"n"):
            replies.append(b"\x1b[1;1R")
    return b"".join(replies)


class Terminal:
    """A command on a terminal of 80 by 24; use it with `with`, which ends the command.

    environment: added to this process's own.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.screen = Screen()
        self._arrived: SimpleQueue[tuple[Stamp, bytes]] = SimpleQueue()
        self.painted = 0  # bytes
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        kind = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env={**os.environ, **kind, **environment},
            preexec_fn=partial(os.login_tty, slave),
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait(self, seen: Callable[[Screen], bool], seconds: float = 30) -> Stamp | None:
        """When the bytes came that made `seen` true of the screen; None when they never did.

        Raises Lost when the program ends meanwhile.
        """
        until = time.perf_counter() + seconds
        while True:
            hit = None
            for stamp, data in self._pause(until):
                if not data:
                    raise Lost(f"The program ended. Its screen:\n{self.screen.text().rstrip()}")
                for part in BLOCK_END.split(data):
                    self.screen.feed(part)
                    if hit is None and not self.screen.in_block and seen(self.screen):
                        hit = stamp
            if hit is not None or time.perf_counter() > until:
                return hit

    def wait_for(self, text: str) -> Stamp:
        """When this text stood on the screen. Raises Lost when it never does."""
        stamp = self.wait(lambda screen: text in screen.text())
        if stamp is None:
            raise Lost(f"Never saw '{text}'. The screen:\n{self.screen.text().rstrip()}")
        return stamp

    def settle(self, quiet: float, longest: float = 3.0) -> None:
        """Let output pause for `quiet` seconds, or give up on that after the longest."""
        until = time.perf_counter() + longest
        while self.wait(lambda _: True, quiet) and time.perf_counter() < until:
            pass

    def press(self, key: str, text: str = "") -> float:
        """Seconds from this key to its paint: of the text, or without one of any change.

        Raises Lost when nothing comes of it, or the text stands there before the key.
        """
        before = self.screen.cells()
        if text and text in self.screen.text():
            raise Lost(f"'{text}' is there before '{key}':\n{self.screen.text().rstrip()}")
        sent = time.perf_counter()
        os.write(self._master, KEYS.get(key, key.encode()))
        if text:
            return self.wait_for(text).at - sent
        stamp = self.wait(lambda screen: screen.cells() != before)
        if stamp is None:
            raise Lost(f"'{key}' changed nothing:\n{self.screen.text().rstrip()}")
        return stamp.at - sent

    def cpu(self) -> float:
        """CPU seconds that the program has used; its own clock, which counts nanoseconds."""
        return time.clock_gettime((~self._process.pid << 3) | 2)

    def peak_memory(self) -> float:
        """The most that the program ever held, in MiB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text("ascii", "replace")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    def _pause(self, until: float) -> list[tuple[Stamp, bytes]]:
        """What arrived, once output has paused; nothing when it is too late for more."""
        found: list[tuple[Stamp, bytes]] = []
        while not found or found[-1][0].at - found[0][0].at < LONGEST_UNREAD:
            try:
                left = QUIET if found else max(0.0, until - time.perf_counter())
                found.append(self._arrived.get(timeout=left))
            except Empty:
                break
            if not found[-1][1]:
                break
        return found

    def _read(self) -> None:
        with contextlib.suppress(OSError):  # how a terminal says that nobody is left on it
            while data := os.read(self._master, 65536):
                self._arrived.put((Stamp(time.perf_counter(), self.cpu()), data))
                self.painted += len(data)
                if reply := answers(data):
                    os.write(self._master, reply)
        self._arrived.put((Stamp(time.perf_counter(), 0.0), b""))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(3)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(2)
        os.close(self._master)
