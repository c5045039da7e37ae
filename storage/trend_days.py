"""Reading days for trends: closed ones as they were frozen, and today so far."""

from datetime import date

from kiosk.practice.trends import Day
from storage.days import DayRegister


class TrendDays:
    """Reads closed days alone, however much lies behind them."""

    def __init__(self, days: DayRegister) -> None:
        self._days = days

    def between(self, first: date, last: date) -> tuple[Day, ...]:
        """The days from a day to a day, both with them, with what was corrected of them later.

        Today is among them as it stands so far, unless it is closed already.
        """
        found = [Day(one.day, one.corrected) for one in self._days.between(first, last)]
        today = self._days.today()
        if first <= today <= last and not any(one.day == today for one in found):
            measured, _ = self._days.so_far()
            found.append(Day(today, measured, is_so_far=True))
        return tuple(found)
