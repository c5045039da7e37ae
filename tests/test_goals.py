"""Goals, trends and loads as managers see and set them: by keys, in lines, and drawn."""

from datetime import date, time, timedelta

import pytest

from kiosk.practice.break_corrections import Correction
from kiosk.practice.clock import StoppedClock
from kiosk.practice.days import after
from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.people import Person
from kiosk.practice.roster import WorkHours
from screens.acts import Look
from screens.app import KioskApp
from screens.management import GOALS, MANAGEMENT, NEEDS_A_LOOK
from screens.menu import BREAK_ROOM
from screens.perform import perform
from screens.session import Kiosk
from storage.jobs import JobWords
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin
from tests.test_acts import Scripted
from tests.test_manage import aloud
from tests.test_pictures import picture

MONDAY = date(2026, 3, 9)
CONSOLE = set("─│┌┐└┘┤┬├┴┼█░…═")  # what the font of a Linux console has, beside letters


@pytest.fixture
def mas(store: Store) -> list[Person]:
    """Three medical assistants."""
    return [
        with_pin(store, NewPerson(f"M{letter} Zztest", ("MA",)), f"44005{at}")
        for at, letter in enumerate("abc")
    ]


@pytest.fixture
def weeks(
    manage: Kiosk, store: Store, clock: StoppedClock, ben: Person, mas: list[Person]
) -> Kiosk:
    """Two weeks of three MAs: on both Mondays nobody had lunch, on the other days all had.

    It is Monday, Mar 23, and the first of them is here.
    """
    clock.forward(days=3)  # Monday, Mar 16, at eleven: it is summer time
    store.break_rules.choose("california")
    for day in range(12):
        if day % 7 < 5:
            work(store, clock, mas, has_lunch=day % 7 != 0)
        else:
            clock.forward(days=1)
    clock.forward(days=2)
    store.breaks.arrive(mas[0])
    manage.session.begin(ben, manage.settings)
    return manage


def work(store: Store, clock: StoppedClock, people: list[Person], has_lunch: bool) -> None:
    """Eight hours from eleven on, and then the night; lunch is from two to half past."""
    for person in people:
        store.breaks.arrive(person)
    clock.forward(hours=3)
    if has_lunch:
        for person in people:
            store.breaks.start(person, "meal")
    clock.forward(minutes=30)
    if has_lunch:
        for person in people:
            store.breaks.end(person, True)
    clock.forward(hours=4, minutes=30)
    for person in people:
        store.breaks.leave(person)
    clock.forward(hours=16)


def said(kiosk: Kiosk, by: str = "", opened: str = "") -> list[str]:
    return aloud(GOALS.view(kiosk, Look(filter=by, opened=opened))).splitlines()


async def do(key: str, kiosk: Kiosk, *answers: str | None) -> Scripted:
    talk = Scripted(kiosk, *answers)
    action = next(one for one in GOALS.actions if one.key == key)
    await perform(action, GOALS.view(kiosk, Look()), kiosk, talk)
    return talk


LUNCHES = ("breaks.lunches_missed", "alone", "week", "at most", "3")
REST = ("No lunch is missed", "Tired people make mistakes", "3/9", "+7")


# --- trends


def test_counts_by_week_are_told_with_gaps_as_gaps(weeks: Kiosk) -> None:
    lines = said(weeks, "week", "breaks.lunches_missed")
    assert lines[:2] == [
        "What it is: due, and none was taken (the policy pack that held when the shift began)",
        "Week of Mar 23: 0, so far",
    ]
    assert lines[2:4] == ["Week of Mar 16: 3", "Week of Mar 9: 3"]
    assert lines[4:6] == ["Week of Mar 2: 0", "Week of Feb 23: not measured then"]


def test_the_list_says_the_latest_and_what_was_before(weeks: Kiosk) -> None:
    lines = said(weeks, "week")
    # Of 15 lunches in a week 12 were done: all but Monday's three.
    assert "Lunches done, of those due: 80 %, before that 80 %" in lines
    assert "Lunches missed: 0 so far, before that 3, 3, 0" in lines
    assert not any(line.startswith("Time until") for line in lines)  # no plan ran


