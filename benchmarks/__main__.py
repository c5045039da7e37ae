"""`python -m benchmarks [figure ...]`: measure, and print one table. No test depends on it."""

import argparse
import compileall
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from benchmarks import (
    claims,
    days,
    figures,
    imports,
    logins,
    looks,
    plans,
    searches,
    times,
    today,
    trails,
    trends,
    typing,
)
from benchmarks.bench import Bench
from benchmarks.table import Row, markdown
from benchmarks.terminal import Lost
from kiosk.practice.errors import Busy, OutOfReach, Refusal

FIGURES: dict[str, Callable[[Bench], list[Row]]] = {
    "launch": figures.launch,
    "years": figures.years,
    "cursor": figures.cursor,
    "places": figures.places,
    "long list": figures.long_list,
    "escape": figures.escape,
    "change": figures.change,
    "idle": figures.idle,
    "looks": looks.looks,
    "search": searches.search,
    "year": times.year,
    "login": logins.login,
    "ten": logins.ten,
    "today": today.figures,
    "plan": plans.figures,
    "days": days.days,
    "trends": trends.figures,
    "typing": typing.figures,
    "claims": claims.claims,
    "race": claims.race,
    "rate": claims.rate,
    "imports": imports.imports,
    "trail": trails.trail,
}
NOT_MEASURED = "could not be measured"
ROOT = Path(__file__).parent.parent
PACKAGES = ("kiosk", "screens", "storage", "benchmarks")
RESULTS = Path(__file__).with_name("results.md")


def main(argv: list[str] | None = None) -> int:
    """Measure what was asked for; 1 when anything of it could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("figure", nargs="*", metavar="figure", help=f"of: {', '.join(FIGURES)}")
    parser.add_argument("--quick", action="store_true", help="a few of each, to see that it runs")
    parser.add_argument("--check", action="store_true", help="the yardstick against itself")
    parser.add_argument("--stores", type=Path, help="a folder to keep the filled stores in")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name} as well")
    given = parser.parse_args(argv)
    if unknown := [name for name in given.figure if name not in FIGURES]:
        parser.error(f"there is no figure '{unknown[0]}'")
    sys.setswitchinterval(2e-4)  # a stamp must not wait for the emulator
    for package in PACKAGES:  # or whichever side has no bytecode yet loses
        compileall.compile_dir(str(ROOT / package), quiet=2)

    with ExitStack() as stack:
        folder = given.stores or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        bench = Bench(folder.absolute(), given.quick, given.check)
        rows = [row for name in given.figure or FIGURES for row in _measured(name, bench)]
    table = f"{_machine(given.quick)}\n\n{markdown(rows)}\n"
    print(table, end="")
    if given.write:
        RESULTS.write_text(f"# What `python -m benchmarks` measured\n\n{table}", "utf-8")
    return int(any(row.measured == NOT_MEASURED for row in rows))


def _measured(name: str, bench: Bench) -> list[Row]:
    print(f"{name} ...", file=sys.stderr)
    try:
        rows = FIGURES[name](bench)
    except (Lost, Refusal, Busy, OutOfReach) as fault:
        print(fault, file=sys.stderr)
        rows = [Row(name, NOT_MEASURED, met=False)]
    print(markdown(rows), file=sys.stderr)  # what was measured is not lost when a later one fails
    return rows


def _machine(quick: bool) -> str:
    load = os.getloadavg()[0]
    said = f"{os.cpu_count()} cores, load {load:.1f} at the end, Python {platform.python_version()}"
    return f"{said}; 80 by 24.{' A quick run: the figures mean little.' if quick else ''}"


if __name__ == "__main__":
    sys.exit(main())
