"""Draws what was done: one event a line, newest first, or the one that is opened."""

from collections.abc import Iterator

from screens.labels import fitted
from screens.lists import ListScreen
from screens.views.trail import TrailView

WHEN, WHO = 17, 16  # cells; the longest moment is 11/25/25 10:00 AM


class TrailScreen(ListScreen[TrailView]):
    """Enter on the one that is open does nothing: what was done stays."""

    def rows(self, view: TrailView, width: int) -> Iterator[tuple[str | None, str]]:
        room = max(width - 4 - WHEN - WHO - 2, 10)
        for one in view.lines:
            columns = ((one.when, WHEN), (one.who, WHO), (one.words, room))
            yield one.number, " ".join(fitted(said, cells) for said, cells in columns).rstrip()
