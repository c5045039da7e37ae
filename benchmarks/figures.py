"""The figures that a person at the terminal would feel: starts, keys, idleness, memory."""

import random
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks import fill
from benchmarks.bench import Bench
from benchmarks.programs import Program
from benchmarks.table import Row, over, pair_ratio, percentile, spread, within
from benchmarks.terminal import Lost, Screen, Terminal

GAP = 0.12  # seconds of quiet before the next key, so that no key waits for another's work
STEPS = 40  # rows to go down before going up again, in lists of at least 50
LONG = 500  # rows of a long list
MIB = "MiB"


@dataclass(frozen=True)
class Launch:
    """One start: seconds and CPU seconds to the first usable frame, and the peak memory in MiB."""

    wall: float
    cpu: float
    memory: float


def launch(bench: Bench) -> list[Row]:
    """First usable frame and peak memory, over the yardstick's."""
    ours, theirs = launches(bench.kiosk(), bench.yardstick(), bench.launches)
    what = "first frame, ten years, over the yardstick"
    return [
        compared(f"{what}: wall", ours, theirs, lambda one: one.wall * 1e3, 1.10, "ms"),
        compared(f"{what}: CPU", ours, theirs, lambda one: one.cpu * 1e3, 1.10, "ms"),
        compared("peak memory at the first frame", ours, theirs, lambda one: one.memory, 1.25, MIB),
    ]


def years(bench: Bench) -> list[Row]:
    """First usable frame with ten years of data, over that with one month."""
    ours, theirs = launches(bench.kiosk(), bench.kiosk(bench.one_month), bench.launches)
    what = "first frame, ten years over one month"
    size = "" if bench.is_check else f" ({bench.ten_years.stat().st_size / 2**20:.0f} MiB)"
    return [
        compared(f"{what}{size}: wall", ours, theirs, lambda one: one.wall * 1e3, 1.05, "ms"),
        compared(f"{what}{size}: CPU", ours, theirs, lambda one: one.cpu * 1e3, 1.05, "ms"),
    ]


def cursor(bench: Bench) -> list[Row]:
    """A cursor key in a list, over the yardstick's; and the memory after all those keys."""
    ours: list[float] = []
    theirs: list[float] = []
    with ExitStack() as stack:
        kiosk, other = (opened(stack, one) for one in (bench.kiosk(), bench.yardstick()))
        for one, program in ((kiosk, bench.kiosk()), (other, bench.yardstick())):
            one.press(*program.to_list)
            one.settle(0.5)
        for number in range(bench.presses):
            key = "down" if number // STEPS % 2 == 0 else "up"
            ours.append(press(kiosk, key))
            theirs.append(press(other, key))
        memory = kiosk.peak_memory(), other.peak_memory()
    half, most = ratios(ours, theirs)
    said = _both(ours, theirs)
    return [
        over("cursor key to paint: p50", said, half, 1.2),
        over("cursor key to paint: p95", said, most, 1.1),
        over(
            f"peak memory after {bench.presses} keys",
            f"{memory[0]:.1f} {MIB}; yardstick {memory[1]:.1f} {MIB}",
            memory[0] / memory[1],
            1.25,
        ),
    ]


def places(bench: Bench) -> list[Row]:
    """A number key to a place, opened before and for the first time, over the yardstick's F2."""
    firsts, agains = _openings(bench, (bench.kiosk(), bench.yardstick()))
    return [
        over("number key to an opened place: p95", _both(*agains), ratios(*agains)[1], 1.25),
        Row("number key to a place, first opening", _both(*firsts), ratios(*firsts)[0]),
    ]


def long_list(bench: Bench) -> list[Row]:
    """The same of a list of 500, which is all that one shows, over the yardstick with 500 rows."""
    ours = bench.yardstick(LONG) if bench.is_check else bench.kiosk(bench.copy_with_open(LONG))
    firsts, agains = _openings(bench, (ours, bench.yardstick(LONG)))
    what = f"a list of {LONG} from the home board"
    return [
        over(f"{what}, opened before: p50", _both(*agains), ratios(*agains)[0], 1.3),
        over(f"{what}, first opening: p50", _both(*firsts), ratios(*firsts)[0], 1.3),
    ]


