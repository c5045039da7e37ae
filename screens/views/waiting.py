"""The managers' home: what waits in each place, for a manager alone."""

from collections.abc import Iterator
from datetime import datetime

from kiosk.practice.days import day_of
from kiosk.practice.places import TODAY
from kiosk.practice.values import dataclass
from screens.acts import Entry, View
from screens.session import Kiosk
from screens.views import plan_board
from screens.views.absence_words import team
from screens.views.plan_board import Banner
from screens.views.words import clock_words

WHERE = "Its steps: key 4 of the break room"
HELLO = "This is for managers. Name and PIN are asked when a place is opened."


@dataclass(frozen=True)
class Waiting(View):
    """A line for each place. person: the manager who is here, if anybody is."""

    practice: str
    minute: datetime
    person: str | None
    entries: tuple[Entry, ...]
    is_outdated: bool = False  # other places have been turned off since the menu was made
    plans: tuple[Banner, ...] = ()  # that run

    def aloud(self) -> Iterator[tuple[str, str]]:
        yield self.practice, f"{self.minute:%A %B %-d}, {clock_words(self.minute)}"
        for head, words in self.plans:
            yield head.capitalize(), words
        if self.person is None:
            yield "Who", HELLO
        for entry in self.entries:
            if entry.glance:
                yield from entry.glance.aloud()

    def lines(self) -> Iterator[tuple[Entry, str]]:
        """Each place with each thing that it says; a silent one with nothing."""
        for entry in self.entries:
            said = [words for _, words in entry.glance.aloud()] if entry.glance else [""]
            for words in said:
                yield entry, words


def load(kiosk: Kiosk, entries: tuple[Entry, ...], turned_off: frozenset[str]) -> Waiting:
    """The board as it stands, given what each place says of itself to whoever is here.

    turned_off: the places of the break room that were switched off when the menu was made.
    """
    person, is_outdated = kiosk.session.person, turned_off != kiosk.settings.turned_off
    now = kiosk.clock.now().replace(second=0, microsecond=0)
    name = person.name if person else None
    plans = _plans(kiosk) if TODAY not in turned_off else ()
    return Waiting(kiosk.settings.practice, now, name, entries, is_outdated, plans)


def _plans(kiosk: Kiosk) -> tuple[Banner, ...]:
    """The plans that run; their steps are on the kiosk itself."""
    store = kiosk.store
    if not store.plans_running.now():
        return ()
    today = day_of(store.clock.now(), kiosk.settings.day_boundary)
    return plan_board.lines(store, team(store, today, today, with_hours=False), WHERE)
