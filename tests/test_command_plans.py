"""`kiosk plans`: listed, shown, written to a file, read from one."""

import io
import json
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.practice.people import Person
from kiosk.practice.plan_files import READY_MADE, read, ready_made
from storage.store import Store

Run = Callable[..., int]
Out = pytest.CaptureFixture[str]


@pytest.fixture
def kiosk(store: Store, ben: Person) -> Run:
    """A command on that store, which has a manager."""
    return lambda *words: main(["--store", str(store.path), "plans", *words])


def test_they_are_listed_and_one_is_shown(store: Store, kiosk: Run, capsys: Out) -> None:
    store.plans.copy("weather")
    assert kiosk() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Snow or storm: version 1"
    assert len(lines) == len(READY_MADE) and "EHR down: ready-made" in lines
    assert kiosk("ehr") == 0
    told = capsys.readouterr().out
    assert told.startswith("Plan: EHR down\nWhy: Care goes on")
    assert all(one.does in told for one in ready_made("ehr-down").steps)
    assert told.endswith("Version: ready-made\n")


def test_for_programs(kiosk: Run, capsys: Out) -> None:
    assert kiosk("--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["key"] for one in told] == list(READY_MADE)
    assert kiosk("fridge-alarm", "--json") == 0
    one = json.loads(capsys.readouterr().out)
    assert (one["name"], one["version"]) == ("Vaccine fridge alarm", None)
    assert one["steps"][0]["within"] == "5 min" and one["proposed_by"] == "fridge check"


def test_a_name_that_is_none_or_several_is_refused(kiosk: Run, capsys: Out) -> None:
    assert kiosk("flood of") == 0
    assert kiosk("p") == 1
    assert "Type more of it: Provider out, Phones down, Power out." in capsys.readouterr().err
    assert kiosk("zombies") == 1
    assert "There is no plan of that name. There are Provider out," in capsys.readouterr().err
    assert kiosk("export", "ehr") == 1
    assert "plans export NAME FILE" in capsys.readouterr().err


def test_a_file_goes_out_is_changed_and_comes_in_as_the_next_version(
    store: Store, kiosk: Run, tmp_path: Path, capsys: Out
) -> None:
    file = tmp_path / "ehr.toml"
    assert kiosk("export", "ehr down", str(file)) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read(file.read_text("utf-8"), "ehr.toml") == ready_made("ehr-down")
    assert kiosk("export", "ehr down", str(file)) == 1
    assert f"There is a {file} already." in capsys.readouterr().err
    assert kiosk("import", str(file)) == 1
    assert "EHR down says that already. Nothing was recorded." in capsys.readouterr().err
    text = file.read_text("utf-8").replace("All visits go on, on paper.", "All go on.")
    file.write_text(text, "utf-8")
    assert kiosk("import", str(file), "--dry-run") == 0
    told = capsys.readouterr()
    assert told.out == "Full: All go on. (was: All visits go on, on paper.)\n"
    assert told.err.startswith("EHR down would be changed. Nothing was recorded.")
    assert store.plans.own() == ()
    assert kiosk("import", str(file)) == 0
    assert "EHR down is version 2 now." in capsys.readouterr().err
    (kept,) = store.plans.own()
    assert kept.plan and kept.plan.decision.full == "All go on."


def test_a_plan_of_another_name_is_a_new_one(
    store: Store, kiosk: Run, tmp_path: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "elevator.toml"
    assert kiosk("export", "ehr down", str(file)) == 0
    file.write_text(file.read_text("utf-8").replace("EHR down", "Elevator out"), "utf-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO("220021\n"))
    assert kiosk("import", str(file), "--as", "cole") == 0
    assert "Elevator out lies ready." in capsys.readouterr().err
    (kept,) = store.plans.own()
    assert kept.by is not None


HOSTILE = [
    (b"\xff\xfe\x00", "the file is not text in UTF-8"),
    (b"x" * 70_000, "the file is larger than 64 KiB"),
    (b"[[[[", "this is not TOML"),
    (b"", "'name': it is missing"),
    (b"a" + b".a" * 5_000 + b" = 1", "a line has more than 100 dots"),
]


@pytest.mark.parametrize(("data", "words"), HOSTILE, ids=[words for _, words in HOSTILE])
def test_a_file_that_is_no_plan_is_refused_in_one_sentence(
    store: Store, kiosk: Run, tmp_path: Path, capsys: Out, data: bytes, words: str
) -> None:
    file = tmp_path / "bad.toml"
    file.write_bytes(data)
    assert kiosk("import", str(file)) == 1
    told = capsys.readouterr().err
    assert words in told and told.count("\n") == 1
    assert store.plans.own() == ()


def test_a_file_that_is_not_there_is_refused(kiosk: Run, tmp_path: Path, capsys: Out) -> None:
    assert kiosk("import", str(tmp_path / "none.toml")) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_where_today_is_switched_off_there_are_no_plans(
    store: Store, kiosk: Run, ben: Person, capsys: Out
) -> None:
    store.settings.set("turned_off", "today", ben)
    assert kiosk() == 1
    assert "switched off" in capsys.readouterr().err
