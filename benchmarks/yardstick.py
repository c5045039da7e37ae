"""The yardstick: the least Textual program that does what a screen of the kiosk does.

A header, a table of 50 rows (or of as many as are told) and a footer; F2 opens a second screen like
it, F1 goes back. Told "field", it is one text field between them.
"""

import sys

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import DataTable, Footer, Header, Input

ROWS = 50
FIELD, EMPTY = "field", "TYPE HERE"  # how the other program is asked for, and what it shows


class Listing(Screen[None]):
    """One table. word: what each of its rows begins with."""

    BINDINGS = [("f1", "app.first", "First"), ("f2", "app.second", "Second")]

    def __init__(self, word: str, rows: int) -> None:
        super().__init__()
        self._word, self._rows = word, rows

    def compose(self) -> ComposeResult:
        """The three widgets that any list has."""
        yield Header()
        yield DataTable[str](cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        """Fill the table and put the cursor into it."""
        table: DataTable[str] = self.query_one(DataTable)
        table.add_columns("Name", "State", "Since")
        numbers = range(1, self._rows + 1)
        table.add_rows((f"{self._word} {row:02}", "open", "09:15") for row in numbers)
        table.focus()


class Yardstick(App[None]):
    """Two screens; the second is made anew each time, as the simplest program would do it."""

    def __init__(self, rows: int = ROWS) -> None:
        super().__init__()
        self._rows = rows

    def get_default_screen(self) -> Screen[None]:
        """The first table, with no empty screen below it."""
        return Listing("FIRST", self._rows)

    def action_second(self) -> None:
        """Open the second table, once."""
        if len(self.screen_stack) == 1:
            self.push_screen(Listing("SECOND", self._rows))

    def action_first(self) -> None:
        """Go back to the first."""
        if len(self.screen_stack) > 1:
            self.pop_screen()


class Field(App[None]):
    """The least program in which somebody types."""

    def compose(self) -> ComposeResult:
        """The field, and what any screen has."""
        yield Header()
        yield Input(placeholder=EMPTY)
        yield Footer()


if __name__ == "__main__":
    if sys.argv[1:] == [FIELD]:
        Field().run()
    else:
        Yardstick(*map(int, sys.argv[1:])).run()
