"""What a manager writes of a contingency plan, how much of it, and what differs afterwards."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from difflib import SequenceMatcher
from typing import Any

from kiosk.practice import spans
from kiosk.practice.errors import Refusal
from kiosk.practice.plans import EXTENTS, PHASES, Plan, Step, Tell
from kiosk.practice.words import clean

LONGEST_PLAN, LONGEST_ROLE, LONGEST_WHOM = 40, 40, 60  # characters
LONGEST_SENTENCE = 200  # of why, trigger, a decision, a step, and how somebody is told
MOST_ROLES, MOST_STEPS, MOST_TELLS, MOST_PLANS = 5, 30, 12, 50
SHORTEST_WITHIN, LONGEST_WITHIN = timedelta(minutes=1), timedelta(hours=4)
PROVIDER_OUT, FRIDGE_CHECK = "provider out", "fridge check"
PROPOSED_BY = (PROVIDER_OUT, FRIDGE_CHECK)  # what the program itself can see


def as_name(typed: str, taken: Collection[str]) -> str:
    """What a plan is called. Raises Refusal when nothing is left of it, or another is called so.

    taken: the names of the others.
    """
    name = clean(typed, LONGEST_PLAN)
    if not name:
        raise Refusal("A plan needs a name, such as Elevator out.")
    if name.casefold() in {one.casefold() for one in taken}:
        raise Refusal(f"There is a plan {name} already. Names of plans must differ.")
    return name


def as_role(typed: str) -> str:
    """Whose a step is: a role, or the name of a job. Raises Refusal when it is nothing."""
    role = clean(typed, LONGEST_ROLE)
    if not role:
        raise Refusal("Write a role or a job, such as RN or phones.")
    return role


def as_roles(typed: str) -> tuple[str, ...]:
    """Roles in their order, written with commas between. Raises Refusal for none, or too many."""
    roles = tuple(dict.fromkeys(as_role(one) for one in typed.split(",") if one.strip()))
    if not 1 <= len(roles) <= MOST_ROLES:
        raise Refusal(f"Write 1 to {MOST_ROLES} roles with commas between, such as manager, RN.")
    return roles


def as_within(typed: str) -> timedelta | None:
    """Within how long a step is to be done; nothing means that no time is set. Raises Refusal."""
    words = " ".join(typed.split())
    if not words:
        return None
    try:
        within = spans.read(words)
    except ValueError:
        within = timedelta()
    if not SHORTEST_WITHIN <= within <= LONGEST_WITHIN:
        least, most = spans.shown(SHORTEST_WITHIN), spans.shown(LONGEST_WITHIN)
        raise Refusal(
            f"'{clean(typed, 20)}' does not fit. Write {least} to {most}, such as 15 min."
        )
    return within


def with_step(plan: Plan, step: Step, at: int | None = None) -> Plan:
    """The plan with a step in the place of one of its steps, or at the end of its part of the day.

    at: the place of the one that it stands for, from 0. Raises Refusal when there is no room.
    """
    if at is None and len(plan.steps) >= MOST_STEPS:
        raise Refusal(f"This plan has {MOST_STEPS} steps, and nobody reads more. Join two of them.")
    rest = (*plan.steps, step) if at is None else _with(plan.steps, at, step)
    return replace(plan, steps=tuple(sorted(rest, key=lambda one: PHASES.index(one.when))))


def without_step(plan: Plan, at: int) -> Plan:
    """The plan without one of its steps. Raises Refusal for the last one that it has."""
    if len(plan.steps) == 1:
        raise Refusal("A plan has one step at least. Change this one, or put the plan away.")
    return replace(plan, steps=(*plan.steps[:at], *plan.steps[at + 1 :]))


def moved(plan: Plan, at: int, by: int) -> Plan:
    """The plan with a step one place earlier (by -1) or later (1), in its part of the day.

    Raises Refusal when it is the first or the last there.
    """
    steps, to = list(plan.steps), at + by
    if not 0 <= to < len(steps) or steps[to].when != steps[at].when:
        stands = "first" if by < 0 else "last"
        raise Refusal(
            f"It is the {stands} step of '{steps[at].when}'. Press c to change when it is."
        )
    steps[at], steps[to] = steps[to], steps[at]
    return replace(plan, steps=tuple(steps))


def with_tell(plan: Plan, tell: Tell, at: int | None = None) -> Plan:
    """The plan with somebody more to tell, or with another in the place of one.

    Raises Refusal when there is no room.
    """
    if at is None and len(plan.tells) >= MOST_TELLS:
        raise Refusal(f"This plan says of {MOST_TELLS} whom to tell. Join two of them.")
    rest = (*plan.tells, tell) if at is None else _with(plan.tells, at, tell)
    return replace(plan, tells=rest)


def without_tell(plan: Plan, at: int) -> Plan:
    """The plan without one of those whom to tell."""
    return replace(plan, tells=(*plan.tells[:at], *plan.tells[at + 1 :]))


def step_words(step: Step) -> str:
    """One step in words: RN, within 15 min, first of all: look at the schedule."""
    within = f", within {spans.shown(step.within)}" if step.within else ""
    return f"{step.role}{within}{', first of all' if step.is_critical else ''}: {step.does}"


def tell_words(tell: Tell) -> str:
    """Whom to tell, in words: Patients who wait: front desk, at the desk."""
    return f"{tell.whom}: {tell.role}, {tell.how}"


def changes(before: Plan, after: Plan) -> Iterator[str]:
    """What differs from one version of a plan to another, a sentence each; nothing: they agree."""
    for label, old, new in zip(LABELS, _sentences(before), _sentences(after), strict=True):
        if old != new:
            yield f"{label}: {new or 'nothing'} (was: {old or 'nothing'})"
    yield from _listed_changes(
        [f"{one.when}: {step_words(one)}" for one in before.steps],
        [f"{one.when}: {step_words(one)}" for one in after.steps],
        "Step",
    )
    tells = [tell_words(one) for one in before.tells], [tell_words(one) for one in after.tells]
    yield from _listed_changes(*tells, "To tell")


LABELS = (
    *("Name", "Why", "When", "Full", "Reduced", "Closed", "Lead", "Backup"),
    *("Proposes itself", "Modelled on", "Compared on"),
)


def _sentences(plan: Plan) -> tuple[str, ...]:
    told = (plan.name, plan.why, plan.trigger, *(plan.decision.of(one) for one in EXTENTS))
    roles = (", ".join(plan.lead), ", ".join(plan.backup))
    checked = plan.checked_on.isoformat() if plan.checked_on else ""
    return (*told, *roles, plan.proposed_by, plan.source, checked)


def _listed_changes(before: Sequence[str], after: Sequence[str], sort: str) -> Iterator[str]:
    """What was moved in a list is said once, and not as taken out and put in."""
    gone: list[str] = []
    come: list[str] = []
    for tag, i, j, k, n in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "replace" and j - i == n - k:
            pairs = zip(before[i:j], after[k:n], strict=True)
            yield from (f"{sort} changed: {new} (was: {old})" for old, new in pairs)
        elif tag != "equal":
            gone += before[i:j]
            come += after[k:n]
    yield from (f"{sort} moved: {one}" for one in come if one in gone)
    yield from (f"{sort} added: {one}" for one in come if one not in gone)
    yield from (f"{sort} taken out: {one}" for one in gone if one not in come)


def _with(listed: tuple[Any, ...], at: int, one: Any) -> tuple[Any, ...]:
    return (*listed[:at], one, *listed[at + 1 :])
