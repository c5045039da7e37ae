"""The end of the day: its summary however old the store is, its first paint, and closing days."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks import fill
from benchmarks.bench import Bench
from benchmarks.figures import GAP, ratios
from benchmarks.table import Row, over, pair_ratio, spread, within
from kiosk.practice.clock import Clock, StoppedClock
from kiosk.practice.days import after
from kiosk.practice.settings import Settings
from screens.views.day_told import day_told
from storage.store import Store

MISSED = 10  # days on which nobody came
BUSY = 5_000  # requests that came on one day, each an event
LONGEST = 500  # milliseconds that whoever comes first may wait


def days(bench: Bench) -> list[Row]:
    """All of it."""
    return [_summary(bench), *_first_paint(bench), *_closings(bench)]


def _summary(bench: Bench) -> Row:
    """Today so far and the day before, read by turns from ten years and from one month."""
    ours: list[float] = []
    theirs: list[float] = []
    with ExitStack() as stack:
        paths = (bench.copy_with_open(0), bench.one_month)
        stores = [stack.enter_context(_opened(path, Clock(Settings().zone))) for path in paths]
        for store in stores:
            day_told(store, store.days.today())
        for _ in range(max(5, bench.presses // 2)):
            for store, times in zip(stores, (ours, theirs), strict=True):
                began = time.perf_counter()
                day_told(store, store.days.today())
                times.append(time.perf_counter() - began)
    said = f"{spread(ours, 'ms', 1e3)}; one month {spread(theirs, 'ms', 1e3)}; n {len(ours)}"
    return over("day summary, ten years over one month", said, pair_ratio(ours, theirs), 1.1)


def _first_paint(bench: Bench) -> list[Row]:
    """From the start to its first paint, without what lies between; and its key alone.

    Both over the yardstick: its first frame, and its key to a table of five rows.
    """
    starts: tuple[list[float], list[float]] = ([], [])
    keys: tuple[list[float], list[float]] = ([], [])
    bare = bench.yardstick(5)
    kiosk = bare if bench.is_check else replace(bench.kiosk(), to_list=("7", "BREAKS"))
    for _ in range(max(3, bench.launches // 2)):
        for program, launched, pressed in zip((kiosk, bare), starts, keys, strict=True):
            with ExitStack() as stack:
                terminal = stack.enter_context(program.open())
                shown = terminal.wait_for(program.ready)
                launched.append(shown.at - terminal.started)
                terminal.settle(1.0)
                pressed.append(terminal.press(*program.to_list))
                terminal.settle(GAP)
    ours = [sum(both) for both in zip(starts[0], keys[0], strict=True)]
    what = "start and End of day, over the yardstick's first frame"
    said = f"{spread(ours, 'ms', 1e3)}; yardstick {spread(starts[1], 'ms', 1e3)}; n {len(ours)}"
    key = f"{spread(keys[0], 'ms', 1e3)}; yardstick {spread(keys[1], 'ms', 1e3)}; n {len(ours)}"
    return [
        over(what, said, pair_ratio(ours, starts[1]), 1.3),
        Row("key to End of day, first opening", key, ratios(*keys)[0]),
    ]


def _closings(bench: Bench) -> Iterator[Row]:
    """How long whoever comes first waits for days to close, beside an act that closes none."""
    usual, missed, busy = [], [], []
    for _ in range(2 if bench.is_quick else 7):
        path = bench.copy_with_open(0)
        clock = StoppedClock(Clock(Settings().zone).now())
        with _opened(path, clock) as store:
            _act(store)
            usual.append(_act(store))
            clock.set_to(after(clock.now(), timedelta(days=MISSED + 1)))
            missed.append(_act(store))
        fill.add_open(path, BUSY)
        with _opened(path, clock) as store:
            clock.set_to(after(Clock(Settings().zone).now(), timedelta(days=1)))
            busy.append(_act(store))
    beside = f"; an act that closes none {spread(usual, 'ms', 1e3)}; n {len(usual)}"
    for what, times in ((f"{MISSED + 1} days", missed), (f"a day of {BUSY:,} events", busy)):
        said = f"{spread(times, 'ms', 1e3)}{beside}"
        yield within(f"an act that closes {what}: most", said, max(times) * 1e3, LONGEST, "ms")


def _act(store: Store) -> float:
    """Seconds that adding a request takes."""
    began = time.perf_counter()
    store.prior_auths.add("Acme Health", "MRI knee", "anyone", None)
    return time.perf_counter() - began


@contextmanager
def _opened(path: Path, clock: Clock) -> Iterator[Store]:
    with closing(Store(path, "bench", clock)) as store:
        store.prepare()
        yield store
