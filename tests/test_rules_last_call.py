"""When last call is, and what of it who reads."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.practice.last_call import LastCallPolicy, Thing, closing, known_to_others, own_first
from kiosk.practice.opening_hours import Days, Hours, OpeningHours
from kiosk.practice.people import PersonId

NEW_YORK = ZoneInfo("America/New_York")
BOUNDARY = time(4)
ANA, BEN = PersonId(1), PersonId(2)


def at(day: int, hour: int, minute: int = 0, second: int = 0, month: int = 3) -> datetime:
    """A moment of 2026."""
    return datetime(2026, month, day, hour, minute, second, tzinfo=NEW_YORK)


def closes(
    now: datetime, hours: OpeningHours | None = None, before: timedelta = timedelta(minutes=45)
) -> datetime | None:
    of = (hours or OpeningHours(), BOUNDARY, NEW_YORK, LastCallPolicy(before))
    return closing(now, *of)


FIVE = at(6, 17)


def test_it_begins_on_the_minute() -> None:
    assert closes(at(6, 16, 14, 59)) is None
    assert closes(at(6, 16, 15)) == FIVE


def test_it_lasts_until_the_working_day_ends() -> None:
    assert closes(at(7, 3, 59)) == FIVE
    assert closes(at(7, 4)) is None


def test_the_last_stretch_of_a_day_closes_it() -> None:
    hours = OpeningHours(friday=Hours.read("8:00-12:00 and 13:00-18:30"))
    assert closes(at(6, 16, 30), hours) is None
    assert closes(at(6, 17, 45), hours) == FIVE.replace(hour=18, minute=30)


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (at(7, 16, 30), OpeningHours()),  # a Saturday
        (at(25, 16, 30, month=12), OpeningHours()),  # a Friday, and a holiday
        (at(6, 16, 30), OpeningHours(closed_on=Days([FIVE.date()]))),
    ],
)
def test_a_closed_day_has_none(now: datetime, hours: OpeningHours) -> None:
    assert closes(now, hours) is None


def test_it_can_be_done_without() -> None:
    assert closes(at(6, 16, 30), before=timedelta()) is None


def test_it_is_three_quarters_of_an_hour_where_the_clock_changes() -> None:
    hours = OpeningHours(sunday=Hours.read("0:00-3:15"))  # 2:00 AM became 3:00 AM, 2026-03-08
    of = (hours, time(0), NEW_YORK, LastCallPolicy())
    assert closing(at(8, 1, 29), *of) is None
    assert closing(at(8, 1, 30), *of)


THINGS = (
    Thing("break", "Ana's lunch", (ANA,), is_private=True),
    Thing("answer", "nobody's answer"),
    Thing("check", "the fridge", (ANA, BEN)),
    Thing("break", "Ben's lunch", (BEN,), is_private=True),
    Thing("asked", "what Ana was asked", (ANA,), is_private=True),
)


def test_own_things_come_first_and_nobody_reads_what_is_anothers_alone() -> None:
    words = [one.words for one in own_first(THINGS, BEN)]
    assert words == ["the fridge", "Ben's lunch", "nobody's answer"]
    assert known_to_others(THINGS, BEN) == 1


def test_where_nobody_is_known_there_is_only_what_all_may_read() -> None:
    assert [one.words for one in own_first(THINGS, None)] == ["nobody's answer", "the fridge"]
    assert known_to_others(THINGS, None) == 2
