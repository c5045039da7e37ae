import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practice.files import fhir
from kiosk.practice.files.incoming import Incoming, Reading
from kiosk.practice.files.json_files import MOST_PARTS

FIXTURES = Path(__file__).parent / "fixtures" / "fhir"
HERE = Path(__file__).parents[1]
SHARED = HERE.parent / "shared" / "data" / "fhir-pas"
TABLE = HERE / "docs" / "imported-fhir-files.md"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")


@dataclass(frozen=True)
class Read:
    """All that became of one file."""

    items: list[Incoming]
    reading: Reading

    @property
    def only(self) -> Incoming:
        assert len(self.items) == 1
        return self.items[0]

    @property
    def answer(self) -> Incoming:
        return next(one for one in self.items if one.kind == "answer")

    @property
    def reasons(self) -> list[str]:
        return [f"{one.outcome}: {one.reason}" for one in self.reading.left]


def read_bytes(data: bytes) -> Read:
    reading = Reading()
    return Read(list(fhir.read(data, "some.json", reading)), reading)


def read(name: str) -> Read:
    return read_bytes((FIXTURES / f"{name}.json").read_bytes())


def test_a_request_is_known_by_its_own_number_and_never_by_its_trace_number() -> None:
    found = read("request")
    request = found.only
    assert (request.kind, request.payer, request.reference) == (
        "request",
        "Example Health Plan",
        "REQ-77",
    )
    assert (request.codes, request.units, request.urgency) == (("G0154",), "12 VS", "standard")
    assert (request.requested_on, request.service_date) == (date(2025, 9, 3), date(2025, 10, 1))
    assert request.key == f"fhir {request.digest}"
    assert request.check == ()
    assert found.reading.patient_values_dropped > 8


def test_an_urgent_level_of_service_goes_before_a_normal_priority() -> None:
    request = read("urgent-by-level").only
    assert request.urgency == "urgent"
    assert request.check == ("priority says normal, level of service says urgent",)


@pytest.mark.parametrize(
    ("file", "answer", "number", "payer_reference", "check"),
    [
        ("answer-nested", "approved", "AUTH0001", "", ""),
        ("answer-string-denied", "denied", "", "CASE-31", ""),
        ("answer-code", "approved", "AUTH0002", "", ""),
        ("answer-nowhere", "pended", "", "", "no decision code"),
        ("answer-nothing-said", None, "", "", "no decision in the file"),
        ("answer-placeholder", None, "", "CASE-1", "placeholder"),
        ("answer-mixed", "partly approved", "AUTH0003", "", ""),
        ("answer-two-on-one-item", None, "", "", "two different decisions on one item"),
        ("answer-complete-but-pended", "pended", "", "CASE-2", "its outcome says otherwise"),
        ("answer-modified", "modified", "AUTH0005", "", ""),
        ("answer-modified-no-number", "modified", "", "", ""),
        ("answer-to-another", "approved", "AUTH0006", "", ""),
        ("answer-error", None, "", "", "the payer reports an error"),
        ("administrative-number", "denied", "", "ADM-1", ""),
        ("inquiry-answer", "approved", "AUTH0007", "", "an answer to an inquiry"),
    ],
)
def test_the_decision_is_found_in_all_its_places(
    file: str, answer: str | None, number: str, payer_reference: str, check: str
) -> None:
    found = read(file).answer
    assert (found.answer, found.authorization_number) == (answer, number)
    assert found.payer_reference == payer_reference
    assert check in "; ".join(found.check)
    assert bool(found.check) == bool(check)


def test_an_answer_says_how_long_it_holds_be_it_twenty_years_ago() -> None:
    nested, old = read("answer-nested").answer, read("answer-code").answer
    assert (nested.valid_from, nested.valid_to) == (date(2025, 9, 10), date(2025, 12, 10))
    assert (old.valid_from, old.valid_to) == (date(2005, 5, 2), date(2005, 6, 2))


@pytest.mark.parametrize("file", ["answer-nested", "answer-string-denied", "answer-mixed"])
def test_the_one_answer_beside_the_one_request_belongs_to_it(file: str) -> None:
    request, answer = read(file).items
    assert answer.answers == request.key
    assert answer.reference == request.reference == "c1"


def test_an_answer_that_names_another_request_is_not_linked() -> None:
    assert read("answer-to-another").answer.answers == ""


@pytest.mark.parametrize("file", ["inquiry", "inquiry-by-filter-alone"])
def test_an_inquiry_is_no_request_and_its_filter_no_approval(file: str) -> None:
    found = read(file)
    assert found.items == []
    assert found.reasons == [
        "skipped: This Claim is an inquiry about an earlier request, not a request."
    ]


