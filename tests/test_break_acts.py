"""What people do about their breaks, without a screen: asked, done, told."""

from datetime import datetime, timedelta

import pytest

from kiosk.practice.breaks import Break
from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from screens.acts import Given, Look
from screens.menu import BREAKS, MY_PAGE, PRIOR_AUTHS, Place
from screens.perform import perform
from screens.session import Kiosk
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin
from tests.test_acts import Scripted


async def act(place: Place, key: str, kiosk: Kiosk, *answers: str | None) -> Scripted:
    """Do one act of a place, and tell what was asked and said."""
    talk = Scripted(kiosk, *answers)
    action = next(one for one in place.actions if one.key == key)
    await perform(action, place.load(kiosk, Look()), kiosk, talk)
    return talk


def my_page(kiosk: Kiosk) -> list[tuple[str, str]]:
    return list(MY_PAGE.load(kiosk, Look()).aloud())


@pytest.fixture
def bea(store: Store) -> Person:
    """At the front desk too: PIN 330033."""
    return with_pin(store, NewPerson("Bea Zztest", ("front desk",)), "330033")


@pytest.fixture
def here(kiosk: Kiosk, store: Store, ana: Person) -> Kiosk:
    """Ana is at the terminal, and has arrived at ten."""
    store.breaks.arrive(ana)
    kiosk.session.begin(ana, kiosk.settings)
    return kiosk


@pytest.fixture
def at_lunch(here: Kiosk, store: Store, ana: Person, clock: StoppedClock) -> Kiosk:
    """The same, at lunch since noon."""
    clock.forward(hours=2)
    store.breaks.start(ana, "meal")
    return here


