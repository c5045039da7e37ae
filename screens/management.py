"""The managers' menu. Apart from the break room's, which need not import what managers do."""

from dataclasses import replace

from kiosk.practice import places
from screens.acts import Look
from screens.menu import ISSUES, Menu, Place, Room
from screens.views import (
    extra_hours,
    issue_waiting,
    issues,
    people,
    people_acts,
    settings,
    times_to_decide,
    waiting,
)


def for_managers(*places: Place) -> Menu:
    """A menu of which nothing is shown to anybody but a manager."""
    own = tuple(replace(place, whose="managers") for place in places)
    return Menu(own, "For managers", waiting.load, "screens.waiting:WaitingScreen")


PEOPLE = Place(
    "1",
    "people",
    "People",
    lambda: Room(people.load, people_acts.ACTIONS, people.TURNS),
    "screens.people:PeopleScreen",
    glance=people.load_glance,
    first_look=Look(filter="here"),
)
SETTINGS = Place(
    "2",
    "settings",
    "Settings",
    lambda: Room(settings.load, settings.ACTIONS, settings.TURNS),
    "screens.settings:SettingsScreen",
    glance=settings.load_glance,
)
TIMES = Place(
    "3",
    "times",
    "Times to decide",
    lambda: Room(times_to_decide.load, times_to_decide.ACTIONS, times_to_decide.TURNS),
    "screens.day_lines:DayLinesScreen",
    glance=times_to_decide.load_glance,
    of=places.BREAKS,
)
EXTRA_HOURS = Place(
    "4",
    "extra_hours",
    "Extra hours",
    lambda: Room(extra_hours.load, extra_hours.ACTIONS, extra_hours.TURNS),
    "screens.day_lines:DayLinesScreen",
    glance=extra_hours.load_glance,
    of=places.BREAKS,
)
IDEAS = replace(
    ISSUES,
    key="i",
    room=lambda: Room(issues.load, issues.ACTIONS, (*issues.TURNS, issues.SHOW_FIGURES)),
    glance=issue_waiting.load_glance,
    first_look=Look(filter="to answer"),
    of=places.ISSUES,
)
MANAGEMENT = for_managers(PEOPLE, SETTINGS, TIMES, EXTRA_HOURS, IDEAS)
