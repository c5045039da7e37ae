"""Copies of a store, made and thrown away without holding up those who write meanwhile.

They write to the same disk, and wait for it at every act: it must never have much to do at once.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kiosk.practice.errors import OutOfReach
from storage.database import translated

PAGES_AT_ONCE = 256  # of 4 KiB, before the disk is waited for
BYTES_AT_ONCE = 8 * 1024 * 1024  # given back to the disk


@contextmanager
def alone(store: Path) -> Iterator[None]:
    """Nobody else migrates a store or copies it for practice meanwhile. Raises OutOfReach."""
    try:
        store.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(store.with_name(f"{store.name}.lock"), os.O_WRONLY | os.O_CREAT, 0o600)
    except OSError as fault:
        raise OutOfReach(f"The records cannot be opened: {fault}.") from fault
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def copy(source: Path, target: Path) -> int:
    """A verified copy by SQLite's own backup; the number of its events. All of it or nothing.

    Raises OutOfReach when the source is no whole store, OSError when the copy cannot be written.
    """
    half = target.with_name(f"{target.name}.part")
    written = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with (
            translated(source),
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(half)) as new,
        ):
            old.execute("BEGIN")  # one picture, or each act of others would begin the copy anew
            old.execute("SELECT 1 FROM sqlite_master").fetchone()
            old.backup(new, pages=PAGES_AT_ONCE, progress=lambda *_: os.fdatasync(written))
            new.execute("PRAGMA journal_mode = DELETE")
            whole = new.execute("PRAGMA integrity_check").fetchone()[0]
            if whole != "ok":
                raise OutOfReach(f"The copy of {source} is damaged: {whole}.")
            events = int(new.execute("SELECT COUNT(*) FROM event").fetchone()[0])
        os.fsync(written)
        half.rename(target)
        return events
    except sqlite3.OperationalError as fault:
        raise OutOfReach(f"{source} is not a store of this program.") from fault
    finally:
        os.close(written)
        half.unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Throw a copy away."""
    rest = path.rename(path.with_name(f"{path.name}.part"))  # no longer a copy from here on
    with rest.open("r+b") as file:
        for size in range(rest.stat().st_size, 0, -BYTES_AT_ONCE):
            file.truncate(size)
            os.fdatasync(file.fileno())
    rest.unlink()


def wipe(path: Path) -> None:
    """Overwrite a file and throw it away, also while others have it open.

    An index of a write-ahead log is only unlinked: others have it mapped into their memory, and
    would be killed by a signal if it shrank.
    """
    if path.name.endswith("-shm"):
        path.unlink(missing_ok=True)
        return
    if not path.name.endswith(".part"):
        path = path.rename(path.with_name(f"{path.name}.part"))  # nobody finds it from here on
    zeros = bytes(BYTES_AT_ONCE)
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(zeros[:left])
            file.flush()
            os.fdatasync(file.fileno())
    path.unlink()
