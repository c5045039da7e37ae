"""Draws thanks: a list, the latest first."""

from collections.abc import Iterator

from screens.labels import labelled
from screens.lists import ListScreen
from screens.views.thanks import ThanksView

DAY = 12  # cells


class ThanksScreen(ListScreen[ThanksView]):
    """Enter thanks somebody."""

    def rows(self, view: ThanksView, width: int) -> Iterator[tuple[str | None, str]]:
        for one in view.lines:
            yield one.number, labelled([(one.day, str(one))], DAY, width - 4)

    def choose(self) -> None:
        self.action_perform("t")
