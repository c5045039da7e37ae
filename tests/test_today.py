"""Today: who is here, who is out, who covers, what could break; the board; asking for time off."""

from datetime import date, time, timedelta

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.prior_auths import Known
from kiosk.practice.roster import WorkHours
from screens.acts import Look
from screens.app import KioskApp
from screens.home import board
from screens.menu import BREAK_ROOM, BREAKS, MY_PAGE, TODAY
from screens.perform import perform, take_back
from screens.session import Kiosk
from screens.views import today_board
from storage.jobs import JobWords
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin
from tests.test_acts import Scripted
from tests.test_manage import aloud
from tests.test_pictures import picture
from tests.test_screens import done, type_keys

FRIDAY = date(2026, 3, 6)
DAY, LATE = (WorkHours(time(8), time(17)),), (WorkHours(time(13), time(17)),)


@pytest.fixture
def mia(store: Store) -> Person:
    """A medical assistant: PIN 330033."""
    return with_pin(store, NewPerson("Mia Lund", ("MA",)), "330033")


@pytest.fixture
def known(kiosk: Kiosk, store: Store, ana: Person, ben: Person, mia: Person) -> Kiosk:
    """Ana and Mia work from Monday to Friday, both know vitals, and Ana alone the phones."""
    kiosk.session.begin(ana, kiosk.settings)
    phones = store.jobs.add(JobWords("phones", ("front desk",)), ben, "By the third ring.")
    vitals = store.jobs.add(JobWords("vitals", ("MA",)), ben)
    for person, job in ((ana, phones), (ana, vitals), (mia, vitals)):
        store.jobs.grant(person, job.id, date(2026, 1, 5), ben)
    for one in (ana, mia):
        store.roster.set_week(one, dict.fromkeys(range(5), DAY), ben)
    store.roster.add_event(FRIDAY, "Staff meeting", time(13, 45), time(14, 15), True, (), ben)
    return kiosk


async def do(key: str, talk: Scripted) -> None:
    action = next(one for one in TODAY.actions if one.key == key)
    await perform(action, TODAY.view(talk.kiosk, Look()), talk.kiosk, talk)


def said(kiosk: Kiosk, opened: str = "") -> list[str]:
    return aloud(TODAY.view(kiosk, Look(opened=opened))).splitlines()


def test_arrivals_and_roster_stand_side_by_side(known: Kiosk, store: Store, mia: Person) -> None:
    store.breaks.arrive(mia)
    store.breaks.start(mia, "meal")
    assert said(known)[0] == ("Day: Friday Mar 6, open 8:00 AM to 5:00 PM. 0 here, 1 away, 0 out")
    assert "Here: Mia Lund: MA, away, back about 10:30 AM, nobody covers" in said(known)
    assert "On the roster, not here just now: Ana Ruiz: until 5:00 PM" in said(known)
    assert "Could break today: phones: only Ana Ruiz" in said(known)
    assert "Also today: Staff meeting: 1:45 PM to 2:15 PM, paid" in said(known)
    assert "Jobs, and who is here for them: vitals: 1: Mia Lund" in said(known)
    monday = "The next 14 days: Mon Mar 9: phones only Ana Ruiz"
    assert monday in said(known)
    assert sum(line.startswith("The next 14 days") for line in said(known)) == 10


