"""A year's trends at ten years over the same year alone."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.table import Row, over, pair_ratio, spread, within
from kiosk.practice import day_bodies
from kiosk.practice.clock import Clock
from kiosk.practice.settings import Settings
from kiosk.practice.trend_list import trends
from kiosk.practice.trends import usual_periods
from storage.store import Store

YEARS, DAYS_A_YEAR = 10, 365
LONGEST = 500  # milliseconds that a manager may wait for a year
ADD = "INSERT OR IGNORE INTO closed_day VALUES (?, ?, ?, ?, 0, (SELECT MAX(id) FROM event))"


def figures(bench: Bench) -> list[Row]:
    """Twelve months with all of today so far, read by turns from both stores."""
    ours: list[float] = []
    theirs: list[float] = []
    years = 1 if bench.is_quick else YEARS
    with ExitStack() as stack:
        paths = (bench.copy_with_open(0), bench.one_year)
        stores = [stack.enter_context(_opened(path)) for path in paths]
        for store, count in zip(stores, (years, 1), strict=True):
            _close(store, count * DAYS_A_YEAR)
            _year(store)
        for _ in range(max(5, bench.presses // 4)):
            for store, times in zip(stores, (ours, theirs), strict=True):
                began = time.perf_counter()
                _year(store)
                times.append(time.perf_counter() - began)
    said = f"{spread(ours, 'ms', 1e3)}; the year alone {spread(theirs, 'ms', 1e3)}; n {len(ours)}"
    ratio = pair_ratio(ours, theirs)
    return [
        over("a year's trends, ten years over that year alone", said, ratio, 1.2),
        within("a year's trends at ten years: most", said, max(ours) * 1e3, LONGEST, "ms"),
    ]


def _year(store: Store) -> None:
    times = usual_periods(store.days.today(), "month")
    days = store.trend_days.between(times[0].first, times[-1].last)
    if not trends(days, times):
        raise RuntimeError("there is nothing to measure")


def _close(store: Store, count: int) -> None:
    """So many days before today, each closed with the figures of the fullest of the last week."""
    today = store.days.today()
    week = (store.days.measured_again(today - timedelta(days=back)) for back in range(1, 8))
    fullest = max(week, key=len)
    _, mentioned = store.days.so_far()
    body = day_bodies.written(fullest, mentioned)
    with closing(sqlite3.connect(store.path)) as raw, raw:
        for back in range(1, count + 1):
            day = (today - timedelta(days=back)).isoformat()
            moment = f"{day} 09:00:00.000000+00:00"
            raw.execute(ADD, (day, moment, moment, body))


@contextmanager
def _opened(path: Path) -> Iterator[Store]:
    with closing(Store(path, "bench", Clock(Settings().zone))) as store:
        store.prepare()
        yield store
