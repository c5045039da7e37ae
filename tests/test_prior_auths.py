"""Prior auths as a person sees them, without a screen: editing, taking back, managers."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.people import Person
from kiosk.practice.prior_auth_terms import PriorAuthRef
from kiosk.practice.prior_auths import Known
from screens import management
from screens.acts import Given, Look
from screens.menu import PRIOR_AUTHS, Place
from screens.perform import perform, take_back
from screens.session import Kiosk
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin
from tests.test_acts import Scripted


async def do(key: str, talk: Scripted, place: Place = PRIOR_AUTHS, look: Look | None = None) -> str:
    """What is said once the act of this key is done."""
    action = next(one for one in place.actions if one.key == key)
    view = place.load(talk.kiosk, look or Look(filter="all"))
    await perform(action, view, talk.kiosk, talk)
    return talk.said[-1]


def opened(kiosk: Kiosk, ref: str) -> str:
    view = PRIOR_AUTHS.load(kiosk, Look(filter="open", opened=ref))
    return "\n".join(f"{label}: {words}" for label, words in view.aloud())


@pytest.fixture
def known(kiosk: Kiosk, ana: Person) -> Kiosk:
    """Ana is there."""
    kiosk.session.begin(ana, kiosk.settings)
    return kiosk


@pytest.fixture
def mri(store: Store, ana: Person, clock: StoppedClock) -> PriorAuthRef:
    """With an employer's plan, which has it since today; the service is in a month."""
    month = clock.now().date() + timedelta(days=31)
    facts = Known("imaging", "falls", service_date=month, payer_type="employer")
    ref = store.prior_auths.add("Acme", "MRI", "anyone", ana, facts).ref
    store.prior_auths.claim(ref, ana)
    store.prior_auth_work.move(ref, "submit", ana, {"submitted_how": "fax"})
    store.prior_auth_work.move(ref, "receive", ana, {"received_at": clock.now()})
    return ref


async def test_the_service_moves_and_it_is_said_what_follows(
    known: Kiosk, store: Store, mri: PriorAuthRef
) -> None:
    before = store.prior_auths.get(mri)
    talk = Scripted(
        known, mri, "facts", "3/16", "4/6/2026", "4/30", "falls", "Main St", "2", "Cole", ""
    )
    said = await do("e", talk)
    assert said.startswith(f"{mri} is changed. Service Mon Mar 16. The payer decides by: ")
    assert said.endswith("The service comes before the payer's time is over.")
    shown = opened(known, mri)
    for line in (
        "Site: Main St",
        "Units: 2",
        "Ordered by: Dr. Ben Cole",
        "Service date: Mon Mar 16",
    ):
        assert line in shown
    assert "Retro request by: Thu Apr 30" in shown
    assert (
        "(service date Mon Mar 16, needed by Mon Mar 16, retro request by Thu Apr 30, units,"
        in shown
    )
    await take_back(known, talk)
    assert (
        talk.said[-1]
        == f"Taken back: {mri} is waiting on payer, Ana Ruiz has it. Both stay on record."
    )
    assert store.prior_auths.get(mri) == before
    assert "Site" not in opened(known, mri)


async def test_the_plan_is_another_and_so_is_the_payers_time(
    known: Kiosk, store: Store, mri: PriorAuthRef
) -> None:
    said = await do("e", Scripted(known, mri, "plan", "medicaid"))
    assert said.endswith(
        "The payer decides by: Fri Mar 13 end of day · 7 calendar days, Medicaid or CHIP."
    )
    assert "its plan" in opened(known, mri) and "Plan: Medicaid or CHIP" in opened(known, mri)


