"""Contingency plans as files: how one is read from TOML, written again, and what comes ready-made.

docs/plans.md says what each key is. What is written and read again is the same plan.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from kiosk.practice import spans
from kiosk.practice.errors import Refusal
from kiosk.practice.plan_writing import (
    LONGEST_PLAN,
    LONGEST_ROLE,
    LONGEST_SENTENCE,
    LONGEST_WHOM,
    LONGEST_WITHIN,
    MOST_ROLES,
    MOST_STEPS,
    MOST_TELLS,
    SHORTEST_WITHIN,
)
from kiosk.practice.plans import EXTENTS, Decision, Phase, Plan, Step, Tell
from kiosk.practice.sources import Bounds, RuleFile, text_of
from kiosk.practice.values import dataclass

READY_MADE = (  # in the order in which they are offered
    "provider-out",
    "schedule-change",
    "ehr-down",
    "phones-down",
    "internet-out",
    "power-out",
    "fridge-alarm",
    "walk-in-surge",
    "weather",
)
PLANS = Path(__file__).parent / "data" / "plans"
LONGEST_SOURCE = 400
Sentence = Annotated[str, Bounds(1, LONGEST_SENTENCE)]
Role = Annotated[str, Bounds(1, LONGEST_ROLE)]
Roles = Annotated[tuple[str, ...], Bounds(1, MOST_ROLES)]


@dataclass(frozen=True)
class _Head:
    """What stands above the tables of a plan. Raises ValueError for roles that are none."""

    name: Annotated[str, Bounds(1, LONGEST_PLAN)]
    why: Sentence
    trigger: Sentence
    lead: Roles
    backup: Roles
    proposed_by: Literal["provider out", "fridge check"] | None
    source: Annotated[str, Bounds(1, LONGEST_SOURCE)] | None
    checked_on: date | None

    def __post_init__(self) -> None:
        for key, roles in (("lead", self.lead), ("backup", self.backup)):
            if not all(1 <= len(one) <= LONGEST_ROLE for one in roles):
                raise ValueError(f"'{key}': a role has 1 to {LONGEST_ROLE} characters")
            if len(set(roles)) < len(roles):
                raise ValueError(f"'{key}': a role stands there twice")


@dataclass(frozen=True)
class _Decision:
    full: Sentence
    reduced: Sentence
    closed: Sentence


@dataclass(frozen=True)
class _Step:
    """Raises ValueError for a time within which something is done later."""

    when: Phase
    role: Role
    does: Sentence
    within: Annotated[timedelta, Bounds(SHORTEST_WITHIN, LONGEST_WITHIN)] | None
    critical: bool | None

    def __post_init__(self) -> None:
        if self.within and self.when != "now":
            raise ValueError("'within' is only for what is done now")


@dataclass(frozen=True)
class _Tell:
    whom: Annotated[str, Bounds(1, LONGEST_WHOM)]
    role: Role
    how: Sentence


def read(text: str, file: str) -> Plan:
    """The plan that a file says.

    text: in TOML; of bytes, `sources.text_of` makes it. file: what messages call it.
    Raises Refusal, in one sentence with file, table, key and reason, when anything in it is not as
    docs/plans.md says.
    """
    told = RuleFile(text, file)
    head = told.head(_Head, "decision", "step", "tell")
    decision = told.rule("decision", _Decision)
    steps = told.rules("step", _Step, Bounds(1, MOST_STEPS))
    tells = told.rules("tell", _Tell, Bounds(0, MOST_TELLS))
    return Plan(
        name=head.name,
        why=head.why,
        trigger=head.trigger,
        decision=Decision(decision.full, decision.reduced, decision.closed),
        lead=head.lead,
        backup=head.backup,
        steps=tuple(
            Step(one.when, one.role, one.does, one.within, bool(one.critical)) for one in steps
        ),
        tells=tuple(Tell(one.whom, one.role, one.how) for one in tells),
        proposed_by=head.proposed_by or "",
        source=head.source or "",
        checked_on=head.checked_on,
    )


def written(plan: Plan) -> str:
    """The same plan in TOML. Raises Refusal for one that `read` would not take."""
    text = "\n".join(_lines(plan)) + "\n"
    read(text, plan.name)
    return text


@cache
def ready_made(key: str) -> Plan:
    """A plan that comes with the program. Raises Refusal when there is none of that name."""
    if key not in READY_MADE:
        raise Refusal(f"There is no ready-made plan '{key}'. There are {', '.join(READY_MADE)}.")
    file = f"{key}.toml"
    return read(text_of((PLANS / file).read_bytes(), file), file)


def _lines(plan: Plan) -> Iterator[str]:
    yield f"name = {_told(plan.name)}"
    yield f"why = {_told(plan.why)}"
    yield f"trigger = {_told(plan.trigger)}"
    yield f"lead = {_told(plan.lead)}"
    yield f"backup = {_told(plan.backup)}"
    for key, words in (("proposed_by", plan.proposed_by), ("source", plan.source)):
        if words:
            yield f"{key} = {_told(words)}"
    if plan.checked_on:
        yield f"checked_on = {plan.checked_on.isoformat()}"
    yield from ("", "[decision]", *(f"{one} = {_told(plan.decision.of(one))}" for one in EXTENTS))
    for step in plan.steps:
        yield from ("", "[[step]]", f"when = {_told(step.when)}", f"role = {_told(step.role)}")
        yield f"does = {_told(step.does)}"
        if step.within:
            yield f"within = {_told(spans.shown(step.within))}"
        if step.is_critical:
            yield "critical = true"
    for tell in plan.tells:
        yield from ("", "[[tell]]", f"whom = {_told(tell.whom)}", f"role = {_told(tell.role)}")
        yield f"how = {_told(tell.how)}"


def _told(value: str | tuple[str, ...]) -> str:
    """As TOML says it: in words without control characters it quotes as JSON does."""
    return json.dumps(value, ensure_ascii=False)
