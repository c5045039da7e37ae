"""What managers see of break times and decide about them: as lines, and by keys."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.practice.break_corrections import Correction
from kiosk.practice.clock import StoppedClock
from kiosk.practice.people import Person
from screens.acts import Look
from screens.management import EXTRA_HOURS, MANAGEMENT, TIMES
from screens.menu import Place
from screens.perform import perform
from screens.plain import Plain
from screens.session import Kiosk
from screens.views import my_breaks
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin
from tests.test_acts import Scripted


@pytest.fixture
def known(kiosk: Kiosk, ben: Person) -> Kiosk:
    """Ben, a manager, is there."""
    kiosk.session.begin(ben, kiosk.settings)
    return kiosk


async def act(place: Place, key: str, kiosk: Kiosk, *answers: str | None) -> Scripted:
    talk = Scripted(kiosk, *answers)
    action = next(one for one in place.actions if one.key == key)
    await perform(action, place.load(kiosk, place.first_look), kiosk, talk)
    return talk


def lines(place: Place, kiosk: Kiosk, opened: str = "", by: str = "") -> list[tuple[str, str]]:
    return list(place.load(kiosk, Look(by, opened=opened)).aloud())


def own_page(kiosk: Kiosk, person: Person) -> list[tuple[str, str]]:
    """What somebody reads on my page."""
    return list(my_breaks.lines(person, kiosk.store))


def only(place: Place, kiosk: Kiosk) -> str:
    (one,) = place.load(kiosk, place.first_look).things()
    return one.id


def said(store: Store, ana: Person, clock: StoppedClock) -> Correction:
    """Ana came at ten, and says at eleven that it was half past nine."""
    store.breaks.arrive(ana)
    clock.forward(hours=1)
    stay = store.breaks.stay(ana)
    assert stay
    began = stay.arrived - timedelta(minutes=30)
    one = Correction(0, ana.id, stay.day, "shift", stay.key, began=began, words="Queue at the door")
    return store.corrections.say([one], ana)[0]


async def test_a_correction_is_shown_with_what_was_recorded_and_its_effect(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    said(store, ana, clock)
    assert lines(TIMES, known) == [
        ("List", "To decide: 1"),
        ("Ana Ruiz", "today: says: Here from 9:30 AM. Queue at the door"),
    ]
    opened = dict(lines(TIMES, known, only(TIMES, known)))
    assert opened["Recorded"] == "10:00 AM to not noted"
    assert opened["In their words"] == "Queue at the door"
    assert opened["Then counts"] == "9:30 AM to not noted"
    talk = await act(TIMES, "d", known, only(TIMES, known), "approved")
    assert talk.said == ["Approved. What was recorded stays beside it."]
    assert lines(TIMES, known) == [("List", "To decide: 0")]


async def test_of_a_forgotten_day_the_end_of_its_break_comes_first(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    clock.forward(hours=2)
    store.breaks.start(ana, "meal")
    clock.forward(days=1)
    (forgotten,) = store.corrections.forgotten(ana)
    about = Correction(0, ana.id, forgotten.stay.day, "break", words="Forgot")
    noon = forgotten.stay.breaks[0].began
    lunch = replace(about, about=forgotten.stay.breaks[0].key, ended=noon.replace(minute=30))
    left = replace(about, what="shift", about=forgotten.stay.key, ended=noon.replace(hour=17))
    first, second = store.corrections.say([lunch, left], ana)
    why = "A break of that day has no end yet. That comes first."
    assert ("Effect", f"none as it stands: {why}") in lines(TIMES, known, second.key)
    assert (await act(TIMES, "d", known, second.key, "approved")).said == [f"no: {why}"]
    for one in (first, second):
        assert (await act(TIMES, "d", known, one.key, "approved")).said[0].startswith("Approved.")
    assert store.corrections.waiting() == ()


async def test_declining_needs_a_reason_which_the_person_reads(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    said(store, ana, clock)
    talk = await act(TIMES, "d", known, only(TIMES, known), "declined", "I opened at ten")
    assert talk.asked == ["|about", "|outcome", "|reason"]
    (one,) = store.corrections.of(ana, clock.now().date())
    assert one.decision and one.decision.words == "I opened at ten"


async def test_of_two_managers_the_second_is_told_who_decided(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    one = said(store, ana, clock)
    cy = with_pin(store, NewPerson("Cy Zztest", (), is_manager=True), "330033")
    view = TIMES.load(known, TIMES.first_look)
    store.corrections.decide(one.number, cy, "approved")
    talk = Scripted(known, one.key, "approved")
    action = next(each for each in TIMES.actions if each.key == "d")
    await perform(action, view, known, talk)
    assert talk.said == ["no: That one is decided."]


async def test_nobody_decides_about_their_own(
    known: Kiosk, store: Store, ben: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ben)
    clock.forward(hours=1)
    store.breaks.not_possible(ben, "rest", "Alone")
    talk = await act(TIMES, "d", known, only(TIMES, known), "Fine")
    assert talk.said == ["no: Nobody decides about their own. Another manager can."]


async def test_a_short_lunch_is_decided_with_a_reason(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    store.breaks.start(ana, "meal")
    clock.forward(minutes=22)
    store.breaks.end(ana, False, why="Phones")
    assert ("Ana Ruiz", "today: lunch of 22 min, not free the whole time") in lines(TIMES, known)
    opened = dict(lines(TIMES, known, only(TIMES, known)))
    assert opened["Recorded"] == "10:00 AM to 10:22 AM, 22 min"
    assert opened["In their words"] == "Phones"
    talk = await act(TIMES, "d", known, only(TIMES, known), "paid", "She took two calls")
    assert talk.said == ["Decided: it counts as working time."]
    assert lines(TIMES, known) == [("List", "To decide: 0")]
    assert ("Paid", "today: lunch at 10:00 AM. She took two calls") in own_page(known, ana)


async def test_a_break_that_was_not_possible_is_noted(
    known: Kiosk, store: Store, ana: Person
) -> None:
    store.breaks.arrive(ana)
    store.breaks.not_possible(ana, "meal", "Two out")
    assert ("Ana Ruiz", "today: lunch was not possible. Two out") in lines(TIMES, known)
    talk = await act(TIMES, "d", known, only(TIMES, known), "Asked the agency")
    assert talk.said == ["Noted. The person sees it on their page."]
    told = ("Not possible", "today: lunch. Two out Noted: Asked the agency")
    assert told in own_page(known, ana)


async def test_a_long_break_that_is_no_lunch_is_decided_too(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    for minutes in (20, 25):
        store.breaks.start(ana, "other")
        clock.forward(minutes=minutes)
        store.breaks.end(ana, None)
    waits = ("Waits for a manager", "today: other break at 10:20 AM, paid until decided")
    assert waits in own_page(known, ana)
    assert ("Ana Ruiz", "today: other break of 25 min, nobody said if free") in lines(TIMES, known)
    talk = await act(TIMES, "d", known, only(TIMES, known), "unpaid", "She says she was free")
    assert talk.said == ["Decided: unpaid."]
    codes = [one.pay_code for one in store.break_reviews.time_sheet(date.min, date.max)]
    assert codes == ["PAID", "UNPAID", "PAID"]


async def test_what_was_decided_of_a_lunch_does_not_hold_for_other_times(
    known: Kiosk, store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    store.breaks.start(ana, "meal")
    clock.forward(minutes=29)
    store.breaks.end(ana, True)
    await act(TIMES, "d", known, only(TIMES, known), "unpaid", "A minute is no matter")
    stay = store.breaks.stay(ana)
    assert stay
    ended = stay.arrived + timedelta(minutes=9)
    said = Correction(0, ana.id, stay.day, "break", stay.breaks[0].key, ended=ended, words="Called")
    (one,) = store.corrections.say([said], ana)
    store.corrections.decide(one.number, ben, "approved")
    assert ("Ana Ruiz", "today: lunch of 9 min, free from work") in lines(TIMES, known)
    codes = [one.pay_code for one in store.break_reviews.time_sheet(date.min, date.max)]
    assert codes == ["PAID UNTIL DECIDED", "PAID"]


async def test_an_open_day_is_said_for_somebody_and_waits_for_their_word(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    clock.forward(days=2)
    assert ("Ana Ruiz", "Fri Mar 6: nobody noted how it ended") in lines(TIMES, known)
    talk = await act(TIMES, "d", known, only(TIMES, known), "5:00 PM", "She told me")
    assert "It waits for that person, or another manager" in talk.said[0]
    (one,) = store.corrections.waiting()
    with_own = await act(TIMES, "d", known, one.key, "approved")
    assert with_own.said == ["no: Nobody decides about their own. Another manager can."]
    store.corrections.decide(one.number, ana, "approved")
    stay = store.breaks.stay(ana)
    assert stay and stay.left and stay.left.hour == 17


async def test_a_time_is_said_for_somebody(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    clock.forward(hours=3)
    stay = store.breaks.stay(ana)
    assert stay
    told = ("new break", stay.key, "meal", "11:00", "11:30", "I covered for her")
    talk = await act(TIMES, "s", known, ana.name, *told)
    assert "Lunch from 11:00 AM to 11:30 AM." in talk.said[0]


def late_lunch(store: Store, ana: Person, clock: StoppedClock) -> None:
    """By California's rules: lunch after 5 h 30, the day over after 8 h 30."""
    store.break_rules.choose("california")
    store.breaks.arrive(ana)
    clock.forward(hours=5, minutes=30)
    store.breaks.start(ana, "meal")
    clock.forward(minutes=30)
    store.breaks.end(ana, True)
    clock.forward(hours=2, minutes=30)
    store.breaks.leave(ana)


