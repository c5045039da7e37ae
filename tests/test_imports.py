import csv
import json
import os
import re
import sqlite3
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.commands.import_files import COMMAND
from kiosk.machine import Machine
from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.files import fhir
from kiosk.practice.files.incoming import Incoming, Left, Place, Reading
from kiosk.practice.prior_auths import PriorAuth
from storage.import_report import MOST_FINDINGS, Report
from storage.people import NewPerson
from storage.store import Store

FIXTURES = Path(__file__).parent / "fixtures"
SHARED = Path(__file__).parents[2] / "shared" / "data"
TABLE = Path(__file__).parents[1] / "docs" / "imported-files.md"
TODAY = date(2026, 3, 6)
NOW = datetime(2026, 3, 6, 10, 0, tzinfo=ZoneInfo("America/New_York"))
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")
COUNTS = ("new", "unchanged", "updated", "to_check", "skipped", "refused")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "records" / "kiosk.db", "t", StoppedClock(NOW))
    store.migrate()
    yield store
    store.close()


def row(reference: str, line: int = 2, **said: Any) -> Incoming:
    """A row of a worklist as the reader gives it."""
    digest = repr((reference, sorted(said.items())))
    plain = {"payer": "Example Plan", "codes": ("99213",), **said}
    place = Place("list.csv", line=line)
    return Incoming(place, "request", f"csv {reference}", digest, reference=reference, **plain)


def claim(contents: str, reference: str = "c1", **said: Any) -> Incoming:
    """A request out of FHIR as the reader gives it: known by all its contents."""
    place = Place("a.json", entry="Claim 1")
    given = {"reference": reference, "names": (reference,), **said}
    return Incoming(place, "request", f"fhir {contents}", contents, **given)


def named(contents: str, reference: str = "c1", **said: Any) -> Incoming:
    """A request out of FHIR that names its payer."""
    return claim(contents, reference, **{"payer": "Example Plan", **said})


def reply(contents: str, to: str, answered_on: date | None = None, **said: Any) -> Incoming:
    """A payer's answer, to a request of these contents."""
    place = Place("a.json", entry="ClaimResponse 1")
    to = f"fhir {to}" if to else ""
    key = f"fhir {contents}"
    return Incoming(place, "answer", key, contents, answers=to, answered_on=answered_on, **said)


def take(store: Store, *items: Incoming, **ways: bool) -> Report:
    return store.imports.take("office", items, Reading(), **ways)


def counts(report: Report) -> dict[str, int]:
    """Those that are not 0."""
    found = {name: getattr(report, name) for name in COUNTS}
    return {name: number for name, number in found.items() if number}


def listed(store: Store) -> list[PriorAuth]:
    found = store.prior_auths.listed("all", TODAY).tasks
    return sorted(found, key=lambda one: (one.codes, one.ref))


def deeds(store: Store) -> list[str]:
    with closing(sqlite3.connect(store.path)) as plain:
        return [deed for (deed,) in plain.execute("SELECT deed FROM event ORDER BY id")]


def test_a_new_row_is_listed_with_its_fields(store: Store) -> None:
    item = row("A-1", needed_by=date(2026, 3, 9), urgency="urgent", who_needed="clinical")
    report = take(store, item)
    assert counts(report) == {"new": 1}
    assert report.written
    (task,) = listed(store)
    assert (task.payer, task.codes, task.urgency) == ("Example Plan", ("99213",), "urgent")
    assert (task.needed_by, task.who_needed, task.owner) == (date(2026, 3, 9), "clinical", None)
    assert [one.deed for one in store.prior_auths.history(task.ref)] == ["prior auth imported"]
    assert store.check() == ()


def test_one_run_is_one_act_with_an_event_for_each_request(store: Store) -> None:
    take(store, row("A-1"), row("A-2"))
    assert deeds(store) == ["file imported", "prior auth imported", "prior auth imported"]


def test_importing_again_changes_nothing(store: Store) -> None:
    items = [row("A-1"), row("A-2", check=("no payer",)), claim("x"), reply("y", "x")]
    take(store, *items)
    before = store.version()
    again = take(store, *items)
    assert counts(again) == {"unchanged": 4}
    assert not again.written
    assert store.version() == before


