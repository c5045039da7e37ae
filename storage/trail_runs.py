"""What was done to a run of events that do not fit, told from what is left of their chain.

An event's mac is over its number, all that it says, and the mac before it. So an event that
follows another one can be told wherever it lies now, and whatever number it has now.
"""

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from kiosk.practice.trail import Finding
from kiosk.practice.values import dataclass
from storage.key import Key
from storage.trail import seal

Row = tuple[Any, ...]  # an event as stored, in the order of its columns: number first, mac last
KEPT = 48  # of a run: enough to see what was done, and little in memory
FARTHEST = 500  # by how many numbers events may have been moved up to close a gap


@dataclass
class Run:
    """Events that do not fit, one after the other.

    before: the mac of the last one that fits, and number: its number. rows: the first of those
    that do not. length: how many there are. last: the number of the last of them. is_end:
    whether nothing comes after it.
    """

    before: str
    number: int
    rows: list[Row] = field(default_factory=list)
    length: int = 0
    last: int = 0
    is_end: bool = False

    def add(self, row: Row) -> None:
        """One more."""
        if self.length < KEPT:
            self.rows.append(row)
        self.length, self.last = self.length + 1, row[0]


def explained(key: Key, run: Run) -> Iterator[Finding]:
    """What was done to it, in words."""
    order = _put_together(key, run)
    if order:
        yield from _moved(order, run)
        return
    first = run.rows[0][0]
    missing = first - run.number - 1
    if missing > 0:
        yield _removed(run.number + 1, first - 1)
        first += 1  # it cannot be looked at without the one before
    if first > run.last:
        return
    if gone := _closed_up(key, run):
        words = f"Before event {first}, {gone} removed, and those after it numbered anew."
        yield Finding("removed", words, first, run.last)
    else:
        yield _not_sealed(first, run)


def _put_together(key: Key, run: Run) -> list[Row]:
    """Those that are whole but lie elsewhere, in the order in which they were sealed."""
    before, number, left = run.before, run.number, list(run.rows)
    order: list[Row] = []
    while found := next((row for row in left if _follows(key, row, before, number + 1)), None):
        left.remove(found)
        order.append(found)
        before, number = found[-1], number + 1
    return order


def _follows(key: Key, row: Row, before: str, number: int) -> bool:
    """Whether it was sealed under this number, after an event with this mac."""
    return bool(row[-1] == seal(key, before, (number, *row[1:-1])))


def _moved(order: list[Row], run: Run) -> Iterator[Finding]:
    numbers = [row[0] for row in order]
    moved = [now for was, now in enumerate(numbers, run.number + 1) if now != was]
    others = [row[0] for row in run.rows if row not in order and row[0] < max(numbers)]
    if numbers != sorted(numbers):
        first, last = min(moved), max(moved)
        words = f"Events {first} to {last} are in another order than they were written in."
        yield Finding("reordered", words, first, last)
    elif others:
        anew = ", and those after it numbered anew" if moved else ""
        words = f"{_events(others[0], others[-1])} inserted{anew}."
        yield Finding("inserted", words, others[0], others[-1])
    else:
        words = f"Event {run.number + 1} and those after it were numbered anew: it is {moved[0]}."
        yield Finding("renumbered", words, moved[0], run.last)


def _closed_up(key: Key, run: Run) -> int:
    """How many were removed before the run, where it was moved up to close the gap; 0: not so."""
    if len(run.rows) < 2:
        return 0
    one, other = run.rows[:2]
    tried = range(1, FARTHEST + 1)
    return next((by for by in tried if _follows(key, other, one[-1], other[0] + by)), 0)


def _removed(first: int, last: int) -> Finding:
    return Finding("removed", f"{_events(first, last)} removed.", first, last)


def _not_sealed(first: int, run: Run) -> Finding:
    last = run.last
    if run.is_end and run.number == 0 and first == 1:
        words = (
            "No event fits the key that lies beside the records: it is another key, or the whole"
            " trail was written anew without it."
        )
        return Finding("another key", words, first, last)
    if run.is_end and first < last:
        words = f"The newest events, {first} to {last}, were written without the key."
        return Finding("sealed anew", words, first, last)
    if run.is_end:
        words = f"Event {first}, the newest, was changed, or inserted without the key."
        return Finding("changed", words, first, last)
    return Finding("changed", f"{_events(first, last)} changed.", first, last)


def _events(first: int, last: int) -> str:
    return f"Event {first} was" if first == last else f"Events {first} to {last} were"
