"""The steps of each kind: their order, their levels, what must come before what."""

from dataclasses import replace

import pytest

from kiosk.practice import prior_auth_steps as steps
from kiosk.practice.errors import Refusal
from kiosk.practice.people import LEVELS, Level, Person, PersonId
from kiosk.practice.prior_auth_steps import EVERY, TEMPLATES, Step
from kiosk.practice.prior_auth_terms import Kind, PriorAuthRef
from kiosk.practice.prior_auths import PriorAuth

DRUG = PriorAuth(PriorAuthRef("K7-F2M"), "Acme", "Adalimumab", kind="drug")
PEOPLE = {level: Person(PersonId(n), f"P. {level}", (), level) for n, level in enumerate(LEVELS, 1)}


def test_a_code_means_one_step_wherever_it_stands() -> None:
    used = [one for template in TEMPLATES.values() for one in template.steps]
    used += [one for after in steps.AFTER_ANSWER.values() for one in after]
    assert all(EVERY[one.code] == one for one in used)


def test_steps_are_done_in_any_order_and_the_first_that_is_left_comes_next() -> None:
    assert [one.code for one in steps.left("drug", "to do", ())] == [
        "plan",
        "tried",
        "form",
        "letter",
    ]
    task = steps.with_next(DRUG, {"plan", "form"})
    assert (task.step, task.who_needed) == ("tried", "clinical")
    task = steps.with_next(task, {"plan", "form", "tried", "letter"})
    assert (task.step, task.who_needed) == ("", "anyone")


def test_nothing_is_known_of_a_request_without_a_kind() -> None:
    task = replace(DRUG, kind=None, who_needed="clinical")
    assert steps.left(None, "to do", ()) == ()
    assert steps.with_next(task, ()) == task
    steps.require_ready((), all_of_them=True)


def test_while_somebody_is_asked_the_next_step_stays() -> None:
    asked = replace(DRUG, state="clinical", step="tried", who_needed="clinical")
    assert steps.with_next(asked, ()) == asked


@pytest.mark.parametrize(
    ("kind", "needed", "codes"),
    [
        ("drug", "anyone", ["tried", "letter"]),
        ("drug", "clinical", ["letter"]),
        ("drug", "prescriber", []),
        ("imaging", "anyone", ["chart"]),
        ("referral", "anyone", []),
    ],
)
def test_what_is_above_who_is_needed_was_decided_against(
    kind: Kind, needed: Level, codes: list[str]
) -> None:
    assert [one.code for one in steps.not_needed(kind, needed)] == codes
    assert steps.not_needed(kind, "unknown") == ()


@pytest.mark.parametrize("step", EVERY.values(), ids=lambda one: one.code)
@pytest.mark.parametrize("level", LEVELS)
def test_no_step_is_done_by_somebody_of_a_lower_level(step: Step, level: Level) -> None:
    if LEVELS.index(level) >= LEVELS.index(step.level):
        steps.require_may(step, PEOPLE[level])
    else:
        with pytest.raises(Refusal, match=f"P. {level} is not one. Ask one of them"):
            steps.require_may(step, PEOPLE[level])


def test_what_others_must_do_comes_before_sending() -> None:
    with pytest.raises(Refusal, match=r"^First: Sign the letter .* \(a prescriber\)\. Press d"):
        steps.require_ready(steps.left("drug", "to do", {"tried"}), all_of_them=False)
    steps.require_ready(steps.left("drug", "to do", {"tried", "letter"}), all_of_them=False)


def test_everything_comes_before_closing() -> None:
    with pytest.raises(Refusal, match="First: Tell scheduling"):
        steps.require_ready(steps.left("drug", "approved", {"matches"}), all_of_them=True)
    steps.require_ready(steps.left("drug", "approved", {"matches", "told"}), all_of_them=True)


def test_what_is_not_to_be_done_now_is_refused() -> None:
    assert steps.require_open(DRUG, "plan", ()).words.startswith("Look up")
    for task, code, done in ((DRUG, "plan", {"plan"}), (DRUG, "told", set()), (DRUG, "order", ())):
        with pytest.raises(Refusal, match="is not to be done for K7-F2M now"):
            steps.require_open(task, code, done)