async def test_what_slips_is_one_key_for_a_manager_who_assigns_and_makes_it_urgent(
    manage: Kiosk, kiosk: Kiosk, store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    place = next(one for one in management.MANAGEMENT.places if one.name == "prior_auths")
    ref = store.prior_auths.add("Acme", "MRI", "anyone", ben).ref
    manage.session.begin(ben, manage.settings)
    talk = Scripted(manage, ref, "Ana", "you know this payer", ref, "surgery is moved")
    assert (await do("h", talk, place)).startswith(f"{ref} is with Ana Ruiz now")
    assert await do("y", talk, place) == f"{ref} is urgent now."
    kiosk.session.begin(ana, kiosk.settings)
    view = PRIOR_AUTHS.load(kiosk, Look(filter="mine"))
    news = [words for label, words in view.aloud() if label == "New for you"]
    assert [one.partition(": ")[2] for one in news] == ["you know this payer", "surgery is moved"]
    assert "assigned by Dr. Ben Cole" in news[0] and "urgency changed" in news[1]
    await take_back(manage, talk)
    assert store.prior_auths.get(ref).urgency == "standard"
    assert store.notices.unread(ana) == 1  # of what was taken back there is nothing to read


async def test_before_being_away_is_taken_back_as_one(
    known: Kiosk, store: Store, ana: Person, mri: PriorAuthRef
) -> None:
    with_pin(store, NewPerson("Mia Lund", ("MA",)), "330033")
    talk = Scripted(known, "Mia")
    assert (await do("b", talk)).startswith("1 handed over, 0 given back.")
    await take_back(known, talk)
    assert talk.said[-1] == "Taken back: 1 are yours again. All of it stays on record."
    assert store.prior_auths.get(mri).owner == ana.id


def test_no_clock_of_the_payer_is_shown_once_it_has_decided(
    known: Kiosk, store: Store, ana: Person, mri: PriorAuthRef
) -> None:
    store.prior_auth_holding.contact(mri, ana, known.clock.now().date())
    told = {"wanted": "notes", "wanted_by": known.clock.now().date()}
    store.prior_auth_work.move(mri, "want more", ana, told)
    waiting = opened(known, mri)
    gone = ("Payer decides by: stopped ", "Payer wants it by: ", "Call again: today")
    assert all(one in waiting for one in (*gone, "Payer called: once"))
    store.prior_auth_work.move(mri, "approve", ana, {"authorization_number": "A1"})
    decided = opened(known, mri)
    assert not any(one.partition(":")[0] in decided for one in gone)


def test_a_payer_that_is_known_is_offered_while_it_is_typed(
    known: Kiosk, store: Store, ana: Person
) -> None:
    for payer in ("Union Mutual", "Credit Union Health", "100% Care", "Union"):
        store.prior_auths.add(payer, "MRI", "anyone", ana)
    new = next(one for one in PRIOR_AUTHS.actions if one.key == "n")
    (question,) = new.asks(Given(store, ana, {"kind": "drug"}))
    assert question.alike
    names = [one.id for one in question.alike("uniOn")]
    assert names == ["Union Mutual", "Credit Union Health"]
    assert [one.id for one in question.alike("%")] == ["100% Care"]
    assert question.alike("") == question.alike("Union Mutual") == question.alike("x_") == ()


async def test_what_was_checked_by_hand_is_taken_back_by_its_key(
    known: Kiosk, store: Store, mri: PriorAuthRef
) -> None:
    with closing(sqlite3.connect(store.path)) as file, file:
        file.execute("UPDATE prior_auth SET to_check = 'no payer'")
    talk = Scripted(known, mri, "It is Acme")
    assert await do("x", talk) == f"{mri}: checked by hand, by Ana Ruiz."
    await take_back(known, talk)
    assert talk.said[-1].startswith(f"Taken back: {mri} is waiting on payer")
    assert store.prior_auths.get(mri).check == ("no payer",)


def test_words_that_were_taken_back_can_still_be_destroyed(
    store: Store, ana: Person, ben: Person, mri: PriorAuthRef
) -> None:
    denied = store.prior_auth_work.move(mri, "deny", ana, {"reason": "Zztest Person"})
    store.prior_auth_undo.take_back(denied, ana)
    typed = store.texts.listed(store.prior_auth_work.texts(mri))
    (reason,) = [one for one in typed if one.words == "Zztest Person"]
    store.texts.destroy(reason.number, "patient data", ben)
    assert b"Zztest" not in store.path.read_bytes()
    assert store.trail.verify() == ()


async def test_what_was_ordered_by_somebody_who_left_can_still_be_edited(
    known: Kiosk, store: Store, mri: PriorAuthRef, clock: StoppedClock
) -> None:
    new = NewPerson("Dr. Bo Lane", ("physician",))
    bo, seen = with_pin(store, new, "440044"), store.prior_auth_edits.facts(mri)
    store.prior_auth_edits.edit(mri, seen, replace(seen, clinician=bo.id), bo)
    store.leaving.take_out(bo, clock.now().date(), True)
    kept = ("4/6/2026", "4/6/2026", "", "falls", "")
    said = await do("e", Scripted(known, mri, "facts", *kept, "3", bo.name, ""))
    assert said.startswith(f"{mri} is changed.")
    assert store.prior_auth_edits.facts(mri).clinician == bo.id
    talk = Scripted(known, mri, "facts", *kept, "4", "Bo", "", *kept, "4", "", "")
    await do("e", talk)
    assert talk.asked[-1].startswith("Nobody here has that name.")
    assert store.prior_auth_edits.facts(mri).clinician is None
