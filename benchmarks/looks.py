"""The managers' queue of what needs a look, from its key to its paint, over a bare table."""

import asyncio
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import DataTable

from benchmarks.bench import Bench
from benchmarks.table import Row, over, pair_ratio, spread
from kiosk.practice.clock import Clock
from kiosk.practice.settings import Settings
from screens.app import KioskApp
from screens.management import MANAGEMENT
from screens.session import Kiosk, Session
from storage.store import Store

ITEMS = 2000
SIZE = (80, 24)
KEY = "1"


class BareTable(Screen[None]):
    """Nothing but a table with as many rows, and as many columns, as the queue has."""

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable[str](cursor_type="row")

    def on_mount(self) -> None:
        """Fill it and put the cursor into it."""
        table: DataTable[str] = self.query_one(DataTable)
        table.add_columns("How grave", "Whom", "When", "What")
        rows = range(ITEMS)
        table.add_rows(("soon", "nobody", "Mon Nov 23", f"nobody has it: {row}") for row in rows)
        table.focus()


class Bare(App[None]):
    """An empty screen; a key opens the table."""

    BINDINGS = [(KEY, "open", "Open")]

    def action_open(self) -> None:
        """Open it."""
        self.push_screen(BareTable())


def looks(bench: Bench) -> list[Row]:
    """A queue of 2,000 opened for the first time, over a bare table of 2,000."""
    path = bench.copy_with_open(ITEMS)
    with closing(Store(path, "bench", Clock(Settings().zone))) as store:
        store.settings.set("needs_a_look.nobody", "soon, 0 d")  # they were listed today
    ours, theirs = asyncio.run(_pairs(path, max(3, bench.launches // 3)))
    said = f"{spread(ours, 'ms', 1e3)}; a bare table {spread(theirs, 'ms', 1e3)}; n {len(ours)}"
    what = f"a queue of {ITEMS:,} that need a look, opened, over a bare table"
    return [over(what, said, pair_ratio(ours, theirs), 1.3)]


async def _pairs(path: Path, count: int) -> tuple[list[float], list[float]]:
    """Both in turn, after one of each that does not count: it imports what only they need."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(count + 1):
        with closing(Store(path, "bench", Clock(Settings().zone))) as store:
            settings = store.settings.current()
            session = Session(store.clock, settings, for_managers=True)
            manager = next(one for one in store.people.everyone() if one.is_manager)
            session.begin(manager, settings)
            app = KioskApp(Kiosk(store, store.clock, session), MANAGEMENT)
            app.badges.gap = 0.0  # nobody scans a badge here
            ours.append(await _opening(app))
        theirs.append(await _opening(Bare()))
    return ours[1:], theirs[1:]


async def _opening(app: App[Any]) -> float:
    """Seconds from the key until the screen that it opens is painted."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        began = time.perf_counter()
        await pilot.press(KEY)
        await pilot.pause()
        return time.perf_counter() - began
