"""Needs a look: one queue of what stands out anywhere; act, remind, put off, follow up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from kiosk.practice import needs_a_look as rules
from kiosk.practice import typed_days
from kiosk.practice.errors import Refusal
from kiosk.practice.follow_ups import LONGEST_WHAT
from kiosk.practice.needs_a_look import Queued
from kiosk.practice.people import Person, PersonId, require_may_manage
from kiosk.practice.values import dataclass
from screens.acts import (
    ABOUT,
    Action,
    Done,
    Given,
    ListedWithNews,
    Look,
    Option,
    Question,
    View,
    to_filter,
    to_open,
)
from screens.session import Kiosk, Undo
from screens.views import follow_up_acts, news
from screens.views.needs_a_look_sources import BY_KIND, items
from screens.views.words import clock_words, day_words
from storage.needs_a_look import LONGEST_WHY
from storage.store import Store

OPEN, PUT_OFF = "open", "put off"
FILTERS = {OPEN: "Needs a look", PUT_OFF: "Put off until a day"}
MOST_LISTED = 500  # a list that nobody reads to its end; what is settled makes room for the next
MOST_PRESSING = 3  # on the managers' home
WORD = "A word to them, if you like. No patient names here, please"
WHY = "Why, if you like. No patient names here, please"


@dataclass(frozen=True)
class Row:
    """One line of the queue. mark: how grave. name: whom it concerns. day: due, or since."""

    id: str
    mark: str
    name: str
    day: str
    words: str

    @property
    def about(self) -> str:
        """How grave, whom it concerns, and by when."""
        return ", ".join(part for part in (self.mark, self.name, self.day) if part)

    def __str__(self) -> str:
        return f"{self.about}: {self.words}"


@dataclass(frozen=True)
class NeedsALookView(ListedWithNews):
    """The queue, most pressing first, or the one that is opened."""

    rows: tuple[Row, ...]
    total: int = 0
    filter: str = OPEN
    opened: tuple[tuple[str, str], ...] = ()
    ref: str = ""
    news: tuple[str, ...] = ()

    def title(self) -> str:
        return self.rows[0].about

    def which(self) -> str:
        shown = f"{len(self.rows)} of " if self.total > len(self.rows) else ""
        return f"{FILTERS[self.filter]}: {shown}{self.total or 'nothing'}"

    def said(self) -> Iterator[tuple[str, str]]:
        for row in self.rows:
            yield row.mark, str(replace(row, mark=""))

    def things(self) -> tuple[Option, ...]:
        return tuple(Option(one.id, str(one)) for one in self.rows)

    def offers(self) -> tuple[Option, ...]:
        shown = (one for one in ACTIONS if self.news or one is not READ)
        return tuple(Option(one.key, one.words) for one in shown)


@dataclass(frozen=True)
class Glance(View):
    """What the managers' home says: how many there are, and the most pressing three."""

    total: int
    first: tuple[str, ...]

    def aloud(self) -> Iterator[tuple[str, str]]:
        yield "Needs a look", str(self.total or "nothing")
        for words in self.first:
            yield "Most pressing", words


def load_glance(kiosk: Kiosk) -> Glance:
    """The count, and the most pressing of it."""
    who = kiosk.session.person
    found = _queue(kiosk.store, who) if who else ()
    rows = _rows(found[:MOST_PRESSING], kiosk.store)
    return Glance(len(found), tuple(str(one) for one in rows))


def load(kiosk: Kiosk, look: Look) -> NeedsALookView:
    """The queue as somebody looks at it. Raises Refusal when the opened one is settled."""
    store, who, by = kiosk.store, kiosk.session.person, look.filter or OPEN
    if who is None:
        return NeedsALookView(())
    names = {one.id: one.name for one in store.people.everyone()}
    new = news.lines(kiosk, names)
    if look.opened:
        one = _one(look.opened, store, who)
        opened = tuple(_fields(one, kiosk))
        return NeedsALookView(_rows((one,), store), 1, by, opened, one.first.subject, new[:1])
    found = _queue(store, who, by == PUT_OFF)
    return NeedsALookView(_rows(found[:MOST_LISTED], store), len(found), by, news=new[: news.MOST])


def _queue(store: Store, who: Person, put_off: bool = False) -> tuple[Queued, ...]:
    now = store.clock.now()
    today = store.clock.working_day(now)
    managers = [one for one in store.people.everyone() if one.manages(today)]
    policy, snoozed = store.settings.current().needs_a_look, store.needs_a_look.snoozed()
    of = (policy, snoozed, store.people.get(who.id), managers, now.date())
    return rules.queue(items(store, now), *of, put_off)


def _one(subject: str, store: Store, who: Person) -> Queued:
    """The one that is meant, put off or not. Raises Refusal when it is settled meanwhile."""
    for put_off in (False, True):
        for one in _queue(store, who, put_off):
            if one.first.subject == subject:
                return one
    raise Refusal(f"That one is settled already{_by_whom(subject, store)}.")


def _by_whom(subject: str, store: Store) -> str:
    """What was done last about something, and who did it."""
    last = store.needs_a_look.last(subject)
    if last is None:
        return ""
    by = store.people.get(last.by).name if last.by else "the owner"
    return f": {last.deed}, by {by}"


