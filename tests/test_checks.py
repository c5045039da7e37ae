"""Routine checks as people see and tick them: on the board, in Today, in Jobs, in Needs a look."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

import pytest

from kiosk.practice.checks import Check, CheckWords
from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.roster import WorkHours
from kiosk.practice.typed_weekdays import MONDAY_TO_FRIDAY
from screens.acts import Given, Look, Question
from screens.app import KioskApp
from screens.home import board
from screens.management import FOLLOW_UPS, JOBS, NEEDS_A_LOOK
from screens.menu import BREAK_ROOM, ISSUES, TODAY, Place
from screens.perform import perform, take_back
from screens.session import Kiosk, Session
from screens.views.today_board import Glance as Today
from storage.jobs import JobWords
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin
from tests.test_acts import Scripted
from tests.test_board import full
from tests.test_manage import aloud
from tests.test_pictures import picture
from tests.test_screens import done, type_keys


@pytest.fixture
def rita(store: Store) -> Person:
    """A nurse: PIN 330033."""
    return with_pin(store, NewPerson("Rita Zztest", ("RN",)), "330033")


@pytest.fixture
def fridge(store: Store, clock: StoppedClock, ana: Person, ben: Person, rita: Person) -> Check:
    """Rita does the vaccines. Now, at ten past ten, the log has been due for five minutes."""
    job = store.jobs.add(JobWords("vaccines", ("RN",)), ben)
    store.jobs.grant(rita, job.id, clock.now().date(), ben)
    words = CheckWords(
        "Vaccine fridge log", job.id, MONDAY_TO_FRIDAY, time(10, 5), timedelta(minutes=30)
    )
    check = store.checks.write(words, ben)
    clock.forward(minutes=10)
    store.breaks.arrive(rita)
    return check


@pytest.fixture
def known(kiosk: Kiosk, fridge: Check, rita: Person) -> Kiosk:
    """Rita is at the terminal."""
    kiosk.session.begin(rita, kiosk.settings)
    return kiosk


@pytest.fixture
def manager(store: Store, clock: StoppedClock, fridge: Check, ben: Person) -> Kiosk:
    """Ben is in the managers' view."""
    there = Kiosk(store, clock, Session(clock, store.settings.current(), for_managers=True))
    there.session.begin(ben, there.settings)
    return there


async def act(
    place: Place, key: str, kiosk: Kiosk, *answers: str | None, look: Look | None = None
) -> Scripted:
    talk = Scripted(kiosk, *answers)
    action = next(one for one in place.actions if one.key == key)
    await perform(action, place.view(kiosk, look or place.first_look), kiosk, talk)
    return talk


def on_board(kiosk: Kiosk) -> list[str]:
    assert TODAY.glance
    return [words for label, words in TODAY.glance(kiosk).aloud() if label == "Check now"]


def in_today(kiosk: Kiosk) -> list[str]:
    told = TODAY.view(kiosk, Look()).aloud()
    return [words for label, words in told if label == "Routine checks"]


def waiting(kiosk: Kiosk) -> list[str]:
    rows = NEEDS_A_LOOK.view(kiosk, Look()).things()
    return [one.words for one in rows if one.id.startswith("check ")]


def key(check: Check, kiosk: Kiosk) -> str:
    return f"check {check.id} {kiosk.clock.now().date()}"


def test_the_board_says_it_once_it_is_due_to_whoever_has_the_job(
    known: Kiosk, clock: StoppedClock, store: Store, rita: Person
) -> None:
    assert on_board(known) == ["Vaccine fridge log, by 10:35 AM: RN (vaccines)"]
    clock.forward(minutes=30)
    assert on_board(known) == ["Vaccine fridge log, was due by 10:35 AM: RN (vaccines)"]
    store.breaks.leave(rita)
    assert on_board(known) == ["Vaccine fridge log, was due by 10:35 AM: NOBODY (vaccines)"]
    clock.forward(days=1)
    assert on_board(known) == []


def test_before_its_time_and_without_any_the_board_says_nothing(
    known: Kiosk, clock: StoppedClock
) -> None:
    clock.set_to(clock.now().replace(minute=2))
    assert on_board(known) == []
    assert in_today(known) == ["Vaccine fridge log: from 10:05 AM: vaccines"]


async def test_it_is_ticked_in_two_keys_and_taken_back(known: Kiosk, fridge: Check) -> None:
    talk = await act(TODAY, "t", known, f"{key(fridge, known)} well")
    assert talk.said == ["Vaccine fridge log: ticked by Rita Zztest at 10:10 AM, all well."]
    assert on_board(known) == []
    assert in_today(known) == ["Vaccine fridge log: 10:10 AM, Rita Zztest: all well"]
    await take_back(known, talk)
    assert talk.said[-1] == "Taken back: that check is still to be done."
    assert len(on_board(known)) == 1


async def test_a_late_tick_counts_and_says_that_it_was_late(
    known: Kiosk, clock: StoppedClock, fridge: Check
) -> None:
    clock.forward(hours=2)
    assert in_today(known) == [
        "Vaccine fridge log: LATE, was due by 10:35 AM: Rita Zztest (vaccines)"
    ]
    await act(TODAY, "t", known, f"{key(fridge, known)} well")
    assert in_today(known) == ["Vaccine fridge log: 12:10 PM, Rita Zztest: all well, late"]


