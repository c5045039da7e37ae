import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practice.patient_data import Kind, findings, warning
from tests import naughty

HONEST = Path(__file__).parent / "fixtures" / "honest_notes.txt"
SHARED = Path(__file__).parents[2] / "shared" / "data"
WORKLISTS = SHARED / "worklists" / "prior-auth-tracker"
REQUESTS = SHARED / "fhir-pas"
MISSING = pytest.mark.skip(reason="the public test data is not beside this checkout")


def kinds(text: str) -> list[Kind]:
    return [found.kind for found in findings(text)]


@pytest.mark.parametrize(
    ("typed", "kind", "part"),
    [
        ("Zztest01 Placeholder01 02-01-1904", "birth date with a name", None),
        ("for Placeholder01, Zztest01 02/01/1904", "birth date with a name", "Placeholder01"),
        ("ZZTEST, JOE 2005-05-02", "birth date with a name", None),
        ("Joe Zztest (DOB: 3/1/2010)", "birth date with a name", "Joe Zztest (DOB: 3/1/2010"),
        ("Joe Zztest, March 1st, 2010", "birth date with a name", None),
        ("Joe Zztest 20100301", "birth date with a name", None),
        ("Mrs. Zztest 3/1/2010 wants to know", "birth date with a name", "Mrs. Zztest 3/1/2010"),
        ("\u00c9lodie Zztest 3/1/2010", "birth date with a name", None),
        ("the one born 3/1/2010", "birth date", "3/1/2010"),
        ("D.O.B. 3/1/2010", "birth date", "3/1/2010"),
        ("joe zztest 7/4/79", "birth date", "7/4/79"),
        ("zztest, 4 Jul 1979", "birth date", "4 Jul 1979"),
        ("ZZT0000001", "member id", None),
        ("98765400001AZ was not found", "member id", "98765400001AZ"),
        ("see 10A3D58WH22", "member id", "10A3D58WH22"),
        ("12345678901", "member id", None),
        ("zzt0000001-01", "member id", None),
        ("1ZZ4-ZZ5-ZZ73", "member id", None),
        ("Member ID is 0044871", "member id", "0044871"),
        ("ID: 445566", "member id", "445566"),
        ("subscriber W1234567", "member id", "W1234567"),
        ("Medicaid # 445566", "member id", "445566"),
        ("auth for member 12345678", "member id", "12345678"),
        ("MRN 004512", "medical record number", "004512"),
        ("MRN-4512", "medical record number", "4512"),
        ("medical record number: 00-45-12", "medical record number", "00-45-12"),
        ("chart #4412", "medical record number", "4412"),
        ("(555) 010-0106", "phone number", None),
        ("call back 555.010.0106 after 5", "phone number", "555.010.0106"),
        ("cell 555\u2013010\u20130106", "phone number", "555\u2013010\u20130106"),
        ("+1 555 010 0106", "phone number", None),
        ("+44 20 7946 0958", "phone number", None),
        ("5550100106", "phone number", None),
        ("home 555-0106", "phone number", "555-0106"),
        ("123-45-6789", "Social Security number", None),
        ("123 45 6789", "Social Security number", None),
        ("987654321", "Social Security number", None),
        ("last 4 of SSN 6789", "Social Security number", "6789"),
    ],
)
def test_patient_data_is_found_and_named(typed: str, kind: Kind, part: str | None) -> None:
    (found,) = findings(typed)
    assert found.kind == kind
    assert (part or typed) in found.part
    assert typed[found.start :].startswith(found.part)


@pytest.mark.parametrize(
    "typed",
    [
        *("99213", "J1100", "M25.561", "S83.211A", "43239, 43248", "HCPCS J0585 x 155"),
        *("K7-F2M", "AUTH-8890", "PA-1001", "PA-2025-000123", "00012345", "1.2346E+04"),
        *("due 10/15/2025", "2025-10-15", "3 Sep 2025", "13.09.2025", "2025-09-08T16:05:00Z"),
        *("at 4:30 PM", "1200-1300", "Part D 72 h", "ext 4412", "room 12", "fax machine jammed"),
        *("500 mg", "200-4000 mg", "$1,250", "$500-1000", "70 %", "BP 120/80", "5/10/20 mg"),
        *("Blue Cross Blue Shield 10/15/2025", "United Healthcare 10/15/2025"),
        *("Dr. Ben Cole 10/15/2025", "Dana Ruiz is out from 11/24/2025", "CALLED PAYER 10/15/2025"),
        *("auth A123456789", "authorization number is 123456789", "Auth # came: 12345678901"),
        *("call reference 100233847", "ref 4029993456", "AUTH12345678", "claim 20251008123456"),
        *("NPI 1122334455", "payer ID 60054", "Tax ID 12-3456789", "NDC 00093742456"),
        *("1-800-555-0142", "(888) 555-0142", "policy 2024T0531Z", "pt 99213", "Medicare 99213"),
        *("a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d", "", "No patient names here, please."),
    ],
)
def test_work_without_patient_data_is_left_in_peace(typed: str) -> None:
    assert findings(typed) == ()
    assert warning(typed) is None


def test_honest_notes_are_warned_about_twice_at_most() -> None:
    notes = HONEST.read_text("utf-8").splitlines()
    assert len(set(notes)) == 200
    assert len([note for note in notes if warning(note)]) <= 2


