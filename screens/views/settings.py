"""Settings: all that the practice may set, by groups; look one up and change it."""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.practice.errors import Refusal
from kiosk.practice.knobs import Knob
from kiosk.practice.settings import Settings, changed, listed
from kiosk.practice.values import dataclass
from screens.acts import (
    ABOUT,
    Action,
    Brief,
    Done,
    Given,
    Listed,
    Look,
    Option,
    Question,
    to_search,
)
from screens.session import Kiosk
from screens.views import setting_lists
from storage.settings import LONGEST_VALUE

NONE = "(none)"
GROUPS = {
    "": "The practice and its terminals",
    "hours": "Opening hours",
    "outside": "Whom to call outside this program",
    "people": "How people become known",
    "breaks": "Breaks",
    "prior_auths": "Prior auths",
    "needs_a_look": "What needs a look",
    "issues": "Problems and ideas",
}


@dataclass(frozen=True)
class Setting:
    """One line of the list."""

    key: str
    group: str
    words: str
    value: str

    @property
    def shown(self) -> str:
        """The value; in words where there is none."""
        return self.value or NONE


@dataclass(frozen=True)
class SettingsView(Listed):
    """All settings, or those with what was typed."""

    typed: str
    settings: tuple[Setting, ...]

    def headline(self) -> str:
        found = f" with '{self.typed}'" if self.typed else ""
        return f"Settings{found}: {len(self.settings)}"

    def aloud(self) -> Iterator[tuple[str, str]]:
        yield "List", self.headline()
        for one in self.settings:
            yield f"{one.group}: {one.words}", one.shown

    def things(self) -> tuple[Option, ...]:
        return tuple(Option(one.key, f"{one.words}: {one.shown}") for one in self.settings)


def load_glance(kiosk: Kiosk) -> Brief:
    """How many are the practice's own."""
    own = set(listed(kiosk.settings)) - set(listed(Settings()))
    return Brief("Settings", f"{len(own)} set by the practice, the rest as the program comes")


def load(kiosk: Kiosk, look: Look) -> SettingsView:
    """The list as somebody looks at it."""
    every = (_setting(one) for one in listed(kiosk.settings))
    sought = look.typed.casefold()
    found = tuple(one for one in every if sought in f"{one.words} {one.value} {one.key}".casefold())
    return SettingsView(look.typed, found)


def _setting(one: Knob) -> Setting:
    group = one.key.rpartition(".")[0]
    title = GROUPS.get(group, group.replace("_", " ").capitalize())
    return Setting(one.key, title, one.words, one.value)


def _one(given: Given) -> Knob:
    return _of(given.store.settings.current(), given.answers[ABOUT])


def _of(settings: Settings, key: str) -> Knob:
    return next(one for one in listed(settings) if one.key == key)


def _asks(given: Given) -> tuple[Question, ...]:
    """The value, in one line or by what stands on its list; and then whether that is meant."""
    one, now = _one(given), given.store.settings.current()
    if one.kind != "one":
        if still_open := setting_lists.asks(
            one, given.answers, lambda to: changed(now, one.key, to)
        ):
            return still_open
        before, after = setting_lists.change(one, given.answers)
    elif "value" not in given.answers:
        return (_value(one, now),)
    else:
        new = changed(now, one.key, given.answers["value"])
        before, after = one.value, _of(new, one.key).value
    words = f"{one.words}\n\n{before or NONE}  ->  {after or NONE}\n\nIt holds {one.holds}."
    return (Question("sure", words, (Option("yes", "Change it"),)),)


def _value(one: Knob, now: Settings) -> Question:
    return Question(
        "value",
        one.words if one.choices else f"{one.words}: {one.how}",
        tuple(Option(choice, choice) for choice in one.choices),
        longest=LONGEST_VALUE,
        optional=_fits(now, one.key, ""),
        default=one.value,
        fits=lambda typed: changed(now, one.key, typed),
    )


def _fits(now: Settings, key: str, typed: str) -> bool:
    try:
        changed(now, key, typed)
    except Refusal:
        return False
    return True


def _change(given: Given) -> Done:
    one = _one(given)
    if one.kind == "one":
        typed, seen = given.answers["value"], given.stood["value"]
    else:
        typed, seen = setting_lists.written(one, given.answers), one.value
    given.store.settings.set(one.key, typed, given.who, seen)
    return Done(f"Set {one.holds}: {one.words}: {_one(given).value or NONE}")


ACTIONS = (Action("c", "Change", _change, _asks, about="Which one?"),)
TURNS = (to_search(lambda look, typed: replace(look, typed=typed), "Words or value"),)
