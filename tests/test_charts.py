"""Charts: characters that every terminal has, gaps as gaps, and round numbers at the side."""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.practice.figures import Unit
from kiosk.practice.trends import Period, Point, Trend
from screens.charts import FULL, LIGHT, chart

CONSOLE = set("─│┌┐└┘┤┬█░")


def trend(
    values: list[float | None], unit: Unit = "count", upper: list[float] | None = None
) -> Trend:
    weeks = [date(2026, 3, 2) + timedelta(days=7 * at) for at in range(len(values))]
    periods = [Period(one, one + timedelta(days=6), "week") for one in weeks]
    points = tuple(Point(*one) for one in zip(periods, values, strict=True))
    tops = zip(periods, upper or (), strict=False)
    return Trend("x", "x", unit, points, upper=tuple(Point(*one) for one in tops))


def columns(drawn: str, of: str) -> int:
    """How many lines have a bar."""
    return sum(of in line for line in drawn.splitlines())


def test_the_highest_bar_is_full_and_half_of_it_half() -> None:
    lines = chart(trend([2, 4]), 40, 12).splitlines()
    bars = [line.count(FULL) for line in lines]
    assert lines[1].lstrip().startswith("4┤")
    assert 0 < bars[1] < bars[-3]  # the second alone above, both below


def test_a_gap_has_no_bar_and_a_dash() -> None:
    drawn = chart(trend([3, None, 3]), 60, 12)
    assert "Mar 9 -" in drawn
    assert "Mar 16" in drawn and "Mar 16 -" not in drawn
    row = next(line for line in drawn.splitlines() if FULL in line)
    assert row.count("  " + FULL) + row.count("│" + FULL) + row.count("┤" + FULL) == 2


def test_nine_in_ten_stands_beside_the_median_with_another_character() -> None:
    drawn = chart(trend([3600.0], "seconds", [7200.0]), 60, 12)
    assert "hours" in drawn and "median" in drawn and "nine in ten within" in drawn
    assert columns(drawn, LIGHT) > columns(drawn, FULL) > 0


def test_shares_are_percent_and_long_waits_are_days() -> None:
    assert "100┤" in chart(trend([0.5, 1.0], "share"), 60, 12)
    assert "days" in chart(trend([3 * 24 * 3600.0], "seconds"), 60, 12)
    assert "minutes" in chart(trend([12.0], "minutes"), 60, 12)


def test_it_is_as_wide_as_its_room_whatever_the_terminal() -> None:
    assert max(len(line) for line in chart(trend([1, 2]), 130, 40).splitlines()) == 130


def test_it_is_drawn_alike_each_time_and_the_latest_has_its_label() -> None:
    many = trend([float(at % 7) for at in range(40)])
    drawn = {chart(many, 78, 12) for _ in range(20)}
    assert len(drawn) == 1
    assert drawn.pop().splitlines()[-1].endswith(many.points[-1].period.short)


def test_where_there_is_no_room_there_is_no_chart() -> None:
    assert chart(trend([1]), 20, 12) == ""
    assert chart(trend([1]), 80, 4) == ""


@example([5e-324], "count", 30, 6)
@given(
    st.lists(st.none() | st.floats(0, 1e7), min_size=1, max_size=60),
    st.sampled_from(["count", "minutes", "seconds", "share"]),
    st.integers(30, 140),
    st.integers(6, 30),
)
def test_anything_is_drawn_in_its_room(
    values: list[float | None], unit: Unit, width: int, height: int
) -> None:
    drawn = chart(trend(values, unit), width, height)
    assert len(drawn.splitlines()) <= height
    assert all(len(line) <= width for line in drawn.splitlines())
    assert not {one for one in drawn if ord(one) > 126} - CONSOLE
