"""The five lines of a day: what everybody may read from two metres. Nobody is named for a fault.

Figures about fewer than eight people are not shown where all can see them.
"""

from collections.abc import Iterator
from typing import Literal

from kiosk.practice.figures import NOT_MEASURED, Measured, count, lengths
from kiosk.practice.values import dataclass

FEWEST_PEOPLE = 8
State = Literal["ok", "look", ""]
OK: State = "ok"
LOOK: State = "look"
PLAIN: State = ""


@dataclass(frozen=True)
class SummaryLine:
    """One of the five. state: ok or look, where that is to be said."""

    title: str
    state: State
    words: str


@dataclass(frozen=True)
class Told:
    """Words and names for the lines, read when they are shown.

    idea: what needs ideas, with its number. thanks: the day's latest, with names. first: by when
    a payer must decide first on the day after.
    """

    idea: str = ""
    thanks: str = ""
    first: str = ""


def lines(measured: Measured, told: Told) -> tuple[SummaryLine, ...]:
    """The five lines of a day."""
    return (
        _breaks(measured),
        _auths(measured, told),
        _ideas(measured, told),
        _plan(measured),
        SummaryLine("THANKS", PLAIN, told.thanks or "Thank you, all of you."),
    )


def needs_a_look(some: tuple[SummaryLine, ...]) -> bool:
    """Whether any of them does."""
    return any(one.state == LOOK for one in some)


def _breaks(measured: Measured) -> SummaryLine:
    people = count("breaks.people", measured)
    unsaid, to_settle = count("breaks.unsaid", measured), count("breaks.to_settle", measured)
    if people is None or unsaid is None or to_settle is None:
        return SummaryLine("BREAKS", PLAIN, NOT_MEASURED)
    if people == 0:
        return SummaryLine("BREAKS", OK, "Nobody was here.")
    if people < FEWEST_PEOPLE:
        return SummaryLine("BREAKS", PLAIN, "Whoever has something to settle sees it on My page.")
    settle = f"{to_settle} to settle, {_who_knows(to_settle)}" if to_settle else ""
    if unsaid:
        open_ones = f"{unsaid} missed or without an end, and not a word of it yet"
        return SummaryLine("BREAKS", LOOK, _sentence(open_ones, settle))
    return SummaryLine("BREAKS", OK, _sentence("all lunches done or sorted out", settle))


def _auths(measured: Measured, told: Told) -> SummaryLine:
    if (moved := count("prior_auths.moved", measured)) is None:
        return SummaryLine("AUTHS", PLAIN, NOT_MEASURED)

    def of(name: str) -> int:
        return count(f"prior_auths.{name}", measured) or 0

    said = [
        f"{moved or 'none'} moved",
        *_some((of("approved"), "approved"), (of("denied"), "denied")),
    ]
    late = [
        *_some((of("late_owned"), "late but owned"), (of("late_nobody"), "late and nobody's")),
        *_some((of("payer_late"), "late at the payer")),
    ]
    first = f", first {told.first}" if told.first else ""
    tomorrow = f" Next day {of('due_tomorrow')}{first}." if of("due_tomorrow") else ""
    words = f"{_capital(', '.join([*said, *late]))}.{tomorrow}"
    return SummaryLine("AUTHS", LOOK if late else OK, words)


def _ideas(measured: Measured, told: Told) -> SummaryLine:
    if (new := count("issues.new", measured)) is None:
        return SummaryLine("IDEAS", PLAIN, NOT_MEASURED)
    in_time = count("issues.answered_in_time", measured) or 0
    late, done = (count(f"issues.{one}", measured) or 0 for one in ("answered_late", "done"))
    said = [f"{new or 'none'} new", *_some((in_time + late, "answered"), (done, "done"))]
    overdue = count("issues.overdue", measured) or 0
    said += _some((overdue, "past its promised reply" if overdue == 1 else "past their reply"))
    idea = f" Still needs ideas: {told.idea}" if told.idea else ""
    return SummaryLine("IDEAS", LOOK if overdue else OK, f"{_capital(', '.join(said))}.{idea}")


def _plan(measured: Measured) -> SummaryLine:
    plans = [*_plans(measured)]
    checks = [*_checks(measured)]
    undone = sum(
        count(one, measured) or 0 for one in ("plans.running", "plans.left_undone", "checks.missed")
    )
    words = " ".join(f"{_capital(one)}." for one in (*plans, *checks))
    return SummaryLine("PLAN", LOOK if undone else OK, words or NOT_MEASURED)


def _plans(measured: Measured) -> Iterator[str]:
    running, left = (count(f"plans.{one}", measured) for one in ("running", "left_undone"))
    if running is None and left is None:
        return
    ended = sorted(key[0] for key in lengths("plans.to_finish", measured) or {})
    yield from (f"{one} ended" for one in ended)
    if running:
        yield "1 plan still runs" if running == 1 else f"{running} plans still run"
    if left:
        yield f"{left} {'step' if left == 1 else 'steps'} left undone"
    if not (ended or running or left):
        yield "no plan was needed"


def _checks(measured: Measured) -> Iterator[str]:
    done, missed = count("checks.done", measured), count("checks.missed", measured)
    if done is not None and missed is not None and done + missed:
        yield f"checks: {missed} of {done + missed} missed" if missed else "all checks done"


def _some(*counts: tuple[int, str]) -> Iterator[str]:
    return (f"{number} {words}" for number, words in counts if number)


def _who_knows(count: int) -> str:
    return "that person knows" if count == 1 else "those people know"


def _sentence(*parts: str) -> str:
    return f"{_capital('; '.join(part for part in parts if part))}."


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
