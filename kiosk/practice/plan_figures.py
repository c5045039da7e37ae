"""What of plans that ran becomes figures of a day."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from kiosk.practice.days import between, instant
from kiosk.practice.figures import PLANS, Key, Value, WorkingDay, with_nothing
from kiosk.practice.plan_runs import Run, RunStep

_SECOND = timedelta(seconds=1)


def counted(runs: Iterable[Run], day: WorkingDay) -> dict[Key, Value]:
    """The sums of a day, and how long it took until people had read it, and to the end; by plan."""
    every = list(runs)
    ended = [(one, one.ended) for one in every if one.ended and _is_in(one.ended, day)]
    spans: dict[Key, list[int]] = {}
    for one in every:
        for read in one.read:
            if _is_in(read.at, day):
                key = (f"{PLANS}.to_acknowledge", one.plan.name)
                spans.setdefault(key, []).append(_lasted(one.started, read.at))
    for one, at in ended:
        key = (f"{PLANS}.to_finish", one.plan.name)
        spans.setdefault(key, []).append(_lasted(one.started, at))
    sums = {
        "started": sum(_is_in(one.started, day) for one in every),
        "ended": len(ended),
        "left_undone": sum(_was_open(step, at) for one, at in ended for step in one.steps),
    }
    found = with_nothing(PLANS)
    found |= {(f"{PLANS}.{name}",): value for name, value in sums.items()}
    return {**found, **{key: tuple(sorted(some)) for key, some in spans.items()}}


def _is_in(at: datetime, day: WorkingDay) -> bool:
    return instant(day.begins) <= instant(at) < instant(day.ends)


def _lasted(began: datetime, ended: datetime) -> int:
    return max(between(began, ended), timedelta()) // _SECOND


def _was_open(step: RunStep, at: datetime) -> bool:
    """Whether nobody had done it by then, nor said that it was not needed."""
    settled = step.done_at or step.dropped_at
    return settled is None or instant(settled) > instant(at)
