"""What managers do about routine checks: write one, change it, take it off the list."""

from kiosk.practice.checks import (
    CHECK,
    LONGEST_CHECK,
    Check,
    CheckId,
    CheckWords,
    as_weekdays,
    as_what,
    as_within,
    shown_weekdays,
)
from kiosk.practice.errors import Refusal
from kiosk.practice.jobs import LONGEST_JOB, named
from kiosk.practice.people import require_may_manage
from kiosk.practice.spans import shown
from kiosk.practice.typed_times import time_of_day
from screens.acts import ABOUT, Action, Done, Given, Option, Question
from screens.session import Undo
from screens.views.checks import times_words

LONGEST_WEEKDAYS, LONGEST_TIME, LONGEST_WITHIN = 40, 10, 10
USUAL_WITHIN = "30 min"


def _check(given: Given) -> Check:
    """The one that the line is about. Raises Refusal when it is about none, or for others."""
    require_may_manage(given.store.people.get(given.who.id), given.store.clock.now().date())
    sort, _, number = given.answers[ABOUT].partition(" ")
    if sort != CHECK:
        raise Refusal("Choose a routine check: press f, and look at these.")
    return given.store.checks.get(CheckId(int(number)))


def _form(given: Given, one: Check | None = None) -> tuple[Question, ...]:
    jobs, words = given.store.jobs.matrix(), one.words if one else None
    others = [each.words.what for each in given.store.checks.on_list() if each != one]
    job = jobs.by_id.get(words.job) if words else None
    return (
        Question(
            "what",
            "What is looked at, such as vaccine fridge log",
            longest=LONGEST_CHECK,
            guarded=True,
            default=words.what if words else "",
            fits=lambda typed: as_what(typed, others),
        ),
        Question(
            "job",
            "Whose job is it, such as vaccines",
            longest=LONGEST_JOB,
            default=job.name if job else "",
            fits=lambda typed: named(typed, jobs.jobs),
        ),
        Question(
            "weekdays",
            "On which days? (weekdays, every day, Mon, Wed)",
            longest=LONGEST_WEEKDAYS,
            default=shown_weekdays(words.weekdays) if words else "weekdays",
            fits=as_weekdays,
        ),
        Question(
            "at",
            "At what time? (8 AM)",
            longest=LONGEST_TIME,
            default=f"{words.at:%-I:%M %p}" if words else "",
            fits=time_of_day,
        ),
        Question(
            "within",
            "Within how long? (30 min, 2 h)",
            longest=LONGEST_WITHIN,
            default=shown(words.within) if words else USUAL_WITHIN,
            fits=as_within,
        ),
    )


def _read(given: Given) -> CheckWords:
    answers = given.answers
    return CheckWords(
        answers["what"],
        named(answers["job"], given.store.jobs.matrix().jobs).id,
        as_weekdays(answers["weekdays"]),
        time_of_day(answers["at"]),
        as_within(answers["within"]),
    )


def _write(given: Given) -> Done:
    one = given.store.checks.write(_read(given), given.who)

    def undo() -> str:
        given.store.checks.drop(one.id, given.who)
        return f"Taken back: {one.words.what} is not on the list."

    said = f"{one.words.what}: {times_words(one)}, from its next time on."
    return Done(said, Undo(f"writing {one.words.what}", undo))


def _change(given: Given) -> Done:
    one = given.store.checks.change(_check(given).id, _read(given), given.who)
    return Done(f"{one.words.what}: {times_words(one)}, from its next time on.")


def _asks_drop(given: Given) -> tuple[Question, ...]:
    words = f"Take {_check(given).words.what} off the list?"
    return (Question("sure", words, (Option("yes", "Take it off"),)),)


def _drop(given: Given) -> Done:
    one = _check(given)
    given.store.checks.drop(one.id, given.who)
    return Done(f"{one.words.what} is off the list. What was noted of it stays on record.")


WHICH = "Which check?"
NEW = Action("r", "New routine check", _write, _form)
CHANGE = Action("c", "Change it", _change, lambda given: _form(given, _check(given)), about=WHICH)
DROP = Action("d", "Off the list", _drop, _asks_drop, about=WHICH)
ACTIONS = (NEW, CHANGE, DROP)
