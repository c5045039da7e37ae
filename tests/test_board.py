"""The home board as lines: whole at 80 by 24, whoever is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.acts import View
from screens.home import board
from screens.views.break_board import Glance as Breaks
from screens.views.break_board import Someone
from screens.views.home import HomeView
from screens.views.prior_auth_board import Glance as PriorAuths
from storage.prior_auth_counts import Counts

NOON = datetime(2026, 11, 23, 12, 7, tzinfo=ZoneInfo("America/New_York"))


@dataclass(frozen=True)
class Needed(View):
    """What a place says that the board has no drawing for."""

    what: str

    def aloud(self) -> Iterator[tuple[str, str]]:
        yield "Needed", self.what
        yield "Since", "this morning"


def view(away: int, lunch: int, roles: tuple[tuple[str, int], ...]) -> HomeView:
    def some(count: int) -> tuple[Someone, ...]:
        return tuple(Someone(f"Person {n}", "front desk", NOON) for n in range(count))

    here = sum(count for _, count in roles)
    glances = (Breaks(some(away), some(lunch), here, 60, roles), PriorAuths(Counts(9, 3)))
    return HomeView("Oak Street Family Medicine", NOON, None, glances, (("1", "Break"),), None)


def test_sixty_people_are_counted_by_role_with_how_many_more() -> None:
    roles = (("MA", 14), ("front desk", 9), ("RN", 8), ("billing", 6), ("physician", 5), ("NP", 4))
    lines = board(view(14, 32, roles), 80, 22)
    assert len(lines) == 22
    here = next(line for line in lines if "HERE" in line)
    assert "HERE 46 of 60   14 away" in here
    assert "MA 14" in here
    assert here.endswith("more")
    assert any("+" in line and "more" in line for line in lines if "│" in line)


def test_what_its_owner_left_stands_on_the_board_only_when_there_is_any() -> None:
    for left in (0, 12):
        glance = PriorAuths(Counts(tell=345, ending=678, left=left))
        lines = board(HomeView("Oak Street", NOON, None, (glance,), (), None), 80, 22)
        (line,) = [one for one in lines if "answer came, tell" in one]
        assert "345" in line and line.endswith("ending soon 678")
        assert ("owner left 12" in line) == bool(left)


def test_what_has_no_drawing_of_its_own_is_said_line_by_line() -> None:
    needed = Needed("gloves " * 20)
    lines = board(HomeView("Oak Street", NOON, None, (needed,), (), None), 80, 22)
    assert lines[2] == f" NEEDED         {'gloves ' * 20}"[:80].rstrip()
    assert lines[3:5] == [" SINCE          this morning", "─" * 80]
    assert len(lines) == 22


@given(
    st.integers(0, 60),
    st.integers(0, 60),
    st.lists(
        st.tuples(st.text("abcdefgh ", min_size=1, max_size=20), st.integers(1, 20)), max_size=9
    ),
    st.sampled_from([(80, 22), (80, 23), (120, 39), (60, 20)]),
)
def test_no_line_is_too_long_and_none_is_missing(
    away: int, lunch: int, roles: list[tuple[str, int]], size: tuple[int, int]
) -> None:
    lines = board(view(away, lunch, tuple(roles)), *size)
    assert len(lines) == size[1]
    people = [line for line in lines if "PRIOR" not in line and "prescriber" not in line]
    assert all(cell_len(line.rstrip()) <= size[0] for line in people if size[0] >= 80)
