"""Swaps and open shifts, without a screen: asked in Today, answered, decided in Roster."""

from datetime import date, time

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.people import Person
from kiosk.practice.roster import WorkHours
from screens.acts import Look, Question
from screens.app import KioskApp
from screens.management import NEEDS_A_LOOK, ROSTER
from screens.menu import MY_PAGE, TODAY, Place
from screens.perform import perform, take_back
from screens.session import Kiosk, Session
from storage.jobs import JobWords
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin
from tests.test_acts import Scripted
from tests.test_manage import aloud
from tests.test_needs_a_look import beside
from tests.test_pictures import picture
from tests.test_screens import done_typing, type_keys
from tests.test_store_roster import hours

MONDAY, TUESDAY = date(2026, 3, 9), date(2026, 3, 10)
DAY, EARLY = (WorkHours(time(8), time(17)),), (WorkHours(time(6), time(12)),)


class Reader(Scripted):
    """Remembers what it was asked, and what could be chosen."""

    def __init__(self, kiosk: Kiosk, *answers: str | None) -> None:
        super().__init__(kiosk, *answers)
        self.shown: list[str] = []

    async def ask(self, question: Question, why: str = "") -> str | None:
        self.shown += [question.words, *(one.words for one in question.options)]
        return await super().ask(question, why)


@pytest.fixture
def mia(store: Store, ana: Person, ben: Person) -> Person:
    """She works early on Tuesdays, Ana on Mondays; both can do the phones, nobody else."""
    person = with_pin(store, NewPerson("Mia Lund", ("front desk",)), "330033")
    phones = store.jobs.add(JobWords("phones", ("front desk",)), ben)
    for who in (ana, person):
        store.jobs.grant(who, phones.id, date(2026, 1, 5), ben)
    store.roster.set_week(ana, {0: DAY}, ben)
    store.roster.set_week(person, {1: EARLY}, ben)
    return person


def at(store: Store, clock: StoppedClock, who: Person, manages: bool = False) -> Kiosk:
    """A terminal at which somebody is."""
    there = Kiosk(store, clock, Session(clock, store.settings.current(), for_managers=manages))
    there.session.begin(who, there.settings)
    return there


async def act(place: Place, kiosk: Kiosk, *answers: str, key: str = "w") -> Reader:
    talk = Reader(kiosk, *answers)
    action = next(one for one in place.actions if one.key == key)
    await perform(action, place.view(kiosk, place.first_look), kiosk, talk)
    return talk


def read(kiosk: Kiosk) -> list[str]:
    lines = aloud(MY_PAGE.view(kiosk, Look())).splitlines()
    return [one.removeprefix("New for you: ") for one in lines if one.startswith("New")]


SWAP = "Ana Ruiz's Mon Mar 9 for Mia Lund's Tue Mar 10"


async def test_a_swap_is_asked_answered_and_decided(
    store: Store, clock: StoppedClock, ana: Person, ben: Person, mia: Person
) -> None:
    hers, theirs, managers = (at(store, clock, who, who == ben) for who in (ana, mia, ben))
    talk = await act(TODAY, hers, "swap", "2026-03-09", "mia", "2026-03-10", "yes")
    assert talk.shown[-2:] == ["It leaves nothing uncovered.", "Ask Mia Lund"]
    assert talk.said == ["Mia Lund is asked at their next session; then a manager decides."]
    assert read(theirs) == [f"{SWAP} asked by Ana Ruiz. Your word: Today, key w"]
    talk = await act(TODAY, theirs, "answer 1", "yes")
    assert f"Answer: {SWAP}" in talk.shown
    assert f"{SWAP}\nYou work 8 AM-5 PM instead of 6 AM-12 PM." in talk.shown[-3]
    assert read(theirs) == [f"{SWAP} asked by Ana Ruiz"]
    assert read(hers) == [f"{SWAP} agreed by Mia Lund"]
    (row,) = (one.words for one in NEEDS_A_LOOK.view(managers, Look()).things() if "swap" in one.id)
    assert row == f"soon, Ana Ruiz, Mon Mar 9: swap: {SWAP}"
    opened = aloud(NEEDS_A_LOOK.view(managers, Look(opened="swap 1")))
    assert "Usual week: Mon 8 AM-5 PM" in opened
    talk = await act(NEEDS_A_LOOK, managers, "swap 1", "approved", key="a")
    assert talk.shown[-3:] == [
        f"{SWAP}\nIt leaves nothing uncovered.",
        "Approve it",
        "Decline it",
    ]
    assert talk.said == ["Approved. The roster has it. Both read it at their next session."]
    assert hours(store, mia, MONDAY) == ["08-17 front desk"]
    assert read(hers)[-1] == f"{SWAP} approved by Dr. Ben Cole"
    await take_back(managers, talk)
    assert talk.said[-1].startswith("Taken back: it waits for a decision again.")
    assert read(hers)[-1] == f"{SWAP} approved, taken back by Dr. Ben Cole"
    assert (hours(store, mia, MONDAY), hours(store, mia, TUESDAY)) == ([], ["06-12"])
    await act(ROSTER, managers, "swap 1", "declined")
    await take_back(managers, Reader(managers))
    assert store.swaps.get(1).state == "agreed"


