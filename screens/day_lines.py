"""Draws the lists for managers of which each line is about somebody's day."""

from collections.abc import Iterator

from screens.labels import fitted
from screens.lists import ListScreen
from screens.views.day_lines import DayLines

NAME, DAY = 18, 12  # cells; the longest day is Nov 23, 2025


class DayLinesScreen(ListScreen[DayLines]):
    """Enter on the one that is open decides it."""

    likeliest = "d"

    def rows(self, view: DayLines, width: int) -> Iterator[tuple[str | None, str]]:
        for one in view.items:
            yield one.id, line(one.name, one.day, one.words, width)


def line(name: str, day: str, words: str, width: int) -> str:
    """One row, as wide as the screen: the words get what the rest leaves."""
    room = max(width - 4 - NAME - DAY - 2, 10)
    columns = ((name, NAME), (day, DAY), (words, room))
    return " ".join(fitted(said, cells) for said, cells in columns).rstrip()
