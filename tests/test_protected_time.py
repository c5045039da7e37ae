"""Protected time for prior auths, without a screen: set in Roster, seen where people work."""

from datetime import date, datetime, time, timedelta

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.people import Person
from kiosk.practice.roster import WorkHours
from screens.acts import Listed, Look
from screens.management import NEEDS_A_LOOK, ROSTER
from screens.menu import PRIOR_AUTHS, TODAY
from screens.perform import take_back
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin
from tests.test_manage import aloud
from tests.test_shifts import DAY, Reader, act, at
from tests.test_store_people import deeds

FRIDAY = date(2026, 3, 6)
TO_SET = ("new", "person", "Ana", "Wed, Fri", "10-12", "always")


@pytest.fixture(autouse=True)
def on_the_roster(store: Store, ana: Person, ben: Person) -> None:
    """Ana works from Monday to Friday."""
    store.roster.set_week(ana, dict.fromkeys(range(5), DAY), ben)


def until(clock: StoppedClock, day: date, hour: int, minute: int = 0) -> None:
    clock.set_to(datetime.combine(day, time(hour, minute), clock.zone))


def shown(store: Store, clock: StoppedClock, who: Person, manages: bool = False) -> list[str]:
    lines = aloud(PRIOR_AUTHS.view(at(store, clock, who, manages), Look())).splitlines()
    return [one for one in lines if one.startswith("Protected time")]


async def protect(
    store: Store, clock: StoppedClock, ben: Person, *answers: str
) -> tuple[Reader, list[str]]:
    talk = await act(ROSTER, at(store, clock, ben, True), *(answers or TO_SET), key="h")
    return talk, talk.said


