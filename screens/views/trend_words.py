"""The words of the break room for trends, goals and loads."""

from collections.abc import Iterator

from kiosk.practice.figures import NOT_MEASURED, Unit
from kiosk.practice.goals import Goal, Progress
from kiosk.practice.prior_auth_moves import STANDS
from kiosk.practice.trend_list import TURNAROUND
from kiosk.practice.trends import Point, Trend

NINE_IN_TEN = "nine in ten within"
ALL_PAYERS = "all payers"
MINUTE, HOUR, DAY, PERCENT = 60.0, 3600.0, 24 * 3600.0, 0.01


def title(trend: Trend) -> str:
    """What it is of: Waiting on payer, Union Health; or what the figure is called."""
    if trend.name == TURNAROUND:
        *payer, state = trend.of
        stands = next((words for name, words in STANDS.items() if name == state), state)
        return f"{begun(stands)}: {', '.join(payer) or ALL_PAYERS}"
    return begun(f"{trend.words}: {', '.join(trend.of)}" if trend.upper else trend.words)


def amount(value: float | None, unit: Unit) -> str:
    """A value with its unit: 12, 89 %, 45 min, 3.5 h, 2.1 days; or that it was not measured."""
    if value is None:
        return NOT_MEASURED
    if unit == "share":
        return f"{value:.0%}".replace("%", " %")
    if unit == "seconds":
        return span(value)
    if unit == "minutes":
        return span(60 * value)
    return f"{value:.0f}"


def span(seconds: float) -> str:
    """A length as one number: 45 min, 3.5 h, 2.1 days."""
    if seconds < HOUR:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / HOUR:.1f} h" if seconds < 2 * DAY else f"{seconds / DAY:.1f} days"


def lines(trend: Trend) -> Iterator[tuple[str, str]]:
    """Each period with what it came to, the newest first."""
    uppers = trend.upper or (None,) * len(trend.points)
    for one, upper in reversed(tuple(zip(trend.points, uppers, strict=True))):
        yield begun(one.period.label), point_words(one, trend.unit, upper)


def point_words(one: Point, unit: Unit, upper: Point | None = None) -> str:
    """What a period came to: median 3.5 h, nine in ten within 2.1 days; so far."""
    if one.value is None:
        return NOT_MEASURED if not one.days else "nothing of it"
    said = amount(one.value, unit)
    if upper is not None and upper.value is not None:
        said = f"median {said}, {NINE_IN_TEN} {amount(upper.value, unit)}"
    return f"{said}, so far" if one.is_so_far else said


def latest(trend: Trend, most: int = 4) -> str:
    """The last few periods, the newest first: 89 %, before that 75 %, 100 %."""
    known = [one for one in reversed(trend.points) if one.value is not None][:most]
    if not known:
        return NOT_MEASURED
    first, *rest = (amount(one.value, trend.unit) for one in known)
    first += " so far" if known[0].is_so_far else ""
    return f"{first}, before that {', '.join(rest)}" if rest else first


def chart_scale(trend: Trend) -> tuple[float, str]:
    """What of the unit is one on the chart, and how that is called."""
    if trend.unit == "share":
        return PERCENT, "%"
    if trend.unit == "count":
        return 1, ""
    longest = max((one.value or 0 for one in (*trend.points, *trend.upper)), default=0)
    seconds = MINUTE if trend.unit == "minutes" else 1.0
    if longest * seconds >= 2 * DAY:
        return DAY / seconds, "days"
    return (HOUR / seconds, "hours") if longest * seconds >= HOUR else (MINUTE / seconds, "minutes")


def begun(words: str) -> str:
    """The same with a capital."""
    return words[:1].upper() + words[1:]


def goal_words(goal: Goal) -> str:
    """What is measured, and its target: lunches done, of lunches due, per week: at least 90 %."""
    words = goal.words
    if not words.formula.is_known:
        return words.formula.words
    target = amount(words.target, words.formula.unit)
    return f"{words.formula.words}: {words.comparison} {target}"


def progress_words(goal: Goal, how: Progress) -> str:
    """How it goes: 89 % in the week of Mar 2; 3 of 4 weeks reached it."""
    latest, formula = how.latest, goal.words.formula
    if latest is None:
        return "nothing measured yet"
    said = f"{amount(latest.value, formula.unit)}, {latest.period.label}"
    times = f"{formula.per}{'' if len(how.counted) == 1 else 's'}"
    return f"{said}; {how.met} of {len(how.counted)} {times} reached it"