async def test_who_is_out_is_covered_by_training_and_it_is_changed_by_hand(
    known: Kiosk, store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    store.roster.call_out(mia, FRIDAY, True, ben)
    line = "Out today, and who covers: Mia Lund: vitals: "
    assert f"{line}Ana Ruiz, trained for vitals, covers nothing else" in said(known)
    vitals = store.jobs.matrix().jobs[1]
    talk = Scripted(known, f"out {mia.id} {vitals.id}", "nobody")
    await do("c", talk)
    assert f"{line}NOBODY: chosen by hand" in said(known)
    talk.answers = [f"out {mia.id} {vitals.id}", str(ana.id)]
    await do("c", talk)
    assert f"{line}Ana Ruiz, chosen by hand" in said(known)
    assert "Covers: vitals for Mia Lund" in said(known, f"person {ana.id}")
    talk.answers = [f"person {ana.id}"]
    await do("c", talk)
    assert talk.said == [
        "Nobody covers vitals today.",
        "Ana Ruiz covers vitals today.",
        "no: Choose a line of somebody who is out: who covers is changed there.",
    ]


def test_a_choice_by_hand_holds_while_whoever_was_chosen_can(
    known: Kiosk, store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    vitals = store.jobs.matrix().jobs[1]
    store.roster.call_out(mia, FRIDAY, True, ben)
    store.roster.choose_cover(FRIDAY, mia, vitals.id, ana, ben)
    line = "Out today, and who covers: Mia Lund: vitals: "
    assert f"{line}Ana Ruiz, chosen by hand" in said(known)
    store.roster.call_out(ana, FRIDAY, True, ben)
    assert [one for one in said(known) if one.startswith(f"{line}NOBODY: nobody trained")]
    store.roster.call_out(ana, FRIDAY, False, ben)
    store.breaks.arrive(ana)
    store.breaks.leave(ana)
    nearest = "nobody trained for vitals is here. Nearest: Ana Ruiz, off today"
    assert f"{line}NOBODY: {nearest}" in said(known)


def test_who_has_left_for_today_is_said_without_blame(
    known: Kiosk, store: Store, ben: Person, mia: Person
) -> None:
    store.breaks.arrive(mia)
    store.breaks.leave(mia)
    assert "On the roster, not here just now: Mia Lund: has left for today" in said(known)
    store.roster.change_day(mia, FRIDAY, (WorkHours(time(8), time(10)), *LATE), ben)
    assert "On the roster, not here just now: Mia Lund: from 1:00 PM" in said(known)
    store.breaks.arrive(mia)
    assert not [one for one in said(known) if "not here just now: Mia" in one]


@pytest.mark.parametrize("why", ["called out", "time off"])
def test_why_somebody_without_a_job_is_out_is_on_no_wall(
    known: Kiosk, store: Store, ben: Person, why: str
) -> None:
    zoe = with_pin(store, NewPerson("Zoe Park", ("billing",)), "440044")
    store.roster.set_week(zoe, {4: DAY}, ben)
    if why == "called out":
        store.roster.call_out(zoe, FRIDAY, True, ben)
    else:
        store.time_off.note(zoe, FRIDAY, FRIDAY, "", ben)
    assert "Out today, and who covers: Zoe Park: out" in said(known)
    assert why not in "\n".join(said(known, f"absent {zoe.id}"))


def test_nobody_trained_names_who_comes_nearest(
    known: Kiosk, store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    phones = store.jobs.matrix().jobs[0]
    store.jobs.learn(mia, phones.id, ana, ben)
    store.time_off.note(ana, FRIDAY, FRIDAY, "", ben)
    nearest = "nobody trained for phones is here. Nearest: Mia Lund, learning"
    assert f"Out today, and who covers: Ana Ruiz: phones: NOBODY: {nearest}" in said(known)
    assert "Could break today: phones: NOBODY trained" in said(known)


def test_a_job_is_read_by_anybody_and_nobodys_gaps_stand_there(known: Kiosk, store: Store) -> None:
    phones = store.jobs.matrix().jobs[0]
    opened = said(known, f"job {phones.id}")
    assert "In plain words: By the third ring." in opened
    assert "Trained: Ana Ruiz" in opened
    assert not [line for line in opened if "refresh" in line.casefold()]


async def test_time_off_is_asked_for_with_what_it_leaves_uncovered(
    known: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    task = store.prior_auths.add("Acme", "MRI", "anyone", ben)
    store.prior_auths.claim(task.ref, ana)
    talk = Scripted(known, "2026-03-09", "2026-03-09", "", "yes")
    await do("o", talk)
    assert talk.said == [
        "Asked for. A manager decides, and you read it at your next session. You hold 1 prior "
        "auths: before you go, press 2 and then b."
    ]
    assert [one.state for one in store.time_off.asked()] == ["asked"]
    await take_back(known, talk)
    assert store.time_off.asked() == ()
    again = store.time_off.ask(ana, date(2026, 3, 10), date(2026, 3, 10), "")
    store.time_off.decide(again.number, "declined", "Nobody for the phones", ben)
    page = aloud(MY_PAGE.view(known, Look()))
    assert "time off 2 declined by Dr. Ben Cole: Nobody for the phones" in page
    await do("k", talk)
    assert talk.said[-1] == "no: You have no time off to come, and ask for none."


def test_the_board_says_what_is_on_and_what_could_break(
    known: Kiosk, store: Store, ben: Person, mia: Person, clock: StoppedClock
) -> None:
    assert today_board.load(known).said == (
        "Staff meeting 1:45, paid",
        "Phones: one person trained today",
    )
    home = BREAK_ROOM.home.view(known, Look())
    lines = board(home, 80, 22)  # type: ignore[arg-type]  # the home board's
    assert lines[2] == (
        " ALSO TODAY     Staff meeting 1:45, paid   Phones: one person trained today"
    )
    store.roster.call_out(mia, FRIDAY, True, ben)
    home = BREAK_ROOM.home.view(known, Look())
    lines = board(home, 80, 22)  # type: ignore[arg-type]  # the home board's
    assert lines[3] == "                Vitals: one person trained today"
    assert any(line.startswith(" HERE 0 of 3   0 away   1 out") for line in lines)
    clock.forward(hours=7, minutes=1)
    assert today_board.load(known).said == ()


def test_where_no_roster_is_kept_the_board_is_as_before(kiosk: Kiosk) -> None:
    assert today_board.load(kiosk).said == ()
    assert "Could break" not in "\n".join(said(kiosk))


async def test_breaks_are_covered_by_training(
    known: Kiosk, store: Store, ana: Person, mia: Person
) -> None:
    store.breaks.arrive(ana)
    store.breaks.arrive(mia)
    assert store.covers.proposed(mia, known.clock.now()).cover == ana
    lunch = next(one for one in BREAKS.actions if one.key == "l")
    talk = Scripted(known)
    await perform(lunch, BREAKS.view(known, Look()), known, talk)
    assert talk.said[0].endswith("Nobody covers: nobody trained for phones is here.")


def test_steps_of_prior_auths_read_the_same_matrix(
    known: Kiosk, store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    job = store.jobs.add(JobWords("sending auths", (), timedelta(), "anyone"), ben)
    store.jobs.grant(ana, job.id, date(2026, 1, 5), ben)
    task = store.prior_auths.add("Acme", "MRI", "anyone", ben, Known("imaging"))
    step = store.prior_auths.get(task.ref).step
    with pytest.raises(Refusal, match="Mia Lund is not trained for sending auths"):
        store.prior_auth_work.step(task.ref, step, mia, mia)
    store.prior_auth_work.step(task.ref, step, ana, ana)


async def test_one_key_opens_it_and_one_more_reads_about_a_job(
    app: KioskApp, known: Kiosk, store: Store, ben: Person
) -> None:
    store.jobs.write_page(store.jobs.matrix().jobs[0].id, "[@click=app.quit]x[/] ring", ben)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "4")
        await done(pilot)
        assert "COULD BREAK TODAY" in picture(app)
        await type_keys(pilot, "", "enter")
        await done(pilot)
        assert "[@click=app.quit]x[/] ring" in picture(app)
