"""What is done about a routine check: tick it; and, of a missed one, note what became of it."""

from datetime import date

from kiosk.practice.checks import CHECK, LONGEST_FOUND, CheckId, Due, Tick
from kiosk.practice.errors import Refusal
from kiosk.practice.people import require_may_manage
from screens.acts import ABOUT, Action, Done, Given, Option, Question
from screens.session import Undo
from screens.views.checks_board import by_words
from screens.views.words import clock_words, day_words

WELL, FINDING = "well", "finding"
FOUND = "What is not as it should be? Facts, no patient names"
WHY = "Why, or what becomes of it, if you like. No patient names here, please"


def _asks_tick(given: Given) -> tuple[Question, ...]:
    """Which one, if there are several; how it is; what was found. The answer says which one."""
    answers = given.answers
    if "how" in answers:
        found = Question("found", FOUND, longest=LONGEST_FOUND, guarded=True)
        return (found,) if answers["how"].endswith(FINDING) else ()
    now, waits = given.store.clock.now(), given.store.checks.to_do()
    if not waits:
        raise Refusal("No check waits to be ticked just now.")
    said = {one.key: f"{one.check.words.what}, {by_words(one, now)}" for one in waits}
    if "check" not in answers and len(said) > 1:
        return (Question("check", "Which check?", tuple(Option(*one) for one in said.items())),)
    key = answers.get("check", waits[0].key)
    how = (
        Option(f"{key} {WELL}", "All well"),
        Option(f"{key} {FINDING}", "A finding: something is not as it should be"),
    )
    return (Question("how", said.get(key, "How is it?"), how),)


def _tick(given: Given) -> Done:
    key, _, how = given.answers["how"].rpartition(" ")
    found = given.answers["found"] if how == FINDING else ""
    one = _due(key, given)
    tick = given.store.checks.tick(one.check.id, one.day, given.who, found)
    what, at = one.check.words.what, clock_words(tick.at)
    said = f"{what}: ticked by {given.who.name} at {at}"
    more = "with your finding. Press i to make it a problem." if found else "all well."
    return Done(f"{said}, {more}", _undo(tick, f"ticking {what}", given))


def _due(key: str, given: Given) -> Due:
    """The check of a day that is meant; without a day, the last time it was missed."""
    sort, number, *day = key.split()
    if sort != CHECK:
        raise Refusal("Choose a routine check: press f, and look at these.")
    check = CheckId(int(number))
    if day:
        return given.store.checks.due(check, date.fromisoformat(day[0]))
    missed = [one for one in given.store.checks.missed() if one.check.id == check]
    if not missed:
        raise Refusal("That check was not missed in the last days.")
    return missed[-1]


def _undo(tick: Tick, words: str, given: Given) -> Undo:
    def undo() -> str:
        given.store.checks.take_back(tick.number, given.who)
        return "Taken back: that check is still to be done."

    return Undo(words, undo)


def _asks_not_done(given: Given) -> tuple[Question, ...]:
    today = given.store.clock.now().date()
    require_may_manage(given.store.people.get(given.who.id), today)
    one = _due(given.answers[ABOUT], given)
    words = f"{one.check.words.what}, {day_words(one.day, today)}: not done.\n{WHY}"
    return (Question("why", words, longest=LONGEST_FOUND, guarded=True, optional=True),)


def _not_done(given: Given) -> Done:
    one = _due(given.answers[ABOUT], given)
    why = given.answers["why"]
    tick = given.store.checks.note_not_done(one.check.id, one.day, given.who, why)
    what = one.check.words.what
    return Done(f"Noted: {what} was not done.", _undo(tick, f"noting {what}", given))


TICK = Action("t", "Tick a check", _tick, _asks_tick)
NOT_DONE = Action("l", "Not done", _not_done, _asks_not_done, about="Which one?")
