"""What managers do about people: take on, change, take out, bring back, new codes and badges."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from kiosk.practice import typed_days
from kiosk.practice.employment import as_name, as_roles, check_is_out
from kiosk.practice.errors import Refusal
from kiosk.practice.knobs import shown
from kiosk.practice.people import LONGEST_NAME, Person, PersonId, named, require_may_manage
from kiosk.practice.settings import as_idle
from screens.acts import ABOUT, Action, Done, Given, Option, Question
from screens.views.badges import scan
from screens.views.people import held, held_words
from screens.views.words import day_words
from storage.people import NewPerson

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
LONGEST_ROLES, LONGEST_DAY, LONGEST_IDLE = 200, 10, 8
BADGE = (Option("new", "Give another"), Option("off", "Only switch it off"))


def _whom(given: Given) -> Person:
    return given.store.people.get(PersonId(int(given.answers[ABOUT])))


def _today(given: Given) -> date:
    return given.store.clock.working_day()


def _form(given: Given, one: Person | None) -> tuple[Question, ...]:
    """What the practice says of somebody; it stands there already for one who works here."""
    known = _roles(given, one)
    stands = _as_typed(one) if one else {"is_manager": "no", "breaks_tracked": "yes"}
    questions = (
        Question("name", "Name, as the board shows it", longest=LONGEST_NAME, fits=as_name),
        Question(
            "roles",
            f"Roles with commas, the board's first: {', '.join(known)}",
            longest=LONGEST_ROLES,
            optional=True,
            fits=lambda typed: as_roles(typed, known),
        ),
        Question("is_manager", "May do what managers may", YES_NO),
        Question("breaks_tracked", "Breaks are tracked", YES_NO),
        _day("employed_from", "First day, such as 11/30", given),
        _day("employed_to", "Last day, if there is one", given),
        Question(
            "idle",
            "Session waits, such as 60 s, if longer than everybody's",
            longest=LONGEST_IDLE,
            optional=True,
            fits=as_idle,
        ),
    )
    return tuple(replace(question, default=stands.get(question.name, "")) for question in questions)


def _day(name: str, words: str, given: Given, default: str = "", optional: bool = True) -> Question:
    fits = partial(_as_day, given=given)
    return Question(name, words, longest=LONGEST_DAY, optional=optional, fits=fits, default=default)


def _as_day(typed: str, given: Given) -> date | None:
    """A day as people type it at a desk; None where nothing is. Raises Refusal."""
    return typed_days.day(typed, _today(given)) if typed.strip() else None


def _roles(given: Given, one: Person | None) -> tuple[str, ...]:
    """The practice's roles, and those that somebody still has from before."""
    own = one.roles if one else ()
    return tuple(dict.fromkeys([*given.store.settings.current().counts_as, *own]))


def _as_typed(one: Person) -> dict[str, str]:
    return {
        "name": one.name,
        "roles": ", ".join(one.roles),
        "is_manager": shown(one.is_manager),
        "breaks_tracked": shown(one.breaks_tracked),
        "employed_from": one.employed_from.isoformat() if one.employed_from else "",
        "employed_to": one.employed_to.isoformat() if one.employed_to else "",
        "idle": shown(one.idle) if one.idle else "",
    }


def _read(answers: Mapping[str, str], known: tuple[str, ...], given: Given) -> dict[str, Any]:
    """The form's answers, or those that stood there, as the fields of a person."""
    return {
        "name": as_name(answers["name"]),
        "roles": as_roles(answers["roles"], known),
        "is_manager": answers["is_manager"] == "yes",
        "breaks_tracked": answers["breaks_tracked"] == "yes",
        "employed_from": _as_day(answers["employed_from"], given),
        "employed_to": _as_day(answers["employed_to"], given),
        "idle": as_idle(answers["idle"]),
    }


def _add(given: Given) -> Done:
    new = NewPerson(**_read(given.answers, _roles(given, None), given))
    person, code = given.store.people.add(new, given.who)
    return Done(f"{person.name} was added.", once=_code_words(given, person, code))


def _change(given: Given) -> Done:
    one = _whom(given)
    known = _roles(given, one)
    seen = replace(one, **_read(given.stood, known, given))
    wanted = replace(seen, **_read(given.answers, known, given))
    new = given.store.leaving.change(seen, wanted, given.who)
    return Done(f"Changed: {new.name}. It holds from now on, on every terminal.")


