"""What keeps a store well: migrate, check, back up, restore. Knows the engine, like database."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from kiosk.practice.errors import OutOfReach, Refusal
from kiosk.practice.values import dataclass
from storage import copies
from storage.database import Database, translated
from storage.key import key_of

MIGRATIONS = Path(__file__).parent / "migrations"
KEPT_BEFORE_MIGRATION = 3
STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Backup:
    """A verified copy: the store, and its key as a file of its own."""

    store: Path
    key: Path
    events: int


def prepare(database: Database) -> None:
    """Refuse a file that is older or newer than this program.

    Raises OutOfReach, which says what to do.
    """
    _must_be_there(database.path)
    newer, older = _steps(database)
    if newer:
        raise OutOfReach("The records were made by a newer kiosk. Install that version here too.")
    if older:
        raise OutOfReach(
            f"The records are older than the program: run 'kiosk migrate'. ({older[0]})"
        )


def migrate(database: Database) -> list[str]:
    """Make a new store, or bring an old one to this program's shape, after a backup of it.

    Gives back the names of the steps that were taken. Two programs that do this at the same time
    take turns. Raises OutOfReach when the file cannot be used, or is newer than the program.
    """
    path = database.path
    with copies.alone(path):
        is_new = not path.exists() or path.stat().st_size == 0
        if is_new:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
            path.chmod(0o600)
            database.key.make()
        with translated(path):
            _is_sqlite(path)
            if not is_new:
                newer, older = _steps(database)
                if newer:
                    prepare(database)
                if not older:
                    return []
                _keep_before_migration(database)
            applied = _run(database)
            wrong = database.peewee.execute_sql("PRAGMA foreign_key_check").fetchall()
        database.close()
        database.expect_new_schema()
        if wrong:
            raise OutOfReach(f"After the migration {len(wrong)} rows point nowhere: restore.")
        return applied


def check(database: Database) -> tuple[str, ...]:
    """What is wrong with the file, in words; nothing when it is whole."""
    with database.read():
        whole = [row[0] for row in database.peewee.execute_sql("PRAGMA integrity_check(20)")]
        loose = database.peewee.execute_sql("PRAGMA foreign_key_check").fetchall()
    found = [f"The file is damaged: {line}" for line in whole if line != "ok"]
    return (*found, *(f"A row of {row[0]} points nowhere." for row in loose))


def back_up(database: Database, directory: Path, keep: int) -> Backup:
    """Copy the store while it is in use, verify the copy, and drop all but the newest.

    directory: made when missing, mode 0700. keep: how many copies stay, at least 1. Raises
    OutOfReach when the copy cannot be written or does not verify.
    """
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = _unused(directory, f"{database.clock.now():{STAMP}}")
        key, secret = made.with_suffix(".key"), key_of(database.path).read_bytes()
        events = copies.copy(database.path, made)
        try:
            _write_private(key, secret)
        except OSError:
            made.unlink()
            raise
    except OSError as fault:
        raise OutOfReach(f"The backup was not written: {fault}.") from fault
    others = sorted((one for one in directory.glob("kiosk-*.db") if one != made), key=_stem)
    for old in others[: max(len(others) + 1 - max(keep, 1), 0)]:
        copies.remove(old)
        old.with_suffix(".key").unlink(missing_ok=True)
    return Backup(made, key, events)


def restore(copy: Path, path: Path, key: Path | None) -> bool:
    """Put a backup into an empty place. Tells whether its key came with it.

    key: the key's file, if it is kept elsewhere than beside the copy. Raises Refusal when a store
    is there already, OutOfReach when the copy is no whole store.
    """
    beside = [path, Path(f"{path}-wal"), Path(f"{path}-shm"), key_of(path)]
    if there := [one for one in beside if one.exists()]:
        raise Refusal(f"{there[0]} is there already. Move it away first; nothing was restored.")
    if not copy.is_file():
        raise OutOfReach(f"There is no backup {copy}.")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        copies.copy(copy, path)
        found = key or copy.with_suffix(".key")
        if found.is_file():
            _write_private(key_of(path), found.read_bytes())
        return found.is_file()
    except OSError as fault:
        path.unlink(missing_ok=True)
        raise OutOfReach(f"The backup was not restored: {fault}.") from fault


def _stem(path: Path) -> str:
    """What copies are ordered by: of two in one second the one with a number is the later."""
    return path.stem


def _unused(directory: Path, stamp: str) -> Path:
    made, number = directory / f"kiosk-{stamp}.db", 1
    while made.exists():
        number += 1
        made = directory / f"kiosk-{stamp}-{number}.db"
    return made


def _write_private(path: Path, content: bytes) -> None:
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink()
        raise


def _keep_before_migration(database: Database) -> None:
    stamp = f"{database.clock.now():{STAMP}}"
    name = database.path.name
    copies.copy(database.path, database.path.with_name(f"{name}.before-{stamp}"))
    kept = sorted(database.path.parent.glob(f"{name}.before-*"))
    for old in kept[:-KEPT_BEFORE_MIGRATION]:
        old.unlink()


def _must_be_there(path: Path) -> None:
    if not path.exists():
        raise OutOfReach(f"There are no records at {path}.")
    _is_sqlite(path)


def _is_sqlite(path: Path) -> None:
    """Raises OutOfReach, and leaves the file as it is, unless it is empty or a store.

    SQLite itself looks: a process that closes a file which it opened in any other way drops the
    locks of all its connections to it, and somebody else may then remove the log under them.
    """
    if path.is_dir():
        raise OutOfReach(f"The records cannot be opened: {path} is a folder.")
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with translated(path), closing(sqlite3.connect(uri, uri=True)) as file:
        tables = {row[0] for row in file.execute("SELECT name FROM sqlite_master")}
    if tables and "schema_migration" not in tables:
        raise OutOfReach(f"The file is not a store of this program: {path}.")


def free_space(path: Path) -> int:
    """Bytes that are free where the store lies."""
    return shutil.disk_usage(path.parent).free


def _steps(database: Database) -> tuple[list[str], list[str]]:
    """The steps that the store has and the program has not, and the other way round."""
    there = {path.stem for path in MIGRATIONS.glob("[0-9]*.py")}
    with database.read():
        rows = database.peewee.execute_sql("SELECT name FROM schema_migration").fetchall()
    taken = {str(row[0]) for row in rows}
    return sorted(taken - there), sorted(there - taken)


def _run(database: Database) -> list[str]:
    """Take the steps that are missing; their names."""
    from playhouse.migrations import Runner  # 15 ms that a store in shape need not wait for

    applied: list[str] = Runner(database.peewee, str(MIGRATIONS)).up()
    return applied
