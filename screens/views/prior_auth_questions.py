"""What is asked of one clinician, as a page for those who never come to a terminal."""

from collections.abc import Iterator

from kiosk.practice.people import Person
from screens.views.prior_auth_words import what
from screens.views.words import day_words
from storage.store import Store


def page(person: Person, store: Store) -> Iterator[str]:
    """The lines of the page, each question with room for its answer."""
    today = store.clock.now().date()
    names = {one.id: one.name for one in store.people.everyone()}
    mine = [one for one in store.prior_auth_work.questions() if one.is_asked(person)]
    yield f"Questions for {person.name}, {today:%a %b %-d, %Y}"
    if not mine:
        yield "Nothing waits for an answer."
    for number, asked in enumerate(mine, 1):
        task = store.prior_auths.get(asked.ref)
        urgent = "URGENT, " if task.urgency == "urgent" else ""
        needed = f", needed by {day_words(task.needed_by, today)}" if task.needed_by else ""
        when = day_words(asked.asked_at.date(), today)
        yield ""
        yield f"{number}. {task.ref}  {task.payer}, {what(task)}"
        yield f"   {urgent}asked {when} by {names[asked.asked_by]}{needed}"
        yield f"   {asked.words}"
        yield f"   Answer: {'_' * 60}"
