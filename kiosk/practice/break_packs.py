"""Policy packs: what the law of a place says of break times, as data with its sources."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Protocol, TypeVar

from kiosk.practice.errors import Refusal
from kiosk.practice.sources import Bounds, RuleFile, Source, text_of
from kiosk.practice.values import dataclass

BUILT_IN = ("federal", "california")
PACKS = Path(__file__).parent / "data" / "break_packs"
ONE_OF_TWO = "one of two meals"  # what somebody waives under a OneOfTwoMeals
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
Hours = Annotated[timedelta, Bounds(_MINUTE, 48 * _HOUR)]
Length = Annotated[timedelta, Bounds(_MINUTE, 4 * _HOUR)]
PerDay = Annotated[int, Bounds(0, 9)]


class Rule(Protocol):
    """What every rule of a pack has."""

    @property
    def source(self) -> Source:
        """Where it is from, and on which days it holds."""


R = TypeVar("R", bound=Rule)


@dataclass(frozen=True)
class MealRule:
    """A meal that is due. Raises ValueError where its waiver could never hold.

    Hours are hours worked, as `hours_worked.worked` counts them.
    """

    which: Literal["first", "second", "third"]
    due_over: Hours  # it is due when more than this is worked
    begin_by: Hours  # it begins no later than when this much is worked
    at_least: Length
    waivable_up_to: Hours | None  # the hours worked up to which a waiver holds; None: never
    source: Source

    def __post_init__(self) -> None:
        if self.waivable_up_to and self.waivable_up_to <= self.due_over:
            raise ValueError("'waivable_up_to' is not more than 'due_over', so nothing is waivable")

    @property
    def name(self) -> str:
        """What it is called, and what somebody waives: first meal."""
        return f"{self.which} meal"


@dataclass(frozen=True)
class OneOfTwoMeals:
    """Over so many hours worked, one of two meals may be waived (ONE_OF_TWO), without an end."""

    over: Hours
    source: Source


@dataclass(frozen=True)
class RestRule:
    """Rest breaks that are due, by the hours worked on a day."""

    at_least: Length
    every: Hours  # one for each time so much is worked
    or_major_part: bool  # and one more for what remains, if it is more than half of that
    none_under: Hours | None  # none at all when less than this is worked
    source: Source


@dataclass(frozen=True)
class ShortBreak:
    """A break other than a meal is working time when it is no longer than this."""

    paid_up_to: Length
    source: Source


@dataclass(frozen=True)
class UnpaidMeal:
    """A meal is no working time when it lasts so long and was free from all duty."""

    at_least: Length
    source: Source


@dataclass(frozen=True)
class ExtraHours:
    """How many extra hours of pay one day can bring at most, for meals and for rests."""

    meals_a_day: PerDay
    rests_a_day: PerDay
    source: Source


@dataclass(frozen=True)
class DayRules:
    """What a pack says on one day. Empty or None: it says nothing of that."""

    meals: tuple[MealRule, ...] = ()  # in the order in which they are to begin
    one_of_two_meals: OneOfTwoMeals | None = None
    rest: RestRule | None = None
    short_break: ShortBreak | None = None
    unpaid_meal: UnpaidMeal | None = None
    extra_hours: ExtraHours | None = None


@dataclass(frozen=True)
class BreakPack:
    """The rules of one place, those of the past and of the future too."""

    name: str
    title: str
    meals: tuple[MealRule, ...] = ()
    one_of_two_meals: tuple[OneOfTwoMeals, ...] = ()
    rests: tuple[RestRule, ...] = ()
    short_breaks: tuple[ShortBreak, ...] = ()
    unpaid_meals: tuple[UnpaidMeal, ...] = ()
    extra_hours: tuple[ExtraHours, ...] = ()

    def on(self, day: date) -> DayRules:
        """The rules that hold on a stay's day."""
        return DayRules(
            tuple(sorted(_holding(self.meals, day), key=lambda rule: rule.begin_by)),
            _one(self.one_of_two_meals, day),
            _one(self.rests, day),
            _one(self.short_breaks, day),
            _one(self.unpaid_meals, day),
            _one(self.extra_hours, day),
        )


def _holding(rules: Iterable[R], day: date) -> Iterable[R]:
    return (rule for rule in rules if rule.source.holds_on(day))


def _one(rules: Iterable[R], day: date) -> R | None:
    return next(iter(_holding(rules, day)), None)


@dataclass(frozen=True)
class _Head:
    """What stands above the tables of a pack."""

    name: Annotated[str, Bounds(1, 30)]
    title: Annotated[str, Bounds(1, 60)]


def read(text: str, file: str) -> BreakPack:
    """The pack that a file says.

    text: in TOML; of bytes, `sources.text_of` makes it. file: what messages call it.
    Raises Refusal, in one sentence with file, table, key and reason, when anything in it is not as
    docs/break-packs.md says, or when two rules for the same thing hold on one day.
    """
    told = RuleFile(text, file)
    head = told.head(
        _Head, "meal", "one_of_two_meals", "rest", "short_break", "unpaid_meal", "extra_hours"
    )
    return BreakPack(
        head.name,
        head.title,
        _apart(told, "meal", MealRule, lambda rule: rule.which),
        _apart(told, "one_of_two_meals", OneOfTwoMeals),
        _apart(told, "rest", RestRule),
        _apart(told, "short_break", ShortBreak),
        _apart(told, "unpaid_meal", UnpaidMeal),
        _apart(told, "extra_hours", ExtraHours),
    )


def _apart(
    told: RuleFile, table: str, kind: type[R], about: Callable[[R], str] = lambda rule: ""
) -> tuple[R, ...]:
    """The rules of one kind, of which no two about the same thing hold on one day."""
    rules = told.rules(table, kind)
    for number, rule in enumerate(rules, start=1):
        for before, other in enumerate(rules[: number - 1], start=1):
            if about(rule) == about(other) and _meet(rule, other):
                told.refuse(table, number, f"it holds on days on which {table} {before} does")
    return rules


def _meet(rule: Rule, other: Rule) -> bool:
    one, two = rule.source, other.source
    return one.holds_on(two.valid_from) or two.holds_on(one.valid_from)


@cache
def built_in(name: str) -> BreakPack:
    """The pack that comes with the program. Raises Refusal when there is none of that name."""
    if name not in BUILT_IN:
        raise Refusal(f"There is no pack '{name}'. There are {', '.join(BUILT_IN)}.")
    file = f"{name}.toml"
    return read(text_of((PACKS / file).read_bytes(), file), file)