async def test_an_extra_hour_is_settled_once(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    late_lunch(store, ana, clock)
    listed = lines(EXTRA_HOURS, known)
    assert listed[0][1].startswith("Extra hours to check: 1. Rules: California")
    assert listed[1] == (
        "Ana Ruiz",
        "today: first meal began after 5 h 30 min of work; it is due by 5 h 00 min",
    )
    subject = only(EXTRA_HOURS, known)
    opened = lines(EXTRA_HOURS, known, subject)
    assert ("Lunch", "3:30:00 PM to 4:00:00 PM") in opened
    assert ("Note", "Nothing is paid by this program, and it is no legal advice.") in opened
    talk = await act(EXTRA_HOURS, "d", known, subject, "paid", "March 1 to 15", "")
    assert talk.said == ["Settled. It stays on record, and nothing is paid by it."]
    assert lines(EXTRA_HOURS, known)[0][1].startswith("Extra hours to check: 0")
    assert "paid in March 1 to 15" in lines(EXTRA_HOURS, known, by="settled")[1][1]


async def test_what_is_not_owed_needs_a_because(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    late_lunch(store, ana, clock)
    talk = await act(EXTRA_HOURS, "d", known, only(EXTRA_HOURS, known), "not owed", "Agreed swap")
    assert talk.asked == ["|about", "|outcome", "|reason"]
    assert "not owed" in lines(EXTRA_HOURS, known, by="settled")[1][1]


async def test_rules_are_chosen_for_the_next_shift_on(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    clock.forward(minutes=1)
    talk = await act(EXTRA_HOURS, "r", known, "california")
    assert talk.said[0].endswith(": from the next shift on.")
    stay = store.breaks.stay(ana)
    assert stay and store.break_rules.of(stay).meals == ()


def test_kept_elsewhere_there_is_nothing_about_lengths(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    late_lunch(store, ana, clock)
    store.settings.set("breaks.recorded", "elsewhere")
    assert lines(EXTRA_HOURS, known)[0][1].startswith("Extra hours to check: 0")
    assert lines(TIMES, known) == [("List", "To decide: 0")]


def test_a_place_says_what_waits_there(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    assert TIMES.glance and EXTRA_HOURS.glance
    assert list(TIMES.glance(known).aloud()) == [("Times to decide", "nothing waits")]
    said(store, ana, clock)
    assert list(TIMES.glance(known).aloud()) == [("Times to decide", "1 to decide")]
    assert list(EXTRA_HOURS.glance(known).aloud()) == [("Extra hours", "nothing to check")]


def test_plain_mode_goes_on_with_the_list_once_the_opened_one_is_decided(
    manage: Kiosk,
    store: Store,
    ana: Person,
    ben: Person,
    clock: StoppedClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    said(store, ana, clock)
    answers = iter(["3", "cole", "220021", "4", "1", "1", "1", "1", "", "0", "0"])
    monkeypatch.setattr("builtins.input", lambda prompt: next(answers))
    Plain(manage, MANAGEMENT).run()
    told = capsys.readouterr().out
    assert "That one is decided." in told
    assert "List: To decide: 0" in told
    assert manage.session.person == ben  # who goes on with the next
