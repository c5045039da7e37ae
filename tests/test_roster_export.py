"""`kiosk roster export`: somebody's own roster, for the calendar that they use anyway."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.practice.clock import StoppedClock
from kiosk.practice.files import calendar_file
from kiosk.practice.files.file_shifts import FileShift, Wanted
from kiosk.practice.files.incoming import Reading
from kiosk.practice.people import Person
from kiosk.practice.roster import WorkHours
from storage.store import Store

FRIDAY, SATURDAY = date(2026, 3, 6), date(2026, 3, 7)
DAY, NIGHT = WorkHours(time(8), time(17), "MA"), WorkHours(time(22), time(6))


@pytest.fixture(autouse=True)
def known(
    store: Store, ana: Person, ben: Person, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> Store:
    """Ana works on Fridays, and in the night when the clock goes forward; twice she is out."""
    monkeypatch.setattr("kiosk.commands.base.Clock", lambda zone: clock)
    store.settings.set("practice", "Oak Street")
    store.roster.set_week(ana, {4: (DAY,)}, ben)
    store.roster.change_day(ana, SATURDAY, (NIGHT,), ben)
    away = FRIDAY + timedelta(weeks=2)
    store.time_off.note(ana, away, away, "", ben)
    store.roster.call_out(ana, FRIDAY + timedelta(weeks=3), True, ben)
    return store


def exported(store: Store, *words: str | Path) -> int:
    return main(["--store", str(store.path), "roster", "export", *map(str, words)])


def read(content: bytes, store: Store) -> list[FileShift]:
    wanted = Wanted(FRIDAY, FRIDAY + timedelta(weeks=12), store.clock.zone)
    reading = Reading()
    found = list(calendar_file.read(content, "own.ics", wanted, reading))
    assert not reading.left
    return found


def test_the_shifts_for_which_somebody_is_expected(
    store: Store, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert exported(store, "Ana") == 0
    content = capsysbinary.readouterr().out
    found = read(content, store)
    days = [FRIDAY + timedelta(weeks=week) for week in range(13) if week not in (2, 3)]
    assert sorted(one.begins.date() for one in found) == sorted([*days, SATURDAY])
    night = next(one for one in found if one.begins.date() == SATURDAY)
    assert f"{night.begins:%H:%M %z}, {night.ends:%H:%M %z}" == "22:00 -0500, 06:00 -0400"
    assert {one.title for one in found} == {"Ana Ruiz: MA", "Ana Ruiz"}
    assert b"BEGIN:VTIMEZONE" in content and b"Oak Street" in content
    assert b"time off" not in content and b"called" not in content


def test_a_file_of_it_is_private_and_the_same_again(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "own.ics"
    assert exported(store, "Ana", "--to", file) == 0
    content = file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"\r\n" in content
    assert exported(store, "Ana", "--to", file) == 0
    assert file.read_bytes() == content
    assert [one.name for one in tmp_path.iterdir() if "own" in one.name] == ["own.ics"]


def test_it_can_be_imported_again_and_changes_nothing(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.ics"
    exported(store, "Ana", "--to", file)
    version = store.version()
    words = ["roster", "import", str(file), "--outside-hours"]
    assert main(["--store", str(store.path), *words]) == 0
    assert "      0 days changed" in capsys.readouterr().out
    assert store.version() == version


def test_who_is_not_known_and_what_cannot_be_written(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exported(store, "Zoe") == 1
    assert exported(store, "Ana", "--to", tmp_path / "none" / "own.ics") == 1
    said = capsys.readouterr().err
    assert "Nobody here has that name." in said
    assert "cannot be written: No such file or directory." in said
