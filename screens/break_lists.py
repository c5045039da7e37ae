"""Draws the managers' lists about breaks: what waits to be decided, and extra hours to check."""

from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size

from screens.lists import ListScreen
from screens.views.extra_hours import ExtraHoursView
from screens.views.times_to_decide import TimesView

NAME, DAY = 18, 11  # cells


class TimesScreen(ListScreen[TimesView]):
    """Enter on the one that is open decides it."""

    likeliest = "d"

    def rows(self, view: TimesView, width: int) -> Iterator[tuple[str | None, str]]:
        for one in view.items:
            yield one.id, line(one.name, one.day, one.words, width)


class ExtraHoursScreen(ListScreen[ExtraHoursView]):
    """Enter on the one that is open settles it."""

    likeliest = "d"

    def rows(self, view: ExtraHoursView, width: int) -> Iterator[tuple[str | None, str]]:
        for one in view.items:
            yield one.id, line(one.name, one.day, one.words, width)


def line(name: str, day: str, words: str, width: int) -> str:
    """One row, as wide as the screen: the words get what the rest leaves."""
    room = max(width - 4 - NAME - DAY - 2, 10)
    if cell_len(words) > room:
        words = f"{set_cell_size(words, room - 1)}…"
    columns = ((name, NAME), (day, DAY), (words, room))
    return " ".join(set_cell_size(said, cells) for said, cells in columns).rstrip()
