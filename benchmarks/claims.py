"""The figures of the store: claims beside raw SQLite, alone, by four, by eight, with a backup."""

import asyncio
import cProfile
import os
import pstats
import random
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.fill import newest_open
from benchmarks.raw import RawClaims
from benchmarks.table import Row, over, pair_ratio, percentile, share, spread
from kiosk.practice.clock import Clock
from kiosk.practice.errors import Busy, OutOfReach, Refusal
from kiosk.practice.people import Person
from kiosk.practice.prior_auth_terms import PriorAuthRef
from kiosk.practice.settings import Settings
from screens.talk import insist
from storage.store import Store

PROCESSES = 4
A_SECOND = 5  # claims by each process
ROUNDS = 3  # of both in turn
RACERS, RACED = 8, 500
BLOCK, BLOCKS = 25, 8  # of claims by one process, in turn with the same by raw SQLite
STARTING = 3.0  # seconds until all processes stand ready
PATIENCE = 5.0  # seconds of waiting for a lock: SQLite's own, and that of opening


@dataclass(frozen=True)
class Work:
    """What one process does. start: seconds of the monotonic clock, the same in all processes."""

    store: Path
    refs: tuple[str, ...]
    person: int  # by place in the list of all people, from its end: they hold nothing yet
    start: float
    is_raw: bool = False


@dataclass
class Done:
    """What came of it. times: seconds from the key to the commit, waiting included."""

    times: list[float] = field(default_factory=list)
    won: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def claims(bench: Bench) -> list[Row]:
    """Claims by four processes at five a second each, over raw; then with a live backup."""
    if bench.is_check:
        return []
    each = max(1, int(bench.seconds * A_SECOND / ROUNDS))
    store = bench.copy_with_open(each * PROCESSES * ROUNDS * 4)
    refs = iter(newest_open(store, each * PROCESSES * ROUNDS * 4))
    times: dict[tuple[bool, bool], list[float]] = {}
    errors, copies = 0, 0
    for number in range(ROUNDS):
        for is_backed_up in (False, True):
            for is_raw in (False, True):
                work = _paced(store, refs, each, number, is_raw)
                with _backups(store, is_backed_up) as made:
                    done = _all(work, _paced_claims)
                copies += len(made)
                errors += sum(len(one.errors) for one in done)
                mine = times.setdefault((is_raw, is_backed_up), [])
                mine += [took for one in done for took in one.times]
    raw = percentile(times[True, False], 99)
    count = f"n {len(times[False, False])}, {errors} errors"
    what = f"claim, {PROCESSES} processes at {A_SECOND} a second: p99 over raw"
    return [
        over(what, _tails(times, False, count), percentile(times[False, False], 99) / raw, 1.5),
        over(
            f"{what}, with a live backup",
            _tails(times, True, f"{count}, {copies} backups"),
            percentile(times[False, True], 99) / raw,
            5,
        ),
        disk(bench),
    ]


def race(bench: Bench) -> list[Row]:
    """Eight processes after the same prior auths, in the same order."""
    if bench.is_check:
        return []
    count = 50 if bench.is_quick else RACED
    store = bench.copy_with_open(count)
    refs, start = tuple(newest_open(store, count)), time.perf_counter() + STARTING
    done = _all([Work(store, refs, one, start) for one in range(RACERS)], _raced_claims)
    won = Counter(ref for one in done for ref in one.won)
    errors = [error for one in done for error in one.errors]
    once = all(won[ref] == 1 for ref in refs)
    tries = [took for one in done for took in one.times]
    most = f"{spread(tries, 'ms', 1e3)}, p99 {percentile(tries, 99) * 1e3:.3g} ms a try"
    said = f"{sum(won.values())} of {count} taken, {len(errors)} errors; {most}"
    if errors:
        said += f"; the first: {errors[0]}"
    what = f"{RACERS} processes after the same {count} prior auths"
    return [Row(what, said, None, "each once, 0 errors", once and not errors)]


def rate(bench: Bench) -> list[Row]:
    """Claims a second by one process over raw, and where the rest of the time goes."""
    if bench.is_check:
        return []
    store = bench.copy_with_open(BLOCK * BLOCKS * 3)
    refs = iter(newest_open(store, BLOCK * BLOCKS * 3))
    ours: list[float] = []
    theirs: list[float] = []
    with _claimer(store, 0, is_raw=False) as claim, _claimer(store, 1, is_raw=True) as raw:
        for _ in range(BLOCKS):
            for one, blocks in ((claim, ours), (raw, theirs)):
                began = time.perf_counter()
                for _ in range(BLOCK):
                    one(next(refs))
                blocks.append(BLOCK / (time.perf_counter() - began))
        goes = _where_it_goes(lambda: [claim(next(refs)) for _ in range(BLOCK * BLOCKS)])
    said = f"{statistics.median(ours):.0f} a second; raw {statistics.median(theirs):.0f}"
    what = "claims a second over raw, one process"
    measured = f"{said}; n {BLOCK * BLOCKS}; of a claim: {goes}"
    return [share(what, measured, pair_ratio(ours, theirs), 0.4), disk(bench)]


