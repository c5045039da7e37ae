"""The place *End of day*: five lines, of today and of any day that is closed."""

from datetime import timedelta

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.issues import Raised
from kiosk.practice.people import Person
from screens.acts import BEYOND, Action, Given, Look
from screens.app import KioskApp
from screens.menu import END_OF_DAY
from screens.session import Kiosk
from screens.views import day_review, day_reviewing, end_of_day, needs_a_look
from screens.views.needs_a_look_sources import items
from storage.people import NewPerson


def aloud(kiosk: Kiosk, look: Look | None = None) -> dict[str, str]:
    """What is read aloud, by label."""
    return dict(end_of_day.load(kiosk, look or Look()).aloud())


def eight(kiosk: Kiosk) -> list[Person]:
    """Eight who came to work."""
    found = [kiosk.store.people.add(NewPerson(f"Zz {n}", ("MA",)))[0] for n in range(8)]
    for one in found:
        kiosk.store.breaks.arrive(one)
    return found


def to_next_day(kiosk: Kiosk, clock: StoppedClock) -> None:
    """On the next morning somebody comes, and the day before closes."""
    clock.set_to((clock.now() + timedelta(days=1)).replace(hour=7))
    kiosk.store.breaks.arrive(kiosk.store.people.everyone()[0])


def test_today_so_far(kiosk: Kiosk) -> None:
    people = eight(kiosk)
    kiosk.store.thanks.give(people[0], people[1], "the late fax")
    said = aloud(kiosk)
    assert said["Day"] == "Friday, March 6, 2026: so far, at 10:00 AM"
    assert said["Breaks"] == "ok: All lunches done or sorted out."
    assert said["Auths"] == "ok: None moved."
    assert said["Thanks"] == "Zz 1, from Zz 0: the late fax"
    assert "Seal" not in said


def test_under_eight_people_nothing_of_breaks_is_shown(
    kiosk: Kiosk, ana: Person, clock: StoppedClock
) -> None:
    kiosk.store.break_rules.choose("california")
    kiosk.store.breaks.arrive(ana)
    clock.forward(hours=8)
    kiosk.store.breaks.leave(ana)
    assert aloud(kiosk)["Breaks"] == "Whoever has something to settle sees it on My page."


def test_nobody_is_named_for_a_missed_lunch(kiosk: Kiosk, clock: StoppedClock) -> None:
    kiosk.store.break_rules.choose("california")
    people = eight(kiosk)
    clock.forward(hours=8)
    for one in people:
        kiosk.store.breaks.leave(one)
    words = aloud(kiosk)["Breaks"]
    assert words == "look: 8 missed or without an end, and not a word of it yet."


def test_look_back_and_forth(kiosk: Kiosk, clock: StoppedClock, ana: Person) -> None:
    kiosk.store.breaks.arrive(ana)
    to_next_day(kiosk, clock)
    before, after, typed = end_of_day.TURNS
    view = end_of_day.load(kiosk, Look())
    back = before.to(Look(), {BEYOND: view.beyond()})
    friday = end_of_day.load(kiosk, back)
    assert friday.head == "Friday, March 6, 2026: closed"
    assert dict(friday.notes)["Seal"].startswith("event ")
    assert end_of_day.load(kiosk, after.to(back, {BEYOND: friday.beyond()})).shown == view.today
    earlier = end_of_day.load(kiosk, before.to(back, {BEYOND: friday.beyond()}))
    assert earlier.head == "Thursday, March 5, 2026 was before days were closed here."
    wrong = end_of_day.load(kiosk, typed.to(back, {"day": "soon"}))
    assert "soon" in wrong.head
    assert wrong.shown == friday.shown


def test_what_was_corrected_later_stands_beside_it(
    kiosk: Kiosk, clock: StoppedClock, ana: Person
) -> None:
    given = kiosk.store.thanks.give(ana, eight(kiosk)[0], "the late fax")
    to_next_day(kiosk, clock)
    kiosk.store.thanks.take_back(given.number, ana)
    said = aloud(kiosk, Look(day="3/6"))
    assert said["Later"] == "Corrected later: thanks given 1 -> 0"
    assert said["Thanks"] == "Thank you, all of you."


