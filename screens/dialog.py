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
    _noted: tuple[Input, str] | None = None  # a field, and what stood in it before a badge

    @property
    def takes_typing(self) -> bool:
        """Whether a printable key is typed, and so does nothing by itself."""
        return isinstance(self.focused, Input)

    def takes_badge(self, badge: str) -> bool:
        """Whether a badge that was scanned is the answer here, and not who has come."""
        return False

    def takes_pin(self) -> bool:
        """Whether a PIN is typed just now, which may be as quick as a badge."""
        return False

    def note(self) -> None:
        """Note what stands in the field: what comes now may be a badge."""
        field = self.focused
        self._noted = (field, field.value) if isinstance(field, Input) else None

    def restore(self) -> None:
        """Take out of the field what a badge reader left there, once it has come there."""
        if self._noted is not None:
            field, value = self._noted
            field.call_later(setattr, field, "value", value)

    def action_back(self) -> None:
        """Nobody wants to answer."""
        self.answer(None)

    def answer(self, answer: T | None) -> None:
        """Once: a second Enter can reach a dialog that is already gone."""
        if self.is_current:
            self.is_answered = True
            self.dismiss(answer)
