"""What managers do about the roster: days, weeks, time off, called out, meetings."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from kiosk.practice import roster, typed_days, typed_shifts
from kiosk.practice.employment import as_roles
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.roster import (
    DAY_NAMES,
    LONGEST_TITLE,
    LONGEST_WEEK_NAME,
    ONE_DAY,
    OfWeek,
    WorkHours,
    monday_of,
)
from kiosk.practice.time_off import Leave, LeaveState
from screens.acts import ABOUT, Action, Done, Given, Option, Question
from screens.session import Undo
from screens.views.absence_words import breaks, event_words
from screens.views.words import day_words
from storage.store import Store
from storage.time_off import LONGEST_WHY

LONGEST_DAY, LONGEST_ROLES = 12, 120
AHEAD = 60 * ONE_DAY  # how far events are listed
HOURS = "Hours, such as 8-5 or 8-12, 1-5 phones; off; nothing: as in their week"
SURE = "sure"
WHOSE = "Whose?"


def _person(given: Given) -> Person:
    return given.store.people.get(PersonId(int(given.answers[ABOUT].split()[0])))


def _default_day(given: Given) -> date:
    """Today, or in another week than this the Monday of that."""
    today = _today(given.store)
    monday = date.fromisoformat(given.answers[ABOUT].split()[1])
    return today if monday == monday_of(today) else monday


def _today(store: Store) -> date:
    return store.clock.now().date()


def _day(name: str, words: str, given: Given, default: date | None = None) -> Question:
    today = _today(given.store)
    return Question(
        name,
        words,
        longest=LONGEST_DAY,
        default=default.isoformat() if default else "",
        fits=lambda typed: typed_days.day(typed, today, ahead=True),
    )


def _read_day(given: Given, name: str = "day") -> date:
    return typed_days.day(given.answers[name], _today(given.store), ahead=True)


def _roles(store: Store) -> tuple[str, ...]:
    return tuple(store.settings.current().counts_as)


def _hours(name: str, words: str, given: Given, default: str = "") -> Question:
    roles = _roles(given.store)
    return Question(
        name,
        words,
        longest=typed_shifts.LONGEST,
        optional=True,
        default=default,
        fits=lambda typed: typed_shifts.read(typed, roles),
    )


def _asks_change(given: Given) -> tuple[Question, ...]:
    return (_day("day", "Which day?", given, _default_day(given)), _hours("hours", HOURS, given))


def _change(given: Given) -> Done:
    person, day, typed = _person(given), _read_day(given), given.answers["hours"]
    hours = typed_shifts.read(typed, _roles(given.store)) if typed else None
    given.store.roster.change_day(person, day, hours, given.who)
    said = "as in their week" if hours is None else typed_shifts.shown(hours)
    return Done(f"{person.name}, {day_words(day, _today(given.store))}: {said}.")


def _asks_week(given: Given) -> tuple[Question, ...]:
    person, today = _person(given), _today(given.store)
    return _of_week(given.store.roster.between(today, today).usual, person, given)


def _of_week(week: OfWeek, person: Person, given: Given) -> tuple[Question, ...]:
    defaults = (week.get((person.id, weekday)) for weekday in range(7))
    return tuple(
        _hours(f"day{weekday}", name, given, "" if one is None else typed_shifts.shown(one))
        for weekday, (name, one) in enumerate(zip(DAY_NAMES, defaults, strict=True))
    )


def _read_week(answers: Mapping[str, str], store: Store) -> dict[int, tuple[WorkHours, ...]]:
    """What was typed of each weekday; of those with nothing, nothing."""
    roles = _roles(store)
    typed = ((weekday, answers[f"day{weekday}"]) for weekday in range(7))
    return {weekday: typed_shifts.read(words, roles) for weekday, words in typed if words}


def _set_week(given: Given) -> Done:
    person = _person(given)
    given.store.roster.set_week(person, _read_week(given.answers, given.store), given.who)
    return Done(f"The usual week of {person.name} holds from now on.")


def _asks_named(given: Given) -> tuple[Question, ...]:
    names = given.store.roster.week_names()
    known = f" There are: {', '.join(names)}" if names else ""
    name = Question(
        "week",
        f"Which week, such as 'flu clinic'?{known}",
        longest=LONGEST_WEEK_NAME,
        fits=roster.week_name,
    )
    if "week" not in given.answers:
        return (name,)
    today, week = _today(given.store), roster.week_name(given.answers["week"])
    found = given.store.roster.between(today, today).named.get(week, {})
    return _of_week(found, _person(given), given)


def _set_named(given: Given) -> Done:
    person, week = _person(given), roster.week_name(given.answers["week"])
    hours = _read_week(given.answers, given.store)
    given.store.roster.set_week(person, hours, given.who, week)
    return Done(f"'{week}' says what differs for {person.name}. Press s to switch it on.")


def _asks_switch(given: Given) -> tuple[Question, ...]:
    names = given.store.roster.week_names()
    if not names:
        raise Refusal("No week differs yet. Press k on somebody, and say what differs for them.")
    which = Question("week", "Which week?", tuple(Option(one, one) for one in names))
    ways = (Option("on", "Switch it on"), Option("off", "Switch it off"))
    day = _day("day", "In the week of which day?", given, _today(given.store))
    return (which, Question("is_on", "On or off", ways), day)


def _switch(given: Given) -> Done:
    monday, week = monday_of(_read_day(given)), given.answers["week"]
    is_on = given.answers["is_on"] == "on"
    given.store.roster.switch_week(monday, week, is_on, given.who)
    when = day_words(monday, _today(given.store))
    return Done(f"'{week}' is {given.answers['is_on']} in the week of {when}.")


def _asks_called_out(given: Given) -> tuple[Question, ...]:
    """On which day, and then what it breaks, or whether they come after all."""
    if "day" not in given.answers:
        return (_day("day", "On which day?", given, _default_day(given)),)
    person, day = _person(given), _read_day(given)
    when = day_words(day, _today(given.store))
    if _has_called_out(person, day, given.store):
        words = f"{person.name} has called out for {when}."
        return (Question(SURE, words, (Option("no", "They come after all"),)),)
    words = f"{person.name} out {when}:\n{breaks(given.store, person, day, day)}"
    return (Question(SURE, words, (Option("yes", "Note it: called out"),)),)


def _has_called_out(person: Person, day: date, store: Store) -> bool:
    return (person.id, day) in store.roster.between(day, day).called_out


def _called_out(given: Given) -> Done:
    store, person, day = given.store, _person(given), _read_day(given)
    is_out = given.answers[SURE] == "yes"
    store.roster.call_out(person, day, is_out, given.who)
    when = day_words(day, _today(store))

    def undo() -> str:
        store.roster.call_out(person, day, not is_out, given.who)
        return f"Taken back: {person.name} is as before. Both stay on record."

    said = f"is out {when}. Today says who covers" if is_out else f"comes {when} after all"
    return Done(f"{person.name} {said}.", Undo(f"called out, {person.name}", undo))


def _asks_off(given: Given) -> tuple[Question, ...]:
    first = _default_day(given)
    form = (
        _day("first", "First day off", given, first),
        _day("last", "Last day off", given, first),
        Question("why", "Note, if any", longest=LONGEST_WHY, optional=True, guarded=True),
    )
    if "first" not in given.answers:
        return form
    days = _read_day(given, "first"), _read_day(given, "last")
    words = f"{_person(given).name} off:\n{breaks(given.store, _person(given), *days)}"
    return (Question(SURE, words, (Option("yes", "Note it: time off"),)),)


def _off(given: Given) -> Done:
    person, first, last = _person(given), _read_day(given, "first"), _read_day(given, "last")
    given.store.time_off.note(person, first, last, given.answers["why"], given.who)
    return Done(f"{person.name} has time off. {hand_over_words(given.store, person)}")


def hand_over_words(store: Store, person: Person) -> str:
    """What is to be handed over before somebody is away, if they have prior auths."""
    count = store.prior_auths.listed("mine", _today(store), person).total
    if not count:
        return "They hold no prior auths."
    return f"They hold {count} prior auths: in Prior auths, 'Before I am away' hands them over."


def _leave(given: Given) -> Leave:
    return given.store.time_off.get(int(given.answers["which"]))


def _asks_decide(given: Given) -> tuple[Question, ...]:
    """Which one, and then what it leaves uncovered, with who could cover."""
    store, today = given.store, _today(given.store)
    asked = store.time_off.asked()
    if not asked:
        raise Refusal("Nobody asks for time off just now.")
    if "which" not in given.answers:
        options = tuple(
            Option(
                str(one.number),
                f"{store.people.get(one.person).name}, {day_words(one.first, today)} to "
                f"{day_words(one.last, today)}",
            )
            for one in asked
        )
        return (Question("which", "Which time off?", options),)
    one = _leave(given)
    why = f"\n{one.why}" if one.why else ""
    broken = breaks(store, store.people.get(one.person), max(one.first, today), one.last)
    ways = (Option("approved", "Approve it"), Option("declined", "Decline it"))
    return (
        Question("state", f"What it leaves uncovered:\n{broken}{why}", ways),
        Question("answer", "A word to them", longest=LONGEST_WHY, optional=True, guarded=True),
    )


def _decide(given: Given) -> Done:
    state = cast(LeaveState, given.answers["state"])
    one = given.store.time_off.decide(
        _leave(given).number, state, given.answers["answer"], given.who
    )
    person = given.store.people.get(one.person)
    hand = f" {hand_over_words(given.store, person)}" if state == "approved" else ""
    return Done(f"{state.capitalize()}. {person.name} reads it at their next session.{hand}")


def _asks_event(given: Given) -> tuple[Question, ...]:
    roles = _roles(given.store)
    return (
        Question("title", "What is on?", longest=LONGEST_TITLE, guarded=True),
        _day("day", "Which day?", given, _today(given.store)),
        Question(
            "hours",
            "From when to when, such as 1:45-2:15",
            longest=typed_shifts.LONGEST_SPAN,
            fits=typed_shifts.span,
        ),
        Question("is_paid", "Paid", (Option("yes", "Yes"), Option("no", "No"))),
        Question(
            "roles",
            "For which roles? Nothing means everybody",
            longest=LONGEST_ROLES,
            optional=True,
            fits=lambda typed: as_roles(typed, roles),
        ),
    )


def _add_event(given: Given) -> Done:
    span, day = typed_shifts.span(given.answers["hours"]), _read_day(given)
    is_paid, roles = given.answers["is_paid"] == "yes", _roles(given.store)
    given.store.roster.add_event(
        day,
        given.answers["title"],
        span.begins,
        span.ends,
        is_paid,
        as_roles(given.answers["roles"], roles),
        given.who,
    )
    return Done(f"It is on the board {day_words(day, _today(given.store))}.")


def _asks_drop(given: Given) -> tuple[Question, ...]:
    today = _today(given.store)
    found = given.store.roster.between(today, today + AHEAD).events
    if not found:
        raise Refusal("Nothing is on in the next weeks.")
    options = tuple(
        Option(str(one.number), f"{day_words(one.day, today)}: {event_words(one)}") for one in found
    )
    return (Question("event", "Which one is not on any more?", options),)


def _drop(given: Given) -> Done:
    given.store.roster.drop_event(int(given.answers["event"]), given.who)
    return Done("It is not on any more.")


CHANGE_DAY = Action("d", "Change a day", _change, _asks_change, about=WHOSE)
DECIDE = Action("t", "Decide time off", _decide, _asks_decide)
ACTIONS = (
    CHANGE_DAY,
    Action("c", "Called out", _called_out, _asks_called_out, about="Who called out?"),
    Action("o", "Time off", _off, _asks_off, about=WHOSE),
    DECIDE,
    Action("e", "Usual week", _set_week, _asks_week, about=WHOSE),
    Action("k", "What differs", _set_named, _asks_named, about=WHOSE),
    Action("s", "Named week on", _switch, _asks_switch),
    Action("m", "Meeting", _add_event, _asks_event),
    Action("x", "Not on", _drop, _asks_drop),
)
