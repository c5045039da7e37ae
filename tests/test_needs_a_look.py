"""The queue of what needs a look, as managers see it and act on it; follow-ups beside it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kiosk.practice.break_corrections import Correction
from kiosk.practice.clock import StoppedClock
from kiosk.practice.issues import Raised
from kiosk.practice.needs_a_look import KINDS
from kiosk.practice.people import Person
from kiosk.practice.prior_auths import Known
from screens.acts import Look
from screens.app import KioskApp
from screens.management import (
    EXTRA_HOURS,
    FOLLOW_UPS,
    IDEAS,
    JOBS,
    MANAGEMENT,
    NEEDS_A_LOOK,
    ROSTER,
    TIMES,
)
from screens.menu import BREAK_ROOM, MY_PAGE, PRIOR_AUTHS, TODAY, Place
from screens.perform import perform, take_back
from screens.session import Kiosk, Session
from screens.views import for_you
from screens.views.needs_a_look_sources import BY_KIND
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin
from tests.test_acts import Scripted
from tests.test_pictures import picture
from tests.test_screens import done, type_keys


@pytest.fixture
def known(manage: Kiosk, ben: Person) -> Kiosk:
    """Ben, a manager, is there."""
    manage.session.begin(ben, manage.settings)
    return manage


@pytest.fixture
def cy(store: Store) -> Person:
    """Another manager: PIN 330033."""
    return with_pin(store, NewPerson("Cy Zztest", is_manager=True), "330033")


def beside(store: Store, clock: StoppedClock, who: Person, manages: bool = True) -> Kiosk:
    """Somebody else at another terminal."""
    there = Kiosk(store, clock, Session(clock, store.settings.current(), for_managers=manages))
    there.session.begin(who, there.settings)
    return there


async def act(place: Place, key: str, kiosk: Kiosk, *answers: str | None) -> Scripted:
    talk = Scripted(kiosk, *answers)
    action = next(one for one in place.actions if one.key == key)
    await perform(action, place.load(kiosk, place.first_look), kiosk, talk)
    return talk


def rows(kiosk: Kiosk, by: str = "") -> list[str]:
    return [one.words for one in NEEDS_A_LOOK.load(kiosk, Look(by)).things()]


def late(store: Store, ana: Person, clock: StoppedClock, owner: Person | None) -> str:
    """A prior auth that was needed by yesterday; the subject of its item."""
    known = Known(needed_by=clock.now().date())
    ref = store.prior_auths.add("Lakeside", "MRI lumbar", "anyone", ana, known).ref
    if owner:
        store.prior_auths.claim(ref, owner)
    clock.forward(days=1)
    return f"prior auth {ref}"


def said(store: Store, who: Person, clock: StoppedClock) -> Correction:
    """They came now, and say an hour later that it was half an hour before."""
    store.breaks.arrive(who)
    clock.forward(hours=1)
    stay = store.breaks.stay(who)
    assert stay
    began = stay.arrived - timedelta(minutes=30)
    one = Correction(0, who.id, stay.day, "shift", stay.key, began=began, words="Queue")
    return store.corrections.say([one], who)[0]


def test_every_kind_has_a_source_and_the_act_of_its_own_place() -> None:
    assert set(BY_KIND) == set(KINDS)
    places = (TIMES, EXTRA_HOURS, PRIOR_AUTHS, FOLLOW_UPS, ROSTER, JOBS, TODAY, IDEAS)
    lived = {(one.key, one.words) for place in places for one in place.actions}
    own = [one for source in BY_KIND.values() for one in source.acts.values()]
    assert {(one.key, one.words) for one in own} <= lived


async def test_a_reply_that_is_overdue_is_answered_where_it_shows(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.issues.add(Raised("Phones ring out", "phones"), ana)
    secret = store.issues.add(Raised("Only for managers", "phones", audience="manager"), ana)
    store.issues.add(Raised("For the owner", "phones", audience="owner"), ana)
    assert rows(known) == []
    clock.forward(days=5)
    assert [one.partition(": ")[2] for one in rows(known)] == [
        "#1 first reply was promised by yesterday: Phones ring out",
        f"{secret.name} first reply was promised by yesterday",
    ]
    talk = await act(NEEDS_A_LOOK, "w", known, f"issue {secret.ref}")
    assert talk.said == ["no: Not everybody may know of that one. Act on it instead: press a."]
    opened = NEEDS_A_LOOK.load(known, Look(opened="issue 1")).aloud()
    assert dict(opened)["Key a"] == "What becomes of it"
    await act(NEEDS_A_LOOK, "a", known, "issue 1", "thank", "Thanks, we look into it")
    assert len(rows(known)) == 1


def test_an_issue_waits_only_for_managers_who_may_answer_it(
    known: Kiosk, store: Store, ana: Person, cy: Person, clock: StoppedClock
) -> None:
    store.issues.add(Raised("Phones ring out", "phones"), ana)
    clock.forward(days=5)
    assert len(rows(known)) == len(rows(beside(store, clock, cy))) == 1
    store.settings.set("turned_off", "issues")
    known.mind_changes()
    assert rows(known) == []


async def test_a_correction_is_decided_where_it_shows_and_is_gone(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    one = said(store, ana, clock)
    assert rows(known) == ["soon, Ana Ruiz, today: says: Here from 9:30 AM. Queue"]
    opened = dict(NEEDS_A_LOOK.load(known, Look(opened=one.key)).aloud())
    assert opened["Then counts"] == "9:30 AM to not noted"
    talk = await act(NEEDS_A_LOOK, "a", known, one.key, "approved")
    assert talk.said == ["Approved. What was recorded stays beside it."]
    assert rows(known) == []


async def test_the_second_of_two_managers_is_told_who_was_first(
    known: Kiosk,
    another: Callable[..., Store],
    store: Store,
    ana: Person,
    cy: Person,
    clock: StoppedClock,
) -> None:
    one, other = said(store, ana, clock), beside(another(), clock, cy)
    view = NEEDS_A_LOOK.load(known, Look())
    await act(NEEDS_A_LOOK, "a", other, one.key, "declined", "I was there")
    talk = Scripted(known, one.key)
    await perform(NEEDS_A_LOOK.actions[0], view, known, talk)
    assert talk.said == ["no: That one is settled already: correction declined, by Cy Zztest."]


async def test_nobody_decides_or_puts_off_their_own(
    known: Kiosk, store: Store, ben: Person, clock: StoppedClock
) -> None:
    one = said(store, ben, clock)
    talk = await act(NEEDS_A_LOOK, "a", known, one.key, "approved")
    assert talk.said[0].startswith("no: ")
    talk = await act(NEEDS_A_LOOK, "z", known, one.key, "+3", "")
    assert talk.said == ["no: Nobody puts off what is about themselves. Another manager can."]
    assert len(rows(known)) == 1


async def test_a_late_prior_auth_is_reminded_of_once_read(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    subject = late(store, ana, clock, ana)
    ref = subject.removeprefix("prior auth ")
    words = f"{ref}: we are late: Lakeside, MRI lumbar"
    assert rows(known) == [f"NOW, Ana Ruiz, yesterday: {words}"]
    talk = await act(NEEDS_A_LOOK, "r", known, subject, "Please call them")
    assert talk.said == ["Ana Ruiz reads it at their next session."]
    assert rows(known) == [f"NOW, Ana Ruiz, yesterday: reminded today; {words}"]
    there = beside(store, clock, ana, manages=False)
    assert for_you.line(there) == "NEW FOR YOU: 1 to read, in My page"
    assert for_you.line(there, "My page") == ""  # which tells what it is
    told = list(MY_PAGE.load(there, Look()).aloud())
    assert ("New for you", f"Dr. Ben Cole reminds you of {ref}: Please call them") in told
    await act(MY_PAGE, "s", there)
    assert rows(known) == [f"NOW, Ana Ruiz, yesterday: {words}"]
    talk = Scripted(known)
    await take_back(known, talk)
    assert talk.said == ["no: They have read it already."]


async def test_a_reminder_is_taken_back_unread(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    subject = late(store, ana, clock, ana)
    await act(NEEDS_A_LOOK, "r", known, subject, "")
    talk = Scripted(known)
    await take_back(known, talk)
    assert talk.said == ["Taken back: Ana Ruiz is not reminded. Both stay on record."]
    assert store.notices.of(ana) == ()
    assert store.check() == ()


async def test_what_is_put_off_says_who_and_why_and_comes_back_by_itself(
    known: Kiosk, store: Store, ana: Person, cy: Person, clock: StoppedClock
) -> None:
    subject = late(store, ana, clock, ana)
    talk = await act(NEEDS_A_LOOK, "z", known, subject, "+3", "They promised Monday")
    assert talk.said == ["Put off: it comes back Tue Mar 10 by itself."]
    other = beside(store, clock, cy)
    assert rows(other) == []
    (one,) = rows(other, "put off")
    assert "until Tue Mar 10, Dr. Ben Cole;" in one
    opened = dict(NEEDS_A_LOOK.load(other, Look(opened=subject)).aloud())
    assert opened["Put off"] == "until Tue Mar 10, by Dr. Ben Cole: They promised Monday"
    for text in store.texts.of_events([store.version()]):
        store.texts.destroy(text.number, "patient data", cy)
    opened = dict(NEEDS_A_LOOK.load(other, Look(opened=subject)).aloud())
    assert "Cole: (destroyed by Cy Zztest" in opened["Put off"]
    clock.forward(days=3)
    assert len(rows(other)) == 1
    clock.set_back(days=3)
    await take_back(known, Scripted(known))
    assert len(rows(other)) == 1
    assert store.check() == ()


async def test_one_that_nobody_has_is_assigned_with_one_key(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    ref = store.prior_auths.add("Lakeside", "MRI lumbar", "anyone", ana).ref
    clock.forward(days=1)
    assert rows(known) == [f"soon, nobody, yesterday: {ref}: nobody has it: Lakeside, MRI lumbar"]
    talk = await act(NEEDS_A_LOOK, "r", known, f"prior auth {ref}")
    assert talk.said[0].startswith("no: Nobody else has the next step")
    await act(NEEDS_A_LOOK, "a", known, f"prior auth {ref}", "ana", "You know them")
    assert store.prior_auths.get(ref).owner == ana.id
    assert rows(known) == []


async def test_a_follow_up_from_an_item_until_it_is_done(
    known: Kiosk, store: Store, ana: Person, cy: Person, clock: StoppedClock
) -> None:
    subject = late(store, ana, clock, ana)
    talk = await act(
        NEEDS_A_LOOK, "w", known, subject, "ana", "Call Lakeside", "tomorrow", "Surgery waits"
    )
    assert talk.said == ["Asked: Ana Ruiz, by tomorrow. They read it at their next session."]
    (one,) = store.follow_ups.asked_of(ana)
    assert one.subject == subject
    there, other = beside(store, clock, ana, manages=False), beside(store, clock, cy)
    assert FOLLOW_UPS.load(other, Look()).things() == ()
    asked = "Call Lakeside, by tomorrow, for Dr. Ben Cole: Surgery waits"
    assert ("Asked of you", asked) in list(MY_PAGE.load(there, Look()).aloud())
    talk = await act(MY_PAGE, "d", there, one.key, "help", "Nobody answers there")
    assert talk.said == ["I need help. Dr. Ben Cole will read it."]
    help_asked = "Call Lakeside: Ana Ruiz needs help. Nobody answers there"
    assert any(help_asked in words for words in rows(known))
    assert not any(help_asked in words for words in rows(other))
    await act(NEEDS_A_LOOK, "a", known, one.key, "give", "cy", "tomorrow", "")
    assert store.follow_ups.asked_of(cy)[0].key == one.key
    talk = await act(FOLLOW_UPS, "d", other, one.key, "done", "")
    assert talk.said == ["Done. Dr. Ben Cole will read it."]
    assert not any("Call Lakeside" in words for words in rows(known))
    news = NEEDS_A_LOOK.load(known, Look()).aloud()
    assert ("New for you", "'Call Lakeside' done by Cy Zztest") in list(news)


async def test_what_is_forgotten_goes_to_the_person_and_then_to_the_manager(
    known: Kiosk, store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.follow_ups.ask(ana, "Order gloves", clock.now().date(), "None left", ben)
    there = beside(store, clock, ana, manages=False)
    await act(MY_PAGE, "s", there)
    clock.forward(days=1)
    assert for_you.line(there) == "NEW FOR YOU: 1 follow-up is due, in My page"
    assert rows(known) == []
    clock.forward(days=1)
    (one,) = rows(known)
    assert one.endswith("Order gloves: asked of Ana Ruiz, and its day has passed.")
    store.settings.set("needs_a_look.forgotten", "soon, 5 d")
    assert rows(known) == []


async def test_a_manager_writes_one_by_itself_and_what_is_wrong_is_mended(
    known: Kiosk, store: Store, ana: Person
) -> None:
    talk = await act(FOLLOW_UPS, "n", known, "ana", "Order gloves", "+2", "None left")
    assert talk.said[0].startswith("Asked: Ana Ruiz, by Sun Mar 8.")
    view = FOLLOW_UPS.load(known, Look())
    assert [one.words for one in view.things()] == ["Ana Ruiz, Sun Mar 8: Order gloves"]
    opened = list(FOLLOW_UPS.load(known, Look(opened=view.things()[0].id)).aloud())
    assert ("Why it matters", "None left") in opened
    await take_back(known, Scripted(known))
    assert FOLLOW_UPS.load(known, Look()).things() == ()
    assert store.notices.of(ana) == ()


def test_the_managers_home_has_the_count_and_the_most_pressing_three(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    for _ in range(4):
        late(store, ana, clock, ana)
    told = list(MANAGEMENT.home.load(known, Look()).aloud())
    assert ("Needs a look", "4") in told
    assert sum(label == "Most pressing" for label, _ in told) == 3


def test_of_a_place_that_is_switched_off_nothing_needs_a_look(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    late(store, ana, clock, ana)
    said(store, ana, clock)
    assert len(rows(known)) == 2
    store.settings.set("turned_off", "breaks, prior_auths")
    assert rows(known) == []


def test_follow_ups_are_nowhere_on_the_shared_board(
    kiosk: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    store.follow_ups.ask(ana, "Order gloves", date(2026, 3, 6), "None left", ben)
    told = "".join(map(str, BREAK_ROOM.home.load(kiosk, Look()).aloud()))
    assert "gloves" not in told and "ollow-up" not in told
    assert for_you.line(kiosk) == ""


async def test_another_managers_change_is_seen_at_the_next_beat(
    manage_app: KioskApp,
    another: Callable[..., Store],
    store: Store,
    ana: Person,
    ben: Person,
    cy: Person,
    clock: StoppedClock,
) -> None:
    one = said(store, ana, clock)
    manage_app.kiosk.session.begin(ben, manage_app.kiosk.settings)
    async with manage_app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "1")
        assert "Needs a look: 1" in picture(manage_app)
        another().corrections.decide(one.number, cy, "approved")
        manage_app._beat()
        await done(pilot)
        assert "Needs a look: nothing" in picture(manage_app)