def test_a_dry_run_tells_the_same_and_writes_nothing(store: Store) -> None:
    dry = take(store, row("A-1"), row("A-2", check=("no payer",)), dry_run=True)
    assert not dry.written
    assert (listed(store), deeds(store)) == ([], [])
    assert counts(take(store, row("A-1"), row("A-2", check=("no payer",)))) == counts(dry)


@pytest.mark.parametrize(("all_or_nothing", "found"), [(True, 0), (False, 2)])
def test_one_refused_row_holds_up_the_others_only_if_asked_for(
    store: Store, all_or_nothing: bool, found: int
) -> None:
    reading = Reading()

    def items() -> Iterator[Incoming]:
        yield row("A-1")
        reading.left.append(Left(Place("list.csv", line=3), "refused", "No."))
        yield row("A-2")

    report = store.imports.take("office", items(), reading, all_or_nothing=all_or_nothing)
    assert counts(report) == {"new": 2, "refused": 1}
    assert len(listed(store)) == found
    assert report.written == (not all_or_nothing)


def test_a_later_file_updates_what_it_says_and_leaves_the_owner(store: Store) -> None:
    take(store, row("A-1", needed_by=date(2026, 3, 9)), row("A-2", codes=("99999",)))
    ana, _ = store.people.add(NewPerson("Ana Ruiz"))
    ref = listed(store)[0].ref
    store.prior_auths.claim(ref, ana)
    report = take(store, row("A-1", needed_by=date(2026, 3, 12)), row("A-2", codes=("99999",)))
    assert counts(report) == {"updated": 1, "unchanged": 1}
    task = store.prior_auths.get(ref)
    assert (task.needed_by, task.owner) == (date(2026, 3, 12), ana.id)
    assert store.prior_auths.history(ref)[-1].deed == "prior auth updated by import"


def edit(store: Store, **values: str | None) -> None:
    """As somebody at the kiosk would; no screen for it is needed here."""
    with closing(sqlite3.connect(store.path)) as plain, plain:
        for name, value in values.items():
            plain.execute(f"UPDATE prior_auth SET {name} = ?", (value,))


def test_what_was_edited_here_wins_over_a_later_file(store: Store) -> None:
    take(store, row("A-1", needed_by=date(2026, 3, 9), units="1"))
    edit(store, needed_by="2026-03-10")
    later = row("A-1", needed_by=date(2026, 3, 12), units="2")
    report = take(store, later)
    (task,) = listed(store)
    assert task.needed_by == date(2026, 3, 10)
    assert task.check == ("the file changed what was edited here: needed by",)
    assert counts(report) == {"updated": 1, "to_check": 1}
    assert counts(take(store, later)) == {"unchanged": 1}


def test_an_edit_that_no_file_touches_is_not_mentioned(store: Store) -> None:
    take(store, row("A-1", needed_by=date(2026, 3, 9), units="1"))
    edit(store, needed_by="2026-03-10")
    assert counts(take(store, row("A-1", needed_by=date(2026, 3, 9), units="2"))) == {"updated": 1}
    assert listed(store)[0].needed_by == date(2026, 3, 10)


WORDS = "line 2 and line 5 disagree under one reference"


def test_two_rows_that_disagree_are_left_to_a_person(store: Store) -> None:
    both = [row("A-1", answer="pended"), row("A-1", 5, answer="approved", check=(WORDS,))]
    report = take(store, *both)
    (task,) = listed(store)
    assert (task.answer, task.check) == ("pended", (WORDS,))
    assert counts(report) == {"new": 1, "to_check": 1}
    assert [(one.place.line, one.reason) for one in report.findings] == [(5, WORDS)]
    before = store.version()
    assert counts(take(store, *both)) == {"unchanged": 2}
    assert store.version() == before


def test_rows_of_two_files_that_disagree_in_one_run_are_left_to_a_person_too(store: Store) -> None:
    take(store, row("A-1", units="1"), row("A-1", units="2"))
    assert listed(store)[0].check == ("rows of two files disagree under one reference",)


def test_a_later_file_that_says_one_thing_settles_it(store: Store) -> None:
    disagreeing = row("A-1", 5, answer="approved", check=(WORDS,))
    take(store, row("A-1", answer="pended"), disagreeing)
    settled = replace(disagreeing, check=())
    assert counts(take(store, settled)) == {"updated": 1}
    assert (listed(store)[0].answer, listed(store)[0].check) == ("approved", ())
    assert counts(take(store, settled)) == {"unchanged": 1}


