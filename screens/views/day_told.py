"""A day in words: what it was, as screens, commands and paper tell it."""

from datetime import date

from kiosk.practice.day_closing import ClosedDay, Mentioned
from kiosk.practice.day_summary import SummaryLine, Told, lines
from kiosk.practice.errors import Refusal
from kiosk.practice.figures import Measured
from kiosk.practice.issues import NOBODY, IssueRef
from kiosk.practice.people import short_names
from kiosk.practice.trail import Seal
from kiosk.practice.values import dataclass
from screens.views.issue_words import one_line
from screens.views.words import clock_words, day_words
from storage.days import DayRegister  # with it comes what measures a day, before it is asked for
from storage.store import Store


@dataclass(frozen=True)
class DayTold:
    """One day. closed: None while it is open.

    stands: whether it is closed, and since when. corrected: what was corrected later, each with
    its effect. measured: as frozen, or so far.
    """

    day: date
    stands: str
    lines: tuple[SummaryLine, ...]
    measured: Measured
    closed: ClosedDay | None = None
    corrected: tuple[str, ...] = ()
    reviewed: str = ""

    @property
    def seal(self) -> str:
        """The seal of the event that closed it, as it is written down elsewhere; or nothing."""
        one = self.closed
        return Seal(one.event, one.mac).line(one.closed_at) if one else ""


def day_told(store: Store, day: date) -> DayTold:
    """A day, closed or as it is so far. Raises Refusal for one of which nothing was kept."""
    with store.read():
        today, closed = store.days.today(), store.days.find(day)
        if closed is not None:
            return _of_closed(closed, store)
        if day != today:
            raise Refusal(_nothing_of(day, store.days, today))
        measured, mentioned = store.days.so_far()
        found = lines(measured, _told(mentioned, store))
        return DayTold(day, f"so far, at {clock_words(store.clock.now())}", found, measured)


def _of_closed(one: ClosedDay, store: Store) -> DayTold:
    names = short_names(store.people.everyone())
    early = f"closed early, at {clock_words(one.closed_at)}"
    stands = early if one.is_early else "closed"
    if one.is_in_doubt:
        stands += "; the clock was in doubt"
    corrected = tuple(f"Corrected later: {change}" for change in one.corrections())
    review = one.review
    when = day_words(review.at.date(), store.clock.now().date()) if review else ""
    by = f"reviewed by {names[review.by]} {when} {clock_words(review.at)}" if review else ""
    found = lines(one.measured, _told(one.mentioned, store))
    return DayTold(one.day, stands, found, one.measured, one, corrected, by)


def _nothing_of(day: date, days: DayRegister, today: date) -> str:
    if day > today:
        return f"{day:%A, %B %-d, %Y} is still to come."
    first = days.first()
    if first is None or day < first:
        return f"{day:%A, %B %-d, %Y} was before days were closed here."
    return f"{day:%A, %B %-d, %Y}: nobody was here for long, and nothing was kept of it."


def _told(mentioned: Mentioned, store: Store) -> Told:
    """The words and names, as they are now: what was destroyed since says so."""
    idea = _idea(IssueRef(str(mentioned.idea)), store) if mentioned.idea else ""
    first = f"{mentioned.first:%-I:%M %p}" if mentioned.first else ""
    return Told(idea, _thanks(mentioned, store), first)


def _idea(ref: IssueRef, store: Store) -> str:
    one = store.issues.get(ref, NOBODY)
    return f"{one.name} {one_line(one.what)}"


def _thanks(mentioned: Mentioned, store: Store) -> str:
    if mentioned.thanks is None:
        return ""
    one = store.thanks.get(mentioned.thanks)
    if one.is_taken_back or not one.is_shown:
        return ""
    names = short_names(store.people.everyone())
    return f"{names[one.to]}, from {names[one.by]}: {one.words}"
