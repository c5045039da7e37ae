"""Time set aside for prior auths, in words: what is planned, and planned against done."""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from kiosk.practice import protected_time
from kiosk.practice.cover import NO_TIME
from kiosk.practice.protected_time import Block, Kept, Protected
from kiosk.practice.roster import DAY_NAMES, ONE_DAY, monday_of
from kiosk.practice.typed_weekdays import shown_weekdays
from screens.session import Kiosk
from screens.views.words import day_words, length_words
from storage.store import Store

NO_ROLE = "people without a role"
MOST_ROLES = 3


def whose(one: Protected, store: Store) -> str:
    """Whose it is: a person's name, or a role."""
    return store.people.get(one.person).name if one.person else one.role


def when(one: Protected, today: date) -> str:
    """On which days, and from when to when: Tue, Thu 2:00 PM to 4:00 PM, until Fri Mar 6."""
    until = f", until {day_words(one.last, today)}" if one.last else ""
    begins = f", from {day_words(one.first, today)}" if one.first > today else ""
    return f"{shown_weekdays(one.weekdays)} {_span(one.begins, one.ends)}{begins}{until}"


def block_words(one: Block) -> str:
    """From when to when: 2:00 PM to 4:00 PM."""
    return _span(one.begins.time(), one.ends.time())


def lines(kiosk: Kiosk) -> Iterator[str]:
    """Planned against done in this week: of whoever is here, and for a manager by role.

    Numbers about one person are for that person alone.
    """
    who = kiosk.session.person
    if who is None:
        return
    monday = monday_of(kiosk.clock.now().date())
    week = kiosk.store.protected_time.kept(monday, monday + 6 * ONE_DAY)
    mine = [one for one in week if one.block.person.id == who.id]
    if mine:
        yield f"planned {_planned(mine)}; {_done(mine)}"
    if who.manages(kiosk.clock.now().date()):
        yield from _by_role([one for one in week if one.block.person.id != who.id])


def _by_role(week: Sequence[Kept]) -> Iterator[str]:
    roles: dict[str, list[Kept]] = {}
    for one in week:
        roles.setdefault(one.block.person.role or NO_ROLE, []).append(one)
    for role, of_role in sorted(roles.items())[:MOST_ROLES]:
        lasts = sum((one.block.lasts for one in of_role), NO_TIME)
        yield f"{role}: planned {_times(len(of_role))}, {length_words(lasts)}; {_done(of_role)}"
    if len(roles) > MOST_ROLES:
        yield f"and {len(roles) - MOST_ROLES} more roles"


def _planned(mine: Sequence[Kept]) -> str:
    """2:00 PM to 4:00 PM Tue and Thu."""
    days: dict[str, list[str]] = {}
    for one in mine:
        days.setdefault(block_words(one.block), []).append(DAY_NAMES[one.block.begins.weekday()])
    return ", ".join(f"{span} {' and '.join(of_span)}" for span, of_span in days.items())


def _done(week: Sequence[Kept]) -> str:
    """Kept 1 of 2, 1 to come; 7 moves in it."""
    over = [one for one in week if one.is_over]
    left = len(week) - len(over)
    to_come = f", {left} to come" if left else ""
    count = sum(one.moves for one in week)
    moves = "1 move" if count == 1 else f"{count} moves"
    return f"kept {sum(one.is_kept for one in over)} of {len(over)}{to_come}; {moves} in it"


def lost(store: Store, today: date) -> Iterator[tuple[Protected, date]]:
    """What was lost in each of the last weeks, and the Monday of the first of them."""
    weeks = protected_time.LOST_WEEKS
    first = monday_of(today) - timedelta(weeks=weeks)
    for one in store.protected_time.between(today, today):
        if one.first <= first and all(
            protected_time.is_lost(store.protected_time.kept(monday, monday + 6 * ONE_DAY, [one]))
            for monday in (first + timedelta(weeks=week) for week in range(weeks))
        ):
            yield one, first


def _span(begins: time, ends: time) -> str:
    return f"{begins:%-I:%M %p} to {ends:%-I:%M %p}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
