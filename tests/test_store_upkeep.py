"""What may happen to the file: made, migrated, copied, locked, full, replaced, damaged."""

import hashlib
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from peewee import SqliteDatabase
from playhouse.schema_diff import diff_models

import storage
from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Busy, OutOfReach, Updated
from kiosk.practice.people import Person
from storage.store import Store
from storage.tables.every import MODELS

MIGRATIONS = sorted(path.stem for path in Path(storage.__path__[0], "migrations").glob("[0-9]*.py"))
OLDER = [name for name in MIGRATIONS if name < "0010"]
NEWER = [name for name in MIGRATIONS if name >= "0010"]


def key_of(store: Store) -> Path:
    return store.path.parent / "kiosk.key"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def digests(directory: Path) -> dict[str, str]:
    return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in directory.iterdir()}


def raw(path: Path, *statements: str) -> None:
    """Something that another program does to the file."""
    other = sqlite3.connect(path)
    for statement in statements:
        other.execute(statement)
    other.commit()
    other.close()


def make_older(store: Store, *more: str) -> None:
    """Put a store as an older program made it in this one's place, with its people; then more."""
    store.close()
    path = store.path.with_name("older.db")
    older = SqliteDatabase(str(path))
    for name in OLDER:
        import_module(f"storage.migrations.{name}").up(None, older)
    columns = {
        table: ", ".join(one.name for one in older.get_columns(table))
        for table in ("setting", "person", "person_role")
    }
    older.close()
    with closing(sqlite3.connect(store.path)) as newer:
        known = "SELECT sql FROM sqlite_master WHERE name = 'schema_migration'"
        ((made,),) = newer.execute(known).fetchall()
    raw(
        path,
        made,
        f"ATTACH '{store.path}' AS newer",
        "INSERT INTO schema_migration SELECT * FROM newer.schema_migration",
        *(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM newer.{table}"
            for table, names in columns.items()
        ),
        f"DELETE FROM schema_migration WHERE name >= '{NEWER[0]}'",
        *more,
    )
    for log in store.path.parent.glob("kiosk.db-*"):
        log.unlink()
    path.chmod(0o600)
    path.replace(store.path)


def test_migrations_make_the_tables_the_models_describe(store: Store) -> None:
    peewee = store._database.peewee
    with peewee.bind_ctx(MODELS):
        differing = str(diff_models(peewee, MODELS)).splitlines()
    partial = (
        "SELECT tbl_name || '.' || name FROM sqlite_master WHERE sql LIKE 'CREATE%INDEX%WHERE%'"
    )
    unknown_to_models = {f"drop index {name}" for (name,) in peewee.execute_sql(partial)}
    assert set(differing) <= unknown_to_models, differing
    assert store.check() == ()


def test_store_and_key_are_for_the_kiosk_alone(store: Store, ana: Person) -> None:
    for path in store.path.parent.iterdir():
        assert mode(path) == 0o600, path.name


def test_an_empty_file_that_anybody_could_read_becomes_private(
    tmp_path: Path, another: Callable[..., Store]
) -> None:
    path = tmp_path / "other" / "kiosk.db"
    path.parent.mkdir()
    path.touch(0o644)
    another(path=path).migrate()
    assert mode(path) == 0o600


def test_commits_reach_the_disk_and_rows_point_somewhere(store: Store) -> None:
    pragma = store._database.peewee.pragma
    with store.read():
        found = [pragma(name) for name in ("synchronous", "journal_mode", "foreign_keys")]
    assert found == [2, "wal", 1]


def test_a_missing_file_is_not_made_anew(tmp_path: Path, clock: StoppedClock) -> None:
    store = Store(tmp_path / "nowhere.db", "desk", clock)
    with pytest.raises(OutOfReach, match="no records at"):
        store.prepare()
    with pytest.raises(OutOfReach, match="cannot be opened"):
        store.people.everyone()
    store.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["text", "foreign", "foreign with a log"])
def test_a_file_of_somebody_else_is_left_as_it_is(
    tmp_path: Path, clock: StoppedClock, kind: str
) -> None:
    path = tmp_path / "notes.db"
    if kind == "text":
        path.write_text("Dear diary, this is more than sixteen characters.")
    else:
        log = "PRAGMA journal_mode = WAL" if "log" in kind else "PRAGMA journal_mode = DELETE"
        raw(path, log, "CREATE TABLE recipe (name)")
    before = digests(tmp_path)["notes.db"]
    store = Store(path, "desk", clock)
    for deed in (store.prepare, store.migrate):
        with pytest.raises(OutOfReach, match="not a store of this program"):
            deed()
    store.close()
    assert digests(tmp_path)["notes.db"] == before


