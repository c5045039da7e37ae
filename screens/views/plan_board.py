"""What any home board says of the plans that run: which, who leads, where one's own steps are."""

from collections.abc import Iterator

from kiosk.practice.absences import Team, days_of
from kiosk.practice.days import day_of
from kiosk.practice.people import PersonId, short_names
from kiosk.practice.plan_terms import Running
from storage.store import Store

MOST = 2  # more than that are counted
Banner = tuple[str, str]  # what stands before it, and its words


def lines(store: Store, team: Team, where: str = "Your own steps: press 4") -> tuple[Banner, ...]:
    """A line for each plan that runs; none when all is normal, which costs one query.

    team: with the roster of today. where: where whoever reads it finds their steps.
    """
    found = store.plans_running.now()
    return tuple(_lines(found, store, team, where)) if found else ()


def _lines(found: tuple[Running, ...], store: Store, team: Team, where: str) -> Iterator[Banner]:
    from screens.views.colleagues import leader  # here: on most days no plan runs

    now = store.clock.now()
    today = day_of(now, store.settings.current().day_boundary)
    present = {one.person.id: one for one in store.covers.present(now)}
    days = {one.person: one for one in days_of(team, today)}
    short = short_names(team.people)
    for place, one in enumerate(found):
        if place == MOST - 1 and len(found) > MOST:
            yield "PLANS RUNNING", f"{len(found) - place} more. {where}"
            return
        lead = leader(one.lead, one.backup, team, days, present, now)
        name = short.get(lead or PersonId(0), "NOBODY")
        label = "DRILL RUNNING" if one.is_drill else "PLAN RUNNING"
        yield label, f"{one.name}. Lead: {name}. {where}"
