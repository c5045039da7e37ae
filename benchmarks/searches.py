"""Search while typing among open prior auths: each key to the list that it leaves, painted."""

from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks.bench import Bench
from benchmarks.figures import opened, press, ratios
from benchmarks.table import Row, over, spread
from benchmarks.terminal import Terminal

OPEN, CLOSED = 500, 50_000
FOUND = ("serv", "cedar", "service 4")  # some of the open ones have these
NOWHERE = "zzzz"  # none at all has this from its second sign on, so that all are looked through


def search(bench: Bench) -> list[Row]:
    """A key in a search with 50,000 closed ones in the store, over the same with none."""
    if bench.is_check:
        return []
    found: tuple[list[float], list[float]] = ([], [])
    nowhere: tuple[list[float], list[float]] = ([], [])
    with ExitStack() as stack:
        programs = [bench.kiosk(bench.requests(closed, OPEN)) for closed in (CLOSED, 0)]
        terminals = [opened(stack, one) for one in programs]
        for terminal, program in zip(terminals, programs, strict=True):
            press(terminal, *program.to_list)
        for _ in range(max(1, bench.presses // sum(map(len, FOUND)))):
            for word in FOUND:
                for number, took in _keys(terminals, word):
                    found[number].append(took)
            for number, took in list(_keys(terminals, NOWHERE))[len(terminals) :]:
                nowhere[number].append(took)
    what = f"with {CLOSED:,} closed over none"
    return [
        over(
            f"a key in a search among {OPEN} open, {what}: p95",
            _both(*found),
            ratios(*found)[1],
            1.5,
        ),
        Row(
            f"the same, of a word that none has, {what}: p95", _both(*nowhere), ratios(*nowhere)[1]
        ),
    ]


def _keys(terminals: list[Terminal], word: str) -> Iterator[tuple[int, float]]:
    """Seconds of each key of a word, in one terminal after the other; which, and how long."""
    for terminal in terminals:
        press(terminal, "/", "to the list")
    for signs in range(1, len(word) + 1):
        for number, terminal in enumerate(terminals):
            yield number, press(terminal, word[signs - 1], f"with '{word[:signs]}'")
    for terminal in terminals:
        press(terminal, "esc", "Waiting:")


def _both(ours: list[float], theirs: list[float]) -> str:
    mine, other = spread(ours, "ms", 1e3), spread(theirs, "ms", 1e3)
    return f"{mine}; with none {other}; n {len(ours)}"