def test_a_newer_store_is_refused_and_left_as_it_is(
    store: Store, another: Callable[..., Store]
) -> None:
    store.close()
    raw(
        store.path,
        "INSERT INTO schema_migration SELECT 99, '9999_later', applied FROM "
        "schema_migration LIMIT 1",
    )
    before = hashlib.sha256(store.path.read_bytes()).hexdigest()
    newer = another()
    for deed in (newer.prepare, newer.migrate):
        with pytest.raises(OutOfReach, match="made by a newer kiosk"):
            deed()
    newer.close()
    assert hashlib.sha256(store.path.read_bytes()).hexdigest() == before


def test_an_older_store_is_migrated_after_a_copy_of_it(
    store: Store, ana: Person, another: Callable[..., Store], clock: StoppedClock
) -> None:
    make_older(store)
    older = another()
    with pytest.raises(OutOfReach, match="run 'kiosk migrate'"):
        older.prepare()
    clock.forward(seconds=1)
    assert older.migrate() == NEWER
    older.prepare()
    assert older.migrate() == []
    assert older.people.everyone() == (ana,)
    assert older.check() == ()
    (kept,) = store.path.parent.glob("kiosk.db.before-*")
    assert mode(kept) == 0o600
    copy = sqlite3.connect(kept)
    assert copy.execute("SELECT name FROM person").fetchall() == [("Ana Ruiz",)]
    copy.close()


def test_what_a_payer_had_said_is_where_it_stands_after_the_migration(
    store: Store, another: Callable[..., Store], clock: StoppedClock
) -> None:
    said = ("approved", "modified", "denied", "pended", "cancelled", None)
    rows = (
        f"('A2-{number}', 1, '', NULL, '', '', 'anyone', 'standard', NULL, NULL, NULL, NULL, NULL,"
        f" '', {repr(answer) if answer else 'NULL'}, NULL, '', NULL, NULL, '', 1, NULL)"
        for number, answer in enumerate(said)
    )
    make_older(
        store,
        "INSERT INTO payer VALUES (1, 'Acme Health')",
        f"INSERT INTO prior_auth VALUES {', '.join(rows)}",
    )
    older = another()
    older.migrate()
    listed = older.prior_auths.listed("all", clock.now().date()).tasks
    stands = {one.answer: (one.state, one.is_open) for one in listed}
    assert stands == {
        "approved": ("approved", True),
        "modified": ("partly approved", True),
        "denied": ("denied", True),
        "pended": ("payer", True),
        "cancelled": ("cancelled", False),
        None: ("to do", True),
    }
    assert len(older.prior_auths.listed("open", clock.now().date()).tasks) == 2


def test_three_copies_from_before_migrations_are_kept(
    store: Store, another: Callable[..., Store], clock: StoppedClock
) -> None:
    names = []
    for _ in range(5):
        make_older(store)
        clock.forward(minutes=1)
        one = another()
        one.migrate()
        one.close()
        names += [path.name for path in store.path.parent.glob("kiosk.db.before-*")]
    kept = sorted(path.name for path in store.path.parent.glob("kiosk.db.before-*"))
    assert kept == sorted(set(names))[-3:]


def test_a_program_that_runs_while_another_migrates_must_start_again(
    store: Store, ana: Person
) -> None:
    store.version()
    raw(
        store.path,
        "INSERT INTO schema_migration SELECT 99, '9999_later', applied FROM "
        "schema_migration LIMIT 1",
    )
    for deed in (store.version, lambda: store.breaks.arrive(ana)):
        with pytest.raises(Updated, match="Start it again"):
            deed()
    raw(store.path, "DELETE FROM schema_migration WHERE id = 99")
    assert store.breaks.stay(ana) is None


def test_another_program_that_ends_takes_nothing_from_one_that_looked_and_goes_on(
    store: Store, ana: Person
) -> None:
    store.migrate()
    store.prepare()
    writes = "UPDATE person SET idle_seconds = 60"
    other = get_context("spawn").Process(target=raw, args=(store.path, writes))
    other.start()
    other.join()
    assert store.people.get(ana.id).idle
    store.breaks.arrive(ana)


def test_another_writer_makes_the_store_busy(store: Store, ana: Person) -> None:
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy):
        store.breaks.arrive(ana)
    assert store.people.everyone() == (ana,)  # reading goes on
    other.execute("ROLLBACK")
    other.close()
    store.breaks.arrive(ana)


