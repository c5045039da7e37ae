"""The trail of a million events: verified in one pass and little memory, and opened at once."""

import os
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks import fill
from benchmarks.bench import Bench
from benchmarks.table import Row, over, pair_ratio, percentile, spread, within
from kiosk.practice.clock import Clock
from kiosk.practice.people import PersonId
from kiosk.practice.settings import Settings
from kiosk.practice.trail import Sought
from storage.store import Store

FRAME = 1000 / 60  # milliseconds
KILOBYTES = 1024
RUNS = 3
PAGE = 50  # events, as the managers' place shows them


@dataclass(frozen=True)
class Run:
    """One process to its end: seconds, and the most memory it had, in MB."""

    seconds: float
    memory: float


def trail(bench: Bench) -> list[Row]:
    """Verify a long trail against the least it can cost, and a short one; open pages of it."""
    few, many = (10_000, 100_000) if bench.is_quick else (100_000, 1_000_000)
    short, long = (_with_events(bench, count) for count in (few, many))
    ours, raw = list[Run](), list[Run]()
    for _ in range(1 if bench.is_quick else RUNS):
        ours.append(_run(["-m", "kiosk", "--store", str(long), "audit", "verify"]))
        raw.append(_run(["-m", "benchmarks.raw_trail", str(long)]))
    before = _run(["-m", "kiosk", "--store", str(short), "audit", "verify"]).memory
    took = [one.seconds for one in ours], [one.seconds for one in raw]
    memory = max(one.memory for one in ours)
    said = f"{spread(took[0], 's')}; raw {spread(took[1], 's')}; n {len(ours)}"
    grown = f"{memory:.0f} MB; {few:,} events {before:.0f} MB"
    return [
        over(f"audit verify of {many:,} events, over raw", said, pair_ratio(*took), 2.0),
        over(f"the same: peak memory over that of {few:,}", grown, memory / before, 1.1),
        _pages(long, many, bench.presses),
    ]


def _pages(path: Path, events: int, count: int) -> Row:
    """Pages somewhere in the trail, plain and filtered by person, thing and day."""
    times: list[float] = []
    with closing(Store(path, "bench", Clock(Settings().zone))) as store:
        one = store.deeds.newest(Sought(), 1)[0]
        day = one.at.date() - timedelta(days=1)
        kinds = (
            Sought(),
            Sought(by=PersonId(2)),
            Sought(about=one.about),
            Sought(first=day, last=day),
            Sought(by=PersonId(2), first=day, last=day),
        )
        for number in range(count):
            began = time.perf_counter()
            store.deeds.newest(kinds[number % len(kinds)], PAGE, events * (1 + number) // count)
            times.append(time.perf_counter() - began)
    said = f"{spread(times, 'ms', 1e3)}; n {count}"
    most = percentile(times, 95) * 1e3
    return within(f"a page of {events:,} events, however filtered: p95", said, most, FRAME, "ms")


def _with_events(bench: Bench, count: int) -> Path:
    """A store of one month with so many events in all, spread over the days before."""
    store = bench.folder / f"trail-{count}" / "kiosk.db"
    if not store.exists():
        print(f"Filling a trail with {count:,} events ...", file=sys.stderr)
        fill.fill_trail(store, count)
    return store


def _run(words: list[str]) -> Run:
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{words} ended with {process.returncode}")
    return Run(time.perf_counter() - began, used.ru_maxrss / KILOBYTES)
