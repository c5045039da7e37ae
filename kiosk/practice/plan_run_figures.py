"""What is measured of plans that ran: how long until people knew, and until all was normal."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from statistics import median

from kiosk.practice.days import between, instant
from kiosk.practice.plan_runs import Run
from kiosk.practice.values import dataclass


@dataclass(frozen=True)
class Measured:
    """How long one run took. read: of each who acknowledged. done: of each step that was ticked."""

    read: tuple[timedelta, ...]
    done: tuple[timedelta, ...]
    finish: timedelta | None
    late: int


@dataclass(frozen=True)
class Figures:
    """What is measured of many runs, drills not among them. The times are medians."""

    runs: int
    read: timedelta | None = None
    finish: timedelta | None = None


def measured(run: Run) -> Measured:
    """How long it took to acknowledge, to do each step, and to be back to normal."""
    late = [
        one
        for one in run.steps
        if (due := run.due(one)) and one.done_at and instant(one.done_at) > instant(due)
    ]
    return Measured(
        tuple(between(run.started, one.at) for one in run.read),
        tuple(between(run.started, one.done_at) for one in run.steps if one.done_at),
        between(run.started, run.ended) if run.ended else None,
        len(late),
    )


def figures(runs: Iterable[Run]) -> Figures:
    """What is measured of all that are over. A drill never enters a figure."""
    every = [measured(one) for one in runs if one.is_over and not one.is_drill]
    read = [span for one in every for span in one.read]
    finish = [one.finish for one in every if one.finish is not None]
    return Figures(len(every), _median(read), _median(finish))


def _median(spans: Sequence[timedelta]) -> timedelta | None:
    seconds = [one.total_seconds() for one in spans]
    return timedelta(seconds=median(seconds)) if seconds else None