def test_the_warning_names_the_part_and_asks() -> None:
    assert warning("Zztest called (555) 010-0106, wants a peer-to-peer") == (
        "'(555) 010-0106' looks like a phone number. "
        "Patient data does not belong here. Keep it anyway?"
    )


def test_the_warning_names_several_parts_each_once() -> None:
    assert warning("MRN 4512, 555-0106, again 555-0106") == (
        "'4512' looks like a medical record number and '555-0106' looks like a phone number. "
        "Patient data does not belong here. Keep it anyway?"
    )


def test_the_warning_stays_short() -> None:
    asked = warning(", ".join(f"555-01{number}" for number in range(10, 60)))
    assert asked is not None
    assert "'555-0112' looks like a phone number and there is more (47)." in asked
    assert len(asked) < 250


def test_a_field_that_asks_for_a_payers_number_takes_one() -> None:
    for number in ("A123456789", "123456789", "4029993456", "12345678901"):
        assert findings(number) != ()
        assert findings(number, number_asked=True) == ()
        assert warning(number, number_asked=True) is None
    assert warning("member 12345678901", number_asked=True) is not None
    assert warning("(555) 010-0106", number_asked=True) is not None


@given(st.text(st.characters()))
def test_any_text_can_be_looked_at(typed: str) -> None:
    for found in findings(typed):
        assert found.part and typed[found.start :].startswith(found.part)


def test_every_naughty_string_can_be_looked_at() -> None:
    for typed in naughty.strings():
        for found in findings(typed):
            assert typed[found.start :].startswith(found.part)
            assert warning(typed)


@pytest.mark.parametrize(
    "piece",
    [
        *("a", "A", "1", "-", " ", ".", "(", "+", "#", "\n", "\u0301", "Aa ", "Aa, ", "a-", "1-"),
        *("12/", "1/1/", "123-", "(555) ", "+1 ", "+12 34", "jan ", "Jan 1, ", "id ", "# ", "A1"),
        *("member id ", "Zztest Zztest 1/1/1904 ", "555-010-0106", "ZZT0000001 ", "1904-01-01 "),
    ],
)
def test_a_long_hostile_text_is_looked_at_in_the_end(piece: str) -> None:
    typed = piece * (200_000 // len(piece))
    for end in ("", "x", "-", "9"):
        findings(typed + end)


def rows() -> Iterator[dict[str, str]]:
    """The patients of the public worklists: a name, and what else the row has of the patient."""
    for row in json.loads((WORKLISTS / "prior-auths.json").read_text("utf-8")):
        yield {"name": f"{row['firstName']} {row['lastName']}", "born": row["dob"], "id": ""}
    with (WORKLISTS / "worklist-clean.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {"name": f"{row['firstName']} {row['lastName']}", "born": row["dob"], "id": ""}
    for row in messy_rows():
        if row["DOB"]:
            yield {"name": row["Patient Name"], "born": row["DOB"], "id": row["Member ID"]}


def messy_rows() -> list[dict[str, str]]:
    with (WORKLISTS / "worklist-messy.csv").open(encoding="utf-8-sig", newline="") as lines:
        next(lines)
        return list(csv.DictReader(lines, delimiter=";", restval=""))


def fhir_patients() -> Iterator[tuple[str, str, list[str]]]:
    """Each patient's name, birth date and numbers in the public requests."""
    for file in sorted(REQUESTS.rglob("*.json")):
        waiting: list[Any] = [json.loads(file.read_text("utf-8"))]
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting += value
            elif isinstance(value, dict):
                waiting += value.values()
                yield from one_patient(value)


def one_patient(value: dict[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    if value.get("resourceType") == "Patient":
        first: dict[str, Any] = next(iter(value.get("name", [])), {})
        name = " ".join([*first.get("given", []), first.get("family", "")])
        numbers = [one["value"] for one in value.get("identifier", []) if "value" in one]
        yield name, value.get("birthDate", ""), numbers
    elif "subscriberId" in value:
        yield "", "", [value["subscriberId"]]


def bait() -> list[Any]:
    """A line with its kind, for each thing of a patient in the public data."""
    if not WORKLISTS.exists() or not REQUESTS.exists():
        return [pytest.param("", "", marks=MISSING)]
    found: dict[tuple[str, str], None] = {}
    for row in rows():
        found[f"{row['name']} {row['born']}", "birth date with a name"] = None
        if row["id"]:
            found[row["id"], "member id"] = None
    for name, born, numbers in fhir_patients():
        if name and born:
            found[f"{name} {born}", "birth date with a name"] = None
        found |= {(number, "member id"): None for number in numbers}
    return list(found)


@pytest.mark.parametrize(("line", "kind"), bait())
def test_the_bait_of_the_public_data_is_caught(line: str, kind: Kind) -> None:
    assert kinds(line) == [kind]
    assert kinds(f"Called the payer about {line}, no answer") == [kind]


@pytest.mark.parametrize(
    "number", ["987654321", "4029993456"], ids=["Social Security number", "phone number"]
)
def test_the_numbers_of_people_in_the_public_requests_are_caught(number: str) -> None:
    assert warning(f"gave {number} to the rep")


@pytest.mark.skipif(not WORKLISTS.exists(), reason="the public test data is not beside this")
def test_of_the_public_notes_only_the_one_with_a_phone_number_is_warned_about() -> None:
    found = [findings(row["Notes"]) for row in messy_rows() if findings(row["Notes"])]
    assert [[(one.kind, one.part) for one in note] for note in found] == [
        [("phone number", "(555) 010-0106")]
    ]
