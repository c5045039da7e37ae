"""Today for a sheet of paper: what the kiosk shows of the whole day, and no number that ages."""

from collections.abc import Iterator

from kiosk.practice.roster import Shift
from screens.views.today import (
    PERSON,
    Known,
    Line,
    Section,
    TodayView,
    could_break,
    day_and_hours,
    known_now,
    out_and_covers,
    protected,
    what_is_on,
)
from screens.views.words import clock_words
from storage.store import Store


def load(store: Store) -> TodayView:
    """The day as it stands, in the same sections for paper, plain text and programs."""
    known = known_now(store)
    parts = (
        Section("COULD BREAK TODAY", tuple(could_break(known))),
        Section("ALSO TODAY", tuple(what_is_on(known))),
        Section("OUT TODAY, AND WHO COVERS", tuple(out_and_covers(known))),
        Section("PROTECTED TIME FOR PRIOR AUTHS", tuple(protected(known))),
        Section("AT WORK TODAY", tuple(_at_work(known))),
        Section("HERE, NOT ON THE ROSTER", tuple(_besides(known))),
    )
    return TodayView(day_and_hours(known), tuple(one for one in parts if one.lines))


def _at_work(known: Known) -> Iterator[Line]:
    """Everybody who is expected, in which role and until when, come yet or not."""
    roles = {one.id: one.role for one in known.team.people}
    for day in known.days:
        words = [_words(shift, roles[day.person]) for shift in day.expected]
        if words:
            yield Line(f"{PERSON} {day.person}", known.names[day.person], "; ".join(words))


def _words(shift: Shift, role: str) -> str:
    hours = f"{clock_words(shift.begins)} to {clock_words(shift.ends)}"
    return ", ".join(filter(None, (shift.role or role, hours)))


def _besides(known: Known) -> Iterator[Line]:
    expected = {day.person for day in known.days if day.expected}
    for person, one in known.present.items():
        if person not in expected:
            yield Line(f"{PERSON} {person}", one.person.name, one.person.role or "no role")