def test_cancelled_items() -> None:
    one, every = read("one-item-cancelled").only, read("all-items-cancelled").only
    assert (one.codes, one.answer) == (("B4184",), None)
    assert one.check == ("one or more of its items are cancelled",)
    assert (every.codes, every.answer) == (("G0154", "B4184"), "cancelled")
    assert every.check == ("every item of it is cancelled",)
    assert every.previous == "c0"


def test_of_two_requests_in_a_bundle_the_earlier_one_comes_first() -> None:
    earlier, later = read("update-and-earlier").items
    assert (earlier.reference, later.reference) == ("c1", "c2")
    assert later.previous == earlier.key


def test_one_id_with_other_contents_is_another_request_and_the_same_contents_are_not() -> None:
    found = read("same-id-other-contents")
    first, second = found.items
    assert first.key != second.key
    assert first.reference == second.reference == "c1"
    assert found.reasons == ["skipped: It is the same as Claim 1."]


def test_narrative_and_the_order_of_names_do_not_make_another_request() -> None:
    bundle = json.loads((FIXTURES / "request.json").read_text())
    claim = bundle["entry"][0]["resource"]
    claim["text"] = {"div": "<div>another</div>"}
    claim["meta"] = {"versionId": "2"}
    bundle["entry"][0]["resource"] = dict(reversed(claim.items()))
    assert read_bytes(json.dumps(bundle).encode()).only.key == read("request").only.key


def test_what_lacks_is_said() -> None:
    assert read("no-item-draft").only.check == (
        "no service code in the file",
        "no payer in the file",
        "a draft, not sent",
    )
    two = read("two-payers-of-one-id").only
    assert two.payer == ""
    assert "which organization is the payer is not certain" in two.check
    assert read("unknown-insurer").only.payer == ""


def test_a_patient_in_odd_places_is_not_kept() -> None:
    found = read("patient-in-odd-places")
    said = repr(found.items).casefold()
    for value in ("zztestson", "placeholdera", "zzt0000001", "zz-patient-1", "nowhere"):
        assert value not in said
    request, answer = found.items
    assert request.codes == ("G0154",)
    assert (request.reference, request.previous, answer.authorization_number) == ("", "", "")
    assert len(request.check) == 4


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("bill", "This Claim is a bill or an estimate, not a prior authorization."),
        ("subscription", "Subscription is not a prior authorization."),
        ("not-fhir", "It is not a FHIR resource."),
        ("empty-bundle", "The Bundle has no Claim and no ClaimResponse."),
    ],
)
def test_what_is_no_prior_authorization_is_skipped_with_the_reason(file: str, reason: str) -> None:
    assert read(file).reasons == [f"skipped: {reason}"]


CLAIM = (FIXTURES / "no-item-draft.json").read_bytes()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty."),
        (b"PA-1;Example Plan\n", "The file is not JSON (line 1)."),
        (CLAIM[:200], "The file is cut off"),
        (CLAIM.rstrip()[:-1], "The file is cut off"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "NaN"),
        (b'{"a": 1e999}', "out of range"),
        (b'{"a": ' + b"9" * 5000 + b"}", "out of range"),
        (b'{"use": "claim", "use": "preauthorization"}', "the same name twice"),
        (b"[" * 100_000, "nested more than"),
        (b'{"a":' * 100_000, "nested more than"),
        (b'"' + b'\\"' * 1_000_000, "cut off"),
        (b" " * 50_000_000, "larger than 20 MB"),
        (b"[" + b"1," * MOST_PARTS + b"1]", "parts"),
        (b'{"a": "\xff\xfe"}', "The file is not text."),
    ],
)
def test_faulty_json_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    found = read_bytes(data)
    assert found.items == []
    assert [one.outcome for one in found.reading.left] == ["refused"]
    assert reason in found.reading.left[0].reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_other_unicode_encodings_are_read(encoding: str) -> None:
    assert read_bytes(CLAIM.decode().encode(encoding)).only == read("no-item-draft").only


@given(st.binary())
def test_arbitrary_bytes_never_raise(data: bytes) -> None:
    read_bytes(data)


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
NAMES = ["reference", "extension", "url", "coding", "code", "value", "item", "adjudication"]
OBJECTS = st.dictionaries(st.sampled_from(NAMES), LEAVES | st.lists(LEAVES, max_size=2), max_size=3)
ANYTHING = LEAVES | OBJECTS | st.lists(OBJECTS | LEAVES, max_size=2)
ELEMENTS = [
    *["id", "insurer", "item", "extension", "related", "created", "priority", "identifier"],
    *["meta", "insurance", "request", "outcome", "adjudication", "addItem", "preAuthRef", "type"],
]


