"""The figures over SSH: from the login to the first frame, and ten people at once."""

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.figures import STEPS, compared, launches, opened, press, ratios
from benchmarks.programs import Program
from benchmarks.ssh import LOOPBACK, USER, Sshd, missing
from benchmarks.table import Row, over, spread
from benchmarks.terminal import PROJECT, Lost, Terminal

PEOPLE = 10
SOMEBODY = "E. Person05"  # of the filled stores: at the front desk, and no manager
PAUSES = (0.2, 0.8)  # seconds between two keys of one person, beside the quiet before each


def login(bench: Bench) -> list[Row]:
    """From starting the client to the first usable frame, over the yardstick behind the same."""
    with _doors(bench) as (kiosk, yardstick):
        ours, theirs = launches(kiosk, yardstick, bench.launches)
    what = "login over SSH to the first frame, over the yardstick"
    return [compared(what, ours, theirs, lambda one: one.wall * 1e3, 1.25, "ms")]


def ten(bench: Bench) -> list[Row]:
    """A cursor key with ten people at it over SSH, over that of one alone at the kiosk."""
    local = bench.kiosk()
    with ExitStack() as stack:
        alone = opened(stack, local)
        alone.press(*local.to_list)
        one = _steps(alone, bench.presses)
    with _doors(bench) as (kiosk, _), ExitStack() as stack:
        terminals = [opened(stack, kiosk) for _ in range(PEOPLE)]
        for terminal in terminals:
            terminal.press(*kiosk.to_list)
        with ThreadPoolExecutor(PEOPLE) as people:
            each = people.map(lambda at: _steps(at, bench.presses // 4), terminals)
            all_of_them = [took for times in each for took in times]
    half, most = ratios(all_of_them, one)
    said = (
        f"{spread(all_of_them, 'ms', 1e3)}, n {len(all_of_them)}; "
        f"alone {spread(one, 'ms', 1e3)}, n {len(one)}"
    )
    what = f"cursor key to paint, {PEOPLE} at once over SSH, over one alone"
    return [over(f"{what}: p50", said, half, 2), over(f"{what}: p95", said, most, 2)]


def _steps(terminal: Terminal, count: int) -> list[float]:
    """Seconds from each of so many cursor keys to its paint, at the pace of somebody reading."""
    terminal.settle(0.5)
    times = []
    for number in range(count):
        times.append(press(terminal, "down" if number // STEPS % 2 == 0 else "up"))
        terminal.settle(random.uniform(*PAUSES))
    return times


@contextmanager
def _doors(bench: Bench) -> Iterator[tuple[Program, Program]]:
    """The kiosk and the yardstick behind an sshd. Raises Lost where there can be none."""
    if why := missing():
        raise Lost(why)
    with (
        tempfile.TemporaryDirectory() as folder,
        Sshd(Path(folder), f"AuthorizedKeysFile {folder}/keys") as sshd,
    ):
        lines: list[str] = []
        programs: list[Program] = []
        for program in (bench.kiosk(), bench.yardstick()):
            key = sshd.new_key(f"key-{len(lines)}")
            lines.append(_line(bench, program, key))
            command = (*sshd.client(key), f"{USER}@{LOOPBACK}")
            programs.append(replace(program, command=command, ready=_ready(bench, program)))
        sshd.keys_file.write_text("".join(lines))
        yield programs[0], programs[1]


def _ready(bench: Bench, program: Program) -> str:
    return program.ready if _is_yardstick(bench, program) else "IS HERE"


def _is_yardstick(bench: Bench, program: Program) -> bool:
    return program.name == bench.yardstick().name


def _line(bench: Bench, program: Program, key: Path) -> str:
    """The line that lets a key in: to the yardstick, or as `kiosk ssh-config` prints it."""
    if _is_yardstick(bench, program):
        start = f"cd {PROJECT} && exec {' '.join(program.command)}"
        return f'restrict,pty,command="{start}" {key.with_suffix(".pub").read_text()}'
    words = ["--user", USER, "--key", f"{key}.pub", "--person", SOMEBODY]
    kiosk = [sys.executable, "-m", "kiosk", "--store", str(bench.ten_years), "ssh-config"]
    told = subprocess.run([*kiosk, *words], capture_output=True, text=True, cwd=PROJECT)
    if told.returncode:
        raise Lost(told.stderr)
    return told.stdout
