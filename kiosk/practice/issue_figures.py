"""What is measured of problems and ideas: replies in time, days, proposals; never of one person."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from statistics import median

from kiosk.practice.days import between
from kiosk.practice.people import PersonId
from kiosk.practice.values import dataclass

FEWEST_PEOPLE = 8  # of fewer no figure is shown: it could be read as one person's
ALL = "all"
REST = "other areas"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Course:
    """How one went, as far as figures need it.

    raised_by: only to count people. ended_at: when it was done, or said not to be.
    """

    area: str
    raised_by: PersonId
    raised_at: datetime
    reply_by: date
    replied_at: datetime | None = None
    ended_at: datetime | None = None
    has_proposal: bool = False
    was_tried: bool = False
    is_done: bool = False


@dataclass(frozen=True)
class Figures:
    """What is measured of one area, or of all.

    raised: how many. in_time: of those whose reply is there or overdue, the share with a reply by
    the promised day. reply_days, outcome_days: medians, in days. with_proposal, tried, done:
    shares of all. None: there is nothing yet to measure it by.
    """

    area: str
    raised: int
    in_time: float | None
    reply_days: float | None
    outcome_days: float | None
    with_proposal: float | None
    tried: float | None
    done: float | None


def figures(courses: Iterable[Course], today: date) -> tuple[Figures, ...]:
    """Of all, and then of each area that enough people wrote about.

    The areas of too few are counted together; if those are still too few, the smallest of the
    others joins them, or they could be told by subtracting. Of too few in all there is nothing.
    """
    every = list(courses)
    if _people(every) < FEWEST_PEOPLE:
        return ()
    of_area: dict[str, list[Course]] = {}
    for one in every:
        of_area.setdefault(one.area, []).append(one)
    by_size = sorted(of_area.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    shown = [(area, some) for area, some in by_size if _people(some) >= FEWEST_PEOPLE]
    rest = [one for _, some in by_size if _people(some) < FEWEST_PEOPLE for one in some]
    while rest and _people(rest) < FEWEST_PEOPLE:
        rest += shown.pop()[1]
    parts = [(ALL, every), *shown, *([(REST, rest)] if rest else [])]
    single = len(parts) == 2  # all, and the same once more
    return tuple(_measured(area, some, today) for area, some in (parts[:1] if single else parts))


def _people(courses: Sequence[Course]) -> int:
    return len({one.raised_by for one in courses})


def _measured(area: str, some: Sequence[Course], today: date) -> Figures:
    promised = [one for one in some if one.replied_at or one.reply_by < today]
    in_time = [one for one in promised if one.replied_at and one.replied_at.date() <= one.reply_by]
    replies = [_days(one.raised_at, one.replied_at) for one in some if one.replied_at]
    outcomes = [_days(one.raised_at, one.ended_at) for one in some if one.ended_at]
    return Figures(
        area,
        len(some),
        _share(len(in_time), len(promised)),
        median(replies) if replies else None,
        median(outcomes) if outcomes else None,
        _share(sum(one.has_proposal for one in some), len(some)),
        _share(sum(one.was_tried for one in some), len(some)),
        _share(sum(one.is_done for one in some), len(some)),
    )


def _days(start: datetime, end: datetime) -> float:
    return between(start, end) / _DAY


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
