"""My page: one person's own day, for that person alone."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.places import BREAKS, ISSUES, PRIOR_AUTHS, THANKS, TODAY
from kiosk.practice.values import dataclass
from screens.acts import Action, Done, Given, Look, Option, Question, View
from screens.session import Kiosk
from screens.views import (
    follow_ups,
    issue_links,
    my_breaks,
    my_tomorrow,
    my_training,
    my_week,
    news,
    own_goals,
    thanks,
)
from screens.views.badges import scan
from screens.views.follow_up_acts import ANSWER
from screens.views.words import day_words
from storage.store import Store


@dataclass(frozen=True)
class MyPage(View):
    """Labels and values; nothing here is about anybody else."""

    lines: tuple[tuple[str, str], ...]
    asked: tuple[Option, ...] = ()  # what waits for an answer of theirs

    def aloud(self) -> Iterator[tuple[str, str]]:
        yield from self.lines

    def things(self) -> tuple[Option, ...]:
        return self.asked


def load(kiosk: Kiosk, look: Look) -> MyPage:
    """The page of whoever is here."""
    person = kiosk.session.person
    if person is None:
        return MyPage((("My page", "Type your name or scan your badge to see it."),))
    names = {one.id: one.name for one in kiosk.store.people.everyone()}
    lines = [("Name", person.name), ("Roles", ", ".join(person.roles) or "none")]
    lines += [("New for you", words) for words in news.lines(kiosk, names)]
    asked = follow_ups.asked_of_you(kiosk, names)
    lines += [("Asked of you", words) for _, words in asked]
    numbers = my_week.numbers(person, kiosk.store)
    parts = (
        (BREAKS, my_breaks.lines),
        (BREAKS, my_week.lines),
        (TODAY, my_training.lines),
        (PRIOR_AUTHS, partial(_prior_auths, numbers["prior auths"])),
        (ISSUES, issue_links.mine),
        (THANKS, thanks.lines_for),
    )
    for place, lines_of in parts:
        if place not in kiosk.settings.turned_off:
            lines += lines_of(person, kiosk.store)
    lines += my_tomorrow.lines(person, kiosk.store)
    lines += own_goals.lines(person, numbers, kiosk.store)
    return MyPage(tuple(lines), tuple(Option(*one) for one in asked))


def _prior_auths(moved: str, person: Person, store: Store) -> Iterator[tuple[str, str]]:
    """Those that somebody has. moved: how many they moved this week, in words."""
    today = store.clock.now().date()
    mine = store.prior_auths.listed("mine", today, person)
    yield "My prior auths", f"{mine.total or 'none'}{f', {moved} this week' if moved else ''}"
    for one in mine.tasks[:10]:
        due = f", needed by {day_words(one.needed_by, today)}" if one.needed_by else ""
        yield one.ref, f"{one.payer}, {one.service or ', '.join(one.codes)}{due}"


def _set_badge(given: Given) -> Done:
    if given.manager is None:
        raise Refusal("A manager must be with you for that.")
    given.store.people.set_badge(given.who, given.answers["badge"], given.manager)
    words = f"This is your badge now, {given.who.name}. One that you had before is off."
    return Done(words)


def _asks_badge(given: Given) -> tuple[Question, ...]:
    if "badge" not in given.answers:
        return (scan("Scan your new badge"),)

    def fits(typed: str) -> None:
        if typed.strip() != given.answers["badge"].strip():
            raise Refusal("That was another badge. Scan the same one as before.")

    return (replace(scan("Once more, the same badge", "again"), fits=fits),)


ACTIONS = (
    Action("b", "New badge", _set_badge, _asks_badge, with_manager=True),
    ANSWER,
    *own_goals.ACTIONS,
    news.read_news(),
)
