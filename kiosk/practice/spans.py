"""Lengths of time as people write them, and as they are told to the second."""

import re
from datetime import timedelta

_UNITS = {"s": 1, "min": 60, "h": 3600, "d": 86400}
_SPAN = re.compile(r"(\d{1,6})\s*(s|min|h|d)", re.ASCII)


def read(typed: str) -> timedelta:
    """The length that somebody wrote: a whole number and its unit.

    Raises ValueError, whose words say how to write it.
    """
    found = _SPAN.fullmatch(typed)
    if not found:
        raise ValueError("write it as 20 s, 10 min, 5 h or 7 d")
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])


def shown(span: timedelta) -> str:
    """A length of whole seconds as it can be written again, in the largest unit that fits."""
    seconds = int(span.total_seconds())
    fits = [(sign, unit) for sign, unit in _UNITS.items() if seconds % unit == 0]
    sign, unit = fits[-1] if seconds else ("s", 1)
    return f"{seconds // unit} {sign}"


def exact(span: timedelta) -> str:
    """A length to the second: 23 min, 29 min 59 s, 5 h 01 min. Less than a second is left off."""
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} h {minutes:02} min"] if hours else []
    parts += [f"{minutes} min"] if not hours and (minutes or not seconds) else []
    return " ".join(parts + ([f"{seconds} s"] if seconds else []))
