"""A day that is closed: what it was, what was corrected of it later, and who reviewed it.

What was frozen is never changed: a correction stands beside it with what it changed.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from kiosk.practice.days import instant
from kiosk.practice.errors import Refusal
from kiosk.practice.figures import (
    Key,
    Measured,
    Value,
    count,
    figure,
    is_standing,
)
from kiosk.practice.people import PersonId
from kiosk.practice.values import dataclass

ONE_DAY = timedelta(days=1)
# Days without anybody that are closed at once, the newest ones: a month's holiday. Of a longer
# time, or one that only a wrong clock told of, the others have nothing that could be closed.
MOST_AT_ONCE = 31


@dataclass(frozen=True)
class Mentioned:
    """What a day's lines speak of besides figures; words and names are read when they are shown.

    idea: the number of a problem that needs ideas. thanks: the number of the day's latest thanks.
    first: the time by which a payer must decide first on the day after.
    """

    idea: int | None = None
    thanks: int | None = None
    first: time | None = None


@dataclass(frozen=True)
class Change:
    """What a correction made of one figure. None: there was, or is, nothing of that."""

    key: Key
    before: Value | None
    after: Value | None

    def __str__(self) -> str:
        of = f" ({', '.join(self.key[1:])})" if self.key[1:] else ""
        return f"{figure(self.key[0]).words}{of} {_shown(self.before)} -> {_shown(self.after)}"


@dataclass(frozen=True)
class Amendment:
    """A later act that changed figures of a closed day. by: None is nobody in particular."""

    event: int
    at: datetime
    by: PersonId | None
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Review:
    """That a manager has looked at it."""

    by: PersonId
    at: datetime


@dataclass(frozen=True)
class ClosedDay:
    """One closed day. ends_at: its end; closed_at: when it was closed.

    event, mac: the seal, of the event that closed it; the event has the digest of what was frozen.
    is_in_doubt: whether the clock had jumped on that day, or when it was closed.
    """

    day: date
    ends_at: datetime
    closed_at: datetime
    measured: Measured
    mentioned: Mentioned
    is_in_doubt: bool
    event: int
    mac: str
    amendments: tuple[Amendment, ...] = ()
    review: Review | None = None

    @property
    def is_early(self) -> bool:
        """Whether somebody closed it before its end."""
        return instant(self.closed_at) < instant(self.ends_at)

    @property
    def corrected(self) -> Measured:
        """The figures with all that was corrected later."""
        return amended(self.measured, (one for each in self.amendments for one in each.changes))

    def corrections(self) -> tuple[Change, ...]:
        """What differs of what was frozen, taken together, without what is told by role."""
        return tuple(one for one in difference(self.measured, self.corrected) if len(one.key) == 1)


def ended(first: date, today: date) -> Iterator[date]:
    """The days to close, in order, where something was done last on the first of them."""
    yield first
    day = max(first + ONE_DAY, today - MOST_AT_ONCE * ONE_DAY)
    while day < today:
        yield day
        day += ONE_DAY


def difference(before: Measured, after: Measured) -> tuple[Change, ...]:
    """What of a closed day's figures is otherwise by now.

    How things stood when it closed stays as it is, and what was not measured then is not added.
    after: of some nouns, or of all.
    """
    nouns = {figure(key[0]).noun for key in after}
    found = []
    for key in sorted({*before, *after}):
        of_these = (key[0],) in before and figure(key[0]).noun in nouns
        if of_these and not is_standing(key) and before.get(key) != after.get(key):
            found.append(Change(key, before.get(key), after.get(key)))
    return tuple(found)


def amended(measured: Measured, changes: Iterable[Change]) -> dict[Key, Value]:
    """The figures after these changes, in their order."""
    found = dict(measured)
    for one in changes:
        if one.after is None:
            found.pop(one.key, None)
        else:
            found[one.key] = one.after
    return found


def to_review(days: Iterable[ClosedDay]) -> ClosedDay | None:
    """The latest on which anybody came; where nobody did, the latest. days: in their order."""
    every = list(days)
    worked = [one for one in every if count("breaks.people", one.measured)]
    return next(reversed(worked or every), None)


def require_open(is_closed: bool, day: date) -> None:
    """Raises Refusal where a day is closed already: that is done once."""
    if is_closed:
        raise Refusal(f"{day:%A, %b %-d} is closed already. A day is closed once.")


def require_no_review(review: Review | None, name: str) -> None:
    """Raises Refusal where somebody has reviewed it. name: of whoever did."""
    if review is not None:
        raise Refusal(f"{name} has reviewed it already, at {review.at:%-I:%M %p}.")


def _shown(value: Value | None) -> str:
    if value is None:
        return "0"
    return str(len(value)) if isinstance(value, tuple) else str(value)
