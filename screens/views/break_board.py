"""What the home board says of breaks: who is away, whose lunch is next, who covers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from kiosk.practice import break_cover
from kiosk.practice.break_cover import Present
from kiosk.practice.breaks import Stay
from kiosk.practice.days import instant
from kiosk.practice.people import Person, PersonId, short_names
from kiosk.practice.values import dataclass
from screens.acts import View
from screens.session import Kiosk
from screens.views.lunch_times import lunch_times
from screens.views.today_board import out_today
from screens.views.words import clock_words
from storage.store import Store

MOST_ALARMS = 3  # more than that is read by nobody
ALONE, NOBODY, ALARM = "none", "nobody yet", "NOBODY YET"


@dataclass(frozen=True)
class Someone:
    """A person with a time that matters just now, and who covers then.

    short, short_cover: the same names where there is little room.
    """

    name: str
    role: str
    time: datetime
    cover: str = ""
    short: str = ""
    short_cover: str = ""

    def __str__(self) -> str:
        return f"{self.name}, {self.role}" if self.role else self.name


@dataclass(frozen=True)
class Glance(View):
    """What the board says: never since when somebody is away, nor on which kind of break."""

    away: tuple[Someone, ...]  # with the time they are about to be back
    lunch_next: tuple[Someone, ...]  # with the time they mean to start, or should start by
    here: int
    everyone: int
    roles: tuple[tuple[str, int], ...]  # of those who are here and not away, most first
    out: int = 0  # who would work today, and do not come

    def aloud(self) -> Iterator[tuple[str, str]]:
        out = f", {self.out} out" if self.out else ""
        yield "Here", f"{self.here} of {self.everyone}, {len(self.away)} away{out}"
        if self.roles:
            yield "By role", ", ".join(f"{role} {count}" for role, count in self.roles)
        for one in self.away:
            yield "Away now", f"{one}, back about {clock_words(one.time)}, cover {one.cover}"
        for one in self.lunch_next:
            yield "Lunch next", f"{one}, start by {clock_words(one.time)}, cover {one.cover}"


def load(kiosk: Kiosk) -> Glance:
    """Who is here, who is away, whose lunch is next."""
    now, store = kiosk.clock.now(), kiosk.store
    people = {one.id: one for one in store.people.everyone(now.date())}
    stays = [one for one in store.breaks.open_stays(now) if one.person in people]
    covers = store.covers.of(stays)
    here = [
        Present(people[one.person], one.away is not None, covers.get(one.person)) for one in stays
    ]
    free = {one.person.id: one.person for one in here if not one.is_away}
    roles = Counter(one.role or "others" for one in free.values()).most_common()
    policy, matrix = store.breaks.policy, store.jobs.matrix()
    short = short_names(tuple(people.values()))

    def someone(person: Person, time: datetime, cover: Person | None, none: str) -> Someone:
        names = (cover.name, short[cover.id]) if cover else (none, none)
        return Someone(person.name, person.role, time, names[0], short[person.id], names[1])

    away = [
        someone(one.person, back, free.get(one.covered_by or PersonId(0)), ALONE)
        for one, stay in zip(here, stays, strict=True)
        if (back := stay.back_about(policy))
    ]
    times = _lunches(stays, store)

    def covers_for(person: Person) -> Person | None:
        return break_cover.choose(person, here, matrix).cover

    lunch = [
        someone(one.person, times[one.person.id], covers_for(one.person), NOBODY)
        for one in here
        if one.person.breaks_tracked and not one.is_away and one.person.id in times
    ]
    counts = (len(free), len(people), tuple(roles), out_today(store, now))
    return Glance(_in_order(away), _alarmed(_in_order(lunch)), *counts)


def _lunches(stays: Sequence[Stay], store: Store) -> dict[PersonId, datetime]:
    """When people mean to have their next meal, or by when it is to begin."""
    times = lunch_times(stays, store)
    for day in {stay.day for stay in stays}:
        plans = {one.person: one.begins for one in store.covers.plans(day)}
        for stay in stays:
            meant = plans.get(stay.person) if stay.day == day else None
            had = any(one.kind == "meal" for one in stay.breaks)
            if meant and stay.person in times and not had:
                times[stay.person] = min(times[stay.person], meant, key=instant)
    return times


def _in_order(some: Iterable[Someone]) -> tuple[Someone, ...]:
    return tuple(sorted(some, key=lambda one: (instant(one.time), one.name)))


def _alarmed(some: tuple[Someone, ...]) -> tuple[Someone, ...]:
    """The same; the first few whom nobody covers are said louder."""
    alone = [one for one in some if one.cover == NOBODY][:MOST_ALARMS]
    loud = {one: replace(one, cover=ALARM, short_cover=ALARM) for one in alone}
    return tuple(loud.get(one, one) for one in some)
