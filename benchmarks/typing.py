"""What it costs to show what is like a problem while somebody types it, among very many."""

import random
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.figures import GAP, opened, ratios
from benchmarks.programs import Program
from benchmarks.table import Row, over, percentile, spread
from benchmarks.terminal import Terminal
from benchmarks.yardstick import EMPTY, FIELD
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
NAME, PIN = "A. Person", "246802"
MARK = "Q "  # begins what is typed; no text has it, so it is the field that shows it
LONGEST = 40  # characters that the field shows without moving


def _text(chance: random.Random) -> str:
    return " ".join(f"w{min(int(chance.paretovariate(0.8)), KINDS)}x" for _ in range(WORDS))


def filled(path: Path, many: int) -> Store:
    """A store with so many, all of them open; made by the program itself."""
    store, chance = Store(path, "filled", Clock(Settings().zone)), random.Random(41)
    store.migrate()
    person, code = store.people.add(NewPerson(NAME, is_manager=True))
    store.identification.set_pin(person, code, PIN)
    for done in range(0, many, AT_ONCE):
        with store.together():
            for _ in range(min(AT_ONCE, many - done)):
                raised = Raised(_text(chance), "lab", proposal=_text(chance))
                store.issues.add(raised, person)
    return store


def figures(bench: Bench) -> list[Row]:
    """A key in the form of a new problem, among very many, over a bare field's."""
    many = AT_ONCE if bench.is_quick else MANY
    path = bench.folder / f"typing-{many}" / "kiosk.db"
    if not path.exists():
        path.parent.mkdir(parents=True)
        filled(path, many).close()
    bare = replace(
        bench.yardstick(),
        command=(sys.executable, "-m", "benchmarks.yardstick", FIELD),
        ready=EMPTY,
    )
    kiosk = bare if bench.is_check else bench.kiosk(path)
    chance, ours, theirs = random.Random(9), list[float](), list[float]()
    while len(ours) < bench.presses:
        text = f"{MARK}{_text(chance)}"[:LONGEST]
        for program, times in ((kiosk, ours), (bare, theirs)):
            times += _typed(program, text)
    said = f"{spread(ours, 'ms', 1e3)}; a bare field {spread(theirs, 'ms', 1e3)}; n {len(ours)}"
    what = f"a key while like ones are shown, among {many:,}, over a bare field"
    half, most = ratios(ours, theirs)
    return [Row(f"{what}: p50", said, half), over(f"{what}: p95", said, most, 1.5)]


def _typed(program: Program, text: str) -> list[float]:
    """Seconds from each key to its sign in the field, at the pace of somebody who types."""
    with ExitStack() as stack:
        terminal = opened(stack, program)
        if program.name == "kiosk":
            _to_form(terminal)
        times = []
        for place in range(len(text)):
            sign = text[place]
            shown = text[: place + 1].rstrip()
            if sign == " ":
                terminal.press(sign)  # the cursor moves
            else:
                times.append(terminal.press(sign, shown))
            terminal.settle(GAP)
    return times[1:]  # with the first the field is painted anew


def _to_form(terminal: Terminal) -> None:
    """A new problem, of the only person that there is."""
    terminal.press("3", "New")
    terminal.press("n", "Your name")
    terminal.press(NAME[0].lower(), "Your PIN")
    for sign in PIN:
        terminal.press(sign)
        terminal.settle(GAP)  # what comes faster is a badge
    terminal.press("\r", "What happens?")
    terminal.settle(GAP)


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
