"""Draws the managers' home: a place a line, with what waits there."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as Row

from screens.acts import Option, View
from screens.boards import BoardScreen
from screens.labels import fitted
from screens.views.waiting import HELLO, Waiting
from screens.views.words import clock_words

TITLE = 22  # cells


class WaitingScreen(BoardScreen[Waiting]):
    """Enter opens the highlighted place."""

    def body(self) -> ComposeResult:
        yield Static(id="when", markup=False)
        yield OptionList(id="places", markup=False)

    def show(self, view: Waiting) -> None:
        if self.opens_anew(view.is_outdated, view.person):
            return
        when = f" {view.practice}, {view.minute:%a %b %-d}, {clock_words(view.minute)}"
        hello = "" if view.person else f"\n\n {HELLO}\n Type your name, or press a number."
        self.query_one("#when", Static).update(Content(f"{when}{hello}"))
        listing = self.query_one(OptionList)
        at = listing.highlighted or 0
        rows = _rows(view, self.size.width - 2)
        listing.set_options(Row(row) for row in rows)
        listing.highlighted = min(at, len(rows) - 1) if rows else None
        listing.focus()

    def keys(self, view: View) -> tuple[Option, ...]:
        if not isinstance(view, Waiting):
            return ()
        places = [Option(one.key, f"{one.key} {one.title}") for one in view.entries]
        end = [Option("0", "0 End session")] if view.person else []
        return (*places, *end, *self.other_menu(), Option("f1", "F1 Help"))

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click, on a place."""
        if self.view is not None:
            place, _ = list(self.view.lines())[event.option_index]
            await self.app.run_action(f"go('{place.name}')")


def _rows(view: Waiting, width: int) -> list[str]:
    """A line for each thing that is said; a place that says several is named at the first."""
    rows, before = [], ""
    for one, words in view.lines():
        name = f"{one.key:<2} {one.title}" if one.name != before else ""
        rows.append(fitted(f"{name:<{TITLE + 3}}{words}", width).rstrip())
        before = one.name
    return rows
