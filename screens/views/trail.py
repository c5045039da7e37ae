"""For managers: what was done, newest first, by person, thing and day; and whether it is whole."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from kiosk.practice.errors import Refusal
from kiosk.practice.people import LONGEST_NAME, Person, named
from kiosk.practice.trail import Deed, Finding, Sought
from kiosk.practice.typed_days import day
from kiosk.practice.typed_texts import TypedText
from kiosk.practice.values import dataclass
from screens.acts import (
    ABOUT,
    BEYOND,
    Action,
    Brief,
    Done,
    Given,
    Listed,
    Look,
    Option,
    Question,
    Turn,
    to_open,
)
from screens.session import Kiosk
from screens.views.destroying import destroying, require_manages
from screens.views.trail_words import Names, about_words, names_for, typed_words, words
from screens.views.words import clock_words, day_words
from storage.deeds import OF_EVENT
from storage.store import Store

MOST = 50  # events at once
MOST_FINDINGS = 3  # told on the screen; `kiosk audit verify` tells them all
LONGEST_THING, LONGEST_DAY = 60, 10


@dataclass(frozen=True)
class Line:
    """One event of the list."""

    number: str
    when: str
    who: str
    words: str

    def __str__(self) -> str:
        return f"{self.when}, {self.who}: {self.words}"


@dataclass(frozen=True)
class TrailView(Listed):
    """A part of what was done; or one event, opened. older: where what came before begins."""

    title: str
    lines: tuple[Line, ...]
    older: str = ""
    opened: tuple[tuple[str, str], ...] = ()
    ref: str = ""

    def headline(self) -> str:
        return self.title

    def aloud(self) -> Iterator[tuple[str, str]]:
        if self.opened:
            yield from self.opened
            return
        yield "List", self.title
        for one in self.lines:
            yield one.when, f"{one.who}: {one.words}"

    def things(self) -> tuple[Option, ...]:
        return tuple(Option(one.number, str(one)) for one in self.lines)

    def beyond(self) -> str:
        return self.older


def load_glance(kiosk: Kiosk) -> Brief:
    """How much there is."""
    return Brief("What was done", f"{kiosk.store.version():,} events")


def load(kiosk: Kiosk, look: Look) -> TrailView:
    """The part that somebody looks at, or the event that they opened."""
    store, who, now = kiosk.store, kiosk.session.person, kiosk.clock.now()
    if look.opened:
        one = store.deeds.get(int(look.opened))
        names = names_for((one,), store)
        line = _line(one, names, (), now.date())
        opened = tuple(_fields(one, names, store, who))
        return TrailView(f"Event {one.number}: {line}", (line,), opened=opened, ref=line.number)
    try:
        sought = _sought(look, store, now.date())
    except Refusal as no:
        return TrailView(str(no), ())
    pages = look.page.split()
    found = store.deeds.newest(sought, MOST + 1, int(pages[-1]) if pages else 0)
    shown, is_more = found[:MOST], len(found) > MOST
    names = names_for(shown, store)
    typed: dict[int, list[str]] = {}
    for text in store.texts.of_events(one.number for one in shown):
        typed.setdefault(text.event, []).append(typed_words(text, store, who))
    lines = tuple(_line(one, names, typed.get(one.number, ()), now.date()) for one in shown)
    older = str(shown[-1].number) if is_more else ""
    return TrailView(_title(sought, names, len(pages), bool(lines), now.date()), lines, older)


def _sought(look: Look, store: Store, today: date) -> Sought:
    """Raises Refusal, which says what of the filter nothing answers to."""
    who = named(look.filter, store.people.everyone()).id if look.filter else None
    about = store.deeds.about_of(look.typed) if look.typed else ""
    on = day(look.day, today) if look.day else None
    return Sought(who, about, on, on)


def _title(sought: Sought, names: Names, page: int, has_any: bool, today: date) -> str:
    told = [f"by {names.person(sought.by)}"] if sought.by else []
    told += [f"about {about_words(sought.about, names)}"] if sought.about else []
    if sought.first:
        on = day_words(sought.first, today)
        told += [on if on in ("today", "yesterday") else f"on {on}"]
    filtered = " ".join(["What was done", *told])
    part = f", page {page + 1}" if page else ""
    return f"{filtered}, newest first{part}" if has_any else f"{filtered}: nothing"


def _line(one: Deed, names: Names, typed: Sequence[str], today: date) -> Line:
    day_of_it = f"{one.at:%b %-d}" if one.at.year == today.year else f"{one.at:%m/%d/%y}"
    said = " ".join([words(one, names), *(f'"{text}"' for text in typed)])
    when = f"{day_of_it} {clock_words(one.at)}"
    return Line(str(one.number), when, names.person(one.by), said)


def _fields(one: Deed, names: Names, store: Store, who: Person | None) -> Iterator[tuple[str, str]]:
    yield "Event", f"{one.number:,}"
    yield "When", f"{one.at:%a %b %-d, %Y %-I:%M:%S %p}"
    if one.in_doubt:
        yield "Clock", "it had just jumped, so the time is in doubt"
    yield "Who", names.person(one.by) if one.by else "the owner of the records, or nobody known"
    yield "Where", one.terminal
    yield "What", words(one, names)
    yield "As recorded", " | ".join(part for part in (one.deed, one.about, one.detail) if part)
    if one.undoes:
        yield "Takes back", f"event {one.undoes:,}"
    for text in store.texts.of_events((one.number,)):
        yield "Typed", typed_words(text, store, who)


def _typed(given: Given) -> tuple[TypedText, ...]:
    return given.store.texts.of_events((int(given.answers[ABOUT]),))


def _check(given: Given) -> Done:
    require_manages(given)
    return Done("Looking at the whole trail.", follows=_looked_at(given.store))


def _looked_at(store: Store) -> Iterator[str]:
    """What is told while the trail is looked at, and at last what was found."""
    looking = store.trail.verification()
    for done, of in looking.pieces():
        yield f"Looking at the whole trail: {done * 10 // max(of, 1) * 10} %"
    yield _outcome(looking.findings, store.version())


def _outcome(findings: tuple[Finding, ...], events: int) -> str:
    if not findings:
        return f"The trail is whole: {events:,} events, as the program wrote them."
    told = [one.words for one in findings[:MOST_FINDINGS]]
    more = len(findings) - MOST_FINDINGS
    rest = [f"And {more} more: 'kiosk audit verify' tells them."] if more > 0 else []
    return "\n".join(["The trail is not whole.", *told, *rest])


def _filter(look: Look, answers: dict[str, str]) -> Look:
    return Look(filter=answers["who"], typed=answers["thing"], day=answers["day"])


def _same_thing(look: Look, answers: dict[str, str]) -> Look:
    return Look(typed=f"{OF_EVENT}{answers[ABOUT]}")


def _older(look: Look, answers: dict[str, str]) -> Look:
    if not answers[BEYOND]:
        raise Refusal("Nothing came before that.")
    return replace(look, page=f"{look.page} {answers[BEYOND]}".strip())


def _newer(look: Look, answers: dict[str, str]) -> Look:
    if not look.page:
        raise Refusal("Nothing came after that.")
    return replace(look, page=look.page.rpartition(" ")[0])


def of_thing(prefix: str = "") -> Turn:
    """The turn that leads from one of a list to all that was done about it.

    prefix: what the trail puts before what the list calls it.
    """

    def to(look: Look, answers: dict[str, str]) -> Look:
        return Look(typed=f"{prefix}{answers[ABOUT]}")

    return Turn("F9", "What was done", to, about="With which one?", leads_to="trail")


ACTIONS = (
    destroying(_typed, "What was typed with which one?"),
    Action("c", "Check that it is whole", _check),
)
TURNS = (
    to_open("Which one?"),
    Turn(
        "f",
        "Filter",
        _filter,
        (
            Question("who", "By whom", longest=LONGEST_NAME, optional=True),
            Question("thing", "About which thing", longest=LONGEST_THING, optional=True),
            Question("day", "Day, such as 11/25", longest=LONGEST_DAY, optional=True),
        ),
    ),
    Turn("a", "All about it", _same_thing, about="About which one?"),
    Turn("o", "Older", _older),
    Turn("n", "Newer", _newer),
)
