"""Which time of a stay is working time, and how much of it there is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.practice.break_packs import DayRules
from kiosk.practice.breaks import Break, Stay
from kiosk.practice.days import between
from kiosk.practice.values import dataclass

_NONE = timedelta()


def is_unpaid(one: Break, rules: DayRules) -> bool | None:
    """Whether a break is no working time; None: treated as paid until somebody decides.

    Unpaid is only a meal that is over, lasted as long as the pack says and was free from work the
    whole time (29 CFR 785.19). Rest breaks are working time, other short ones too (29 CFR 785.18).
    """
    if one.kind == "rest":
        return False
    if one.ended is None:
        return None
    lasted, meal, short = between(one.began, one.ended), rules.unpaid_meal, rules.short_break
    if one.kind == "meal":
        return True if meal and one.free is True and lasted >= meal.at_least else None
    return False if short and lasted <= short.paid_up_to else None


def worked(stay: Stay, rules: DayRules, now: datetime) -> timedelta:
    """The hours worked from arriving until leaving, or until now; never negative.

    Meals count as work unless they are unpaid (wage orders 4 and 5, section 11: a meal is on duty,
    and time worked, unless relieved of all duty for 30 minutes). So a meal of which that is not
    known makes the hours longer, and what depends on them due sooner.
    """
    return max(off_duty(stay, rules).worked_by(between(stay.arrived, stay.left or now)), _NONE)


def whole_day(stays: Sequence[Stay], rules: DayRules) -> Stay:
    """One person's stays of one day as one, for the law counts a day's hours together.

    stays: at least one. Having left and come again was a meal, and free, when it was as long as an
    unpaid one is (relieved of all duty: Brinker v. Superior Court, 2012); less counts as work.
    """
    first, *later = sorted(stays, key=lambda stay: between(stays[0].arrived, stay.arrived))
    for stay in later:
        gap = [Break("meal", first.left, stay.arrived, True)] if first.left else []
        away = [one for one in gap if is_unpaid(one, rules)]
        first = replace(first, left=stay.left, breaks=(*first.breaks, *away, *stay.breaks))
    return first


@dataclass(frozen=True)
class OffDuty:
    """When somebody was off duty: from and to as lengths since arriving, in order, none twice."""

    stretches: tuple[tuple[timedelta, timedelta], ...]

    def before(self, at: timedelta) -> "OffDuty":
        """Only what began before that."""
        return OffDuty(tuple(one for one in self.stretches if one[0] < at))

    def worked_by(self, at: timedelta) -> timedelta:
        """How much is worked so long after arriving."""
        off = (min(ended, at) - began for began, ended in self.before(at).stretches)
        return at - sum(off, _NONE)

    def reached(self, hours: timedelta) -> timedelta:
        """How long after arriving so much is worked: the inverse of `worked_by`."""
        at = hours
        for began, ended in self.stretches:
            at += ended - began if began < at else _NONE
        return at


def off_duty(stay: Stay, rules: DayRules) -> OffDuty:
    """The unpaid meals of a stay; where two overlap, the time is counted once."""
    told = [
        (between(stay.arrived, one.began), between(stay.arrived, one.ended))
        for one in stay.breaks
        if one.ended and is_unpaid(one, rules)
    ]
    found: list[tuple[timedelta, timedelta]] = []
    for began, ended in sorted(told):
        began = max(began, found[-1][1] if found else _NONE)
        if ended > began:
            found.append((began, ended))
    return OffDuty(tuple(found))
