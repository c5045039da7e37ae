"""How answers of payers find their request, whatever order the files come in."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.files import fhir
from kiosk.practice.files.incoming import Incoming, Place, Reading
from kiosk.practice.files.told import AFTER_END, DISAGREE, PayerAnswer, told
from kiosk.practice.people import Person
from kiosk.practice.prior_auth_terms import PriorAuthRef
from kiosk.practice.prior_auths import PriorAuth
from storage.import_linked import NO_PAYER, NOT_KNOWN, SEVERAL
from storage.import_links import DOUBTFUL, EDITED, HAS_ENDED, NOT_SHOWN
from storage.import_report import Report
from storage.people import NewPerson
from storage.store import Store
from tests.test_imports import NOW, TODAY, counts

PLAN = "Example Plan"
MARCH_3, MARCH_4, MARCH_5 = date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "records" / "kiosk.db", "t", StoppedClock(NOW))
    store.migrate()
    yield store
    store.close()


@pytest.fixture
def ana(store: Store) -> Person:
    return store.people.add(NewPerson("Ana Ruiz"))[0]


def request(contents: str, *names: str, payer: str = PLAN, **said: Any) -> Incoming:
    """A request out of a file of its own."""
    given = {"reference": names[0] if names else "", "names": names, "codes": (contents,), **said}
    place = Place(f"{contents}.json", entry="Claim 1")
    return Incoming(place, "request", f"fhir {contents}", contents, payer=payer, **given)


def answer(contents: str, said: Any, *names: str, payer: str = PLAN, **more: Any) -> Incoming:
    """An answer out of a file of its own, which names its request."""
    place = Place(f"{contents}.json", entry="ClaimResponse 1")
    given = {"names": names, "answered_on": MARCH_4, **more}
    return Incoming(
        place, "answer", f"fhir {contents}", contents, payer=payer, answer=said, **given
    )


def take(store: Store, *items: Incoming) -> Report:
    return store.imports.take("office", items, Reading())


def listed(store: Store) -> dict[str, PriorAuth]:
    return {"".join(one.codes): one for one in store.prior_auths.listed("all", TODAY).tasks}


def reasons(report: Report) -> list[str]:
    return [f"{one.outcome}: {one.reason}" for one in report.findings]


def test_an_answer_in_a_later_run_finds_its_request(store: Store) -> None:
    take(store, request("A", "REQ-1", "id-1"), request("B", "REQ-2"))
    report = take(store, answer("r", "approved", "id-1", authorization_number="AUTH-1"))
    assert counts(report) == {"new": 1}
    found = listed(store)["A"]
    assert (found.state, found.authorization_number) == ("approved", "AUTH-1")
    assert store.prior_auths.history(found.ref)[-1].detail == "to do > approved"
    assert listed(store)["B"].answer is None
    assert store.check() == ()


@pytest.mark.parametrize(
    ("requests", "alone", "why"),
    [
        ([request("A", "REQ-1")], answer("r", "denied", "REQ-9"), NOT_KNOWN),
        ([request("A", "REQ-1")], answer("r", "denied", "REQ-1", payer="Other"), NOT_KNOWN),
        ([request("A", "REQ-1")], answer("r", "denied", "REQ-1", payer=""), NO_PAYER),
        ([request("A", "REQ-1", payer="")], answer("r", "denied", "REQ-1"), NOT_KNOWN),
        ([request("A", "REQ-1")], answer("r", "denied"), NOT_KNOWN),
        ([request("A", "X"), request("B", "X")], answer("r", "denied", "X"), SEVERAL),
    ],
)
def test_what_is_not_certain_is_left_to_check_by_hand(
    store: Store, requests: list[Incoming], alone: Incoming, why: str
) -> None:
    take(store, *requests)
    report = take(store, alone)
    assert (report.to_check, reasons(report)) == (1, [f"to check: {why}"])
    assert not [one for one in listed(store).values() if one.answer]
    assert counts(take(store, alone)) == {"unchanged": 1}


@pytest.mark.parametrize("in_one_run", [True, False])
def test_an_answer_before_its_request_is_shown_when_that_comes(
    store: Store, in_one_run: bool
) -> None:
    early, late = (
        answer("r", "denied", "REQ-1", check=("a draft of an answer",)),
        request("A", "REQ-1"),
    )
    if in_one_run:
        assert reasons(take(store, early, late)) == ["to check: a draft of an answer"]
    else:
        assert take(store, early).to_check == 1
        take(store, late)
    assert listed(store)["A"].state == "denied"
    assert listed(store)["A"].check == ("a draft of an answer",)


def test_a_second_request_that_fits_makes_a_link_doubtful_and_its_answer_is_taken_away(
    store: Store,
) -> None:
    take(store, request("A", "X"), answer("r", "approved", "X"))
    take(store, request("B", "X"))
    found = listed(store)
    assert [(one.state, one.answer) for one in found.values()] == [("to do", None)] * 2
    details = [one.detail for one in store.prior_auths.history(found["A"].ref)]
    assert details == ["> to do", "to do > approved", "approved > to do"]


def test_the_payers_own_reference_finds_the_request_of_an_earlier_answer(store: Store) -> None:
    later = answer("s", "denied", payer_reference="CASE-1", answered_on=MARCH_5)
    take(store, later)
    take(store, answer("r", "pended", "REQ-1", payer_reference="CASE-1"))
    assert listed(store) == {}
    take(store, request("A", "REQ-1"))
    found = listed(store)["A"]
    assert (found.state, found.payer_reference) == ("denied", "CASE-1")


def test_a_payer_reference_goes_with_an_answer_that_is_taken_away(store: Store) -> None:
    mine = answer("a", "denied", "REQ-5", answers="fhir B", payer_reference="CASE-5")
    take(store, request("E", "REQ-5"), mine)
    assert listed(store)["E"].payer_reference == "CASE-5"
    take(store, request("B", "REQ-2"))
    found = listed(store)
    assert (found["E"].payer_reference, found["B"].payer_reference) == ("", "CASE-5")


def test_the_reference_that_was_typed_when_it_was_sent_finds_it_too(
    store: Store, ana: Person
) -> None:
    one = store.prior_auths.add(PLAN, "MRI knee", "anyone", ana)
    told = {"submitted_how": "phone", "payer_reference": "CASE-1"}
    store.prior_auth_work.move(one.ref, "submit", ana, told)
    take(store, answer("r", "denied", payer_reference="CASE-1"))
    assert store.prior_auths.get(one.ref).state == "denied"
    assert counts(take(store, answer("r", "denied", payer_reference="CASE-1"))) == {"unchanged": 1}


@pytest.mark.parametrize("in_one_run", [True, False])
def test_a_cancellation_before_its_request_cancels_it_when_that_comes(
    store: Store, in_one_run: bool
) -> None:
    early, late = request("C", "REQ-2", previous="REQ-1", answer="cancelled"), request("A", "REQ-1")
    for run in [(early, late)] if in_one_run else [(early,), (late,)]:
        take(store, *run)
    found = listed(store)
    assert (found["A"].state, found["C"].state) == ("cancelled", "cancelled")
    assert found["C"].previous == found["A"].ref
    assert found["C"].check == ()
    assert store.prior_auths.history(found["A"].ref)[-1].detail == "to do > cancelled"
    assert store.check() == ()


def test_answers_twice_and_older_ones_are_told_and_kept(store: Store) -> None:
    take(store, request("A", "X"), answer("r", "approved", "X", answered_on=MARCH_5))
    before = listed(store)["A"]
    report = take(store, answer("s", "denied", "X", answered_on=MARCH_3))
    assert reasons(report) == [f"kept: {NOT_SHOWN}"]
    assert counts(report) == {"new": 1}
    assert listed(store)["A"] == before


def test_an_answer_after_the_end_here_is_told_and_kept(store: Store, ana: Person) -> None:
    take(store, request("A", "X"))
    one = listed(store)["A"]
    store.prior_auth_work.move(one.ref, "cancel", ana, {"reason": "no longer wanted"})
    before = store.prior_auths.get(one.ref)
    report = take(store, answer("r", "approved", "X"))
    assert reasons(report) == [f"kept: {HAS_ENDED}"]
    assert store.prior_auths.get(one.ref) == before


def test_what_was_told_here_is_not_overwritten(store: Store, ana: Person) -> None:
    take(store, request("A", "X", submitted_at=NOW))
    one = listed(store)["A"]
    store.prior_auth_work.move(one.ref, "approve", ana, {"authorization_number": "AUTH-9"})
    take(store, answer("r", "denied", "X", answered_on=MARCH_5))
    after = store.prior_auths.get(one.ref)
    assert (after.state, after.authorization_number) == ("approved", "AUTH-9")
    assert after.check == (EDITED,)


def test_a_decision_counts_though_it_was_noted_here_that_the_payer_wants_more(
    store: Store, ana: Person
) -> None:
    take(store, request("A", "X", submitted_at=NOW))
    ref = listed(store)["A"].ref
    store.prior_auth_work.move(ref, "want more", ana, {"wanted": "notes"})
    take(store, answer("r", "denied", "X"))
    after = store.prior_auths.get(ref)
    assert (after.state, after.answer, after.check) == ("denied", "denied", ())


def test_an_answer_that_says_the_same_does_not_end_an_appeal(store: Store, ana: Person) -> None:
    take(store, request("A", "X"), answer("r", "denied", "X"))
    ref = listed(store)["A"].ref
    store.prior_auth_work.move(ref, "appeal", ana)
    assert counts(take(store, answer("s", "denied", "X"))) == {"new": 1}
    assert store.prior_auths.get(ref).state == "appeal"
    take(store, answer("t", "approved", "X", answered_on=MARCH_5))
    assert store.prior_auths.get(ref).state == "approved"


def test_a_cancellation_counts_whenever_it_came() -> None:
    ended, later = PayerAnswer("cancelled", MARCH_3), PayerAnswer("approved", MARCH_5)
    assert told([later, ended]).answer == ended
    assert told([later, ended]).notes == (AFTER_END,)
    assert told([ended, PayerAnswer("denied", MARCH_3)]).notes == ()


def test_what_is_not_certain_is_not_shown_as_approved() -> None:
    found = told([PayerAnswer("approved", None, "A-1"), PayerAnswer("denied", MARCH_3)])
    assert found.answer == PayerAnswer("denied", MARCH_3)
    assert found.notes == (DISAGREE,)


THINGS = (
    request("A", "REQ-1", "id-1", submitted_at=NOW),
    request("B", "REQ-2", previous="fhir A"),
    request("B2", "REQ-2"),
    request("C", "REQ-3", previous="REQ-1", answer="cancelled"),
    request("D", "REQ-4", payer=""),
    request("E", "REQ-5"),
    request("F", "REQ-6", previous="REQ-2", answer="cancelled"),
    request("G", payer_reference="CASE-9"),
    request("H", payer_reference="CASE-1"),
    answer("a1", "pended", "id-1", payer_reference="CASE-1"),
    answer("a2", "denied", payer_reference="CASE-1", answered_on=MARCH_5),
    answer("a3", "approved", "REQ-2", authorization_number="AUTH-1"),
    answer("a4", "approved", "REQ-5", answered_on=MARCH_3, check=("a draft of an answer",)),
    answer("a5", "denied", "REQ-5", answered_on=None, payer_reference="CASE-5"),
    answer("a6", "approved", payer_reference="CASE-5", answered_on=MARCH_5),
    answer("a7", "cancelled", "REQ-4", payer_reference="CASE-1"),
    answer("a8", None, "REQ-5", answered_on=MARCH_5, check=("no decision in the file",)),
    answer("a9", "cancelled", "REQ-5", answered_on=MARCH_3),
    answer("a10", "approved", payer_reference="CASE-9", authorization_number="AUTH-9"),
    answer("a11", "denied", payer_reference="CASE-9", answered_on=MARCH_5),
    answer("a3", "approved", "REQ-2", payer="", authorization_number="AUTH-1"),
    answer("a5", "denied", "REQ-5", answered_on=None, payer_reference="CASE-5", answers="fhir B"),
)


def end(runs: list[list[Incoming]]) -> Any:
    """All that a new store shows once these came, apart from when and by which references."""
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "kiosk.db", "t", StoppedClock(NOW))
        store.migrate()
        for run in runs:
            take(store, *run)
        again = [counts(take(store, one)) for run in runs for one in run]
        assert all(one == {"unchanged": 1} for one in again)
        assert store.check() == ()
        codes = {str(one.ref): code for code, one in listed(store).items()}
        plain = {
            code: {**vars(one), **of_this_store(one, codes)} for code, one in listed(store).items()
        }
        with closing(sqlite3.connect(store.path)) as raw:
            waiting = "SELECT said FROM import_item WHERE kind = 'answer' AND prior_auth_id IS NULL"
            alone = [json.loads(words) for (words,) in raw.execute(waiting)]
        store.close()
        return plain, sorted(str({**one, "payer_id": ""}) for one in alone)


def of_this_store(one: PriorAuth, codes: dict[str, str]) -> dict[str, Any]:
    """What may differ, in a form that may not: the reference, when it moved, the order of notes."""
    previous = codes[one.previous] if one.previous else None
    return {"ref": "", "moved_at": None, "check": sorted(one.check), "previous": previous}


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_files_in_any_order_and_any_runs_give_the_same_end(data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(THINGS), unique=True, min_size=2))
    other = data.draw(st.permutations(chosen))
    cuts = data.draw(st.sets(st.integers(1, len(other) - 1)))
    runs: list[list[Incoming]] = []
    for place, one in enumerate(other):
        if place == 0 or place in cuts:
            runs.append([])
        runs[-1].append(one)
    assert end([chosen]) == end(runs)


def test_an_answer_without_its_request_is_attached_by_hand(store: Store, ana: Person) -> None:
    one = store.prior_auths.add(PLAN, "MRI knee", "anyone", ana)
    take(store, answer("r", "denied", "REQ-9", payer_reference="CASE-1"))
    assert store.prior_auth_counts.counts(TODAY).check == 1
    (alone,) = store.answers.alone()
    assert (alone.payer, alone.answer, alone.check) == (PLAN, "denied", (NOT_KNOWN,))
    with pytest.raises(Refusal, match="no longer on the list"):
        store.answers.attach(alone.number, PriorAuthRef("ZZ-999"), ana)
    after = store.answers.attach(alone.number, one.ref, ana).after
    assert (after.state, after.payer_reference) == ("denied", "CASE-1")
    history = store.prior_auths.history(one.ref)
    assert [(each.deed, each.by) for each in history[1:]] == [
        ("answer attached", ana.id),
        ("prior auth updated by import", ana.id),
    ]
    assert (store.answers.alone(), store.prior_auth_counts.counts(TODAY).check) == ((), 0)
    with pytest.raises(Refusal, match="belongs to"):
        store.answers.attach(alone.number, one.ref, ana)
    take(store, request("A", "REQ-9"))  # what somebody said stays
    assert listed(store)["A"].answer is None
    take(store, answer("s", "approved", payer_reference="CASE-1", answered_on=MARCH_5))
    assert store.prior_auths.get(one.ref).state == "approved"  # of the same case
    assert store.check() == ()


def test_an_answer_is_put_aside_with_a_reason_and_does_not_come_again(
    store: Store, ana: Person
) -> None:
    lost = answer("r", "denied", "REQ-9")
    take(store, lost)
    (alone,) = store.answers.alone()
    with pytest.raises(Refusal, match="type something"):
        store.answers.put_aside(alone.number, ana, " ")
    store.answers.put_aside(alone.number, ana, "Another office's")
    assert store.answers.alone() == ()
    assert counts(take(store, lost)) == {"unchanged": 1}
    take(store, request("A", "REQ-9"))
    assert listed(store)["A"].answer is None
    assert store.check() == ()


def fhir_file(**contents: Any) -> bytes:
    insurer = {"display": PLAN}
    return json.dumps({"use": "preauthorization", "insurer": insurer, **contents}).encode()


CLAIM = fhir_file(
    resourceType="Claim",
    id="claim-7",
    status="active",
    created="2026-03-01",
    identifier=[
        {"system": "http://example.org/REFERENCE_TRACE", "value": "TRACE-1"},
        {"system": "http://example.org/claims", "value": "REQ-77"},
    ],
    item=[{"productOrService": {"coding": [{"code": "G0154"}]}}],
)


def response(**request: Any) -> bytes:
    said = [{"url": "http://example.org/extension-reviewAction", "valueString": "A3"}]
    kept = {"resourceType": "ClaimResponse", "status": "active", "created": "2026-03-04"}
    return fhir_file(**kept, extension=said, request=request)


@pytest.mark.parametrize("answer_first", [True, False])
@pytest.mark.parametrize(
    ("reply", "is_found"),
    [
        (response(reference="Claim/claim-7"), True),
        (response(reference="https://example.org/fhir/Claim/claim-7/_history/2"), True),
        (response(identifier={"system": "http://example.org/claims", "value": "REQ-77"}), True),
        (response(identifier={"system": "http://example.org/trace", "value": "REQ-77"}), False),
        (response(identifier={"value": "TRACE-1"}), False),
        (response(reference="Claim?identifier=REQ-77"), False),
        (response(reference="Task/claim-7"), False),
        (response(), False),
    ],
)
def test_two_files_in_two_runs(
    store: Store, reply: bytes, is_found: bool, answer_first: bool
) -> None:
    for data in (reply, CLAIM) if answer_first else (CLAIM, reply):
        reading = Reading()
        store.imports.take("office", fhir.read(data, "a.json", reading), reading)
    assert [one.answer for one in listed(store).values()] == ["denied" if is_found else None]
    assert len(store.answers.alone()) == (0 if is_found else 1)


def test_an_answer_that_somebody_acted_on_stays_when_its_request_is_in_doubt(
    store: Store, ana: Person
) -> None:
    take(store, request("A", "X"), answer("r", "denied", "X"))
    ref = listed(store)["A"].ref
    store.prior_auth_work.move(ref, "appeal", ana)
    take(store, request("B", "X"))
    after = store.prior_auths.get(ref)
    assert (after.state, after.answer) == ("appeal", "denied")
    assert DOUBTFUL in after.check
    assert len(store.answers.alone()) == 1


def test_the_report_tells_of_answers_that_disagree_with_others_and_with_what_was_told_here(
    store: Store, ana: Person
) -> None:
    take(store, request("A", "X"), answer("r", "denied", "X"))
    assert reasons(take(store, answer("s", "approved", "X"))) == [f"to check: {DISAGREE}"]
    take(store, request("B", "Y", submitted_at=NOW))
    store.prior_auth_work.move(listed(store)["B"].ref, "approve", ana)
    assert reasons(take(store, answer("t", "denied", "Y"))) == [f"to check: {EDITED}"]


def test_a_payer_that_another_file_names_lets_an_answer_be_found(store: Store) -> None:
    take(store, request("A", "X"), answer("r", "denied", "X", payer=""))
    assert listed(store)["A"].answer is None
    assert counts(take(store, answer("r", "denied", "X"))) == {"updated": 1}
    assert listed(store)["A"].answer == "denied"
    assert counts(take(store, answer("r", "denied", "X", payer=""))) == {"unchanged": 1}
