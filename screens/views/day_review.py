"""The manager's morning: the day that closed, what of it needs a look, and what nobody has."""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.practice.prior_auth_terms import WAITING
from kiosk.practice.values import dataclass
from screens.acts import (
    ABOUT,
    Action,
    Brief,
    Done,
    Given,
    Listed,
    Look,
    Option,
    Question,
    to_filter,
    to_open,
)
from screens.session import Kiosk
from screens.views import day_reviewing, needs_a_look
from screens.views.day_reviewing import REVIEW, fields
from screens.views.day_told import day_told
from screens.views.destroying import require_manages
from screens.views.needs_a_look import ABOUT_WHICH, NeedsALookView, Row
from screens.views.needs_a_look_sources import ASSIGN, BY_KIND, PRIOR_AUTH
from screens.views.prior_auth_words import what
from screens.views.words import day_words
from storage.store import Store

LOOK, CARRIED = "needs a look", "nobody has it"
FILTERS = {LOOK: "What needs a look", CARRIED: "What carries over, and nobody has"}
NOTHING_CLOSED = "No day is closed yet: each closes by itself at its end."


@dataclass(frozen=True)
class DayReview(NeedsALookView):
    """The day's lines, and under them a part of the list. head: the day, in lines."""

    head: tuple[str, ...] = ()
    part: str = LOOK

    def which(self) -> str:
        count = str(self.total or "nothing")
        return "\n ".join([*self.head, f"{FILTERS[self.part].upper()}: {count}"])

    def aloud(self) -> Iterator[tuple[str, str]]:
        for one in self.head:
            yield "Day", one
        yield FILTERS[self.part], str(self.total or "nothing")
        yield from self.said()

    def offers(self) -> tuple[Option, ...]:
        acts = needs_a_look.ACTIONS[:-1] if self.part == LOOK else (GIVE,)
        return tuple(Option(one.key, one.words) for one in (REVIEW, *(acts if self.rows else ())))


CARRIED_FROM = BY_KIND["nobody"]


def load_glance(kiosk: Kiosk) -> Brief:
    """Which day was closed last, and whether it is reviewed."""
    one = day_reviewing.latest(kiosk.store)
    if one is None:
        return Brief("End of day", "no day is closed yet")
    day = day_words(one.day, kiosk.store.days.today())
    return Brief("End of day", f"{day}: {'reviewed' if one.review else 'not reviewed yet'}")


def load(kiosk: Kiosk, look: Look) -> Listed:
    """The latest day on which anybody came, with what is to be done about it."""
    if look.opened and look.filter == CARRIED:
        return CARRIED_FROM.load(kiosk, Look(opened=CARRIED_FROM.about(look.opened)))
    if look.opened:
        return needs_a_look.load(kiosk, Look(opened=look.opened))
    part = look.filter or LOOK
    head = tuple(_head(kiosk))
    if part == CARRIED:
        rows = tuple(_carried(kiosk.store))
        return DayReview(rows, len(rows), head=head, part=part)
    base = needs_a_look.load(kiosk, Look())
    return DayReview(base.rows, base.total, head=head)


def _head(kiosk: Kiosk) -> Iterator[str]:
    one = day_reviewing.latest(kiosk.store)
    if one is None:
        yield NOTHING_CLOSED
        return
    for label, words in fields(day_told(kiosk.store, one.day)):
        yield words if label == "Day" else f"{label.upper():<8}{words}"


def _carried(store: Store) -> Iterator[Row]:
    """The prior auths to be worked on that nobody has."""
    today = store.clock.now().date()
    for one in store.prior_auths.open_ones():
        if one.owner is None and one.state in WAITING:
            due, words = day_words(one.needed_by, today), f"{one.ref} {one.payer}, {what(one)}"
            yield Row(f"{PRIOR_AUTH}{one.ref}", "", "nobody", due, words)


def _inside(given: Given) -> Given:
    require_manages(given)
    ref = given.answers[ABOUT].removeprefix(PRIOR_AUTH)
    return replace(given, answers={**given.answers, ABOUT: ref})


def _asks(given: Given) -> tuple[Question, ...]:
    return ASSIGN.asks(_inside(given))


def _give(given: Given) -> Done:
    return ASSIGN.do(_inside(given))


GIVE = Action("g", "Give it to somebody", _give, _asks, about=ABOUT_WHICH)
ACTIONS = (REVIEW, *needs_a_look.ACTIONS[:-1], GIVE)
TURNS = (to_open(ABOUT_WHICH), to_filter("Which ones?", FILTERS.items()))