def test_by_month_and_quarter_all_of_it_adds_up(weeks: Kiosk) -> None:
    assert "Mar 2026: 6, so far" in said(weeks, "month", "breaks.lunches_missed")
    assert "1st quarter 2026: 6, so far" in said(weeks, "quarter", "breaks.lunches_missed")


def test_what_is_corrected_later_counts(
    weeks: Kiosk, store: Store, ben: Person, mas: list[Person]
) -> None:
    assert "Week of Mar 9: 3" in said(weeks, "week", "breaks.lunches_missed")
    (stay,) = (one for one in store.corrections.stays(mas[0], MONDAY) if one.day == MONDAY)
    began, ended = (after(stay.arrived, timedelta(hours=hours)) for hours in (3, 4))
    lunch = Correction(0, mas[0].id, MONDAY, "break", "", "meal", began, ended, "I forgot")
    (said_,) = store.corrections.say([lunch], mas[0])
    assert "Week of Mar 9: 3" in said(weeks, "week", "breaks.lunches_missed")
    store.corrections.decide(said_.number, ben, "approved")
    assert "Week of Mar 9: 2" in said(weeks, "week", "breaks.lunches_missed")


def test_steps_of_prior_auths_have_median_and_nine_in_ten(
    weeks: Kiosk, store: Store, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    refs = []
    for payer in ("Lake", "Union", "Union"):
        ref = store.prior_auths.add(payer, "MRI", "anyone", ben).ref
        store.prior_auths.claim(ref, ana)
        store.prior_auth_work.move(ref, "submit", ana, {"submitted_how": "fax"})
        refs.append(ref)
    for ref, hours in zip(refs, (1, 2, 5), strict=True):  # after 1, 3 and 8 hours with the payer
        clock.forward(hours=hours)
        store.prior_auth_work.move(ref, "approve", ana, {"authorization_number": "A-1"})
    lines = said(weeks, "week")
    assert "Waiting on payer: all payers: 3.0 h so far" in lines
    opened = said(weeks, "week", "prior_auths.turnaround/Union/payer")
    assert "Week of Mar 23: median 3.0 h, nine in ten within 8.0 h, so far" in opened


def test_a_trend_that_is_not_there_any_more_is_refused(weeks: Kiosk) -> None:
    with pytest.raises(Refusal, match="no such trend"):
        said(weeks, "week", "plans.to_finish/EHR down")


# --- load by role


def test_load_is_told_by_role_and_week_with_what_could_be_done(
    weeks: Kiosk, store: Store, ben: Person, mas: list[Person]
) -> None:
    vitals = store.jobs.add(JobWords("vitals", ("MA",)), ben)
    store.jobs.grant(mas[0], vitals.id, MONDAY, ben)
    store.roster.set_week(mas[0], {0: (WorkHours(time(8), time(17)),)}, ben)
    assert said(weeks, "load")[1:] == [
        "MA (3): lunches missed 3 of 15, short breaks 0, due 30, 3 days without a break,"
        " 114 h worked",
        "front desk: too few to show",
    ]
    lines = said(weeks, "load", "MA (3)")
    assert lines[1:4] == [
        "What could be done: 6 of 6 lunches were missed on Mondays: nobody covers 12:00 PM to"
        " 1:00 PM",
        "What could be done: Only one is trained for vitals: train a second person (Jobs, 9)",
        "What could be done: Let them plan their lunch in the morning: Break, p; the board says"
        " who covers",
    ]
    assert lines[5].startswith("Week of Mar 16: lunches missed 3 of 15")


def test_no_line_of_load_is_about_one_person(weeks: Kiosk, mas: list[Person]) -> None:
    every = [
        *said(weeks, "load"),
        *said(weeks, "load", "MA (3)"),
        *said(weeks, "load", "front desk"),
    ]
    assert not any(one.name in line for one in mas for line in every)
    assert "front desk: too few to show" in every


# --- goals


async def test_a_goal_is_set_from_named_figures_and_measured(weeks: Kiosk) -> None:
    talk = await do("n", weeks, *LUNCHES, *REST)
    assert talk.said == [
        "Set: No lunch is missed. Lunches missed, per week: at most 3.",
    ]
    assert said(weeks)[1] == "No lunch is missed: 3, week of Mar 16; 2 of 2 weeks reached it"
    lines = said(weeks, "goals", "goal 1")
    assert "Target: Lunches missed, per week: at most 3" in lines
    assert "Lunches missed: due, and none was taken" in lines
    assert "Look at it again: Mon Mar 30" in lines


async def test_a_share_of_two_figures_is_asked_for_in_percent(weeks: Kiosk) -> None:
    share = ("breaks.lunches_done", "breaks.lunches_due", "week", "at least", "90")
    await do("n", weeks, *share, *REST)
    line = "No lunch is missed: 80 %, week of Mar 16; 0 of 2 weeks reached it"
    assert said(weeks)[1] == line


async def test_on_its_day_it_needs_a_look_and_goes_on(
    weeks: Kiosk, store: Store, clock: StoppedClock
) -> None:
    await do("n", weeks, *LUNCHES, *REST)
    assert "No lunch is missed" not in aloud(NEEDS_A_LOOK.view(weeks, Look()))
    clock.forward(days=7)
    queue = aloud(NEEDS_A_LOOK.view(weeks, Look()))
    assert "No lunch is missed" in queue
    assert "a goal to look at again: 3, week of Mar 16; 2 of 2 weeks reached it" in queue
    assert said(weeks)[1].startswith("No lunch is missed: LOOK AT IT AGAIN. 3, week of Mar 16")
    talk = await do("d", weeks, "goal 1", "change", "1", "+28")
    assert talk.said == ["It goes on, at most 1. You look at it again on Mon Apr 27."]
    assert "No lunch is missed" not in aloud(NEEDS_A_LOOK.view(weeks, Look()))
    assert weeks.session.undo
    weeks.session.undo.do()
    assert "No lunch is missed" in aloud(NEEDS_A_LOOK.view(weeks, Look()))


async def test_a_reached_one_is_celebrated_and_the_others_end(weeks: Kiosk, store: Store) -> None:
    await do("n", weeks, *LUNCHES, *REST)
    talk = await do("d", weeks, "goal 1", "reached")
    assert talk.said == ["The board says so for a week: No lunch is missed."]
    assert said(weeks)[1] == "No lunch is missed: reached today"
    hard = (*LUNCHES[:-1], "0")
    await do("n", weeks, *hard, *REST)
    talk = await do("d", weeks, "goal 2", "reached", None)
    assert "did not reach" in str(talk.asked) or "did not reach" in str(talk.said)
    await do("d", weeks, "goal 2", "ended")
    assert store.goals.get(2).outcome == "ended"


def test_it_is_for_managers_alone(weeks: Kiosk, ana: Person) -> None:
    (place,) = (one for one in MANAGEMENT.places if one.name == GOALS.name)
    assert place.whose == "managers"
    with pytest.raises(NotAllowed):
        weeks.session.begin(ana, weeks.settings)
    assert not any(one.name == GOALS.name for one in BREAK_ROOM.places)


# --- drawn


async def test_a_trend_is_drawn_with_characters_of_every_terminal(
    manage_app: KioskApp, weeks: Kiosk, ben: Person
) -> None:
    manage_app.kiosk.session.begin(ben, weeks.settings)
    async with manage_app.run_test(size=(80, 24)) as pilot:
        for key in ("f7", "f", "2", "down", "enter", "pagedown"):
            await pilot.press(key)
            await pilot.pause()
        drawn = picture(manage_app)
    assert "█" in drawn
    strange = {one for one in drawn if ord(one) > 126} - CONSOLE
    assert not strange
    assert "not measured then" in drawn


def test_the_library_of_charts_is_not_there_before_a_trend_is_opened() -> None:
    import subprocess
    import sys

    code = "import sys, screens.goals, screens.views.goals; sys.exit('plotext' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