def test_the_old_file_again_after_that_is_to_be_checked_again(store: Store) -> None:
    both = [row("A-1", answer="pended"), row("A-1", 5, answer="approved", check=(WORDS,))]
    take(store, *both)
    take(store, row("A-1", answer="denied"))
    assert listed(store)[0].check == ()
    assert counts(take(store, *both)) == {"updated": 1, "to_check": 1}
    assert listed(store)[0].check == (WORDS,)


def test_like_references_of_two_sources_are_two_requests(store: Store) -> None:
    store.imports.take("north", [row("1001")], Reading())
    store.imports.take("south", [row("1001", units="2")], Reading())
    assert len(listed(store)) == 2


def test_requests_never_merge_on_an_id(store: Store) -> None:
    report = take(store, claim("x", codes=("A1",)), claim("y", codes=("B2",)))
    first, second = listed(store)
    assert {first.check, second.check} == {("same id, other contents",)}  # either may be right
    assert counts(report) == {"new": 2, "to_check": 1}


def test_a_payer_that_was_lacking_is_filled_in(store: Store) -> None:
    bare = claim("x", check=("no payer in the file", "a draft, not sent"))
    take(store, bare)
    assert listed(store)[0].payer == "Payer not named"
    full = replace(bare, payer="Example Plan", check=("a draft, not sent",))
    assert counts(take(store, full)) == {"updated": 1}
    assert listed(store)[0].payer == "Example Plan"
    assert listed(store)[0].check == ("a draft, not sent",)
    assert counts(take(store, bare, full)) == {"unchanged": 2}


def test_payers_are_one_whatever_their_capitals(store: Store) -> None:
    take(store, row("A-1", payer="Santé Plan"), row("A-2", payer="SANTÉ PLAN"))
    take(store, row("A-3", payer="santé plan"))
    assert {one.payer for one in listed(store)} == {"Santé Plan"}


def test_an_answer_stands_beside_its_request(store: Store) -> None:
    granted = {"authorization_number": "AUTH-1", "valid_to": date(2026, 6, 1)}
    answer = reply("r", "x", date(2026, 3, 5), answer="approved", **granted)
    assert counts(take(store, claim("x"), answer)) == {"new": 2}
    (task,) = listed(store)
    assert (task.answer, task.answered_on) == ("approved", date(2026, 3, 5))
    assert (task.authorization_number, task.valid_to) == ("AUTH-1", date(2026, 6, 1))
    assert task.state == "approved"
    assert [one.detail for one in store.prior_auths.history(task.ref)] == [
        "> to do",
        "to do > approved",
    ]


def test_an_answer_without_its_request_is_kept_to_check_until_that_comes(store: Store) -> None:
    alone = reply("r", "", answer="approved")
    report = take(store, alone)
    assert counts(report) == {"new": 1, "to_check": 1}
    assert report.findings[0].reason == "it names no payer, so its request is not looked for"
    assert (listed(store), deeds(store)) == ([], ["file imported"])
    assert counts(take(store, alone)) == {"unchanged": 1}
    together = [claim("x"), replace(alone, answers="fhir x")]
    assert counts(take(store, *together)) == {"new": 1, "updated": 1}
    assert listed(store)[0].answer == "approved"
    assert counts(take(store, *together, alone)) == {"unchanged": 3}


MARCH_4, MARCH_5 = date(2026, 3, 4), date(2026, 3, 5)
UNCERTAIN = ("two answers disagree, and which came later is not known",)


