"""Draws my page."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from screens.base import KioskScreen
from screens.views.my_page import MyPage


class MyPageScreen(KioskScreen[MyPage]):
    """Labels and values, one under the other."""

    def body(self) -> ComposeResult:
        with VerticalScroll(id="page"):
            yield Static(id="lines", markup=False)

    def show(self, view: MyPage) -> None:
        lines = (f" {label:<16}{value}" for label, value in view.aloud())
        self.query_one("#lines", Static).update(Content("\n".join(lines)))
