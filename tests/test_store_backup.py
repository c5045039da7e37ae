"""Copies of the store: taken in use, kept as many as asked, put back with their key."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import OutOfReach, Refusal
from kiosk.practice.people import Person
from storage.store import Store
from storage.upkeep import restore
from tests.test_store_upkeep import key_of, mode


def test_a_backup_taken_in_use_is_whole_and_private(
    store: Store, ana: Person, tmp_path: Path, another: Callable[..., Store]
) -> None:
    store.breaks.arrive(ana)
    other = another()
    assert other.breaks.stay(ana) is not None
    made = store.back_up(tmp_path / "deep" / "copies")
    assert made.events == store.version()
    assert [mode(one) for one in (made.store, made.key, made.store.parent)] == [0o600, 0o600, 0o700]
    assert made.key.read_text() == key_of(store).read_text()
    assert sorted(made.store.parent.iterdir()) == sorted([made.store, made.key])


def test_backups_are_kept_as_many_as_asked_and_never_less_than_the_new_one(
    store: Store, tmp_path: Path, clock: StoppedClock
) -> None:
    copies = tmp_path / "copies"
    made = []
    for _ in range(4):
        clock.forward(days=1)
        made.append(store.back_up(copies, keep=2))
    for _ in range(2):  # in the same second
        made.append(store.back_up(copies, keep=2))
    assert sorted(copies.glob("*.db")) == sorted(one.store for one in made[-2:])
    clock.set_back(days=30)
    last = store.back_up(copies, keep=1)
    assert sorted(copies.iterdir()) == sorted([last.store, last.key])
    nothing = store.back_up(copies, keep=0)
    assert sorted(copies.iterdir()) == sorted([nothing.store, nothing.key])


def test_a_backup_that_cannot_be_written_is_told_and_leaves_nothing(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutOfReach, match="backup was not written"):
        store.back_up(tmp_path / "file")
    key_of(store).unlink()
    with pytest.raises(OutOfReach, match="backup was not written"):
        store.back_up(tmp_path / "copies")
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_backup_is_put_back_with_its_key(
    store: Store, ana: Person, tmp_path: Path, another: Callable[..., Store]
) -> None:
    store.breaks.arrive(ana)
    made = store.back_up(tmp_path / "copies")
    path = tmp_path / "new" / "kiosk.db"
    assert restore(made.store, path, None)
    back = another(path=path)
    back.prepare()
    assert back.check() == ()
    assert back.identification.with_pin(ana, "110012") == ana
    assert back.breaks.stay(ana) == store.breaks.stay(ana)
    assert mode(path) == 0o600


def test_a_backup_without_its_key_is_told_and_another_key_does_not_fit(
    store: Store, ana: Person, tmp_path: Path, another: Callable[..., Store]
) -> None:
    made = store.back_up(tmp_path / "copies")
    made.key.unlink()
    path = tmp_path / "new" / "kiosk.db"
    assert not restore(made.store, path, None)
    with pytest.raises(OutOfReach, match=r"kiosk\.key is missing"):
        another(path=path).check()
    strange = tmp_path / "strange.key"
    strange.write_text("ab" * 32)
    path = tmp_path / "newer" / "kiosk.db"
    assert restore(made.store, path, strange)
    back = another(path=path)
    assert "it is another key" in back.check()[0]
    with pytest.raises(Refusal):
        back.identification.with_pin(ana, "110012")


def test_a_new_key_begins_the_trail_anew_and_says_so(
    store: Store, ana: Person, tmp_path: Path, another: Callable[..., Store]
) -> None:
    made = store.back_up(tmp_path / "copies")
    path = tmp_path / "new" / "kiosk.db"
    strange = tmp_path / "strange.key"
    strange.write_text("ab" * 32)
    restore(made.store, path, strange)
    back = another(path=path)
    back.trail.begin_new_key()
    back.breaks.arrive(ana)
    found = [one.words for one in back.trail.verify()]
    assert f"Events 1 to {made.events} were written under a key that is lost." in found
    assert not any(f"Event {made.events + 2} " in one for one in found)


@pytest.mark.parametrize("there", ["kiosk.db", "kiosk.db-wal", "kiosk.db-shm", "kiosk.key"])
def test_nothing_is_restored_over_what_is_there(store: Store, tmp_path: Path, there: str) -> None:
    made = store.back_up(tmp_path / "copies")
    new = tmp_path / "new"
    new.mkdir()
    (new / there).write_text("old")
    with pytest.raises(Refusal, match="is there already"):
        restore(made.store, new / "kiosk.db", None)
    assert [one.name for one in new.iterdir()] == [there]


def test_what_is_no_whole_store_is_not_restored(store: Store, tmp_path: Path) -> None:
    store.back_up(tmp_path / "copies")
    (copy,) = (tmp_path / "copies").glob("*.db")
    new = tmp_path / "new" / "kiosk.db"
    with pytest.raises(OutOfReach, match="no backup"):
        restore(tmp_path / "nothing.db", new, None)
    content = copy.read_bytes()
    for broken in (b"no store at all, nor anything like it", content[:8192], b""):
        copy.write_bytes(broken)
        with pytest.raises(OutOfReach):
            restore(copy, new, None)
        assert not new.parent.exists() or list(new.parent.iterdir()) == []
