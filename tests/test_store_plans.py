"""Contingency plans in the store: versions, copies of ready-made ones, and proposals."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from kiosk.practice import absences
from kiosk.practice.checks import CheckWords
from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.people import Person
from kiosk.practice.plan_files import READY_MADE, ready_made
from kiosk.practice.plan_proposals import Proposal
from kiosk.practice.plan_writing import MOST_PLANS, without_step
from kiosk.practice.roster import WorkHours
from kiosk.practice.typed_weekdays import MONDAY_TO_FRIDAY
from screens.views.absence_words import team
from storage.jobs import JobWords
from storage.plan_runs import Given
from storage.store import Store
from tests.conftest import MARKER

DAY = date(2026, 3, 6)
EHR = ready_made("ehr-down")
OTHER = replace(EHR, name="Elevator out", source="", checked_on=None)


def test_until_somebody_copies_them_the_ready_made_ones_lie_ready(store: Store) -> None:
    ready = store.plans.ready()
    assert [one.key for one in ready] == list(READY_MADE)
    assert not any(one.is_own or one.newer() for one in ready)
    assert store.plans.version("ehr-down", 0).plan == EHR


def test_from_its_first_copy_on_it_is_in_the_practices_hands(
    store: Store, another: Callable[..., Store], ben: Person, clock: StoppedClock
) -> None:
    made = store.plans.copy("ehr-down", ben)
    assert (made.number, made.plan, made.by, made.at) == (1, EHR, ben.id, clock.now())
    other = another()
    assert [one.key for one in other.plans.ready()].count("ehr-down") == 0
    clock.forward(minutes=1)
    changed = other.plans.change(made.key, 1, without_step(EHR, 0), ben)
    assert (changed.key, changed.number) == (made.key, 2)
    assert store.plans.newest(made.key) == changed
    assert [one.number for one in store.plans.versions(made.key)] == [2, 1]
    assert store.plans.version(made.key, 1) == made, "what was, stays"
    with pytest.raises(Refusal, match="no such version"):
        store.plans.version(made.key, 3)
    with pytest.raises(Refusal, match="has a copy of that plan meanwhile"):
        store.plans.copy("ehr-down", ben)


def test_changing_a_ready_made_one_copies_it_first(store: Store, ben: Person) -> None:
    changed = store.plans.change("ehr-down", 0, without_step(EHR, 0), ben)
    assert (changed.number, changed.origin) == (2, "ehr-down")
    assert store.plans.version(changed.key, 1).plan == EHR
    assert len(store.plans.ready()) == len(READY_MADE)


def test_of_two_managers_who_change_the_same_version_the_second_is_told(
    store: Store, another: Callable[..., Store], ben: Person
) -> None:
    made, other = store.plans.write(OTHER, ben), another()
    other.plans.change(made.key, 1, replace(OTHER, why="It is stuck."), ben)
    with pytest.raises(Refusal, match=r"Somebody has just changed Elevator out\. Look again"):
        store.plans.change(made.key, 1, replace(OTHER, why="It is old."), ben)
    kept = store.plans.newest(made.key)
    assert kept.plan and (kept.number, kept.plan.why) == (2, "It is stuck.")
    with pytest.raises(Refusal, match="what it says already"):
        store.plans.change(made.key, 2, kept.plan, ben)


def test_of_two_who_copy_the_same_ready_made_one_the_second_is_told(
    store: Store, another: Callable[..., Store], ben: Person
) -> None:
    another().plans.copy("weather", ben)
    with pytest.raises(Refusal, match="meanwhile"):
        store.plans.change("weather", 0, without_step(ready_made("weather"), 0), ben)


def test_one_is_put_away_and_brought_back(store: Store, ben: Person) -> None:
    gone = store.plans.put_away("weather", ben)
    assert gone.is_away and gone.number == 1
    assert all(one.origin != "weather" for one in store.plans.ready())
    with pytest.raises(Refusal, match="put away already"):
        store.plans.put_away(gone.key, ben)
    assert store.plans.bring_back(gone.key, ben) in store.plans.ready()
    with pytest.raises(Refusal, match="lies ready already"):
        store.plans.bring_back(gone.key, ben)


def test_names_of_those_that_lie_ready_differ(store: Store, ben: Person) -> None:
    with pytest.raises(Refusal, match="There is a plan ehr DOWN already"):
        store.plans.write(replace(OTHER, name="ehr DOWN"), ben)
    made = store.plans.write(OTHER, ben)
    store.plans.put_away(made.key, ben)
    store.plans.write(OTHER, ben)
    with pytest.raises(Refusal, match="There is a plan Elevator out already"):
        store.plans.bring_back(made.key, ben)


def test_only_managers_write_plans(store: Store, ana: Person) -> None:
    acts: tuple[Callable[[], object], ...] = (
        lambda: store.plans.copy("weather", ana),
        lambda: store.plans.write(OTHER, ana),
        lambda: store.plans.change("weather", 0, OTHER, ana),
        lambda: store.plans.put_away("weather", ana),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert store.plans.own() == ()


def test_there_is_room_for_so_many(store: Store) -> None:
    with store.together():
        for number in range(MOST_PLANS):
            store.plans.write(replace(OTHER, name=f"Plan {number}"))
    with pytest.raises(Refusal, match=f"There are {MOST_PLANS} plans already"):
        store.plans.write(OTHER)


def test_a_version_can_be_changed_by_nobody(store: Store, ben: Person) -> None:
    store.plans.write(OTHER, ben)
    with closing(sqlite3.connect(store.path)) as raw:
        for statement in ("UPDATE plan_version SET number = 9", "DELETE FROM plan_version"):
            with pytest.raises(sqlite3.IntegrityError, match="versions are added, never"):
                raw.execute(statement)


def test_the_words_of_a_version_are_destroyed_and_the_others_stay(
    store: Store, ben: Person
) -> None:
    made = store.plans.write(OTHER, ben)
    store.plans.change(made.key, 1, replace(OTHER, why="John Zztest is stuck."), ben)
    (_, second) = store.texts.about(made.about)
    store.texts.destroy(second.number, "patient data", ben)
    kept = store.plans.newest(made.key)
    assert (kept.plan, kept.name) == (None, MARKER)
    store.plans.change(made.key, 2, OTHER, ben)
    newest = store.plans.newest(made.key)
    assert newest.number == 3 and newest.plan == store.plans.version(made.key, 1).plan
    assert store.check() == ()


def test_a_text_that_was_changed_round_the_program_keeps_nobody_out(
    store: Store, ben: Person
) -> None:
    store.plans.write(OTHER, ben)
    with closing(sqlite3.connect(store.path)) as raw, raw:
        raw.execute("DROP TRIGGER text_only_destroyed")
        raw.execute("UPDATE text SET words = 'name = 7'")
    (kept,) = store.plans.own()
    assert kept.plan is None and kept.name.startswith("(cannot be read: plan: ")


def test_a_newer_ready_made_one_is_told_of_and_changes_nothing(store: Store, ben: Person) -> None:
    old = replace(EHR, checked_on=date(2020, 1, 1))
    kept = store.plans.change("ehr-down", 0, old, ben)
    assert kept.newer() == EHR.checked_on
    assert store.plans.newest(kept.key).plan == old
    assert store.plans.change(kept.key, 2, EHR, ben).newer() is None


@pytest.fixture
def clinic(store: Store, ana: Person, ben: Person) -> Store:
    """Ben, a physician, and Ana are on the roster; the fridge is looked at each morning."""
    for one in (ana, ben):
        hours = (WorkHours(time(8), time(17)),)
        store.roster.set_week(one, dict.fromkeys(MONDAY_TO_FRIDAY, hours))
    job = store.jobs.add(JobWords("vaccines"))
    for what in ("Vaccine Fridge log", "Sterilizer spore test"):
        of_it = (job.id, MONDAY_TO_FRIDAY, time(10, 5), timedelta(hours=2))
        store.checks.write(CheckWords(what, *of_it))
    return store


def proposals(store: Store, day: date = DAY) -> tuple[Proposal, ...]:
    return store.plan_proposals.on(day, absences.days_of(team(store, day, day), day))


def test_a_provider_who_calls_out_proposes_the_plan_for_it(
    clinic: Store, ana: Person, ben: Person
) -> None:
    clinic.roster.call_out(ana, DAY, True)
    assert proposals(clinic) == ()
    clinic.roster.call_out(ben, DAY, True)
    (one,) = proposals(clinic)
    assert (one.kept.key, one.why) == ("provider-out", "out today: Dr. Ben Cole")
    clinic.roster.call_out(ben, DAY, False)
    assert proposals(clinic) == ()


def test_time_off_proposes_it_only_against_a_roster_that_says_otherwise(
    clinic: Store, ben: Person
) -> None:
    clinic.time_off.note(ben, DAY, DAY, "")
    assert proposals(clinic) == ()
    clinic.roster.change_day(ben, DAY, [WorkHours(time(8), time(12))])
    assert [one.kept.key for one in proposals(clinic)] == ["provider-out"]


def test_which_roles_are_providers_is_a_setting(clinic: Store, ana: Person, ben: Person) -> None:
    clinic.settings.set("plan_proposals.providers", ana.role, ben)
    clinic.roster.call_out(ben, DAY, True)
    assert proposals(clinic) == ()
    clinic.roster.call_out(ana, DAY, True)
    assert [one.why for one in proposals(clinic)] == [f"out today: {ana.name}"]


def test_a_finding_at_the_fridge_proposes_its_plan_and_another_check_does_not(
    clinic: Store, ana: Person, clock: StoppedClock
) -> None:
    clock.forward(minutes=10)
    fridge, spores = clinic.checks.on_list()
    clinic.checks.tick(spores.id, DAY, ana, "the strip is spotted")
    assert proposals(clinic) == ()
    tick = clinic.checks.tick(fridge.id, DAY, ana, "47 F, the door was ajar")
    (one,) = proposals(clinic)
    assert (one.kept.key, one.why) == ("fridge-alarm", "a finding at Vaccine Fridge log")
    clinic.checks.take_back(tick.number, ana)
    assert proposals(clinic) == ()


def test_it_is_gone_once_somebody_said_that_it_is_not_needed_and_comes_again_another_day(
    clinic: Store, another: Callable[..., Store], ana: Person, ben: Person
) -> None:
    clinic.roster.call_out(ben, DAY, True)
    (one,) = proposals(clinic)
    clinic.plan_proposals.not_needed(one.kept.key, DAY, ana)
    other = another()
    assert proposals(other) == ()
    with pytest.raises(Refusal, match="just said that of Provider out, or started it"):
        other.plan_proposals.not_needed(one.kept.key, DAY, ben)
    clinic.plans.copy(one.kept.key, ben)
    assert proposals(other) == (), "nor does a copy bring it back"
    monday = DAY + timedelta(days=3)
    clinic.roster.call_out(ben, monday, True)
    assert len(proposals(other, monday)) == 1


def test_that_it_is_not_needed_can_be_taken_back(clinic: Store, ana: Person, ben: Person) -> None:
    clinic.roster.call_out(ben, DAY, True)
    (one,) = proposals(clinic)
    clinic.plan_proposals.not_needed(one.kept.key, DAY, ana)
    clinic.plan_proposals.needed(one.kept.key, DAY, ana)
    assert proposals(clinic) == (one,)


def test_a_plan_that_was_put_away_proposes_nothing(clinic: Store, ben: Person) -> None:
    clinic.roster.call_out(ben, DAY, True)
    clinic.plans.put_away("provider-out", ben)
    assert proposals(clinic) == ()


def test_once_it_was_started_it_proposes_itself_no_more_and_a_drill_is_no_start(
    clinic: Store, ben: Person
) -> None:
    clinic.roster.call_out(ben, DAY, True)
    plan = ready_made("provider-out")
    clinic.plan_runs.start(plan, "reduced", Given({}), ben, is_drill=True)
    assert len(proposals(clinic)) == 1
    run = clinic.plan_runs.start(plan, "reduced", Given({}), ben)
    assert proposals(clinic) == ()
    with pytest.raises(Refusal, match="or started it"):
        clinic.plan_proposals.not_needed("provider-out", DAY, ben)
    clinic.plan_runs.end(run.id, ben)
    assert proposals(clinic) == ()
