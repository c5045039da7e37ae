"""Last call, in words: what can still be settled today and by whom, one's own things first."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from kiosk.practice.days import after, day_of, instant
from kiosk.practice.last_call import Thing, known_to_others, own_first
from kiosk.practice.people import PersonId
from kiosk.practice.places import BREAKS, ISSUES, PRIOR_AUTHS, TODAY
from kiosk.practice.prior_auth_steps import EVERY
from screens.session import Kiosk
from screens.views import checks_board
from screens.views.issue_words import one_line
from screens.views.lunch_times import lunch_times
from screens.views.prior_auth_words import what
from screens.views.words import clock_words, day_words
from storage.store import Store

LOOKED_BACK = timedelta(days=7)  # for how long the end of an earlier day is asked for
LATEST_CHECK = timedelta(hours=4)  # what begins later is for those who stay
ANYBODY, A_MANAGER, NOBODY_HAS_IT = "anybody trained", "a manager", "nobody has it"
Find = Callable[[Store], Iterable[Thing]]


def lines(kiosk: Kiosk, closes: datetime) -> Iterator[tuple[str, str]]:
    """All of it for whoever looks. closes: when the practice does today."""
    who = kiosk.session.person
    viewer = who.id if who else None
    found = [*things(kiosk.store), *(_asked(kiosk, viewer) if viewer else ())]
    names = {one.id: one.name for one in kiosk.store.people.everyone()}
    shown, others = own_first(found, viewer), known_to_others(found, viewer)
    yield "Last call", _headline(len(shown) + others, clock_words(closes))
    for one in shown:
        yield "You" if one.is_of(viewer) else _whose(one, names), one.words
    if others:
        knows = "that person knows" if others == 1 else "those people know"
        yield "Breaks", f"{others} to settle, {knows}"


def count(store: Store) -> int:
    """How much can still be settled, by anybody."""
    return len(things(store))


def things(store: Store) -> tuple[Thing, ...]:
    """What all of the places have, but for those that are switched off."""
    turned_off = store.settings.current().turned_off
    return tuple(one for place, find in SOURCES if place not in turned_off for one in find(store))


def _headline(count: int, closes: str) -> str:
    if not count:
        return "all is settled. Thank you, all of you"
    return f"{count} {'thing' if count == 1 else 'things'} can still be settled before {closes}"


def _whose(one: Thing, names: dict[PersonId, str]) -> str:
    return ", ".join(names[each] for each in one.people) or one.whose or ANYBODY


def _breaks(store: Store) -> Iterator[Thing]:
    """Of those who are here: a lunch that nothing was noted of, a day that has no end."""
    now = store.clock.now()
    tracked = {one.id for one in store.people.everyone() if one.breaks_tracked}
    here = [one for one in store.breaks.open_stays(now) if one.person in tracked]
    days = {one.day for one in here}
    told = {
        (one.person, one.day)
        for one in (store.breaks.missed(min(days), max(days)) if days else ())
        if one.kind == "meal"
    }
    times, lunch = lunch_times(here, store), store.breaks.policy.meal_name
    for stay in here:
        by = times.get(stay.person)
        if by and instant(by) <= instant(now) and (stay.person, stay.day) not in told:
            words = f"{lunch}: nothing is noted. Take it, or say why not: press 1, then n"
            yield Thing("break", words, (stay.person,), is_private=True)
    present = {one.person for one in here}
    for one in store.break_reviews.open_ends(now.date() - LOOKED_BACK):
        if one.stay.person in present:
            day = day_words(one.stay.day, now.date())
            words = f"{day}: nobody noted how it ended. Say how it was: press 1, then f"
            yield Thing("break", words, (one.stay.person,), is_private=True)


def _asked(kiosk: Kiosk, viewer: PersonId) -> Iterator[Thing]:
    """What whoever looks was asked to do by today; nobody else reads it."""
    who, today = kiosk.session.person, kiosk.clock.now().date()
    for one in kiosk.store.follow_ups.asked_of(who) if who else ():
        if one.due <= today:
            words = f"you were asked: {one.what or '(destroyed)'}. Answer: press 5, then d"
            yield Thing("asked", words, (viewer,), is_private=True)


def _answers(store: Store) -> Iterator[Thing]:
    """Answers of payers of which scheduling or the patient is not told yet."""
    today = day_of(store.clock.now(), store.settings.current().day_boundary)
    for one in store.prior_auths.listed("tell", today).tasks:
        words = f"{one.ref} {one.payer}, {what(one)}: {EVERY[one.step].words.lower()}"
        yield Thing("answer", words, (one.owner,) if one.owner else (), NOBODY_HAS_IT)


def _replies(store: Store) -> Iterator[Thing]:
    """First replies that were promised for today, to what everybody may read."""
    today = store.clock.now().date()
    for one in store.issues.promised(today):
        words = f"{one.name} {one_line(one.what)}: a first reply was promised"
        yield Thing("reply", words, (one.answerer,) if one.answerer else (), A_MANAGER)


def _checks(store: Store) -> Iterator[Thing]:
    """Routine checks of today that nobody has ticked, and can."""
    now = store.clock.now()
    today = day_of(now, store.settings.current().day_boundary)
    soon = after(now, LATEST_CHECK)
    for one in store.checks.on(today):
        if one.is_to_do(soon):
            people = tuple(each.id for each in checks_board.holders(one, store, now))
            words = f"{one.check.words.what}, {checks_board.by_words(one, now)}: press 4, then t"
            yield Thing("check", words, people, checks_board.job_name(one, store))


SOURCES: tuple[tuple[str, Find], ...] = (
    (BREAKS, _breaks),
    (PRIOR_AUTHS, _answers),
    (ISSUES, _replies),
    (TODAY, _checks),
)
