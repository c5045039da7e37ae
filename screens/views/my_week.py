"""The part of my page about one's own week in numbers, defined as everybody's figures are."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from kiosk.practice.own_goals import OwnFigure
from kiosk.practice.people import Person
from kiosk.practice.trends import Day, begins, value
from screens.views.words import length_words
from storage.own_figures import MOVED
from storage.store import Store


def lines(person: Person, store: Store) -> Iterator[tuple[str, str]]:
    """Days and hours, and breaks taken and due; nothing of people whose breaks are not tracked."""
    days = _days(person, store)
    here = _sum("people", days)
    if not here or not person.breaks_tracked:
        return
    said = [f"{here} {'day' if here == 1 else 'days'}"]
    if store.breaks.policy.has_lengths:
        said.append(f"{length_words(timedelta(minutes=_sum('worked', days)))} worked")
    said += [words for words in (_lunches(days), _rests(days)) if words]
    yield "Week so far", ", ".join(said)


def numbers(person: Person, store: Store) -> dict[OwnFigure, str]:
    """One's own numbers of this week, in words; empty where there is nothing of them."""
    days = _days(person, store)
    moved = int(value(MOVED, "", days) or 0)
    return {
        "lunches": _lunches(days),
        "rests": _rests(days),
        "prior auths": f"{moved} moved" if moved else "",
    }


def _days(person: Person, store: Store) -> tuple[Day, ...]:
    today = store.days.today()
    return store.own_figures.between(person.id, begins(today, "week"), today)


def _lunches(days: Sequence[Day]) -> str:
    due = _sum("lunches_due", days)
    return f"{due - _sum('lunches_missed', days)} of {due} lunches taken" if due else ""


def _rests(days: Sequence[Day]) -> str:
    taken, due = _sum("rests_taken", days), _sum("rests_due", days)
    due_words = f", {due} due" if due else ""
    return (
        f"{taken} short {'break' if taken == 1 else 'breaks'} taken{due_words}"
        if taken or due
        else ""
    )


def _sum(name: str, days: Sequence[Day]) -> int:
    return int(value(f"breaks.{name}", "", days) or 0)
