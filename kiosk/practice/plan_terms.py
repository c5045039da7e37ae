"""What the home board and the settings must know of contingency plans, and no more."""

from typing import Literal, NewType

from kiosk.practice.knobs import Names, knob
from kiosk.practice.people import PersonId
from kiosk.practice.values import dataclass

RunId = NewType("RunId", int)
MayStart = Literal["anybody", "managers"]


@dataclass(frozen=True)
class PlanRunPolicy:
    """The practice's own way with plans that run."""

    may_start: MayStart = knob("anybody", "Who may start a plan")


@dataclass(frozen=True)
class ProposalPolicy:
    """What counts as what a plan waits for."""

    providers: Names = knob(
        Names(("physician", "NP", "PA")), "Roles whose absence proposes Provider out", 1, 20
    )
    fridges: Names = knob(
        Names(("fridge", "refrigerator", "freezer")),
        "Words in a check's name: its finding proposes the fridge plan",
        1,
        10,
    )


@dataclass(frozen=True)
class Running:
    """A plan that runs, in as few words as the home board needs."""

    id: RunId
    name: str
    is_drill: bool
    lead: PersonId | None
    backup: PersonId | None
