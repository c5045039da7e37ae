"""The managers' menu. Apart from the break room's, which need not import what managers do."""

from dataclasses import replace

from screens.acts import Look
from screens.menu import Menu, Place
from screens.views import (
    extra_hours,
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
    people.load,
    people_acts.ACTIONS,
    "screens.people:PeopleScreen",
    turns=people.TURNS,
    glance=people.load_glance,
    first_look=Look(filter="here"),
)
SETTINGS = Place(
    "2",
    "settings",
    "Settings",
    settings.load,
    settings.ACTIONS,
    "screens.settings:SettingsScreen",
    turns=settings.TURNS,
    glance=settings.load_glance,
)
TIMES = Place(
    "3",
    "times",
    "Times to decide",
    times_to_decide.load,
    times_to_decide.ACTIONS,
    "screens.break_lists:TimesScreen",
    turns=times_to_decide.TURNS,
    glance=times_to_decide.load_glance,
)
EXTRA_HOURS = Place(
    "4",
    "extra_hours",
    "Extra hours",
    extra_hours.load,
    extra_hours.ACTIONS,
    "screens.break_lists:ExtraHoursScreen",
    turns=extra_hours.TURNS,
    glance=extra_hours.load_glance,
)
MANAGEMENT = for_managers(PEOPLE, SETTINGS, TIMES, EXTRA_HOURS)
