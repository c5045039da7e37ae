"""Draws the roster: a week, a person a line, and what does not fit above it."""

from collections.abc import Iterator

from screens.labels import fitted
from screens.lists import ListScreen
from screens.views.roster import RosterView, Row

WIDE = 100  # columns from which whole names have room
SHORT_NAME, LONG_NAME, CELL, LOAD = 11, 22, 7, 8  # cells


class RosterScreen(ListScreen[RosterView]):
    """Enter on the one who is open changes a day of theirs."""

    likeliest = "d"

    def rows(self, view: RosterView, width: int) -> Iterator[tuple[str | None, str]]:
        yield None, line("", "", view.heads, "h (avg)", width)
        for one in view.items:
            yield one.id, row(one, width)


def row(one: Row, width: int) -> str:
    """One person's week."""
    return line(one.short, one.name, one.cells, one.load, width)


def line(short: str, name: str, cells: tuple[str, ...], load: str, width: int) -> str:
    """A name, a column for each day, and the hours."""
    is_wide = width >= WIDE
    who = fitted(name if is_wide else short, LONG_NAME if is_wide else SHORT_NAME)
    days = " ".join(fitted(one, CELL) for one in cells)
    return f"{who} {days} {fitted(load, LOAD)}".rstrip()
