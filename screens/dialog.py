"""What all dialogs have in common; they themselves are imported when the first is opened."""

from typing import TypeVar

from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Input

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """Asks something, and is answered once."""

    BINDINGS = [Binding("escape", "back", "Back")]
    is_answered = False

    @property
    def takes_typing(self) -> bool:
        """Whether a printable key is typed, and so does nothing by itself."""
        return isinstance(self.focused, Input)

    def takes_badge(self, badge: str) -> bool:
        """Whether a badge that was scanned is the answer here, and not who has come."""
        return False

    def take_out(self, scanned: str) -> None:
        """Take out of the fields what a badge reader left in one of them."""
        for field in self.query(Input):
            if field.value.endswith(scanned):
                field.value = field.value[: -len(scanned)]

    def action_back(self) -> None:
        """Nobody wants to answer."""
        self.answer(None)

    def answer(self, answer: T | None) -> None:
        """Once: a second Enter can reach a dialog that is already gone."""
        if self.is_current:
            self.is_answered = True
            self.dismiss(answer)
