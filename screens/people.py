"""Draws people: a list, of whom one is highlighted, and the one who is opened."""

from collections.abc import Iterator

from screens.labels import fitted
from screens.lists import ListScreen
from screens.views.people import Member, PeopleView

WIDE = 100  # columns from which every column has room


class PeopleScreen(ListScreen[PeopleView]):
    """Enter on the one who is open changes them."""

    likeliest = "e"

    def rows(self, view: PeopleView, width: int) -> Iterator[tuple[str | None, str]]:
        for one in view.members:
            yield one.id, line(one, width)


def line(one: Member, width: int) -> str:
    """One row, as wide as the screen: names and roles get what the rest leaves."""
    columns = [("manages" if one.is_manager else "", 7), (one.known_by, 16)]
    if width >= WIDE:
        columns += [("" if one.breaks_tracked else "breaks not tracked", 18)]
    columns += [(one.stands, 13)]
    room = width - 4 - sum(cells + 1 for _, cells in columns)
    name = fitted(one.name, room * 11 // 20)
    roles = fitted(one.roles, room - room * 11 // 20 - 1)
    rest = " ".join(fitted(words, cells) for words, cells in columns)
    return f"{name} {roles} {rest}".rstrip()
