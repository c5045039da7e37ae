"""A contingency plan in words, whole, for anybody who reads it."""

from collections.abc import Iterator

from kiosk.practice.plan_writing import PHASE_WORDS, step_words, tell_words
from kiosk.practice.plans import EXTENTS, PHASES, Plan

WHAT_WAITS = {"provider out": "a provider calls out", "fridge check": "a finding at the fridge"}


def head(plan: Plan) -> Iterator[tuple[str, str]]:
    """Why there is a plan, when it is for, and what each decision means."""
    yield "Why", plan.why
    yield "When", plan.trigger
    for extent in EXTENTS:
        yield extent.capitalize(), plan.decision.of(extent)


def roles(plan: Plan) -> Iterator[tuple[str, str]]:
    """Who leads, the first role that somebody here has."""
    yield "Lead", ", ".join(plan.lead)
    yield "Backup", ", ".join(plan.backup)


def steps(plan: Plan) -> Iterator[tuple[str, str]]:
    """Each step with its part of the day, in the order of the day."""
    for phase in PHASES:
        for step in plan.during(phase):
            yield PHASE_WORDS[phase], step_words(step)


def foot(plan: Plan) -> Iterator[tuple[str, str]]:
    """What the program sees of it by itself, and what it is modelled on."""
    if plan.proposed_by:
        yield "Proposes itself", f"after {WHAT_WAITS[plan.proposed_by]}; somebody starts it"
    if plan.source:
        on = f", compared on {plan.checked_on:%b %-d, %Y}" if plan.checked_on else ""
        yield "Modelled on", f"{plan.source}{on}"


def fields(plan: Plan) -> Iterator[tuple[str, str]]:
    """All of it, as labels and values."""
    yield "Plan", plan.name
    yield from head(plan)
    yield from roles(plan)
    yield from steps(plan)
    for one in plan.tells:
        yield "Tell", tell_words(one)
    yield from foot(plan)
