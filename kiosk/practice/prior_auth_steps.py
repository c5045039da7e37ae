"""The steps of each kind of request, and who is needed for each of them.

The levels are those of a practice's daily work: what anyone trained can do, what clinical staff
answer from the chart, what only a prescriber can do.
"""

from dataclasses import dataclass

from kiosk.practice.people import LEVELS, Level
from kiosk.practice.prior_auths import Kind


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