async def test_a_break_counts_from_the_first_key(
    kiosk: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    clock.forward(hours=2)
    kiosk.session.touch()  # the first letter of the name
    clock.forward(seconds=9)
    kiosk.session.begin(ana, kiosk.settings)
    said = (await act(BREAKS, "l", kiosk)).said
    assert said[0].startswith("Enjoy it. Lunch started at 12:00 PM. Back about 12:30 PM.")
    stay = store.breaks.stay(ana)
    assert stay and stay.breaks[0].began == clock.now() - timedelta(seconds=9)


async def test_a_later_act_of_the_session_counts_from_its_own_key(
    here: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    await act(BREAKS, "b", here)
    clock.forward(minutes=1)
    await act(BREAKS, "e", here)
    stay = store.breaks.stay(ana)
    assert stay and stay.breaks[0].ended == clock.now()


async def test_somebody_of_the_same_role_covers_and_it_can_be_changed(
    here: Kiosk, store: Store, ben: Person, bea: Person
) -> None:
    for one in (ben, bea):
        store.breaks.arrive(one)
    assert (await act(BREAKS, "b", here)).said[0].endswith("Bea Zztest covers.")
    assert (await act(BREAKS, "c", here, str(ben.id))).said == ["Dr. Ben Cole covers for you."]
    shown = dict(BREAKS.load(here, Look()).aloud())
    assert "Dr. Ben Cole covers" in shown["You"]
    assert (await act(BREAKS, "c", here, "nobody")).said == ["Nobody covers for you."]


async def test_whoever_covers_and_goes_hands_it_on(
    here: Kiosk, store: Store, ana: Person, bea: Person
) -> None:
    cat = with_pin(store, NewPerson("Cat Zztest", ("front desk",)), "440044")
    for one in (bea, cat):
        store.breaks.arrive(one)
    store.breaks.start(ana, "meal")
    store.breaks.start(bea, "rest")
    assert store.covers.of(store.breaks.open_stays(here.clock.now())) == {
        ana.id: cat.id,
        bea.id: cat.id,
    }


async def test_an_early_end_of_a_lunch_says_when_it_would_be_full(
    at_lunch: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    clock.forward(minutes=28)
    stays = await act(BREAKS, "e", at_lunch, "stay")
    assert stays.asked == ["|early"]
    assert stays.said == []
    stay = store.breaks.stay(ana)
    assert stay and stay.away
    ended = await act(BREAKS, "e", at_lunch, "end", "no", "The phone")
    assert ended.asked == ["|early", "|free", "|why"]
    assert "It counts as paid until a manager decides." in ended.said[0]
    assert list(store.breaks.reasons(stay.day, stay.day).values()) == ["The phone"]


async def test_a_full_lunch_is_asked_about_only_once_and_stays_full(
    at_lunch: Kiosk, ana: Person, clock: StoppedClock
) -> None:
    clock.forward(minutes=29, seconds=55)
    at_lunch.session.begin(ana, at_lunch.settings, scanned=clock.elapsed())
    clock.forward(seconds=5)
    ended = await act(BREAKS, "e", at_lunch, "yes")
    assert ended.asked == ["|free"]
    assert "ended at 12:30 PM, 30 min." in ended.said[0]
    assert "until a manager decides" not in ended.said[0]


async def test_a_lunch_that_was_ended_early_is_not_made_full_by_the_time_it_took_to_say_so(
    at_lunch: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    clock.forward(minutes=29, seconds=40)
    at_lunch.session.touch()

    class Slow(Scripted):
        async def ask(self, question, why=""):  # type: ignore[no-untyped-def]  # as Scripted has it
            clock.forward(seconds=20)
            return await super().ask(question, why)

    talk = Slow(at_lunch, "end", "yes")
    action = next(one for one in BREAKS.actions if one.key == "e")
    await perform(action, BREAKS.load(at_lunch, Look()), at_lunch, talk)
    assert talk.asked == ["|early", "|free"]
    stay = store.breaks.stay(ana)
    assert stay and stay.breaks[0].lasted(clock.now()) == timedelta(minutes=29, seconds=40)


async def test_in_the_hour_that_comes_twice_a_lunch_is_full_when_its_time_is_over(
    here: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    twice = datetime(2026, 11, 1, 1, 45, tzinfo=clock.now().tzinfo)
    clock.set_to(twice)
    store.breaks.arrive(ana)
    store.breaks.start(ana, "meal")
    clock.forward(minutes=5)
    assert (await act(BREAKS, "e", here, "stay")).asked == ["|early"]
    clock.forward(minutes=30)
    assert (await act(BREAKS, "e", here, "yes")).asked == ["|free"]


async def test_who_is_not_on_a_break_is_told_so_before_being_asked_who_covers(here: Kiosk) -> None:
    asked = await act(BREAKS, "c", here)
    assert (asked.asked, asked.said) == ([], ["no: You are not on a break."])


async def test_whoever_stops_to_read_begins_anew(
    here: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    clock.forward(seconds=40)
    here.session.touch()
    await act(BREAKS, "b", here)
    stay = store.breaks.stay(ana)
    assert stay and stay.breaks[0].began == clock.now()


async def test_lunch_is_planned_with_what_it_leaves_alone(
    here: Kiosk, store: Store, ana: Person, bea: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(bea)
    two = clock.now().replace(hour=14)
    store.covers.plan(bea, two)
    action = next(one for one in BREAKS.actions if one.key == "p")
    words = {}

    class Reading(Scripted):
        async def ask(self, question, why=""):  # type: ignore[no-untyped-def]  # as Scripted has it
            words.update({one.id: one.words for one in question.options})
            return await super().ask(question, why)

    talk = Reading(here, two.replace(hour=14, minute=15).isoformat())
    await perform(action, BREAKS.load(here, Look()), here, talk)
    assert words[two.isoformat()] == "2:00 PM  with Bea Zztest; front desk left alone"
    assert words[two.replace(minute=30).isoformat()] == "2:30 PM  free"
    assert talk.said == ["Lunch planned for 2:15 PM. Earlier or later is fine."]
    assert "Ana Ruiz, front desk, start by 2:15 PM, cover Bea Zztest" in [
        value for label, value in BREAKS.load(here, Look()).aloud() if label == "Lunch next"
    ]


async def test_a_late_lunch_can_be_planned_too(
    here: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    clock.forward(hours=5, minutes=20)  # it was to begin by three
    plan = next(one for one in BREAKS.actions if one.key == "p")
    (question,) = plan.asks(Given(store, ana))
    times = [one.words.partition(" PM")[0] for one in question.options]
    assert times == ["3:30", "3:45", "4:00", "4:15", "No plan"]
    said = (await act(BREAKS, "p", here, clock.now().replace(minute=30).isoformat())).said
    assert said == ["Lunch planned for 3:30 PM. Earlier or later is fine."]
    store.breaks.start(ana, "meal")
    clock.forward(minutes=30)
    store.breaks.end(ana, True)
    assert (await act(BREAKS, "p", here)).said == ["no: You have had your lunch."]
    store.breaks.leave(ana)
    gone = await act(BREAKS, "p", here)
    assert gone.said == ["no: You have not arrived yet today. Arrive first."]


async def test_whoever_waived_lunch_can_still_plan_one(
    kiosk: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.break_rules.choose("california")
    store.waivers.sign(ana, "first meal", is_signed=True)
    store.breaks.arrive(ana)
    kiosk.session.begin(ana, kiosk.settings)
    said = (await act(BREAKS, "p", kiosk, clock.now().replace(minute=30).isoformat())).said
    assert said == ["Lunch planned for 10:30 AM. Earlier or later is fine."]


async def test_a_break_that_was_not_possible_stays_on_record(
    here: Kiosk, store: Store, ana: Person
) -> None:
    said = await act(BREAKS, "n", here, "meal", "Two of us at the desk")
    assert said.said == ["Thank you for saying so. A manager will see it, and it stays on record."]
    assert ("Not possible", "today: lunch. Two of us at the desk") in my_page(here)


async def test_the_next_session_asks_how_a_forgotten_day_ended(
    at_lunch: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    clock.forward(days=3)
    view = BREAKS.load(at_lunch, Look())
    offers = view.offers()
    assert offers and offers[0].words == "Say how Fri Mar 6 ended"
    asked = await act(BREAKS, "f", at_lunch, "12:40", "6:05", "Rushed to the bus")
    assert asked.asked == ["|ended", "|left", "|words"]
    assert asked.said == [
        "Thank you. It waits for a manager; what was recorded stays beside it. Here to 6:05 PM."
    ]
    offers = BREAKS.load(at_lunch, Look()).offers()
    assert offers and offers[0].words == "Arrive"
    waiting = [value for label, value in my_page(at_lunch) if label == "Waits for a manager"]
    assert waiting == [
        "Fri Mar 6: Break to 12:40 PM. Rushed to the bus",
        "Fri Mar 6: Here to 6:05 PM. Rushed to the bus",
    ]


async def test_what_was_said_of_a_forgotten_day_is_taken_back_whole_or_not_at_all(
    at_lunch: Kiosk, store: Store, ben: Person, clock: StoppedClock
) -> None:
    clock.forward(days=3)
    await act(BREAKS, "f", at_lunch, "12:40", "6:05", "Rushed to the bus")
    lunch, left = store.corrections.waiting()
    store.corrections.decide(left.number, ben, "declined", "It was five")
    assert at_lunch.session.undo
    with pytest.raises(Refusal, match=r"Dr\. Ben Cole has decided that already"):
        at_lunch.session.undo.do()
    assert store.corrections.waiting() == (lunch,)


async def test_what_does_not_fit_is_asked_again_as_it_was_typed(
    at_lunch: Kiosk, store: Store, clock: StoppedClock
) -> None:
    clock.forward(hours=1)
    stay = store.breaks.stay(at_lunch.session.person)  # type: ignore[arg-type]  # Ana is here
    assert stay
    lunch = stay.breaks[0].key
    answers = (lunch, "times", "noon", "12:20", "x", "12:00", "12:20", "Forgot", "9:00", None)
    asked = await act(MY_PAGE, "c", at_lunch, *answers)
    whys = [one.partition("|")[0] for one in asked.asked if one.partition("|")[0]]
    assert whys[0] == "'noon' is no time. Write it as 12:34 PM or 13:05."


async def test_a_time_is_corrected_and_waits(
    at_lunch: Kiosk, store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    clock.forward(hours=1)
    store.breaks.end(ana, True)
    stay = store.breaks.stay(ana)
    assert stay
    answers = (stay.breaks[0].key, "times", "12:00", "12:31", "Came back, forgot to say")
    said = await act(MY_PAGE, "c", at_lunch, *answers)
    assert said.said[0].endswith("Break from 12:00 PM to 12:31 PM.")
    assert store.breaks.stay(ana) == stay  # until it is approved
    (one,) = store.corrections.waiting()
    store.corrections.decide(one.number, ben, "approved")
    (lunch,) = store.breaks.stay(ana).breaks  # type: ignore[union-attr]  # as above
    assert isinstance(lunch, Break)
    assert lunch.lasted(clock.now()) == timedelta(minutes=31)
    assert ("Lunch", "12:00 PM to 12:31 PM, 31 min (corrected later)") in my_page(at_lunch)


async def test_the_start_of_a_break_that_lasts_is_corrected_without_an_end(
    at_lunch: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    clock.forward(minutes=20)
    stay = store.breaks.stay(ana)
    assert stay
    action = next(one for one in MY_PAGE.actions if one.key == "c")
    given = Given(store, ana, {"about": stay.breaks[0].key, "how": "times"})
    optional = {one.name: one.optional for one in action.asks(given)}
    assert optional["ended"] and not optional["began"]
    told = (stay.breaks[0].key, "times", "11:50", "", "Queue at the terminal")
    said = (await act(MY_PAGE, "c", at_lunch, *told)).said
    assert said[0].endswith("Break from 11:50 AM.")


async def test_a_break_and_a_day_that_were_not_entered(
    here: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    clock.forward(hours=4)
    stay = store.breaks.stay(ana)
    assert stay
    lunch = ("new break", stay.key, "meal", "12:00", "12:30", "No terminal free")
    assert "Lunch from 12:00 PM to 12:30 PM." in (await act(MY_PAGE, "c", here, *lunch)).said[0]
    day = ("new day", "2026-03-05", "8:00", "5:00 pm", "Terminal was off")
    assert "Here from 8:00 AM to 5:00 PM." in (await act(MY_PAGE, "c", here, *day)).said[0]
    assert [one.day.day for one in store.corrections.waiting()] == [6, 5]


async def test_a_manager_s_word_is_for_the_person_to_agree_to(
    here: Kiosk, store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    clock.forward(hours=1)
    nothing = await act(MY_PAGE, "y", here)
    assert nothing.said == ["no: No manager has said anything about your times."]
    stay = store.breaks.stay(ana)
    assert stay
    from kiosk.practice.break_corrections import Correction

    earlier = stay.arrived - timedelta(minutes=20)
    said = Correction(0, ana.id, stay.day, "shift", stay.key, began=earlier, words="I saw her")
    (one,) = store.corrections.say([said], ben)
    agreed = await act(MY_PAGE, "y", here, str(one.number), "approved")
    assert agreed.said == ["Thank you. It counts from now on."]
    assert store.breaks.stay(ana).arrived == earlier  # type: ignore[union-attr]  # as above


async def test_a_waiver_is_signed_and_revoked(here: Kiosk, store: Store, ana: Person) -> None:
    none = await act(MY_PAGE, "w", here)
    assert none.said == ["no: The rules of this practice have no meal that can be waived."]
    store.break_rules.choose("california")
    signed = await act(MY_PAGE, "w", here, "sign first meal")
    assert signed.said == ["You waive your first meal. It stays on record."]
    assert ("Waived", "first meal, signed today") in my_page(here)
    assert here.session.undo and "as it was" in here.session.undo.do()
    assert not [label for label, _ in my_page(here) if label == "Waived"]
    assert [one.is_signed for one in store.waivers.of(ana.id)] == [True, False]


@pytest.mark.parametrize("answer", ["end", "leave"])
async def test_nobody_works_during_their_own_lunch_unawares(
    at_lunch: Kiosk, store: Store, ana: Person, clock: StoppedClock, answer: str
) -> None:
    task = store.prior_auths.add("Union", "CPAP", "anyone", ana)
    answers = [answer, "end", "yes"] if answer == "end" else [answer]
    action = next(one for one in PRIOR_AUTHS.actions if one.key == "t")
    talk = Scripted(at_lunch, task.ref, *answers)
    await perform(action, PRIOR_AUTHS.load(at_lunch, PRIOR_AUTHS.first_look), at_lunch, talk)
    stay = store.breaks.stay(ana)
    assert stay
    if answer == "leave":
        assert talk.said == []
        assert stay.away and store.prior_auths.get(task.ref).owner is None
    else:
        assert talk.said[0].startswith("Welcome back. Lunch ended at 12:00 PM, 0 min.")
        assert talk.said[0].endswith(f"{task.ref} is yours, Ana Ruiz.")
        assert not stay.away


async def test_a_lunch_that_ended_is_told_even_when_the_work_is_refused(
    at_lunch: Kiosk, store: Store, ben: Person
) -> None:
    task = store.prior_auths.add("Union", "CPAP", "anyone", ben)
    store.prior_auths.claim(task.ref, ben)
    action = next(one for one in PRIOR_AUTHS.actions if one.key == "t")
    talk = Scripted(at_lunch, task.ref, "end", "end", "yes")
    await perform(action, PRIOR_AUTHS.load(at_lunch, PRIOR_AUTHS.first_look), at_lunch, talk)
    assert "Lunch ended" in talk.said[0]
    assert talk.said[0].endswith(f"Not done: Dr. Ben Cole has just taken {task.ref}.")


def test_where_times_are_kept_elsewhere_no_length_is_shown(
    at_lunch: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    clock.forward(minutes=31)
    store.breaks.end(ana, True)
    assert ("Lunch", "12:00 PM to 12:31 PM, 31 min") in my_page(at_lunch)
    store.settings.set("breaks.recorded", "elsewhere")
    assert ("Lunch", "12:00 PM to 12:31 PM") in my_page(at_lunch)
    assert "31 min" not in str(my_page(at_lunch))


async def test_where_times_are_kept_elsewhere_a_break_is_ended_without_its_length(
    at_lunch: Kiosk, store: Store, clock: StoppedClock
) -> None:
    store.settings.set("breaks.recorded", "elsewhere")
    clock.forward(minutes=7)
    at_lunch.session.touch()
    view = BREAKS.load(at_lunch, Look())
    offers = view.offers()
    assert offers and offers[0].words == "End lunch"
    assert dict(view.aloud())["You"] == "Lunch, back about 12:30 PM, nobody covers"
    ended = await act(BREAKS, "e", at_lunch, "end")  # that it is short is still a reminder
    assert ended.asked == ["|early"]
    assert ended.said == ["Welcome back. Lunch ended at 12:07 PM. You are here."]


async def test_a_time_that_was_left_as_it_stood_keeps_its_seconds(
    kiosk: Kiosk, store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    clock.forward(seconds=23)
    store.breaks.arrive(ana)
    kiosk.session.begin(ana, kiosk.settings)
    clock.forward(hours=8)
    store.breaks.leave(ana)
    stay = store.breaks.stay(ana)
    assert stay
    same = await act(MY_PAGE, "c", kiosk, stay.key, "10:00 AM", "6:00 PM", "Hm", None)
    assert "That is what is recorded. Change a time, or go back.|began" in same.asked
    await act(MY_PAGE, "c", kiosk, stay.key, "10:00 AM", "5:30", "Left earlier")
    (one,) = store.corrections.waiting()
    assert one.began is None
    store.corrections.decide(one.number, ben, "approved")
    corrected = store.breaks.stay(ana)
    assert corrected and corrected.arrived == stay.arrived
    assert f"{corrected.left:%H:%M:%S}" == "17:30:00"


async def test_whose_breaks_are_not_tracked_waits_for_no_manager(
    kiosk: Kiosk, store: Store, ben: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ben)
    store.breaks.start(ben, "meal")
    clock.forward(minutes=20)
    kiosk.session.begin(ben, kiosk.settings)
    ended = await act(BREAKS, "e", kiosk, "end", "no", "A call")
    assert "until a manager decides" not in ended.said[0]