async def test_whoever_is_second_is_told_who_was_first(
    known: Kiosk, fridge: Check, ana: Person, another: Callable[..., Store]
) -> None:
    there = another()

    class Slow(Scripted):
        async def ask(self, question: Question, why: str = "") -> str | None:
            there.checks.tick(fridge.id, known.clock.now().date(), ana)
            return await super().ask(question, why)

    talk = Slow(known, f"{key(fridge, known)} well")
    await perform(TODAY.actions[0], TODAY.view(known, Look()), known, talk)
    assert talk.said == ["no: Ana Ruiz ticked that already, at 10:10 AM."]


async def test_of_several_it_is_asked_which_one(
    known: Kiosk, fridge: Check, store: Store, clock: StoppedClock
) -> None:
    second = store.checks.write(replace(fridge.words, what="Crash cart", at=time(10, 12)))
    clock.forward(minutes=5)
    assert on_board(known) == ["Vaccine fridge log (+1 more), by 10:35 AM: RN (vaccines)"]
    which = key(second, known)
    talk = await act(TODAY, "t", known, which, f"{which} well")
    assert talk.said == ["Crash cart: ticked by Rita Zztest at 10:15 AM, all well."]
    assert on_board(known) == ["Vaccine fridge log, by 10:35 AM: RN (vaccines)"]


async def test_when_none_is_due_it_says_so(known: Kiosk, fridge: Check) -> None:
    await act(TODAY, "t", known, f"{key(fridge, known)} well")
    talk = await act(TODAY, "t", known)
    assert talk.said == ["no: No check waits to be ticked just now."]


async def test_a_finding_becomes_a_problem_in_one_key_linked_both_ways(
    known: Kiosk, fridge: Check, store: Store
) -> None:
    talk = await act(TODAY, "i", known)
    assert talk.said == ["no: No check has a finding today. Tick one with t first."]
    about = key(fridge, known)
    talk = await act(TODAY, "t", known, f"{about} finding", "48 F at the top")
    assert "Press i to make it a problem" in talk.said[0]
    told = ("Vaccine fridge log: 48 F at the top", "lab", "once", "needs ideas", "everybody")
    talk = await act(TODAY, "i", known, *told, "shown")
    assert talk.said[0].startswith("#1 is noted.")
    opened = aloud(TODAY.view(known, Look(opened=about)))
    assert "FINDING: 48 F at the top" in opened
    assert "#1 Vaccine fridge log: 48 F at the top" in opened
    assert "a routine check" in aloud(ISSUES.view(known, Look(opened="1")))


async def test_what_was_found_stands_in_the_form_already(known: Kiosk, fridge: Check) -> None:
    about = key(fridge, known)
    await act(TODAY, "t", known, f"{about} finding", "48 F [b]at the top")
    action = next(one for one in TODAY.actions if one.key == "i")
    assert known.session.person
    (asked,) = action.asks(Given(known.store, known.session.person))
    assert asked.default == "Vaccine fridge log: 48 F [b]at the top"
    assert asked.guarded


async def test_a_missed_one_needs_a_look_until_a_manager_notes_it(
    manager: Kiosk, fridge: Check, clock: StoppedClock
) -> None:
    clock.forward(minutes=30)
    about = key(fridge, manager)
    (row,) = waiting(manager)
    assert row.endswith("Vaccine fridge log: not ticked today, was due by 10:35 AM")
    opened = aloud(NEEDS_A_LOOK.view(manager, Look(opened=about)))
    assert "LATE, was due by 10:35 AM" in opened and "Not done" in opened
    talk = await act(NEEDS_A_LOOK, "a", manager, about, "Rita was out; logger says 39 F")
    assert talk.said == ["Noted: Vaccine fridge log was not done."]
    assert waiting(manager) == []
    assert in_today(manager) == [
        "Vaccine fridge log: 10:40 AM, Dr. Ben Cole: not done: Rita was out; logger says 39 F"
    ]
    await take_back(manager, talk)
    assert len(waiting(manager)) == 1


async def test_it_is_noted_in_jobs_as_well_of_the_last_time(
    manager: Kiosk, fridge: Check, clock: StoppedClock
) -> None:
    about = f"check {fridge.id}"
    talk = await act(JOBS, "l", manager, about, look=CHECKS)
    assert talk.said == ["no: That check was not missed in the last days."]
    clock.forward(minutes=30)
    talk = await act(JOBS, "l", manager, about, "", look=CHECKS)
    assert talk.said == ["Noted: Vaccine fridge log was not done."]


async def test_a_missed_one_is_a_follow_up_in_one_key(
    manager: Kiosk, fridge: Check, clock: StoppedClock
) -> None:
    clock.forward(minutes=30)
    about = key(fridge, manager)
    told = ("Rita", "Look at the logger", "tomorrow", "Vaccines spoil")
    talk = await act(NEEDS_A_LOOK, "w", manager, about, *told)
    assert talk.said[0].startswith("Asked: Rita Zztest, by tomorrow.")
    assert "Look at the logger" in aloud(FOLLOW_UPS.view(manager, Look()))


