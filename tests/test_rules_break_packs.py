"""Policy packs: those that come with the program, the docs' own example, and bad ones."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.practice import break_packs
from kiosk.practice.break_packs import (
    BUILT_IN,
    BreakPack,
    ExtraHours,
    MealRule,
    OneOfTwoMeals,
    RestRule,
    ShortBreak,
    UnpaidMeal,
    built_in,
)
from kiosk.practice.errors import Refusal
from kiosk.practice.sources import Source

DAY = date(2026, 11, 20)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DOCS = (Path(__file__).parents[1] / "docs" / "break-packs.md").read_text("utf-8")
KINDS = {
    "meal": MealRule,
    "one_of_two_meals": OneOfTwoMeals,
    "rest": RestRule,
    "short_break": ShortBreak,
    "unpaid_meal": UnpaidMeal,
    "extra_hours": ExtraHours,
}
HEAD = 'name = "mine"\ntitle = "Mine"\n'
SOURCED = 'source = "Code 1"\nvalid_from = 2020-01-01\nchecked_on = 2026-11-24\n'
TABLES = {
    "meal": 'which = "first"\ndue_over = "5 h"\nbegin_by = "5 h"\nat_least = "30 min"\n',
    "one_of_two_meals": 'over = "8 h"\n',
    "rest": 'at_least = "10 min"\nevery = "4 h"\nor_major_part = true\n',
    "short_break": 'paid_up_to = "20 min"\n',
    "unpaid_meal": 'at_least = "30 min"\n',
    "extra_hours": "meals_a_day = 1\nrests_a_day = 1\n",
}


def rule(kind: str, more: str = "") -> str:
    return f"[[{kind}]]\n{TABLES[kind]}{SOURCED}{more}"


def with_line(kind: str, key: str, value: str) -> str:
    """The rule, with one of its lines written otherwise."""
    return re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", rule(kind))


def read(text: str) -> BreakPack:
    return break_packs.read(HEAD + text, "mine.toml")


def refused(text: str) -> str:
    with pytest.raises(Refusal) as told:
        read(text)
    return str(told.value)


def test_federal_law_requires_no_break() -> None:
    pack = built_in("federal")
    rules = pack.on(DAY)
    assert (pack.name, pack.title) == ("federal", "Federal law only")
    assert (rules.meals, rules.rest, rules.extra_hours) == ((), None, None)
    # 29 CFR 785.18 and 785.19
    assert rules.short_break and rules.short_break.paid_up_to == 20 * MINUTE
    assert rules.unpaid_meal and rules.unpaid_meal.at_least == 30 * MINUTE


def test_california_s_numbers() -> None:
    rules = built_in("california").on(DAY)
    told = [
        (one.name, one.due_over, one.begin_by, one.at_least, one.waivable_up_to)
        for one in rules.meals
    ]
    assert told == [  # Labor Code 512(a)
        ("first meal", 5 * HOUR, 5 * HOUR, 30 * MINUTE, 6 * HOUR),
        ("second meal", 10 * HOUR, 10 * HOUR, 30 * MINUTE, 12 * HOUR),
    ]
    # wage orders 4 and 5, section 11(D) and 12(A); Labor Code 226.7(c)
    assert rules.one_of_two_meals and rules.one_of_two_meals.over == 8 * HOUR
    rest, hours = rules.rest, rules.extra_hours
    assert rest and (rest.at_least, rest.every) == (10 * MINUTE, 4 * HOUR)
    assert rest.or_major_part and rest.none_under == 3.5 * HOUR
    assert hours and (hours.meals_a_day, hours.rests_a_day) == (1, 1)


def sources(pack: BreakPack) -> Iterator[Source]:
    for one in fields(pack)[2:]:
        yield from (rule.source for rule in getattr(pack, one.name))


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_rule_has_its_source_and_holds_today(name: str) -> None:
    pack = built_in(name)
    assert pack.name == name
    for source in sources(pack):
        assert re.search(r"CFR|Labor Code|[Ww]age orders", source.words)
        assert source.holds_on(source.checked_on)


def test_a_pack_that_is_not_there_is_refused() -> None:
    for name in ("nevada", "", "../federal", "Federal"):
        with pytest.raises(Refusal, match="There are federal, california"):
            built_in(name)


def example() -> str:
    (found,) = re.findall(r"(?s)```toml\n(.*?)```", DOCS)
    return str(found)


def test_the_example_in_the_docs_is_a_pack() -> None:
    pack = break_packs.read(example(), "example.toml")
    before, after = pack.on(date(2026, 12, 31)), pack.on(date(2027, 1, 1))
    assert (pack.name, pack.title) == ("example-state", "Example state")
    assert [one.at_least for one in before.meals] == [20 * MINUTE]
    assert [one.at_least for one in after.meals] == [30 * MINUTE]
    assert [one.waivable_up_to for one in (*before.meals, *after.meals)] == [None, 8 * HOUR]
    assert after.rest and after.rest.at_least == 15 * MINUTE and not after.rest.or_major_part
    assert after.extra_hours and after.extra_hours.meals_a_day == 2
    assert pack.on(date(2015, 6, 30)).meals == ()


def test_the_docs_tell_every_key_of_every_table() -> None:
    assert not [kind for kind in KINDS if f"[[{kind}]]" not in DOCS]
    keys = {one.name for kind in (*KINDS.values(), Source, BreakPack) for one in fields(kind)[:2]}
    keys |= {one.name for kind in KINDS.values() for one in fields(kind)}
    keys -= {one.name for one in fields(BreakPack)[2:]} | {"words"}
    assert not [key for key in sorted(keys) if f"| `{key}` |" not in DOCS]


def test_the_refusal_in_the_docs_is_what_is_said() -> None:
    with pytest.raises(Refusal) as told:
        break_packs.read(HEAD + with_line("meal", "begin_by", '"5 hours"'), "example.toml")
    assert f"`{told.value}`" in DOCS


def test_a_pack_may_say_nothing() -> None:
    assert read("") == BreakPack("mine", "Mine")


def test_a_pack_may_say_one_thing_of_each_kind() -> None:
    rules = read("".join(rule(kind) for kind in KINDS)).on(DAY)
    assert len(rules.meals) == 1 and rules.meals[0].waivable_up_to is None
    assert rules.one_of_two_meals and rules.rest and rules.short_break
    assert rules.unpaid_meal and rules.extra_hours


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("meal", "which", '"fourth"'),
        ("meal", "which", "1"),
        ("meal", "due_over", '"5 hours"'),
        ("meal", "due_over", "5"),
        ("meal", "due_over", '"49 h"'),
        ("meal", "begin_by", '"0 min"'),
        ("meal", "begin_by", '"-5 h"'),
        ("meal", "at_least", '"5 h"'),
        ("meal", "at_least", "true"),
        ("one_of_two_meals", "over", '"eight"'),
        ("rest", "at_least", '"10"'),
        ("rest", "every", '"0 h"'),
        ("rest", "or_major_part", '"yes"'),
        ("short_break", "paid_up_to", "[]"),
        ("unpaid_meal", "at_least", '""'),
        ("extra_hours", "meals_a_day", "-1"),
        ("extra_hours", "rests_a_day", "10"),
        ("extra_hours", "rests_a_day", '"1"'),
        ("rest", "source", '""'),
        ("rest", "valid_from", '"yesterday"'),
        ("rest", "checked_on", "2026"),
    ],
)
def test_a_bad_value_is_refused_with_file_table_and_key(kind: str, key: str, value: str) -> None:
    assert refused(with_line(kind, key, value)).startswith(f"mine.toml: {kind} 1, '{key}': ")


@pytest.mark.parametrize(
    ("kind", "key"),
    [(kind, key) for kind in KINDS for key in re.findall(r"(?m)^(\w+) = ", TABLES[kind] + SOURCED)],
)
def test_a_missing_key_is_refused(kind: str, key: str) -> None:
    left = re.sub(rf"(?m)^{key} = .*$\n?", "", rule(kind))
    assert refused(left) == f"mine.toml: {kind} 1, '{key}': it is missing."


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_key_is_refused(kind: str) -> None:
    words = refused(rule(kind, 'note = "x"\n'))
    assert words.startswith(f"mine.toml: {kind} 1, 'note': there is no such key; there are ")


@pytest.mark.parametrize("limit", ['"4 h"', '"5 h"'])
def test_a_waiver_that_could_never_hold_is_refused(limit: str) -> None:
    words = refused(rule("meal", f"waivable_up_to = {limit}\n"))
    assert words.startswith("mine.toml: meal 1: 'waivable_up_to' is not more than 'due_over'")


@pytest.mark.parametrize("kind", KINDS)
def test_two_rules_for_one_thing_never_hold_on_one_day(kind: str) -> None:
    told = f"mine.toml: {kind} 2: it holds on days on which {kind} 1 does."
    assert refused(rule(kind) + rule(kind)) == told
    ends = "valid_to = 2025-12-31\n"
    starts = with_line(kind, "valid_from", "2026-01-01")
    assert refused(rule(kind, "valid_to = 2026-01-01\n") + starts) == told
    assert read(rule(kind, ends) + starts) and read(starts + rule(kind, ends))


def test_a_first_and_a_second_meal_hold_together_in_the_order_they_begin() -> None:
    second = rule("meal").replace('"first"', '"second"').replace('"5 h"', '"10 h"')
    names = [one.name for one in read(second + rule("meal")).on(DAY).meals]
    assert names == ["first meal", "second meal"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('name = "x"\n', "'title': it is missing."),
        ('name = ""\ntitle = "X"', "'name': it has 0 characters"),
        ('name = "x"\ntitle = 1', "'title': write words in quotes"),
        (f'name = "x"\ntitle = "{"x" * 61}"', "'title': it has 61 characters"),
        (HEAD + "meals = []", "'meals': there is no such key; there are name, title, meal, "),
        (HEAD + 'meal = "at noon"', "write each 'meal' as a table that begins [[meal]]."),
        ("<html>", "this is not TOML: "),
    ],
)
def test_what_is_wrong_above_the_tables_is_refused(text: str, told: str) -> None:
    with pytest.raises(Refusal, match=re.escape(f"mine.toml: {told}")):
        break_packs.read(text, "mine.toml")
