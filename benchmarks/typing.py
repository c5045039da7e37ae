"""What it costs to show what is like a problem while somebody types it, among very many."""

import random
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.table import percentile
from kiosk.practice.clock import Clock
from kiosk.practice.issues import NOBODY, Raised
from kiosk.practice.settings import Settings
from storage.people import NewPerson
from storage.store import Store

MANY = 20_000
WORDS = 12  # of each text, and as many of its proposal
KINDS = 4_000  # words that there are; how often each comes falls as in a language
TYPED = 400  # beginnings of texts that are looked up
AT_ONCE = 500


def _text(chance: random.Random) -> str:
    return " ".join(f"w{min(int(chance.paretovariate(0.8)), KINDS)}x" for _ in range(WORDS))


def filled(path: Path, many: int) -> Store:
    """A store with so many, all of them open; made by the program itself."""
    store, chance = Store(path, "filled", Clock(Settings().zone)), random.Random(41)
    store.migrate()
    person, _ = store.people.add(NewPerson("A. Person"))
    for done in range(0, many, AT_ONCE):
        with store.together():
            for _ in range(min(AT_ONCE, many - done)):
                raised = Raised(_text(chance), "lab", proposal=_text(chance))
                store.issues.add(raised, person)
    return store


def main(many: int = MANY) -> None:
    """Print how long one lookup and one search take, in ms."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        store = filled(Path(folder) / "kiosk.db", many)
        took = timedelta(seconds=time.perf_counter() - began)
        size = (Path(folder) / "kiosk.db").stat().st_size / 2**20
        print(f"{many} issues, {size:.0f} MiB, made in {took.total_seconds():.0f} s")
        chance = random.Random(7)
        for name, ask in (
            ("like what is typed", lambda typed: store.issues.alike(typed)),
            ("search", lambda typed: store.issues.listed("public", NOBODY, typed[-9:], 20)),
        ):
            times = []
            for _ in range(TYPED):
                text = _text(chance)
                typed = text[: chance.randrange(3, len(text))]
                start = time.perf_counter()
                ask(typed)
                times.append((time.perf_counter() - start) * 1e3)
            print(f"{name}: p50 {percentile(times, 50):.1f} ms, p95 {percentile(times, 95):.1f} ms")
        start = time.perf_counter()
        store.issues.on_board(store.clock.now() - timedelta(days=7))
        print(f"the board's part: {(time.perf_counter() - start) * 1e3:.1f} ms, the first time")
        start = time.perf_counter()
        store.issues.on_board(store.clock.now() - timedelta(days=7))
        print(f"and then: {(time.perf_counter() - start) * 1e3:.1f} ms")
        store.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
