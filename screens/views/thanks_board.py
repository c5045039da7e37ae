"""What the home board says of thanks: the latest of today, and the win of the week."""

from collections.abc import Iterator

from kiosk.practice.people import short_names
from kiosk.practice.thanks import Thanks
from kiosk.practice.values import dataclass
from screens.acts import View
from screens.session import Kiosk


@dataclass(frozen=True)
class Glance(View):
    """A line each, if there is any. thanks: today's latest; further: how many more; win: latest."""

    thanks: str = ""
    further: int = 0
    win: str = ""

    def aloud(self) -> Iterator[tuple[str, str]]:
        if self.win:
            yield "Win this week", self.win
        if self.thanks:
            yield "Thank you", self.thanks + (f" (+{self.further} more)" if self.further else "")


def load(kiosk: Kiosk) -> Glance:
    """What all may see today."""
    register = kiosk.store.thanks
    today = register.today()
    found = [one for one in register.on_board() if one.is_on_board(today)]
    if not found:
        return Glance()
    names = short_names(kiosk.store.people.everyone())
    wins = [one for one in found if one.is_win(today)]
    given = [one for one in found if not one.is_win(today)]

    def words(some: list[Thanks]) -> str:
        return next((f"{names[one.to]}, from {names[one.by]}: {one.words}" for one in some), "")

    return Glance(words(given), max(len(given) - 1, 0), words(wins))
