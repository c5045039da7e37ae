"""What managers must see to of plans that ran: steps left undone, and looking back."""

from collections.abc import Iterator
from datetime import datetime

from kiosk.practice.needs_a_look import Item
from kiosk.practice.plan_runs import REVIEWED
from screens.views.words import day_words
from storage.store import Store

MOST_LOOKED_AT = 30  # of the latest that are over


def found(store: Store, now: datetime) -> Iterator[Item]:
    """Each step that was left undone, until it is done or dropped; each run until it is reviewed.

    What is left undone of a drill is nothing that anybody must do; it is looked back on as any.
    """
    today = now.date()
    for run in store.plan_runs.left_undone():
        for step in run.open_steps:
            ended = (run.ended or now).date()
            words = f"left undone of {run.name}, {day_words(ended, today)}"
            of = (ended, None, step.person, step.person)
            yield Item("plan_steps", step.key, words, *of, thing=step.does)
    for run in store.plan_runs.over(MOST_LOOKED_AT):
        if run.ended and not any(run.said(sort) for sort in REVIEWED):
            words = "back to normal, and nobody has looked back on it"
            yield Item("plan_reviews", run.key, words, run.ended.date(), thing=run.name)
