"""What is measured of problems and ideas, in words; for managers and the owner."""

from collections.abc import Iterator

from kiosk.practice.issue_figures import ALL, FEWEST_PEOPLE, Figures, figures
from kiosk.practice.issues import Viewer
from storage.store import Store

TOO_FEW = f"shown once {FEWEST_PEOPLE} people have raised something: fewer could be told apart"


def measured(store: Store, viewer: Viewer) -> tuple[Figures, ...]:
    """The figures of all that this viewer may see."""
    return figures(store.issue_reading.courses(viewer), store.clock.now().date())


def lines(store: Store, viewer: Viewer) -> Iterator[tuple[str, str]]:
    """A line for all, and one for each area that enough people wrote about."""
    found = measured(store, viewer)
    if not found:
        yield "Figures", TOO_FEW
    for one in found:
        yield "All" if one.area == ALL else one.area.capitalize(), _words(one)


def _words(one: Figures) -> str:
    every = {
        "answered in time": _percent(one.in_time),
        "days to a reply": _days(one.reply_days),
        "days to an outcome": _days(one.outcome_days),
        "with a proposal": _percent(one.with_proposal),
        "tried": _percent(one.tried),
        "done": _percent(one.done),
    }
    return f"{one.raised} raised; " + ", ".join(f"{what} {said}" for what, said in every.items())


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def _days(days: float | None) -> str:
    return "-" if days is None else f"{days:.1f}"
