import csv
import io
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practice.files import cells, columns, dates, shapes, worklist
from kiosk.practice.files.incoming import Incoming, Place, Reading

FIXTURES = Path(__file__).parent / "fixtures" / "worklists"
SHARED = Path(__file__).parents[2] / "shared" / "data" / "worklists" / "prior-auth-tracker"
TODAY = date(2025, 10, 8)
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")


@dataclass(frozen=True)
class Read:
    """All that became of one file."""

    items: list[Incoming]
    reading: Reading

    @property
    def left(self) -> list[tuple[str, int | None, str]]:
        return [(one.outcome, one.place.line, one.place.column) for one in self.reading.left]

    def at(self, line: int) -> Incoming:
        return next(one for one in self.items if one.place.line == line)


def read(data: bytes | str, mapping: dict[str, str] | None = None) -> Read:
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    reading = Reading()
    return Read(list(worklist.read(stream, "some.csv", mapping, reading, TODAY)), reading)


def read_file(name: str) -> Read:
    return read((FIXTURES / name).read_bytes())


def row(line: str) -> Incoming:
    """One row under the usual columns."""
    found = read(f"Ref,Payer,Status,Urgency,CPT,Requested,Who,Auth #\n{line}\n")
    assert len(found.items) == 1, found.reading
    return found.items[0]


def test_a_messy_export_is_read_row_by_row() -> None:
    found = read_file("messy.csv")
    first = found.at(3)
    assert (first.reference, first.payer, first.answer) == ("T-1", "Example Plan", "pended")
    assert (first.key, first.urgency, first.codes) == ("csv T-1", "standard", ("99213",))
    assert first.requested_on == date(2025, 10, 1)
    second = found.at(5)
    assert (second.urgency, second.codes) == ("urgent", ("29881", "29882"))
    assert (second.answer, second.authorization_number) == ("approved", "00012345")
    assert found.at(14).answer == "partly approved"
    assert found.reading.patient_values_dropped == 23


def test_what_cannot_be_certain_is_to_be_checked() -> None:
    found = read_file("messy.csv")
    assert found.at(6).check == (
        "the authorization number was rounded by a spreadsheet and is lost",
        "status 'Aproved' is not known",
        "the urgency has a question mark",
    )
    assert (found.at(6).answer, found.at(6).urgency) == (None, "urgent")
    assert found.at(7).requested_on == date(2025, 10, 1)
    assert found.at(7).check == ("Requested: a spreadsheet's number was read as 1 Oct 2025",)
    assert found.at(8).check == ("Requested: a date with the day first was read as 13 Sep 2025",)
    assert "line 3 and line 13 disagree under one reference" in found.at(13).check
    assert found.at(13).key == found.at(3).key
    assert (found.at(14).payer, len(found.at(14).check)) == ("", 1)


def test_rows_that_are_left_out_say_line_and_reason() -> None:
    found = read_file("messy.csv")
    assert found.left == [
        ("refused", 9, "Requested"),
        ("skipped", 15, ""),
        ("skipped", 16, ""),
        ("refused", 17, ""),
    ]
    reasons = [one.reason for one in found.reading.left]
    assert reasons[:3] == [
        "The date is a day that does not exist.",
        "It is the same as line 5.",
        "A line of totals is no prior authorization.",
    ]
    assert "It has 2 cells of 10; these lack: DOB, Payer" in reasons[3]


def test_two_like_rows_without_a_reference_stay_two_and_stay_the_same() -> None:
    first, again = read_file("messy.csv"), read_file("messy.csv")
    assert first.at(11).digest == first.at(12).digest
    assert first.at(11).key != first.at(12).key
    assert [one.key for one in first.items] == [one.key for one in again.items]


def test_windows_1252_tabs_and_headers_that_mean_little() -> None:
    found = read_file("cp1252.csv")
    assert [one.who_needed for one in found.items] == ["clinical", "unknown", "prescriber"]
    assert found.at(3).payer == "Assurance Santé"
    assert found.at(3).check == ("who is needed is not clear",)
    assert found.at(2).needed_by == date(2025, 10, 15)


