"""The footer: the keys of a screen in words, never cut off; a click does what the key does."""

from textual import events
from textual.content import Content
from textual.widgets import Static

from screens.acts import Option

GAP = "   "


class KeyBar(Static):
    """As many lines as the keys need. An option's id is the key, its words are what is shown."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._lines: list[list[Option]] = []

    @property
    def rows(self) -> int:
        """How many lines the keys take."""
        return max(len(self._lines), 1)

    def show(self, options: tuple[Option, ...]) -> None:
        """Lay the keys out in the width there is; nothing is drawn when nothing changed."""
        lines = laid_out(options, max(self.app.size.width - 2, 20))
        if lines != self._lines:
            self._lines = lines
            self.update(Content("\n".join(GAP.join(one.words for one in line) for line in lines)))

    def on_click(self, event: events.Click) -> None:
        """Press the key whose words were clicked."""
        offset = event.get_content_offset(self)
        if offset is not None and (key := key_at(self._lines, offset.x, offset.y)):
            self.app.simulate_key(key_name(key))


def laid_out(options: tuple[Option, ...], width: int) -> list[list[Option]]:
    """The options in lines of at most this many cells."""
    lines: list[list[Option]] = [[]]
    for option in options:
        taken = sum(len(one.words) + len(GAP) for one in lines[-1])
        if lines[-1] and taken + len(option.words) > width:
            lines.append([])
        lines[-1].append(option)
    return lines


def key_at(lines: list[list[Option]], x: int, y: int) -> str | None:
    """The key whose words stand at this cell."""
    if not 0 <= y < len(lines):
        return None
    start = 0
    for one in lines[y]:
        if start <= x < start + len(one.words):
            return one.id
        start += len(one.words) + len(GAP)
    return None


def key_name(key: str) -> str:
    """How Textual calls the key of a sign."""
    return "slash" if key == "/" else key.lower()
