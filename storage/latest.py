"""What was worked out last, for as long as it must be the same: several lists ask it at once."""

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Any, TypeVar

from storage.database import Database

T = TypeVar("T")


class Latest:
    """Values that depend on the store and the minute alone, and are never changed in place.

    Inside an act nothing is remembered, for the act may come to nothing.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._holds: tuple[int, datetime] | None = None  # the store's version, and the minute
        self._found: dict[Hashable, Any] = {}

    def get(self, what: Hashable, work_out: Callable[[], T]) -> T:
        """What was worked out under this name, or is now: anew once anything was written."""
        if self._database.is_writing:
            return work_out()
        minute = self._database.clock.now().replace(second=0, microsecond=0)
        holds = (self._database.version(), minute)
        if holds != self._holds:
            self._holds, self._found = holds, {}
        if what not in self._found:
            self._found[what] = work_out()
        found: T = self._found[what]
        return found
