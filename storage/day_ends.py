"""Whether a working day has ended since something was last written: asked under the lock of an act.

Apart from what closes a day, which need not be imported until one has ended.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Protocol

from kiosk.practice.days import beginning, day_of
from kiosk.practice.figures import FOLLOW_UPS, ISSUES, PLANS, PRIOR_AUTHS, WorkingDay
from kiosk.practice.roster import ONE_DAY
from storage.database import Act, Database
from storage.settings import SettingsRegister

SORTS = {  # what the trail calls things begins with, and what is measured of them
    "prior auth ": PRIOR_AUTHS,
    "issue ": ISSUES,
    "follow-up ": FOLLOW_UPS,
    "plan ": PLANS,
}
UNDONE = "SELECT at, about FROM event WHERE id = ?"
LAST = "SELECT at FROM event ORDER BY id DESC LIMIT 1"


class ClosesDays(Protocol):
    """Whoever closes the days that have ended, inside the act of somebody who comes later."""

    def end(self, first: date, today: date) -> None:
        """Close the days from the first on, until yesterday."""

    def correct(self, concerned: Iterable[tuple[date, str]], act: Act) -> None:
        """Write down what an act changed of days that are over."""


class DayEnds:
    """What an act asks before anything else. days: who closes them, asked for once one ended."""

    def __init__(
        self, database: Database, settings: SettingsRegister, days: Callable[[], ClosesDays]
    ) -> None:
        self._database, self._settings, self._days = database, settings, days

    def pass_on(self, now: datetime) -> datetime:
        """Close what has ended; until when nobody need ask again."""
        boundary = self._settings.current().day_boundary
        today = day_of(self._database.local(now), boundary)
        last = self._database.peewee.execute_sql(LAST).fetchone()
        if last is not None:
            at = self._database.local(datetime.fromisoformat(last[0]))
            if (day := day_of(at, boundary)) < today:
                self._days().end(day, today)
        return beginning(today + ONE_DAY, boundary, self._database.clock.zone).astimezone(UTC)

    def correct(self, act: Act) -> None:
        """Write down what an act changed of days that are over, if it concerns any."""
        boundary, concerned = self._settings.current().day_boundary, set(act.concerned)
        if act.undone is not None:
            at, about = self._database.peewee.execute_sql(UNDONE, (act.undone,)).fetchone()
            noun = next((noun for sort, noun in SORTS.items() if about.startswith(sort)), "")
            concerned.add(
                (day_of(self._database.local(datetime.fromisoformat(at)), boundary), noun)
            )
        today = day_of(self._database.local(act.now), boundary)
        if past := [one for one in concerned if one[0] < today and one[1]]:
            self._days().correct(past, act)

    def working_day(self, day: date, now: datetime) -> WorkingDay:
        """A working day with its moments, measured now, or at its end where that is past."""
        boundary, zone = self._settings.current().day_boundary, self._database.clock.zone
        begins, ends = (beginning(one, boundary, zone) for one in (day, day + ONE_DAY))
        is_over = now.astimezone(UTC) >= ends.astimezone(UTC)
        return WorkingDay(day, begins, ends, ends if is_over else now)

    def today(self) -> date:
        """The working day that it is now."""
        return day_of(self._database.clock.now(), self._settings.current().day_boundary)
