"""The register of what is done about prior auths, on a real file, by two terminals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.practice import prior_auth_clocks
from kiosk.practice.clock import StoppedClock
from kiosk.practice.days import after
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.prior_auth_moves import Act
from kiosk.practice.prior_auth_terms import Kind, PayerType, PriorAuthRef, Urgency
from kiosk.practice.prior_auths import Known
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import MARKER, destroy, with_pin


@pytest.fixture
def mia(store: Store) -> Person:
    """A medical assistant: PIN 330033."""
    return with_pin(store, NewPerson("Mia Lund", ("MA",)), "330033")


@pytest.fixture
def ref(store: Store, ana: Person) -> PriorAuthRef:
    return store.prior_auths.add("Acme Health", "MRI lumbar", "anyone", ana).ref


def details(store: Store, ref: PriorAuthRef) -> list[str]:
    return [one.detail for one in store.prior_auths.history(ref)]


def test_a_move_is_saved_with_its_event(
    store: Store, ana: Person, ref: PriorAuthRef, clock: StoppedClock
) -> None:
    clock.forward(minutes=5)
    told = {"submitted_how": "fax", "payer_reference": "P-1"}
    after = store.prior_auth_work.move(ref, "submit", ana, told).after
    assert store.prior_auths.get(ref) == after
    assert (after.state, after.submitted_at, after.moved_at) == ("payer", clock.now(), clock.now())
    last = store.prior_auths.history(ref)[-1]
    assert (last.deed, last.detail, last.by) == ("prior auth sent", "to do > payer", ana.id)
    assert store.trail.verify() == ()


def test_of_two_in_the_same_second_the_later_is_told(
    store: Store, ana: Person, ben: Person, ref: PriorAuthRef, another: Callable[..., Store]
) -> None:
    desk = another()
    store.prior_auth_work.move(ref, "no pa needed", ana, {"said_by": "their web page"})
    before = store.version()
    with pytest.raises(Refusal, match="is no PA needed now, so 'Sent to the payer' does not fit"):
        desk.prior_auth_work.move(ref, "submit", ben, {"submitted_how": "fax"})
    assert store.version() == before


def test_a_question_is_open_until_somebody_of_that_level_answers(
    store: Store, ana: Person, ben: Person, mia: Person, ref: PriorAuthRef
) -> None:
    work = store.prior_auth_work
    work.move(ref, "ask clinical", ana, {"question": "Dates of the last two visits?"})
    asked = work.question(ref)
    assert asked and (asked.words, asked.level, asked.whom) == (
        "Dates of the last two visits?",
        "clinical",
        None,
    )
    with pytest.raises(Refusal, match="Ana Ruiz is not"):
        work.move(ref, "answer", ana, {"answered_by": ana, "reply": "March 2 and 9"})
    told = {"answered_by": mia, "reply": "March 2 and 9"}
    assert work.move(ref, "answer", ana, told).after.state == "to do"
    assert work.question(ref) is None
    last = store.prior_auths.history(ref)[-1]
    assert (last.by, last.note) == (ana.id, "March 2 and 9")
    assert last.answered_by == mia.id


def test_an_answer_of_the_payer_ends_what_was_asked(
    store: Store, ana: Person, ref: PriorAuthRef
) -> None:
    work = store.prior_auth_work
    work.move(ref, "ask prescriber", ana, {"question": "Please sign"})
    work.move(ref, "approve", ana, {"authorization_number": "A-1"})
    assert work.question(ref) is None
    assert details(store, ref)[-2:] == ["to do > prescriber", "prescriber > approved"]


def test_typed_words_can_be_destroyed_and_the_trail_stays_whole(
    store: Store, ana: Person, ben: Person, ref: PriorAuthRef
) -> None:
    store.prior_auth_work.move(ref, "cancel", ana, {"reason": "typed by mistake\x1b"})
    assert store.prior_auths.history(ref)[-1].note == "typed by mistake"
    destroy(store, f"prior auth {ref}", ben)
    assert store.prior_auths.history(ref)[-1].note == MARKER
    assert store.trail.verify() == ()


def test_each_move_is_taken_back_to_what_was_before(
    store: Store, ana: Person, ben: Person, mia: Person, ref: PriorAuthRef
) -> None:
    work = store.prior_auth_work
    steps: list[tuple[Act, dict[str, object]]] = [
        ("ask clinical", {"question": "Dates?", "whom": mia}),
        ("answer", {"answered_by": mia, "reply": "March 2"}),
        ("submit", {"submitted_how": "fax"}),
        ("want more", {"wanted": "notes", "wanted_by": date(2026, 3, 9)}),
        ("send more", {}),
        ("deny", {"reason": "step therapy"}),
        ("close", {}),
    ]
    for act, told in steps:
        if act == "close":
            work.step(ref, "decide", ana, ben)
        before, asked = store.prior_auths.get(ref), work.question(ref)
        store.prior_auth_undo.take_back(work.move(ref, act, ana, told), ana)
        assert (store.prior_auths.get(ref), work.question(ref)) == (before, asked)
        work.move(ref, act, ana, told)
    assert store.prior_auths.get(ref).state == "closed"
    assert store.trail.verify() == ()


def test_only_the_last_is_taken_back_and_only_by_who_did_it(
    store: Store, ana: Person, ben: Person, ref: PriorAuthRef
) -> None:
    work = store.prior_auth_work
    sent = work.move(ref, "submit", ana, {"submitted_how": "fax"})
    with pytest.raises(Refusal, match="Something came after"):
        store.prior_auth_undo.take_back(sent, ben)
    store.prior_auths.claim(ref, ben)
    with pytest.raises(Refusal, match="Something came after"):
        store.prior_auth_undo.take_back(sent, ana)
    assert store.prior_auths.get(ref).state == "payer"


def test_who_has_it_is_gone_with_its_end_and_it_counts_no_more(
    store: Store, ana: Person, ref: PriorAuthRef
) -> None:
    store.settings.set("prior_auths.most_at_once", "1")
    store.prior_auths.claim(ref, ana)
    store.prior_auth_work.move(ref, "cancel", ana, {"reason": "twice"})
    other = store.prior_auths.add("Acme Health", "CPAP", "anyone", ana).ref
    assert store.prior_auths.claim(other, ana).after.owner == ana.id
    with pytest.raises(Refusal, match="is cancelled, so there is nothing to take"):
        store.prior_auths.claim(ref, ana)


@pytest.fixture
def drug(store: Store, ana: Person) -> PriorAuthRef:
    """A drug, for which a prescriber is needed."""
    known = Known(kind="drug", purpose="Joints swell")
    return store.prior_auths.add("Acme Health", "Adalimumab", "prescriber", ana, known).ref


def test_steps_are_recorded_with_who_did_them(
    store: Store, ana: Person, mia: Person, drug: PriorAuthRef
) -> None:
    work = store.prior_auth_work
    assert (store.prior_auths.get(drug).step, store.prior_auths.get(drug).who_needed) == (
        "plan",
        "anyone",
    )
    after = work.step(drug, "plan", ana, ana).after
    assert (after.step, after.who_needed) == ("tried", "clinical")
    assert store.prior_auths.get(drug) == after
    with pytest.raises(Refusal, match="needs clinical staff, and Ana Ruiz is not one"):
        work.step(drug, "tried", mia, ana)
    work.step(drug, "tried", ana, mia)
    assert [(one.step, one.by, one.recorded_by) for one in work.steps_done(drug)] == [
        ("plan", ana.id, ana.id),
        ("tried", mia.id, ana.id),
    ]
    with pytest.raises(Refusal, match="is not to be done"):
        work.step(drug, "tried", ana, mia)


def test_two_people_do_two_steps_in_the_same_second(
    store: Store, ana: Person, mia: Person, drug: PriorAuthRef, another: Callable[..., Store]
) -> None:
    store.prior_auth_work.step(drug, "plan", ana, ana)
    another().prior_auth_work.step(drug, "tried", mia, mia)
    assert [one.code for one in store.prior_auth_work.steps_left(store.prior_auths.get(drug))] == [
        "form",
        "letter",
    ]


def test_it_is_not_sent_before_others_did_their_part(
    store: Store, ana: Person, ben: Person, mia: Person, drug: PriorAuthRef
) -> None:
    work, fax = store.prior_auth_work, {"submitted_how": "fax"}
    with pytest.raises(Refusal, match="First: List what was tried before"):
        work.move(drug, "submit", ana, fax)
    work.step(drug, "tried", ana, None)
    with pytest.raises(Refusal, match=r"First: Sign the letter .* \(a prescriber\)"):
        work.move(drug, "submit", ana, fax)
    work.move(drug, "ask prescriber", ana, {"question": "Please sign", "whom": ben}, "letter")
    (asked,) = work.questions()
    assert asked.is_asked(ben) and not asked.is_asked(mia) and asked.step == "letter"
    work.move(drug, "answer", ana, {"answered_by": ben, "reply": "signed"})
    assert [(one.step, one.by) for one in work.steps_done(drug)] == [
        ("tried", None),
        ("letter", ben.id),
    ]
    assert work.move(drug, "submit", ana, fax).after.state == "payer"


def test_it_is_not_closed_before_it_was_looked_at_and_told(
    store: Store, ana: Person, ref: PriorAuthRef, clock: StoppedClock
) -> None:
    work = store.prior_auth_work
    for _ in range(2):  # opened again, what was told of the first answer counts no more
        clock.forward(minutes=1)
        work.move(ref, "approve", ana, {"authorization_number": "A-1"})
        assert store.prior_auths.get(ref).step == "matches"
        with pytest.raises(Refusal, match="First: See that it matches"):
            work.move(ref, "close", ana)
        work.step(ref, "matches", ana, ana)
        with pytest.raises(Refusal, match="First: Tell scheduling"):
            work.move(ref, "close", ana)
        work.step(ref, "told", ana, ana)
        work.move(ref, "close", ana)
        clock.forward(minutes=1)
        work.move(ref, "reopen", ana, {"reason": "the wrong one"})


def test_a_step_is_taken_back(store: Store, ana: Person, drug: PriorAuthRef) -> None:
    work, before = store.prior_auth_work, store.prior_auths.get(drug)
    store.prior_auth_undo.take_back(work.step(drug, "plan", ana, ana), ana)
    assert (store.prior_auths.get(drug), work.steps_done(drug)) == (before, ())
    asked = work.move(drug, "ask prescriber", ana, {"question": "Sign?"}, "letter").after
    answered = work.move(drug, "answer", ana, {"answered_by": ben_of(store), "reply": "yes"})
    store.prior_auth_undo.take_back(answered, ana)
    assert (store.prior_auths.get(drug), work.steps_done(drug)) == (asked, ())


def ben_of(store: Store) -> Person:
    return with_pin(store, NewPerson("Dr. Bo Lane", ("physician",)), "440044")


def test_what_came_from_a_file_has_steps_once_its_kind_is_told(
    store: Store, ana: Person, ref: PriorAuthRef
) -> None:
    work = store.prior_auth_work
    assert work.steps_left(store.prior_auths.get(ref)) == ()
    task = work.set_kind(ref, "imaging", ana).after
    assert (task.kind, task.step) == ("imaging", "plan")
    assert [one.code for one in work.steps_left(task)] == ["plan", "form", "chart"]


def test_of_two_who_tell_the_kind_the_later_is_told(
    store: Store, ana: Person, ben: Person, ref: PriorAuthRef, another: Callable[..., Store]
) -> None:
    store.prior_auth_work.set_kind(ref, "imaging", ana)
    before = store.version()
    with pytest.raises(Refusal, match="is: imaging or test"):
        another().prior_auth_work.set_kind(ref, "drug", ben)
    assert store.version() == before


@pytest.mark.parametrize("code", ["", "no such"])
def test_a_step_that_there_is_not_is_refused(
    store: Store, ana: Person, ref: PriorAuthRef, code: str
) -> None:
    with pytest.raises(Refusal, match="That is not to be done"):
        store.prior_auth_work.step(ref, code, ana, ana)


def test_what_waits_for_somebody_is_the_most_urgent_and_the_oldest_first(
    store: Store, ana: Person, mia: Person, clock: StoppedClock
) -> None:
    work, refs = store.prior_auth_work, []
    urgencies: tuple[Urgency, ...] = ("standard", "standard", "urgent")
    for urgency in urgencies:
        clock.forward(minutes=1)
        known = Known(urgency=urgency)
        refs.append(store.prior_auths.add("Acme", "MRI", "anyone", ana, known).ref)
        work.move(refs[-1], "ask clinical", ana, {"question": f"{urgency}?"})
    assert [one.ref for one in work.questions()] == [refs[2], refs[0], refs[1]]
    assert all(one.is_asked(mia) and not one.is_asked(ana) for one in work.questions())


def sent(store: Store, ana: Person, payer_type: PayerType, kind: Kind) -> PriorAuthRef:
    known = Known(kind=kind, payer_type=payer_type)
    ref = store.prior_auths.add("Acme Health", "Something", "anyone", ana, known).ref
    store.prior_auth_work.move(ref, "submit", ana, {"submitted_how": "fax"})
    return ref


def test_the_payers_time_begins_with_its_receipt(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    ref = sent(store, ana, "part d", "drug")
    assert store.prior_auths.get(ref).decision_due is None
    told = {"received_at": clock.now() - timedelta(hours=2)}
    got = store.prior_auth_work.move(ref, "receive", ana, told).after
    assert (got.decision_rule, got.decision_due) == (
        "72 h, Part D",
        after(clock.now(), timedelta(hours=70)),  # the clocks change in these days
    )
    assert store.prior_auths.get(ref) == got
    clock.forward(hours=71)
    assert store.prior_auth_counts.counts(clock.now().date()).payer_late == 1


def test_a_missing_statement_keeps_the_clock_from_running(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    ref, work = sent(store, ana, "part d", "drug"), store.prior_auth_work
    told = {"received_at": clock.now(), "decision_rule": "72 h, Part D exception"}
    assert work.move(ref, "receive", ana, told).after.decision_due is None
    clock.forward(hours=1)
    runs = work.move(ref, "statement", ana, {"statement_at": clock.now()}).after
    assert runs.decision_due == after(clock.now(), timedelta(hours=72))


def test_what_the_payer_wants_has_a_time_of_its_own_beside_the_clock(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    ref, work = sent(store, ana, "employer", "imaging"), store.prior_auth_work
    due = work.move(ref, "receive", ana, {"received_at": clock.now()}).after.decision_due
    wanted = {"wanted": "notes", "wanted_by": date(2026, 3, 13)}
    stopped = work.move(ref, "want more", ana, wanted).after
    assert (stopped.wanted_by, stopped.stopped_at) == (date(2026, 3, 13), clock.now())
    clock.forward(days=1)
    again = work.move(ref, "send more", ana)
    assert due and again.after.decision_due == after(due, timedelta(days=1))
    taken_back = store.prior_auth_undo.take_back(again, ana)
    assert (taken_back.stopped_at, taken_back.decision_due) == (stopped.stopped_at, due)


def test_without_a_rule_nothing_is_due_until_the_payer_names_a_day(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    ref, work = sent(store, ana, "", "imaging"), store.prior_auth_work
    got = work.move(ref, "receive", ana, {"received_at": clock.now()}).after
    assert (got.decision_due, got.decision_rule) == (None, "")
    until = work.move(ref, "extend", ana, {"extended_to": date(2026, 3, 20)}).after
    assert until.decision_due and until.decision_due.date() == date(2026, 3, 20)
    assert until.decision_rule == "no rule, extended"


def test_the_practices_own_rules_lie_beside_the_store(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    own = store.path.parent / "payer-clocks.toml"
    own.write_text("[[clock]]\nname = 'x'\n", "utf-8")
    ref = sent(store, ana, "medicaid", "drug")
    before = store.version()
    with pytest.raises(Refusal, match=r"payer-clocks.toml: clock 1, 'payer_type': it is missing"):
        store.prior_auth_work.move(ref, "receive", ana, {"received_at": clock.now()})
    assert store.version() == before
    built_in = (Path(prior_auth_clocks.__file__).parent / "data" / "payer_clocks.toml").read_text()
    own.write_text(built_in.replace("amount = 24", "amount = 12"), "utf-8")
    got = store.prior_auth_work.move(ref, "receive", ana, {"received_at": clock.now()}).after
    assert got.decision_due == after(clock.now(), timedelta(hours=12))


def test_a_new_request_after_a_denial_is_a_linked_one(
    store: Store, ana: Person, ben: Person, drug: PriorAuthRef
) -> None:
    work = store.prior_auth_work
    with pytest.raises(Refusal, match=f"{drug} is still under way"):
        work.again(drug, ana)
    work.step(drug, "letter", ana, None)
    edits, service = store.prior_auth_edits, store.clock.now().date() + timedelta(days=9)
    seen = edits.facts(drug)
    edits.edit(drug, seen, replace(seen, service_date=service, site="Main St"), ana)
    denied = work.move(drug, "deny", ana, {"reason": "step therapy"}).after
    new = work.again(drug, ana)
    assert (new.previous, new.state, new.step) == (drug, "to do", "plan")
    assert (new.payer, new.service, new.kind) == (denied.payer, denied.service, "drug")
    assert (new.service_date, new.needed_by) == (service, service)
    assert store.prior_auths.notes(new.ref) == {"purpose": "Joints swell", "site": "Main St"}
    assert [one.code for one in work.steps_left(new)] == ["plan", "tried", "form"]
    assert store.prior_auths.get(drug) == denied
    assert store.prior_auths.followed_by(drug) == (new.ref,)
    assert [one.deed for one in store.prior_auths.history(drug)][-1] == "prior auth requested again"
    assert details(store, new.ref) == ["> to do"]
    destroy(store, f"prior auth {drug}", ben)
    assert store.prior_auths.get(new.ref).service == MARKER  # one text, destroyed once
    assert store.check() == ()