def test_columns_can_be_mapped_once() -> None:
    data = (FIXTURES / "own-names.csv").read_bytes()
    header = worklist.header(io.BytesIO(data))
    assert header == ["Vorgang", "Kasse", "Ziffer", "Name"]
    assert worklist.unknown(header) == ["Vorgang", "Kasse", "Ziffer"]
    refused = read(data).reading.left[0]
    assert refused.outcome == "refused"
    assert "Vorgang, Kasse, Ziffer, Name" in refused.reason
    assert "--map" in refused.reason
    mapped = {"vorgang": "reference", "Kasse": "payer", "Ziffer": "codes"}
    one = read(data, mapped).items[0]
    assert (one.reference, one.payer, one.codes) == ("V-1", "Example Plan", ("99213",))


def test_a_mapping_that_cannot_be_is_refused_in_words() -> None:
    data = "Ref,Payer,DOB\nA-1,Example Plan,1/1/1904\n"
    assert "about the patient" in read(data, {"DOB": "needed_by"}).reading.left[0].reason
    assert "no field of this name" in read(data, {"Ref": "name"}).reading.left[0].reason
    assert read(data, {"Payer": ""}).items == []


def test_without_a_line_of_headers_no_cell_is_repeated() -> None:
    found = read("A-1,Zztest01 Placeholder01,99213\nA-2,Zztest02,99213\n")
    assert found.items == []
    assert "Zztest" not in repr(found)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("PA #", "reference"),
        ("pa_no.", "reference"),
        ("Payer ", "payer"),
        ("HEALTH PLAN", "payer"),
        ("Service  Code", "codes"),
        ("DOS", "service_date"),
        ("Auth #", "authorization_number"),
        ("Confirmation No", "payer_reference"),
        ("Who is needed?", "who_needed"),
        ("Notes", ""),
        ("Patient Name", ""),
    ],
)
def test_columns_are_known_by_their_usual_names(header: str, field: str) -> None:
    assert columns.field_of(header) == field


@pytest.mark.parametrize(
    "header",
    ["Patient", "Pt", "DOB", "Birth date", "firstName", "Last name", "Member ID", "MRN", "SSN"],
)
def test_columns_about_patients_are_known(header: str) -> None:
    assert columns.is_patient(header)
    assert worklist.unknown([header, "Site", "Dx"]) == ["Site"]


@pytest.mark.parametrize(
    ("text", "day", "checked"),
    [
        ("2025-09-03", date(2025, 9, 3), False),
        ("2025-09-08T16:05:00Z", date(2025, 9, 8), False),
        ("2025-09-08 16:05:00.5+02:00", date(2025, 9, 8), False),
        ("10/2/25", date(2025, 10, 2), False),
        ("10/2/1999", date(1999, 10, 2), False),
        ("10/02/2025 4:05 PM", date(2025, 10, 2), False),
        ("3 Sep 2025", date(2025, 9, 3), False),
        ("3-Sept-25", date(2025, 9, 3), False),
        ("September 3, 2025", date(2025, 9, 3), False),
        ("15.10.2025", date(2025, 10, 15), False),
        ("20251015", date(2025, 10, 15), False),
        ("29.2.2024", date(2024, 2, 29), False),
        ("45931", date(2025, 10, 1), True),
        ("13/09/2025", date(2025, 9, 13), True),
    ],
)
def test_dates_of_all_kinds(text: str, day: date, checked: bool) -> None:
    found = dates.read(text, TODAY)
    assert (found.day, bool(found.check)) == (day, checked)


@pytest.mark.parametrize(
    "text",
    [
        *["09/31/2025", "13/13/2025", "29.2.2025", "02/01/1904", "12", "99999", "soon"],
        *["3 Sot 2025", "2025-09-08T", "0000-00-00", "1/1/9999"],
    ],
)
def test_what_is_no_day_is_said_without_repeating_it(text: str) -> None:
    with pytest.raises(dates.NotADate) as raised:
        dates.read(text, TODAY)
    assert text not in str(raised.value)


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_is_not(text: str) -> None:
    try:
        dates.read(text, TODAY)
        dates.read_moment(text)
    except dates.NotADate:
        pass


