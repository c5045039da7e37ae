"""Reading the figures of one person's days, for that person alone."""

from datetime import date

from kiosk.practice.figures import Key, Value
from kiosk.practice.people import PersonId
from kiosk.practice.prior_auth_figures import read_move
from kiosk.practice.trends import ONE_DAY, Day
from storage.break_figures import BreakFigures
from storage.database import Database
from storage.day_ends import DayEnds
from storage.trail_days import TrailDays

MOVED = "prior_auths.moved"


class OwnFigures:
    """Reads alone; the same definitions as of a whole day. Nothing of it is kept anywhere."""

    def __init__(
        self, database: Database, ends: DayEnds, breaks: BreakFigures, trail: TrailDays
    ) -> None:
        self._database, self._ends = database, ends
        self._breaks, self._trail = breaks, trail

    def between(self, person: PersonId, first: date, last: date) -> tuple[Day, ...]:
        """The days from a day to a day, both with them, on which they were here or moved anything.

        last: today at the latest.
        """
        today, found, one = self._ends.today(), list[Day](), first
        with self._database.read():
            while one <= last:
                if measured := self._of(person, one):
                    found.append(Day(one, measured, is_so_far=one == today))
                one += ONE_DAY
        return tuple(found)

    def _of(self, person: PersonId, one: date) -> dict[Key, Value]:
        day = self._ends.working_day(one, self._database.clock.now())
        done = self._trail.of_person(person, day)
        moved = len({each.about for each in done if read_move(each.detail)})
        of_breaks = self._breaks.of_person(person, day)
        if of_breaks is None and not moved:
            return {}
        return {**(of_breaks or {}), (MOVED,): moved}
