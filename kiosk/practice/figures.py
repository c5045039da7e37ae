"""What is measured of a working day: each figure defined once, for all who read it.

The board, the end of the day, goals, trends and exports read figures by name. `docs/figures.md` is
this table. A figure that was added later is missing from older days: that is *not measured then*,
and never nought.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from kiosk.practice.values import dataclass

Summed = Literal["sum", "lengths", "standing", "share"]
Audience = Literal["everybody", "managers"]
Unit = Literal["count", "minutes", "seconds", "share"]
# The figure's name, and what else tells it from others: a role; or a payer and a step.
Key = tuple[str, ...]
Value = int | tuple[int, ...]  # a sum, or all that ended on that day, one by one, shortest first
Measured = Mapping[Key, Value]
FIRST = date(2026, 11, 25)  # what is measured since days are closed
NOT_MEASURED = "not measured then"
BREAKS, PRIOR_AUTHS, ISSUES = "breaks", "prior_auths", "issues"
PLANS, CHECKS, THANKS, FOLLOW_UPS = "plans", "checks", "thanks", "follow_ups"
NOUNS: dict[str, str] = {  # each with what people call it
    BREAKS: "Breaks",
    PRIOR_AUTHS: "Prior auths",
    ISSUES: "Problems and ideas",
    PLANS: "Plans",
    CHECKS: "Checks",
    THANKS: "Thanks",
    FOLLOW_UPS: "Follow-ups",
}


@dataclass(frozen=True)
class Figure:
    """One figure of a day.

    name: its noun and what it is. words: in the break room's words. formula: in words. source: what
    it is read from. summed: a *sum* adds up over days; *lengths* are kept one by one, for medians;
    *standing* is how it stood when the day closed, and is never changed later; a *share* is worked
    out of others. by_role: whether it is kept for each role too. since: of when it is.
    part, whole: of a share, the figures that it is worked out of.
    """

    name: str
    words: str
    unit: Unit
    formula: str
    source: str
    summed: Summed = "sum"
    audience: Audience = "managers"
    by_role: bool = False
    since: date = FIRST
    part: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()

    @property
    def noun(self) -> str:
        """What it is measured of."""
        return self.name.partition(".")[0]


@dataclass(frozen=True)
class WorkingDay:
    """A day to measure. begins, ends: its moments, the end not with it.

    moment: when it is measured, which is its end at the latest.
    """

    day: date
    begins: datetime
    ends: datetime
    moment: datetime


_PUNCHES = "working and break times, as they count after corrections"
_RULES = "the policy pack that held when the shift began"
_MOVES = "the trail: moves of prior auths on that day that nobody took back"
_OPEN = "all prior auths that were open when the day closed"
_PUBLIC = "problems and ideas that everybody may read"


def _of_breaks(name: str, words: str, formula: str, source: str, by_role: bool = True) -> Figure:
    return Figure(f"breaks.{name}", words, "count", formula, source, by_role=by_role)


_BREAKS = (
    _of_breaks("people", "people who were here", "everybody who arrived", _PUNCHES),
    Figure(
        "breaks.worked",
        "minutes worked",
        "minutes",
        "from arriving to leaving without unpaid lunches, of people whose breaks are tracked; in"
        " full minutes for each person and day",
        _PUNCHES,
        by_role=True,
    ),
    _of_breaks("taken", "breaks taken", "every break that was started, lunches too", _PUNCHES),
    _of_breaks("rests_taken", "short breaks taken", "the short ones among these", _PUNCHES),
    _of_breaks("rests_due", "short breaks due", "as many as the hours worked ask for", _RULES),
    _of_breaks("lunches_taken", "lunches taken", "the lunches among the breaks taken", _PUNCHES),
    _of_breaks(
        "lunches_due", "lunches due", "what the hours worked ask for and nobody waived", _RULES
    ),
    _of_breaks(
        "lunches_done", "lunches done", "due, begun in time, long enough and free from work", _RULES
    ),
    _of_breaks("lunches_missed", "lunches missed", "due, and none was taken", _RULES),
    _of_breaks(
        "lunches_short",
        "lunches late or short",
        "due and taken, and late, too short, interrupted, without an end, or nobody said if free",
        _RULES,
    ),
    _of_breaks("lunches_waived", "lunches waived", "what the person gave up in writing", _RULES),
    _of_breaks(
        "not_possible",
        "breaks that were not possible",
        "as often as somebody said so",
        "what people said",
    ),
    _of_breaks(
        "without_break",
        "people without any break",
        "worked for longer than the time by which lunch begins, and took no break",
        _PUNCHES,
    ),
    _of_breaks(
        "to_settle",
        "to settle",
        "short lunches to decide, breaks not possible that no manager has seen, times that wait"
        " for a decision, and days without an end",
        "what waits for a word or a decision",
        by_role=False,
    ),
    _of_breaks(
        "unsaid",
        "missed or without an end, and nobody said anything",
        "people with a lunch missed who did not say that it was not possible, and days without an"
        " end of which nothing was said",
        "working and break times, and what people said",
        by_role=False,
    ),
    _of_breaks(
        "extra_hours",
        "extra hours to check",
        "what looks like an extra hour and is not decided",
        _RULES,
        by_role=False,
    ),
)


def _of_auths(
    name: str, words: str, formula: str, source: str = _MOVES, summed: Summed = "sum"
) -> Figure:
    return Figure(f"prior_auths.{name}", words, "count", formula, source, summed, "everybody")


_PRIOR_AUTHS = (
    _of_auths("listed", "new", "put on the list by somebody"),
    _of_auths("moved", "moved", "requests that came from one state to another, each once"),
    _of_auths("sent", "sent", "moves from another state to the payer"),
    _of_auths("approved", "approved", "moves to approved or partly approved"),
    _of_auths("denied", "denied", "moves to denied"),
    Figure(
        "prior_auths.turnaround",
        "time in each step, by payer",
        "seconds",
        "from when a request came into a state until it left it, of those that left it on that day",
        _MOVES,
        "lengths",
    ),
    _of_auths("late_owned", "we are late, somebody has it", "late and taken", _OPEN, "standing"),
    _of_auths("late_nobody", "we are late, nobody has it", "late, not taken", _OPEN, "standing"),
    _of_auths("payer_late", "payer is late", "with the payer, past its time", _OPEN, "standing"),
    _of_auths(
        "due_tomorrow",
        "due tomorrow",
        "something of ours is due on the next day, or the payer must decide on it",
        _OPEN,
        "standing",
    ),
    _of_auths("at_prescriber", "waiting on a prescriber", "in that state", _OPEN, "standing"),
    _of_auths("nobody", "nobody has", "to be worked on, not taken", _OPEN, "standing"),
)
_ISSUES = (
    Figure("issues.new", "new", "count", "raised on that day", _PUBLIC, audience="everybody"),
    Figure(
        "issues.answered_in_time",
        "answered in time",
        "count",
        "the first reply came on that day, no later than the promised one",
        _PUBLIC,
        audience="everybody",
    ),
    Figure(
        "issues.answered_late",
        "answered late",
        "count",
        "the first reply came on that day, and after the promised one",
        _PUBLIC,
        audience="everybody",
    ),
    Figure(
        "issues.in_time",
        "share answered in time",
        "share",
        "answered in time, of all that were answered",
        _PUBLIC,
        "share",
        "everybody",
        part=("issues.answered_in_time",),
        whole=("issues.answered_in_time", "issues.answered_late"),
    ),
    Figure(
        "issues.done",
        "done",
        "count",
        "done on that day, not taken back",
        _PUBLIC,
        audience="everybody",
    ),
    Figure(
        "issues.overdue",
        "not answered by the promised day",
        "count",
        "open, without a reply, and the promised day is over",
        _PUBLIC,
        "standing",
        "everybody",
    ),
    Figure(
        "issues.needs_ideas",
        "needs ideas",
        "count",
        "open and not tried, and nobody has proposed anything",
        _PUBLIC,
        "standing",
        "everybody",
    ),
)
_RUNS = "the plans that ran on that day"
_PLANS = (
    Figure(
        "plans.started", "plans started", "count", "begun on that day", _RUNS, audience="everybody"
    ),
    Figure(
        "plans.ended",
        "plans ended",
        "count",
        "back to normal on that day",
        _RUNS,
        audience="everybody",
    ),
    Figure(
        "plans.left_undone",
        "steps left undone",
        "count",
        "steps that nobody had done when the plan ended on that day",
        _RUNS,
        audience="everybody",
    ),
    Figure(
        "plans.running",
        "plans that run",
        "count",
        "begun and not ended",
        _RUNS,
        "standing",
        "everybody",
    ),
    Figure(
        "plans.to_acknowledge",
        "time until somebody has read it",
        "seconds",
        "from the start until each person said that they had read it, on that day",
        _RUNS,
        "lengths",
    ),
    Figure(
        "plans.to_finish",
        "time until back to normal",
        "seconds",
        "from the start to the end, of plans that ended on that day",
        _RUNS,
        "lengths",
    ),
)
_TICKS = "the routine checks of the day, and what was noted of them"
_OTHERS = (
    Figure("checks.done", "checks done", "count", "somebody looked", _TICKS, audience="everybody"),
    Figure(
        "checks.missed",
        "checks missed",
        "count",
        "its time was over, and nobody had looked",
        _TICKS,
        audience="everybody",
    ),
    Figure(
        "thanks.given",
        "thanks given",
        "count",
        "given on that day, not taken back",
        "thanks",
        audience="everybody",
    ),
    Figure("follow_ups.asked", "follow-ups asked", "count", "asked on that day", "follow-ups"),
    Figure("follow_ups.done", "follow-ups done", "count", "told as done on that day", "follow-ups"),
    Figure("follow_ups.open", "follow-ups open", "count", "not ended", "follow-ups", "standing"),
    Figure(
        "follow_ups.overdue",
        "follow-ups past their day",
        "count",
        "open, and the day asked for is over",
        "follow-ups",
        "standing",
    ),
)
FIGURES: tuple[Figure, ...] = (*_BREAKS, *_PRIOR_AUTHS, *_ISSUES, *_PLANS, *_OTHERS)
_NAMED = {one.name: one for one in FIGURES}


def figure(name: str) -> Figure:
    """The figure of a name. Raises KeyError where there is none."""
    return _NAMED[name]


def is_known(name: str) -> bool:
    """Whether there is a figure of this name; a day may have one that was taken away since."""
    return name in _NAMED


def is_measured(name: str, measured: Measured) -> bool:
    """Whether a day has this figure; one that was added later it has not."""
    one = _NAMED[name]
    parts = {*one.part, *one.whole} or {name}
    return all((each,) in measured for each in parts)


def count(name: str, measured: Measured, of: str = "") -> int | None:
    """A sum or a standing figure of a day; None where it was not measured.

    of: a role; without one, of everybody. A role with nothing of it has nought.
    """
    if (name,) not in measured:
        return None
    value = measured.get((name, of) if of else (name,), 0)
    return value if isinstance(value, int) else None


def lengths(name: str, measured: Measured) -> dict[Key, tuple[int, ...]] | None:
    """What ended on a day, in seconds, by what it was of; None where it was not measured."""
    if (name,) not in measured:
        return None
    return {
        key[1:]: value
        for key, value in measured.items()
        if key[0] == name and len(key) > 1 and isinstance(value, tuple)
    }


def share(name: str, measured: Measured) -> float | None:
    """A share of a day, or of a sum of days; None where it was not measured, or is of nothing."""
    one = _NAMED[name]
    part = [count(each, measured) for each in one.part]
    whole = [count(each, measured) for each in one.whole]
    if None in (*part, *whole) or not sum(filter(None, whole)):
        return None
    return sum(filter(None, part)) / sum(filter(None, whole))


def with_nothing(*nouns: str) -> dict[Key, Value]:
    """What a day has of these where nothing happened: nought of all that is measured."""
    nothing: dict[Summed, Value] = {"sum": 0, "standing": 0, "lengths": ()}
    return {
        (one.name,): nothing[one.summed]
        for one in FIGURES
        if one.noun in nouns and one.summed in nothing
    }


def is_standing(key: Key) -> bool:
    """Whether a figure tells how things stood when the day closed, which no later act changes."""
    return _NAMED[key[0]].summed == "standing"
