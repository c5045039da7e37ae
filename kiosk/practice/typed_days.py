"""Days and times as people type them at a desk: 11/30, tomorrow, +3, 2:15 PM."""

import re
from datetime import date, datetime, time, timedelta

from kiosk.practice.errors import Refusal

HOW_DAY = "11/30, 2026-11-30, today, tomorrow or +3"
HOW_MOMENT = "2:15 PM, or with its day: 11/30 2:15 PM"
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_MONTH = timedelta(days=31)
_STEP = re.compile(r"([+-]\d{1,3})", re.ASCII)
_US = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*([ap])?\.?(?:m\.?)?", re.ASCII)


def day(typed: str, today: date, ahead: bool = False) -> date:
    """The day that somebody means; without a year, the nearest one of that name.

    ahead: it is one until which something holds or is due, so it lies at most a month back.
    Raises Refusal, which says how to write it.
    """
    words = typed.strip().casefold()
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    try:
        if step := _STEP.fullmatch(words):
            return today + timedelta(days=int(step[1]))
        if _ISO.fullmatch(words):
            return date.fromisoformat(words)
        if found := _US.fullmatch(words):
            return _us(int(found[1]), int(found[2]), found[3], today, ahead)
    except (ValueError, OverflowError):
        pass
    raise Refusal(f"'{typed}' is no day. Write {HOW_DAY}.")


def moment(typed: str, now: datetime) -> datetime:
    """The moment that somebody means, aware and in the zone of now; a time alone is today's.

    Raises Refusal, which says how to write it.
    """
    words = typed.strip().casefold()
    if words == "now":
        return now
    first, _, rest = words.partition(" ")
    at = _time(words)
    if at is not None:
        return datetime.combine(now.date(), at, now.tzinfo)
    at = _time(rest.strip())
    if at is None:
        raise Refusal(f"'{typed}' is no time. Write {HOW_MOMENT}.")
    return datetime.combine(day(first, now.date()), at, now.tzinfo)


def _us(month: int, day_of_month: int, year: str | None, today: date, ahead: bool) -> date:
    if year is not None:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day_of_month)
    found = [
        date(one, month, day_of_month)
        for one in range(today.year - 1, today.year + 5)
        if (month, day_of_month) != (2, 29) or one % 4 == 0
    ]
    if ahead:
        return min(one for one in found if one >= today - _MONTH)
    return min(found, key=lambda one: abs(one - today))


def _time(words: str) -> time | None:
    found = _TIME.fullmatch(words)
    if not found or not (found[2] or found[3]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
