from collections.abc import Callable
from datetime import date, time, timedelta

import pytest

from kiosk.practice.checks import LONGEST_FOUND, MONDAY_TO_FRIDAY, MOST_CHECKS, Check, CheckWords
from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.people import Person
from kiosk.practice.words import clean
from storage.jobs import JobWords
from storage.store import Store
from tests.conftest import MARKER, destroy
from tests.naughty import ours

MONDAY = date(2026, 3, 9)


@pytest.fixture
def words(store: Store, ben: Person) -> CheckWords:
    """The log of the vaccine fridge, at eight."""
    job = store.jobs.add(JobWords("vaccines", ("RN",)), ben)
    return CheckWords("Fridge log", job.id, MONDAY_TO_FRIDAY, time(8), timedelta(minutes=30))


@pytest.fixture
def fridge(store: Store, ben: Person, words: CheckWords, clock: StoppedClock) -> Check:
    """It was written on a Friday, and now it is Monday, ten past eight."""
    check = store.checks.write(words, ben)
    clock.set_to(clock.now().replace(day=MONDAY.day, hour=8, minute=10))
    return check


def test_another_terminal_sees_what_is_to_do(
    store: Store, another: Callable[..., Store], fridge: Check
) -> None:
    (due,) = another().checks.to_do()
    assert (due.check, due.day, f"{due.ends:%H:%M}") == (fridge, MONDAY, "08:30")


def test_of_two_who_tick_at_once_one_does_and_the_other_is_told(
    store: Store, another: Callable[..., Store], fridge: Check, ana: Person, ben: Person
) -> None:
    there = another()
    assert there.checks.to_do() and store.checks.to_do()
    there.checks.tick(fridge.id, MONDAY, ana)
    with pytest.raises(Refusal, match="Ana Ruiz ticked that already, at 8:10 AM"):
        store.checks.tick(fridge.id, MONDAY, ben, "48 F")
    (due,) = store.checks.on(MONDAY)
    assert due.tick and (due.tick.by, due.tick.outcome) == (ana.id, "all well")
    assert store.checks.to_do() == ()
    assert store.check() == ()


def test_a_tick_is_taken_back_once_and_ticked_anew(
    store: Store, fridge: Check, ana: Person, ben: Person
) -> None:
    tick = store.checks.tick(fridge.id, MONDAY, ana)
    with pytest.raises(Refusal, match="Only whoever"):
        store.checks.take_back(tick.number, ben)
    store.checks.take_back(tick.number, ana)
    with pytest.raises(Refusal, match="already"):
        store.checks.take_back(tick.number, ana)
    store.checks.tick(fridge.id, MONDAY, ben, "48 F at the top")
    assert store.checks.to_do() == ()


def test_a_finding_is_there_for_other_nouns_and_can_be_destroyed(
    store: Store, fridge: Check, ana: Person, ben: Person
) -> None:
    assert store.checks.findings(MONDAY) == ()
    store.checks.tick(fridge.id, MONDAY, ana, "48 F at the top")
    (found,) = store.checks.findings(MONDAY)
    assert found.has_finding and found.words == "48 F at the top"
    destroy(store, f"check {fridge.id} {MONDAY}", ben)
    assert store.checks.findings(MONDAY)[0].words == MARKER.replace("Mar 6", "Mar 9")
    assert store.check() == ()


def test_a_missed_one_waits_for_a_manager_who_notes_it_or_for_a_late_tick(
    store: Store, fridge: Check, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    assert store.checks.missed() == ()
    clock.forward(minutes=20)
    assert [one.day for one in store.checks.missed()] == [MONDAY]
    store.checks.tick(fridge.id, MONDAY, ana)
    assert store.checks.missed() == ()
    assert store.checks.on(MONDAY)[0].was_late()
    clock.forward(days=1)
    with pytest.raises(NotAllowed):
        store.checks.note_not_done(fridge.id, clock.now().date(), ana)
    store.checks.note_not_done(fridge.id, clock.now().date(), ben, "Nobody trained was here")
    assert store.checks.missed() == ()


def test_the_hours_of_the_practice_decide_at_once(
    store: Store, fridge: Check, another: Callable[..., Store], ben: Person
) -> None:
    another().settings.set("hours.closed_on", MONDAY.isoformat(), ben)
    assert store.checks.to_do() == ()


def test_a_change_holds_from_now_on_and_leaves_what_was_noted(
    store: Store, fridge: Check, words: CheckWords, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.checks.tick(fridge.id, MONDAY, ana)
    later = CheckWords("Fridge log", words.job, words.weekdays, time(7), words.within)
    new = store.checks.change(fridge.id, later, ben)
    assert store.checks.on_list() == (new,)
    assert [one.check.id for one in store.checks.on(MONDAY)] == [fridge.id]
    assert [one.check.id for one in store.checks.on(MONDAY + timedelta(days=1))] == [new.id]
    for act in (lambda: store.checks.drop(fridge.id, ben), lambda: store.checks.get(fridge.id)):
        with pytest.raises(Refusal, match="meanwhile"):
            act()


def test_only_managers_write_them(
    store: Store, fridge: Check, words: CheckWords, ana: Person
) -> None:
    for act in (
        lambda: store.checks.write(words, ana),
        lambda: store.checks.change(fridge.id, words, ana),
        lambda: store.checks.drop(fridge.id, ana),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert store.checks.on_list() == (fridge,)


def test_there_is_room_for_so_many(store: Store, words: CheckWords, ben: Person) -> None:
    with store.together():
        for number in range(MOST_CHECKS):
            of_it = (words.job, words.weekdays, words.at, words.within)
            store.checks.write(CheckWords(f"Check {number}", *of_it), ben)
    with pytest.raises(Refusal, match="all there is room for"):
        store.checks.write(words, ben)


def test_whatever_is_typed_is_kept_clean(store: Store, fridge: Check, ana: Person) -> None:
    for typed in ours():
        try:
            tick = store.checks.tick(fridge.id, MONDAY, ana, typed or " ")
        except Refusal as no:
            assert str(no) == "Please type something."
            continue
        (found,) = store.checks.findings(MONDAY)
        assert found.words == clean(typed, LONGEST_FOUND)
        store.checks.take_back(tick.number, ana)
    assert store.check() == ()
