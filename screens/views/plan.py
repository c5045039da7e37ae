"""Today for a sheet of paper: what the kiosk shows of the whole day, and no number that ages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kiosk.practice import absences
from kiosk.practice.days import beginning
from kiosk.practice.roster import Shift
from screens.views import plan_running
from screens.views.absence_words import team
from screens.views.today import (
    TodayView,
    could_break,
    day_and_hours,
    out_and_covers,
    protected,
    what_is_on,
)
from screens.views.today_known import PERSON, Known, Line, Section, known_now
from screens.views.words import clock_words
from storage.store import Store


def load(store: Store, day: date | None = None) -> TodayView:
    """The day as it stands, in the same sections for paper, plain text and programs.

    day: another one, as the roster has it; None: today.
    """
    known = known_now(store)
    if day is not None and day != known.today:
        known = _on(day, known, store)
    parts = (
        *_of_plans(known, store, day),
        Section("COULD BREAK TODAY", tuple(could_break(known))),
        Section("ALSO TODAY", tuple(what_is_on(known))),
        Section("OUT TODAY, AND WHO COVERS", tuple(out_and_covers(known))),
        Section("PROTECTED TIME FOR PRIOR AUTHS", tuple(protected(known))),
        Section("AT WORK TODAY", tuple(_at_work(known))),
        Section("HERE, NOT ON THE ROSTER", tuple(_besides(known))),
    )
    return TodayView(day_and_hours(known), tuple(one for one in parts if one.lines))


def _of_plans(known: Known, store: Store, day: date | None) -> Iterator[Section]:
    """The plans that run, a sheet for each person; of another day none."""
    if day is None:
        for run in store.plan_runs.running():
            yield from plan_running.RunWords(run, known, store, None).sheets()


def _on(day: date, known: Known, store: Store) -> Known:
    """What is known of a day that is still to come: nobody is here yet, and nothing is over."""
    settings = store.settings.current()
    found = team(store, day, day)
    return replace(
        known,
        now=beginning(day, settings.day_boundary, store.clock.zone),
        today=day,
        team=found,
        days=absences.days_of(found, day),
        present={},
        stays={},
        by_hand=store.roster.chosen_covers(day),
    )


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
