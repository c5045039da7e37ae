"""Draws settings: a list under the headings of its groups."""

from collections.abc import Iterator
from itertools import groupby

from rich.cells import cell_len

from screens.labels import fitted
from screens.lists import ListScreen
from screens.views.settings import Setting, SettingsView

VALUE = 20  # cells at least, for a value


class SettingsScreen(ListScreen[SettingsView]):
    """Enter changes the highlighted one."""

    def rows(self, view: SettingsView, width: int) -> Iterator[tuple[str | None, str]]:
        for group, settings in groupby(view.settings, key=lambda one: one.group):
            yield None, group.upper()
            for one in settings:
                yield one.key, line(one, width)

    def choose(self) -> None:
        self.action_perform("c")


def line(one: Setting, width: int) -> str:
    """One row: its words, and its value at the right, cut off where there is no room."""
    room = width - 4
    value = min(max(cell_len(one.shown), VALUE), room // 2)
    words = fitted(f"  {one.words}", room - value - 1)
    return f"{words} {fitted(one.shown, value)}".rstrip()
