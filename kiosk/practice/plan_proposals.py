"""When a contingency plan proposes itself: what it waits for was seen. It is started by people."""

from collections.abc import Iterable, Iterator, Mapping

from kiosk.practice.checks import Due
from kiosk.practice.kept_plans import KeptPlan
from kiosk.practice.people import Person, PersonId
from kiosk.practice.plan_terms import ProposalPolicy
from kiosk.practice.plan_writing import FRIDGE_CHECK, PROVIDER_OUT
from kiosk.practice.roster import PersonDay
from kiosk.practice.values import dataclass


@dataclass(frozen=True)
class Settled:
    """What was settled of a day. not_needed: plans, as the trail calls them, of which somebody said
    so. started: the names of those that were started, drills not with them.
    """

    not_needed: frozenset[str] = frozenset()
    started: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Proposal:
    """A plan that proposes itself, and what was seen."""

    kept: KeptPlan
    why: str


def seen(
    people: Mapping[PersonId, Person],
    days: Iterable[PersonDay],
    findings: Iterable[Due],
    policy: ProposalPolicy,
) -> dict[str, str]:
    """What was seen of a day that a plan may wait for, each in words.

    days: what the roster says of everybody. Time off that was known when the roster was written is
    nothing that happens at the last minute. findings: the checks that somebody found something at.
    """
    out = [one.person for one in days if _is_sudden(one) and one.person in people]
    providers = [people[one].name for one in out if set(people[one].roles) & {*policy.providers}]
    told = {PROVIDER_OUT: f"out today: {', '.join(providers)}"} if providers else {}
    names = [one.check.words.what for one in findings]
    fridges = [one for one in names if _has(one, policy.fridges)]
    return told | ({FRIDGE_CHECK: f"a finding at {', '.join(fridges)}"} if fridges else {})


def proposed(
    ready: Iterable[KeptPlan], told: Mapping[str, str], settled: Settled
) -> Iterator[Proposal]:
    """The plans that wait for what was seen, and of which nothing is settled.

    told: what was seen.
    """
    for one in ready:
        if one.plan and one.plan.proposed_by in told and is_open(one, settled):
            yield Proposal(one, told[one.plan.proposed_by])


def is_open(kept: KeptPlan, settled: Settled) -> bool:
    """Whether a plan was neither started that day, nor said to be not needed."""
    return not settled.not_needed & kept.called and kept.name not in settled.started


def _is_sudden(one: PersonDay) -> bool:
    return one.is_out and (one.absence == "called out" or one.is_conflict)


def _has(name: str, words: Iterable[str]) -> bool:
    return any(one.casefold() in name.casefold() for one in words)