def disk(bench: Bench) -> Row:
    """What one fdatasync of 4 KiB takes where the stores lie; no claim can be quicker."""
    path = bench.folder / "synced"
    times = []
    with path.open("wb", buffering=0) as file:
        for _ in range(bench.presses):
            file.write(bytes(4096))
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - began)
    path.unlink()
    most = f"p99 {percentile(times, 99) * 1e3:.3g} ms"
    return Row("the disk's fdatasync", f"{spread(times, 'ms', 1e3)}, {most}; n {len(times)}")


def _tails(times: dict[tuple[bool, bool], list[float]], is_backed_up: bool, count: str) -> str:
    said = []
    for name, is_raw in (("kiosk", False), ("raw", True)):
        some = times[is_raw, is_backed_up]
        tail = percentile(some, 99) * 1e3
        said.append(f"{name} p50 {statistics.median(some) * 1e3:.3g} ms, p99 {tail:.3g} ms")
    return f"{'; '.join(said)}; {count}"


def _paced(store: Path, refs: Iterator[str], each: int, number: int, is_raw: bool) -> list[Work]:
    """Work for one round; other people in each, for nobody may hold more than 500."""
    start, first = time.perf_counter() + STARTING, number * PROCESSES
    shares = [tuple(next(refs) for _ in range(each)) for _ in range(PROCESSES)]
    return [Work(store, part, first + one, start, is_raw) for one, part in enumerate(shares)]


def _all(work: list[Work], do: Callable[[Work], Done]) -> list[Done]:
    """Every piece in a process of its own, at the same time."""
    with get_context("spawn").Pool(len(work)) as pool:
        return pool.map(do, work, chunksize=1)


def _paced_claims(work: Work) -> Done:
    """At an uneven but given pace, so that processes meet as people do."""
    return asyncio.run(_claims(work, pause=1 / A_SECOND))


def _raced_claims(work: Work) -> Done:
    """As fast as it goes."""
    return asyncio.run(_claims(work, pause=0.0))


async def _claims(work: Work, pause: float) -> Done:
    done = Done()
    with _claimer(work.store, work.person, work.is_raw) as claim:
        for number, ref in enumerate(work.refs):
            due = work.start + (number + random.random()) * pause
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            began = time.perf_counter()
            try:
                await insist(partial(claim, ref))
                done.won.append(ref)
            except Refusal:
                pass  # somebody was first, which is what a race is about
            except (Busy, OutOfReach) as fault:
                done.errors.append(f"{type(fault).__name__}: {fault}")
            done.times.append(time.perf_counter() - began)
    return done


@contextmanager
def _claimer(store: Path, person: int, is_raw: bool) -> Iterator[Callable[[str], None]]:
    """How one process claims: through the program, or with SQLite alone."""
    with closing(Store(store, f"terminal {person}", Clock(Settings().zone))) as kept:
        who = _someone(kept, person)
        if is_raw:
            with closing(RawClaims(store, int(who.id), PATIENCE)) as raw:
                yield raw.claim
        else:
            yield lambda ref: _claimed(kept, ref, who)


def _someone(store: Store, person: int) -> Person:
    """Whoever claims; tried again, for processes that open a file at once lock each other out."""
    until = time.perf_counter() + PATIENCE
    while True:
        try:
            return store.people.everyone()[-1 - person]
        except Busy:
            if time.perf_counter() > until:
                raise
        time.sleep(random.uniform(0.001, 0.02))


def _claimed(store: Store, ref: str, who: Person) -> None:
    store.prior_auths.claim(PriorAuthRef(ref), who)


@contextmanager
def _backups(store: Path, is_wanted: bool) -> Iterator[list[Path]]:
    """One backup after another, by a process that does nothing else, until the end."""
    made: list[Path] = []
    if not is_wanted:
        yield made
        return
    over_now = threading.Event()
    with get_context("spawn").Pool(1) as pool:

        def again() -> None:
            while not over_now.is_set():
                made.append(pool.apply(_back_up, (store,)))

        with ThreadPoolExecutor(1) as thread:
            running = thread.submit(again)
            try:
                yield made
            finally:
                over_now.set()
            running.result()  # raises what a backup raised


def _back_up(store: Path) -> Path:
    with closing(Store(store, "backup", Clock(Settings().zone))) as kept:
        return kept.back_up(store.parent / "backups", keep=1).store


def _where_it_goes(deed: Callable[[], object]) -> str:
    """The shares of the time by whose code runs, as the profiler sees it."""
    profile = cProfile.Profile()
    profile.runcall(deed)
    parts: Counter[str] = Counter()
    for (file, _, name), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]  # missing from the stub
        parts[_whose(file, name)] += own
    total = parts.total()
    return ", ".join(f"{whose} {own / total:.0%}" for whose, own in parts.most_common())


def _whose(file: str, name: str) -> str:
    if "sqlite3" in name:
        return "SQLite and the disk"
    if Path(file).name == "peewee.py":
        return "Peewee"
    ours = {"storage", "kiosk"} & set(Path(file).parts[-3:])
    return "our own" if ours else "Python's library"
