"""What the home board says of routine checks: the one that is to be done now, and whose it is."""

from datetime import datetime

from kiosk.practice import checks
from kiosk.practice.checks import Due
from kiosk.practice.days import day_of
from kiosk.practice.people import Person
from screens.views.words import clock_words
from storage.store import Store

NOBODY = "NOBODY"
OFF_THE_LIST = "a job that was taken off the list"


def line(store: Store) -> str:
    """The check that presses most and how many more there are; empty when none is to be done."""
    found = store.checks.to_do()
    if not found:
        return ""
    one, now = found[0], store.clock.now()
    more = f" (+{len(found) - 1} more)" if found[1:] else ""
    roles = dict.fromkeys(who.role or who.name for who in holders(one, store, now))
    whose = ", ".join(roles) or NOBODY
    return f"{one.check.words.what}{more}, {by_words(one, now)}: {whose} ({job_name(one, store)})"


def by_words(one: Due, now: datetime) -> str:
    """By when it is to be done, or was."""
    ends = clock_words(one.ends)
    return f"was due by {ends}" if one.is_late(now) else f"by {ends}"


def holders(one: Due, store: Store, now: datetime) -> tuple[Person, ...]:
    """Who has the job of a check just now: here, and on no break."""
    job = one.check.words.job
    here = [each.person for each in store.covers.present(now) if not each.is_away]
    by_hand = store.roster.chosen_covers(day_of(now, store.settings.current().day_boundary))
    chosen = {who for (_, of), who in by_hand.items() if of == job and who}
    return checks.holders(job, here, store.jobs.matrix(), chosen)


def job_name(one: Due, store: Store) -> str:
    """The name of its job."""
    job = store.jobs.matrix().by_id.get(one.check.words.job)
    return job.name if job else OFF_THE_LIST
