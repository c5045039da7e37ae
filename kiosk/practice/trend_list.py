"""Which trends managers look at: the figures, in order, and what each is called."""

from collections.abc import Callable, Sequence

from kiosk.practice.figures import Key, Unit, figure
from kiosk.practice.trends import MEDIAN, P90, Day, Period, Trend, lengths_over, over
from kiosk.practice.values import dataclass

TURNAROUND, TO_FINISH = "prior_auths.turnaround", "plans.to_finish"
TO_ACKNOWLEDGE = "plans.to_acknowledge"


@dataclass(frozen=True)
class Shown:
    """A figure, or its share of another, that has a trend of its own."""

    words: str
    part: str
    whole: str = ""


COUNTED = (
    Shown("Lunches done, of those due", "breaks.lunches_done", "breaks.lunches_due"),
    Shown("Lunches missed", "breaks.lunches_missed"),
    Shown("Breaks left to settle", "breaks.to_settle"),
    Shown("Short breaks taken", "breaks.rests_taken"),
    Shown("Prior auths moved", "prior_auths.moved"),
    Shown("Prior auths approved", "prior_auths.approved"),
    Shown("Waiting on a prescriber, at the end", "prior_auths.at_prescriber"),
    Shown("We are late, at the end", "prior_auths.late_owned"),
    Shown("We are late and nobody has it, at the end", "prior_auths.late_nobody"),
    Shown("The payer is late, at the end", "prior_auths.payer_late"),
    Shown("Ideas answered in time", "issues.in_time"),
    Shown("Problems and ideas, new", "issues.new"),
    Shown("Problems and ideas, done", "issues.done"),
    Shown("Plans started", "plans.started"),
    Shown("Steps of plans left undone", "plans.left_undone"),
    Shown("Checks done", "checks.done"),
    Shown("Checks missed", "checks.missed"),
    Shown("Thanks given", "thanks.given"),
)


def trends(days: Sequence[Day], times: Sequence[Period]) -> tuple[Trend, ...]:
    """All of them that were measured at all, in the order in which they are looked at.

    Of the steps of prior auths first each over all payers, then each payer's.
    """
    found = [
        Trend(one.part, one.words, _unit(one), over(one.part, one.whole, days, times), _of(one))
        for one in COUNTED
    ]
    found += _lengths(TURNAROUND, days, times, lambda key: key[1:])
    found += _lengths(TURNAROUND, days, times, tuple)
    for name in (TO_ACKNOWLEDGE, TO_FINISH):
        found += _lengths(name, days, times, tuple)
    return tuple(one for one in found if not one.is_empty)


def _lengths(
    name: str, days: Sequence[Day], times: Sequence[Period], kind_of: Callable[[Key], Key]
) -> list[Trend]:
    medians, upper = (lengths_over(name, days, times, rank, kind_of) for rank in (MEDIAN, P90))
    words = figure(name).words
    return [
        Trend(name, words, "seconds", points, kind, upper[kind]) for kind, points in medians.items()
    ]


def _of(one: Shown) -> Key:
    return (one.whole,) if one.whole else ()


def _unit(one: Shown) -> Unit:
    return "share" if one.whole else figure(one.part).unit
