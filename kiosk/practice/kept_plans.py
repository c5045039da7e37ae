"""Contingency plans as they lie ready: the practice's own in versions, and those ready-made."""

from collections.abc import Iterable
from datetime import date, datetime

from kiosk.practice.errors import Refusal
from kiosk.practice.people import PersonId
from kiosk.practice.plan_files import READY_MADE, ready_made
from kiosk.practice.plan_writing import MOST_PLANS
from kiosk.practice.plans import Plan
from kiosk.practice.values import dataclass

PLAN = "plan"  # how the trail calls one; its key follows


@dataclass(frozen=True)
class KeptPlan:
    """One version of a plan.

    key: the number of the plan, or of a ready-made one that nobody has copied its name. number: of
    the version, from 1; 0 where it is ready-made. plan: None once its words were destroyed; then
    instead says so. by, at: who wrote it, and when; nobody where it is ready-made. origin: the
    ready-made one that it is a copy of, if it is one.
    """

    key: str
    number: int
    plan: Plan | None
    instead: str = ""
    origin: str = ""
    by: PersonId | None = None
    at: datetime | None = None
    is_away: bool = False

    @property
    def name(self) -> str:
        """What it is called."""
        return self.plan.name if self.plan else self.instead

    @property
    def about(self) -> str:
        """How the trail calls it."""
        return f"{PLAN} {self.key}"

    @property
    def called(self) -> frozenset[str]:
        """How the trail calls it, and called it before the practice had a copy."""
        return frozenset({self.about, f"{PLAN} {self.origin}"})

    @property
    def is_own(self) -> bool:
        """Whether it is in the practice's hands."""
        return self.number > 0

    def newer(self) -> date | None:
        """When the ready-made one was compared with its source, where that is later than here."""
        of_it = ready_made(self.origin).checked_on if self.is_own and self.origin else None
        own = self.plan.checked_on if self.plan else None
        return of_it if of_it and (own is None or own < of_it) else None


def offered(copied: Iterable[str]) -> tuple[KeptPlan, ...]:
    """The ready-made ones that nobody has copied. copied: the origins of the practice's own."""
    known = set(copied)
    return tuple(
        KeptPlan(one, 0, ready_made(one), origin=one) for one in READY_MADE if one not in known
    )


def require_unchanged(newest: KeptPlan, seen: int) -> None:
    """Raises Refusal when another version has come since somebody looked.

    seen: the number of the version that they looked at.
    """
    if newest.number != seen:
        raise Refusal(f"Somebody has just changed {newest.name}. Look again: nothing was recorded.")


def require_readable(kept: KeptPlan) -> Plan:
    """The plan itself. Raises Refusal when its words were destroyed."""
    if kept.plan is None:
        raise Refusal("The words of this version were destroyed. Go back to one before it.")
    return kept.plan


def check_room(count: int) -> None:
    """Raises Refusal when the practice has as many plans as it may."""
    if count >= MOST_PLANS:
        raise Refusal(f"There are {count} plans already, and that is all there is room for.")


def named(typed: str, known: Iterable[KeptPlan]) -> KeptPlan:
    """The one plan that somebody means who types its name, the beginning of it, or its key.

    Raises Refusal when there is none, or may be several.
    """
    begun, known = " ".join(typed.split()).casefold(), tuple(known)
    exact = [one for one in known if begun in (one.name.casefold(), one.key, one.origin)]
    found = exact or [one for one in known if begun and one.name.casefold().startswith(begun)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(one.name for one in found or known)
    if found:
        raise Refusal(f"Type more of it: {names}.")
    raise Refusal(f"There is no plan of that name. There are {names}.")
