"""The steps of each kind of request, and who is needed for each of them.

The levels are those of a practice's daily work: what anyone trained can do, what clinical staff
answer from the chart, what only a prescriber can do.
"""

from collections.abc import Collection
from dataclasses import replace

from kiosk.practice.errors import Refusal
from kiosk.practice.people import LEVELS, Level, Person
from kiosk.practice.prior_auth_terms import Kind, State, WhoNeeded
from kiosk.practice.prior_auths import PriorAuth
from kiosk.practice.values import dataclass


@dataclass(frozen=True)
class Step:
    """One thing to be done about a request, and the least level of whoever does it."""

    code: str  # as the store keeps it
    words: str
    level: Level = "anyone"


@dataclass(frozen=True)
class Template:
    """What a request of a kind usually takes before it is sent.

    words: the kind, on the screen. why: how somebody is asked why it matters.
    """

    words: str
    why: str
    steps: tuple[Step, ...]

    @property
    def needs(self) -> Level:
        """The highest level that any of its steps needs: who is proposed."""
        return max((step.level for step in self.steps), key=LEVELS.index)


PLAN = Step("plan", "Look up the plan and what it asks for")
FORM = Step("form", "Fill in the payer's form")
CHART = Step("chart", "Answer the clinical questions from the chart", "clinical")
TRIED = Step("tried", "List what was tried before, from the chart", "clinical")
LETTER = Step("letter", "Sign the letter or supporting statement", "prescriber")
ORDER = Step("order", "Sign the written order", "prescriber")

MATCHES = Step("matches", "See that it matches what was asked: code, units, site, dates")
TOLD = Step("told", "Tell scheduling, the patient or the pharmacy")
DECIDE = Step("decide", "Decide: peer-to-peer, appeal, another way, or let it be", "prescriber")
PEER = Step("peer", "Talk to the payer's doctor", "prescriber")

TEMPLATES: dict[Kind, Template] = {
    "drug": Template(
        "drug",
        "Why it matters: what happens without it, and since when is it tried?",
        (PLAN, TRIED, FORM, LETTER),
    ),
    "imaging": Template(
        "imaging or test",
        "Why it matters: what will the result decide?",
        (PLAN, FORM, CHART),
    ),
    "device": Template(
        "device or supplies",
        "Why it matters: what can not be done without it?",
        (PLAN, ORDER, FORM, CHART),
    ),
    "procedure": Template(
        "procedure",
        "Why it matters: what gets worse while it waits?",
        (PLAN, FORM, CHART),
    ),
    "referral": Template(
        "referral",
        "Why it matters: what shall the other office do?",
        (PLAN, FORM),
    ),
}
AFTER_ANSWER: dict[State, tuple[Step, ...]] = {
    "approved": (MATCHES, TOLD),
    "partly approved": (MATCHES, TOLD),
    "no pa needed": (TOLD,),
    "denied": (DECIDE,),
    "peer to peer": (PEER,),
}
EVERY = {
    step.code: step
    for steps in (*(one.steps for one in TEMPLATES.values()), *AFTER_ANSWER.values())
    for step in steps
}
ASKS_FOR: dict[Level, str] = {"clinical": "clinical staff", "prescriber": "a prescriber"}


def steps_of(kind: Kind | None, state: State) -> tuple[Step, ...]:
    """What is to be done in a state, in order; nothing is known of a request without a kind."""
    if state == "to do":
        return TEMPLATES[kind].steps if kind else ()
    return AFTER_ANSWER.get(state, ())


def left(kind: Kind | None, state: State, done: Collection[str]) -> tuple[Step, ...]:
    """What is still to be done in a state. done: the codes of what was done, or is not needed."""
    return tuple(step for step in steps_of(kind, state) if step.code not in done)


def not_needed(kind: Kind | None, who_needed: WhoNeeded) -> tuple[Step, ...]:
    """The steps of a new request that whoever listed it has decided against, by who is needed."""
    if who_needed not in LEVELS:
        return ()
    most = LEVELS.index(who_needed)
    return tuple(one for one in steps_of(kind, "to do") if LEVELS.index(one.level) > most)


def of_kind(task: PriorAuth, kind: Kind) -> PriorAuth:
    """The request once its kind is told. Raises Refusal when somebody has told it already."""
    if task.kind:
        words = TEMPLATES[task.kind].words
        raise Refusal(f"Somebody has just told what {task.ref} is: {words}. Look again.")
    return replace(task, kind=kind)


def with_next(task: PriorAuth, done: Collection[str]) -> PriorAuth:
    """The request with its next step, and so with who is needed for what comes next."""
    if task.state in ("clinical", "prescriber"):
        return task
    to_come = left(task.kind, task.state, done)
    if not to_come:
        return replace(task, step="", who_needed="anyone" if task.step else task.who_needed)
    return replace(task, step=to_come[0].code, who_needed=to_come[0].level)


def require_may(step: Step, who: Person) -> None:
    """Raises Refusal for a step above somebody's level; it says what they can do instead."""
    if LEVELS.index(who.level) < LEVELS.index(step.level):
        raise Refusal(
            f"'{step.words}' needs {ASKS_FOR[step.level]}, and {who.name} is not one. "
            "Ask one of them; anyone can record the answer."
        )


def require_open(task: PriorAuth, code: str, done: Collection[str]) -> Step:
    """The step of this code. Raises Refusal when it is not, or no longer, to be done."""
    for step in left(task.kind, task.state, done):
        if step.code == code:
            return step
    words = f"'{EVERY[code].words}'" if code in EVERY else "That"
    raise Refusal(f"{words} is not to be done for {task.ref} now. Look again.")


def require_ready(to_come: Collection[Step], all_of_them: bool) -> None:
    """Raises Refusal while steps are left that must come first.

    all_of_them: whether even what anyone trained can do must; if not, only what needs others.
    """
    first = [one for one in to_come if all_of_them or one.level != "anyone"]
    if first:
        whose = f" ({ASKS_FOR[first[0].level]})" if first[0].level in ASKS_FOR else ""
        raise Refusal(
            f"First: {first[0].words}{whose}. Press d: do it, ask for it, or say that it is "
            "not needed."
        )
