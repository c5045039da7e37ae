"""My page: what waits tomorrow, and a goal of one's own that nobody else ever reads."""

from datetime import date, time, timedelta

import pytest

from kiosk.practice.checks import CheckWords
from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.issues import Raised
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
from storage.plan_runs import Given
from storage.store import Store
from tests.plans import KEPT_EHR
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


def test_what_a_plan_leaves_to_catch_up_on_waits_tomorrow(
    known: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    given = Given({"front desk": ana.id, "manager": ben.id}, ben.id)
    store.plan_runs.start(KEPT_EHR, "reduced", given, ben)
    assert ("Mon Mar 9", "EHR down: Type in what was written") in said(known)
    known.session.begin(ben, known.settings)
    assert "Type in what was written" not in str(said(known))


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


# --- one's own week


def test_the_week_is_told_in_numbers_worked_out_by_hand(
    known: Kiosk, store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.break_rules.choose("california")
    clock.forward(days=3)  # Monday, at eleven: it is summer time
    for has_lunch in (True, False):
        store.breaks.arrive(ana)
        clock.forward(hours=3)
        if has_lunch:
            store.breaks.start(ana, "meal")
            clock.forward(minutes=30)
            store.breaks.end(ana, True)
        else:
            store.breaks.start(ana, "rest")
            clock.forward(minutes=10)
            store.breaks.end(ana, None)
        clock.forward(hours=4)
        store.breaks.leave(ana)
        clock.forward(hours=14)
    ref = store.prior_auths.add("Lakeside", "MRI", "anyone", ben).ref
    store.prior_auths.claim(ref, ana)
    store.prior_auth_work.move(ref, "submit", ana, {"submitted_how": "fax"})
    # 7 h without the unpaid lunch, and 7 h 10 min: a lunch and two short breaks due on each.
    week = "2 days, 14 h 10 min worked, 1 of 2 lunches taken, 1 short break taken, 4 due"
    assert ("Week so far", week) in said(known)
    assert ("My prior auths", "1, 1 moved this week") in said(known)
    store.own_goals.set(ana, GOAL, date(2026, 4, 1), "lunches")
    line = f"{GOAL} (until Wed Apr 1). This week: 1 of 2 lunches taken"
    assert ("My goal", line) in said(known)
    known.session.begin(ben, known.settings)
    assert not any(label == "Week so far" for label, _ in said(known))
    assert ("My prior auths", "none") in said(known)


def test_what_was_taken_back_is_not_moved(
    known: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    ref = store.prior_auths.add("Lakeside", "MRI", "anyone", ben).ref
    store.prior_auths.claim(ref, ana)
    moved = store.prior_auth_work.move(ref, "submit", ana, {"submitted_how": "fax"})
    store.prior_auth_undo.take_back(moved, ana)
    assert ("My prior auths", "1") in said(known)


def test_what_came_of_an_idea_stands_beside_it(
    known: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    ref = store.issues.add(Raised("Second label printer", "lab"), ana).ref
    told = {"outcome": "It is in, beside the first", "done_by": ben}
    store.issue_work.move(ref, "close", ben, told)
    line = ("#1", "Second label printer, done: It is in, beside the first")
    assert line in said(known)
