"""Figures: defined once, drawn into the docs, and frozen days add up to what all events give."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kiosk.commands.summary import for_programs, schema
from kiosk.practice import day_bodies
from kiosk.practice.break_corrections import Correction
from kiosk.practice.clock import StoppedClock
from kiosk.practice.day_closing import Change, Mentioned, amended, difference, ended
from kiosk.practice.day_summary import Told, lines
from kiosk.practice.errors import Refusal
from kiosk.practice.figures import (
    FIGURES,
    NOUNS,
    Measured,
    count,
    is_standing,
    lengths,
    share,
    with_nothing,
)
from kiosk.practice.people import Person
from screens.views.day_told import day_told
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import new_store
from tests.draw_figures import PAGE, drawn

FRIDAY = date(2026, 3, 6)
NOTHING = with_nothing(*NOUNS)


def test_the_docs_have_every_figure() -> None:
    assert PAGE.read_text() == drawn(), "run: .venv/bin/python -m tests.draw_figures"


def test_every_figure_is_named_once_and_says_all_of_itself() -> None:
    names = [one.name for one in FIGURES]
    assert len(set(names)) == len(names)
    assert {one.noun for one in FIGURES} == {*NOUNS}
    assert all(one.words and one.formula and one.source for one in FIGURES)
    parts = {each for one in FIGURES for each in (*one.part, *one.whole)}
    assert parts <= {*names}


def test_what_was_not_measured_is_never_nought() -> None:
    old: Measured = {("breaks.people",): 9}
    assert count("breaks.people", old) == 9
    assert count("breaks.people", old, "MA") == 0
    assert count("checks.done", old) is None
    assert lengths("plans.to_finish", old) is None
    assert share("issues.in_time", old) is None
    assert [one.words for one in lines(old, Told())] == ["not measured then"] * 4 + [
        "Thank you, all of you."
    ]
    assert difference(old, {**NOTHING, ("breaks.people",): 9}) == ()


def test_a_share_of_nothing_is_no_share() -> None:
    assert share("issues.in_time", NOTHING) is None
    some_days = {**NOTHING, ("issues.answered_in_time",): 3, ("issues.answered_late",): 1}
    assert share("issues.in_time", some_days) == 0.75


def test_a_body_is_read_as_it_was_written() -> None:
    measured = {**NOTHING, ("prior_auths.turnaround", "Acme / Health", "to do"): (1, 7)}
    mentioned = Mentioned(3, 4, time(10))
    assert day_bodies.read(day_bodies.written(measured, mentioned)) == (measured, mentioned)
    gone = day_bodies.written({("breaks.gone",): 3} | measured, mentioned)
    assert day_bodies.read(gone) == (measured, mentioned)
    changes = (Change(("breaks.taken", "MA"), None, 2), Change(("breaks.taken",), 1, 2))
    assert day_bodies.changes_read(day_bodies.changes_written(changes)) == changes


def test_days_that_ended() -> None:
    assert [*ended(FRIDAY, FRIDAY + timedelta(days=1))] == [FRIDAY]
    year_later = [*ended(FRIDAY, FRIDAY + timedelta(days=366))]
    assert year_later[0] == FRIDAY
    assert (len(year_later), year_later[-1]) == (32, FRIDAY + timedelta(days=365))


_value = some.integers(0, 5)
_measured = some.dictionaries(some.sampled_from([(one.name,) for one in FIGURES]), _value)


@given(_measured, _measured)
def test_a_difference_leads_from_one_to_the_other(before: Any, after: Any) -> None:
    changed = amended(before, difference(before, after))
    nouns = {key[0].partition(".")[0] for key in after}
    for key, value in before.items():
        of_these = key[0].partition(".")[0] in nouns and not is_standing(key)
        assert changed.get(key) == (after.get(key) if of_these else value)


# --- what people do, in any order, over several days

ACTS = ("arrive", "leave", "lunch", "end", "not possible", "say", "decide", "add", "send", "back")
_steps = some.lists(
    some.tuples(some.sampled_from(ACTS), some.integers(0, 1), some.integers(1, 9)),
    min_size=4,
    max_size=25,
)


@settings(max_examples=25)
@given(_steps, some.booleans())
def test_frozen_days_and_what_corrected_them_are_what_all_events_give(
    steps: Sequence[tuple[str, int, int]], close_early: bool
) -> None:
    clock = StoppedClock(datetime(2026, 3, 6, 10, tzinfo=ZoneInfo("America/New_York")))
    with TemporaryDirectory() as folder:
        store = new_store(Path(folder) / "kiosk.db", clock)
        store.break_rules.choose("california")
        people = [store.people.add(NewPerson(f"Zz {n}", ("MA",)))[0] for n in range(2)]
        boss, _ = store.people.add(NewPerson("Boss", ("manager",), is_manager=True))
        done = _Doing(store, boss)
        for place, (act, who, hours) in enumerate(steps):
            if close_early and place == len(steps) // 2:
                done.attempt(lambda: store.days.close(boss))
            done.attempt(lambda act=act, who=who: done.do(act, people[who]))
            clock.forward(hours=hours)
        clock.forward(days=1)
        store.people.add(NewPerson("Another", ("MA",)))
        closed = store.days.between(date.min, date.max)
        assert closed
        for one in closed:
            again = store.days.measured_again(one.day)
            kept = {key: value for key, value in one.corrected.items() if not is_standing(key)}
            assert kept == again, one.day
        assert store.check() == ()
        store.close()


class _Doing:
    """What people do, as far as the rules let them."""

    def __init__(self, store: Store, boss: Person) -> None:
        self.store, self.boss = store, boss
        self.refs: list[Any] = []
        self.moved: list[Any] = []
        self.said: list[int] = []

    def attempt(self, act: Any) -> None:
        """Do it; a refusal is no fault."""
        try:
            act()
        except (Refusal, IndexError):
            return

    def do(self, act: str, who: Person) -> None:
        store = self.store
        match act:
            case "arrive":
                store.breaks.arrive(who)
            case "leave":
                store.breaks.leave(who)
            case "lunch":
                store.breaks.start(who, "meal")
            case "end":
                store.breaks.end(who, True)
            case "not possible":
                store.breaks.not_possible(who, "meal", "Busy")
            case "say":
                self._say(who)
            case "decide":
                store.corrections.decide(self.said.pop(0), self.boss, "approved")
            case "add":
                self.refs.append(store.prior_auths.add("Acme", "MRI", "anyone", who).ref)
            case "send":
                how = {"submitted_how": "portal"}
                sent = store.prior_auth_work.move(self.refs.pop(), "submit", who, how)
                self.moved.append((sent, who))
            case "back":
                store.prior_auth_undo.take_back(*self.moved.pop())

    def _say(self, who: Person) -> None:
        """How a day that ended without a word did end."""
        for one in self.store.corrections.forgotten(who)[:1]:
            stay = one.stay
            left = stay.latest + timedelta(minutes=5)
            told = Correction(0, who.id, stay.day, "shift", stay.key, ended=left, words="I left")
            self.said += [each.number for each in self.store.corrections.say([told], who)]


# --- the published schema


def fits(value: Any, rule: dict[str, Any]) -> bool:
    """Whether a value fits a JSON schema, as far as the words that ours is written in."""
    if "enum" in rule:
        return value in rule["enum"]
    kinds = rule["type"] if isinstance(rule["type"], list) else [rule["type"]]
    known = {"null": type(None), "boolean": bool, "integer": int, "string": str}
    known |= {"object": dict, "array": list}
    if not any(type(value) is known[kind] for kind in kinds):
        return False
    if isinstance(value, list):
        return all(fits(one, rule["items"]) for one in value)
    if isinstance(value, dict):
        has_all = {*rule["required"]} <= {*value} <= {*rule["properties"]}
        return has_all and all(fits(one, rule["properties"][name]) for name, one in value.items())
    return True


@pytest.mark.parametrize("is_closed", [True, False])
def test_json_is_as_the_schema_says(
    store: Store, clock: StoppedClock, ana: Person, ben: Person, is_closed: bool
) -> None:
    rule = json.loads(schema())
    given_thanks = store.thanks.give(ana, ben, "the late fax")
    if is_closed:
        clock.forward(days=1)
        store.thanks.take_back(given_thanks.number, ana)
        store.days.review(FRIDAY, ben)
    told = json.loads(json.dumps(for_programs(day_told(store, FRIDAY), store)))
    assert fits(told, rule)
    assert bool(told["corrected"]) == is_closed
    assert not fits({**told, "more": 1}, rule)
    assert not fits({**told, "figures": [{"name": 1, "of": [], "value": 1}]}, rule)
