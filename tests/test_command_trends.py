"""`kiosk trends`: the same numbers in lines, JSON, CSV and PDF."""

import csv
import io
import json
import stat
from pathlib import Path

import pytest
from pypdf import PdfReader

from kiosk.__main__ import main
from kiosk.practice.clock import StoppedClock
from kiosk.practice.people import Person
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin
from tests.test_goals import work

HEAD = "figure,of,words,unit,period,first,last,value,nine_in_ten_within,days,so_far"


@pytest.fixture
def weeks(store: Store, clock: StoppedClock, ben: Person, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A week of two MAs: on Monday nobody had lunch, on the other days both had. It is Monday."""
    two = [with_pin(store, NewPerson(f"M{one} Zztest", ("MA",)), f"44005{one}") for one in (1, 2)]
    clock.forward(days=3)
    store.break_rules.choose("california")
    for day in range(5):
        work(store, clock, two, has_lunch=day > 0)
    clock.forward(days=2)
    store.breaks.arrive(two[0])
    monkeypatch.setattr("kiosk.commands.base.Clock", lambda zone: clock)
    return store


def told(store: Store, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["--store", str(store.path), "trends", *words]) == 0
    return capsys.readouterr().out


def test_lines(weeks: Store, capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(weeks, capsys).splitlines()
    at = lines.index("Lunches missed")
    assert lines[at + 1 : at + 5] == [
        "  Week of Mar 16: 0, so far",
        "  Week of Mar 9: 2",
        "  Week of Mar 2: 0",
        "  Week of Feb 23: not measured then",
    ]
    assert "  Week of Mar 9: 80 %" in lines  # of ten lunches eight were done


def test_json_and_csv_say_the_same(weeks: Store, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--from", "2026-03-02", "--to", "2026-03-15", "--by", "week")
    found = json.loads(told(weeks, capsys, *asked, "--json"))
    missed = [one for one in found if one["figure"] == "breaks.lunches_missed"]
    assert [(one["period"], one["value"], one["days"]) for one in missed] == [
        ("week of Mar 2", 0, 3),  # the practice began on Friday
        ("week of Mar 9", 2, 7),
    ]
    text = told(weeks, capsys, *asked, "--csv")
    assert text.splitlines()[0] == HEAD
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(found)
    for row, one in zip(rows, found, strict=True):
        assert row == {name: "" if value is None else str(value) for name, value in one.items()}


def test_a_gap_is_null_and_empty(weeks: Store, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--from", "2026-02-23", "--to", "2026-03-08")
    found = json.loads(told(weeks, capsys, *asked, "--json"))
    (gap, _) = [one for one in found if one["figure"] == "breaks.lunches_missed"]
    assert (gap["value"], gap["days"]) == (None, 0)


def test_pdf_has_the_same_numbers_and_is_private(
    weeks: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "trends.pdf"
    assert told(weeks, capsys, "--pdf", str(file)) == ""
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = "\n".join(page.extract_text() for page in PdfReader(file).pages)
    assert "Lunches missed\n0 so far, before that 2, 0" in text
    assert "Lunches done, of those due\n80 %" in text
    assert "M1 Zztest" not in text


def test_where_nothing_is_closed_it_says_so(
    store: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked = ("--from", "2020-01-01", "--to", "2020-01-31")
    assert told(store, capsys, *asked).startswith("Nothing is measured in that time")
    assert json.loads(told(store, capsys, *asked, "--json")) == []
    file = tmp_path / "trends.pdf"
    told(store, capsys, *asked, "--pdf", str(file))
    assert len(PdfReader(file).pages) == 1


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (("--from", "soon"), "is no day"),
        (("--from", "2026-03-02", "--to", "2026-03-01"), "Turn them round"),
        (("--from", "2000-01-01", "--by", "day"), "more than 400 days"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    store: Store, capsys: pytest.CaptureFixture[str], asked: tuple[str, ...], why: str
) -> None:
    assert main(["--store", str(store.path), "trends", *asked]) == 1
    told_ = capsys.readouterr()
    assert why in told_.err
    assert told_.out == ""