def test_a_moment_needs_its_zone() -> None:
    moment = datetime(2025, 9, 8, 16, 5, tzinfo=UTC)
    assert dates.read_moment("2025-09-08T16:05:00Z") == moment
    assert dates.read_moment("2025-09-08T16:05:00") is None
    found = read("Ref,Payer,Submitted\nA-1,Example Plan,2025-09-08T16:05:00Z\n").items[0]
    assert (found.submitted_at, found.requested_on) == (moment, date(2025, 9, 8))


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("A-1,Example Plan,Submitted,,99213,,,", "answer", None),
        ("A-1,Example Plan,DENIED ,,99213,,,", "answer", "denied"),
        ("A-1,Example Plan,cancelled,,99213,,,", "answer", "cancelled"),
        ("A-1,Example Plan,,routine,99213,,,", "urgency", "standard"),
        ("A-1,Example Plan,,expedited,99213,,,", "urgency", "urgent"),
        ("A-1,Example Plan,,,99213,,RN,", "who_needed", "clinical"),
        ("A-1,Example Plan,,,99213,,NP,", "who_needed", "prescriber"),
        ("A-1,Example Plan,,,99213,,,00012345", "authorization_number", "00012345"),
        ("A-1,Example Plan,,,99213,N/A,-,none", "requested_on", None),
    ],
)
def test_the_words_of_offices(line: str, field: str, value: object) -> None:
    found = row(line)
    assert getattr(found, field) == value
    assert found.check == ()


@pytest.mark.parametrize(
    ("line", "check"),
    [
        ("A-1,Example Plan,Zztest Placeholder,,99213,,,", "the status is not known"),
        ("A-1,Example Plan,expired,,99213,,,", "the status says that it has expired"),
        ("A-1,Example Plan,,soon,99213,,,", "the urgency is not known"),
        ("A-1,Example Plan,,,99213 knee,,,", "a service code does not look like one"),
        ("A-1,Example Plan,,,99213,,,1.2346E+04", "rounded by a spreadsheet"),
        ("A-1,Example Plan,,,99213,,,=1+1", "the authorization number does not look like one"),
        ("A-1,=1+1,,,99213,,,", "the payer does not look like one"),
        ("A-1,,,,99213,,,", "no payer"),
        ('"Zztest, Placeholder",Example Plan,,,99213,,,', "the reference does not look like one"),
        ("A-1,Example Plan,,,99213,,clinician,", "who is needed is not clear"),
    ],
)
def test_what_a_person_must_look_at_is_said_and_not_repeated(line: str, check: str) -> None:
    found = row(line)
    assert len(found.check) == 1
    assert check in found.check[0]
    assert "Zztest" not in repr(found)


def test_a_patient_in_the_wrong_column_is_not_kept() -> None:
    found = read("Ref,Patient,Payer,CPT\nZZTEST-1,Zztest Placeholder,Placeholder,99213\n").items[0]
    assert (found.reference, found.payer, len(found.check)) == ("", "", 2)


@pytest.mark.parametrize(
    ("kept", "dropped"),
    [
        (["A-1", "00012345", "AB 123 4", "451fe716-4701-4cdf-b5bb-a6eedbe43bbb"], []),
        ([], ["http://x/1", "Zz Test 1", "zztest", "123-45-6789", "555-010-0106", "x" * 61]),
        ([], ["1904-02-01", "02/01/1904", "@1", "=1", "", "1\n" * 40]),
    ],
)
def test_the_shape_of_identifiers(kept: list[str], dropped: list[str]) -> None:
    assert [shapes.identifier(one) for one in kept] == kept
    assert not any(shapes.identifier(one) for one in dropped)


