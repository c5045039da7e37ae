"""Somebody's own roster as a calendar file (RFC 5545), for the calendar they use anyway."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from kiosk.practice.people import Person
from kiosk.practice.roster import Shift
from kiosk.version import VERSION

YEAR = timedelta(days=366)


def as_calendar(person: Person, shifts: Iterable[Shift], practice: str, now: datetime) -> bytes:
    """The shifts as events; the same shift has the same identifier in every file.

    practice: its name. now: aware; when the file is made.
    """
    from icalendar import Calendar, Event  # here: it takes a tenth of a second

    calendar = Calendar()
    calendar.add("prodid", f"-//Breakroom Kiosk//{VERSION}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{practice}: {person.name}" if practice else person.name)
    for shift in shifts:
        event = Event()
        event.add("uid", f"{person.id}-{shift.begins:%Y%m%dT%H%M}@breakroom-kiosk")
        event.add("dtstamp", now)
        event.add("dtstart", shift.begins)
        event.add("dtend", shift.ends)
        event.add("summary", f"{person.name}: {shift.role}" if shift.role else person.name)
        calendar.add_component(event)
    # How the zone changes the clock about these days, not since 1970.
    calendar.add_missing_timezones(now.date() - YEAR, now.date() + 2 * YEAR)
    return bytes(calendar.to_ical())