async def test_what_is_not_possible_any_more_can_still_be_declined(
    store: Store, clock: StoppedClock, ana: Person, ben: Person, mia: Person
) -> None:
    store.swaps.answer(store.swaps.ask(ana, MONDAY, mia, TUESDAY).number, True, mia)
    store.time_off.note(mia, MONDAY, MONDAY, "", ben)
    managers = at(store, clock, ben, manages=True)
    talk = await act(ROSTER, managers, "swap 1", "approved")
    assert f"{SWAP}\nMia Lund is out Mon Mar 9." in talk.shown
    assert talk.said == ["no: Mia Lund is out Mon Mar 9."]
    talk = await act(ROSTER, managers, "swap 1", "declined")
    assert talk.said == ["Declined. Both read it at their next session."]


async def test_everyone_who_could_is_asked_and_the_first_has_it(
    store: Store, clock: StoppedClock, ana: Person, ben: Person, mia: Person
) -> None:
    hers, theirs = at(store, clock, ana), at(store, clock, mia)
    talk = await act(TODAY, hers, "cover", "2026-03-09", "yes")
    assert talk.shown[-2:] == ["Asked at their next session: Mia Lund", "Ask them"]
    shift = "Ana Ruiz's shift Mon Mar 9"
    asked = f"{shift} asked by Ana Ruiz"
    assert read(theirs) == [f"{asked}. Could you? Today, key w: the first yes has it"]
    talk = await act(TODAY, theirs, "take 1", "yes")
    assert f"Take {shift}: 8 AM-5 PM" in talk.shown
    assert talk.said == ["It is yours. Ana Ruiz and everyone who was asked read it. Thank you."]
    assert read(hers) == [f"{shift}, now Mia Lund's, taken by Mia Lund"]
    await take_back(theirs, talk)
    assert talk.said[-1].startswith("Taken back: it is open again")
    assert read(hers)[-1] == f"{shift} taken, taken back by Mia Lund"
    assert (hours(store, ana, MONDAY), hours(store, mia, MONDAY)) == (["08-17"], [])
    talk = await act(TODAY, at(store, clock, ben), "cover", "2026-03-09")
    assert talk.said == ["no: Dr. Ben Cole has no shift Mon Mar 9."]


async def test_asking_is_taken_back(
    store: Store, clock: StoppedClock, ana: Person, mia: Person
) -> None:
    hers = at(store, clock, ana)
    for answers in (
        ("cover", "2026-03-09", "yes"),
        ("swap", "2026-03-09", "mia", "2026-03-10", "yes"),
    ):
        talk = await act(TODAY, hers, *answers)
        await take_back(hers, talk)
        assert talk.said[-1].startswith("Taken back: nobody need")
    store.open_shifts.ask(ana, MONDAY, ana)
    store.swaps.ask(ana, MONDAY, mia, TUESDAY)
    await act(TODAY, hers, "close 2")
    await act(TODAY, hers, "back 2")
    assert (store.open_shifts.open_ones(), store.swaps.open_ones()) == ((), ())


async def test_a_manager_acts_for_whoever_is_absent(
    store: Store, clock: StoppedClock, ana: Person, ben: Person, mia: Person
) -> None:
    store.roster.call_out(ana, MONDAY, True, ben)
    managers = at(store, clock, ben, manages=True)
    talk = await act(ROSTER, managers, "ask", "ana", "2026-03-09", "yes")
    assert talk.said == ["Asked. The first who says yes has it; until then it is Ana Ruiz's."]
    clock.forward(days=2)
    managers = beside(store, clock, ben)
    assert (
        "soon, Ana Ruiz, tomorrow: asks for cover, and nobody said yes: Ana Ruiz's shift tom"
        in ("\n".join(one.words for one in NEEDS_A_LOOK.view(managers, Look()).things()))
    )
    talk = await act(NEEDS_A_LOOK, managers, "open shift 1", "give", "mia", key="a")
    assert talk.said == ["Mia Lund has it, and everyone who was asked reads it."]
    assert hours(store, mia, MONDAY) == ["08-17 front desk"]
    store.open_shifts.ask(mia, TUESDAY, ben)
    talk = await act(ROSTER, managers, "open shift 2", "close")
    assert store.open_shifts.open_ones() == ()


async def test_one_key_in_today_takes_a_shift(
    app: KioskApp, store: Store, ana: Person, mia: Person
) -> None:
    store.open_shifts.ask(ana, MONDAY, ana)
    app.kiosk.session.begin(mia, app.kiosk.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "4w")
        await pilot.pause()
        assert "Take Ana Ruiz's shift Mon Mar 9: 8 AM-5 PM" in picture(app)
        await type_keys(pilot, "11")
        await done_typing(pilot)
    assert store.open_shifts.get(1).taker == mia.id