async def test_planned_stands_against_done_for_the_person_and_by_role_for_managers(
    store: Store, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    _, said = await protect(store, clock, ben)
    assert said == [
        "Protected for prior auths: Ana Ruiz, Wed, Fri 10:00 AM to 12:00 PM. "
        "They are asked last for cover then."
    ]
    line = "Protected time: planned 10:00 AM to 12:00 PM Fri; kept "
    assert shown(store, clock, ana) == [f"{line}0 of 0, 1 to come; 0 moves in it"]
    store.breaks.arrive(ana)
    until(clock, FRIDAY, 10, 30)
    one = store.prior_auths.add("Acme", "MRI", "anyone", ana)
    until(clock, FRIDAY, 11)
    taken = store.prior_auths.claim(one.ref, ana)
    until(clock, FRIDAY, 11, 1)
    store.prior_auth_undo.take_back(taken, ana)
    store.prior_auths.add("Acme", "CT", "anyone", ben)
    until(clock, FRIDAY, 12)
    assert shown(store, clock, ana) == [f"{line}1 of 1; 1 move in it"]
    assert shown(store, clock, ben) == [
        "Protected time: front desk: planned once, 2 h 00 min; kept 1 of 1; 1 move in it"
    ]
    until(clock, FRIDAY + timedelta(days=3), 9)
    both = "Protected time: planned 10:00 AM to 12:00 PM Wed and Fri; kept 0 of 0, 2 to come"
    assert shown(store, clock, ana) == [f"{both}; 0 moves in it"]


async def test_nobody_else_sees_it_and_an_opened_request_is_left_alone(
    store: Store, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    await protect(store, clock, ben)
    mia = with_pin(store, NewPerson("Mia Lund", ("MA",)), "330033")
    assert shown(store, clock, mia) == []
    one = store.prior_auths.add("Acme", "MRI", "anyone", ana)
    view = PRIOR_AUTHS.view(at(store, clock, ana), Look(opened=one.ref))
    assert "Protected" not in aloud(view)
    listed = PRIOR_AUTHS.view(at(store, clock, ana), Look())
    assert isinstance(listed, Listed)
    assert listed.headline().splitlines()[0].startswith("PROTECTED TIME  planned")


async def test_a_role_is_protected_next_week_only_and_it_ends(
    store: Store, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    _, said = await protect(store, clock, ben, "new", "role", "front desk", "Mon", "2-4", "next")
    when = "front desk, Mon 2:00 PM to 4:00 PM, from Mon Mar 9, until Sun Mar 15"
    assert said[0].startswith(f"Protected for prior auths: {when}.")
    talk, said = await protect(store, clock, ben, "1", "yes")
    assert f"End: {when}" in talk.shown
    assert said == ["Ended. front desk can be asked for cover like everybody."]
    assert store.protected_time.between(FRIDAY, date.max) == ()
    await take_back(talk.kiosk, talk)
    assert [one.role for one in store.protected_time.between(FRIDAY, date.max)] == ["front desk"]
    assert store.check() == ()


async def test_setting_it_is_taken_back(store: Store, clock: StoppedClock, ben: Person) -> None:
    talk, _ = await protect(store, clock, ben)
    await take_back(talk.kiosk, talk)
    assert store.protected_time.between(FRIDAY, date.max) == ()
    assert deeds(store)[-2:] == [
        "protected time set protected time 1",
        "protected time ended protected time 1",
    ]


async def test_what_cannot_be_meant_is_asked_again(
    store: Store, clock: StoppedClock, ben: Person
) -> None:
    form = ("Ana", "Mon", "2-4")
    talk, said = await protect(store, clock, ben, "new", "person", *form, "this", *form, "next")
    assert "None of those weekdays is still to come then. Name other days.|whose" in talk.asked
    assert said[-1].startswith("Protected for prior auths: Ana Ruiz, Mon 2:00 PM to 4:00 PM")


def test_only_managers_set_it_and_two_who_end_it_are_told_apart(
    store: Store, ana: Person, ben: Person
) -> None:
    span = WorkHours(time(10), time(12))
    with pytest.raises(NotAllowed):
        store.protected_time.protect(ana, (4,), span, (FRIDAY, None), ana)
    one = store.protected_time.protect(ana, (4,), span, (FRIDAY, None), ben)
    store.protected_time.end(one.number, ben)
    with pytest.raises(Refusal, match="has ended already"):
        store.protected_time.end(one.number, ben)
    store.protected_time.resume(one, ben)
    with pytest.raises(Refusal, match="holds already"):
        store.protected_time.resume(one, ben)


def test_it_stands_in_today_and_whoever_is_in_it_covers_last(
    store: Store, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    mia, zoe = (
        with_pin(store, NewPerson(name, ("front desk",)), pin)
        for name, pin in (("Mia Lund", "330033"), ("Zoe Park", "440044"))
    )
    for one in (ana, mia, zoe):
        store.breaks.arrive(one)
    now = clock.now()
    assert store.covers.proposed(mia, now).cover == ana
    span, days = WorkHours(time(10), time(12)), (FRIDAY, None)
    store.protected_time.protect(ana, (4,), span, days, ben)
    assert store.covers.proposed(mia, now).cover == zoe
    today = TODAY.view(at(store, clock, mia), Look())
    line = "10:00 AM to 12:00 PM; asked last for cover then"
    assert f"Protected time for prior auths: Ana Ruiz: {line}" in aloud(today)
    opened = TODAY.view(at(store, clock, mia), Look(opened=f"protected {ana.id}"))
    assert f"Protected time: {line}, for prior auths" in aloud(opened)
    until(clock, FRIDAY, 12)
    assert store.covers.proposed(mia, clock.now()).cover == ana


def looked_at(store: Store, clock: StoppedClock, ben: Person) -> list[str]:
    lines = aloud(NEEDS_A_LOOK.view(at(store, clock, ben, True), Look())).splitlines()
    return [one for one in lines if "protected time" in one]


async def test_two_lost_weeks_in_a_row_need_a_look_and_it_is_ended_there(
    store: Store, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    span, days = WorkHours(time(10), time(12)), (date(2026, 3, 9), None)
    store.protected_time.protect("front desk", (0, 2), span, days, ben)
    until(clock, date(2026, 3, 21), 9)
    assert looked_at(store, clock, ben) == []
    until(clock, date(2026, 3, 23), 9)
    (line,) = looked_at(store, clock, ben)
    assert "lost two weeks in a row: front desk, Mon, Wed 10:00 AM to 12:00 PM" in line
    kiosk = at(store, clock, ben, True)
    ref = NEEDS_A_LOOK.view(kiosk, Look()).things()[0].id
    opened = aloud(NEEDS_A_LOOK.view(kiosk, Look(opened=ref)))
    assert "Who: Ana Ruiz" in opened
    talk = await act(NEEDS_A_LOOK, kiosk, ref, "yes", key="a")
    assert talk.said == ["Ended. front desk can be asked for cover like everybody."]
    assert looked_at(store, clock, ben) == []


def test_one_kept_and_worked_in_of_a_week_is_enough(
    store: Store, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    span, days = WorkHours(time(10), time(12)), (date(2026, 3, 9), None)
    store.protected_time.protect(ana, (0, 2), span, days, ben)
    until(clock, date(2026, 3, 18), 9)
    store.breaks.arrive(ana)
    until(clock, date(2026, 3, 18), 11)
    store.prior_auths.add("Acme", "MRI", "anyone", ana)
    until(clock, date(2026, 3, 18), 12)
    store.breaks.leave(ana)
    until(clock, date(2026, 3, 23), 9)
    assert looked_at(store, clock, ben) == []
