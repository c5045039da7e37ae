"""`kiosk prior-auths`: what is asked of whom, on paper."""

import csv
import io
import json
from collections.abc import Callable

import pytest

from kiosk.__main__ import main
from kiosk.practice.people import Person
from kiosk.practice.prior_auths import Known, PriorAuth
from storage.store import Store


@pytest.fixture
def kiosk(store: Store) -> Callable[..., int]:
    """A command on that store."""
    return lambda *words: main(["--store", str(store.path), "prior-auths", *words])


def test_the_questions_of_a_clinician_are_a_page_to_print(
    store: Store,
    ana: Person,
    ben: Person,
    kiosk: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    known = Known("drug", "Joints swell again", "urgent")
    task = store.prior_auths.add("Union", "Adalimumab pen", "prescriber", ana, known)
    other = store.prior_auths.add("Union", "MRI knee", "anyone", ana)
    work, asked = store.prior_auth_work, {"question": "Please sign", "whom": ben}
    work.move(task.ref, "ask prescriber", ana, asked, "letter")
    work.move(other.ref, "ask clinical", ana, {"question": "Dates?"})
    assert kiosk("--questions", "cole") == 0
    told = capsys.readouterr().out
    assert told.startswith("Questions for Dr. Ben Cole, ")
    assert f"1. {task.ref}  Union, Adalimumab pen\n   URGENT, asked " in told
    assert "by Ana Ruiz\n   Please sign\n   Answer: ____" in told
    assert f"2. {other.ref}  Union, MRI knee\n" in told  # a prescriber can answer that too
    assert kiosk("--questions", "ana") == 0
    assert capsys.readouterr().out.endswith("\nNothing waits for an answer.\n")


def test_nobody_of_that_name_is_said(
    ana: Person, kiosk: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert kiosk("--questions", "zz") == 1
    assert "Nobody here has that name." in capsys.readouterr().err


def test_the_rules_of_the_payers_are_told_with_their_sources(
    ana: Person, store: Store, kiosk: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert kiosk("--clocks") == 0
    told = capsys.readouterr().out
    assert "72 h, Part D exception: part d, exceptions, standard\n  42 CFR 423.568(b): " in told
    assert "\n  from 2026-01-01, checked 2026-11-24\n" in told
    (store.path.parent / "payer-clocks.toml").write_text("clock = 1", "utf-8")
    assert kiosk("--clocks") == 1
    assert "payer-clocks.toml: write each 'clock' as a table" in capsys.readouterr().err


@pytest.fixture
def granted(store: Store, ana: Person) -> PriorAuth:
    """Approved, with a number that is nobody's business."""
    known = Known("drug", "Joints swell", "urgent", payer_type="part d", codes=("J0135",))
    ref = store.prior_auths.add("=Union", "Pen", "anyone", ana, known).ref
    work = store.prior_auth_work
    work.move(ref, "submit", ana, {"submitted_how": "fax", "payer_reference": "P-77"})
    return work.move(ref, "approve", ana, {"authorization_number": "A-88"}).after


@pytest.mark.parametrize("form", ["--json", "--csv", "--filter=all"])
def test_in_a_list_numbers_are_masked(
    granted: PriorAuth, kiosk: Callable[..., int], capsys: pytest.CaptureFixture[str], form: str
) -> None:
    assert kiosk("--filter", "all", form) == 0
    told = capsys.readouterr().out
    assert granted.ref in told and "A-88" not in told and "P-77" not in told


def test_the_list_is_told_for_programs_and_spreadsheets(
    granted: PriorAuth, kiosk: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert kiosk("--filter", "tell", "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["ref"], row["state"], row["who_needed"]) == (granted.ref, "approved", "anyone")
    assert (row["purpose"], row["owner"], row["payer_type"]) == ("Joints swell", None, "part d")
    assert (row["codes"], row["authorization_number"]) == (["J0135"], "masked")
    assert kiosk("--filter", "all", "--csv") == 0
    (cells,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (cells["payer"], cells["codes"]) == ("'=Union", "J0135")
    assert kiosk() == 0
    assert capsys.readouterr().out == ""  # nothing waits


def test_one_is_told_and_its_numbers_to_whoever_is_known(
    granted: PriorAuth,
    kiosk: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert kiosk(granted.ref.lower()) == 0
    told = capsys.readouterr().out
    assert f"Reference: {granted.ref}" in told
    assert "Authorization: shown to whoever is known here" in told and "A-88" not in told
    monkeypatch.setattr("sys.stdin", io.StringIO("110012\n"))
    assert kiosk(granted.ref, "--json", "--as", "ana") == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["authorization_number"], row["payer_reference"]) == ("A-88", "P-77")
    assert [one["detail"] for one in row["history"]] == [
        "> to do",
        "to do > payer",
        "payer > approved",
    ]
    assert kiosk("ZZ-999") == 1
    assert "no longer on the list" in capsys.readouterr().err


def test_a_filter_that_is_not_there_is_named(
    ana: Person, kiosk: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert kiosk("--filter", "zz") == 2
    assert "invalid choice: 'zz'" in capsys.readouterr().err
