"""What an import does to everybody else meanwhile, and what a long or a stopped one leaves."""

import csv
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Busy
from kiosk.practice.files import worklist
from kiosk.practice.files.incoming import Incoming, Reading
from storage.import_links import EDITED
from storage.import_spool import Signed, Spool
from storage.key import Key
from storage.people import NewPerson
from storage.store import Store
from tests.test_import_answers import answer, request
from tests.test_imports import NOW, TODAY, counts, listed, row, take


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "records" / "kiosk.db", "t", StoppedClock(NOW))
    store.migrate()
    yield store
    store.close()


@pytest.fixture
def desk(store: Store) -> Iterator[Store]:
    """Another terminal."""
    with closing(Store(store.path, "desk", StoppedClock(NOW))) as desk:
        yield desk


def test_others_work_while_files_are_read(store: Store, desk: Store) -> None:
    take(store, row("A-1"))
    ana, _ = store.people.add(NewPerson("Ana Ruiz"))
    (task,) = listed(store)

    def items() -> Iterator[Incoming]:
        yield row("A-1", units="2")
        desk.prior_auths.claim(task.ref, ana)
        yield row("A-2")

    report = store.imports.take("office", items(), Reading())
    assert counts(report) == {"new": 1, "updated": 1}
    after = store.prior_auths.get(task.ref)
    assert (after.owner, after.units) == (ana.id, "2")
    assert store.check() == ()


def test_what_is_told_while_files_are_read_wins_over_them(store: Store, desk: Store) -> None:
    take(store, request("A", "X", submitted_at=NOW))
    ana, _ = store.people.add(NewPerson("Ana Ruiz"))
    (task,) = listed(store)

    def items() -> Iterator[Incoming]:
        yield answer("r", "denied", "X")
        desk.prior_auth_work.move(task.ref, "approve", ana, {"authorization_number": "AUTH-9"})

    store.imports.take("office", items(), Reading())
    after = store.prior_auths.get(task.ref)
    assert (after.state, after.authorization_number) == ("approved", "AUTH-9")
    assert after.check == (EDITED,)


def test_what_was_read_is_written_once_nobody_else_writes(store: Store, desk: Store) -> None:
    with store.imports.read("office", [row("A-1"), row("A-2")], Reading()) as spool:
        with desk.together(), pytest.raises(Busy):
            store.imports.write(spool)
        assert listed(store) == []
        assert counts(store.imports.write(spool)) == {"new": 2}
        assert counts(store.imports.write(spool)) == {"unchanged": 2}


class StoppedSpool(Spool):
    """Somebody presses Ctrl-C while it is written."""

    def __iter__(self) -> Iterator[Signed]:
        yield from super().__iter__()
        raise KeyboardInterrupt


def test_stopping_while_it_is_written_leaves_the_store_as_it_was(store: Store) -> None:
    take(store, row("A-1"))
    before, task = store.version(), listed(store)
    with StoppedSpool("office", Key(store.path)) as spool:
        spool.fill([row("A-1", units="9"), row("A-2")], Reading())
        with pytest.raises(KeyboardInterrupt):
            store.imports.write(spool)
    assert (store.version(), listed(store)) == (before, task)
    assert store.check() == ()


def long_list(path: Path, number: int) -> Path:
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Auth Ref", "Patient Name", "Payer", "CPT", "Due", "Notes"])
        for one in range(number):
            told = [f"N-{one}", f"Zztest{one}", "Plan", 10_000 + one, "2026-03-09", "n" * 2000]
            rows.writerow(told)
    return path


def test_memory_does_not_grow_with_what_a_list_holds(store: Store, tmp_path: Path) -> None:
    peaks = []
    for number in (500, 3_000):
        path = long_list(tmp_path / f"{number}.csv", number)
        reading = Reading()
        tracemalloc.start()
        with path.open("rb") as stream:
            items = worklist.read(stream, path.name, {}, reading, TODAY)
            report = store.imports.take(f"office-{number}", items, reading)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert report.new == number
    assert peaks[1] - peaks[0] < 2_500 * 500  # bytes a row: two short digests, and no row
