"""The managers' menu. Apart from the break room's, which need not import what managers do."""

from dataclasses import replace

from kiosk.practice import places
from screens import menu
from screens.acts import Look
from screens.menu import ISSUES, Menu, Place, Room
from screens.views import (
    check_acts,
    check_writing,
    extra_hours,
    follow_ups,
    issue_waiting,
    issues,
    job_acts,
    jobs,
    needs_a_look,
    people,
    people_acts,
    prior_auth_board,
    protected_acts,
    roster,
    roster_acts,
    settings,
    shift_deciding,
    times_to_decide,
    trail,
    waiting,
)


def for_managers(*places: Place) -> Menu:
    """A menu of which nothing is shown to anybody but a manager."""
    own = tuple(replace(place, whose="managers") for place in places)
    return Menu(own, "For managers", waiting.load, "screens.waiting:WaitingScreen")


NEEDS_A_LOOK = Place(
    "1",
    "needs_a_look",
    "Needs a look",
    lambda: Room(needs_a_look.load, needs_a_look.ACTIONS, needs_a_look.TURNS),
    "screens.needs_a_look:NeedsALookScreen",
    glance=needs_a_look.load_glance,
)
FOLLOW_UPS = Place(
    "2",
    "follow_ups",
    "Follow-ups",
    lambda: Room(follow_ups.load, follow_ups.ACTIONS, follow_ups.TURNS),
    "screens.day_lines:DayLinesScreen",
    glance=follow_ups.load_glance,
)
PEOPLE = Place(
    "5",
    "people",
    "People",
    lambda: Room(people.load, people_acts.ACTIONS, people.TURNS),
    "screens.people:PeopleScreen",
    glance=people.load_glance,
    first_look=Look(filter="here"),
)
SETTINGS = Place(
    "6",
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
    key="F4",
    room=lambda: Room(issues.load, issues.ACTIONS, (*issues.TURNS, issues.SHOW_FIGURES)),
    glance=issue_waiting.load_glance,
    first_look=Look(filter="to answer"),
    of=places.ISSUES,
)
TRAIL = Place(
    "7",
    "trail",
    "What was done",
    lambda: Room(trail.load, trail.ACTIONS, trail.TURNS),
    "screens.trail:TrailScreen",
    glance=trail.load_glance,
)
ROSTER = Place(
    "8",
    "roster",
    "Roster",
    lambda: Room(
        roster.load,
        (*roster_acts.ACTIONS, shift_deciding.SHIFTS, protected_acts.PROTECT),
        roster.TURNS,
    ),
    "screens.roster:RosterScreen",
    glance=roster.load_glance,
    of=places.TODAY,
)
JOBS = Place(
    "9",
    "jobs",
    "Jobs",
    lambda: Room(
        jobs.load, (*job_acts.ACTIONS, *check_writing.ACTIONS, check_acts.NOT_DONE), jobs.TURNS
    ),
    "screens.jobs:JobsScreen",
    glance=jobs.load_glance,
    of=places.TODAY,
)
PRIOR_AUTHS = replace(menu.PRIOR_AUTHS, key="F3", glance=prior_auth_board.load_brief)
MANAGEMENT = for_managers(
    NEEDS_A_LOOK,
    FOLLOW_UPS,
    TIMES,
    EXTRA_HOURS,
    PEOPLE,
    SETTINGS,
    TRAIL,
    ROSTER,
    JOBS,
    PRIOR_AUTHS,
    IDEAS,
)
