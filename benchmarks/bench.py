"""What every figure is given: how often to measure, and stores that are made once."""

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from benchmarks import fill
from benchmarks.programs import Program, kiosk, yardstick
from benchmarks.yardstick import ROWS
from kiosk.practice.clock import Clock
from kiosk.practice.settings import Settings
from storage.key import key_of

WORKDAYS_A_YEAR = 260
WORKDAYS_A_MONTH = 21


@dataclass
class Bench:
    """One run of the benchmarks.

    folder: for stores and for the HOME of what is timed; a store of today that is there is used
    again.
    is_quick: a few of everything, to see that it runs; such figures mean little.
    is_check: time the yardstick in the kiosk's place, so that every ratio should be 1.
    """

    folder: Path
    is_quick: bool = False
    is_check: bool = False
    _copies: int = field(default=0, init=False)

    @property
    def launches(self) -> int:
        """How many pairs of launches."""
        return 3 if self.is_quick else 31

    @property
    def presses(self) -> int:
        """How many presses of a key in each program."""
        return 12 if self.is_quick else 200

    @property
    def seconds(self) -> float:
        """How long something is watched or kept busy."""
        return 5.0 if self.is_quick else 60.0

    @property
    def home(self) -> Path:
        """An empty home for the programs."""
        made = self.folder / "home"
        made.mkdir(parents=True, exist_ok=True)
        return made

    @cached_property
    def ten_years(self) -> Path:
        """A store of ten years (in a quick run, of one)."""
        return self._filled("ten-years", WORKDAYS_A_YEAR * (1 if self.is_quick else 10))

    @cached_property
    def one_month(self) -> Path:
        """A store of one month."""
        return self._filled("one-month", WORKDAYS_A_MONTH)

    @cached_property
    def one_year(self) -> Path:
        """A store of one year."""
        return self._filled("one-year", WORKDAYS_A_YEAR)

    def yardstick(self, rows: int = ROWS) -> Program:
        """What to measure against. rows: of its tables."""
        return yardstick(self.home, rows)

    def kiosk(self, store: Path | None = None) -> Program:
        """What to measure, on a store of ten years unless told another."""
        if self.is_check:
            return self.yardstick()
        return kiosk(store or self.ten_years, self.home)

    def copy_with_open(self, count: int) -> Path:
        """A copy of the ten years with this many more open prior auths, which nobody has."""
        self._copies += 1
        copy = self.folder / f"copy-{self._copies}"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        store = copy / self.ten_years.name
        # Not file by file: whoever was measured before may be closing its log just now.
        ours, copied = sqlite3.connect(self.ten_years), sqlite3.connect(store)
        with closing(ours), closing(copied):
            ours.backup(copied)
        shutil.copy(key_of(self.ten_years), key_of(store))
        fill.add_open(store, count)
        os.sync()  # or the first figures would wait for what the copy left to be written
        return store

    def requests(self, closed: int, count: int) -> Path:
        """A store with so many open prior auths, and so many that are closed."""
        store = self.folder / f"requests-{closed}" / "kiosk.db"
        shutil.rmtree(store.parent, ignore_errors=True)
        fill.fill(store, 1)
        fill.add_closed(store, closed)
        fill.add_open(store, count)
        os.sync()
        return store

    def _filled(self, name: str, workdays: int) -> Path:
        today = Clock(Settings().zone).now().date()
        store = self.folder / f"{name}-{workdays}-{today}" / "kiosk.db"
        if not store.exists():
            print(f"Filling a store with {workdays} working days ...", file=sys.stderr)
            fill.fill(store, workdays)
        return store
