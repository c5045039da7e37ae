"""The forms in which managers write a contingency plan, part by part, and what they were told."""

from collections.abc import Collection
from dataclasses import replace
from typing import cast

from kiosk.practice import spans
from kiosk.practice.plan_writing import (
    LONGEST_PLAN,
    LONGEST_ROLE,
    LONGEST_SENTENCE,
    LONGEST_WHOM,
    MOST_ROLES,
    PHASE_WORDS,
    PROPOSED_BY,
    as_name,
    as_role,
    as_roles,
    as_within,
)
from kiosk.practice.plans import EXTENTS, Decision, Phase, Plan, Step, Tell
from screens.acts import Option, Question
from screens.views.plan_words import WHAT_WAITS

LONGEST_WITHIN = 10
BY_ITSELF = "never"


def _sentence(
    name: str, words: str, default: str = "", longest: int = LONGEST_SENTENCE
) -> Question:
    return Question(name, words, longest=longest, guarded=True, default=default)


def asks_words(plan: Plan | None, others: Collection[str]) -> tuple[Question, ...]:
    """What it is called, why there is one, and when it is for. others: names that are taken."""
    return (
        Question(
            "name",
            "What it is called, such as Elevator out",
            longest=LONGEST_PLAN,
            guarded=True,
            default=plan.name if plan else "",
            fits=lambda typed: as_name(typed, others),
        ),
        _sentence("why", "Why there is a plan, in a sentence", plan.why if plan else ""),
        _sentence("trigger", "When it is for, so that all see it", plan.trigger if plan else ""),
    )


def asks_decision(plan: Plan | None) -> tuple[Question, ...]:
    """What full, reduced and closed mean."""
    meant = {
        "full": "Full: what it means when all goes on",
        "reduced": "Reduced: what goes on, and what does not",
        "closed": "Closed: what it means",
    }
    return tuple(
        _sentence(one, meant[one], plan.decision.of(one) if plan else "") for one in EXTENTS
    )


def asks_roles(plan: Plan | None) -> tuple[Question, ...]:
    """Who leads, who stands in, and whether it proposes itself."""
    longest = MOST_ROLES * (LONGEST_ROLE + 2)
    lead = Question(
        "lead",
        "Who leads? Roles in their order",
        longest=longest,
        default=", ".join(plan.lead) if plan else "manager, RN",
        fits=as_roles,
    )
    backup = Question(
        "backup",
        "Who stands in for the lead? Roles in their order",
        longest=longest,
        default=", ".join(plan.backup) if plan else "RN, front desk",
        fits=as_roles,
    )
    itself = tuple(Option(one, f"After {WHAT_WAITS[one]}") for one in PROPOSED_BY)
    seen = Question(
        "seen",
        "Does it propose itself?",
        (*itself, Option(BY_ITSELF, "Never")),
        default=(plan.proposed_by if plan else "") or BY_ITSELF,
    )
    return lead, backup, seen


def _role(words: str, default: str = "") -> Question:
    return Question("role", words, longest=LONGEST_ROLE, default=default, fits=as_role)


def asks_step(step: Step | None) -> tuple[Question, ...]:
    """All of a step. step: as it was; None: a new one."""
    return (
        Question(
            "when",
            "When is it done?",
            tuple(Option(phase, words) for phase, words in PHASE_WORDS.items()),
            default=step.when if step else "now",
        ),
        _role("Whose is it? A role or a job", step.role if step else ""),
        _sentence("does", "What is done", step.does if step else ""),
        Question(
            "within",
            "Within how long? Only for what is done now (15 min)",
            longest=LONGEST_WITHIN,
            optional=True,
            default=spans.shown(step.within) if step and step.within else "",
            fits=as_within,
        ),
        Question(
            "critical",
            "Critical? It is given to somebody before all others",
            (Option("yes", "Yes"), Option("no", "No")),
            default="yes" if step and step.is_critical else "no",
        ),
    )


def asks_tell(tell: Tell | None) -> tuple[Question, ...]:
    """Whom to tell, who does it, and how."""
    return (
        _sentence("whom", "Whom to tell", tell.whom if tell else "", LONGEST_WHOM),
        _role("Who tells them? A role or a job", tell.role if tell else ""),
        _sentence("how", "How, or what", tell.how if tell else ""),
    )


def with_words(plan: Plan, answers: dict[str, str]) -> Plan:
    """The plan with what asks_words() was told."""
    return replace(
        plan, name=answers["name"].strip(), why=answers["why"], trigger=answers["trigger"]
    )


def decision(answers: dict[str, str]) -> Decision:
    """What asks_decision() was told."""
    return Decision(*(answers[one] for one in EXTENTS))


def with_roles(plan: Plan, answers: dict[str, str]) -> Plan:
    """The plan with what asks_roles() was told."""
    seen = answers["seen"]
    roles = as_roles(answers["lead"]), as_roles(answers["backup"])
    return replace(
        plan, lead=roles[0], backup=roles[1], proposed_by="" if seen == BY_ITSELF else seen
    )


def step(answers: dict[str, str]) -> Step:
    """What asks_step() was told."""
    when, within = cast(Phase, answers["when"]), as_within(answers["within"])
    is_critical = answers["critical"] == "yes"
    return Step(when, as_role(answers["role"]), answers["does"], within, is_critical)


def tell(answers: dict[str, str]) -> Tell:
    """What asks_tell() was told."""
    return Tell(answers["whom"], as_role(answers["role"]), answers["how"])
