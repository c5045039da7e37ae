"""The register of working and break times, on a real file."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from peewee import IntegrityError

from kiosk.practice.break_cover import Planned
from kiosk.practice.breaks import Break
from kiosk.practice.clock import StoppedClock
from kiosk.practice.days import between
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from storage.people import NewPerson
from storage.store import Store
from storage.tables.breaks import PunchRow
from storage.tables.people import PersonRow

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


def test_an_act_counts_from_its_first_key(store: Store, ana: Person, clock: StoppedClock) -> None:
    ten = clock.now()
    arrived = store.breaks.arrive(ana, timedelta(seconds=40))
    assert arrived.at == ten - timedelta(seconds=40)
    clock.forward(seconds=30)
    # Never from before the arrival, nor from longer ago than the policy says.
    assert store.breaks.start(ana, "rest", timedelta(minutes=2)).at == arrived.at
    clock.forward(minutes=5)
    end = store.breaks.end(ana, None, timedelta(minutes=4))
    assert end.at == clock.now() - store.breaks.policy.first_key
    clock.forward(seconds=1)
    assert store.breaks.leave(ana, timedelta(minutes=9)).at == end.at + timedelta(seconds=1)
    assert store.trail.verify() == ()


def test_who_comes_with_the_first_key_before_the_boundary_belongs_to_the_evening(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    clock.set_to(datetime(2026, 3, 7, 4, 0, 30, tzinfo=NEW_YORK))
    assert store.breaks.arrive(ana, timedelta(minutes=1)).day == date(2026, 3, 6)


def test_a_clock_set_back_between_two_punches_keeps_both_as_they_were(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    clock.forward(minutes=10)
    began = store.breaks.start(ana, "rest").at
    clock.set_back(minutes=5)
    ended = store.breaks.end(ana, None, timedelta(seconds=20))
    assert ended.at == clock.now()
    stay = store.breaks.stay(ana)
    assert stay is not None
    assert (stay.breaks[0].began, stay.breaks[0].ended) == (began, ended.at)
    assert store.trail.clock_in_doubt() is not None
    assert store.trail.verify() == ()


def test_the_start_of_a_break_chooses_who_covers(store: Store, ana: Person, ben: Person) -> None:
    joel, _ = store.people.add(NewPerson("Joel Zztest", ("front desk",)))
    kim, _ = store.people.add(NewPerson("Kim Zztest", ("front desk",)))
    store.breaks.arrive(ana)
    assert cover_of(store, ana) is None
    store.breaks.start(ana, "rest")
    assert cover_of(store, ana) is None  # nobody else is here
    store.breaks.end(ana, None)
    for one in (joel, kim, ben):
        store.breaks.arrive(one)
    store.breaks.start(ana, "rest")
    assert cover_of(store, ana) == joel.id
    store.breaks.start(kim, "rest")
    assert cover_of(store, kim) == joel.id
    store.breaks.end(ana, None)
    assert cover_of(store, ana) is None


def cover_of(store: Store, person: Person) -> PersonId | None:
    found = store.covers.present(store.clock.now())
    return next(one.covered_by for one in found if one.person.id == person.id)


def test_the_cover_can_be_changed_while_one_is_away(store: Store, ana: Person, ben: Person) -> None:
    store.breaks.arrive(ana)
    store.breaks.arrive(ben)
    with pytest.raises(Refusal, match="not on a break"):
        store.covers.change(ana, ben.id)
    store.breaks.start(ana, "rest")
    assert store.covers.change(ana, ben.id) == store.people.get(ben.id)
    assert cover_of(store, ana) == ben.id
    before = store.version()
    with pytest.raises(Refusal, match="for themselves"):
        store.covers.change(ana, ana.id)
    with pytest.raises(Refusal, match="not in the store"):
        store.covers.change(ana, PersonId(99))
    assert store.version() == before
    assert store.covers.change(ana, None) is None
    assert cover_of(store, ana) is None


def test_nobody_counts_on_somebody_who_left_the_practice(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    leaver, _ = store.people.add(NewPerson("Joel Zztest", ("front desk",)))
    store.breaks.arrive(ana)
    store.breaks.arrive(leaver)
    store.breaks.start(leaver, "rest")
    assert [one.person.name for one in store.covers.present(clock.now())] == [
        *("Ana Ruiz", "Joel Zztest"),
    ]
    with store._database.write(None, "person changed"):
        PersonRow.update(is_active=False).where(PersonRow.id == leaver.id).execute()
    assert [one.person.name for one in store.covers.present(clock.now())] == ["Ana Ruiz"]
    store.breaks.start(ana, "rest")
    assert cover_of(store, ana) is None


def test_a_last_day_of_work_lasts_until_its_shift_ends(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    today = clock.now().date()
    leaver, _ = store.people.add(NewPerson("Joel Zztest", ("front desk",), employed_to=today))
    clock.forward(hours=12)
    store.breaks.arrive(leaver)
    clock.forward(hours=4)  # two in the morning
    assert [one.person.id for one in store.covers.present(clock.now())] == [leaver.id]


def test_a_plan_for_lunch_is_changed_and_taken_away(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    day, noon = clock.now().date(), clock.now() + timedelta(hours=2)
    with pytest.raises(Refusal, match="Arrive first"):
        store.covers.plan(ana, noon)
    store.breaks.arrive(ana)
    store.covers.plan(ana, noon)
    store.covers.plan(ana, noon + timedelta(minutes=15))
    assert store.covers.plans(day) == (Planned(ana.id, noon + timedelta(minutes=15)),)
    slots = store.covers.slots(ana, noon)
    assert (slots[-1].begins, slots[-1].alone) == (noon, ("front desk",))
    store.covers.plan(ana, None)
    assert store.covers.plans(day) == ()
    assert store.covers.plans(day + timedelta(days=1)) == ()


def test_a_changed_zone_changes_no_day_and_no_length(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    store.breaks.start(ana, "meal")
    store.settings.set("zone", "Pacific/Kiritimati")  # where it is tomorrow
    clock.forward(minutes=30)
    ended = store.breaks.end(ana, free=True)
    stay = store.breaks.stay(ana)
    assert stay is not None
    assert ended.day == stay.day == date(2026, 3, 6)
    assert stay.breaks[0].lasted(clock.now()) == timedelta(minutes=30)
    assert f"{stay.arrived:%a %H:%M}" == "Sat 05:00"
    assert [one.person for one in store.breaks.open_stays(clock.now())] == [ana.id]
    store.breaks.leave(ana)
    assert store.breaks.arrive(ana).day == date(2026, 3, 7)


def test_meals_are_waived_by_the_person_alone_where_the_rules_let_them(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    before = store.version()
    with pytest.raises(Refusal, match="do not let anybody waive"):
        store.waivers.sign(ana, "first meal", is_signed=True)
    assert store.version() == before
    store.break_rules.choose("california")
    store.waivers.sign(ana, "first meal", is_signed=True)
    with pytest.raises(Refusal, match="already"):
        store.waivers.sign(ana, "first meal", is_signed=True)
    store.waivers.sign(ben, "second meal", is_signed=True)
    clock.forward(hours=1)
    store.waivers.sign(ana, "first meal", is_signed=False)
    told = [(one.meal, one.is_signed) for one in store.waivers.of(ana.id)]
    assert told == [("first meal", True), ("first meal", False)]
    assert len(store.waivers.of()) == 3
    assert store.trail.verify() == ()