def _new_code(given: Given) -> Done:
    one = _whom(given)
    code = given.store.people.new_code(one, given.who)
    words = f"{one.name} has a new one-time code; the PIN before is gone."
    return Done(words, once=_code_words(given, one, code))


def _code_words(given: Given, person: Person, code: str) -> str:
    lasts = shown(given.store.settings.current().people.code_lasts)
    return (
        f"One-time code of {person.name}:\n\n    {code}\n\n"
        "With it they set a PIN of their own at the kiosk; a PIN they had before is gone. "
        f"It is good for {lasts}, and shown only now."
    )


def _asks_code(given: Given) -> tuple[Question, ...]:
    words = f"A new one-time code for {_whom(given).name}? Their PIN is gone at once."
    return (Question("sure", words, (Option("yes", "Make a new code"),)),)


def _badge(given: Given) -> Done:
    one = _whom(given)
    if given.answers.get("what") == "off":
        given.store.people.take_badge(one, given.who)
        return Done(f"The badge of {one.name} is off.")
    given.store.people.set_badge(one, given.answers["badge"], given.who)
    return Done(f"{one.name} has this badge now, and no other.")


def _asks_badge(given: Given) -> tuple[Question, ...]:
    one = _whom(given)
    if not one.has_badge or given.answers.get("what") == "new":
        return (scan(f"Scan the new badge of {one.name}"),)
    words = f"{one.name} has a badge already. It will be off at once."
    return () if "what" in given.answers else (Question("what", words, BADGE),)


def _take_out(given: Given) -> Done:
    one = _whom(given)
    last, at_once = _as_day(given.answers["last"], given), given.answers["stops"] == "now"
    today, before = _today(given), held(given.store, one)
    typed = given.answers.get("rest", "")
    rest = _other(typed, given) if typed else None
    new = given.store.leaving.take_out(one, last or today, at_once, given.who, rest)
    when = "from now on" if new.is_gone(today) else f"after {day_words(last, today)}"
    if not before:
        return Done(f"{new.name} is out {when}.")
    if rest:
        whose = f"{rest.name} has what they had"
    else:
        whose = "Nobody has what they had" if new.is_gone(today) else "Until then they keep"
    return Done(f"{new.name} is out {when}. {whose}: {held_words(before)}.")


def _other(typed: str, given: Given) -> Person:
    """Who takes over what somebody has. Raises Refusal."""
    found = named(typed, given.store.people.everyone(_today(given)))
    if found.id == _whom(given).id:
        raise Refusal("Name somebody else than the one who leaves.")
    return found


def _asks_take_out(given: Given) -> tuple[Question, ...]:
    one = _whom(given)
    stops = (Option("then", "after that day"), Option("now", "now, at once"))
    last = one.employed_to or max(_today(given), one.employed_from or _today(given))
    has = held(given.store, one)
    words = f"Last day of {one.name}, who holds {held_words(has)}"
    days = (
        _day("last", words, given, last.isoformat(), optional=False),
        Question("stops", "PIN and badge stop", stops),
    )
    return (*days, _rest(given)) if has else days


def _rest(given: Given) -> Question:
    """Who takes over what somebody has."""
    words = "Who takes those over, now? Nothing: they are nobody's once this person is out"
    fits = partial(_other, given=given)
    return Question("rest", words, longest=LONGEST_NAME, optional=True, fits=fits)


def _bring_back(given: Given) -> Done:
    one, today = _whom(given), _today(given)
    first, last = (_as_day(given.answers[name], given) for name in ("first", "last"))
    new = given.store.people.bring_back(one, first or today, last, given.who)
    return Done(f"{new.name} works here again, from {day_words(new.employed_from, today)}.")


def _asks_bring_back(given: Given) -> tuple[Question, ...]:
    one, today = _whom(given), _today(given)
    require_may_manage(given.store.people.get(given.who.id), today)
    check_is_out(one, today)
    words = f"First day of {one.name}, who comes back"
    return (
        _day("first", words, given, today.isoformat(), optional=False),
        _day("last", "Last day, if there is one", given),
    )


ACTIONS = (
    Action("n", "New person", _add, lambda given: _form(given, None)),
    Action("e", "Edit", _change, lambda given: _form(given, _whom(given)), about="Who changes?"),
    Action("c", "New code", _new_code, _asks_code, about="Who needs a new code?"),
    Action("b", "Badge", _badge, _asks_badge, about="Whose badge?"),
    Action("o", "Take out", _take_out, _asks_take_out, about="Who leaves?"),
    Action("k", "Bring back", _bring_back, _asks_bring_back, about="Who comes back?"),
)