def test_the_shape_of_payers() -> None:
    kept = ["Blue Cross & Blue Shield", "Aetna, Inc.", "L.A. Care", "Molina (CA)"]
    assert [shapes.payer(one) for one in kept] == kept
    dropped = ["Placeholder, Zztest", "Plan 1234567", "=x", "a@b", "555-010-0106", ""]
    assert not any(shapes.payer(one) for one in dropped)


def test_codes_are_told_apart() -> None:
    assert cells.codes("43239, 43248;j1100 /97110 ") == (("43239", "43248", "J1100", "97110"), "")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no rows"),
        (b"\0\1\2\3" * 100, "No line with the names"),
        (b"Payer,Status\nExample Plan,denied\n", "are needed"),
        (b"Ref,Payer\nA-1\n", "these lack: Payer"),
        (b"Ref,Payer\nA-1,Example,Plan\n", "3 cells, but there are 2 columns"),
        (b"Ref,Payer\nA\0-1,Example Plan\n", "NUL"),
        (b'Ref,Payer\n"A-1,Example Plan\nA-2,Example Plan\n', "never closed"),
        (b"Ref,Payer\nA-1," + b"x" * 200_000, "does not end"),
        (b"Ref,Payer\n" + b"x," * 1_000_000, "does not end"),
        (b"Ref,Payer\nA-1," + b'"\n",' * 500_000, "does not end"),
        (b"Ref,Payer\n,Example Plan\n", "neither a reference nor a service code"),
        (b"Ref,Payer,Due\nA-1,Example Plan,soon\n", "not a date"),
    ],
)
def test_faults_are_refused_with_the_reason(data: bytes, reason: str) -> None:
    found = read(data)
    assert found.items == []
    assert [one.outcome for one in found.reading.left] == ["refused"]
    assert reason in found.reading.left[0].reason


def test_rows_before_a_quote_that_never_closes_are_kept() -> None:
    found = read('Ref,Payer\nA-1,Example Plan\n"A-2,Example Plan\n')
    assert [one.reference for one in found.items] == ["A-1"]
    assert found.left == [("refused", 3, "")]


def test_headers_repeated_on_each_page_are_skipped() -> None:
    found = read("Ref,Payer\nA-1,Example Plan\nRef,Payer\nA-2,Example Plan\n")
    assert [one.reference for one in found.items] == ["A-1", "A-2"]
    assert found.left == [("skipped", 4 - 1, "")]


