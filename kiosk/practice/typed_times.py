"""Times of day as people type them."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from kiosk.practice.days import after, instant
from kiosk.practice.errors import Refusal
from kiosk.practice.words import clean

_TIME = re.compile(r"(\d{1,2})(?::?(\d\d))?([AP]M)?", re.ASCII)


def moment_after(typed: str, earliest: datetime) -> datetime:
    """The first moment from `earliest` on at which a clock shows what somebody typed.

    typed: 12:34, 1234, 12:34 PM, 1 pm or 13:05; without AM or PM whichever comes first. Raises
    Refusal when it is no time of day, or one that the clock skips in the day that follows.
    """
    hours, minutes, half = _read(typed)
    possible = {
        "": [hours] if hours > 12 or hours == 0 else [hours % 12, hours % 12 + 12],
        "AM": [hours % 12],
        "PM": [hours % 12 + 12],
    }[half]
    found = [
        moment
        for days in (0, 1)
        for hour in possible
        for moment in _showing(
            earliest.date() + timedelta(days=days), time(hour, minutes), earliest
        )
    ]
    if not found:
        raise Refusal(f"The clock skips {hours}:{minutes:02} that night. Write the time it showed.")
    return min(found, key=instant)


def time_of_day(typed: str) -> time:
    """The time of day as it is written; without AM or PM on a clock of 24 hours. Raises Refusal."""
    hours, minutes, half = _read(typed)
    return time(hours % 12 + (12 if half == "PM" else 0) if half else hours, minutes)


def _showing(day: date, at: time, earliest: datetime) -> Iterator[datetime]:
    """When a clock shows this time on a day, from `earliest` on, and within a day of it."""
    for fold in (0, 1):  # a night in autumn shows an hour twice, one in spring skips it
        minute = datetime.combine(day, at, earliest.tzinfo).replace(fold=fold)
        is_skipped = _wall(after(minute, timedelta())) != _wall(minute)
        is_over = instant(minute) + timedelta(minutes=1) <= instant(earliest)
        is_far = _wall(minute) - _wall(earliest) >= timedelta(days=1)
        if not (is_skipped or is_over or is_far):
            yield max(minute, earliest, key=instant)


def _wall(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def _read(typed: str) -> tuple[int, int, str]:
    found = _TIME.fullmatch(typed.upper().replace(".", "").replace(" ", ""))
    hours, minutes, half = found.groups(default="") if found else ("99", "", "")
    is_time = int(hours) < 24 and int(minutes or 0) < 60
    if not is_time or (half and not 1 <= int(hours) <= 12):
        told = clean(typed, 20)
        raise Refusal(f"'{told}' is no time. Write it as 12:34 PM or 13:05.")
    return int(hours), int(minutes or 0), half
