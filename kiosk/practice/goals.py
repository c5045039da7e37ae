"""Goals: a figure, or the share of one in another, that shall reach a target from a day on.

A goal is looked at again on its day: kept, changed or ended; whether it was reached is read from
closed days, and a reached one is celebrated.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from kiosk.practice.errors import Refusal
from kiosk.practice.figures import Unit, figure, is_known
from kiosk.practice.thanks import WEEK
from kiosk.practice.trends import Day, Point, Step, over, periods
from kiosk.practice.values import dataclass
from kiosk.practice.words import clean

Comparison = Literal["at least", "at most"]
Outcome = Literal["", "reached", "ended"]
LONGEST_NAME, LONGEST_WHY = 60, 200
MOST_GOALS = 20
LONGEST_UNTIL_REVIEW = timedelta(days=366)
FEWEST_IN_PUBLIC = 8  # people; numbers about fewer stay with managers
# How much of each unit one of what people type is: hours of seconds, hundredths of a share.
SCALES: dict[Unit, float] = {"count": 1, "minutes": 1, "seconds": 3600, "share": 0.01}


@dataclass(frozen=True)
class Formula:
    """What is measured. part: a figure. whole: empty, or the one of which it is a share."""

    part: str
    whole: str = ""
    per: Step = "week"

    @property
    def names(self) -> tuple[str, ...]:
        """The figures in it."""
        return (self.part, self.whole) if self.whole else (self.part,)

    @property
    def is_known(self) -> bool:
        """Whether its figures are still measured by this program."""
        return all(map(is_known, self.names))

    @property
    def unit(self) -> Unit:
        """Of what comes out. Raises KeyError unless its figures are known."""
        return "share" if self.whole else figure(self.part).unit

    @property
    def words(self) -> str:
        """For a person: lunches done, of lunches due, per week."""
        if not self.is_known:
            return "a figure that is measured no longer"
        one = figure(self.part)
        said = f"median of {one.words}" if one.summed == "lengths" else one.words
        return f"{said}{f', of {figure(self.whole).words}' if self.whole else ''}, per {self.per}"


@dataclass(frozen=True)
class GoalWords:
    """What a manager says of a goal. target: in the unit of the formula."""

    name: str
    formula: Formula
    comparison: Comparison
    target: float
    begins: date
    why: str
    review_on: date


@dataclass(frozen=True)
class Goal:
    """A goal. outcome: how it ended; ended_on: when; neither, while it stands."""

    number: int
    words: GoalWords
    outcome: Outcome = ""
    ended_on: date | None = None

    @property
    def key(self) -> str:
        """As the trail calls it."""
        return f"goal {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it still stands."""
        return not self.outcome

    def is_to_review(self, today: date) -> bool:
        """Whether its day has come."""
        return self.is_open and self.words.review_on <= today

    def is_celebrated(self, today: date) -> bool:
        """Whether the board tells of it: for a week after it was reached."""
        is_reached = self.outcome == "reached" and self.ended_on is not None
        return is_reached and self.ended_on is not None and today < self.ended_on + WEEK


@dataclass(frozen=True)
class Progress:
    """How a goal went so far.

    points: of each of its periods. counted: of those that are over and were measured. met: how
    many of these reached the target.
    """

    points: tuple[Point, ...] = ()
    counted: tuple[Point, ...] = ()
    met: int = 0

    @property
    def latest(self) -> Point | None:
        """The latest period that is over and was measured."""
        return self.counted[-1] if self.counted else None


def check_formula(formula: Formula) -> None:
    """Raises Refusal for a share of what is no count, and for figures that there are not."""
    for name in formula.names:
        if not is_known(name):
            raise Refusal(f"There is no figure '{clean(name, LONGEST_NAME)}'.")
    if not formula.whole:
        return
    if formula.part == formula.whole:
        raise Refusal("A share of itself is always all of it. Choose another figure.")
    both = (figure(formula.part), figure(formula.whole))
    if any(one.summed != "sum" for one in both) or both[0].unit != both[1].unit:
        raise Refusal("A share is of two figures that are counted alike and add up over days.")


def check_words(words: GoalWords, today: date) -> None:
    """Raises Refusal when something is missing or cannot be. The texts are cleaned already."""
    check_formula(words.formula)
    if not words.name:
        raise Refusal("A goal needs a name, such as 'Every idea is answered in time'.")
    if not words.why:
        raise Refusal("Say why it matters: people follow what they understand.")
    if words.target < 0 or (words.formula.unit == "share" and words.target > 1):
        raise Refusal("A target is from 0 on; a share is at most 100 %.")
    if not today < words.review_on <= today + LONGEST_UNTIL_REVIEW:
        raise Refusal("It is looked at again on a day to come, within a year.")
    if words.begins >= words.review_on:
        raise Refusal("It begins before the day on which it is looked at again.")


def check_room(count: int) -> None:
    """Raises Refusal when the practice has as many goals as it may."""
    if count >= MOST_GOALS:
        raise Refusal(f"There are {count} goals. More than that nobody can follow.")


def progress(goal: Goal, days: Sequence[Day], today: date) -> Progress:
    """How it went until today, or until it ended. days: closed ones, and today so far."""
    words, formula = goal.words, goal.words.formula
    last = min(goal.ended_on or today, today)
    if last < words.begins or not formula.is_known:
        return Progress()
    times = periods(words.begins, last, formula.per)
    points = over(formula.part, formula.whole, days, times)
    counted = tuple(one for one in points if one.value is not None and one.period.last < today)
    return Progress(points, counted, sum(is_met(words, one.value) for one in counted))


def is_met(words: GoalWords, value: float | None) -> bool:
    """Whether a value reaches the target; one that was not measured does not."""
    if value is None:
        return False
    return value >= words.target if words.comparison == "at least" else value <= words.target


def looked_at(goal: Goal, target: float, review_on: date, today: date) -> Goal:
    """The goal as it goes on, to be looked at again on another day; its target may be another.

    Raises Refusal as `check_words`.
    """
    require_open(goal)
    new = replace(goal, words=replace(goal.words, target=target, review_on=review_on))
    check_words(new.words, today)
    return new


def ended(goal: Goal, outcome: Outcome, how: Progress, today: date) -> Goal:
    """It is over. Raises Refusal when it shall be called reached and its latest period was not."""
    require_open(goal)
    if outcome == "reached":
        latest = how.latest
        if latest is None or not is_met(goal.words, latest.value):
            raise Refusal("Its latest period did not reach the target. Keep, change or end it.")
    return replace(goal, outcome=outcome, ended_on=today)


def require_open(goal: Goal) -> None:
    """Raises Refusal for a goal that is over."""
    if not goal.is_open:
        raise Refusal("That goal is over already. Look again.")


def may_be_public(formula: Formula, people: int) -> bool:
    """Whether numbers of it may stand on the shared screen. people: how many work here."""
    is_for_all = formula.is_known and all(
        figure(one).audience == "everybody" for one in formula.names
    )
    return is_for_all and people >= FEWEST_IN_PUBLIC


def read_target(typed: str, unit: Unit) -> float:
    """A target as people type it, in the unit itself: 90 for 90 %. Raises Refusal."""
    words = typed.strip().removesuffix("%").strip()
    try:
        amount = float(words)
    except ValueError:
        amount = -1.0
    if not 0 <= amount < 1e6:
        raise Refusal(f"'{clean(typed, 20)}' is no target. Write a number such as 90, from 0 on.")
    return amount * SCALES[unit]
