from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies

from kiosk.practice import checks
from kiosk.practice.checks import Calendar, Check, CheckId, CheckWords, Due, Tick
from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.jobs import Job, JobId
from kiosk.practice.opening_hours import Days, OpeningHours
from kiosk.practice.people import Person, PersonId
from kiosk.practice.training import Matrix, Training
from kiosk.practice.typed_times import time_of_day

ZONE = ZoneInfo("America/New_York")
CALENDAR = Calendar(OpeningHours(), time(4), ZONE)
FRIDAY = date(2026, 3, 6)
VACCINES = JobId(1)
ANA, BEN = Person(PersonId(1), "Ana", ("RN",)), Person(PersonId(2), "Ben", is_manager=True)


def check(
    at: time = time(8), minutes: int = 30, days: tuple[int, ...] = checks.MONDAY_TO_FRIDAY
) -> Check:
    words = CheckWords("Fridge log", VACCINES, days, at, timedelta(minutes=minutes))
    return Check(CheckId(1), words, datetime(2026, 2, 2, 12, tzinfo=ZONE))


def at(hour: int, minute: int = 0, day: date = FRIDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


def to_do(one: Check, now: datetime, *ticks: Tick) -> list[date]:
    return [due.day for due in checks.to_do([one], ticks, now, CALENDAR)]


def missed(one: Check, now: datetime, *ticks: Tick, calendar: Calendar = CALENDAR) -> list[date]:
    return [due.day for due in checks.missed([one], ticks, now, calendar)]


def tick(day: date = FRIDAY, outcome: checks.Outcome = "all well") -> Tick:
    return Tick(1, CheckId(1), day, outcome, ANA.id, at(8, 5, day))


def due(noted: Tick | None = None) -> Due:
    (one,) = checks.of_day(FRIDAY, [check()], [noted] if noted else [], CALENDAR)
    return one


def test_it_is_to_do_from_its_time_on_until_somebody_ticks_it() -> None:
    assert to_do(check(), at(7, 59)) == []
    assert to_do(check(), at(8)) == [FRIDAY]
    assert to_do(check(), at(15)) == [FRIDAY]  # late, and still to be done
    assert to_do(check(), at(8, 10), tick()) == []


def test_it_is_missed_once_its_time_is_over() -> None:
    monday = date(2026, 3, 2)
    noted = [tick(monday + timedelta(days=step)) for step in range(4)]
    early = date(2026, 2, 20)
    before = [tick(early + timedelta(days=step)) for step in range(10)]
    assert missed(check(), at(8, 29), *before, *noted) == []
    assert missed(check(), at(8, 30), *before, *noted) == [FRIDAY]
    assert missed(check(), at(8, 30), *before, *noted, tick()) == []


def test_a_closed_day_has_none() -> None:
    saturday = FRIDAY + timedelta(days=1)
    daily = check(days=checks.EVERY_DAY)
    assert to_do(daily, at(8, 10, saturday)) == []
    assert to_do(daily, at(8, 10)) == [FRIDAY]
    closed = Calendar(OpeningHours(closed_on=Days([FRIDAY])), time(4), ZONE)
    assert checks.of_day(FRIDAY, [daily], [], closed) == ()
    assert FRIDAY not in missed(daily, at(20), calendar=closed)


def test_other_weekdays_have_none() -> None:
    assert to_do(check(days=(0, 2)), at(9)) == []


def test_a_night_belongs_to_the_day_before() -> None:
    late = check(time(2), 180)
    saturday = FRIDAY + timedelta(days=1)
    assert to_do(late, at(2, 10, saturday)) == [FRIDAY]
    assert to_do(late, at(4, 30, saturday)) == [FRIDAY]  # the day is over, its time is not
    assert to_do(late, at(5, 0, saturday)) == []
    assert FRIDAY in missed(late, at(5, 0, saturday))


def test_it_is_due_from_its_next_time_on() -> None:
    words = check().words
    now = Check(CheckId(1), words, at(8, 10))
    assert to_do(now, at(8, 20)) == []
    assert missed(now, at(9)) == []
    monday = FRIDAY + timedelta(days=3)
    assert to_do(now, at(8, 20, monday)) == [monday]


def test_what_was_missed_before_it_was_taken_off_stays_missed() -> None:
    words = check().words
    off_at_nine = Check(CheckId(1), words, at(7), at(9))
    off_in_time = Check(CheckId(1), words, at(7), at(8, 10))
    assert missed(off_at_nine, at(10)) == [FRIDAY]
    assert missed(off_in_time, at(10)) == []
    assert [one.tick for one in checks.of_day(FRIDAY, [off_in_time], [tick()], CALENDAR)]


def test_the_night_when_the_clock_changes_gives_the_same_time() -> None:
    sunday = date(2026, 3, 8)
    everyday = Calendar(OpeningHours(sunday=OpeningHours().monday), time(0), ZONE)
    one = check(time(1, 30), 60, checks.EVERY_DAY)
    (found,) = checks.of_day(sunday, [one], [], everyday)
    assert f"{found.ends:%H:%M}" == "03:30"  # an hour later, over the hour that is skipped


def test_it_is_ticked_once_and_in_its_time() -> None:
    checks.check_tick(due(), at(8), time(4), "")
    checks.check_tick(due(), at(17), time(4), "")
    with pytest.raises(Refusal, match="not time yet"):
        checks.check_tick(due(), at(7, 59), time(4), "")
    with pytest.raises(Refusal, match="Ana ticked that already, at 8:05 AM"):
        checks.check_tick(due(tick()), at(8, 6), time(4), "Ana")
    with pytest.raises(Refusal, match="That day is over"):
        checks.check_tick(due(), at(9, day=FRIDAY + timedelta(days=1)), time(4), "")


def test_only_a_manager_notes_that_nobody_did_it_and_only_afterwards() -> None:
    checks.check_not_done(due(), BEN, at(9), "")
    with pytest.raises(NotAllowed):
        checks.check_not_done(due(), ANA, at(9), "")
    with pytest.raises(Refusal, match="until 8:30 AM"):
        checks.check_not_done(due(), BEN, at(8, 10), "")
    with pytest.raises(Refusal, match="Ana ticked that"):
        checks.check_not_done(due(tick()), BEN, at(9), "Ana")


def test_only_whoever_noted_it_takes_it_back() -> None:
    checks.check_take_back(tick(), ANA)
    with pytest.raises(Refusal, match="Only whoever"):
        checks.check_take_back(tick(), BEN)


def test_who_has_a_job_is_whoever_is_here_and_does_it_every_day() -> None:
    job = Job(VACCINES, "vaccines", roles=("RN",))
    matrix = Matrix((job,), tuple(Training(one.id, job.id, FRIDAY) for one in (ANA, BEN)))
    phones = Job(JobId(2), "phones", roles=("front desk",))
    desk = Person(BEN.id, "Ben", ("front desk",))
    both = Matrix((job, phones), (*matrix.trainings, Training(BEN.id, phones.id, FRIDAY)))
    carl = Person(PersonId(3), "Carl")
    assert checks.holders(job.id, (ANA, desk, carl), both) == (ANA,)
    assert checks.holders(job.id, (desk, carl), both) == (desk,)
    assert checks.holders(job.id, (carl,), both) == ()
    assert checks.holders(job.id, (carl,), both, [carl.id]) == (carl,)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("weekdays", (0, 1, 2, 3, 4)),
        ("Every  day", (0, 1, 2, 3, 4, 5, 6)),
        ("mon, wed,Friday", (0, 2, 4)),
        ("Mon-Thu", (0, 1, 2, 3)),
        ("Sat-Mon", (0, 5, 6)),
    ],
)
def test_weekdays_are_read(typed: str, days: tuple[int, ...]) -> None:
    assert checks.as_weekdays(typed) == days


