"""A list for managers of which each line is about somebody's day."""

from abc import abstractmethod
from collections.abc import Iterator

from kiosk.practice.values import dataclass
from screens.acts import Listed, Option


@dataclass(frozen=True)
class Line:
    """One line of the list."""

    id: str
    name: str
    day: str
    words: str

    def __str__(self) -> str:
        return f"{self.name}, {self.day}: {self.words}"


@dataclass(frozen=True)
class DayLines(Listed):
    """All of them, or the one that is opened."""

    items: tuple[Line, ...]
    opened: tuple[tuple[str, str], ...] = ()
    ref: str = ""

    @abstractmethod
    def title(self) -> str:
        """What the list is, and how much of it there is."""

    def headline(self) -> str:
        return str(self.items[0]) if self.ref else self.title()

    def aloud(self) -> Iterator[tuple[str, str]]:
        if self.opened:
            yield from self.opened
            return
        yield "List", self.headline()
        for one in self.items:
            yield one.name, f"{one.day}: {one.words}"

    def things(self) -> tuple[Option, ...]:
        return tuple(Option(one.id, str(one)) for one in self.items)
