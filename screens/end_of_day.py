"""Draws the end of the day: five lines to be read from two metres, and the rest small below."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from screens.base import KioskScreen
from screens.labels import labelled
from screens.views.end_of_day import EndOfDay

TITLE, STATE = 9, 7  # cells


class EndOfDayScreen(KioskScreen[EndOfDay]):
    """Each of the five has room around it."""

    def body(self) -> ComposeResult:
        yield Static(id="day", markup=False)
        with VerticalScroll(id="page"):
            yield Static(id="five", markup=False)
            yield Static(id="notes", markup=False)

    def show(self, view: EndOfDay) -> None:
        self.query_one("#day", Static).update(Content(f" {view.head}"))
        five = [
            labelled(
                [(f"{one.title:<{TITLE}}{one.state.upper()}", one.words)],
                TITLE + STATE,
                self.size.width,
            )
            for one in view.lines
        ]
        self.query_one("#five", Static).update(Content("\n\n".join(five)))
        notes = labelled(view.notes, TITLE + STATE, self.size.width)
        self.query_one("#notes", Static).update(Content(notes))
