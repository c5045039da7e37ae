"""Contingency plans: the ready-made ones, reading and writing, and what a manager changes."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practice import patient_data, plan_files, plan_writing
from kiosk.practice.errors import Refusal
from kiosk.practice.plan_files import PLANS, READY_MADE, ready_made
from kiosk.practice.plan_writing import PROPOSED_BY, as_roles, as_within, changes, moved
from kiosk.practice.plans import EXTENTS, PHASES, Decision, Plan, Step, Tell
from kiosk.practice.settings import Settings
from kiosk.practice.words import clean

MINUTE = timedelta(minutes=1)
SHORT = """
name = "Elevator out"
why = "Nobody should wait in it."
trigger = "It does not come."
lead = ["manager", "RN"]
backup = ["front desk"]

[decision]
full = "All go on."
reduced = "Visits upstairs are moved."
closed = "All visits upstairs are moved."

[[step]]
when = "now"
role = "front desk"
does = "Call the service"
within = "10 min"
critical = true

[[step]]
when = "tomorrow"
role = "manager"
does = "Ask when it was last looked after"

[[tell]]
whom = "Everybody here"
role = "front desk"
how = "in person"
"""
PLAN = plan_files.read(SHORT, "elevator.toml")


def test_a_plan_is_read_as_it_stands_in_the_file() -> None:
    assert (
        Plan(
            name="Elevator out",
            why="Nobody should wait in it.",
            trigger="It does not come.",
            decision=Decision(
                "All go on.", "Visits upstairs are moved.", "All visits upstairs are moved."
            ),
            lead=("manager", "RN"),
            backup=("front desk",),
            steps=(
                Step("now", "front desk", "Call the service", 10 * MINUTE, True),
                Step("tomorrow", "manager", "Ask when it was last looked after"),
            ),
            tells=(Tell("Everybody here", "front desk", "in person"),),
        )
        == PLAN
    )


def test_all_that_lie_in_the_package_are_offered() -> None:
    assert {path.stem for path in PLANS.iterdir()} == set(READY_MADE)


@pytest.mark.parametrize("key", READY_MADE)
def test_a_ready_made_plan_is_whole(key: str) -> None:
    plan = ready_made(key)
    assert 4 <= len(plan.steps) <= 14
    assert {one.when for one in plan.steps} == set(PHASES), "each part of the day has a step"
    assert list(plan.steps) == sorted(plan.steps, key=lambda one: PHASES.index(one.when))
    assert plan.tells and plan.source and plan.checked_on
    named = [one.role for one in plan.steps] + [one.role for one in plan.tells]
    roles = {*named, *plan.lead, *plan.backup}
    assert roles <= set(Settings().counts_as)
    assert not set(plan.lead[:1]) & set(plan.backup[:1]), "the backup is somebody else"
    assert all(one.within for one in plan.steps if one.when == "now")
    assert any(one.is_critical for one in plan.steps if one.when == "now")
    said = [plan.why, plan.trigger, *(plan.decision.of(one) for one in EXTENTS)]
    said += [one.does for one in plan.steps] + [one.how for one in plan.tells]
    assert not any(patient_data.warning(words) for words in said)


def test_those_that_propose_themselves() -> None:
    told = {ready_made(one).proposed_by: one for one in READY_MADE if ready_made(one).proposed_by}
    assert told == dict(zip(PROPOSED_BY, ("provider-out", "fridge-alarm"), strict=True))


def test_an_unknown_ready_made_plan_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(Refusal, match=r"no ready-made plan 'flood'\. There are provider-out, "):
        ready_made("flood")


BAD = [
    ('name = "Elevator out"\n', "", "elevator.toml: 'name': it is missing."),
    ('name = "E', 'colour = "red"\nname = "E', "elevator.toml: 'colour': there is no such key; "),
    ('name = "Elevator out"', "name = 7", "write words in quotes, .* not 7."),
    ('name = "Elevator out"', f'name = "{"x" * 41}"', "has 41 characters, and may have 1 to 40"),
    ('["manager", "RN"]', '"manager"', 'write a list of words, ."like", "these".'),
    ('["manager", "RN"]', "[]", "'lead': it has 0 entries, and may have 1 to 5"),
    ('["manager", "RN"]', '["RN", ""]', "'lead': a role has 1 to 40 characters"),
    ('["manager", "RN"]', '["RN", "RN"]', "'lead': a role stands there twice"),
    ('["manager", "RN"]', "[1]", "'lead': write a list of words"),
    ("[decision]", "[decided]", "'decided': there is no such key"),
    ("[decision]", "[[decision]]", "write 'decision' as a table that begins .decision."),
    ('full = "All go on."\n', "", "decision, 'full': it is missing"),
    ('when = "now"', 'when = "soon"', "step 1, 'when': write 'now' or 'half-day' or"),
    ('within = "10 min"', "within = 10", "step 1, 'within': write it as"),
    ('within = "10 min"', 'within = "5 h"', "step 1, 'within': it goes from 1 min to 4 h"),
    ("critical = true", 'critical = "yes"', "step 1, 'critical': write true or false"),
    ('does = "Ask', 'within = "5 min"\ndoes = "Ask', "step 2: 'within' is only for .* now"),
    ("[[tell]]", "[tell]", "write each 'tell' as a table that begins"),
    (
        'how = "in person"',
        'how = "in person"\nphone = "1"',
        "tell 1, 'phone': there is no such key",
    ),
    ('name = "E', 'name = "E"\nname = "E', "this is not TOML"),
]


@pytest.mark.parametrize(("old", "new", "words"), BAD, ids=[words for *_, words in BAD])
def test_a_mistake_is_told_in_one_sentence(old: str, new: str, words: str) -> None:
    assert SHORT.count(old) >= 1
    with pytest.raises(Refusal, match=words):
        plan_files.read(SHORT.replace(old, new, 1), "elevator.toml")


def test_too_few_and_too_many_steps_and_people_to_tell_are_refused() -> None:
    none = re.sub(r"(?s)\[\[step\]\].*(?=\[\[tell)", "", SHORT)
    with pytest.raises(Refusal, match=r"toml: there are 0 \[\[step\]\], and there may be 1 to"):
        plan_files.read(none, "elevator.toml")
    tell = SHORT[SHORT.index("[[tell]]") :]
    with pytest.raises(Refusal, match=r"there are 13 \[\[tell\]\], and there may be 0 to 12"):
        plan_files.read(SHORT + tell * 12, "elevator.toml")


def words(longest: int) -> st.SearchStrategy[str]:
    """Anything that people type, as it is kept."""
    typed = st.text(max_size=longest).map(lambda one: clean(one, longest))
    return typed.filter(lambda one: bool(one) and one.count(".") < 50)


roles = st.lists(words(40), min_size=1, max_size=5, unique=True).map(tuple)
steps = st.builds(Step, st.sampled_from(PHASES), words(40), words(200), st.none(), st.booleans())
at_once = st.builds(
    Step,
    st.just("now"),
    words(40),
    words(200),
    st.none() | st.timedeltas(MINUTE, 240 * MINUTE).map(lambda one: one - one % MINUTE),
    st.booleans(),
)
plans = st.builds(
    Plan,
    words(40),
    words(200),
    words(200),
    st.builds(Decision, words(200), words(200), words(200)),
    roles,
    roles,
    st.lists(steps | at_once, min_size=1, max_size=6).map(tuple),
    st.lists(st.builds(Tell, words(60), words(40), words(200)), max_size=3).map(tuple),
    st.sampled_from(("", *PROPOSED_BY)),
    st.just("") | words(400),
    st.none() | st.dates(min_value=date(1000, 1, 1)),
)


@given(plans)
def test_what_is_written_is_read_as_the_same_plan_even_after_it_was_cleaned(plan: Plan) -> None:
    text = plan_files.written(plan)
    assert plan_files.read(text, "any.toml") == plan
    kept = clean(text, 60_000, lines=True)
    assert plan_files.read(kept, "any.toml") == plan


def test_a_plan_that_could_not_be_read_again_is_not_written() -> None:
    with pytest.raises(Refusal, match="Elevator out: step 1, 'does': it has 201 characters"):
        plan_files.written(replace(PLAN, steps=(Step("now", "RN", "x" * 201),)))


def test_times_and_roles_as_they_are_typed() -> None:
    assert as_within(" ") is None
    assert as_within("15  min") == 15 * MINUTE
    with pytest.raises(
        Refusal, match=r"'soon' does not fit\. Write 1 min to 4 h, such as 15 min\."
    ):
        as_within("soon")
    assert as_roles("manager, RN,, manager") == ("manager", "RN")
    with pytest.raises(Refusal, match="1 to 5 roles"):
        as_roles(" , ")


def test_a_step_is_put_at_the_end_of_its_part_of_the_day_and_moved_within_it() -> None:
    more = plan_writing.with_step(PLAN, Step("now", "RN", "Look after who is in it"))
    assert [one.role for one in more.steps] == ["front desk", "RN", "manager"]
    assert [one.role for one in moved(more, 1, -1).steps] == ["RN", "front desk", "manager"]
    with pytest.raises(Refusal, match="first step of 'now'"):
        moved(more, 0, -1)
    with pytest.raises(Refusal, match="last step of 'now'"):
        moved(more, 1, 1)
    with pytest.raises(Refusal, match="last step of 'tomorrow'"):
        moved(more, 2, 1)
    less = plan_writing.without_step(PLAN, 0)
    assert [one.role for one in less.steps] == ["manager"]
    with pytest.raises(Refusal, match="one step at least"):
        plan_writing.without_step(less, 0)
    later = replace(PLAN.steps[0], when="half-day", within=None)
    assert [one.when for one in plan_writing.with_step(more, later, 0).steps] == [
        "now",
        "half-day",
        "tomorrow",
    ]


def test_what_was_changed_between_versions_is_told_in_sentences() -> None:
    assert list(changes(PLAN, PLAN)) == []
    more = plan_writing.with_step(PLAN, Step("now", "RN", "Look after who is in it", 5 * MINUTE))
    assert list(changes(PLAN, more)) == [
        "Step added: now: RN, within 5 min: Look after who is in it"
    ]
    assert list(changes(more, PLAN)) == [
        "Step taken out: now: RN, within 5 min: Look after who is in it"
    ]
    (said,) = changes(more, moved(more, 0, 1))
    assert said.startswith("Step moved: now: ")
    other = replace(more, why="It is stuck.", lead=("RN",), tells=(), checked_on=date(2026, 3, 6))
    assert list(changes(more, other)) == [
        "Why: It is stuck. (was: Nobody should wait in it.)",
        "Lead: RN (was: manager, RN)",
        "Compared on: 2026-03-06 (was: nothing)",
        "To tell taken out: Everybody here: front desk, in person",
    ]
    first = replace(PLAN.steps[0], does="Call the service twice")
    assert list(changes(PLAN, plan_writing.with_step(PLAN, first, 0))) == [
        "Step changed: now: front desk, within 10 min, first of all: Call the service twice"
        " (was: now: front desk, within 10 min, first of all: Call the service)"
    ]


@given(plans, plans)
def test_two_plans_agree_if_nothing_was_changed(one: Plan, other: Plan) -> None:
    assert (list(changes(one, other)) == []) == (one == other)
