"""My page: what waits tomorrow, and a goal of one's own that nobody else ever reads."""

from datetime import date, time, timedelta

import pytest

from kiosk.practice.checks import CheckWords
from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.prior_auths import Known
from kiosk.practice.roster import WorkHours
from kiosk.practice.typed_weekdays import MONDAY_TO_FRIDAY
from screens.acts import Look
from screens.management import MANAGEMENT
from screens.menu import BREAK_ROOM, MY_PAGE
from screens.perform import perform
from screens.session import Kiosk, Session
from storage.jobs import JobWords
from storage.store import Store
from tests.test_acts import Scripted

MONDAY = date(2026, 3, 9)
GOAL = "Eat lunch away from the desk"


@pytest.fixture
def known(kiosk: Kiosk, ana: Person) -> Kiosk:
    """Ana is there, on a Friday."""
    kiosk.session.begin(ana, kiosk.settings)
    return kiosk


def said(kiosk: Kiosk) -> list[tuple[str, str]]:
    return list(MY_PAGE.load(kiosk, Look()).aloud())


async def act(key: str, kiosk: Kiosk, *answers: str | None) -> Scripted:
    talk = Scripted(kiosk, *answers)
    action = next(one for one in MY_PAGE.actions if one.key == key)
    await perform(action, MY_PAGE.load(kiosk, Look()), kiosk, talk)
    return talk


# --- what waits on the next day


def test_what_waits_on_the_next_day_that_is_open(
    known: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    store.roster.set_week(ana, {0: (WorkHours(time(8), time(17)),)}, ben)
    store.roster.add_event(MONDAY, "Staff meeting", time(13, 45), time(14, 15), True, (), ben)
    due = Known(needed_by=MONDAY)
    ref = store.prior_auths.add("Lakeside", "MRI knee", "anyone", ben, due).ref
    store.prior_auths.claim(ref, ana)
    other = store.prior_auths.add(
        "Lakeside", "CT", "anyone", ben, Known(needed_by=date(2026, 4, 1))
    )
    store.prior_auths.claim(other.ref, ana)
    store.follow_ups.ask(ana, "Order labels", MONDAY, "None are left", ben)
    job = store.jobs.add(JobWords("phones", ("front desk",)), ben)
    store.jobs.grant(ana, job.id, date(2026, 1, 5), ben)
    every = (MONDAY_TO_FRIDAY, time(8), timedelta(minutes=30))
    store.checks.write(CheckWords("Night messages", job.id, *every), ben)
    at = said(known).index(("Mon Mar 9", "you work 8 AM-5 PM"))
    assert said(known)[at + 1 : at + 5] == [
        ("", "Staff meeting 1:45 PM"),
        ("", f"{ref} Lakeside, MRI knee: due"),
        ("", "asked of you: Order labels"),
        ("", "Night messages, 8:00 AM to 8:30 AM"),
    ]


def test_somebody_else_s_monday_is_not_told(
    known: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    store.roster.set_week(ben, {0: (WorkHours(time(8), time(17)),)}, ben)
    assert ("Mon Mar 9", "you are off") in said(known)


def test_where_nothing_is_known_of_tomorrow_nothing_is_said(known: Kiosk) -> None:
    assert not any(label.startswith("Mon") for label, _ in said(known))


def test_of_many_only_the_first_are_told(
    known: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    for number in range(7):
        one = store.prior_auths.add(
            "Union", f"Test {number}", "anyone", ben, Known(needed_by=MONDAY)
        )
        store.prior_auths.claim(one.ref, ana)
    assert ("", "and 2 more prior auths") in said(known)


# --- a goal of one's own


async def test_a_goal_of_ones_own_is_set_and_read(known: Kiosk) -> None:
    talk = await act("o", known, GOAL, "+30", "")
    assert talk.said == ["Set, until Sun Apr 5. It stands here for you alone; x destroys it."]
    assert ("My goal", f"{GOAL} (until Sun Apr 5)") in said(known)


async def test_nobody_else_reads_it_and_no_manager_either(
    known: Kiosk, store: Store, clock: StoppedClock, ben: Person
) -> None:
    await act("o", known, GOAL, "+30", "lunches")
    for menu, for_managers in ((BREAK_ROOM, False), (MANAGEMENT, True)):
        session = Session(clock, store.settings.current(), for_managers)
        session.begin(ben, store.settings.current())
        kiosk = Kiosk(store, clock, session)
        for place in (menu.home, *menu.places):
            view = place.view(kiosk, place.first_look)
            assert GOAL not in str(list(view.aloud())), place.name
            for thing in view.things() if place.name == "trail" else ():
                opened = place.view(kiosk, Look(opened=thing.id))
                assert GOAL not in str(list(opened.aloud()))


async def test_it_is_destroyed_with_one_key(known: Kiosk, store: Store, ana: Person) -> None:
    await act("o", known, GOAL, "+30", "")
    talk = await act("x", known)
    assert talk.asked == []
    assert talk.said[0].startswith("Destroyed for good.")
    assert not any(label == "My goal" for label, _ in said(known))
    assert GOAL.encode() not in store.path.read_bytes()
    assert store.check() == ()
    await act("o", known, "Another one", "+7", "")
    assert ("My goal", "Another one (until Fri Mar 13)") in said(known)


async def test_there_is_one_at_a_time_and_its_day_lies_ahead(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    await act("o", known, GOAL, "+1", "")
    with pytest.raises(Refusal, match="Destroy that one first"):
        store.own_goals.set(ana, "Another", MONDAY, "")
    clock.forward(days=2)
    assert ("My goal", f"{GOAL} (its last day was yesterday)") in said(known)
    store.own_goals.destroy(ana)
    with pytest.raises(Refusal, match="from today on, within a year"):
        store.own_goals.set(ana, "Another", date(2026, 3, 7), "")
    with pytest.raises(Refusal, match="in your own words"):
        store.own_goals.set(ana, " \t", MONDAY, "")
    with pytest.raises(Refusal, match="no goal of your own"):
        store.own_goals.destroy(ana)
