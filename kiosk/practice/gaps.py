"""Jobs that only one trained person could do, or nobody, at some time of the opening hours."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise

from kiosk.practice.jobs import Job
from kiosk.practice.people import PersonId
from kiosk.practice.roster import Shift
from kiosk.practice.training import Matrix, as_bits
from kiosk.practice.values import dataclass

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Gap:
    """The thinnest time of a job in a day. left: how many trained people there are then, 0 or 1."""

    job: Job
    day: date
    left: int
    begins: datetime
    ends: datetime
    only: PersonId | None = None
    is_all_day: bool = False


def gaps(
    day: date, shifts: Sequence[Shift], stretches: Iterable[Stretch], matrix: Matrix
) -> tuple[Gap, ...]:
    """The gaps of a day, jobs with nobody first, then in the practice's order.

    shifts: of those who are expected, also of the evening before. stretches: when the practice is
    open; closed hours are no gaps. A job that nobody is trained for at all is none of a day: it is
    for the managers to see to.
    """
    pieces = [piece for one in stretches for piece in _pieces(shifts, one)]
    if not pieces:
        return ()
    found = []
    present = [as_bits(one.present) for one in pieces]
    for job in matrix.jobs:
        able = matrix.trained[job.id]
        some = matrix.trained_bits[job.id]
        counts = [(some & one).bit_count() for one in present] if able else [2]
        if (least := min(counts)) <= 1:
            found.append(_gap(job, day, least, counts, pieces, able))
    return tuple(sorted(found, key=lambda one: one.left))


@dataclass(frozen=True)
class _Piece:
    """A part of the opening hours in which nobody comes or goes."""

    begins: datetime
    ends: datetime
    present: frozenset[PersonId]


def _pieces(shifts: Sequence[Shift], stretch: Stretch) -> list[_Piece]:
    """An opening, cut wherever somebody comes or goes; compared in UTC, told in its own zone."""
    zone = stretch[0].tzinfo
    opens, closes = (one.astimezone(UTC) for one in stretch)
    spans = [(one.person, one.begins.astimezone(UTC), one.ends.astimezone(UTC)) for one in shifts]
    inside = {at for _, *both in spans for at in both if opens < at < closes}
    cuts = sorted({opens, closes, *inside})
    return [
        _Piece(
            begins.astimezone(zone),
            ends.astimezone(zone),
            frozenset(who for who, come, go in spans if come <= begins and ends <= go),
        )
        for begins, ends in pairwise(cuts)
    ]


def _gap(
    job: Job,
    day: date,
    least: int,
    counts: Sequence[int],
    pieces: Sequence[_Piece],
    able: frozenset[PersonId],
) -> Gap:
    """The first run of pieces with so few, with one name if it is the same all along."""
    first = counts.index(least)
    last = first
    while last + 1 < len(counts) and counts[last + 1] == least:
        last += 1
    people = {who for one in pieces[first : last + 1] for who in able & one.present}
    only = next(iter(people)) if len(people) == 1 else None
    is_all_day = (first, last) == (0, len(counts) - 1)
    return Gap(job, day, least, pieces[first].begins, pieces[last].ends, only, is_all_day)
