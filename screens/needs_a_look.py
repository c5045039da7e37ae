"""Draws the queue of what needs a look: how grave, whom it concerns, by when, and what."""

from collections.abc import Iterator

from screens.labels import fitted
from screens.lists import ListScreen
from screens.views.needs_a_look import NeedsALookView, Row

COLUMNS = (("mark", 5), ("name", 16), ("day", 11))  # cells of each


class NeedsALookScreen(ListScreen[NeedsALookView]):
    """Enter on the one that is open does the act that settles it."""

    likeliest = "a"

    def rows(self, view: NeedsALookView, width: int) -> Iterator[tuple[str | None, str]]:
        for one in view.rows:
            yield one.id, line(one, width)


def line(one: Row, width: int) -> str:
    """One row, as wide as the screen: the words get what the rest leaves."""
    room = max(width - 4 - sum(cells + 1 for _, cells in COLUMNS), 10)
    columns = [fitted(getattr(one, name), cells) for name, cells in COLUMNS]
    return " ".join([*columns, fitted(one.words, room)]).rstrip()
