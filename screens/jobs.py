"""Draws jobs for managers: a list, or a grid with a column for each job."""

from collections.abc import Iterator

from screens.labels import fitted
from screens.lists import ListScreen
from screens.views.jobs import JobLine, JobsView

NAME, JOB_NAME, CELL = 18, 22, 5  # cells


class JobsScreen(ListScreen[JobsView]):
    """Enter on the one that is open notes that somebody is trained."""

    likeliest = "t"
    label = 22

    def rows(self, view: JobsView, width: int) -> Iterator[tuple[str | None, str]]:
        if view.filter == "grid" and view.heads:
            yield None, grid_line("", view.heads, width)
        for one in view.items:
            yield one.id, line(one, view, width)


def line(one: JobLine, view: JobsView, width: int) -> str:
    """One row, as wide as the screen."""
    if view.filter == "grid":
        return grid_line(one.name, one.cells, width)
    room = max(width - 4 - JOB_NAME - 1, 10)
    return f"{fitted(one.name, JOB_NAME)} {fitted(one.words, room)}".rstrip()


def grid_line(name: str, cells: tuple[str, ...], width: int) -> str:
    """A row of the grid: as many jobs as there is room for."""
    count = max((width - 4 - NAME) // (CELL + 1), 1)
    columns = (fitted(one, CELL) for one in cells[:count])
    return f"{fitted(name, NAME)} {' '.join(columns)}".rstrip()
