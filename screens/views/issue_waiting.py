"""What managers are told of problems and ideas: how many wait for them, and what is due."""

from collections.abc import Iterator
from datetime import date

from kiosk.practice.issues import Issue
from kiosk.practice.people import Person
from screens.acts import Brief
from screens.session import Kiosk
from screens.views.words import day_words
from storage.store import Store


def load_glance(kiosk: Kiosk) -> Brief:
    """How many whoever is here may answer, and how many of them are due."""
    viewer = kiosk.store.issues.viewer(kiosk.session.person)
    waits = kiosk.store.issues.listed("to answer", viewer, most=1).total
    due = len(kiosk.store.issue_reading.due(viewer))
    words = f"{waits} to answer" + (f", {due} due" if due else "") if waits else "nothing waits"
    return Brief("Problems and ideas", words)


def exceptions(manager: Person, store: Store) -> Iterator[tuple[Issue, str, date]]:
    """What needs a look, why and since when: a reply overdue, what is back, a trial that asks."""
    today = store.clock.now().date()
    for one in store.issue_reading.due(store.issues.viewer(manager)):
        if one.trial_until and one.is_trial_over(today):
            since, why = one.trial_until, "trial over {}: did it work?"
        elif one.later_on and one.is_back(today):
            since, why = one.later_on, "is back, put off until {}"
        else:
            since, why = one.reply_by, "first reply was promised by {}"
        yield one, f"{one.name} {why.format(day_words(since, today))}", since
