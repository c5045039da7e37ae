"""The home board as lines: whole at 80 by 24, whoever is there."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kiosk.practice.words import clean
from screens.acts import View
from screens.home import board
from screens.views.break_board import Glance as Breaks
from screens.views.break_board import Someone
from screens.views.home import HomeView
from screens.views.issue_board import Glance as Issues
from screens.views.prior_auth_board import Glance as PriorAuths
from screens.views.thanks_board import Glance as Thanks
from screens.views.today_board import Glance as Today
from storage.prior_auth_counts import Counts

PHONES = "Phones ring out over lunch"
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
    assert lines[2] == " NEEDED         " + ("gloves " * 20)[:63] + "…"
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


def full(said: str, today: int = 6, away: int = 6, lunch: int = 6, check: str = "") -> HomeView:
    """A board on which every place has as much to say as it can."""
    some = view(away, lunch, (("MA", 9), ("front desk", 4)))
    others = (
        Issues(said, said, said),
        Thanks(said, 3, said),
        Today(tuple(f"{said[:30]} {number}" for number in range(today)), check),
    )
    return replace(some, person=said[:40] or None, glances=(*some.glances, *others))


@pytest.mark.parametrize(("height", "rules", "people"), [(28, 4, 8), (23, 4, 3), (20, 2, 3)])
def test_all_that_is_said_of_ideas_and_thanks_has_room_without_rules_between(
    height: int, rules: int, people: int
) -> None:
    lines = board(full(PHONES), 80, height)
    assert len(lines) == height
    heads = ("NEEDS IDEAS", "TRYING", "DONE", "WIN THIS WEEK", "THANK YOU")
    first = next(place for place, line in enumerate(lines) if heads[0] in line)
    for head, line in zip(heads, lines[first:], strict=False):
        assert line.startswith(f" {head}")
    assert lines[first + len(heads)] == "─" * 80
    assert sum(line == "─" * 80 for line in lines) == rules
    assert sum("│" in line for line in lines) == people + 1
    assert lines[-1].startswith(f" {PHONES} IS HERE")


def test_where_there_is_no_room_what_is_said_first_stays_and_people_are_counted() -> None:
    lines = board(full(PHONES), 80, 14)
    heads = [line[1:15].strip() for line in lines[2:-2]]
    assert [one for one in heads if one.isupper()] == [
        *("ALSO TODAY", "AWAY NOW", "PRIOR AUTHS", "NEEDS IDEAS", "WIN THIS WEEK")
    ]
    assert " +5 more" in lines[5]


@given(
    st.text(max_size=80),
    *(st.integers(0, 9) for _ in range(3)),
    st.integers(40, 120),
    st.integers(4, 40),
    st.integers(0, 99_999),
)
def test_whatever_there_is_to_say_no_line_wraps_and_the_last_ones_stay(
    said: str, today: int, away: int, lunch: int, width: int, height: int, many: int
) -> None:
    words = clean(said, 80)
    filled = full(words, today, away, lunch, words if many % 2 else "")
    busy = PriorAuths(Counts(*[many] * len(fields(Counts))))
    glances = tuple(busy if isinstance(one, PriorAuths) else one for one in filled.glances)
    lines = board(replace(filled, glances=glances), width, height)
    assert len(lines) == height
    assert all(cell_len(line) <= width for line in lines)
    assert "No patient names" in lines[-2]
