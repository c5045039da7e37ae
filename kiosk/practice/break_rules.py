"""What a pack's rules say of one stay: which meals are due by when, and what to check afterwards.

Nothing here decides that anything is owed: a shortfall is *to check*, by a manager. Where a law can
be read in two ways, the reading here is the one that tells the manager more. Only for people whose
breaks are tracked: of the others (salaried, physicians) nobody asks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.practice.break_packs import ONE_OF_TWO, DayRules, MealRule
from kiosk.practice.breaks import Break, Stay
from kiosk.practice.days import after, between
from kiosk.practice.hours_worked import off_duty, worked
from kiosk.practice.sources import Source
from kiosk.practice.values import dataclass

_NONE, _NO_END = timedelta(), timedelta.max
_SHORTLY = timedelta(hours=1)


@dataclass(frozen=True)
class Deadline:
    """One meal of a stay that is due, or may become due."""

    meal: str  # first meal
    is_first: bool  # of those that the rules name
    by: datetime  # the latest moment to begin it
    is_due: bool  # whether enough is worked for it to be due
    began: datetime | None  # None: not yet
    in_time: bool  # whether it began by then
    is_waived: bool  # whether a waiver holds for as much as is worked
    waived_until: datetime | None  # who has not left by then must have it after all; None: no end
    source: Source


def is_worth_saying(one: Deadline, now: datetime) -> bool:
    """Whether a meal that has not begun is worth a reminder: the later ones only shortly before.

    Nobody who goes home after eight hours needs to read when a second meal would have been due.
    """
    if one.began is not None or one.is_waived:
        return False
    return one.is_first or between(now, one.by) <= _SHORTLY


@dataclass(frozen=True)
class TakenMeal:
    """A meal rule, and what a stay has of it."""

    rule: MealRule
    taken: Break | None
    worked_before: timedelta  # hours worked when it began
    waived_up_to: timedelta | None = None  # so much worked; None: no waiver holds

    @property
    def is_waived(self) -> bool:
        """Whether a waiver holds for as much as is worked."""
        return self.waived_up_to is not None

    @property
    def is_late(self) -> bool:
        """Whether it began when more was worked than the rule allows. On the dot is in time."""
        return self.taken is not None and self.worked_before > self.rule.begin_by

    @property
    def is_full(self) -> bool:
        """Whether it is over, was as long as it must be, to the second, and was free from work.

        When nobody said whether it was free, it is not full: somebody has to ask.
        """
        one = self.taken
        lasts = between(one.began, one.ended) if one and one.ended else _NONE
        return one is not None and one.free is True and lasts >= self.rule.at_least


def rests_due(hours: timedelta, rules: DayRules) -> int:
    """How many rest breaks are due when so much was worked on a day.

    In California one from 3.5 hours, two over 6, three over 10 (Brinker v. Superior Court, 2012:
    a major part is more than half).
    """
    rule = rules.rest
    if rule is None or (rule.none_under and hours < rule.none_under):
        return 0
    whole, part = divmod(hours, rule.every)
    return whole + int(rule.or_major_part and part > rule.every / 2)


def full_at(one: Break, rules: DayRules) -> datetime | None:
    """When a lunch under way is a full one, unpaid and long enough for every meal that is due.

    None for other breaks, and where the pack says nothing of meals.
    """
    lengths = [rule.at_least for rule in rules.meals]
    lengths += [rules.unpaid_meal.at_least] if rules.unpaid_meal else []
    return after(one.began, max(lengths)) if one.kind == "meal" and lengths else None


def meal_deadlines(
    stay: Stay, rules: DayRules, waived: frozenset[str], now: datetime
) -> tuple[Deadline, ...]:
    """The meals that are due, or while the stay lasts may become due, in their order.

    waived: what this person has waived on that day: names of meals, or ONE_OF_TWO.
    """
    has = worked(stay, rules, now)
    return tuple(
        _deadline(meal, stay, rules, has)
        for meal in meals(stay, rules, waived, now)
        if stay.left is None or has > meal.rule.due_over
    )


def meals(
    stay: Stay, rules: DayRules, waived: frozenset[str], now: datetime
) -> tuple[TakenMeal, ...]:
    """Each meal rule with the meal that was taken for it, and whether it is waived."""
    has = worked(stay, rules, now)
    found: list[TakenMeal] = []
    for one in _taken(stay, rules):
        found.append(replace(one, waived_up_to=_waived_up_to(one.rule, found, has, rules, waived)))
    return tuple(found)


def _taken(stay: Stay, rules: DayRules) -> Iterator[TakenMeal]:
    """For each rule the first meal that meets it, or else the first there is.

    A meal counts once, and the next one begins after it: two records of one lunch are one.
    """
    off, waiting = off_duty(stay, rules), _meals_in_order(stay)
    for rule in rules.meals:
        tries = [
            TakenMeal(rule, one, off.worked_by(between(stay.arrived, one.began))) for one in waiting
        ]
        good = [one for one in tries if one.is_full and not one.is_late]
        best = next(iter(good or tries), TakenMeal(rule, None, _NONE))
        yield best
        if best.taken:
            ended = best.taken.ended or best.taken.began
            place = waiting.index(best.taken) + 1
            waiting = [one for one in waiting[place:] if between(ended, one.began) >= _NONE]


def _meals_in_order(stay: Stay) -> list[Break]:
    """The meals that began during a stay; the order in which they were told does not matter."""

    def place(one: Break) -> tuple[timedelta, bool, timedelta, bool]:
        ended = one.ended or one.began
        return (
            between(stay.arrived, one.began),
            one.ended is None,
            between(one.began, ended),
            one.free is True,
        )

    return sorted(
        (
            one
            for one in stay.breaks
            if one.kind == "meal"
            and between(stay.arrived, one.began) >= _NONE
            and (stay.left is None or between(one.began, stay.left) >= _NONE)
        ),
        key=place,
    )


def _waived_up_to(
    rule: MealRule,
    before: Sequence[TakenMeal],
    has: timedelta,
    rules: DayRules,
    waived: frozenset[str],
) -> timedelta | None:
    """The hours worked up to which a waiver of this meal holds; None: none holds, or no longer.

    A later one only if the one before was not waived too, or was taken (Labor Code 512(a)). One of
    two (wage orders 4 and 5, section 11(D)) always spares the second: the orders do not say by when
    the one that remains begins, so it is looked at as the first.
    """
    if before and before[-1].rule.name in waived and not before[-1].taken:
        return None
    either = rules.one_of_two_meals
    is_second_of_two = len(before) == 1 and ONE_OF_TWO in waived
    if is_second_of_two and either and (has > either.over or rule.due_over >= either.over):
        return _NO_END
    limit = rule.waivable_up_to
    return limit if limit and rule.name in waived and has <= limit else None


def _deadline(meal: TakenMeal, stay: Stay, rules: DayRules, has: timedelta) -> Deadline:
    rule, off = meal.rule, off_duty(stay, rules)
    began = meal.taken.began if meal.taken else None
    until = off.before(between(stay.arrived, began)) if began else off
    limit = meal.waived_up_to
    return Deadline(
        rule.name,
        rule == rules.meals[0],
        after(stay.arrived, until.reached(rule.begin_by)),
        has > rule.due_over,
        began,
        began is not None and not meal.is_late,
        meal.is_waived,
        after(stay.arrived, off.reached(limit)) if limit and limit != _NO_END else None,
        rule.source,
    )
