"""Dates as offices, spreadsheets and FHIR files write them."""

import re
from datetime import date, datetime, timedelta

from kiosk.practice.values import dataclass

EARLIEST_YEAR = 1990  # whatever is older in a worklist is somebody's birth date
LATEST_YEAR = 2100
FIRST_SERIAL, LAST_SERIAL = 30_000, 60_000  # 1982 to 2064
SPREADSHEET_DAY_ZERO = date(1899, 12, 30)  # day 0 of the 1900 date system, its false leap day in
YEARS_AHEAD = 20  # "45" is 2045 until then, and 1945 after it
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_TIME = r"(?:[T ]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AaPp][Mm])?(?:Z|[+-]\d\d:?\d\d)?)?"
_ISO = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})" + _TIME, re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d\d)" + _TIME, re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)" + _TIME, re.ASCII)
_DAY_MONTH = re.compile(r"(?P<day>\d{1,2})[ -]" + _MONTH + r"[ ,-]+(?P<year>\d{4}|\d\d)", re.ASCII)
_MONTH_DAY = re.compile(_MONTH + r" (?P<day>\d{1,2}),? (?P<year>\d{4}|\d\d)", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)


class NotADate(Exception):
    """The text is no date that can be kept. The message says why, without the text."""


@dataclass(frozen=True)
class Found:
    """A day, and what a person should know about how it was read ("" if nothing)."""

    day: date
    check: str = ""


def read(text: str, today: date) -> Found:
    """The day that a cell says.

    Read are ISO days and timestamps (the day as written), US month/day/year, day.month.year,
    months by English name, and serial numbers of spreadsheets. today: places two-digit years.
    Raises NotADate for all else, and for days that the calendar does not have.
    """
    if match := _ISO.fullmatch(text):
        return Found(_day(match[1], match[3], match[4], today))
    if match := _COMPACT.fullmatch(text):
        return Found(_day(match[1], match[2], match[3], today))
    if match := _SLASHED.fullmatch(text):
        return _slashed(match[1], match[3], match[4], today)
    if match := _DOTTED.fullmatch(text):
        return Found(_day(match[3], match[2], match[1], today))
    if match := _DAY_MONTH.fullmatch(text) or _MONTH_DAY.fullmatch(text):
        month = _month(match["month"])
        return Found(_day(match["year"], str(month), match["day"], today))
    if match := _SERIAL.fullmatch(text):
        return _serial(int(match[1]))
    raise NotADate("is not a date that can be read")


def read_moment(text: str) -> datetime | None:
    """The moment, where the text is an ISO timestamp with its zone; None where it is not."""
    if not _ISO.fullmatch(text) or len(text) < len("2025-01-01T00:00Z"):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    inside = EARLIEST_YEAR <= moment.year <= LATEST_YEAR
    return moment if inside and moment.tzinfo is not None else None


def _slashed(first: str, second: str, year: str, today: date) -> Found:
    if int(first) > 12 >= int(second):
        day = _day(year, second, first, today)
        return Found(day, f"a date with the day first was read as {_in_words(day)}")
    return Found(_day(year, first, second, today))


def _serial(number: int) -> Found:
    if not FIRST_SERIAL <= number <= LAST_SERIAL:
        raise NotADate("is a number, not a date")
    day = SPREADSHEET_DAY_ZERO + timedelta(days=number)
    return Found(day, f"a spreadsheet's number was read as {_in_words(day)}")


def _day(year: str, month: str, day: str, today: date) -> date:
    full = int(year)
    if len(year) == 2:
        full += today.year // 100 * 100
        full -= 100 if full > today.year + YEARS_AHEAD else 0
    try:
        found = date(full, int(month), int(day))
    except ValueError:
        raise NotADate("is a day that does not exist") from None
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise NotADate(f"is not between {EARLIEST_YEAR} and {LATEST_YEAR}")
    return found


def _month(name: str) -> int:
    for place, month in enumerate(_MONTHS, start=1):
        if month.startswith(name.casefold()):
            return place
    raise NotADate("names no month")


def _in_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1][:3].capitalize()} {day.year}"
