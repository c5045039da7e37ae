"""Changing a setting that is a list: choose what stands on it, add one, take one away."""

from collections.abc import Callable, Mapping

from kiosk.practice.errors import Refusal
from kiosk.practice.knobs import LONGEST_ITEM, Knob, parts
from screens.acts import Option, Question

ADD, AWAY = "+", "-"  # never what stands on a list: they are no choice, name or day
YES, NO = "yes", "no"
Answers = Mapping[str, str]


def asks(one: Knob, answers: Answers, check: Callable[[str], object]) -> tuple[Question, ...]:
    """What is still to be asked until it is known what becomes of the list.

    check: raises Refusal for a whole list, as text, that does not fit.
    """
    if "item" not in answers:
        return (Question("item", one.words, _items(one)),)
    item = answers["item"]

    def fits(typed: str) -> None:
        check(_with(one, item, typed))

    if one.kind == "some":
        return ()
    if one.kind == "pairs":
        return _pair(one, item, answers, fits)
    if item != ADD and "what" not in answers:
        ways = (Option("change", "Change it"), Option(AWAY, "Take it away"))
        return (Question("what", item, ways),)
    if answers.get("what") == AWAY or "new" in answers:
        return ()
    default = "" if item == ADD else item
    return (Question("new", one.how, longest=LONGEST_ITEM, default=default, fits=fits),)


def _items(one: Knob) -> tuple[Option, ...]:
    """What stands on it, or could, by the text that it is known by."""
    there = parts(one.value)
    if one.kind == "some":
        return tuple(
            Option(f"{name}={NO}", f"[x] {_readable(name)}")
            if name in there
            else Option(f"{name}={YES}", f"[ ] {_readable(name)}")
            for name in one.choices
        )
    return (Option(ADD, "Add one"), *(Option(item, _said(item)) for item in there))


def _pair(
    one: Knob, item: str, answers: Answers, fits: Callable[[str], None]
) -> tuple[Question, ...]:
    """A name, where it is a new one, and what it stands for."""
    name, _, stands = item.partition("=")
    choices = tuple(Option(choice, choice) for choice in one.choices)
    if item != ADD:
        ways = (*choices, Option(AWAY, "Take it away"))
        what = Question("what", name, ways, default=stands)
        return () if "what" in answers else (what,)
    longest = LONGEST_ITEM

    def name_fits(typed: str) -> None:
        fits(f"{typed}={one.choices[0]}")

    new = Question("new", "Name", longest=longest, fits=name_fits)
    asked = (new, Question("what", "Counts as", choices))
    return tuple(question for question in asked if question.name not in answers)


def change(one: Knob, answers: Answers) -> tuple[str, str]:
    """What changes, before and after; empty where something was not there, or is no longer."""
    item = answers["item"]
    if one.kind == "some":
        name, _, to = item.rpartition("=")
        return f"{_readable(name)}: {YES if to == NO else NO}", to
    return _said("" if item == ADD else item), _said(_new(one, answers))


def written(one: Knob, answers: Answers) -> str:
    """The whole list as text, with the change in what stands there now.

    Raises Refusal when somebody else has changed the same meanwhile.
    """
    item, there = answers["item"], parts(one.value)
    if one.kind == "some":
        name, _, to = item.rpartition("=")
        left = [other for other in there if other != name]
        return ", ".join([*left, name] if to == YES else left)
    if item != ADD and item not in there:
        raise Refusal(f"Somebody has just changed '{_said(item)}'. Look again.")
    return _with(one, item, _new(one, answers))


def _new(one: Knob, answers: Answers) -> str:
    """What stands there afterwards; empty: nothing."""
    what = answers.get("what", "")
    if what == AWAY:
        return ""
    if one.kind == "list":
        return answers["new"]
    return f"{answers.get('new') or answers['item'].partition('=')[0]}={what}"


def _with(one: Knob, item: str, new: str) -> str:
    """The whole list with `new` in the place of `item`."""
    there = parts(one.value)
    if item not in there:
        return ", ".join([*there, new])
    return ", ".join(filter(None, (new if name == item else name for name in there)))


def _said(item: str) -> str:
    return item.replace("=", ": ", 1)


def _readable(name: str) -> str:
    return name.replace("_", " ")