def test_closed_early_in_doubt_and_reviewed_are_said(
    kiosk: Kiosk, clock: StoppedClock, ben: Person, ana: Person
) -> None:
    clock.set_back(hours=1)
    kiosk.store.breaks.arrive(ana)
    kiosk.store.days.close(ben)
    to_next_day(kiosk, clock)
    kiosk.store.days.review(clock.now().date() - timedelta(days=1), ben)
    said = aloud(kiosk, Look(day="3/6"))
    assert said["Day"].endswith("closed early, at 9:00 AM; the clock was in doubt")
    assert said["Review"] == "reviewed by Dr. Cole today 7:00 AM"


def test_what_needs_ideas_is_told_in_its_words_as_they_are_now(
    kiosk: Kiosk, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    raised = kiosk.store.issues.add(Raised("Phones ring out over lunch", "phones"), ana)
    to_next_day(kiosk, clock)
    look = Look(day="3/6")
    assert aloud(kiosk, look)["Ideas"].endswith("Still needs ideas: #1 Phones ring out over lunch")
    for text in kiosk.store.texts.about(f"issue {raised.ref}"):
        kiosk.store.texts.destroy(text.number, "patient data", ben)
    assert "Phones" not in aloud(kiosk, look)["Ideas"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_seven_opens_it_and_b_looks_back(
    app: KioskApp, kiosk: Kiosk, ana: Person, clock: StoppedClock, size: tuple[int, int]
) -> None:
    kiosk.store.breaks.arrive(ana)
    to_next_day(kiosk, clock)
    async with app.run_test(size=size) as pilot:
        await pilot.press(END_OF_DAY.key, "b")
        await pilot.pause()
        shown = str(app.screen.query_one("#day").render())
        assert shown == " Friday, March 6, 2026: closed"


def closed_friday(kiosk: Kiosk, clock: StoppedClock, ana: Person, ben: Person) -> None:
    """Ana worked on Friday, nobody came at the weekend, and on Monday Ben is here."""
    kiosk.store.prior_auths.add("Acme Health", "MRI knee", "anyone", ana)
    kiosk.store.breaks.arrive(ana)
    clock.set_to((clock.now() + timedelta(days=3)).replace(hour=7))
    kiosk.store.breaks.arrive(ben)
    kiosk.session.begin(ben, kiosk.settings)


def do(kiosk: Kiosk, action: Action, who: Person, **answers: str) -> str:
    """Do what an action stands for; what is said then."""
    return action.do(Given(kiosk.store, who, answers)).words


def test_a_manager_reviews_the_day_on_which_people_came(
    manage: Kiosk, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    assert dict(day_review.load_glance(manage).aloud()) == {"End of day": "no day is closed yet"}
    closed_friday(manage, clock, ana, ben)
    view = day_review.load(manage, Look())
    assert view.headline().startswith("Friday, March 6, 2026: closed\n BREAKS")
    assert any("Fri Mar 6 is not reviewed yet" in words for _, words in view.aloud())
    assert do(manage, day_reviewing.REVIEW, ben) == "Friday, March 6 is reviewed, by Dr. Ben Cole."
    assert "reviewed by Dr. Cole today" in day_review.load(manage, Look()).headline()
    assert not [one for one in items(manage.store, clock.now()) if one.kind == "days"]
    with pytest.raises(Refusal, match="has reviewed it already"):
        do(manage, day_reviewing.REVIEW, ben)


def test_needs_a_look_says_that_a_day_is_not_reviewed_and_its_key_reviews_it(
    manage: Kiosk, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    closed_friday(manage, clock, ana, ben)
    opened = needs_a_look.load(manage, Look(opened="day 2026-03-06"))
    assert dict(opened.aloud())["Day"] == "Friday, March 6, 2026: closed"
    act = needs_a_look.ACTIONS[0]
    assert "is reviewed" in do(manage, act, ben, about="day 2026-03-06")


def test_what_carries_over_gets_an_owner(
    manage: Kiosk, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    closed_friday(manage, clock, ana, ben)
    look = Look(filter=day_review.CARRIED)
    (row,) = day_review.load(manage, look).things()
    opened = day_review.load(manage, Look(filter=day_review.CARRIED, opened=row.id))
    assert dict(opened.aloud())["Payer"] == "Acme Health"
    do(manage, day_review.GIVE, ben, about=row.id, whom="Ana Ruiz", reason="")
    assert day_review.load(manage, look).things() == ()


async def test_f6_opens_it_and_e_reviews(
    manage_app: KioskApp, manage: Kiosk, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    closed_friday(manage, clock, ana, ben)
    async with manage_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6", "e")
        await pilot.pause()
        assert "is reviewed, by" in str(manage_app.screen.query_one("#said").render())
