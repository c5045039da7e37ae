"""A plan that runs, as people see it: the board, Today, the news; a whole morning with one."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.practice.clock import StoppedClock
from kiosk.practice.people import Person
from kiosk.practice.roster import WorkHours
from screens.acts import Look
from screens.app import KioskApp
from screens.home import board
from screens.management import MANAGEMENT, NEEDS_A_LOOK
from screens.menu import BREAK_ROOM, ISSUES, MY_PAGE, TODAY, Place
from screens.perform import perform, take_back
from screens.session import Kiosk, Session
from screens.views import plan
from screens.views.today_board import Glance as Today
from storage.people import NewPerson
from storage.plan_runs import Given
from storage.store import Store
from tests.conftest import with_pin
from tests.plans import EHR_DOWN, KEPT_SNOW
from tests.test_acts import Scripted
from tests.test_manage import aloud
from tests.test_pictures import picture
from tests.test_screens import done, type_keys

FRIDAY = date(2026, 3, 6)
DAY = (WorkHours(time(8), time(17)),)


@pytest.fixture
def rita(store: Store) -> Person:
    """A nurse: PIN 330033."""
    return with_pin(store, NewPerson("Rita Zztest", ("RN",)), "330033")


@pytest.fixture
def known(
    kiosk: Kiosk, store: Store, ana: Person, ben: Person, rita: Person, clock: StoppedClock
) -> Kiosk:
    """At ten past nine Ana and Rita are here until five, Ben notes no times; EHR down is ready."""
    clock.set_to(clock.now().replace(hour=9, minute=10))
    for one in (ana, rita):
        store.roster.set_week(one, dict.fromkeys(range(5), DAY), ben)
        store.breaks.arrive(one)
    own = store.plans.copy("ehr-down", ben)
    store.plans.change(own.key, own.number, EHR_DOWN, ben)
    kiosk.session.begin(ana, kiosk.settings)
    return kiosk


def beside(store: Store, who: Person, for_managers: bool = False) -> Kiosk:
    """Another terminal of the same practice, with somebody at it."""
    there = Kiosk(store, store.clock, Session(store.clock, store.settings.current(), for_managers))
    there.session.begin(who, there.settings)
    return there


async def act(
    key: str, kiosk: Kiosk, *answers: str | None, place: Place = TODAY, look: Look | None = None
) -> Scripted:
    talk = Scripted(kiosk, *answers)
    action = next(one for one in place.actions if one.key == key)
    await perform(action, place.view(kiosk, look or place.first_look), kiosk, talk)
    return talk


async def started(kiosk: Kiosk, *more: str) -> Scripted:
    """EHR down, as Ana starts it. more: the last answer, if it is a drill."""
    (own,) = kiosk.store.plans.own()
    return await act("p", kiosk, own.key, "reduced", "Vendor knows", *(more or ("now",)))


def said(kiosk: Kiosk, look: Look | None = None) -> list[str]:
    return aloud(TODAY.view(kiosk, look or Look())).splitlines()


def step(kiosk: Kiosk, does: str) -> str:
    """The line of the step that says this."""
    (run,) = kiosk.store.plan_runs.running() or kiosk.store.plan_runs.over(1)
    (found,) = (one.key for one in run.steps if does in one.does)
    return found


def banner(kiosk: Kiosk) -> list[str]:
    assert TODAY.glance
    found = TODAY.glance(kiosk)
    assert isinstance(found, Today)
    return [f"{head}: {words}" for head, words in found.plans]


async def test_who_gets_what_and_why_is_shown_before_it_is_confirmed(known: Kiosk) -> None:
    asked: list[str] = []
    (own,) = known.store.plans.own()
    talk = Scripted(known, own.key, "full", "", None)
    ask = talk.ask

    async def listening(question: object, why: str = "") -> str | None:
        asked.append(getattr(question, "words", ""))
        return await ask(question, why)  # type: ignore[arg-type]  # it is one

    talk.ask = listening  # type: ignore[method-assign]  # to hear what is asked
    action = next(one for one in TODAY.actions if one.key == "p")
    await perform(action, TODAY.view(known, Look()), known, talk)
    assert asked[-1].splitlines() == [
        "EHR down. Lead: Dr. Ben Cole. Backup: Rita Zztest",
        "front desk, 3 steps: Ana Ruiz, here until 5:00 PM, has no other steps",
        "RN, 1 step: Rita Zztest, here until 5:00 PM, has no other steps",
        "billing, 2 steps: NOBODY, nobody for billing is here, and nobody else is for it",
        "manager, 1 step: Dr. Ben Cole, here, has no other steps",
    ]
    assert known.store.plan_runs.running() == ()  # nothing starts before somebody says so


async def test_once_it_runs_today_shows_ones_own_steps_first(
    known: Kiosk, rita: Person, clock: StoppedClock
) -> None:
    talk = await started(known)
    assert talk.said == [
        "EHR down runs since 9:10 AM. It is told to 2 people. 2 of its steps have NOBODY: give "
        "them with h."
    ]
    clock.forward(minutes=16)
    assert said(known) == [
        "Day: PLAN RUNNING  EHR down, reduced, since 9:10 AM",
        "Day: Lead: Dr. Ben Cole. 0 of 3 have read it",
        "Your steps: now: [ ] LATE, by 9:25 AM: Get the downtime pack out",
        "Your steps: this half-day: [ ] Write down who came and when",
        "Your steps: tomorrow: [ ] Type in what was written",
        "Now: Rita Zztest: [ ] by 9:30 AM: Say who takes vitals on paper",
        "Rest of the day: NOBODY for billing: [ ] Collect the paper sheets",
        "Whom to tell: Dr. Ben Cole: [ ] Tell Everybody here: at a two-minute huddle",
        "Whom to tell: NOBODY for billing: [ ] Tell The vendor: by phone; write down the ticket",
        "The plan itself: EHR down: why, how far, who has read it, the whole log",
    ]
    assert said(beside(known.store, rita))[2:4] == [
        "Your steps: now: [ ] by 9:30 AM: Say who takes vitals on paper",
        "Now: Ana Ruiz: [ ] LATE, by 9:25 AM: Get the downtime pack out",
    ]
    assert said(known, Look(filter="day"))[0].startswith("Day: Friday Mar 6, open 8:00 AM")


async def test_the_banner_stands_on_every_board_and_says_who_leads(
    known: Kiosk, store: Store, ana: Person, ben: Person, rita: Person
) -> None:
    assert banner(known) == []
    await started(known)
    assert banner(known) == ["PLAN RUNNING: EHR down. Lead: Dr. Cole. Your own steps: press 4"]
    lines = board(BREAK_ROOM.home.view(known, Look()), 80, 22)  # type: ignore[arg-type]  # the home board's
    assert lines[2] == (" ● PLAN RUNNING  EHR down. Lead: Dr. Cole. Your own steps: press 4")
    managers = aloud(MANAGEMENT.home.view(beside(store, ben, True), Look())).splitlines()
    assert managers[1] == (
        "Plan running: EHR down. Lead: Dr. Cole. Its steps: key 4 of the break room"
    )
    store.roster.call_out(ben, FRIDAY, True)
    assert banner(known)[0].startswith("PLAN RUNNING: EHR down. Lead: Rita. ")
    store.breaks.leave(rita)
    assert banner(known)[0].startswith("PLAN RUNNING: EHR down. Lead: NOBODY. ")
    nobody = "NOBODY (Dr. Ben Cole is off today, Rita Zztest is not here just now)"
    assert said(known)[1] == f"Day: Lead: {nobody}. 0 of 3 have read it"


async def test_a_drill_says_so_everywhere_and_only_managers_run_one(
    known: Kiosk, store: Store, ben: Person
) -> None:
    there = beside(store, ben)
    await started(there, "drill")
    assert banner(known) == ["DRILL RUNNING: EHR down. Lead: Dr. Cole. Your own steps: press 4"]
    assert said(known)[0] == ("Day: DRILL, NOTHING OF IT IS REAL  EHR down, reduced, since 9:10 AM")
    told = aloud(MY_PAGE.view(known, Look()))
    assert (
        "New for you: plan DRILL EHR down: started by Dr. Ben Cole. You have 3 steps of it: "
        "Today, key 4"
    ) in told
    store.plan_runs.end(store.plan_runs.running()[0].id, ben)
    assert said(there, Look(filter="over"))[0] == (
        "Day: Plans that ran: none yet. Drills are not counted"
    )
    assert "LEFT UNDONE" not in aloud(TODAY.view(known, Look())).upper()


async def test_two_plans_run_at_once_and_an_act_asks_which(known: Kiosk, ben: Person) -> None:
    await started(known)
    known.store.plan_runs.start(KEPT_SNOW, "full", Given({}), ben)
    assert [one.partition(".")[0] for one in banner(known)] == [
        "PLAN RUNNING: EHR down",
        "PLAN RUNNING: Weather",
    ]
    snow = known.store.plan_runs.running()[1]
    talk = await act("n", known, str(snow.id), "Roads are closed")
    assert talk.said == ["Noted in the log of Weather."]
    assert "Weather: log, the latest first: 9:10 AM: Roads are closed (Ana Ruiz)" in said(known)


async def test_what_is_no_step_is_not_ticked(known: Kiosk) -> None:
    await started(known)
    (run,) = known.store.plan_runs.running()
    talk = await act("d", known, run.key)
    assert talk.said == ["no: Choose a step of a plan: the arrows go up and down."]


async def test_a_whole_morning(
    known: Kiosk,
    another: Callable[..., Store],
    ana: Person,
    ben: Person,
    rita: Person,
    clock: StoppedClock,
) -> None:
    """EHR down at 9:10, on two terminals, to the after-review's problem."""
    await started(known)
    desk = beside(another(), rita)
    page = aloud(MY_PAGE.view(desk, Look()))
    assert (
        "New for you: plan EHR down: started by Ana Ruiz. You have 1 step of it: Today, key 4"
    ) in page

    clock.forward(minutes=3)  # 9:13, read and acknowledged
    assert (await act("a", desk)).said == [
        "Noted that you have read EHR down. 1 of its steps is yours."
    ]
    assert (await act("a", desk)).said == ["no: You have said already that you have read it."]
    await act("a", known)

    pack = step(known, "downtime pack")
    talk = await act("d", known, pack)  # ticked, and the other terminal sees it
    assert talk.said == ["Done: Get the downtime pack out AR"]
    assert "Now: Ana Ruiz: [x] AR 9:13 AM  Get the downtime pack out" in said(desk)
    assert (await act("d", desk, pack)).said == ["no: Ana Ruiz ticked that already, at 9:13 AM."]
    await take_back(known, talk)
    assert talk.said[-1] == "Taken back, still to do: Get the downtime pack out"
    await act("d", known, pack)

    clock.forward(minutes=20)  # 9:33: Rita is late, and hands it to Ana
    vitals = step(desk, "vitals")
    assert "Your steps: now: [ ] LATE, by 9:30 AM: Say who takes vitals on paper" in said(desk)
    await act("h", desk, vitals, str(ana.id))
    assert "Your steps: now: [ ] LATE, by 9:30 AM: Say who takes vitals on paper" in said(known)
    assert "plan EHR down: a step handed to you by Rita Zztest" in aloud(
        MY_PAGE.view(known, Look())
    )
    await act("d", known, vitals)

    sheets = step(known, "paper sheets")  # nobody had it
    assert "NOBODY for billing, nobody for billing is here" in aloud(
        TODAY.view(known, Look(opened=sheets))
    )
    await act("l", known, "Ana", "Rita")  # the lead changes, and goes to lunch
    await act("g", known, "10:15")
    known.store.breaks.start(ana, "meal")
    assert "Lead: Rita Zztest (Ana Ruiz is away, back about 10:03 AM)" in said(desk)[1]
    assert "Next briefing 10:15 AM" in said(desk)[0]
    assert banner(desk)[0].startswith("PLAN RUNNING: EHR down. Lead: Rita. ")
    assert (await act("d", known, sheets, "leave")).said != ["Done: Collect the paper sheets AR"]

    clock.forward(hours=1)  # 10:33, back to normal
    known.store.breaks.end(ana, True)
    manager = beside(known.store, ben)
    await act("x", manager, step(manager, "vendor"), "The vendor called us")
    talk = await act("b", manager, "yes")
    assert talk.said == [
        "EHR down: back to normal. 4 steps are left: each stays its owner's, in Today. "
        "Look back on it with y."
    ]
    assert banner(known) == []
    assert said(known)[1:3] == [
        "Left undone of a plan: Ana Ruiz: [ ] Write down who came and when",
        "Left undone of a plan: Ana Ruiz: [ ] Type in what was written",
    ]

    office = beside(known.store, ben, for_managers=True)  # the catch-up list
    clock.forward(days=1)
    waits = [one.words for one in NEEDS_A_LOOK.view(office, Look()).things()]
    assert len([one for one in waits if "left undone of EHR down" in one]) == 4
    assert any("nobody has looked back on it: EHR down" in one for one in waits)
    await act("a", office, sheets, "not needed", "Thrown away", place=NEEDS_A_LOOK)
    typed = step(known, "Type in")
    await act("d", known, typed)
    waits = [one.words for one in NEEDS_A_LOOK.view(office, Look()).things()]
    assert len([one for one in waits if "left undone of EHR down" in one]) == 2

    run = known.store.plan_runs.over(1)[0]  # the after-review, and its finding becomes a problem
    over = Look(filter="over")
    talk = await act("y", manager, run.key, "All knew at once", "", "No clipboards", look=over)
    assert talk.said == ["Noted with EHR down. Press i to make the finding a problem."]
    talk = await act(
        "i",
        manager,
        "No clipboards in the pack",
        "everywhere",
        "once",
        "needs ideas",
        "everybody",
        "shown",
    )
    assert talk.said[0].startswith("#1 is noted.")
    opened = aloud(TODAY.view(manager, Look(opened=run.key)))
    assert "Finding: No clipboards (Dr. Ben Cole)" in opened
    assert "Problem or idea: #1 No clipboards in the pack" in opened
    assert "Read after: 3 min, 3 min" in opened
    assert "All was normal after: 1 h 23 min; 1 step late" in opened
    issue = aloud(ISSUES.view(manager, Look(opened="1")))
    assert "looking back on a plan" in issue
    assert said(manager, over)[0] == (
        "Day: Plans that ran: 1, read after 3 min, normal after 1 h 23 min (half of them sooner). "
        "No drill is counted"
    )
    assert known.store.check() == ()


