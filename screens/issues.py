"""Draws problems and ideas: a list, of which one is highlighted, and the one that is opened."""

from collections.abc import Iterator

from screens.labels import fitted
from screens.lists import ListScreen
from screens.views.issues import IssuesView, Line

NAME, AREA, MARK, MORE = 7, 12, 14, 4  # cells


class IssuesScreen(ListScreen[IssuesView]):
    """Enter on the one that is open says *me too*."""

    likeliest = "m"

    def rows(self, view: IssuesView, width: int) -> Iterator[tuple[str | None, str]]:
        for one in view.lines:
            yield one.ref, line(one, width)


def line(one: Line, width: int) -> str:
    """One row, as wide as the screen: what happens gets what the rest leaves."""
    more = f"+{one.more.split()[0]}" if one.more else ""
    columns = ((one.area, AREA), (more, MORE), (one.mark, MARK))
    room = width - 4 - NAME - 1 - sum(cells + 1 for _, cells in columns)
    rest = " ".join(fitted(words, cells) for words, cells in columns)
    return f"{fitted(one.name, NAME)} {fitted(one.what, room)} {rest}".rstrip()
