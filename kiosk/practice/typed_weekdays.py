"""Weekdays as people type them: weekdays, every day, Mon-Thu, or Mon, Wed, Fri."""

import re

from kiosk.practice.errors import Refusal
from kiosk.practice.opening_hours import WEEKDAYS
from kiosk.practice.roster import DAY_NAMES
from kiosk.practice.words import clean

MONDAY_TO_FRIDAY, EVERY_DAY = tuple(range(5)), tuple(range(7))
IN_WORDS = {"every day": EVERY_DAY, "daily": EVERY_DAY, "weekdays": MONDAY_TO_FRIDAY}
HOW_WEEKDAYS = "weekdays, every day, Mon-Thu, or Mon, Wed, Fri"
_RANGE = re.compile(r"([a-z]+)(?:\s*-\s*([a-z]+))?")
_SHORTEST_NAME = 3


def as_weekdays(typed: str) -> tuple[int, ...]:
    """The weekdays that somebody means, in order. Raises Refusal, which says how to write it."""
    words = " ".join(typed.casefold().split())
    if words in IN_WORDS:
        return IN_WORDS[words]
    found: set[int] = set()
    for part in (part.strip() for part in words.split(",")):
        both = _RANGE.fullmatch(part)
        ends = [_weekday(name) for name in both.groups() if name] if both else []
        if not ends or None in ends:
            raise Refusal(f"'{clean(typed, 40)}' are no days of the week. Write {HOW_WEEKDAYS}.")
        first, last = (one for one in (ends[0], ends[-1]) if one is not None)
        found.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    return tuple(sorted(found))


def _weekday(name: str) -> int | None:
    fits = [full for full in WEEKDAYS if full.startswith(name) and len(name) >= _SHORTEST_NAME]
    return WEEKDAYS.index(fits[0]) if fits else None


def shown_weekdays(days: tuple[int, ...]) -> str:
    """The same as it can be typed again."""
    named = (words for words, meant in IN_WORDS.items() if meant == days)
    return next(named, ", ".join(DAY_NAMES[one] for one in days))
