"""Draws my page."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from screens.base import KioskScreen
from screens.labels import labelled
from screens.views.my_page import MyPage

LABEL = 20  # cells


class MyPageScreen(KioskScreen[MyPage]):
    """Labels and values, one under the other."""

    def body(self) -> ComposeResult:
        with VerticalScroll(id="page"):
            yield Static(id="lines", markup=False)

    def show(self, view: MyPage) -> None:
        words = labelled(view.aloud(), LABEL, self.size.width)
        self.query_one("#lines", Static).update(Content(words))
