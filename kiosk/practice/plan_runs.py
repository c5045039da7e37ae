"""A contingency plan that runs: frozen as it was at its start, ticked off step by step, and over.

Modelled, as plans are, on the job action sheets of the Hospital Incident Command System (California
Emergency Medical Services Authority, 2014): whoever is told acknowledges, each step has initials
and a time, the end has a list of what was left undone, and afterwards it is reviewed.
"""

from datetime import datetime, timedelta
from typing import Literal, NewType

from kiosk.practice.days import after, instant
from kiosk.practice.errors import Refusal
from kiosk.practice.people import PersonId
from kiosk.practice.plan_terms import RunId
from kiosk.practice.plans import PHASES, Extent, Phase, Plan, Step, Tell
from kiosk.practice.values import dataclass

StepId = NewType("StepId", int)
RUN, STEP, FINDING = "plan run", "plan step", "plan finding"  # as the trail calls them
Said = Literal["note", "went well", "to change", "finding"]
REVIEWED: tuple[Said, ...] = ("went well", "to change", "finding")
LONGEST_SENTENCE, LONGEST_NOTE, LONGEST_REASON = 400, 200, 120  # characters
MOST_NOTES = 200
DRILL = "DRILL"


@dataclass(frozen=True)
class Acknowledged:
    """Somebody said that they have read what is theirs."""

    person: PersonId
    at: datetime


@dataclass(frozen=True)
class Note:
    """What somebody wrote while it ran, or said of it afterwards. words: None once destroyed."""

    number: int
    sort: Said
    words: str
    by: PersonId
    at: datetime

    @property
    def key(self) -> str:
        """As what began with it calls it."""
        return f"{FINDING} {self.number}"


@dataclass(frozen=True)
class RunStep:
    """One step of a plan that runs, or somebody to be told. does: in words.

    person: whose it is; None: nobody's yet. done_by, done_at: who ticked it, and when. dropped:
    who said that it is not needed any more, when and why.
    """

    id: StepId
    does: str
    role: str
    when: Phase | None  # None: whom to tell
    within: timedelta | None = None
    is_critical: bool = False
    person: PersonId | None = None
    done_by: PersonId | None = None
    done_at: datetime | None = None
    dropped_by: PersonId | None = None
    dropped_at: datetime | None = None
    dropped_why: str = ""

    @property
    def key(self) -> str:
        """As the trail calls it."""
        return f"{STEP} {self.id}"

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to do it."""
        return self.done_at is None and self.dropped_at is None


@dataclass(frozen=True)
class Run:
    """A plan that runs, or ran. version: of the practice's own copy; None: it was ready-made.

    lead, backup: who was named; who leads at a moment follows from who is here. briefing: when
    everybody meets next. steps: those of the plan, and then whom to tell.
    """

    id: RunId
    plan: Plan
    extent: Extent
    started: datetime
    started_by: PersonId
    version: int | None = None
    is_drill: bool = False
    note: str = ""
    lead: PersonId | None = None
    backup: PersonId | None = None
    briefing: datetime | None = None
    ended: datetime | None = None
    ended_by: PersonId | None = None
    steps: tuple[RunStep, ...] = ()
    read: tuple[Acknowledged, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def key(self) -> str:
        """As the trail calls it."""
        return f"{RUN} {self.id}"

    @property
    def name(self) -> str:
        """The plan's name, with DRILL before it where it is one."""
        return f"{DRILL} {self.plan.name}" if self.is_drill else self.plan.name

    @property
    def is_over(self) -> bool:
        """Whether all is back to normal."""
        return self.ended is not None

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Everybody who has a part in it: lead, backup, and whoever has a step; each once."""
        every = (self.lead, self.backup, *(one.person for one in self.steps))
        return tuple(dict.fromkeys(one for one in every if one))

    @property
    def open_steps(self) -> tuple[RunStep, ...]:
        """What somebody has still to do."""
        return tuple(one for one in self.steps if one.is_open)

    def of(self, person: PersonId | None) -> tuple[RunStep, ...]:
        """The steps of one person, or of nobody."""
        return tuple(one for one in self.steps if one.person == person)

    def during(self, phase: Phase | None) -> tuple[RunStep, ...]:
        """The steps of one part of the day; None: whom to tell."""
        return tuple(one for one in self.steps if one.when == phase)

    def said(self, sort: Said) -> tuple[Note, ...]:
        """What was written of one sort, in the order of writing."""
        return tuple(one for one in self.notes if one.sort == sort)

    def has_read(self, person: PersonId) -> bool:
        """Whether this person has acknowledged it."""
        return any(one.person == person for one in self.read)

    def due(self, step: RunStep) -> datetime | None:
        """By when a step is to be done; only those of *now* have such a time."""
        return after(self.started, step.within) if step.within is not None else None

    def is_late(self, step: RunStep, now: datetime) -> bool:
        """Whether its time has passed, and nobody has ticked it."""
        due = self.due(step)
        return step.is_open and not self.is_over and due is not None and instant(due) < instant(now)

    def step(self, number: StepId) -> RunStep:
        """One of its steps. Raises Refusal when it has none of that number."""
        found = next((one for one in self.steps if one.id == number), None)
        if found is None:
            raise Refusal("That step is not on the list. Look again.")
        return found


def steps_of(plan: Plan) -> tuple[Step | Tell, ...]:
    """All that somebody does in a plan, in the order in which it is shown."""
    ordered = [one for phase in PHASES for one in plan.during(phase)]
    return (*ordered, *plan.tells)


def words_of(step: Step | Tell) -> str:
    """What is to be done, in words."""
    return f"Tell {step.whom}: {step.how}" if isinstance(step, Tell) else step.does


def initials(name: str) -> str:
    """What somebody would write on paper: AR for Ana Ruiz."""
    return "".join(part[0] for part in name.replace("-", " ").split()).upper()
