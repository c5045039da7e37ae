"""Times of day as people type them, in every zone and in the nights that skip or repeat an hour."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.practice.days import after, between, instant
from kiosk.practice.errors import Refusal
from kiosk.practice.typed_times import moment_after
from kiosk.practice.words import clean
from tests import naughty

NEW_YORK = ZoneInfo("America/New_York")
TEN = datetime(2026, 3, 6, 10, 0, tzinfo=NEW_YORK)
HOUR = timedelta(hours=1)
ZONES = ("America/New_York", "America/Phoenix", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")


def shown(moment: datetime) -> str:
    return f"{moment:%a %H:%M:%S %Z}"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("12:34", "12:34"),
        ("1234", "12:34"),
        ("12:34 PM", "12:34"),
        ("12:34pm", "12:34"),
        ("1 pm", "13:00"),
        ("1 P.M.", "13:00"),
        ("1", "13:00"),
        ("13", "13:00"),
        ("1:05", "13:05"),
        ("105", "13:05"),
        ("13:05", "13:05"),
        (" 9:59 ", "21:59"),
        ("10", "10:00"),
        ("10 PM", "22:00"),
        ("12 AM", "00:00"),
        ("0:00", "00:00"),
        ("12", "12:00"),
        ("12 PM", "12:00"),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, told: str) -> None:
    assert f"{moment_after(typed, TEN):%H:%M}" == told


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "noon", "24:00", "25", "12:60", "1260", "12:3", "1:5", "12:345", "12345"),
        *("13 PM", "0 AM", "00:10 PM", "-1", "+5", "1:-5", "12:34:56", "١٢:٣٤", "1²", "PM", ":30"),
    ],
)
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match=r"is no time\. Write it as 12:34 PM or 13:05\."):
        moment_after(typed, TEN)


def test_hostile_text_is_refused_in_harmless_words() -> None:
    for typed in naughty.strings():
        try:
            moment_after(typed, TEN)
        except Refusal as no:
            assert str(no) == clean(str(no), 200), ascii(typed)


def test_a_minute_that_has_begun_still_shows() -> None:
    assert moment_after("10:00", TEN.replace(second=20)) == TEN.replace(second=20)
    assert shown(moment_after("9:59", TEN.replace(second=20))) == "Fri 21:59:00 EST"


def test_in_the_repeated_hour_the_next_one_is_meant() -> None:
    first = datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK)
    second = first.replace(fold=1)
    assert shown(moment_after("1:45", first)) == "Sun 01:45:00 EDT"
    assert shown(moment_after("1:45", second)) == "Sun 01:45:00 EST"
    assert shown(moment_after("1:15", first)) == "Sun 01:15:00 EST"
    assert shown(moment_after("1:15", second)) == "Sun 13:15:00 EST"


def test_a_time_that_the_clock_skips_is_refused_and_its_other_half_is_not() -> None:
    evening = datetime(2026, 3, 7, 22, 0, tzinfo=NEW_YORK)
    for earliest in (evening, after(evening, 3 * HOUR)):
        with pytest.raises(Refusal, match="The clock skips 2:30 that night"):
            moment_after("2:30 AM", earliest)
    assert shown(moment_after("2:30", evening)) == "Sun 14:30:00 EDT"
    assert shown(moment_after("3:00 AM", evening)) == "Sun 03:00:00 EDT"


# Around the nights in which a clock of these zones is changed, and anywhere in ten years.
CHANGES = [
    datetime(2026, *at, tzinfo=UTC) for at in ((3, 8, 7), (11, 1, 6), (4, 4, 15), (10, 3, 16))
]
moments = some.builds(
    lambda moment, span, zone: (moment + span).astimezone(ZoneInfo(zone)),
    some.sampled_from(CHANGES),
    some.timedeltas(-26 * HOUR, 3 * HOUR) | some.timedeltas(timedelta(), timedelta(days=3650)),
    some.sampled_from(ZONES),
)


@given(moments, some.integers(0, 23), some.integers(0, 59))
def test_it_is_the_first_moment_that_shows_what_was_typed(
    earliest: datetime, hour: int, minute: int
) -> None:
    typed = f"{hour}:{minute:02}"
    may_show = {hour} if hour > 12 or hour == 0 else {hour % 12, hour % 12 + 12}
    # Every minute that follows, one by one, is what a person would see on the wall.
    begun = earliest.replace(second=0, microsecond=0)
    every = [
        max(after(begun, timedelta(minutes=far)), earliest, key=instant) for far in range(1560)
    ]
    seen = [one for one in every if one.hour in may_show and one.minute == minute]
    try:
        found = moment_after(typed, earliest)
    except Refusal:
        assert all(between(earliest, one) >= 23 * HOUR for one in seen)
        return
    assert (instant(found), found.hour, found.minute) == (instant(seen[0]), *clock(seen[0]))
    assert timedelta() <= between(earliest, found) <= 25 * HOUR


def clock(moment: datetime) -> tuple[int, int]:
    return moment.hour, moment.minute
