"""How many prior auths there are of each sort: all of them that the home board asks."""

from dataclasses import replace
from datetime import date

from kiosk.practice.values import dataclass
from storage import prior_auth_queries as queries
from storage.database import Database
from storage.settings import SettingsRegister


@dataclass(frozen=True)
class Counts:
    """How many open requests there are of each sort.

    check: with the answers that belong to no request.
    """

    to_do: int = 0
    nobody: int = 0
    clinical: int = 0
    prescriber: int = 0
    payer: int = 0
    due: int = 0
    late: int = 0
    payer_late: int = 0
    tell: int = 0
    ending: int = 0
    check: int = 0
    left: int = 0


class PriorAuthCounts:
    """Reads alone, or inside an act."""

    def __init__(self, database: Database, settings: SettingsRegister) -> None:
        self._database, self._settings = database, settings

    def counts(self, day: date) -> Counts:
        """How many of each sort are open on this day."""
        with self._database.read():
            found = queries.counts.row(*self.moments(day))
            known = Counts(*(count or 0 for count in found))
            return replace(known, check=known.check + queries.answers_alone.row()[0])

    def moments(self, day: date) -> queries.Moments:
        """What filters compare with on this day."""
        policy = self._settings.current().prior_auths
        soon, moved = day + policy.ending_soon, day - policy.still_after
        return queries.Moments(day, self._database.clock.now(), soon, moved)
