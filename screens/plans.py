"""Draws contingency plans for managers: the list, one plan in lines, a version to read."""

from collections.abc import Iterator

from textual.widgets import OptionList

from screens.acts import Look
from screens.labels import labelled
from screens.lists import ListScreen
from screens.views.plans import Kind, PlanLine, PlansView

LABELS: dict[Kind, int] = {"plans": 35, "plan": 16, "versions": 16}  # cells
BESIDE = 4


class PlansScreen(ListScreen[PlansView]):
    """Enter on a line of a plan changes it; on a version that is open it goes back to it."""

    likeliest = "g"

    _shown = Look()

    def show(self, view: PlansView) -> None:
        if self.look != self._shown:  # what is opened is read from its beginning
            self.query_one(OptionList).highlighted = None
            self._shown = self.look
        super().show(view)

    def rows(self, view: PlansView, width: int) -> Iterator[tuple[str | None, str]]:
        for one in view.items:
            yield one.id, line(one, LABELS[view.kind], width)

    def choose(self) -> None:
        if self.view is not None and self.view.kind == "plan":
            self.action_perform("c")
        else:
            super().choose()


def line(one: PlanLine, label: int, width: int) -> str:
    """One line, with all its words. label: how many cells its name takes. width: of the screen."""
    return labelled([(one.name, one.words)], label, width - BESIDE)