async def test_it_is_started_and_ticked_by_keys(app: KioskApp, known: Kiosk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "4p12", "enter", "1")
        await done(pilot)
        assert "EHR down runs since 9:10 AM" in picture(app)
        await type_keys(pilot, "d")  # one's own first step is highlighted
        await done(pilot)
        assert "Done: Get the downtime pack out AR" in picture(app)
        await type_keys(pilot, "u")
        await done(pilot)
        assert "Taken back, still to do" in picture(app)
        for _ in ("what was said is closed", "the step is opened", "and done there"):
            await type_keys(pilot, "", "enter")
            await done(pilot)
        assert "Done: Get the downtime pack out AR" in picture(app)
        assert "It stands" in picture(app)


async def test_the_printed_plan_is_a_sheet_for_each_person(
    known: Kiosk, store: Store, ana: Person, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    await started(known)
    (run,) = store.plan_runs.running()
    store.plan_runs.hand_on(run.steps[1].id, ana, ana)
    store.plan_runs.tick(run.steps[0].id, ana)
    store.plan_runs.note(run.id, "note", "Vendor says noon", ana)
    sections = plan.load(store).sections
    assert [one.title for one in sections][:5] == [
        "PLAN RUNNING  EHR down, reduced, since 9:10 AM",
        "Dr. Ben Cole: manager",
        "Ana Ruiz: front desk, RN",
        "NOBODY: billing",
        "LOG",
    ]
    assert [f"{one.name}: {one.words}" for one in sections[2].lines] == [
        "Now: [x] AR 9:10 AM  Get the downtime pack out ",
        "Now: [ ] by 9:30 AM: Say who takes vitals on paper ____ at ____",
        "This half-day: [ ] Write down who came and when ____ at ____",
        "Tomorrow: [ ] Type in what was written ____ at ____",
    ]
    assert sections[4].lines[0].words == "Vendor says noon (Ana Ruiz)"
    page = tmp_path / "plan.pdf"
    assert main(["--store", str(store.path), "plan", "--print", str(page)]) == 0
    assert page.read_bytes().startswith(b"%PDF")
    assert main(["--store", str(store.path), "plan"]) == 0
    assert "Get the downtime pack out" in capsys.readouterr().out