def _rows(found: tuple[Queued, ...], store: Store) -> tuple[Row, ...]:
    names = {one.id: one.name for one in store.people.everyone()}
    today, reminded = store.clock.now().date(), store.notices.reminders()
    return tuple(_row(one, names, today, reminded) for one in found)


def _row(
    one: Queued, names: dict[PersonId, str], today: date, reminded: dict[str, datetime]
) -> Row:
    first = one.first
    mark = one.gravity.upper() if one.gravity == "now" else one.gravity
    name = names[first.concerns] if first.concerns else "nobody"
    words = one.words
    if first.subject in reminded:
        words = f"reminded {day_words(reminded[first.subject].date(), today)}; {words}"
    if one.snooze is not None and one.snooze.until > today:
        until = day_words(one.snooze.until, today)
        words = f"until {until}, {names[one.snooze.by]}; {words}"
    return Row(first.subject, mark, name, day_words(first.due or first.since, today), words)


def _fields(one: Queued, kiosk: Kiosk) -> Iterator[tuple[str, str]]:
    """Why it is here, and then what its own place shows of it."""
    today, first = kiosk.clock.now().date(), one.first
    for each in one.items:
        yield "Needs a look", f"{each.words} (since {day_words(each.since, today)})"
    if one.snooze is not None and one.snooze.until > today:
        by = kiosk.store.people.get(one.snooze.by).name
        why = f": {one.snooze.why}" if one.snooze.why else ""
        yield "Put off", f"until {day_words(one.snooze.until, today)}, by {by}{why}"
    if reminded := kiosk.store.notices.reminders().get(first.subject):
        when = f"{day_words(reminded.date(), today)} {clock_words(reminded)}"
        yield "Reminded", f"{when}, not read yet"
    source = BY_KIND[first.kind]
    yield "Key a", source.acts[first.kind].words
    yield from source.load(kiosk, Look(opened=source.about(first.subject))).opened


def _meant(given: Given) -> Queued:
    require_may_manage(given.store.people.get(given.who.id), given.store.clock.working_day())
    return _one(given.answers[ABOUT], given.store, given.who)


def _inner(given: Given) -> tuple[Action, Given]:
    """The act that settles it, where it lives, and what that is given."""
    first = _meant(given).first
    source = BY_KIND[first.kind]
    about = source.about(first.subject)
    return source.acts[first.kind], replace(given, answers={**given.answers, ABOUT: about})


def _asks(given: Given) -> tuple[Question, ...]:
    act, inside = _inner(given)
    return act.asks(inside)


def _act(given: Given) -> Done:
    act, inside = _inner(given)
    return act.do(inside)


def _until(typed: str, store: Store) -> date:
    return typed_days.day(typed, store.clock.now().date(), ahead=True)


def _asks_until(given: Given) -> tuple[Question, ...]:
    today = given.store.clock.now().date()
    rules.check_snooze(_meant(given), today, given.who, today)
    until = Question(
        "until",
        "Until when? (tomorrow, +3, 11/30)",
        longest=20,
        default="+3",
        fits=lambda typed: _until(typed, given.store),
    )
    return (until, Question("why", WHY, longest=LONGEST_WHY, guarded=True, optional=True))


def _snooze(given: Given) -> Done:
    one, store = _meant(given), given.store
    until = _until(given.answers["until"], store)
    put_off = store.needs_a_look.snooze(one, until, given.who, given.answers["why"])

    def undo() -> str:
        store.needs_a_look.undo_snooze(put_off, given.who)
        return "Taken back: it is in the queue as before. Both stay on record."

    day = day_words(until, store.clock.now().date())
    return Done(f"Put off: it comes back {day} by itself.", Undo("putting it off", undo))


def _asks_word(given: Given) -> tuple[Question, ...]:
    rules.to_remind(_meant(given), given.who)
    return (Question("word", WORD, longest=LONGEST_WHY, guarded=True, optional=True),)


def _remind(given: Given) -> Done:
    one, store = _meant(given), given.store
    person = store.needs_a_look.remind(one, given.who, given.answers["word"])

    def undo() -> str:
        store.needs_a_look.undo_reminder(one.first.subject, given.who)
        return f"Taken back: {person.name} is not reminded. Both stay on record."

    said = f"{person.name} reads it at their next session."
    return Done(said, Undo(f"reminding {person.name}", undo))


def _asks_follow_up(given: Given) -> tuple[Question, ...]:
    one, store = _meant(given), given.store
    if one.first.kind == "issues" and not one.first.thing:
        raise Refusal("Not everybody may know of that one. Act on it instead: press a.")
    person = one.first.waits_for or one.first.concerns
    whom = store.people.get(person).name if person else ""
    return follow_up_acts.form(store, whom, f"See to it: {one.words}"[:LONGEST_WHAT])


def _follow_up(given: Given) -> Done:
    return follow_up_acts.ask(given, _meant(given).first.subject)


READ = news.read_news()
ABOUT_WHICH = "Which one?"
ACTIONS = (
    Action("a", "Act on it", _act, _asks, about=ABOUT_WHICH),
    Action("r", "Remind them", _remind, _asks_word, about=ABOUT_WHICH),
    Action("z", "Put it off", _snooze, _asks_until, about=ABOUT_WHICH),
    Action("w", "Follow up", _follow_up, _asks_follow_up, about=ABOUT_WHICH),
    READ,
)
TURNS = (to_open(ABOUT_WHICH), to_filter("Which ones?", FILTERS.items()))