async def test_a_late_tick_settles_it_and_says_by_whom(
    manager: Kiosk, fridge: Check, clock: StoppedClock, rita: Person, store: Store
) -> None:
    clock.forward(minutes=30)
    about = key(fridge, manager)
    store.checks.tick(fridge.id, clock.now().date(), rita)
    assert waiting(manager) == []
    with pytest.raises(Refusal, match="settled already: check ticked, by Rita Zztest"):
        NEEDS_A_LOOK.view(manager, Look(opened=about))


CHECKS = Look(filter="checks")


async def test_a_manager_writes_changes_and_drops_one(manager: Kiosk, fridge: Check) -> None:
    told = ("Crash cart", "vacc", "Mon, thu", "4 PM", "2 h")
    talk = await act(JOBS, "r", manager, *told, look=CHECKS)
    assert talk.said == ["Crash cart: Mon, Thu at 4:00 PM, within 2 h, from its next time on."]
    lines = [one.words for one in JOBS.view(manager, CHECKS).things()]
    assert lines == [
        "Vaccine fridge log: vaccines, weekdays at 10:05 AM, within 30 min",
        "Crash cart: vaccines, Mon, Thu at 4:00 PM, within 2 h",
    ]
    cart = JOBS.view(manager, CHECKS).things()[1].id
    changed = ("Crash cart seals", "vaccines", "every day", "16:00", "2 h")
    await act(JOBS, "c", manager, cart, *changed, look=CHECKS)
    cart = JOBS.view(manager, CHECKS).things()[1].id
    talk = await act(JOBS, "d", manager, cart, "yes", look=CHECKS)
    assert talk.said == ["Crash cart seals is off the list. What was noted of it stays on record."]
    assert len(JOBS.view(manager, CHECKS).things()) == 1


async def test_what_does_not_fit_is_said_in_the_form(manager: Kiosk, fridge: Check) -> None:
    told = ("Vaccine fridge log", "vaccines", "someday", "8", "1 min", None)
    talk = await act(JOBS, "r", manager, *told, look=CHECKS)
    assert "There is a check Vaccine fridge log already" in str(talk.asked)
    talk = await act(JOBS, "c", manager, "job 1", None)
    assert talk.said == ["no: Choose a routine check: press f, and look at these."]


def test_a_manager_opens_one_and_reads_the_last_days(
    manager: Kiosk, fridge: Check, store: Store, rita: Person, clock: StoppedClock
) -> None:
    store.checks.tick(fridge.id, clock.now().date(), rita, "48 F")
    clock.forward(days=3, hours=1)
    told = aloud(JOBS.view(manager, Look("checks", opened=f"check {fridge.id}")))
    assert "LATE, was due by 10:35 AM" in told
    assert "Fri Mar 6: 10:10 AM, Rita Zztest: FINDING: 48 F" in told


async def test_the_keys_of_a_tick(app: KioskApp, fridge: Check, rita: Person) -> None:
    app.kiosk.session.begin(rita, app.kiosk.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await done(pilot)
        assert "CHECK NOW      Vaccine fridge log, by 10:35 AM: RN (vaccines)" in picture(app)
        await type_keys(pilot, "4", "t")
        assert "Vaccine fridge log, by 10:35 AM" in picture(app)
        await type_keys(pilot, "1")
        assert "10:10 AM, Rita Zztest: all well" in picture(app)
        await type_keys(pilot, "u", "0")
        assert "CHECK NOW" in picture(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_board_has_room_for_it(
    app: KioskApp, store: Store, fridge: Check, ana: Person, rita: Person, size: tuple[int, int]
) -> None:
    day = (WorkHours(time(8), time(17)),)
    for one in (ana, rita):
        store.roster.set_week(one, dict.fromkeys(range(5), day))
    today = store.clock.now().date()
    for number in range(4):
        title = f"A meeting about things {number}"
        store.roster.add_event(today, title, time(13), time(14), True)
    async with app.run_test(size=size) as pilot:
        await done(pilot)
        told = picture(app)
        assert "CHECK NOW" in told and "ALSO TODAY" in told and "more" in told
        assert "SCAN YOUR BADGE" in told


@pytest.mark.parametrize("height", [16, 20, 24, 40])
def test_a_check_has_room_on_the_fullest_board(height: int) -> None:
    said = "Vaccine fridge log, by 8:30 AM: RN (vaccines)"
    crowded = full("Phones ring out over lunch")
    others = tuple(one for one in crowded.glances if not isinstance(one, Today))
    glances = (*others, Today(("Meeting",) * 9, said))
    lines = board(replace(crowded, glances=glances), 80, height)
    assert f" CHECK NOW      {said}" in lines
    assert len(lines) == height and "IS HERE" in lines[-1]


def test_a_practice_without_the_place_has_no_checks(known: Kiosk) -> None:
    menu = BREAK_ROOM.without(frozenset({"today"}))
    told = aloud(menu.home.view(known, Look()))
    assert "Check now" not in told
