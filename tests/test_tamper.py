"""What somebody does to the trail round the program, on a real file, and what is said of it."""

import io
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.practice.clock import StoppedClock
from kiosk.practice.people import Person
from storage import verification
from storage.key import Key
from storage.store import Store
from storage.trail import Event, seal

MOVE = (
    "UPDATE event SET id = id + 1000 WHERE id >= {0}; UPDATE event SET id = id {1} WHERE id > 1000"
)
LAST = 24


@pytest.fixture(autouse=True)
def _no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())


@pytest.fixture
def path(store: Store, ana: Person, ben: Person) -> Path:
    """A store of 24 events; with 10 and 24 something was typed."""
    typed = store.prior_auths.add("Acme Health", "MRI lumbar", "anyone", ana)
    assert store.version() == 10
    store.breaks.arrive(ana)
    for _ in range(5):
        store.prior_auths.claim(typed.ref, ana)
        store.prior_auths.release(typed.ref, ana)
    store.breaks.start(ana, "rest")
    store.breaks.end(ana, None)
    store.prior_auths.add("Best Benefit", "CT head", "anyone", ana)
    assert store.version() == LAST
    store.close()
    return store.path


def tamper(path: Path, *statements: str) -> None:
    """Past the guards, which stand there again afterwards."""
    with closing(sqlite3.connect(path)) as raw:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        guards = raw.execute(query).fetchall()
        for name, _ in guards:
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.executescript(statement)
        for _, sql in guards:
            raw.execute(sql)
        raw.commit()


def rows(path: Path, first: int) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute("SELECT * FROM event WHERE id >= ? ORDER BY id", (first,)).fetchall()


