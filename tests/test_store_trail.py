"""The trail: what was done is told whole, and changes round the program are found."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import OutOfReach, Refusal
from kiosk.practice.people import Person
from storage.store import Store
from storage.tables.trail import EventRow


def newest(store: Store) -> EventRow:
    with store.read():
        found: EventRow = EventRow.select().order_by(EventRow.id.desc()).get()
    return found


def test_every_act_is_one_event_with_who_where_and_when(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    event = newest(store)
    assert (event.by_id, event.terminal, event.deed) == (ana.id, "break room", "arrived")
    assert store._database.local(event.at) == clock.now()
    assert event.id == store.version()


def test_no_name_and_no_typed_text_is_in_the_trail(store: Store, ana: Person, ben: Person) -> None:
    store.prior_auths.add("Acme Health", "MRI lumbar", "anyone", ana)
    store.settings.set("practice", "Oak Street", ben)
    with store.read():
        said = str(list(EventRow.select().tuples()))
    for name in ("Ana", "Cole", "lumbar", "Acme", "Oak Street"):
        assert name not in said


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE event SET deed = 'left' WHERE deed = 'arrived'",
        "UPDATE event SET by_id = NULL WHERE deed = 'arrived'",
        "UPDATE event SET by_id = 1 WHERE by_id IS NULL",
        "UPDATE event SET at = '2020-01-01 00:00:00.000000+00:00' WHERE deed = 'arrived'",
        "UPDATE event SET terminal = 'roof' WHERE deed = 'arrived'",
        "UPDATE event SET detail = 'punch 9' WHERE deed = 'arrived'",
        "UPDATE event SET in_doubt = 1 WHERE deed = 'arrived'",
        "DELETE FROM event WHERE deed = 'arrived'",
        "UPDATE text SET words = 'CT head'",
        "UPDATE text SET words = NULL, salt = NULL",
        "DELETE FROM text",
    ],
)
def test_an_edit_behind_the_triggers_is_found(store: Store, ana: Person, edit: str) -> None:
    store.breaks.arrive(ana)
    store.prior_auths.add("Acme Health", "MRI lumbar", "anyone", ana)
    assert store.check() == ()
    raw = sqlite3.connect(store.path)
    if "NULL, salt" not in edit:
        with pytest.raises(sqlite3.IntegrityError):
            raw.execute(edit)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(edit)
    raw.commit()
    raw.close()
    assert store.trail.verify()


def test_an_event_with_a_number_of_its_own_is_refused(store: Store, ana: Person) -> None:
    raw = sqlite3.connect(store.path)
    copy = "INSERT INTO event SELECT 99, at, by_id, terminal, deed, about, detail, undoes, digest,"
    with pytest.raises(sqlite3.IntegrityError, match="one by one"):
        raw.execute(f"{copy} in_doubt, mac FROM event WHERE id = 1")
    raw.close()


def test_another_key_does_not_verify(
    store: Store, ana: Person, another: Callable[..., Store]
) -> None:
    key = store.path.parent / "kiosk.key"
    key.write_text("00" * 32)
    assert another("one").trail.verify()
    for damaged in ("00", "no key"):
        key.write_text(damaged)
        with pytest.raises(OutOfReach, match=r"kiosk\.key is"):
            another("two").trail.verify()
    key.unlink()
    with pytest.raises(OutOfReach, match=r"kiosk\.key is missing"):
        another("three").trail.verify()
    before = store.version()
    with pytest.raises(OutOfReach, match=r"kiosk\.key is missing"):
        another("four").breaks.arrive(ana)
    assert store.version() == before


def test_the_first_event_after_a_clock_jumped_is_in_doubt(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    assert store.trail.clock_in_doubt() is None
    for hours in (3, -3):
        clock.set_back(hours=hours)
        store.breaks.start(ana, "rest")
        assert newest(store).in_doubt
        assert store.trail.clock_in_doubt() == clock.now()
        store.breaks.end(ana, None)
        assert not newest(store).in_doubt
    assert store.trail.verify() == ()


def test_a_clock_that_goes_on_is_not_in_doubt(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    clock.forward(days=3)  # over the changing night
    store.breaks.arrive(ana)
    clock.set_back(seconds=50)  # a correction
    store.breaks.leave(ana)
    assert store.trail.clock_in_doubt() is None


def test_a_refused_act_does_not_use_up_the_doubt(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    clock.forward(seconds=1)
    store.breaks.arrive(ana)
    clock.set_back(hours=-3)
    with pytest.raises(Refusal):
        store.breaks.end(ana, None)
    with pytest.raises(Refusal), store.together():
        store.breaks.start(ana, "rest")
        store.breaks.start(ana, "rest")
    store.breaks.start(ana, "rest")
    assert newest(store).in_doubt
    store.breaks.end(ana, None)
    assert not newest(store).in_doubt


def test_a_clock_that_was_set_back_while_the_program_was_off_is_in_doubt(
    store: Store, ana: Person, clock: StoppedClock, another: Callable[..., Store]
) -> None:
    store.breaks.arrive(ana)
    clock.set_back(hours=2)
    fresh = another()
    fresh._database.clock = StoppedClock(clock.now())
    fresh.breaks.leave(ana)
    assert fresh.trail.clock_in_doubt() is not None


def test_acts_are_in_the_order_they_were_done_whatever_the_clock_said(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    task = store.prior_auths.add("Acme Health", "MRI", "anyone", ana)
    clock.set_back(hours=1)
    store.prior_auths.claim(task.ref, ana)
    first, second = store.prior_auths.history(task.ref)
    assert (first.deed, second.deed) == ("prior auth added", "prior auth taken")
    assert second.at - first.at == timedelta(hours=-1)
