"""`kiosk issues`: what whoever asks may see, figures, and the owner's answers."""

import csv
import io
import json
import sys
from collections.abc import Callable

import pytest

from kiosk.__main__ import main
from kiosk.practice.issues import NOBODY, OWNER, Raised
from kiosk.practice.people import Person
from storage.people import NewPerson
from storage.store import Store

Run = Callable[..., int]
Out = pytest.CaptureFixture[str]


@pytest.fixture
def kiosk(store: Store) -> Run:
    """A command on that store."""
    return lambda *words: main(["--store", str(store.path), "issues", *words])


@pytest.fixture
def two(store: Store, ana: Person) -> list[str]:
    """One for everybody, and one that is about a manager."""
    said = (
        Raised("=Phones", "phones", proposal="Rota"),
        Raised("He shouts", "lab", "once", "owner"),
    )
    return [store.issues.add(one, ana).ref for one in said]


def as_manager(kiosk: Run, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO("220021\n"))
    return kiosk("--as", "cole", *words)


def test_the_owner_lists_all_and_a_manager_what_is_theirs(
    two: list[str], ben: Person, kiosk: Run, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kiosk("--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["number"] for one in told] == two[::-1]
    public = told[1]
    assert (public["state"], public["visibility"], public["proposals"]) == ("new", "everybody", 1)
    assert (public["help_wanted"], public["reply_by"]) == (False, "2026-03-10") or public[
        "reply_by"
    ]
    assert as_manager(kiosk, monkeypatch, "--json") == 0
    shown = capsys.readouterr().out
    assert "shouts" not in shown and [one["number"] for one in _read(shown)] == ["1"]
    assert as_manager(kiosk, monkeypatch, two[1]) == 1
    assert f"There is no {two[1]} here." in capsys.readouterr().err


def _read(shown: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(shown[shown.index("[") :])
    return found


def test_a_spreadsheet_runs_nothing(two: list[str], kiosk: Run, capsys: Out) -> None:
    assert kiosk("--csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[1]["what"] == "'=Phones"


def test_the_owner_answers_and_hides(
    two: list[str], store: Store, ana: Person, kiosk: Run, capsys: Out
) -> None:
    assert kiosk(two[1], "--do", "close", "--outcome", "Talked to him") == 0
    assert [one.words for one in store.notices.of(ana)] == ["Talked to him"]
    assert kiosk(two[1]) == 0
    told = capsys.readouterr().out
    assert "Outcome: Talked to him" in told
    assert "Who can read it: you, and the owner (whoever keeps the records); no manager" in told
    assert kiosk(two[1], "--do", "thank") == 1
    assert kiosk("--do", "thank") == 1
    assert kiosk(two[0], "--do", "thank", "--trial-until", "+3") == 1
    assert "'Thank them' is not told: trial until" in capsys.readouterr().err
    number = store.issue_reading.entries(store.issues.listed("public", NOBODY).issues[0].ref, OWNER)
    assert kiosk(two[0], "--hide", str(number[0].number), "--reason", "an insult") == 0
    assert store.issues.listed("public", NOBODY).issues[0].what == "(hidden)"


def test_figures_are_shown_of_enough_people(
    store: Store, ana: Person, kiosk: Run, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kiosk("--figures") == 0
    assert "shown once 8 people" in capsys.readouterr().out
    for number in range(8):
        person, _ = store.people.add(NewPerson(f"Person {number}"))
        store.issues.add(Raised("x", "lab", proposal="y"), person)
    assert kiosk("--figures") == 0
    assert "All: 8 raised; answered in time " in capsys.readouterr().out
    monkeypatch.setattr(sys, "stdin", io.StringIO("110012\n"))
    assert kiosk("--as", "ana", "--figures") == 1


def test_where_the_place_is_switched_off_it_is_said(
    store: Store, ana: Person, kiosk: Run, capsys: Out
) -> None:
    store.settings.set("turned_off", "issues")
    assert kiosk() == 1
    assert "this place is switched off" in capsys.readouterr().err
