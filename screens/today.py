"""Draws today: sections one under the other, each line about a job, a person or a day."""

from collections.abc import Iterator

from kiosk.practice.plan_runs import STEP
from screens.labels import fitted
from screens.lists import ListScreen
from screens.views.plan_acts import TICK
from screens.views.today import TodayView

NAME = 22  # cells


class TodayScreen(ListScreen[TodayView]):
    """Enter on a job reads its page."""

    def rows(self, view: TodayView, width: int) -> Iterator[tuple[str | None, str]]:
        for section in view.sections:
            yield None, section.title
            for one in section.lines:
                yield one.id or None, line(one.name, one.words, width)

    def act_on(self, ref: str) -> None:
        """On a step of a plan it is done; on any other line there is nothing more."""
        if ref.startswith(f"{STEP} "):
            self.action_perform(TICK.key)


def line(name: str, words: str, width: int) -> str:
    """One row, as wide as the screen."""
    room = max(width - 4 - NAME - 1, 10)
    return f"{fitted(name, NAME)} {fitted(words, room)}".rstrip()
