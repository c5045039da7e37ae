"""Draws goals and trends: a list, and the one that is opened with its chart."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from screens.charts import chart
from screens.labels import fitted
from screens.lists import ListScreen
from screens.views.goals import GoalsView

NAME = 40  # cells
MOST_LINES = 16  # of a chart


class GoalsScreen(ListScreen[GoalsView]):
    """Enter on a goal that is open keeps, changes or ends it."""

    likeliest = "d"
    label = 22

    def body(self) -> ComposeResult:
        yield Static(id="headline", markup=False)
        yield OptionList(id="list", markup=False)
        with VerticalScroll(id="opened", can_focus=True):
            yield Static(id="chart", markup=False)
            yield Static(id="fields", markup=False)

    def show(self, view: GoalsView) -> None:
        height = min(self.size.height // 2, MOST_LINES)
        drawn = chart(view.trend, self.size.width - 2, height) if view.trend else ""
        part = self.query_one("#chart", Static)
        part.display = bool(drawn)
        part.update(Content(drawn))
        super().show(view)

    def rows(self, view: GoalsView, width: int) -> Iterator[tuple[str | None, str]]:
        name = min(NAME, width // 2)
        for one in view.rows:
            room = max(width - 4 - name - 1, 10)
            yield one.id, f"{fitted(one.name, name)} {fitted(one.words, room)}".rstrip()
