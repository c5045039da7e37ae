"""The register of what is done about prior auths, on a real file, by two terminals."""

from collections.abc import Callable
from datetime import date

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.prior_auth_moves import Act
from kiosk.practice.prior_auths import PriorAuthRef
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin


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
    store.trail.destroy_text(f"prior auth {ref}", ben)
    assert store.prior_auths.history(ref)[-1].note == "(destroyed)"
    assert store.trail.verify() == ()


def test_each_move_is_taken_back_to_what_was_before(
    store: Store, ana: Person, mia: Person, ref: PriorAuthRef
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
        before, asked = store.prior_auths.get(ref), work.question(ref)
        work.undo(work.move(ref, act, ana, told), ana)
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
        work.undo(sent, ben)
    store.prior_auths.claim(ref, ben)
    with pytest.raises(Refusal, match="Something came after"):
        work.undo(sent, ana)
    assert store.prior_auths.get(ref).state == "payer"


def test_who_has_it_is_gone_with_its_end_and_it_counts_no_more(
    store: Store, ana: Person, ref: PriorAuthRef
) -> None:
    store.settings.set("prior_auths.most_at_once", "1")
    store.prior_auths.claim(ref, ana)
    store.prior_auth_work.move(ref, "cancel", ana, {"reason": "twice"})
    other = store.prior_auths.add("Acme Health", "CPAP", "anyone", ana).ref
    assert store.prior_auths.claim(other, ana).owner == ana.id
    with pytest.raises(Refusal, match="is cancelled, so there is nothing to take"):
        store.prior_auths.claim(ref, ana)
