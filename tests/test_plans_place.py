"""Contingency plans, as managers write and change them: without a screen, and one walk of keys."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.plan_files import READY_MADE, ready_made
from kiosk.practice.plan_writing import without_step
from screens.acts import Look
from screens.app import KioskApp
from screens.management import PLANS, TRAIL
from screens.perform import perform, take_back
from screens.session import Kiosk
from screens.views.plans import PlansView
from storage.store import Store
from tests.test_acts import Scripted
from tests.test_manage import aloud
from tests.test_pictures import picture
from tests.test_screens import done, type_keys

EHR = ready_made("ehr-down")
LIST = PLANS.first_look
NEW = (
    *("Elevator out", "Nobody should wait in it.", "It does not come."),
    *("All go on.", "Visits upstairs are moved.", "Nobody goes upstairs."),
    *("manager, RN", "front desk", "never"),
    *("now", "front desk", "Call the service", "10 min", "yes"),
)


@pytest.fixture
def known(manage: Kiosk, ben: Person) -> Kiosk:
    """Ben is there."""
    manage.session.begin(ben, manage.settings)
    return manage


async def do(kiosk: Kiosk, key: str, *answers: str | None, look: Look = LIST) -> list[str]:
    talk = Scripted(kiosk, *answers)
    action = next(one for one in PLANS.actions if one.key == key)
    await perform(action, PLANS.view(kiosk, look), kiosk, talk)
    return talk.said


def view(kiosk: Kiosk, look: Look = LIST) -> PlansView:
    found = PLANS.view(kiosk, look)
    assert isinstance(found, PlansView)
    return found


def ref(kiosk: Kiosk, words: str, look: Look) -> str:
    """The line of an opened plan that has these words."""
    return next(one.id for one in view(kiosk, look).items if words in one.words)


async def test_the_ready_made_ones_are_listed_and_read_whole(known: Kiosk) -> None:
    told = aloud(view(known))
    assert f"List: Those that lie ready: {len(READY_MADE)}" in told
    assert "EHR down: 12 steps, ready-made" in told
    opened = aloud(view(known, Look(opened="ehr-down 0")))
    for step in EHR.steps:
        assert step.does in opened
    assert "Tell: Lab, pharmacy and imaging: RN, by phone" in opened
    assert "Modelled on: SAFER Guides" in opened
    assert "compared on Nov 25, 2026" in opened


async def test_a_plan_is_written_in_four_short_forms_and_taken_back(
    known: Kiosk, store: Store, ben: Person
) -> None:
    said = await do(known, "n", *NEW)
    assert said == ["Elevator out is the practice's own now. Press a to add its next step."]
    (kept,) = store.plans.own()
    assert kept.plan and (kept.plan.name, kept.plan.lead) == ("Elevator out", ("manager", "RN"))
    assert kept.plan.steps[0].is_critical and kept.by == ben.id
    talk = Scripted(known)
    await take_back(known, talk)
    assert talk.said == ["Taken back: Elevator out is put away. Press f to see those put away."]
    assert "Elevator out: 1 steps" not in aloud(view(known))
    look = Look(filter="away")
    assert "Elevator out" in aloud(view(known, look))
    said = await do(known, "b", f"{kept.key} 1", look=look)
    assert said == ["Elevator out lies ready again."]


async def test_changing_a_step_of_a_ready_made_plan_makes_it_the_practices_own(
    known: Kiosk, store: Store
) -> None:
    look = Look(opened="ehr-down 0")
    about = ref(known, "Get the downtime pack", look)
    said = await do(
        known, "c", about, "now", "front desk", "Get the red box", "5 min", "yes", look=look
    )
    assert said[0].startswith(
        "EHR down, version 2. Step changed: now: front desk, within 5 min, critical: Get the red"
    )
    told = aloud(view(known, look))
    assert "EHR down: version 2, today, Dr. Ben Cole" in told, "the old name leads to the copy"
    assert "Get the red box" in told and "Get the downtime pack" not in told
    await take_back(known, Scripted(known))
    (kept,) = store.plans.own()
    assert (kept.number, kept.plan) == (3, EHR)


async def test_steps_are_added_moved_and_taken_out(known: Kiosk, store: Store) -> None:
    kept = store.plans.copy("ehr-down")
    look = Look(opened=f"{kept.key} 1")
    await do(known, "a", f"{kept.key} 1", "now", "billing", "Stop the claims", "", "no", look=look)
    about = ref(known, "Stop the claims", look)
    assert about.startswith(f"{kept.key} 2 step ")
    said = await do(known, "e", about, look=look)
    assert said[0].startswith("EHR down, version 3. Step moved: now: ")
    said = await do(known, "x", ref(known, "Stop the claims", look), look=look)
    assert said[0].startswith("EHR down, version 4. Step taken out: now: billing: Stop the claims")
    assert (newest := store.plans.newest(kept.key)).number == 4
    assert newest.plan == EHR
    said = await do(known, "x", ref(known, EHR.why, look), look=look)
    assert said == ["no: Choose a step, or somebody to tell. The other parts are changed with c."]
    said = await do(known, "l", ref(known, EHR.why, look), look=look)
    assert said == ["no: Choose a step: steps are moved."]


async def test_each_other_part_is_changed_by_its_line(known: Kiosk, store: Store) -> None:
    kept = store.plans.copy("ehr-down")
    look = Look(opened=f"{kept.key} 1")
    await do(known, "c", ref(known, EHR.why, look), "EHR down", "Paper first.", "Slow.", look=look)
    await do(known, "c", ref(known, EHR.decision.full, look), "A.", "B.", "C.", look=look)
    lead = ref(known, "RN, front desk", look)
    await do(known, "c", lead, "RN", "MA", "fridge check", look=look)
    tell = ref(known, "Lab, pharmacy", look)
    await do(known, "c", tell, "The lab", "MA", "by phone", look=look)
    await do(known, "t", f"{kept.key} 5", "The pharmacy", "MA", "by fax", look=look)
    plan = store.plans.newest(kept.key).plan
    assert plan and (plan.why, plan.trigger, plan.decision.closed) == (
        "Paper first.",
        "Slow.",
        "C.",
    )
    assert (plan.lead, plan.backup, plan.proposed_by) == (("RN",), ("MA",), "fridge check")
    assert [one.whom for one in plan.tells][-2:] == ["The lab", "The pharmacy"]
    versions = Look(filter=f"versions {kept.key}")
    told = aloud(view(known, versions))
    assert "Version 6: today, Dr. Ben Cole: To tell added: The pharmacy: MA, by fax" in told
    assert "Version 2: today, Dr. Ben Cole: Why: Paper first." in told
    assert ", and 1 more" in told
    assert "Version 1: today, the owner: as it began" in told
    opened = aloud(view(known, replace(versions, opened=f"{kept.key} 2")))
    assert f"Changed: When: Slow. (was: {EHR.trigger})" in opened
    assert "Lead: manager, RN" in opened, "the whole version follows"
    said = await do(known, "g", f"{kept.key} 1", look=versions)
    assert said[0].startswith("EHR down, version 7. ")
    assert store.plans.newest(kept.key).plan == EHR


async def test_of_two_managers_the_second_is_told_that_it_was_changed(
    known: Kiosk, store: Store, another: Callable[..., Store]
) -> None:
    kept = store.plans.copy("ehr-down")
    look = Look(opened=f"{kept.key} 1")
    about = ref(known, EHR.why, look)
    action = next(one for one in PLANS.actions if one.key == "c")
    seen = view(known, look)
    another().plans.change(kept.key, 1, without_step(EHR, 3))
    talk = Scripted(known, about, "EHR down", "Mine.", "Slow.", None)
    await perform(action, seen, known, talk)
    (said,) = talk.said
    assert said.startswith("no: Somebody has just changed EHR down. Look again")
    assert store.plans.newest(kept.key).number == 2


async def test_what_cannot_be_meant_is_asked_again(known: Kiosk, store: Store) -> None:
    talk = Scripted(known, "weather 0", "EHR DOWN", None)
    action = next(one for one in PLANS.actions if one.key == "c")
    await perform(action, view(known), known, talk)
    assert store.plans.own() == ()


async def test_a_newer_ready_made_one_is_told_of_and_taken_when_asked_for(
    known: Kiosk, store: Store
) -> None:
    old = replace(EHR, checked_on=None, source="", why="Older.")
    kept = store.plans.change("ehr-down", 0, old)
    assert "the ready-made one is newer" in aloud(view(known))
    assert PLANS.glance
    assert "Plans: 9 lie ready, 1 your own, 1 of them older than the ready-made one" in aloud(
        PLANS.glance(known)
    )
    look = Look(opened=f"{kept.key} 2")
    assert "y" in {one.id for one in view(known, look).offers() or ()}
    await do(known, "y", f"{kept.key} 2", look=look)
    assert store.plans.newest(kept.key).plan == EHR
    assert "y" not in {one.id for one in view(known, look).offers() or ()}


async def test_what_was_done_says_the_plans_name(known: Kiosk, store: Store, ben: Person) -> None:
    store.plans.copy("ehr-down", ben)
    assert "plan copied: EHR down, version 1" in aloud(TRAIL.view(known, TRAIL.first_look))


async def test_a_plan_whose_words_were_destroyed_can_only_be_gone_back_from(
    known: Kiosk, store: Store, ben: Person
) -> None:
    kept = store.plans.copy("ehr-down", ben)
    store.plans.change(kept.key, 1, replace(EHR, why="John Zztest"), ben)
    (_, second) = store.texts.about(kept.about)
    store.texts.destroy(second.number, "patient data", ben)
    look = Look(opened=f"{kept.key} 2")
    assert "Zztest" not in aloud(view(known, look))
    said = await do(known, "c", f"{kept.key} 2", look=look)
    assert said == ["no: The words of this version were destroyed. Go back to one before it."]
    versions = Look(filter=f"versions {kept.key}")
    said = await do(known, "g", f"{kept.key} 1", look=versions)
    assert said == ["EHR down says again what version 1 said."]


async def test_keys_open_a_plan_and_change_its_first_line(
    manage_app: KioskApp, store: Store, ben: Person
) -> None:
    manage_app.kiosk.session.begin(ben, manage_app.kiosk.settings)
    async with manage_app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "", "f5", "down", "down", "enter")
        assert "EHR down: ready-made" in picture(manage_app)
        await type_keys(pilot, "", "enter", *"ward", "enter", "enter", "enter")
        await done(pilot)
        assert "EHR downward, version 2. Name: EHR downward" in picture(manage_app)
        assert "Why             Care goes on" in picture(manage_app)
        await type_keys(pilot, "h")
        await done(pilot)
        assert "Version 2" in picture(manage_app)
        await type_keys(pilot, "", "escape")
        assert "Those that lie ready: 9" in picture(manage_app)
    (kept,) = store.plans.own()
    assert kept.number == 2


def test_a_plan_that_is_not_there_is_refused(known: Kiosk) -> None:
    with pytest.raises(Refusal, match="There is no such plan"):
        PLANS.view(known, Look(opened="77 1"))
