"""What the home board says of problems and ideas: what needs ideas, what is tried, what is done."""

from collections.abc import Iterator
from datetime import timedelta

from kiosk.practice.values import dataclass
from screens.acts import View
from screens.session import Kiosk

SHOWN = timedelta(days=7)  # for that long what was done stays on the board


@dataclass(frozen=True)
class Glance(View):
    """A line each, where there is one: only what everybody may read, with credit."""

    needs_ideas: str = ""
    trying: str = ""
    done: str = ""

    def aloud(self) -> Iterator[tuple[str, str]]:
        every = {"Needs ideas": self.needs_ideas, "Trying": self.trying, "Done": self.done}
        return ((label, words) for label, words in every.items() if words)


def load(kiosk: Kiosk) -> Glance:
    """The newest that needs ideas, the trial that ends first, and what was done last."""
    found = kiosk.store.issues.on_board(kiosk.clock.now() - SHOWN)
    if found.is_empty:
        return Glance()
    from screens.views import issue_credit  # names and days, which an empty board need not wait for

    return Glance(*issue_credit.lines(found, kiosk))