def test_a_full_disk_is_told_and_once_there_is_room_it_goes_on(store: Store, ana: Person) -> None:
    peewee, before = store._database.peewee, store.version()
    pages = peewee.execute_sql("PRAGMA page_count").fetchone()[0]
    peewee.execute_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OutOfReach, match="disk with the records is full"):
        for _ in range(1000):
            store.prior_auths.add("Acme Health", "MRI lumbar", "anyone", ana)
    assert store.check() == ()
    last = store.version()
    assert last >= before
    peewee.execute_sql("PRAGMA max_page_count = 1000000")
    store.breaks.arrive(ana)
    assert store.version() == last + 1
    assert store.check() == ()


def test_a_file_that_may_not_grow_keeps_all_that_was_confirmed(store: Store, ana: Person) -> None:
    store.close()
    spawn = get_context("spawn")
    told = spawn.SimpleQueue()
    child = spawn.Process(target=_write_until_full, args=(store.path, store.clock, told))
    child.start()
    confirmed, words = told.get()
    child.join()
    assert confirmed > 0
    assert "disk with the records" in words
    assert store.check() == ()
    assert store.prior_auths.listed("all", store.clock.now().date()).total == confirmed
    store.breaks.arrive(ana)


def _write_until_full(path: Path, clock: StoppedClock, told: Any) -> None:
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
    store, confirmed = Store(path, "desk", clock), 0
    try:
        while True:
            store.prior_auths.add("Acme Health", "MRI lumbar", "anyone", None)
            confirmed += 1
    except Exception as no:
        told.put((confirmed, str(no)))


def test_a_file_that_was_replaced_is_not_written_to(
    store: Store, ana: Person, tmp_path: Path, another: Callable[..., Store]
) -> None:
    copy = store.back_up(tmp_path / "copies").store
    store.breaks.arrive(ana)
    shutil.copy(copy, tmp_path / "other.db")
    os.replace(tmp_path / "other.db", store.path)
    for suffix in ("-wal", "-shm"):
        Path(f"{store.path}{suffix}").unlink(missing_ok=True)
    with pytest.raises(OutOfReach, match="replaced by others"):
        store.breaks.leave(ana)
    assert store.breaks.stay(ana) is None  # it is another file now, and that one is read
    store.breaks.arrive(ana)
    assert another().breaks.stay(ana) is not None


def test_a_file_that_was_removed_is_told_and_not_made_anew(store: Store, ana: Person) -> None:
    store.breaks.arrive(ana)
    store.path.unlink()
    for _ in range(2):
        with pytest.raises(OutOfReach, match="cannot be opened"):
            store.breaks.leave(ana)
    assert not store.path.exists()


def test_a_log_that_was_removed_is_noticed_and_nothing_is_lost(
    store: Store, ana: Person, another: Callable[..., Store]
) -> None:
    store.breaks.arrive(ana)
    Path(f"{store.path}-wal").unlink()
    with pytest.raises(OutOfReach, match="A part of the records was removed"):
        store.breaks.leave(ana)
    store.breaks.leave(ana)
    stay = another().breaks.stay(ana)
    assert stay is not None
    assert stay.left is not None
    assert store.check() == ()


def test_a_damaged_page_is_told(store: Store, ana: Person) -> None:
    store.close()
    content = bytearray(store.path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    store.path.write_bytes(content)
    with pytest.raises(OutOfReach, match="damaged; restore the newest backup"):
        store.people.everyone()
    store.close()


def test_what_two_programs_do_to_one_row_that_points_nowhere_is_found(store: Store) -> None:
    raw(store.path, "INSERT INTO person_role (person_id, role) VALUES (99, 'MA')")
    assert store.check() == ("A row of person_role points nowhere.",)


def test_a_text_that_damage_made_unreadable_is_told(store: Store, ana: Person) -> None:
    with store._database.write(None, "damaged"):
        garbage = "UPDATE person SET name = CAST(x'ff41' AS TEXT)"
        store._database.peewee.execute_sql(garbage)
    with pytest.raises(OutOfReach, match="damaged; restore the newest backup"):
        store.people.everyone()


def test_damage_of_which_even_sqlites_words_are_damaged_is_told(store: Store) -> None:
    store.close()
    with closing(sqlite3.connect(store.path)) as raw:
        raw.execute("PRAGMA writable_schema = 1")
        garbage = "name = CAST(x'ff41' AS TEXT), sql = 'CREATE TABLE ('"
        raw.execute(f"UPDATE sqlite_master SET {garbage} WHERE rowid = 1")
        raw.commit()
    with pytest.raises(OutOfReach, match="damaged; restore the newest backup"):
        store.prepare()
