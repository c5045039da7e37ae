"""The federal holidays of the United States, 5 USC 6103, and the days on which they are kept.

The library of holidays, with which a test compares all of this, takes a tenth of a second and
12 MiB for the countries of the world; people stand before the kiosk meanwhile.
"""

from datetime import date, timedelta

_MONDAY, _THURSDAY, _FRIDAY = 0, 3, 4
_ON_WEEKDAYS = (  # month, the first day on which it can lie, weekday
    ("Martin Luther King Jr. Day", 1, 15, _MONDAY),
    ("Washington's Birthday", 2, 15, _MONDAY),
    ("Memorial Day", 5, 25, _MONDAY),
    ("Labor Day", 9, 1, _MONDAY),
    ("Columbus Day", 10, 8, _MONDAY),
    ("Thanksgiving Day", 11, 22, _THURSDAY),
)
_ON_DATES = {
    (1, 1): "New Year's Day",
    (6, 19): "Juneteenth National Independence Day",
    (7, 4): "Independence Day",
    (11, 11): "Veterans Day",
    (12, 25): "Christmas Day",
}
_DAY = timedelta(days=1)


def kept_on(day: date) -> str:
    """The holiday that is kept on a day; empty on any other.

    One that lies on a weekend is kept on the Friday before or the Monday after as well, 5 USC
    6103(b) and Executive Order 11582. True from 2021 on, when the last of them was added.
    """
    for name, month, first, weekday in _ON_WEEKDAYS:
        if (day.month, day.weekday()) == (month, weekday) and first <= day.day < first + 7:
            return name
    beside = {_FRIDAY: day + _DAY, _MONDAY: day - _DAY}.get(day.weekday(), day)
    own = _ON_DATES.get((day.month, day.day), "")
    return own or _ON_DATES.get((beside.month, beside.day), "")
