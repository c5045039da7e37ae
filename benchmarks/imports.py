"""The figures of an import: over SQLite alone, how long nobody else can write, and its memory."""

import csv
import re
import shutil
import sqlite3
import time
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.bench import Bench
from benchmarks.raw import PRAGMAS
from benchmarks.table import Row, over, pair_ratio, spread
from kiosk.commands.base import insist
from kiosk.practice.clock import Clock
from kiosk.practice.files import worklist
from kiosk.practice.files.incoming import Reading
from kiosk.practice.settings import Settings
from storage.store import Store

ROWS, FEW = 100_000, 1_000
ROUNDS = 3
TABLES = ("payer", "event", "prior_auth", "import_item")  # what a row of a worklist becomes
HEADER = ("Auth Ref", "Patient Name", "Payer", "CPT", "Due")
LOOK_EVERY = 0.005  # seconds between two tries to write


def imports(bench: Bench) -> list[Row]:
    """A long worklist, and the same rows by executemany in one transaction, in turn."""
    if bench.is_check:
        return []
    count = FEW if bench.is_quick else ROWS
    bench.folder.mkdir(parents=True, exist_ok=True)
    path = worklist_of(count, bench.folder / "worklist.csv")
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(2 if bench.is_quick else ROUNDS):
        store = empty(bench.folder / "imported")
        began = time.perf_counter()
        take(store, path)
        ours.append(time.perf_counter() - began)
        theirs.append(raw(rows_of(store), empty(bench.folder / "raw")))
    said = f"{spread(ours, 's')}; executemany {spread(theirs, 's')}; n {len(ours)}"
    what = f"import of a CSV of {count:,} rows over executemany of the rows it leaves"
    return [over(what, said, pair_ratio(ours, theirs), 6), *_beside_others(bench, path, count)]


def _beside_others(bench: Bench, path: Path, count: int) -> list[Row]:
    """How long nobody else could write meanwhile; and the memory, beside that of a short one."""
    few = worklist_of(FEW, bench.folder / "few.csv")
    _, _, small = _watched(empty(bench.folder / "imported"), few)
    took, held, large = _watched(empty(bench.folder / "imported"), path)
    return [
        Row(f"{count:,} rows: nobody else can write", f"{held:.2f} s of {took:.2f} s"),
        Row(
            f"{count:,} rows: peak memory over that of {FEW:,}",
            f"{large:.1f} MiB; beside it {small:.1f} MiB",
            large / small,
        ),
    ]


def worklist_of(count: int, path: Path) -> Path:
    """A worklist of so many rows that differ, of 40 payers."""
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for one in range(count):
            code = 10_000 + one % 89_999
            rows.writerow([f"N-{one}", f"Zztest{one}", f"Plan {one % 40}", code, "2026-03-09"])
    return path


def empty(folder: Path) -> Path:
    """A new store in a folder of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    path = folder / "kiosk.db"
    with closing(Store(path, "bench", Clock(Settings().zone))) as store:
        store.migrate()
    return path


def take(path: Path, source: Path) -> None:
    """Import it as the command does."""
    reading = Reading()
    with closing(Store(path, "bench", Clock(Settings().zone))) as store, source.open("rb") as file:
        items = worklist.read(file, source.name, {}, reading, store.clock.now().date())
        with store.imports.read("office", items, reading) as spool:
            insist(lambda: store.imports.write(spool))


def rows_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that an import left in a store, by table."""
    with closing(sqlite3.connect(path)) as store:
        return {table: store.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def raw(rows: dict[str, list[tuple[Any, ...]]], path: Path) -> float:
    """Seconds for the same rows in one transaction, with sqlite3 alone."""
    with closing(sqlite3.connect(path, isolation_level=None)) as store:
        for pragma in PRAGMAS:
            store.execute(f"PRAGMA {pragma}")
        began = time.perf_counter()
        store.execute("BEGIN IMMEDIATE")
        for table, some in rows.items():
            signs = ", ".join("?" * len(some[0]))
            store.executemany(f"INSERT INTO {table} VALUES ({signs})", some)
        store.execute("COMMIT")
        return time.perf_counter() - began


def _watched(path: Path, source: Path) -> tuple[float, float, float]:
    """Seconds that it took, seconds in which others could not write, and its memory in MiB."""
    spawn = get_context("spawn")
    told = spawn.SimpleQueue()
    importing = spawn.Process(target=_take_alone, args=(path, source, told))
    importing.start()
    held, before = 0.0, time.perf_counter()
    with closing(sqlite3.connect(path, timeout=0.0, isolation_level=None)) as other:
        while importing.is_alive():
            is_held = not _can_write(other)
            now = time.perf_counter()
            held += now - before if is_held else 0.0
            before = now
            time.sleep(LOOK_EVERY)
    importing.join()
    took, memory = told.get()
    return took, held, memory


def _can_write(other: sqlite3.Connection) -> bool:
    try:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return False
    return True


def _take_alone(path: Path, source: Path, told: Any) -> None:
    """In a process of its own, so that its memory is its own."""
    began = time.perf_counter()
    take(path, source)
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii", "replace"))
    told.put((time.perf_counter() - began, int(found[1]) / 1024 if found else 0.0))
