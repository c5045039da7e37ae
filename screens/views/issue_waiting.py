"""What managers are told of problems and ideas: how many wait for them, and what is due."""

from collections.abc import Iterator

from kiosk.practice.issues import Issue
from kiosk.practice.people import Person
from screens.acts import Brief
from screens.session import Kiosk
from screens.views.issue_words import one_line
from screens.views.words import day_words
from storage.store import Store


def load_glance(kiosk: Kiosk) -> Brief:
    """How many whoever is here may answer, and how many of them are due."""
    viewer = kiosk.store.issues.viewer(kiosk.session.person)
    waits = kiosk.store.issues.listed("to answer", viewer, most=1).total
    due = len(kiosk.store.issue_reading.due(viewer))
    words = f"{waits} to answer" + (f", {due} due" if due else "") if waits else "nothing waits"
    return Brief("Problems and ideas", words)


def exceptions(manager: Person, store: Store) -> Iterator[tuple[Issue, str]]:
    """What needs a look, with why: a reply that is overdue, what is back, a trial that asks."""
    today = store.clock.now().date()
    for one in store.issue_reading.due(store.issues.viewer(manager)):
        if one.is_trial_over(today):
            why = f"trial over {day_words(one.trial_until, today)}: did it work?"
        elif one.is_back(today):
            why = f"is back, put off until {day_words(one.later_on, today)}"
        else:
            why = f"first reply was promised by {day_words(one.reply_by, today)}"
        yield one, f"{one.name} {one_line(one.what)}: {why}"
