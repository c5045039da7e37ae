"""Plans that lie ready, as anybody sees them: to read in Today, and one line on the board."""

from datetime import date, time

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.people import Person
from kiosk.practice.plan_files import ready_made
from kiosk.practice.roster import WorkHours
from kiosk.practice.typed_weekdays import MONDAY_TO_FRIDAY
from screens.acts import Look
from screens.app import KioskApp
from screens.menu import TODAY
from screens.perform import perform, take_back
from screens.session import Kiosk
from storage.plan_runs import Given
from storage.store import Store
from tests.test_acts import Scripted
from tests.test_manage import aloud
from tests.test_pictures import picture

DAY = date(2026, 3, 6)


@pytest.fixture
def known(kiosk: Kiosk, store: Store, ana: Person, ben: Person) -> Kiosk:
    """Ana is there; Ben, a physician on the roster, has called out."""
    hours = dict.fromkeys(MONDAY_TO_FRIDAY, (WorkHours(time(8), time(17)),))
    store.roster.set_week(ben, hours)
    store.roster.call_out(ben, DAY, True)
    kiosk.session.begin(ana, kiosk.settings)
    return kiosk


def on_board(kiosk: Kiosk) -> list[str]:
    assert TODAY.glance
    return [words for _, words in TODAY.glance(kiosk).aloud() if "lies ready" in words]


def proposed(kiosk: Kiosk) -> list[str]:
    told = TODAY.view(kiosk, Look()).aloud()
    return [words for label, words in told if label == "Proposes itself"]


async def not_needed(kiosk: Kiosk, about: str) -> list[str]:
    talk = Scripted(kiosk, about)
    action = next(one for one in TODAY.actions if one.words == "Not needed today")
    await perform(action, TODAY.view(kiosk, Look()), kiosk, talk)
    return talk.said


def test_on_a_day_without_trouble_nothing_proposes_itself(kiosk: Kiosk, ben: Person) -> None:
    assert on_board(kiosk) == proposed(kiosk) == []


def test_a_provider_who_calls_out_is_one_line_on_the_board_and_one_in_today(known: Kiosk) -> None:
    assert on_board(known) == ["Plan lies ready: Provider out, press 4"]
    (said,) = proposed(known)
    assert said == "Provider out: LIES READY, not started: out today: Dr. Ben Cole"


def test_anybody_reads_any_plan_whole(kiosk: Kiosk) -> None:
    ehr = ready_made("ehr-down")
    told = aloud(TODAY.view(kiosk, Look()))
    assert f"Plans that lie ready: EHR down: {ehr.trigger}" in told
    opened = aloud(TODAY.view(kiosk, Look(opened="plan ehr-down")))
    assert all(one.does in opened for one in ehr.steps)
    assert all(one.how in opened for one in ehr.tells)


async def test_somebody_says_that_it_is_not_needed_and_takes_that_back(known: Kiosk) -> None:
    assert await not_needed(known, "plan provider-out") == ["Provider out: not needed today."]
    assert on_board(known) == proposed(known) == []
    talk = Scripted(known)
    await take_back(known, talk)
    assert talk.said == ["Taken back: Provider out proposes itself."]
    assert len(on_board(known)) == 1


async def test_only_of_a_plan_that_proposes_itself_can_that_be_said(known: Kiosk) -> None:
    assert await not_needed(known, "plan weather") == ["no: Choose a plan that proposes itself."]


def test_it_never_starts_by_itself_and_is_gone_once_somebody_has_started_it(
    known: Kiosk, store: Store, clock: StoppedClock, ben: Person
) -> None:
    clock.forward(hours=3)
    assert store.plans_running.now() == ()
    store.plan_runs.start(store.plans.newest("provider-out"), "reduced", Given({}), ben)
    assert on_board(known) == proposed(known) == []


async def test_the_board_draws_it(app: KioskApp, store: Store, ben: Person, ana: Person) -> None:
    hours = dict.fromkeys(MONDAY_TO_FRIDAY, (WorkHours(time(8), time(17)),))
    store.roster.set_week(ben, hours)
    store.roster.call_out(ben, DAY, True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Plan lies ready: Provider out, press 4" in picture(app)
        await pilot.press("4")
        await pilot.pause()
        shown = picture(app)
        assert "PROPOSES ITSELF" in shown
        await pilot.press("end", "enter")
        await pilot.pause()
        assert app.return_value is None
    view = TODAY.view(app.kiosk, Look())
    about = [one.id for one in view.things()]
    assert len(set(about)) == len(about)
