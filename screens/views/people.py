"""People: who works here, with what right and how known; take on, change, take out."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal, cast

from kiosk.practice.people import Level, Person, PersonId, giving_level, like
from kiosk.practice.places import PRIOR_AUTHS
from kiosk.practice.values import dataclass
from screens.acts import Brief, Listed, Look, Option, to_filter, to_open, to_search
from screens.session import Kiosk
from screens.views.words import clock_words, day_words
from storage.store import Store

Filter = Literal["here", "gone", "all"]
FILTERS: dict[Filter, str] = {"here": "Work here", "gone": "Are out", "all": "Everybody"}
LEVEL_WORDS: dict[Level, str] = {
    "anyone": "anyone trained",
    "clinical": "clinical staff",
    "prescriber": "prescriber",
}


@dataclass(frozen=True)
class Member:
    """One line of the list."""

    id: str
    name: str
    roles: str
    is_manager: bool
    known_by: str  # PIN, badge, code: in words
    stands: str  # since or until when, where that is not just: works here
    breaks_tracked: bool

    def __str__(self) -> str:
        parts = [self.roles or "no role", "may manage" if self.is_manager else "", self.known_by]
        parts += ["" if self.breaks_tracked else "breaks not tracked", self.stands]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class PeopleView(Listed):
    """The list by one filter, or one person who is opened."""

    filter: Filter
    typed: str
    members: tuple[Member, ...]
    opened: tuple[tuple[str, str], ...] = ()
    ref: str = ""

    def headline(self) -> str:
        if self.ref:
            return self.members[0].name
        found = f", with '{self.typed}'" if self.typed else ""
        return f"{FILTERS[self.filter]}{found}: {len(self.members)}"

    def aloud(self) -> Iterator[tuple[str, str]]:
        if self.opened:
            yield from self.opened
            return
        yield "List", self.headline()
        for one in self.members:
            yield one.name, str(one)

    def things(self) -> tuple[Option, ...]:
        return tuple(Option(one.id, f"{one.name}, {one}") for one in self.members)


def load_glance(kiosk: Kiosk) -> Brief:
    """How many work here, and how many of them cannot become known with a PIN yet."""
    today = kiosk.clock.working_day()
    here = [one for one in kiosk.store.people.everyone() if not one.is_gone(today)]
    without = sum(1 for one in here if not one.has_pin)
    words = f"{len(here)} work here" + (f", {without} with no PIN yet" if without else "")
    return Brief("People", words)


def load(kiosk: Kiosk, look: Look) -> PeopleView:
    """The list as somebody looks at it, and the one whom they opened."""
    by, now = cast(Filter, look.filter or "here"), kiosk.clock.now()
    if look.opened:
        one = kiosk.store.people.get(PersonId(int(look.opened)))
        opened = tuple(_fields(one, kiosk, now))
        shown = (_member(one, now, kiosk.clock.working_day(now)),)
        return PeopleView(by, look.typed, shown, opened, look.opened)
    everyone = kiosk.store.people.everyone()
    found = like(look.typed, everyone) if look.typed else everyone
    today = kiosk.clock.working_day(now)
    of_it = [one for one in found if by == "all" or one.is_gone(today) == (by == "gone")]
    return PeopleView(by, look.typed, tuple(_member(one, now, today) for one in of_it))


def _member(one: Person, now: datetime, today: date) -> Member:
    return Member(
        str(one.id),
        one.name,
        ", ".join(one.roles),
        one.is_manager,
        _known_by(one, now),
        _stands(one, today),
        one.breaks_tracked,
    )


def _known_by(one: Person, now: datetime) -> str:
    badge = ["badge"] if one.has_badge else []
    if one.has_pin:
        return ", ".join(["PIN", *badge])
    is_open = one.code_until is not None and one.code_until >= now
    return ", ".join(["code open" if is_open else "no PIN", *badge])


def _stands(one: Person, today: date) -> str:
    if one.is_gone(today):
        return "out"
    if one.employed_from and one.employed_from > today:
        return f"from {_short(one.employed_from, today)}"
    return f"until {_short(one.employed_to, today)}" if one.employed_to else ""


def _short(day: date, today: date) -> str:
    return f"{day:%b %-d}" if day.year == today.year else f"{day:%b %Y}"


def _fields(one: Person, kiosk: Kiosk, now: datetime) -> Iterator[tuple[str, str]]:
    today = kiosk.clock.working_day(now)
    yield "Name", one.name
    yield "Roles", ", ".join(one.roles) or "none"
    role = giving_level(one, kiosk.settings.counts_as)
    yield "Level", f"{LEVEL_WORDS[one.level]}{f', since {role}' if role else ''}"
    yield "May manage", "yes" if one.is_manager else "no"
    yield "Breaks", "tracked" if one.breaks_tracked else "not tracked"
    yield "Works here", _stands(one, today) or "yes"
    first, last = (day_words(day, today) for day in (one.employed_from, one.employed_to))
    yield "First day", first or "not noted"
    yield "Last day", last or "none"
    yield "PIN", "set" if one.has_pin else "not set yet"
    if one.code_until:
        over = "" if one.code_until >= now else ", which is over"
        until = f"{day_words(one.code_until.date(), today)} {clock_words(one.code_until)}"
        yield "One-time code", f"good until {until}{over}"
    yield "Badge", "yes" if one.has_badge else "none"
    longer = f"{one.idle.total_seconds():.0f} s" if one.idle else "as long as everybody's"
    yield "Session waits", longer
    if PRIOR_AUTHS not in kiosk.settings.turned_off:
        yield "Holds", held_words(held(kiosk.store, one))


def held(store: Store, one: Person) -> int:
    """How many prior auths somebody has, which others will see to once they are out.

    None where that place is switched off, for then nobody is asked about them.
    """
    if PRIOR_AUTHS in store.settings.current().turned_off:
        return 0
    return store.prior_auths.listed("mine", store.clock.now().date(), one).total


def held_words(count: int) -> str:
    """The same in words."""
    return f"{count or 'no'} prior auth{'' if count == 1 else 's'}"


def _search(look: Look, typed: str) -> Look:
    return Look(filter="all" if typed else "here", typed=typed)


TURNS = (
    to_open("Whom?", "View"),
    to_filter("Whom?", FILTERS.items(), keeps_search=True),
    to_search(_search, "Part of the name"),
)
