"""Extra hours to check: what of an ended stay looks as if the law would give an hour of pay for it.

It is a list for a manager to look through, with the source beside each line. Nothing here says
that anything is owed, and nothing is ever paid by it. Only for people whose breaks are tracked.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from kiosk.practice.break_packs import DayRules
from kiosk.practice.break_rules import TakenMeal, meals, rests_due
from kiosk.practice.breaks import Kind, Stay
from kiosk.practice.days import between
from kiosk.practice.hours_worked import worked
from kiosk.practice.sources import Source
from kiosk.practice.spans import exact
from kiosk.practice.values import dataclass

About = Literal["meal", "rest"]
Fault = Literal[
    "missing", "late", "short", "interrupted", "not said", "no end", "not possible", "too few"
]
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Shortfall:
    """One thing that looks like an extra hour to check."""

    kind: About
    about: str  # which meal: first meal; or rest
    fault: Fault
    words: str  # for a person, without a capital and without a full stop
    source: Source


@dataclass(frozen=True)
class ExtraHour:
    """One extra hour to check, and everything that speaks for it."""

    kind: About
    reasons: tuple[Shortfall, ...]
    source: Source  # of the hour; each reason has its own

    @property
    def words(self) -> str:
        """All the reasons as one line."""
        return "; ".join(one.words for one in self.reasons)


def shortfalls(
    stay: Stay,
    rules: DayRules,
    waived: frozenset[str],
    not_possible: frozenset[Kind],
    rests_recorded: bool = False,
) -> tuple[Shortfall, ...]:
    """Everything in a stay to check; nothing while it has no end, for then nobody knows its hours.

    stay: the whole day's, see `hours_worked.whole_day`. waived: names of meals, or ONE_OF_TWO.
    not_possible: the kinds of break that this person said were not possible. rests_recorded:
    whether the practice asks for rest breaks to be recorded; if not, only what was said counts.
    """
    if stay.left is None:
        return ()
    has = worked(stay, rules, stay.left)
    due = [one for one in meals(stay, rules, waived, stay.left) if has > one.rule.due_over]
    found = [
        fault
        for one in due
        if not one.is_waived
        for fault in _of_meal(one, has, one.rule.name in waived)
    ]
    if due and "meal" in not_possible:
        about = found[0].about if found else due[0].rule.name
        words = f"said that it was not possible to have the {about}"
        found.append(Shortfall("meal", about, "not possible", words, due[0].rule.source))
    return (*found, *_of_rests(stay, has, rules, "rest" in not_possible, rests_recorded))


def _of_meal(meal: TakenMeal, has: timedelta, is_waiver_over: bool) -> list[Shortfall]:
    """What is to check of one meal that is due; a meal can be late and short."""
    rule, one = meal.rule, meal.taken

    def fault(kind: Fault, words: str) -> Shortfall:
        return Shortfall("meal", rule.name, kind, words, rule.source)

    if one is None:
        why = ", and its waiver does not hold for that" if is_waiver_over else ""
        over = exact(rule.due_over)
        words = f"no {rule.name} in {exact(_up(has))} of work; it is due over {over}{why}"
        return [fault("missing", words)]
    found = []
    if meal.is_late:
        began, latest = exact(_up(meal.worked_before)), exact(rule.begin_by)
        words = f"{rule.name} began after {began} of work; it is due by {latest}"
        found.append(fault("late", words))
    if one.ended is None:
        found.append(fault("no end", f"{rule.name} has no end"))
    elif (lasted := between(one.began, one.ended)) < rule.at_least:
        words = (
            f"{rule.name} lasted {exact(max(lasted, timedelta()))}; {exact(rule.at_least)} are due"
        )
        found.append(fault("short", words))
    if one.free is False:
        found.append(fault("interrupted", f"{rule.name} was not free from work the whole time"))
    elif one.free is None and one.ended:
        found.append(fault("not said", f"nobody said whether {rule.name} was free from work"))
    return found


def _of_rests(
    stay: Stay, has: timedelta, rules: DayRules, was_not_possible: bool, are_recorded: bool
) -> list[Shortfall]:
    """Rest breaks need not be recorded, so what a person said is all there is, unless they are."""
    due, rule = rests_due(has, rules), rules.rest
    if rule is None or due == 0:
        return []
    found = []
    if was_not_possible:
        words = "said that a rest break was not possible"
        found.append(Shortfall("rest", "rest", "not possible", words, rule.source))
    had = sum(
        one.kind == "rest"
        and one.ended is not None
        and one.free is not False
        and between(one.began, one.ended) >= rule.at_least
        for one in stay.breaks
    )
    if are_recorded and had < due:
        words = f"{had} of {due} rest breaks of {exact(rule.at_least)} recorded"
        found.append(Shortfall("rest", "rest", "too few", words, rule.source))
    return found


def extra_hours(found: Sequence[Shortfall], rules: DayRules) -> tuple[ExtraHour, ...]:
    """The extra hours to check that a person's shortfalls of one day come to.

    No more than the pack says for each kind: two late meals are one hour in California
    (United Parcel Service v. Superior Court, 2011). None where the pack has no such rule.
    """
    most = rules.extra_hours
    if most is None:
        return ()
    counts: tuple[tuple[About, int], ...] = (("meal", most.meals_a_day), ("rest", most.rests_a_day))
    return tuple(
        ExtraHour(kind, reasons, most.source)
        for kind, count in counts
        for reasons in _shared_out([one for one in found if one.kind == kind], count)
    )


def _shared_out(found: Sequence[Shortfall], count: int) -> list[tuple[Shortfall, ...]]:
    """The reasons by what they are about, in at most so many groups; the last has all the rest."""
    names = list(dict.fromkeys(one.about for one in found))[:count]
    return [
        tuple(
            one
            for one in found
            if one.about == name or (name == names[-1] and one.about not in names)
        )
        for name in names
    ]


def _up(span: timedelta) -> timedelta:
    """Up to the full second, so that words never say less than what was over the limit."""
    return -(-span // _SECOND) * _SECOND