@pytest.mark.parametrize(
    "typed", ["", "m", "someday", "mon-", "1", "mon;tue", "\u202emon", "mon,,"]
)
def test_what_are_no_weekdays_is_refused_with_how_to_write_them(typed: str) -> None:
    with pytest.raises(Refusal, match="every day"):
        checks.as_weekdays(typed)


@given(strategies.sets(strategies.integers(0, 6), min_size=1))
def test_weekdays_as_shown_are_read_again(days: set[int]) -> None:
    told = tuple(sorted(days))
    assert checks.as_weekdays(checks.shown_weekdays(told)) == told


@given(strategies.text())
def test_nothing_that_is_typed_does_more_than_be_refused(typed: str) -> None:
    for read in (checks.as_weekdays, checks.as_within, time_of_day):
        try:
            read(typed)
        except Refusal as no:
            assert len(str(no)) < 150


@pytest.mark.parametrize("typed", ["30", "1 min", "13 h", "soon", ""])
def test_a_length_that_does_not_fit_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="5 min to 12 h"):
        checks.as_within(typed)


def test_a_check_has_a_name_of_its_own() -> None:
    assert checks.as_what("  Crash   cart ", ["Fridge log"]) == "Crash cart"
    for typed in ("", "fridge LOG"):
        with pytest.raises(Refusal):
            checks.as_what(typed, ["Fridge log"])
