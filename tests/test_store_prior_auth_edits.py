"""The register of what is edited, on a real file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.days import after
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.prior_auth_terms import PayerType, PriorAuthRef
from kiosk.practice.prior_auths import Known
from storage.store import Store

SERVICE, LATER = date(2026, 3, 12), date(2026, 3, 19)


def listed(store: Store, ana: Person, payer_type: PayerType = "employer") -> PriorAuthRef:
    known = Known("imaging", "falls", service_date=SERVICE, payer_type=payer_type)
    ref = store.prior_auths.add("Acme Health", "MRI lumbar", "anyone", ana, known).ref
    store.prior_auths.claim(ref, ana)
    return ref


def received(store: Store, ana: Person, payer_type: PayerType = "employer") -> PriorAuthRef:
    ref, work = listed(store, ana, payer_type), store.prior_auth_work
    work.move(ref, "submit", ana, {"submitted_how": "fax"})
    work.move(ref, "receive", ana, {"received_at": store.clock.now()})
    return ref


def test_what_is_edited_shows_and_its_owner_reads_of_it(
    store: Store, ana: Person, ben: Person
) -> None:
    ref, register = listed(store, ana), store.prior_auth_edits
    seen = register.facts(ref)
    wanted = replace(
        seen,
        service_date=LATER,
        retro_by=date(2026, 4, 30),
        units=" 12 \x1b[31m visits",
        clinician=ben.id,
        purpose="falls twice a week",
        site="Main St",
    )
    changed = register.edit(ref, seen, wanted, ben)
    task = store.prior_auths.get(ref)
    assert task == changed.after
    assert (task.service_date, task.needed_by, task.retro_by) == (LATER, LATER, date(2026, 4, 30))
    assert (task.units, task.clinician) == ("12 [31m visits", ben.id)
    notes = store.prior_auths.notes(ref)
    assert (notes["purpose"], notes["site"]) == ("falls twice a week", "Main St")
    last = store.prior_auths.history(ref)[-1]
    assert last.deed == "prior auth edited"
    assert last.detail.startswith("service_date 2026-03-19, needed_by 2026-03-19, retro_by 2026")
    assert [one.deed for one in store.notices.of(ana)] == ["prior auth edited"]
    assert register.facts(ref) == replace(wanted, needed_by=LATER, units="12 [31m visits")
    assert store.check() == ()


def test_an_edit_is_taken_back_with_its_texts_and_its_news(
    store: Store, ana: Person, ben: Person
) -> None:
    ref, register = listed(store, ana), store.prior_auth_edits
    before, seen = store.prior_auths.get(ref), register.facts(ref)
    wanted = replace(seen, service_date=LATER, purpose="pain", site="Main St", backup=ben.id)
    store.prior_auth_undo.take_back(register.edit(ref, seen, wanted, ana), ana)
    assert (store.prior_auths.get(ref), register.facts(ref)) == (before, seen)
    assert store.notices.unread(ben) == 0


def test_of_two_who_edit_the_same_one_is_told_and_nothing_is_lost(
    store: Store, another: Callable[..., Store], ana: Person, ben: Person
) -> None:
    ref, other = listed(store, ana), another()
    seen = other.prior_auth_edits.facts(ref)
    store.prior_auth_edits.edit(ref, seen, replace(seen, service_date=LATER), ana)
    version = store.version()
    with pytest.raises(Refusal, match="Somebody has just changed this: service date"):
        other.prior_auth_edits.edit(ref, seen, replace(seen, service_date=None), ben)
    assert store.version() == version
    other.prior_auth_edits.edit(ref, seen, replace(seen, site="Main St"), ben)
    assert store.prior_auth_edits.facts(ref).service_date == LATER


def test_the_service_moves_before_the_payer_must_decide_and_it_shows(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    ref, register, today = received(store, ana), store.prior_auth_edits, clock.now().date()
    assert store.prior_auths.get(ref).is_service_first()
    seen = register.facts(ref)
    register.edit(ref, seen, replace(seen, service_date=date(2026, 4, 6)), ana)
    assert store.prior_auths.listed("service first", today).total == 0
    seen = register.facts(ref)
    register.edit(ref, seen, replace(seen, service_date=date(2026, 3, 9)), ana)
    assert [one.ref for one in store.prior_auths.listed("service first", today).tasks] == [ref]


def test_a_clock_that_runs_goes_by_the_plan_that_it_is(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    ref, register = received(store, ana, ""), store.prior_auth_edits
    assert store.prior_auths.get(ref).decision_due is None
    start = clock.now()
    clock.forward(days=1)
    task = register.set_plan(ref, "medicare advantage", ana).after
    assert task.decision_rule == "7 calendar days, Medicare Advantage"
    assert task.decision_due and task.decision_due.date() == start.date() + timedelta(days=7)
    changed = register.set_plan(ref, "employer", ana)
    assert changed.after.decision_rule == "15 calendar days, employer plan"
    assert store.prior_auth_undo.take_back(changed, ana) == task
    with pytest.raises(Refusal, match="change nothing"):
        register.set_plan(ref, "medicare advantage", ana)


def test_a_time_that_the_payer_named_goes_on_whatever_the_plan_is(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    ref = received(store, ana)
    until = clock.now().date() + timedelta(days=30)
    extended = store.prior_auth_work.move(ref, "extend", ana, {"extended_to": until}).after
    assert extended.decision_due and extended.decision_due > after(clock.now(), timedelta(days=29))
    task = store.prior_auth_edits.set_plan(ref, "medicaid", ana).after
    assert (task.decision_due, task.decision_rule) == (
        extended.decision_due,
        extended.decision_rule,
    )


def test_a_retro_request_is_due_on_its_last_day(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    ref, register = listed(store, ana), store.prior_auth_edits
    seen = register.facts(ref)
    register.edit(ref, seen, replace(seen, retro_by=LATER), ana)
    assert [one.ref for one in store.prior_auths.listed("due", LATER).tasks] == [ref]
    assert store.prior_auths.get(ref).is_due(LATER)
    assert store.prior_auth_counts.counts(LATER).due == 1