def verified(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[tuple[str, str]]:
    """What `kiosk audit verify` finds, and the events that it names; the status goes with it."""
    capsys.readouterr()
    status = main(["--store", str(path), "audit", "verify", "--json", *more])
    found = json.loads(capsys.readouterr().out)["trail"]
    assert status == (4 if found else 0)
    return [(one["kind"], f"{one['first']}-{one['last']}") for one in found]


EDITS = {
    "deed": "UPDATE event SET deed = 'left' WHERE id = 12",
    "who": "UPDATE event SET by_id = 2 WHERE id = 12",
    "nobody": "UPDATE event SET by_id = NULL WHERE id = 12",
    "when": "UPDATE event SET at = '2020-01-01 00:00:00.000000+00:00' WHERE id = 12",
    "where": "UPDATE event SET terminal = 'roof' WHERE id = 12",
    "about": "UPDATE event SET about = 'person 2' WHERE id = 12",
    "detail": "UPDATE event SET detail = 'punch 9' WHERE id = 12",
    "undoes": "UPDATE event SET undoes = 3 WHERE id = 12",
    "doubt": "UPDATE event SET in_doubt = 1 WHERE id = 12",
    "bytes": "UPDATE event SET terminal = x'00ff' WHERE id = 12",
    "no UTF-8": "UPDATE event SET terminal = CAST(x'ff41' AS TEXT) WHERE id = 12",
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edited_event_is_named(
    path: Path, edit: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verified(path, capsys) == []
    tamper(path, edit)
    assert verified(path, capsys) == [("changed", "12-12")]


TAMPERED = {
    "several edited": (
        "UPDATE event SET terminal = 'x' WHERE id IN (12, 13)",
        [("changed", "12-13")],
    ),
    "edited twice": (
        "UPDATE event SET terminal = 'x' WHERE id IN (12, 15)",
        [("changed", "12-12"), ("changed", "15-15")],
    ),
    "the newest edited": (
        f"UPDATE event SET terminal = 'x' WHERE id = {LAST}",
        [("changed", "24-24")],
    ),
    "one deleted": ("DELETE FROM event WHERE id = 12", [("removed", "12-12")]),
    "several deleted": ("DELETE FROM event WHERE id IN (12, 13)", [("removed", "12-13")]),
    "the first deleted": ("DELETE FROM event WHERE id < 3", [("removed", "1-2")]),
    "deleted here and there": (
        "DELETE FROM event WHERE id IN (12, 15)",
        [("removed", "12-12"), ("removed", "15-15")],
    ),
    "edited and then deleted": (
        "UPDATE event SET terminal = 'x' WHERE id = 12; DELETE FROM event WHERE id = 13",
        [("changed", "12-12"), ("removed", "13-13")],
    ),
    "deleted, and the gap closed": (
        f"DELETE FROM event WHERE id IN (12, 13); {MOVE.format(12, '- 1002')}",
        [("removed", "12-22")],
    ),
    "inserted": (
        f"{MOVE.format(12, '- 999')}; INSERT INTO event SELECT 12, at, by_id, terminal, deed,"
        " about, detail, undoes, digest, in_doubt, mac FROM event WHERE id = 11",
        [("inserted", "12-12")],
    ),
    "inserted before the first": (
        "INSERT INTO event SELECT -3, at, by_id, terminal, deed, about, detail, undoes, digest,"
        " in_doubt, mac FROM event WHERE id = 11",
        [("inserted", "-3--3")],
    ),
    "inserted at the end": (
        "INSERT INTO event SELECT 25, at, by_id, terminal, deed, about, detail, undoes, NULL,"
        " in_doubt, mac FROM event WHERE id = 11",
        [("changed", "25-25")],
    ),
    "two swapped": (
        "UPDATE event SET id = 1000 WHERE id = 12; UPDATE event SET id = 12 WHERE id = 13;"
        "UPDATE event SET id = 13 WHERE id = 1000",
        [("reordered", "12-13")],
    ),
    "one moved to later": (
        "UPDATE event SET id = 1000 WHERE id = 12; UPDATE event SET id = id - 1 WHERE id IN (13);"
        "UPDATE event SET id = 13 WHERE id = 14; UPDATE event SET id = 14 WHERE id = 1000",
        [("reordered", "12-14")],
    ),
    "numbered anew": (MOVE.format(12, "- 990"), [("renumbered", "22-34")]),
    "a mac with no UTF-8": (
        "UPDATE event SET mac = CAST(x'ff41' AS TEXT) WHERE id = 12",
        [("changed", "12-13")],
    ),
    "a text edited": ("UPDATE text SET words = 'CT' WHERE id = 1", [("text changed", "10-10")]),
    "a text with bytes": (
        "UPDATE text SET words = x'ff' WHERE id = 1",
        [("text changed", "10-10")],
    ),
    "a text's digest with no UTF-8": (
        "UPDATE text SET digest = CAST(x'ff41' AS TEXT) WHERE id = 1",
        [("text changed", "10-10"), ("text changed", "10-10")],
    ),
    "a text emptied": (
        "UPDATE text SET words = NULL, salt = NULL WHERE id = 1",
        [("text removed", "10-10")],
    ),
    "a text's row removed": (
        "PRAGMA foreign_keys = 0; DELETE FROM text WHERE id = 1",
        [("text removed", "10-10")],
    ),
    "a text inserted": (
        "INSERT INTO text SELECT 7, 12, salt, words, digest FROM text WHERE id = 1",
        [("text inserted", "12-12")],
    ),
    "a second text inserted": (
        "INSERT INTO text SELECT 7, 10, salt, words, digest FROM text WHERE id = 1",
        [("text changed", "10-10")],
    ),
    "a text of no event": (
        "INSERT INTO text SELECT 7, 99, salt, words, digest FROM text WHERE id = 1",
        [("text inserted", "0-0")],
    ),
}


@pytest.mark.parametrize(("statements", "found"), TAMPERED.values(), ids=TAMPERED)
def test_what_was_done_is_named(
    path: Path,
    statements: str,
    found: list[tuple[str, str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    tamper(path, statements)
    assert [
        one for one in verified(path, capsys) if "text" not in one[0] or "text" in found[0][0]
    ] == (found)


def test_a_person_reads_which_event_and_what(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper(path, "DELETE FROM event WHERE id IN (12, 13)")
    tamper(path, f"UPDATE event SET terminal = 'x' WHERE id = {LAST}")
    assert main(["--store", str(path), "audit", "verify"]) == 4
    assert capsys.readouterr().out.splitlines() == [
        "Events 12 to 13 were removed.",
        "Event 24, the newest, was changed, or inserted without the key.",
    ]


def test_a_guard_that_was_dropped_is_missed(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DROP TRIGGER event_no_delete")
        raw.execute("DROP TRIGGER text_only_destroyed")
        raw.execute("CREATE TRIGGER text_only_destroyed BEFORE UPDATE ON text BEGIN SELECT 1; END")
    assert verified(path, capsys) == [("guard missing", "0-0")] * 2


def test_every_guard_of_the_trail_is_looked_for(store: Store) -> None:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('event', 'text')"
        " AND sql LIKE '%RAISE(%'"
    )
    with closing(sqlite3.connect(store.path)) as raw:
        assert {row[0] for row in raw.execute(query)} == verification.GUARDED


def sealed_with(path: Path, key: Key, first: int, before: str = "") -> None:
    """All events from this one on, sealed anew, as somebody could who has the program."""
    written = []
    for row in rows(path, first):
        before = seal(key, before, row[:-1])
        written.append(f"UPDATE event SET mac = '{before}' WHERE id = {row[0]}")
    tamper(path, "; ".join(written))


def strange_key(tmp_path: Path) -> Key:
    (tmp_path / "strange").mkdir(exist_ok=True)
    (tmp_path / "strange" / "kiosk.key").write_text("ab" * 32)
    return Key(tmp_path / "strange" / "kiosk.db")


def test_sealing_anew_without_the_key_is_named(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper(path, "UPDATE event SET by_id = 2 WHERE id = 12")
    before = str(rows(path, 11)[0][-1])
    sealed_with(path, strange_key(tmp_path), 12, before)
    assert verified(path, capsys) == [("sealed anew", "12-24")]
    sealed_with(path, strange_key(tmp_path), 1)
    assert verified(path, capsys) == [("another key", "1-24")]


def test_another_key_beside_it_is_named(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.with_name("kiosk.key").write_text("ab" * 32)
    assert verified(path, capsys) == [("another key", "1-24")]
    path.with_name("kiosk.key").unlink()
    assert main(["--store", str(path), "audit", "verify"]) == 3
    assert "kiosk.key is missing" in capsys.readouterr().err


@pytest.fixture
def sealed(path: Path, tmp_path: Path) -> Path:
    """A seal of the newest event, kept elsewhere."""
    file = tmp_path / "elsewhere" / "seals"
    file.parent.mkdir()
    assert main(["--store", str(path), "audit", "seal", "--to", str(file)]) == 0
    return file


def test_a_seal_fits_the_store_that_it_is_of_also_later(
    path: Path,
    sealed: Path,
    ana: Person,
    another: Callable[..., Store],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert verified(path, capsys, "--seal", str(sealed)) == []
    another().breaks.start(ana, "rest")
    assert main(["--store", str(path), "audit", "seal", "--to", str(sealed)]) == 0
    assert sealed.stat().st_mode & 0o777 == 0o600
    assert [line.split()[1] for line in sealed.read_text().splitlines()] == ["24", "25"]
    assert verified(path, capsys, "--seal", str(sealed)) == []


def test_a_tail_that_was_cut_off_is_seen_only_against_a_seal(
    path: Path, sealed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper(path, "DELETE FROM event WHERE id IN (22, 23); DELETE FROM text WHERE event_id = 24")
    tamper(path, "PRAGMA foreign_keys = 0; DELETE FROM event WHERE id = 24")
    assert verified(path, capsys) == []
    assert verified(path, capsys, "--seal", str(sealed)) == [("cut off", "22-24")]


def test_an_old_copy_is_seen_only_against_a_seal(
    path: Path,
    tmp_path: Path,
    ana: Person,
    clock: StoppedClock,
    another: Callable[..., Store],
    capsys: pytest.CaptureFixture[str],
) -> None:
    old = tmp_path / "old.db"
    shutil.copy(path, old)
    store = another()
    for _ in range(2):
        store.breaks.start(ana, "rest")
        store.breaks.end(ana, None)
    store.close()
    file = tmp_path / "seals"
    assert main(["--store", str(path), "audit", "seal", "--to", str(file)]) == 0
    shutil.copy(old, path)
    assert verified(path, capsys) == []
    assert verified(path, capsys, "--seal", str(file)) == [("cut off", "25-28")]
    clock.forward(minutes=1)
    store = another()
    for _ in range(3):
        store.breaks.start(ana, "rest")
        store.breaks.end(ana, None)
    store.close()
    assert verified(path, capsys) == []
    assert verified(path, capsys, "--seal", str(file)) == [("replaced", "28-28")]


def test_whoever_has_the_key_too_is_seen_only_against_a_seal(
    path: Path, sealed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper(path, "UPDATE event SET by_id = 2 WHERE id = 12")
    sealed_with(path, Key(path), 12, str(rows(path, 11)[0][-1]))
    assert verified(path, capsys) == []
    assert verified(path, capsys, "--seal", str(sealed)) == [("replaced", "24-24")]


def test_a_key_that_is_said_to_be_lost_hides_nothing_from_a_seal(
    path: Path,
    sealed: Path,
    tmp_path: Path,
    clock: StoppedClock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    key = strange_key(tmp_path)
    path.with_name("kiosk.key").write_text("ab" * 32)
    tamper(path, "UPDATE event SET by_id = 2 WHERE id = 12")
    sealed_with(path, key, 1)
    row = Event(25, clock.now(), None, "x", "restored without its key", "").row(key, "")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(f"INSERT INTO event VALUES ({', '.join('?' * 11)})", row)
    assert verified(path, capsys) == [("lost key", "1-24")]
    assert verified(path, capsys, "--seal", str(sealed)) == [
        ("lost key", "1-24"),
        ("replaced", "24-24"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There is no seal in seals"),
        ("event 3 beef", "Line 1 of seals is no seal"),
        (f"event 3 {'0' * 64}\nnot this", "Line 2 of seals is no seal"),
        (f"event 0 {'0' * 64}", "Line 1 of seals is no seal"),
        ("\0\ufffd", "Line 1 of seals is no seal"),
    ],
)
def test_what_is_no_seal_is_refused_in_words(
    path: Path, tmp_path: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "seals"
    file.write_text(text)
    assert main(["--store", str(path), "audit", "verify", "--seal", str(file)]) == 1
    assert said in capsys.readouterr().err
    assert main(["--store", str(path), "audit", "verify", "--seal", str(tmp_path / "none")]) == 1
    assert "cannot be read" in capsys.readouterr().err
    assert main(["--store", str(path), "audit", "seal", "--to", str(tmp_path)]) == 3
    assert "was not written" in capsys.readouterr().err


def test_of_very_many_findings_the_rest_is_counted(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.trail_check.MOST", 3)
    tamper(path, "UPDATE event SET terminal = 'x' WHERE id % 2 = 0")
    found = verified(path, capsys)
    assert [kind for kind, _ in found] == ["changed"] * 3 + ["more"]


def test_a_trail_is_looked_at_piece_by_piece_and_so_is_what_is_written_meanwhile(
    path: Path, ana: Person, another: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    in_fives = verification.EVENTS.replace(f"LIMIT {verification.PIECE}", "LIMIT 5")
    monkeypatch.setattr(verification, "EVENTS", in_fives)
    store = another()
    looking = store.trail.verification()
    seen = []
    for done, of in looking.pieces():
        seen.append((done, of))
        if done == 20:
            store.breaks.start(ana, "rest")
    assert seen == [(5, 24), (10, 24), (15, 24), (20, 24), (25, 25)]
    assert looking.findings == ()
    tamper(path, "UPDATE event SET terminal = 'x' WHERE id = 5")
    assert [one.first for one in store.trail.verify()] == [5]
