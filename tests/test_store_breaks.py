"""The register of working and break times, on a real file."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from peewee import IntegrityError

from kiosk.practice.breaks import Break
from kiosk.practice.clock import StoppedClock
from kiosk.practice.days import between
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from storage.models import PunchRow
from storage.store import Store

NEW_YORK = ZoneInfo("America/New_York")


def test_a_break_is_two_punches(store: Store, ana: Person, clock: StoppedClock) -> None:
    store.breaks.arrive(ana)
    began = store.breaks.start(ana, "meal").at
    clock.forward(minutes=12)
    ended = store.breaks.end(ana, free=True).at
    (only,) = store.breaks.open_stays(clock.now())
    assert only.breaks == (Break("meal", began, ended, True, "punch 2"),)
    assert f"{began:%H:%M}" == "10:00"  # the practice's time, not UTC


def test_a_clock_that_was_wrong_for_a_while_loses_nobody_and_no_break(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    clock.set_back(hours=30)
    store.breaks.start(ana, "meal")
    (only,) = store.breaks.open_stays(clock.now())
    assert only.away and only.away.began == clock.now()
    clock.forward(hours=30)
    assert store.breaks.open_stays(clock.now()) == (only,)


def test_sixteen_hours_are_sixteen_over_the_night_when_clocks_go_forward(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    clock.set_to(datetime(2027, 3, 13, 18, tzinfo=NEW_YORK))
    store.breaks.arrive(ana)
    clock.forward(hours=15, minutes=59)
    assert [one.person for one in store.breaks.open_stays(clock.now())] == [ana.id]
    clock.forward(minutes=1)
    assert store.breaks.open_stays(clock.now()) == ()


def test_everybody_who_is_here_is_told_and_nobody_else(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    store.breaks.arrive(ben)
    assert {one.person for one in store.breaks.open_stays(clock.now())} == {ana.id, ben.id}
    store.breaks.leave(ana)
    assert {one.person for one in store.breaks.open_stays(clock.now())} == {ben.id}
    clock.forward(hours=16)
    assert store.breaks.open_stays(clock.now()) == ()


def test_a_refusal_leaves_nothing_behind(store: Store, ana: Person) -> None:
    before = store.version()
    with pytest.raises(Refusal):
        store.breaks.end(ana, free=None)
    assert store.version() == before


def test_punches_are_never_changed(store: Store, ana: Person) -> None:
    store.breaks.arrive(ana)
    database = store._database
    with pytest.raises(IntegrityError, match="never changed"), database.write(None, "tamper"):
        PunchRow.update(deed="leave").execute()
    with pytest.raises(IntegrityError, match="never removed"), database.write(None, "tamper"):
        PunchRow.delete().execute()


def test_two_punches_never_follow_the_same_one(store: Store, ana: Person) -> None:
    punch = store.breaks.arrive(ana)
    again = {"person": ana.id, "follows": 0, "deed": "arrive", "at": punch.at, "day": punch.day}
    with pytest.raises(IntegrityError, match="UNIQUE"), store._database.write(None, "tamper"):
        PunchRow.create(**again)


def test_the_last_punch_is_taken_back_and_both_stay_on_record(store: Store, ana: Person) -> None:
    store.breaks.arrive(ana)
    left = store.breaks.leave(ana)
    back = store.breaks.take_back(left, ana)
    assert back.takes_back == left.number
    stay = store.breaks.stay(ana)
    assert stay is not None
    assert stay.left is None
    store.breaks.start(ana, "rest")
    with store.read():
        deeds = [row.deed for row in PunchRow.select().order_by(PunchRow.id)]
    assert deeds == ["arrive", "leave", "take back", "start"]
    assert store.trail.verify() == ()


def test_an_arrival_that_is_taken_back_never_was(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    store.breaks.leave(ana)
    earlier = store.breaks.stay(ana)
    clock.forward(hours=2)
    store.breaks.take_back(store.breaks.arrive(ana), ana)
    assert store.breaks.stay(ana) == earlier
    assert store.breaks.open_stays(clock.now()) == ()
    store.breaks.arrive(ana)
    assert len(store.breaks.open_stays(clock.now())) == 1


def test_only_arrival_of_all_can_be_taken_back(store: Store, ana: Person) -> None:
    store.breaks.take_back(store.breaks.arrive(ana), ana)
    assert store.breaks.stay(ana) is None
    store.breaks.arrive(ana)


def test_nothing_else_is_taken_back(store: Store, ana: Person, ben: Person) -> None:
    arrived = store.breaks.arrive(ana)
    store.breaks.arrive(ben)
    started = store.breaks.start(ana, "rest")
    before = store.version()
    for punch, person in ((arrived, ana), (started, ben)):
        with pytest.raises(Refusal, match="Something came after"):
            store.breaks.take_back(punch, person)
    assert store.version() == before
    store.breaks.take_back(started, ana)
    with pytest.raises(Refusal, match="Something came after"):
        store.breaks.take_back(started, ana)


@pytest.mark.parametrize(
    ("evening", "hours"), [(date(2026, 3, 7), 7), (date(2026, 10, 31), 9), (date(2026, 6, 1), 8)]
)
def test_a_night_is_one_stay_of_the_evening_with_its_true_length(
    store: Store, ana: Person, clock: StoppedClock, evening: date, hours: int
) -> None:
    clock.set_to(datetime.combine(evening, datetime.min.time(), NEW_YORK).replace(hour=22))
    store.breaks.arrive(ana)
    clock.forward(hours=hours)
    left = store.breaks.leave(ana)
    stay = store.breaks.stay(ana)
    assert f"{left.at:%H:%M}" == "06:00"
    assert stay is not None
    assert (stay.day, between(stay.arrived, left.at)) == (evening, timedelta(hours=hours))


def test_who_comes_before_the_boundary_comes_for_the_evening_before(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    clock.set_to(datetime(2028, 3, 1, 3, 59, tzinfo=NEW_YORK))
    assert store.breaks.arrive(ana).day == date(2028, 2, 29)
    clock.forward(minutes=1)
    assert store.breaks.arrive(ben).day == date(2028, 3, 1)


def test_from_friday_to_monday_a_forgotten_leave_is_over(
    store: Store, ana: Person, clock: StoppedClock, another: Callable[..., Store]
) -> None:
    clock.set_to(datetime(2026, 3, 6, 16, 0, tzinfo=NEW_YORK))
    store.breaks.arrive(ana)
    store.close()
    clock.set_to(datetime(2026, 3, 9, 8, 0, tzinfo=NEW_YORK))
    monday = another()
    assert monday.breaks.open_stays(clock.now()) == ()
    assert monday.breaks.arrive(ana).day == date(2026, 3, 9)


def test_after_the_clock_was_set_back_breaks_end_and_are_not_negative(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    store.breaks.start(ana, "rest")
    clock.set_back(hours=2)
    store.breaks.end(ana, None)
    stay = store.breaks.stay(ana)
    assert stay is not None
    assert stay.breaks[0].lasted(clock.now()) == timedelta()


def test_every_terminal_follows_a_changed_policy_and_zone_at_once(
    store: Store, ana: Person, clock: StoppedClock, another: Callable[..., Store]
) -> None:
    desk = another()
    assert desk.breaks.policy.rest_name == "10-min break"
    store.settings.set("breaks.rest_name", "Tea")
    store.settings.set("zone", "Asia/Kathmandu")
    assert desk.breaks.policy.rest_name == "Tea"
    assert f"{desk.breaks.arrive(ana).at:%H:%M %Z}" == "20:45 +0545"
