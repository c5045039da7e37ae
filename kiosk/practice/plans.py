"""Contingency plans as a practice keeps them: what to do when the day breaks, by role and time.

Modelled on the job action sheets of the Hospital Incident Command System (California Emergency
Medical Services Authority, 2014), sized for a practice: now, this half-day, rest of the day,
tomorrow.
"""

from datetime import date, timedelta
from typing import Literal

from kiosk.practice.values import dataclass

Phase = Literal["now", "half-day", "rest of day", "tomorrow"]
PHASES: tuple[Phase, ...] = ("now", "half-day", "rest of day", "tomorrow")
Extent = Literal["full", "reduced", "closed"]
EXTENTS: tuple[Extent, ...] = ("full", "reduced", "closed")


@dataclass(frozen=True)
class Step:
    """One thing to do. role: of people, or the name of a job. within: from the plan's start; only
    for what is to be done now. is_critical: given to somebody before all others.
    """

    when: Phase
    role: str
    does: str
    within: timedelta | None = None
    is_critical: bool = False


@dataclass(frozen=True)
class Tell:
    """Whom to tell, which role tells them, and how or what."""

    whom: str
    role: str
    how: str


@dataclass(frozen=True)
class Decision:
    """What each extent means when this plan runs, a sentence each."""

    full: str
    reduced: str
    closed: str

    def of(self, extent: Extent) -> str:
        """What this extent means."""
        return {"full": self.full, "reduced": self.reduced, "closed": self.closed}[extent]


@dataclass(frozen=True)
class Plan:
    """One version of a plan. lead, backup: roles, the first that somebody here has counts.
    proposed_by: what the program itself can see ("provider out", "fridge check"), or nothing.
    source, checked_on: what it is modelled on, and when that was looked at; a plan of the
    practice's own has neither.
    """

    name: str
    why: str
    trigger: str
    decision: Decision
    lead: tuple[str, ...]
    backup: tuple[str, ...]
    steps: tuple[Step, ...]
    tells: tuple[Tell, ...] = ()
    proposed_by: str = ""
    source: str = ""
    checked_on: date | None = None

    def during(self, phase: Phase) -> tuple[Step, ...]:
        """The steps of this part of the day, in their order."""
        return tuple(one for one in self.steps if one.when == phase)