def _openings(
    bench: Bench, programs: tuple[Program, Program]
) -> tuple[tuple[list[float], list[float]], tuple[list[float], list[float]]]:
    """Seconds from the key to a list, opened for the first time and opened before."""
    firsts: tuple[list[float], list[float]] = ([], [])
    agains: tuple[list[float], list[float]] = ([], [])
    for _ in range(max(1, bench.launches // 3)):
        for program, times in zip(programs, firsts, strict=True):
            with ExitStack() as stack:
                times.append(press(opened(stack, program), *program.to_list))
    with ExitStack() as stack:
        terminals = [opened(stack, program) for program in programs]
        for number in range(bench.presses + 1):
            for terminal, program, times in zip(terminals, programs, agains, strict=True):
                took = press(terminal, *program.to_list)
                times += [took] if number else []  # the first is that of another row
                press(terminal, *program.to_first)
    return firsts, agains


def escape(bench: Bench) -> list[Row]:
    """Esc to its first paint over F1 to its first paint, at the home board."""
    program = bench.kiosk()
    escapes: list[float] = []
    helps: list[float] = []
    with ExitStack() as stack:
        terminal = opened(stack, program)
        for _ in range(bench.presses):
            helps.append(press(terminal, program.to_help))
            escapes.append(press(terminal, program.from_help))
    said = f"Esc {spread(escapes, 'ms', 1e3)}; F1 {spread(helps, 'ms', 1e3)}; n {len(escapes)}"
    return [over("Esc to paint over F1 to paint: p50", said, ratios(escapes, helps)[0], 2)]


def change(bench: Bench) -> list[Row]:
    """What another terminal does, until it is painted on the home board here."""
    if bench.is_check:
        return []
    times: list[float] = []
    with ExitStack() as stack:
        terminal = opened(stack, bench.kiosk())
        acts = fill.break_after_break(bench.ten_years)
        stack.callback(acts.close)
        for _ in range(max(5, bench.presses // 3)):
            terminal.settle(random.uniform(0.3, 0.8))  # so that no poll is met in step
            before = terminal.screen.cells()
            next(acts)
            done = time.perf_counter()
            stamp = terminal.wait(partial(_differs, before), 5)
            if stamp is None:
                raise Lost(f"A change was never painted:\n{terminal.screen.text().rstrip()}")
            times.append(stamp.at - done)
    said = f"{spread(times, 'ms', 1e3)}; n {len(times)}"
    most = percentile(times, 95) * 1e3
    return [within("another terminal's change painted here: p95", said, most, 300, "ms")]


def idle(bench: Bench) -> list[Row]:
    """The home board with nobody there: CPU over the yardstick's, and bytes painted a minute."""
    with ExitStack() as stack:
        terminals = [opened(stack, one) for one in (bench.kiosk(), bench.yardstick())]
        for terminal in terminals:
            terminal.settle(2.0, 10.0)
        before = [(one.cpu(), one.painted) for one in terminals]
        began = time.perf_counter()
        time.sleep(bench.seconds)
        took = time.perf_counter() - began
        after = [(one.cpu(), one.painted) for one in terminals]
    cpus = [(b[0] - a[0]) / took * 100 for a, b in zip(before, after, strict=True)]
    painted = [(b[1] - a[1]) / took * 60 for a, b in zip(before, after, strict=True)]
    said = f"{cpus[0]:.2f} % of a core; yardstick {cpus[1]:.2f} %; {took:.0f} s"
    sent = f"{painted[0]:.0f} bytes a minute; yardstick {painted[1]:.0f}"
    return [
        within("idle: CPU more than the yardstick's", said, cpus[0] - cpus[1], 0.25, "% of a core"),
        within("idle: painted", sent, painted[0], 200, "bytes a minute"),
    ]


def opened(stack: ExitStack, program: Program) -> Terminal:
    """A program that has shown its first screen and come to rest."""
    terminal = stack.enter_context(program.open())
    terminal.wait_for(program.ready)
    terminal.settle(0.5)
    return terminal


def _differs(before: list[dict[int, Any]], screen: Screen) -> bool:
    return screen.cells() != before


def press(terminal: Terminal, key: str, text: str = "") -> float:
    took = terminal.press(key, text)
    terminal.settle(GAP)
    return took


def launches(ours: Program, theirs: Program, count: int) -> tuple[list[Launch], list[Launch]]:
    """Starts of both in turn, after one of each that does not count (it fills the disk cache)."""
    launched: tuple[list[Launch], list[Launch]] = ([], [])
    for _ in range(count + 1):
        for program, runs in zip((ours, theirs), launched, strict=True):
            with program.open() as terminal:
                shown = terminal.wait_for(program.ready)
                terminal.settle(0.3)
                memory = terminal.peak_memory()
                runs.append(Launch(shown.at - terminal.started, shown.cpu, memory))
    return launched[0][1:], launched[1][1:]


def compared(
    figure: str,
    ours: list[Launch],
    theirs: list[Launch],
    take: Callable[[Launch], float],
    limit: float,
    unit: str,
) -> Row:
    mine, other = [take(one) for one in ours], [take(one) for one in theirs]
    halves = (
        f"{statistics.median(mine):.1f} {unit}; beside it {statistics.median(other):.1f} {unit}"
    )
    return over(figure, f"{halves}; n {len(mine)}", pair_ratio(mine, other), limit)


def ratios(ours: list[float], theirs: list[float]) -> tuple[float, float]:
    """p50 over p50, and p95 over p95."""
    half = statistics.median(ours) / statistics.median(theirs)
    return half, percentile(ours, 95) / percentile(theirs, 95)


def _both(ours: list[float], theirs: list[float]) -> str:
    mine, other = spread(ours, "ms", 1e3), spread(theirs, "ms", 1e3)
    return f"{mine}; yardstick {other}; n {len(ours)}"
