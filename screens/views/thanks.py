"""Thanks: who was thanked for what, this week; thank a colleague in one line."""

from collections.abc import Iterator
from datetime import date, timedelta

from kiosk.practice.people import LONGEST_NAME, Person, PersonId, named
from kiosk.practice.thanks import LONGEST_THANKS, WEEK, Thanks
from kiosk.practice.values import dataclass
from screens.acts import ABOUT, Action, Done, Given, Listed, Look, Option, Question
from screens.session import Kiosk, Undo
from screens.views.words import day_words
from storage.store import Store

MOST_FOR_ONE = 5  # the latest, on my page


@dataclass(frozen=True)
class Line:
    """One thanks. mark: what else there is to say of it."""

    number: str
    day: str
    words: str
    mark: str

    def __str__(self) -> str:
        return f"{self.words} ({self.mark})" if self.mark else self.words


@dataclass(frozen=True)
class ThanksView(Listed):
    """This week's, the latest first."""

    lines: tuple[Line, ...]
    offered: tuple[Option, ...]

    def headline(self) -> str:
        return f"Thanks of the last seven days: {len(self.lines) or 'none yet'}"

    def aloud(self) -> Iterator[tuple[str, str]]:
        yield "Thanks", self.headline().partition(": ")[2]
        for one in self.lines:
            yield one.day, str(one)

    def things(self) -> tuple[Option, ...]:
        return tuple(Option(one.number, f"{one.day}, {one}") for one in self.lines)

    def offers(self) -> tuple[Option, ...] | None:
        return self.offered


def load(kiosk: Kiosk, look: Look) -> ThanksView:
    """What all may see of this week, and what somebody keeps to themselves for that person."""
    register, who = kiosk.store.thanks, kiosk.session.person
    today = register.today()
    names = {one.id: one.name for one in kiosk.store.people.everyone()}
    seen = [
        one
        for one in register.since(today - WEEK + timedelta(days=1))
        if one.is_shown or (who is not None and one.to == who.id)
    ]
    lines = tuple(_line(one, names, today) for one in seen)
    return ThanksView(lines, tuple(_offered(seen, who)))


def _line(one: Thanks, names: dict[PersonId, str], today: date) -> Line:
    mark = "win of the week" if one.is_win(today) else "" if one.is_shown else "only you see it"
    words = f"{names[one.to]}, from {names[one.by]}: {one.words}"
    return Line(str(one.number), day_words(one.day, today), words, mark)


def _offered(seen: list[Thanks], who: Person | None) -> Iterator[Option]:
    yield Option(THANK.key, THANK.words)
    if seen and who is not None and who.is_manager:
        yield Option(WIN.key, WIN.words)
    if who is not None and any(one.to == who.id for one in seen):
        yield Option(SHOW.key, SHOW.words)


def lines_for(person: Person, store: Store) -> Iterator[tuple[str, str]]:
    """What one person was thanked for, for their own page."""
    found = store.thanks.to(person)
    if not found:
        return
    names = {one.id: one.name for one in store.people.everyone()}
    today = store.thanks.today()
    yield "Thanks for you", f"{len(found)} so far"
    for one in found[:MOST_FOR_ONE]:
        yield "", f"{day_words(one.day, today)}, from {names[one.by]}: {one.words}"


def _asks(given: Given) -> tuple[Question, ...]:
    others = tuple(one for one in _here(given.store) if one.id != given.who.id)

    def fits(typed: str) -> Person:
        return named(typed, others)

    return (
        Question("to", "Whom do you thank?", longest=LONGEST_NAME, fits=fits),
        Question("words", "What for? All will read it", longest=LONGEST_THANKS, guarded=True),
    )


def _here(store: Store) -> tuple[Person, ...]:
    return store.people.everyone(store.clock.now().date())


def _thank(given: Given) -> Done:
    register = given.store.thanks
    to = named(given.answers["to"], _here(given.store))
    one = register.give(given.who, to, given.answers["words"])

    def undo() -> str:
        register.take_back(one.number, given.who)
        return "Taken back: it is gone from the board."

    return Done(f"{to.name} is thanked, on the board for today.", Undo(f"thanking {to.name}", undo))


def _make_win(given: Given) -> Done:
    register, number = given.store.thanks, int(given.answers[ABOUT])
    if register.get(number).won_on:
        register.make_no_win(number, given.who)
        return Done("It is no win any longer.")
    register.make_win(number, given.who)

    def undo() -> str:
        register.make_no_win(number, given.who)
        return "Taken back: it is no win."

    return Done("A win of the week: it stands on the board for seven days.", Undo("the win", undo))


def _show(given: Given) -> Done:
    register, number = given.store.thanks, int(given.answers[ABOUT])
    is_shown = not register.get(number).is_shown
    register.show(number, given.who, is_shown)

    def undo() -> str:
        register.show(number, given.who, not is_shown)
        return "Taken back."

    kept = "Off the board and this list: here only you see it. Managers find it in the trail."
    words = "All can see it now." if is_shown else kept
    return Done(words, Undo("that", undo))


THANK = Action("t", "Thank somebody", _thank, _asks)
WIN = Action("w", "Win of the week, or not", _make_win, about="Which one?")
SHOW = Action("k", "Keep mine off the board, or not", _show, about="Which one?")
ACTIONS = (THANK, WIN, SHOW)
