"""The programs that are timed: how each is started, and which keys do the same in each."""

import sys
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.terminal import Terminal
from benchmarks.yardstick import ROWS


@dataclass(frozen=True)
class Program:
    """A full-screen program with a first screen, a second with a list, and a help of some sort.

    ready: what the first usable frame shows. to_list, to_first: a key and the text it brings.
    to_help, from_help: keys that paint something at once.
    """

    name: str
    command: tuple[str, ...]
    ready: str
    to_list: tuple[str, str]
    to_first: tuple[str, str]
    to_help: str
    from_help: str
    environment: dict[str, str] = field(default_factory=dict)

    def open(self) -> Terminal:
        """Start it; nothing is waited for."""
        return Terminal(self.command, self.environment)


def yardstick(home: Path, rows: int = ROWS) -> Program:
    """The least Textual program. home: its HOME. rows: of its tables."""
    return Program(
        "yardstick",
        (sys.executable, "-m", "benchmarks.yardstick", str(rows)),
        ready="FIRST 01",
        to_list=("f2", "SECOND 01"),
        to_first=("f1", "FIRST 01"),
        to_help="f2",
        from_help="f1",
        environment=_at_home(home),
    )


def kiosk(store: Path, home: Path) -> Program:
    """The kiosk on a store. home: its HOME, so that nothing of whoever measures is touched."""
    return Program(
        "kiosk",
        (sys.executable, "-m", "kiosk", "--store", str(store)),
        ready="SCAN YOUR BADGE",
        to_list=("2", "Take it"),
        to_first=("esc", "SCAN YOUR BADGE"),
        to_help="f1",
        from_help="esc",
        environment={**_at_home(home), "KIOSK_STORE": str(store)},
    )


def _at_home(home: Path) -> dict[str, str]:
    folders = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    return dict.fromkeys(folders, str(home))
