"""Search while typing: a line at the foot of a list, which narrows with every key."""

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Label

from screens.acts import Question
from screens.dialog import Dialog
from screens.dialogs import field_for


class SearchLine(Dialog[str]):
    """Lies over the keys of a list, which do nothing meanwhile; the list stays in sight above.

    begun: what stands there already. narrow: called with what is typed, at every change. height:
    how many lines the keys take. Its answer is what was typed, once somebody goes to the list.
    """

    def __init__(
        self, question: Question, begun: str, narrow: Callable[[str], None], height: int
    ) -> None:
        super().__init__()
        self.question, self._begun, self._narrow, self._height = question, begun, narrow, height

    def compose(self) -> ComposeResult:
        """What can be searched for, the field, and the keys."""
        with Horizontal(id="line") as line:
            line.styles.height = self._height
            yield Label(f"{self.question.words}:", id="asked", markup=False)
            yield field_for(self.question, self._begun, id="field", compact=True)
            yield Label("Enter: to the list   Esc: end", id="how", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another sign was typed, or one less."""
        if not self.is_answered:
            self._narrow(event.value)

    def on_key(self, event: events.Key) -> None:
        """The arrows go to the list, as Enter does."""
        if event.key in ("up", "down"):
            event.stop()
            event.prevent_default()
            self._to_list()

    def on_input_submitted(self) -> None:
        """Enter."""
        self._to_list()

    def _to_list(self) -> None:
        self.answer(self.query_one("#field", Input).value)