@pytest.mark.parametrize(
    ("first", "second", "shown", "check"),
    [
        (("denied", MARCH_4), ("approved", MARCH_5), "approved", ()),
        (("approved", MARCH_5), ("denied", MARCH_4), "approved", ()),
        (("pended", MARCH_5), ("approved", MARCH_5), "approved", ()),
        (("approved", MARCH_5), ("pended", MARCH_5), "approved", ()),
        (("approved", MARCH_5), ("denied", MARCH_5), "denied", UNCERTAIN),
        (("denied", MARCH_5), ("approved", MARCH_5), "denied", UNCERTAIN),
        (("approved", None), ("denied", MARCH_5), "denied", UNCERTAIN),
        (("approved", MARCH_5), ("approved", MARCH_5), "approved", ()),
    ],
)
def test_of_two_answers_the_later_is_shown(
    store: Store, first: Any, second: Any, shown: str, check: tuple[str, ...]
) -> None:
    one = reply("r", "x", first[1], answer=first[0])
    two = reply("s", "x", second[1], answer=second[0])
    take(store, claim("x"), one, two)
    assert (listed(store)[0].answer, listed(store)[0].check) == (shown, check)
    assert counts(take(store, claim("x"), one, two)) == {"unchanged": 3}


def test_an_answer_that_somebody_noted_here_is_not_overwritten(store: Store) -> None:
    take(store, claim("x"))
    edit(store, answer="denied", answered_on="2026-03-01")
    take(store, claim("x"), reply("r", "x", MARCH_5, answer="approved"))
    (task,) = listed(store)
    assert task.answer == "denied"
    assert task.check == ("the file's answer is not the one that was noted here",)


def test_a_changed_request_names_the_earlier_one(store: Store) -> None:
    take(store, named("x", "c1"), named("y", "c2", previous="fhir x"))
    take(store, named("z", "c3", previous="c1"), named("u", "c4", previous="c9"))
    with closing(sqlite3.connect(store.path)) as plain:
        found = plain.execute("SELECT ref, previous FROM prior_auth ORDER BY rowid").fetchall()
    first = found[0][0]
    assert [previous for _, previous in found] == [None, first, first, None]
    lacking = [one for one in listed(store) if one.check]
    assert [one.check for one in lacking] == [
        ("which earlier request it changes is not known here",)
    ]


def test_only_signatures_of_a_files_own_names_are_kept(store: Store) -> None:
    item = row("Zztest-12345")
    take(store, replace(item, digest="Zztest-digest"))
    store.imports.keep_mapping("office", {"Zztest Placeholder": ""})
    store.close()
    kept = store.path.read_bytes()
    for name in (b"Zztest-12345", b"Zztest-digest", b"Zztest Placeholder", b"zztestplaceholder"):
        for one in (name, name.hex().encode(), sha256(name).hexdigest().encode()):
            assert one not in kept


class Stopped(KeyboardInterrupt):
    """Somebody pressed Ctrl-C."""


def test_stopping_in_the_middle_leaves_the_store_as_it_was(store: Store) -> None:
    take(store, row("A-1"))
    before = store.version()

    def items() -> Iterator[Incoming]:
        yield row("A-1", units="9")
        yield row("A-2")
        raise Stopped

    with pytest.raises(KeyboardInterrupt):
        store.imports.take("office", items(), Reading())
    assert store.version() == before
    assert [one.codes for one in listed(store)] == [("99213",)]
    assert counts(take(store, row("A-1"))) == {"unchanged": 1}
    assert store.check() == ()


def test_what_is_told_stays_small(store: Store) -> None:
    reading = Reading()
    lines = range(MOST_FINDINGS + 5)
    reading.left = [Left(Place("a.csv", line=one), "refused", "No.") for one in lines]
    report = store.imports.take("office", [], reading)
    assert (len(report.findings), report.left_off) == (MOST_FINDINGS, 5)
    assert (report.refused, reading.left) == (MOST_FINDINGS + 5, [])


def test_a_source_is_a_short_code(store: Store) -> None:
    with pytest.raises(Refusal, match="small letters"):
        store.imports.take("Zztest Placeholder", [], Reading())


# --- the command ---


@pytest.fixture
def machine(store: Store) -> Machine:
    return Machine(store.path, True, "t")


def kiosk_import(machine: Machine, *typed: object) -> int:
    parser = ArgumentParser()
    COMMAND.arguments(parser)
    return COMMAND.run(parser.parse_args(["prior-auths", *map(str, typed)]), machine)


GOOD = "Ref,Payer,CPT\nA-1,Example Plan,99213\n"


