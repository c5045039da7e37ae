"""What each place says, in words, without drawing it."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.people import Person
from kiosk.practice.prior_auth_terms import PayerType
from kiosk.practice.prior_auths import Known
from screens.acts import Look
from screens.menu import BREAK_ROOM, BREAKS, MY_PAGE, PRIOR_AUTHS
from screens.session import Kiosk
from screens.views.words import day_words, length_words
from storage.store import Store

TODAY = date(2026, 3, 6)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, ""),
        (date(2026, 3, 5), "yesterday"),
        (TODAY, "today"),
        (date(2026, 3, 7), "tomorrow"),
        (date(2026, 3, 8), "Sun Mar 8"),
        (date(2027, 1, 2), "Jan 2, 2027"),
    ],
)
def test_a_day_is_said_as_people_say_it(day: date | None, words: str) -> None:
    assert day_words(day, TODAY) == words


def test_a_length_is_in_whole_minutes_that_have_passed() -> None:
    assert length_words(timedelta(minutes=12, seconds=59)) == "12 min"
    assert length_words(timedelta(minutes=60)) == "1 h 00 min"
    assert length_words(timedelta(minutes=65)) == "1 h 05 min"


def test_the_board_never_says_since_when_nor_on_which_break(
    kiosk: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    clock.forward(minutes=7)
    store.breaks.start(ana, "meal")
    home = BREAK_ROOM.home
    said = list(home.load(kiosk, home.first_look).aloud())
    assert said[0] == ("Oak Street", "Friday March 6, 10:07 AM")
    assert ("Here", "0 of 2, 1 away") in said
    assert ("Away now", "Ana Ruiz, front desk, back about 10:37 AM, cover none") in said
    assert not any("lunch" in value.lower() or "meal" in value.lower() for _, value in said)


def test_whose_breaks_are_not_tracked_has_no_lunch_to_start(
    kiosk: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    store.breaks.arrive(ana)
    store.breaks.arrive(ben)
    said = dict(BREAKS.load(kiosk, Look()).aloud())
    expected = "Ana Ruiz, front desk, start by 3:00 PM, cover NOBODY YET"
    assert said["Lunch next"] == expected
    kiosk.session.begin(ben, kiosk.settings)
    assert dict(BREAKS.load(kiosk, Look()).aloud())["You"] == (
        "here since 10:00 AM\nFor a break no other physician is here."
    )


def test_the_likeliest_act_stands_first(
    kiosk: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    kiosk.session.begin(ana, kiosk.settings)

    def first() -> str:
        return BREAKS.offers(BREAKS.load(kiosk, Look()), kiosk)[0].words

    assert first() == "Arrive"
    store.breaks.arrive(ana)
    assert first() == "Start 10-min break"
    clock.forward(hours=4)
    assert first() == "Start lunch"
    store.breaks.start(ana, "meal")
    clock.forward(minutes=30)
    assert first() == "End lunch, 30 min"
    store.breaks.end(ana, True)
    clock.forward(hours=4)
    assert first() == "Leave for today"


def test_numbers_of_the_payer_are_for_whoever_is_known(
    kiosk: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    task = store.prior_auths.add("Lakeside", "MRI lumbar", "anyone", ben)
    with closing(sqlite3.connect(store.path)) as other, other:
        other.execute(
            "UPDATE prior_auth SET payer_reference = 'P-77', authorization_number = 'A-88'"
        )
    look = Look(filter="open", opened=task.ref)
    said = dict(PRIOR_AUTHS.load(kiosk, look).aloud())
    assert said["Payer's reference"] == said["Authorization"] == "shown to whoever is known here"
    kiosk.session.begin(ana, kiosk.settings)
    said = dict(PRIOR_AUTHS.load(kiosk, look).aloud())
    assert (said["Payer's reference"], said["Authorization"]) == ("P-77", "A-88")


def test_one_that_is_opened_tells_what_was_done_about_it(
    kiosk: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    task = store.prior_auths.add("Lakeside", "MRI lumbar", "anyone", ben)
    store.prior_auths.claim(task.ref, ana)
    opened = PRIOR_AUTHS.load(kiosk, Look(filter="open", opened=task.ref))
    said = list(opened.aloud())
    assert ("Who has it", "Ana Ruiz") in said
    assert [value for label, value in said if label == "History"] == [
        "today 10:00 AM: listed, Dr. Ben Cole",
        "today 10:00 AM: taken, Ana Ruiz",
    ]
    assert [one.id for one in opened.things()] == [task.ref]


def test_my_page_is_about_nobody_else(kiosk: Kiosk, store: Store, ana: Person, ben: Person) -> None:
    store.breaks.arrive(ana)
    store.breaks.arrive(ben)
    task = store.prior_auths.add("Lakeside", "MRI lumbar", "anyone", ben)
    store.prior_auths.claim(task.ref, ben)
    kiosk.session.begin(ana, kiosk.settings)
    assert list(MY_PAGE.load(kiosk, Look()).aloud()) == [
        ("Name", "Ana Ruiz"),
        ("Roles", "front desk"),
        ("Arrived", "10:00 AM"),
        ("Lunch", "to begin by 3:00 PM"),
        ("Week so far", "1 day, 0 min worked"),
        ("My prior auths", "none"),
    ]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "not running: receipt not told (m)"),
        ({"received_at": "now"}, "no rule for this plan"),
        (
            {"decision_rule": "72 h, Part D exception"},
            "not running: statement missing · 72 h, Part D exception",
        ),
    ],
)
def test_a_clock_that_does_not_run_says_why(
    kiosk: Kiosk, store: Store, ana: Person, told: dict[str, object], said: str
) -> None:
    work = store.prior_auth_work
    payer_type: PayerType = "part d" if "decision_rule" in told else ""
    ref = store.prior_auths.add(
        "Union", "Adalimumab", "anyone", ana, Known(kind="drug", payer_type=payer_type)
    ).ref
    work.move(ref, "submit", ana, {"submitted_how": "fax"})
    if told:
        work.move(ref, "receive", ana, {**told, "received_at": store.clock.now()})
    opened = dict(PRIOR_AUTHS.load(kiosk, Look(filter="open", opened=ref)).aloud())
    assert opened["Payer decides by"] == said


def test_the_payer_late_and_we_late_are_told_apart(
    kiosk: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    work = store.prior_auth_work
    known = Known(kind="drug", payer_type="part d", needed_by=clock.now().date())
    refs = [store.prior_auths.add("Union", "Pen", "anyone", ana, known).ref for _ in range(2)]
    work.move(refs[0], "submit", ana, {"submitted_how": "fax"})
    work.move(refs[0], "receive", ana, {"received_at": clock.now()})
    clock.forward(hours=73)
    said = dict(PRIOR_AUTHS.load(kiosk, PRIOR_AUTHS.first_look).aloud())
    assert said[refs[0]].endswith(", PAYER LATE")
    assert said[refs[1]].endswith(", WE ARE LATE")
    counts = store.prior_auth_counts.counts(clock.now().date())
    assert (counts.late, counts.payer_late) == (1, 1)


def test_what_an_absent_owner_has_without_a_backup_shows(
    kiosk: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    alone, backed_up = (
        store.prior_auths.add("Union", "Pen", "anyone", ana, Known(backup=backup)).ref
        for backup in (None, ben.id)
    )
    for ref in (alone, backed_up):
        store.prior_auths.claim(ref, ana)
    look = Look(filter="alone")
    assert [one.id for one in PRIOR_AUTHS.load(kiosk, look).things()] == []  # nobody is here yet
    store.breaks.arrive(ben)
    said = dict(PRIOR_AUTHS.load(kiosk, look).aloud())
    assert said[alone].endswith(", NO BACKUP")
    assert backed_up not in said
    store.breaks.arrive(ana)
    assert [one.id for one in PRIOR_AUTHS.load(kiosk, look).things()] == []
