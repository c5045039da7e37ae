"""A manager has looked at a closed day: the act, and the day that waits for it."""

from collections.abc import Iterator
from datetime import date, datetime

from kiosk.practice.day_closing import ClosedDay, to_review
from kiosk.practice.errors import Refusal
from kiosk.practice.figures import count
from kiosk.practice.needs_a_look import Item
from kiosk.practice.values import dataclass
from screens.acts import ABOUT, Action, Done, Given, Listed, Look
from screens.session import Kiosk
from screens.views.day_told import DayTold, day_told
from screens.views.destroying import require_manages
from screens.views.words import day_words
from storage.store import Store

DAY = "day "  # as the trail calls one


@dataclass(frozen=True)
class OneDay(Listed):
    """A closed day, opened."""

    opened: tuple[tuple[str, str], ...]
    ref: str

    def headline(self) -> str:
        return self.opened[0][1]

    def aloud(self) -> Iterator[tuple[str, str]]:
        yield from self.opened


def latest(store: Store) -> ClosedDay | None:
    """The closed day that managers review, reviewed or not: the latest on which anybody came."""
    return to_review(store.days.latest())


def found(store: Store, now: datetime) -> Iterator[Item]:
    """That day, if anybody came and nobody has reviewed it."""
    one = latest(store)
    if one is not None and one.review is None and count("breaks.people", one.measured):
        name = day_words(one.day, store.days.today())
        words = f"{name[:1].upper()}{name[1:]} is not reviewed yet"
        yield Item("days", f"{DAY}{one.day}", words, one.day)


def load(kiosk: Kiosk, look: Look) -> OneDay:
    """The day that is opened, as everybody sees it."""
    told = day_told(kiosk.store, date.fromisoformat(look.opened.removeprefix(DAY)))
    return OneDay(tuple(fields(told)), look.opened)


def fields(told: DayTold) -> Iterator[tuple[str, str]]:
    """Labels and values of one day."""
    yield "Day", f"{told.day:%A, %B %-d, %Y}: {told.stands}"
    for one in told.lines:
        yield one.title.capitalize(), f"{one.state}: {one.words}" if one.state else one.words
    for words in told.corrected:
        yield "Later", words
    if told.reviewed:
        yield "Review", told.reviewed


def _review(given: Given) -> Done:
    store, about = given.store, given.answers.get(ABOUT, "")
    require_manages(given)
    one = store.days.get(date.fromisoformat(about.removeprefix(DAY))) if about else latest(store)
    if one is None:
        raise Refusal("No day is closed yet.")
    store.days.review(one.day, given.who)
    return Done(f"{one.day:%A, %B %-d} is reviewed, by {given.who.name}.")


REVIEW = Action("e", "Reviewed: done with this day", _review)