@given(
    st.sampled_from(["Claim", "ClaimResponse", "Patient", "Coverage"]),
    st.dictionaries(st.sampled_from(ELEMENTS), ANYTHING, max_size=6),
)
def test_elements_of_any_shape_never_raise(kind: str, elements: dict[str, Any]) -> None:
    resource = {**elements, "resourceType": kind, "use": "preauthorization"}
    bundle = {"resourceType": "Bundle", "entry": [{"resource": resource}, {"resource": resource}]}
    read_bytes(json.dumps(bundle).encode())


@pytest.mark.parametrize("amount", ["9" * 400, "-3", "true", "1.5e300"])
def test_an_amount_that_cannot_be_is_left_out(amount: str) -> None:
    data = (FIXTURES / "request.json").read_text().replace('"value": 12', f'"value": {amount}')
    assert read_bytes(data.encode()).only.units == ""


def shared_files() -> list[Path]:
    return sorted(SHARED.glob("*/*.json"))


def table_row(path: Path) -> str:
    found = read_bytes(path.read_bytes())
    became = [
        one.kind
        + (f" ({one.answer})" if one.answer else "")
        + f", {' '.join(one.codes)}".rstrip(", ")
        for one in found.items
    ]
    became += [one.outcome for one in found.reading.left]
    why = [words for one in found.items for words in one.check]
    alone = [one for one in found.items if one.kind == "answer" and not one.answers]
    why += [
        "its request is looked for by payer and reference"
        if one.payer and one.names
        else "its request is not in the file, and is to be found by hand"
        for one in alone
    ]
    why += [one.reason for one in found.reading.left]
    name = path.relative_to(SHARED).as_posix()
    shown = "; ".join(dict.fromkeys(why)) or "-"
    return f"| `{name}` | {'; '.join(became)} | {shown} |"


def table() -> str:
    head = [
        "# What the published FHIR examples became",
        "",
        "The example files of the Da Vinci prior-authorization reference server, as the reader",
        "takes them. Written by the tests: `KIOSK_DRAW=1` in front of them draws it anew.",
        "",
        "| file | became | why, and what to check by hand |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *map(table_row, shared_files())]) + "\n"


@needs_shared
def test_the_table_in_the_docs_says_what_each_file_becomes() -> None:
    drawn = table()
    if os.environ.get("KIOSK_DRAW"):
        TABLE.parent.mkdir(exist_ok=True)
        TABLE.write_text(drawn)
    assert TABLE.read_text() == drawn


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, str):
        yield value


def patients(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("resourceType") == "Patient":
            yield value
        for one in value.values():
            yield from patients(one)
    elif isinstance(value, list):
        for one in value:
            yield from patients(one)


@needs_shared
def test_no_value_of_a_patient_is_in_anything_that_is_kept() -> None:
    said, values, names = "", set(), set()
    for path in shared_files():
        found = read_bytes(path.read_bytes())
        said += repr(found.items) + repr(found.reading)
        for patient in patients(json.loads(path.read_bytes())):
            names |= {one for name in patient.get("name", []) for one in strings(name)}
            names -= {"official"}
            told = {key: patient[key] for key in patient if key not in ("resourceType", "text")}
            values |= {one for one in strings(told) if len(one) >= 5}
    words = set(re.findall(r"\w+", said.casefold()))
    systems = {one for one in values if one.startswith("http")}
    assert len(names) > 5
    assert not {one for one in values - systems - {"official"} if one in said}
    assert not {one for one in names if one.casefold() in words}


@needs_shared
def test_all_four_published_answers_belong_to_the_request_beside_them() -> None:
    answers = {}
    for path in sorted((SHARED / "database-resources").glob("*Response.json")):
        request, answer = read_bytes(path.read_bytes()).items
        assert answer.answers == request.key
        answers[path.stem] = (answer.answer, bool(answer.authorization_number))
    assert answers == {
        "DeniedResponse": ("denied", False),
        "GrantedResponse": ("approved", True),
        "PendedClaimResponse": ("pended", False),
        "PendedFinalResponse": ("approved", True),
    }


@needs_shared
def test_the_same_request_alone_and_in_a_bundle_is_one() -> None:
    def keys(name: str) -> list[str]:
        found = read_bytes((SHARED / f"{name}.json").read_bytes())
        return [one.key for one in found.items if one.kind == "request"]

    assert keys("test-resources/claim-only") == keys("test-resources/bundle-request")
    assert keys("database-resources/Claim") == keys("database-resources/DeniedResponse")
    files = ["bundle-prior-auth", "claim-complete", "claim-minimal"]
    same_id = [keys(f"test-resources/{name}")[0] for name in files]
    assert len(set(same_id)) == 3
