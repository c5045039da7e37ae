"""The plans that lie ready, for anybody to read; those first that propose themselves today."""

from collections.abc import Iterator, Sequence

from kiosk.practice import absences
from kiosk.practice.days import day_of
from kiosk.practice.errors import Refusal
from kiosk.practice.plan_proposals import Proposal
from kiosk.practice.roster import PersonDay
from screens.acts import ABOUT, Action, Done, Given
from screens.session import Undo
from screens.views import plan_words
from screens.views.absence_words import team
from storage.store import Store

Told = tuple[str, str, str]  # what a line is about, its name and its words


def proposed(store: Store, days: Sequence[PersonDay]) -> Iterator[Told]:
    """A line for each plan that proposes itself. days: what the roster says of everybody today."""
    for one in proposals(store, days):
        yield one.kept.about, one.kept.name, f"LIES READY, not started: {one.why}"


def proposals(store: Store, days: Sequence[PersonDay]) -> tuple[Proposal, ...]:
    """The plans that propose themselves. days: what the roster says of everybody today."""
    today = day_of(store.clock.now(), store.settings.current().day_boundary)
    return store.plan_proposals.on(today, days)


def ready(store: Store) -> Iterator[Told]:
    """A line for each plan that could be started."""
    for one in store.plans.ready():
        if one.plan:
            yield one.about, one.name, one.plan.trigger


def opened(key: str, store: Store) -> tuple[tuple[str, str], ...]:
    """All of a plan, to read. Raises Refusal when there is none."""
    kept = store.plans.newest(key)
    return tuple(plan_words.fields(kept.plan)) if kept.plan else (("Plan", kept.instead),)


def _not_needed(given: Given) -> Done:
    store, who = given.store, given.who
    day = day_of(store.clock.now(), store.settings.current().day_boundary)
    days = absences.days_of(team(store, day, day, with_hours=False), day)
    of_it = given.answers[ABOUT]
    kept = next((one.kept for one in proposals(store, days) if one.kept.about == of_it), None)
    if kept is None:
        raise Refusal("Choose a plan that proposes itself.")
    store.plan_proposals.not_needed(kept.key, day, who)

    def undo() -> str:
        store.plan_proposals.needed(kept.key, day, who)
        return f"Taken back: {kept.name} proposes itself."

    return Done(f"{kept.name}: not needed today.", Undo(f"{kept.name} not needed", undo))


NOT_NEEDED = Action("e", "Not needed today", _not_needed, about="Which plan?")
