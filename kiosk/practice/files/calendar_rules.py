"""How much work it is to repeat an event: a calendar may repeat what never comes, until 9999."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

MOST_STEPS = 2_500_000  # of all events of a file: some twenty seconds
_DAYS_OF = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365}
_ONLY_WHEN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
_IN_EVERY_MONTH = 28
_OFTEN = 4  # the fourth of a weekday is in every month, the fifth is not
_NUMBER = re.compile(r"[+-]?\d+")


def steps(rule: Mapping[str, Sequence[Any]], begins: date, last: date) -> int:
    """How many times the library goes on by one, up to the days that are wanted.

    rule: of one event, by the names of RFC 5545, each with its values. A rule that is not certain
    to come at all may be looked for until the last year that there is.
    """
    end = last if _is_certain(rule) else date.max
    return max((end - begins).days, 0) // _DAYS_OF[str(rule["FREQ"][0]).upper()]


def _is_certain(rule: Mapping[str, Sequence[Any]]) -> bool:
    """Whether its days come again and again, by what the rule names."""
    named = {part for part in rule if part not in _ONLY_WHEN}
    most = {"BYDAY": _OFTEN, "BYSETPOS": _OFTEN, "BYMONTHDAY": _IN_EVERY_MONTH, "BYMONTH": 12}
    if any(part not in most for part in named) or {"BYDAY", "BYMONTHDAY"} <= named:
        return False
    if "BYSETPOS" in named and named != {"BYDAY", "BYSETPOS"}:
        return False
    return all(_highest(rule[part]) <= most[part] for part in named)


def _highest(values: Sequence[Any]) -> int:
    """The highest number in it, whatever its sign; of weekdays that which stands before them."""
    found = (_NUMBER.match(str(one)) for one in values)
    return max((abs(int(number.group())) for number in found if number), default=0)
