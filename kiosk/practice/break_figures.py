"""What of working and break times becomes figures of a day."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from kiosk.practice.break_packs import DayRules
from kiosk.practice.break_rules import meals, rests_due
from kiosk.practice.breaks import BreakPolicy, Kind, Stay
from kiosk.practice.days import between
from kiosk.practice.figures import BREAKS, Key, Value, with_nothing
from kiosk.practice.hours_worked import worked
from kiosk.practice.values import dataclass

_MINUTE = timedelta(minutes=1)
NO_ROLE = "no role"


@dataclass(frozen=True)
class PersonDay:
    """One person's whole day, see `hours_worked.whole_day`, and what holds for it.

    not_possible: the kinds of break that they said were not possible, each as often as they did.
    is_said: whether something was said of how it ended, and waits. is_tracked: whether their breaks
    are.
    """

    stay: Stay
    roles: tuple[str, ...]
    rules: DayRules
    waived: frozenset[str] = frozenset()
    not_possible: tuple[Kind, ...] = ()
    is_said: bool = False
    is_tracked: bool = True


def counted(days: Iterable[PersonDay], moment: datetime, policy: BreakPolicy) -> dict[Key, Value]:
    """The sums of a day, in all and by role; whoever has two roles counts for both.

    moment: when it is measured. What waits for a decision is not among them.
    """
    found: Counter[Key] = Counter()
    for one in days:
        of_person = _of(one, moment, policy)
        for name, value in of_person.items():
            found[(f"{BREAKS}.{name}",)] += value
        for role in one.roles or (NO_ROLE,):
            for name, value in of_person.items():
                if name != "unsaid" and value:
                    found[(f"{BREAKS}.{name}", role)] += value
    return {**with_nothing(BREAKS), **found}


def has_no_end(stay: Stay, moment: datetime, policy: BreakPolicy) -> bool:
    """Whether nobody noted how it ended, and it does not go on either."""
    return stay.left is None and not stay.is_here(moment, policy)


def _of(one: PersonDay, moment: datetime, policy: BreakPolicy) -> dict[str, int]:
    if not one.is_tracked:
        return {"people": 1}
    breaks = one.stay.breaks
    found = {
        "people": 1,
        "taken": len(breaks),
        "rests_taken": sum(each.kind == "rest" for each in breaks),
        "lunches_taken": sum(each.kind == "meal" for each in breaks),
        "not_possible": len(one.not_possible),
        "unsaid": int(has_no_end(one.stay, moment, policy) and not one.is_said),
    }
    if has_no_end(one.stay, moment, policy):
        return found  # nobody knows the hours, and what is due goes by them
    return {**found, **_of_hours(one, moment, policy)}


def _of_hours(one: PersonDay, moment: datetime, policy: BreakPolicy) -> dict[str, int]:
    stay, rules = one.stay, one.rules
    until = stay.left or max(moment, stay.latest, key=lambda at: between(stay.arrived, at))
    has = worked(stay, rules, until)
    due = [each for each in meals(stay, rules, one.waived, until) if has > each.rule.due_over]
    asked = [each for each in due if not each.is_waived]
    done = sum(each.is_full and not each.is_late for each in asked)
    missed = sum(each.taken is None for each in asked)
    return {
        "worked": max(has, timedelta()) // _MINUTE,
        "rests_due": rests_due(has, rules),
        "lunches_due": len(asked),
        "lunches_done": done,
        "lunches_missed": missed,
        "lunches_short": len(asked) - done - missed,
        "lunches_waived": len(due) - len(asked),
        "without_break": int(has > policy.meal_by and not stay.breaks),
        "unsaid": int(missed > 0 and "meal" not in one.not_possible),
    }
