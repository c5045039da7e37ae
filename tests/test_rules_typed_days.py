"""Days and times as people type them."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practice import typed_days
from kiosk.practice.errors import Refusal

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 5, tzinfo=ZoneInfo("America/New_York"))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("today", TODAY),
        (" Tomorrow ", date(2026, 11, 25)),
        ("yesterday", date(2026, 11, 23)),
        ("+3", date(2026, 11, 27)),
        ("-1", date(2026, 11, 23)),
        ("11/30", date(2026, 11, 30)),
        ("1/5", date(2027, 1, 5)),
        ("6/1", date(2026, 6, 1)),
        ("2/29", date(2028, 2, 29)),
        ("11/30/25", date(2025, 11, 30)),
        ("11/30/2027", date(2027, 11, 30)),
        ("2026-12-01", date(2026, 12, 1)),
    ],
)
def test_a_day_is_meant(words: str, meant: date) -> None:
    today = date(2027, 3, 1) if words == "2/29" else TODAY
    assert typed_days.day(words, today) == meant


@pytest.mark.parametrize(
    "words", ["", "soon", "13/1", "2/30", "11-30", "+9999", "2026-13-01", "\u0661/2", "1/2/3"]
)
def test_what_is_no_day_is_told_how_to_write_one(words: str) -> None:
    with pytest.raises(Refusal, match="is no day"):
        typed_days.day(words, TODAY)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("now", NOW),
        ("2:15 PM", NOW.replace(hour=14, minute=15)),
        ("2:15pm", NOW.replace(hour=14, minute=15)),
        ("2 p.m.", NOW.replace(hour=14, minute=0)),
        ("12:05 am", NOW.replace(hour=0, minute=5)),
        ("12 pm", NOW.replace(hour=12, minute=0)),
        ("14:15", NOW.replace(hour=14, minute=15)),
        ("11/23 9:00", NOW.replace(day=23, hour=9, minute=0)),
        ("yesterday 4:30 PM", NOW.replace(day=23, hour=16, minute=30)),
    ],
)
def test_a_moment_is_meant(words: str, meant: datetime) -> None:
    assert typed_days.moment(words, NOW) == meant


@pytest.mark.parametrize("words", ["", "9", "25:00", "13 pm", "0 am", "9:60", "11/23", "noonish"])
def test_what_is_no_moment_is_told_how_to_write_one(words: str) -> None:
    with pytest.raises(Refusal, match="Write 2:15 PM"):
        typed_days.moment(words, NOW)


@given(st.dates(TODAY - timedelta(days=180), TODAY + timedelta(days=180)))
def test_without_a_year_the_nearest_is_meant(day: date) -> None:
    assert typed_days.day(f"{day.month}/{day.day}", TODAY) == day


@given(st.times())
def test_a_time_is_read_as_it_is_said(at: time) -> None:
    said = typed_days.moment(f"{at:%I:%M %p}", NOW)
    assert (said.hour, said.minute) == (at.hour, at.minute)


@given(st.text())
def test_anything_typed_is_read_or_refused(words: str) -> None:
    with suppress(Refusal):
        typed_days.day(words, TODAY)
    with suppress(Refusal):
        typed_days.moment(words, NOW)


@given(st.dates(TODAY - timedelta(days=31), TODAY + timedelta(days=330)))
def test_a_day_until_which_something_holds_lies_ahead(day: date) -> None:
    assert typed_days.day(f"{day.month}/{day.day}", TODAY, ahead=True) == day