def test_a_folder_is_walked_and_what_is_no_input_is_named(
    machine: Machine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    (folder / "more").mkdir(parents=True)
    (folder / "b.csv").write_text(GOOD)
    (folder / "a.json").write_bytes((FIXTURES / "fhir" / "request.json").read_bytes())
    (folder / "more" / "c.tsv").write_text(GOOD.replace(",", "\t").replace("A-1", "A-2"))
    (folder / "notes.docx").write_text("Zztest")
    (folder / "link.csv").symlink_to(folder / "b.csv")
    (folder / "circle").symlink_to(folder)
    os.mkfifo(folder / "pipe.csv")
    kiosk_import(machine, folder, "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["files"], told["new"], told["skipped"]) == (3, 3, 4)
    reasons = {Path(one["file"]).name: one["reason"] for one in told["findings"]}
    assert reasons["circle"] == "It is a link to another folder."
    assert reasons["link.csv"] == "It is a link to another file."
    assert reasons["notes.docx"] == "Only .json, .csv, .tsv, .txt files are read."
    assert reasons["pipe.csv"] == "It is no ordinary file."


def test_exit_codes_tell_whether_somebody_must_look(
    machine: Machine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(GOOD)
    bad.write_text("Ref,Payer,CPT,Due\nA-2,Example Plan,99213,09/31/2025\n")
    assert kiosk_import(machine, good) == 0
    assert kiosk_import(machine, bad, good) == 4
    said = capsys.readouterr().out
    assert "bad.csv, line 2, column Due: refused: The date is a day that does not exist." in said
    assert kiosk_import(machine, bad, good, "--all-or-nothing") == 1
    assert "Nothing was imported" in capsys.readouterr().out
    with pytest.raises(Refusal, match=r"There is no .*gone\.csv"):
        kiosk_import(machine, tmp_path / "gone.csv")


def test_a_dry_run_of_the_command_writes_nothing(
    machine: Machine, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.csv").write_text(GOOD)
    assert kiosk_import(machine, tmp_path / "good.csv", "--dry-run") == 0
    assert "A dry run: nothing was written." in capsys.readouterr().out
    assert store.version() == 0


OWN = FIXTURES / "worklists" / "own-names.csv"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("map.toml", 'Vorgang = "reference"\nKasse = "payer"\nZiffer = "codes"\n'),
        ("map.json", '{"Vorgang": "reference", "Kasse": "payer", "Ziffer": "codes"}'),
    ],
)
def test_columns_are_mapped_once_and_known_from_then_on(
    machine: Machine, store: Store, tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    assert kiosk_import(machine, OWN) == 4
    assert listed(store) == []
    assert kiosk_import(machine, OWN, "--map", tmp_path / name) == 0
    before = store.version()
    assert kiosk_import(machine, OWN) == 0
    assert [one.codes for one in listed(store)] == [("99213",)]
    assert store.version() == before
    assert kiosk_import(machine, OWN, "--source", "elsewhere") == 4


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('DOB = "needed_by"', r"map\.toml: DOB: .*about the patient"),
        ('Due = "colour"', r"map\.toml: Due: There is no field of this name"),
        ("Due = 3", r"map\.toml: Due: the field must be text"),
        ("Due =", r"map\.toml cannot be read"),
    ],
)
def test_a_bad_map_is_refused_by_file_key_and_reason(
    machine: Machine, tmp_path: Path, text: str, reason: str
) -> None:
    (tmp_path / "map.toml").write_text(text)
    with pytest.raises(Refusal, match=reason):
        kiosk_import(machine, OWN, "--map", tmp_path / "map.toml")


class Terminal:
    """Stands in for standard input: somebody types these lines, and no more."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return f"{self.lines.pop(0)}\n"


def test_on_a_terminal_unknown_columns_are_asked_for_once(
    machine: Machine,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("reference", "insurer", "payer", ""))
    assert kiosk_import(machine, OWN) == 0
    asked = capsys.readouterr().err
    assert "the column 'Vorgang' is not known" in asked
    assert "There is no field of this name." in asked
    assert listed(store)[0].payer == "Example Plan"
    monkeypatch.setattr("sys.stdin", Terminal())
    assert kiosk_import(machine, OWN) == 0
    assert capsys.readouterr().err == ""


def many_rows(path: Path, number: int) -> None:
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Auth Ref", "Patient Name", "Payer", "CPT", "Due"])
        for one in range(number):
            code = 10_000 + one
            rows.writerow([f"N-{one}", f"Zztest{one}", f"Plan {one % 40}", code, "2026-03-09"])


def test_a_long_list_is_imported_and_known_again(
    machine: Machine, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    many_rows(tmp_path / "long.csv", 5_000)
    assert kiosk_import(machine, tmp_path / "long.csv", "--json") == 0
    assert json.loads(capsys.readouterr().out)["new"] == 5_000
    before = store.version()
    assert kiosk_import(machine, tmp_path / "long.csv", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["unchanged"], told["patient_values_dropped"]) == (5_000, 5_000)
    assert store.version() == before
    assert store.prior_auths.listed("all", TODAY).total == 5_000


# --- the published files ---


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, str):
        yield value


def patients(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("resourceType") == "Patient":
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from patients(one)


def patient_data(files: Iterable[Path]) -> tuple[set[str], set[str]]:
    """The values of five characters or more, and the words of the names."""
    values, names = set(), set()
    for path in files:
        for patient in patients(json.loads(path.read_bytes())):
            names |= {one for name in patient.get("name", []) for one in strings(name)}
            told = {key: patient[key] for key in patient if key not in ("resourceType", "text")}
            values |= {one for one in strings(told) if len(one) >= 5}
    values = {one for one in values if not one.startswith("http")}
    return values - {"official"}, names - {"official"}


def bytes_of(store: Store) -> str:
    """All that the store's files hold."""
    files = sorted(store.path.parent.glob(f"{store.path.name}*"))
    return b"\n".join(one.read_bytes() for one in files).decode("latin-1")


@needs_shared
def test_after_the_published_files_nothing_about_a_patient_is_anywhere(
    machine: Machine, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    store.version()  # this terminal stays, so that the write-ahead log is there to be searched
    folders = [SHARED / "fhir-pas", SHARED / "worklists"]
    assert kiosk_import(machine, *folders, "--json") == 4
    assert kiosk_import(machine, *folders) == 4
    kept = bytes_of(store) + "".join(capsys.readouterr())
    values, names = patient_data((SHARED / "fhir-pas").glob("*/*.json"))
    assert len(values) > 5 and len(names) > 5
    assert not [one for one in values if one in kept]
    words = set(re.findall(r"\w+", kept.casefold()))
    assert not [one for one in names if one.casefold() in words]
    assert not re.findall(r"Zztest|Placeholder\d|ZZT0|0[0-9][/-]\d\d[/-]1904|010-01", kept)
    assert "Blue Cross Blue Shield" in kept


@needs_shared
def test_the_published_files_again_change_nothing(
    machine: Machine, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = [SHARED / "fhir-pas", SHARED / "worklists"]
    kiosk_import(machine, *folders, "--json")
    first, before = json.loads(capsys.readouterr().out), store.version()
    kiosk_import(machine, *folders, "--json")
    again = json.loads(capsys.readouterr().out)
    assert (again["new"], again["updated"], again["to_check"]) == (0, 0, 0)
    assert again["unchanged"] > first["new"] > 40
    assert store.version() == before
    assert store.check() == ()


def outcome_table(imported: Callable[[Path], dict[str, Any]]) -> str:
    head = [
        "# What the published files became in the register",
        "",
        "The outcome of `kiosk import prior-auths FILE` for each file, one after the other into",
        "one new store, so that what an earlier file brought is *unchanged*. What was read out of",
        "the FHIR files, and why something is to check, stands in",
        "[imported-fhir-files.md](imported-fhir-files.md). Written by the tests: `KIOSK_DRAW=1` in",
        "front of them draws it anew.",
        "",
        f"| file | {' | '.join(COUNTS).replace('_', ' ')} | about patients |",
        f"|---|{'---:|' * 7}",
    ]
    files = [*(SHARED / "fhir-pas").glob("*/*.json"), *(SHARED / "worklists").glob("*/*.csv")]
    for path in sorted(files):
        told = imported(path)
        cells = " | ".join(str(told[name]) for name in (*COUNTS, "patient_values_dropped"))
        head.append(f"| `{path.relative_to(SHARED).as_posix()}` | {cells} |")
    return "\n".join(head) + "\n"


@needs_shared
def test_the_table_in_the_docs_says_what_each_file_became(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    def imported(path: Path) -> dict[str, Any]:
        kiosk_import(machine, path, "--json")
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        return told

    drawn = outcome_table(imported)
    if os.environ.get("KIOSK_DRAW"):
        TABLE.write_text(drawn)
    assert TABLE.read_text() == drawn


def test_requests_and_answers_of_one_file_come_together(store: Store) -> None:
    reading = Reading()
    data = (FIXTURES / "fhir" / "answer-string-denied.json").read_bytes()
    store.imports.take("office", fhir.read(data, "a.json", reading), reading)
    (task,) = listed(store)
    assert task.answer == "denied"


def test_a_cancellation_ends_the_request_that_it_names(store: Store) -> None:
    take(store, claim("x", "c1", answer=None))
    (first,) = listed(store)
    take(store, claim("y", "c2", previous="fhir x", answer="cancelled"))
    states = {one.ref: one.state for one in listed(store)}
    assert states[first.ref] == "cancelled"
    assert store.prior_auths.history(first.ref)[-1].detail == "to do > cancelled"
    before = store.version()
    assert counts(take(store, claim("y", "c2", previous="fhir x", answer="cancelled"))) == {
        "unchanged": 1
    }
    assert store.version() == before
    assert store.check() == ()


def test_what_ended_here_is_not_moved_by_a_later_file(store: Store) -> None:
    ana, _ = store.people.add(NewPerson("Ana Ruiz"))
    take(store, claim("x"))
    (task,) = listed(store)
    store.prior_auth_work.move(task.ref, "cancel", ana, {"reason": "no longer wanted"})
    take(store, claim("x"), reply("r", "x", MARCH_5, answer="approved"))
    (after,) = listed(store)
    assert (after.state, after.is_open) == ("cancelled", False)


def test_an_answer_ends_what_was_asked_meanwhile(store: Store) -> None:
    ana, _ = store.people.add(NewPerson("Ana Ruiz"))
    take(store, claim("x"))
    (task,) = listed(store)
    store.prior_auth_work.move(task.ref, "ask clinical", ana, {"question": "Dates?"})
    take(store, claim("x"), reply("r", "x", MARCH_5, answer="denied"))
    (after,) = listed(store)
    assert (after.state, after.step, after.who_needed) == ("denied", "decide", "prescriber")
    assert store.prior_auth_work.question(task.ref) is None
    assert store.check() == ()


def test_what_is_to_check_by_hand_is_settled_with_what_was_found(store: Store) -> None:
    ana, _ = store.people.add(NewPerson("Ana Ruiz"))
    take(store, row("A-1", check=("no payer",)))
    (task,) = listed(store)
    after = store.prior_auth_work.settle(task.ref, ana, "It is Example Plan").after
    assert after.check == ()
    last = store.prior_auths.history(task.ref)[-1]
    assert (last.deed, last.note, last.by) == ("checked by hand", "It is Example Plan", ana.id)
    assert counts(take(store, row("A-1", check=("no payer",)))) == {"unchanged": 1}
    assert listed(store)[0].check == ()  # the same file again asks nothing again
    with pytest.raises(Refusal, match="nothing to check by hand"):
        store.prior_auth_work.settle(task.ref, ana)


def test_what_a_file_says_was_sent_waits_on_the_payer(store: Store) -> None:
    sent = row("A-1", submitted_at=NOW)
    take(store, sent, row("A-2"))
    by_state = {one.state: one for one in listed(store)}
    assert set(by_state) == {"payer", "to do"}
    assert by_state["payer"].submitted_at == NOW
    assert counts(take(store, sent)) == {"unchanged": 1}
    take(store, row("A-2", submitted_at=NOW))  # a later file says so
    assert [one.state for one in listed(store)] == ["payer", "payer"]
    assert store.check() == ()


def test_a_file_does_not_send_what_is_under_way_here(store: Store) -> None:
    ana, _ = store.people.add(NewPerson("Ana Ruiz"))
    take(store, row("A-1"))
    (task,) = listed(store)
    store.prior_auth_work.move(task.ref, "ask prescriber", ana, {"question": "Sign?"})
    take(store, row("A-1", submitted_at=NOW))
    assert listed(store)[0].state == "prescriber"
    assert store.prior_auth_work.question(task.ref) is not None