class _Endless(io.RawIOBase):
    """A worklist of many rows that is never in memory as a whole."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = 0
        return 0

    def readinto(self, into: bytearray | memoryview) -> int:  # type: ignore[override]
        lines = []
        room = len(into)
        while self._at <= self._rows:
            made = b"Ref,Payer,CPT,Notes\n"
            if self._at:
                made = b"PA-%d,Example Plan,99213,%s\n" % (self._at, b"x" * 500)
            if len(made) > room:
                break
            lines.append(made)
            room -= len(made)
            self._at += 1
        data = b"".join(lines)
        into[: len(data)] = data
        return len(data)


def test_many_rows_need_little_memory() -> None:
    stream = io.BufferedReader(_Endless(10_000), 65_536)
    tracemalloc.start()
    count = sum(1 for _ in worklist.read(stream, "long.csv", None, Reading(), TODAY))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 3_000_000  # the file is 5.3 MB; what is remembered are two short digests a row


@given(st.binary(max_size=400))
def test_arbitrary_bytes_never_raise(data: bytes) -> None:
    read(data)
    read(b"Ref,Payer,CPT,Due,DOB\n" + data)


WORDS = st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=20)
KEPT = st.fixed_dictionaries(
    {
        "Auth Ref": st.from_regex(r"[A-Z]{2}-[0-9]{1,6}", fullmatch=True),
        "Payer": st.sampled_from(["Example Plan", "Aetna, Inc.", "Blue Cross & Co"]),
        "Status": st.sampled_from(["Pending", "APPROVED ", "denied", ""]),
        "CPT": st.lists(st.from_regex(r"[0-9]{5}", fullmatch=True), max_size=3).map("; ".join),
        "Due": st.dates(date(2001, 1, 1), date(2040, 1, 1)).map(lambda day: f"{day:%m/%d/%Y}"),
        "Patient Name": st.just("Placeholder, Zztest"),
        "Notes": WORDS,
    }
)


@given(
    rows=st.lists(KEPT, min_size=1, max_size=8, unique_by=lambda one: one["Auth Ref"]),
    order=st.permutations(["Auth Ref", "Payer", "Status", "CPT", "Due", "Patient Name", "Notes"]),
    delimiter=st.sampled_from(",;\t|"),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    title=st.sampled_from(["", "Worklist - printed 10/08/2025"]),
)
def test_the_same_rows_are_read_however_they_are_written(
    rows: list[dict[str, str]],
    order: list[str],
    delimiter: str,
    ending: str,
    quoting: Literal[0, 1, 2, 3],
    encoding: str,
    title: str,
) -> None:
    written = io.StringIO()
    if title:
        written.write(title + ending)
    writer = csv.DictWriter(
        written, order, delimiter=delimiter, lineterminator=ending, quoting=quoting
    )
    writer.writeheader()
    writer.writerows(rows)
    found = read(written.getvalue().encode(encoding))
    plain = io.StringIO()
    simple = csv.DictWriter(plain, sorted(order))
    simple.writeheader()
    simple.writerows(rows)
    expected = read(plain.getvalue())
    nowhere = Place("")
    assert [replace(one, place=nowhere) for one in found.items] == [
        replace(one, place=nowhere) for one in expected.items
    ]
    assert [one.reference for one in found.items] == [one["Auth Ref"] for one in rows]
    assert found.reading.patient_values_dropped == len(rows)


def shared_reads() -> Iterator[tuple[str, Read]]:
    for path in sorted(SHARED.glob("*.csv")):
        yield path.name, read(path.read_bytes())


@needs_shared
def test_the_shared_worklists_are_read_as_their_source_says() -> None:
    found = dict(shared_reads())
    assert {name: len(one.items) for name, one in found.items()} == {
        "worklist-clean.csv": 15,
        "worklist-cp1252.csv": 3,
        "worklist-messy.csv": 15,
    }
    assert found["worklist-clean.csv"].left == []
    assert found["worklist-cp1252.csv"].left == [("skipped", 5, "")]
    assert found["worklist-messy.csv"].left == [
        ("refused", 9, "Requested"),
        ("skipped", 22, ""),
        ("refused", 23, ""),
    ]


@needs_shared
def test_every_trap_of_the_messy_worklist() -> None:
    found = dict(shared_reads())["worklist-messy.csv"]
    by_reference = {one.reference: one for one in found.items}
    assert "line 3 and line 18 disagree under one reference" in by_reference["PA-1001"].check
    assert by_reference["PA-1002"].authorization_number == "00012345"
    assert by_reference["PA-1003"].authorization_number == ""
    assert by_reference["PA-1003"].check
    assert by_reference["PA-1004"].urgency == "urgent"
    assert by_reference["PA-1004"].requested_on == date(2025, 10, 2)
    assert by_reference["PA-1005"].requested_on == date(2025, 10, 1)
    assert by_reference["PA-1006"].requested_on == date(2025, 9, 13)
    assert by_reference["PA-1008"].urgency == "urgent"
    assert by_reference["PA-1009"].check == ("status 'Aproved' is not known",)
    assert by_reference["PA-1010"].check == ("the urgency has a question mark",)
    assert by_reference["PA-1011"].check == ()
    assert by_reference["PA-1012"].codes == ("43239", "43248")
    assert by_reference["PA-1012"].answer == "partly approved"
    assert by_reference[""].key.startswith("csv-row ")
    assert by_reference["PA-1014"].codes == ("97110",)
    assert by_reference["PA-1015"].answer is None


@needs_shared
def test_no_value_of_a_patient_is_in_anything_that_is_kept() -> None:
    said = repr(list(shared_reads()))
    for bait in ("Zztest", "Placeholder", "1904", "ZZT0", "555", "HYPERLINK", "knee"):
        assert bait not in said
