"""Last call as people read it: on the board, and in the list, each their own things first."""

from datetime import date, time, timedelta

import pytest

from kiosk.practice.checks import CheckWords
from kiosk.practice.clock import StoppedClock
from kiosk.practice.issues import Raised
from kiosk.practice.people import Person
from kiosk.practice.typed_weekdays import MONDAY_TO_FRIDAY
from screens.session import Kiosk
from screens.views import last_call_board
from storage.jobs import JobWords
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin


@pytest.fixture
def rita(store: Store) -> Person:
    """A nurse: PIN 330033."""
    return with_pin(store, NewPerson("Rita Zztest", ("RN",)), "330033")


def granted(store: Store, ana: Person, ben: Person) -> str:
    """Ana's, approved; nobody is told of it yet."""
    ref = store.prior_auths.add("Lakeside Health", "MRI knee", "anyone", ben).ref
    store.prior_auths.claim(ref, ana)
    store.prior_auth_work.move(ref, "submit", ana, {"submitted_how": "portal"})
    store.prior_auth_work.move(ref, "approve", ana, {"authorization_number": "A-77"})
    return ref


@pytest.fixture
def late(store: Store, clock: StoppedClock, ana: Person, ben: Person, rita: Person) -> str:
    """A Friday on which nobody had lunch, and much is left at a quarter past four."""
    store.breaks.arrive(ana)
    store.breaks.arrive(rita)
    ref = granted(store, ana, ben)
    store.issues.add(Raised("Phones ring out over lunch", "phones"), rita)
    job = store.jobs.add(JobWords("vaccines", ("RN",)), ben)
    store.jobs.grant(rita, job.id, clock.now().date(), ben)
    every = (MONDAY_TO_FRIDAY, time(15), timedelta(minutes=30))
    store.checks.write(CheckWords("Vaccine fridge log", job.id, *every), ben)
    store.follow_ups.ask(rita, "Order labels", date(2026, 3, 10), "None are left", ben)
    clock.forward(
        days=4, hours=5, minutes=15
    )  # Tuesday, when the reply was promised, and in summer time
    store.breaks.arrive(ana)
    store.breaks.arrive(rita)
    return ref


def said(kiosk: Kiosk) -> list[str]:
    return [f"{label}: {words}" for label, words in last_call_board.listed(kiosk)]


def on_board(kiosk: Kiosk) -> list[tuple[str, str]]:
    return list(last_call_board.load(kiosk).aloud())


def test_before_its_hour_nothing_is_said(kiosk: Kiosk, late: str, clock: StoppedClock) -> None:
    clock.set_back(minutes=1)
    assert on_board(kiosk) == []
    assert said(kiosk) == []


def test_the_board_says_in_one_line_how_much_is_left(kiosk: Kiosk, late: str) -> None:
    # Two days without an end, an answer, a reply and a check; what was asked only Rita knows.
    assert on_board(kiosk) == [("Last call", "5 things can still be settled: press 7")]


def test_on_a_shared_screen_nobody_is_named_for_their_breaks(kiosk: Kiosk, late: str) -> None:
    assert said(kiosk) == [
        "Last call: 5 things can still be settled before 5:00 PM",
        f"Ana Ruiz: {late} Lakeside Health, MRI knee: see that it matches what was asked: code,"
        " units, site, dates",
        "a manager: #1 Phones ring out over lunch: a first reply was promised",
        "Rita Zztest: Vaccine fridge log, was due by 3:30 PM: press 4, then t",
        "Breaks: 2 to settle, those people know",
    ]


def test_whoever_is_here_reads_their_own_first(kiosk: Kiosk, late: str, rita: Person) -> None:
    kiosk.session.begin(rita, kiosk.settings)
    lines = said(kiosk)
    assert lines[0] == "Last call: 6 things can still be settled before 5:00 PM"
    assert lines[1:4] == [
        "You: Fri Mar 6: nobody noted how it ended. Say how it was: press 1, then f",
        "You: Vaccine fridge log, was due by 3:30 PM: press 4, then t",
        "You: you were asked: Order labels. Answer: press 5, then d",
    ]
    assert lines[-1] == "Breaks: 1 to settle, that person knows"


def test_a_lunch_of_which_nothing_is_noted_is_for_that_person(
    kiosk: Kiosk, store: Store, clock: StoppedClock, ana: Person, rita: Person
) -> None:
    store.breaks.arrive(ana)
    store.breaks.arrive(rita)
    store.breaks.not_possible(rita, "meal", "Alone at the desk")
    clock.forward(hours=6, minutes=15)
    kiosk.session.begin(ana, kiosk.settings)
    assert said(kiosk)[1:] == [
        "You: Lunch: nothing is noted. Take it, or say why not: press 1, then n"
    ]
    store.breaks.start(ana, "meal")
    assert said(kiosk) == ["Last call: all is settled. Thank you, all of you"]
    assert on_board(kiosk) == []


def test_once_the_practice_has_closed_the_board_is_silent_and_the_list_stands(
    kiosk: Kiosk, late: str, clock: StoppedClock
) -> None:
    clock.forward(minutes=45)
    assert on_board(kiosk) == []
    assert said(kiosk)[0] == "Last call: 5 things can still be settled before 5:00 PM"


def test_what_is_for_managers_alone_is_never_there(
    kiosk: Kiosk, store: Store, late: str, rita: Person, ben: Person
) -> None:
    store.issues.add(Raised("The pay slips lie open", "everywhere", audience="manager"), rita)
    kiosk.session.begin(ben, kiosk.settings)
    assert not any("pay slips" in line for line in said(kiosk))


def test_a_place_that_is_switched_off_has_nothing_to_settle(
    kiosk: Kiosk, store: Store, late: str
) -> None:
    store.settings.set("turned_off", "prior_auths, issues, today")
    assert [line.partition(":")[0] for line in said(kiosk)] == ["Last call", "Breaks"]
