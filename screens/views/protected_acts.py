"""What managers do about time for prior auths: set it aside for a person or a role, and end it."""

from collections.abc import Iterator
from datetime import date

from kiosk.practice import typed_shifts
from kiosk.practice.people import LONGEST_NAME, Person, require_may_manage
from kiosk.practice.roster import ONE_DAY, WEEK, monday_of
from kiosk.practice.typed_weekdays import as_weekdays
from screens.acts import Action, Done, Given, Option, Question
from screens.session import Undo
from screens.views import whom
from screens.views.protected_words import when, whose
from storage.store import Store

WHICH, NEW, PERSON, ROLE = "which", "new", "person", "role"
THIS_WEEK, NEXT_WEEK, ALWAYS = "this", "next", "always"
LONGEST_DAYS = 60


def _today(given: Given) -> date:
    return given.store.clock.now().date()


def _options(given: Given) -> Iterator[Option]:
    yield Option(NEW, "Set time aside for prior auths")
    today = _today(given)
    for one in given.store.protected_time.between(today, date.max):
        yield Option(str(one.number), f"End: {whose(one, given.store)}, {when(one, today)}")


def _asks(given: Given) -> tuple[Question, ...]:
    require_may_manage(given.store.people.get(given.who.id), _today(given))
    if WHICH not in given.answers:
        return (Question(WHICH, "Protected time for prior auths", tuple(_options(given))),)
    if given.answers[WHICH] != NEW:
        return _asks_end(given)
    if "of" not in given.answers:
        ways = (Option(PERSON, "A person's"), Option(ROLE, "Everybody's in a role"))
        return (Question("of", "Whose time?", ways),)
    return (_asks_whose(given), *_asks_when(given))


def _asks_whose(given: Given) -> Question:
    store = given.store
    if given.answers["of"] == PERSON:
        return Question(
            "whose", "Whose?", longest=LONGEST_NAME, fits=lambda typed: whom.person(typed, store)
        )
    roles = store.settings.current().counts_as
    return Question("whose", "Which role?", tuple(Option(one, one) for one in roles))


def _asks_when(given: Given) -> tuple[Question, ...]:
    ways = (
        Option(ALWAYS, "Every week from now on"),
        Option(THIS_WEEK, "This week only"),
        Option(NEXT_WEEK, "Next week only"),
    )
    return (
        Question("days", "Which days, such as Tue, Thu?", longest=LONGEST_DAYS, fits=as_weekdays),
        Question(
            "hours",
            "From when to when, such as 2-4",
            longest=typed_shifts.LONGEST_SPAN,
            fits=typed_shifts.span,
        ),
        Question("for", "For how long?", ways),
    )


def _asks_end(given: Given) -> tuple[Question, ...]:
    one = given.store.protected_time.get(int(given.answers[WHICH]))
    words = f"{whose(one, given.store)}, {when(one, _today(given))}"
    return (Question("sure", words, (Option("yes", "End it: from today on it is ordinary time"),)),)


def _do(given: Given) -> Done:
    return _protect(given) if given.answers[WHICH] == NEW else _end(given)


def _protect(given: Given) -> Done:
    store, answers = given.store, given.answers
    of = _whose(answers["whose"], answers["of"] == PERSON, store)
    weekdays, hours = as_weekdays(answers["days"]), typed_shifts.span(answers["hours"])
    days = _days(answers["for"], _today(given))
    one = store.protected_time.protect(of, weekdays, hours, days, given.who)

    def undo() -> str:
        store.protected_time.end(one.number, given.who)
        return "Taken back: that time is ordinary again. Both stay on record."

    said = f"Protected for prior auths: {whose(one, store)}, {when(one, _today(given))}."
    return Done(f"{said} They are asked last for cover then.", Undo("protected time", undo))


def _whose(answer: str, is_person: bool, store: Store) -> Person | str:
    return whom.person(answer, store) if is_person else answer


def _days(how_long: str, today: date) -> tuple[date, date | None]:
    """The first and the last day on which it holds."""
    monday = monday_of(today)
    if how_long == ALWAYS:
        return today, None
    first = monday + WEEK if how_long == NEXT_WEEK else today
    return first, monday_of(first) + 6 * ONE_DAY


def _end(given: Given) -> Done:
    store = given.store
    before = store.protected_time.end(int(given.answers[WHICH]), given.who)

    def undo() -> str:
        store.protected_time.resume(before, given.who)
        return "Taken back: that time is protected as before. Both stay on record."

    said = f"Ended. {whose(before, store)} can be asked for cover like everybody."
    return Done(said, Undo("ending protected time", undo))


PROTECT = Action("h", "Protected time", _do, _asks)
