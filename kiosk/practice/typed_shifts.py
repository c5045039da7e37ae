"""Hours of work as people type them: 8-5, 8:30-12 front desk, 1-5 phones, 10 PM-6 AM, off."""

import re
from collections.abc import Collection
from datetime import time

from kiosk.practice.employment import as_roles
from kiosk.practice.errors import Refusal
from kiosk.practice.roster import WorkHours, check_hours
from kiosk.practice.words import clean

OFF = "off"
HOW = "8-5, 8:30-12 and 1-5, 10 PM-6 AM, or off; a role may follow, as in 8-5 front desk"
MOST = 4  # times of work in one day
LONGEST, LONGEST_SPAN = 120, 24
_EARLY = 6  # nobody means one o'clock at night who types 1-5
_TIME = r"(\d{1,2})(?::?(\d\d))?\s*([ap]m?)?(?![a-z])"
_HOURS = re.compile(rf"{_TIME}\s*(?:-|to)\s*{_TIME}\s*(.*)", re.ASCII)


def read(typed: str, roles: Collection[str]) -> tuple[WorkHours, ...]:
    """The times of work of a day; none when it says off, or nothing.

    Without AM or PM a beginning before six is in the afternoon, and an end is the next one that
    comes. roles: the practice's. Raises Refusal, which says how to write it.
    """
    words = typed.casefold().strip()
    if words in ("", OFF):
        return ()
    parts = re.split(r",|\band\b", words)
    if len(parts) > MOST:
        raise Refusal(f"One day has at most {MOST} times of work.")
    hours = tuple(_one(part.strip(), typed, roles) for part in parts)
    check_hours(hours)
    return hours


def span(typed: str) -> WorkHours:
    """From when to when something lasts. Raises Refusal, which says how to write it."""
    hours = read(typed, ())
    if len(hours) != 1:
        raise Refusal("Write from when to when it lasts, such as 1:45-2:15.")
    return hours[0]


def shown(hours: Collection[WorkHours]) -> str:
    """The same as it can be typed again."""
    said = (f"{_shown(one.begins)}-{_shown(one.ends)} {one.role}".strip() for one in hours)
    return ", ".join(said) or OFF


def short(hours: Collection[WorkHours]) -> str:
    """The same where there is room for a few cells: 8-5, 730-4, or 8-12+."""
    if not hours:
        return ""
    first, *rest = hours
    return f"{_hour(first.begins)}-{_hour(first.ends)}{'+' if rest else ''}"


def _hour(at: time) -> str:
    return f"{at:%-I%M}".removesuffix("00")


def _shown(at: time) -> str:
    return f"{at:%-I:%M %p}".replace(":00", "")


def _one(part: str, typed: str, roles: Collection[str]) -> WorkHours:
    found = _HOURS.fullmatch(part.replace(".", ""))
    if not found:
        raise _strange(typed)
    hour, minute, half, to_hour, to_minute, to_half, role = found.groups(default="")
    begins = _time(int(hour), int(minute or 0), half, typed)
    if not half and begins.hour < _EARLY and int(hour):
        begins = begins.replace(hour=begins.hour + 12)
    ends = _time(int(to_hour), int(to_minute or 0), to_half, typed)
    if not to_half and ends <= begins and 0 < ends.hour < 12:
        noon = ends.replace(hour=ends.hour + 12)
        ends = noon if noon > begins else ends
    known = as_roles(role, roles) if role else ("",)
    return WorkHours(begins, ends, known[0])


def _time(hour: int, minute: int, half: str, typed: str) -> time:
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        raise _strange(typed)
    return time(hour % 12 + (12 if half[0] == "p" else 0) if half else hour, minute)


def _strange(typed: str) -> Refusal:
    return Refusal(f"'{clean(typed, 40)}' are no hours. Write {HOW}.")
