"""The registers of swaps and of open shifts, on a real file."""

from collections.abc import Callable
from datetime import date, time

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.people import Person
from kiosk.practice.roster import WorkHours
from storage.jobs import JobWords
from storage.people import NewPerson
from storage.store import Store
from tests.test_store_people import deeds
from tests.test_store_roster import hours

MONDAY, TUESDAY = date(2026, 3, 9), date(2026, 3, 10)
DAY = (WorkHours(time(8), time(17)),)
EARLY = (WorkHours(time(6), time(12)),)


@pytest.fixture
def mia(store: Store, ana: Person, ben: Person) -> Person:
    """At the front desk too: on Tuesdays, and Ana on Mondays."""
    person, _ = store.people.add(NewPerson("Mia Lund", ("front desk",)))
    store.roster.set_week(ana, {0: DAY}, ben)
    store.roster.set_week(person, {1: EARLY}, ben)
    return person


def told(store: Store, who: Person) -> list[str]:
    return [f"{one.deed} {one.about}" for one in store.notices.of(who)]


def test_a_swap_has_both_words_and_a_managers_and_the_roster_follows(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    one = store.swaps.ask(ana, MONDAY, mia, TUESDAY)
    assert told(store, mia) == ["swap asked swap 1"]
    with pytest.raises(Refusal, match="asked Mia Lund for that already"):
        store.swaps.ask(ana, MONDAY, mia, TUESDAY)
    with pytest.raises(Refusal, match="has not agreed yet"):
        store.swaps.decide(one.number, "approved", ben)
    store.swaps.answer(one.number, True, mia)
    with pytest.raises(NotAllowed):
        store.swaps.decide(one.number, "approved", ana)
    assert hours(store, ana, MONDAY) == ["08-17"]
    store.swaps.decide(one.number, "approved", ben)
    assert (hours(store, ana, MONDAY), hours(store, mia, TUESDAY)) == ([], [])
    assert hours(store, ana, TUESDAY) == ["06-12 front desk"]
    assert hours(store, mia, MONDAY) == ["08-17 front desk"]
    assert told(store, ana) == ["swap agreed swap 1", "swap approved swap 1"]
    assert [one for one in deeds(store) if one.startswith("swap")] == [
        "swap asked swap 1",
        "swap agreed swap 1",
        "swap approved swap 1",
    ]
    assert deeds(store)[-4:] == [f"day changed person {one.id}" for one in (ana, mia, mia, ana)]
    assert store.swaps.open_ones() == ()
    assert store.check() == ()


def test_a_swap_is_refused_taken_back_and_over_when_a_day_has_passed(
    store: Store, ana: Person, mia: Person, clock: StoppedClock
) -> None:
    refused = store.swaps.ask(ana, MONDAY, mia, TUESDAY)
    store.swaps.answer(refused.number, False, mia)
    assert told(store, ana) == ["swap refused swap 1"]
    again = store.swaps.ask(ana, MONDAY, mia, TUESDAY)
    store.swaps.withdraw(again.number, ana)
    with pytest.raises(Refusal, match="withdrawn already"):
        store.swaps.answer(again.number, True, mia)
    store.swaps.ask(ana, MONDAY, mia, TUESDAY)
    clock.forward(days=4)
    assert store.swaps.open_ones() == ()
    with pytest.raises(Refusal, match="has passed"):
        store.swaps.answer(3, True, mia)
    assert store.check() == ()


def test_a_swap_that_the_roster_no_longer_allows_is_refused_and_leaves_nothing(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    one = store.swaps.ask(ana, MONDAY, mia, TUESDAY)
    store.swaps.answer(one.number, True, mia)
    store.time_off.note(mia, MONDAY, MONDAY, "", ben)
    before = store.version()
    with pytest.raises(Refusal, match="Mia Lund is out Mon Mar 9"):
        store.swaps.decide(one.number, "approved", ben)
    assert (store.version(), store.swaps.get(one.number).state) == (before, "agreed")


def test_the_first_yes_has_it_and_the_others_are_told(
    store: Store, another: Callable[..., Store], ana: Person, ben: Person, mia: Person
) -> None:
    di, _ = store.people.add(NewPerson("Di", ("front desk",)))
    phones = store.jobs.add(JobWords("phones", ("front desk",)), ben)
    for who in (ana, mia):
        store.jobs.grant(who, phones.id, MONDAY.replace(month=1), ben)
    one = store.open_shifts.ask(ana, MONDAY, ana)
    assert [store.open_shifts.for_whom(who) for who in (mia, di, ben)] == [(one,), (), ()]
    assert told(store, mia) == ["open shift asked open shift 1"]
    assert told(store, di) == []
    with pytest.raises(Refusal, match="asked for that shift of Ana Ruiz already"):
        store.open_shifts.ask(ana, MONDAY, ben)
    with pytest.raises(Refusal, match="You are not trained"):
        store.open_shifts.take(one.number, di, di)
    store.open_shifts.take(one.number, di, ben)
    with pytest.raises(Refusal, match="Di has just taken that shift"):
        another().open_shifts.take(one.number, mia, mia)
    assert hours(store, ana, MONDAY) == []
    assert hours(store, di, MONDAY) == ["08-17 front desk"]
    for who in (mia, di, ana):
        assert told(store, who)[-1] == "open shift taken open shift 1"
    assert store.open_shifts.open_ones() == ()
    assert store.check() == ()


def test_a_manager_asks_for_whoever_is_out_and_others_may_not(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    store.roster.call_out(ana, MONDAY, True, ben)
    with pytest.raises(NotAllowed):
        store.open_shifts.ask(ana, MONDAY, mia)
    store.open_shifts.ask(ana, MONDAY, ben)
    with pytest.raises(NotAllowed):
        store.open_shifts.take(1, ana, mia)
    with pytest.raises(NotAllowed):
        store.open_shifts.withdraw(1, mia)
    store.open_shifts.withdraw(1, ben)
    assert told(store, mia)[-1] == "open shift withdrawn open shift 1"
    with pytest.raises(Refusal, match="taken back"):
        store.open_shifts.take(1, mia, mia)
    with pytest.raises(Refusal, match="has no shift"):
        store.open_shifts.ask(ana, TUESDAY, ana)
    second = store.open_shifts.ask(ana, MONDAY, ben)
    store.open_shifts.take(second.number, mia, mia)
    assert hours(store, mia, MONDAY) == ["08-17 front desk"]
    assert store.check() == ()


def test_taking_a_shift_is_taken_back_unless_the_day_was_changed_since(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    store.roster.change_day(ana, MONDAY, (WorkHours(time(9), time(12)),), ben)
    one = store.open_shifts.ask(ana, MONDAY, ana)
    _, put = store.open_shifts.take(one.number, mia, mia)
    with pytest.raises(NotAllowed):
        store.open_shifts.give_back(one.number, put, ana)
    store.open_shifts.give_back(one.number, put, mia)
    assert store.open_shifts.open_ones() == (one,)
    assert (hours(store, ana, MONDAY), hours(store, mia, MONDAY)) == (["09-12"], [])
    assert told(store, ana)[-1] == "open shift taken, taken back open shift 1"
    with pytest.raises(Refusal, match="Nobody has that shift any more"):
        store.open_shifts.give_back(one.number, put, ben)
    _, put = store.open_shifts.take(one.number, mia, mia)
    store.roster.change_day(mia, MONDAY, (), ben)
    before = store.version()
    with pytest.raises(Refusal, match="was changed since"):
        store.open_shifts.give_back(one.number, put, mia)
    assert store.version() == before
    assert store.check() == ()


def test_a_decision_is_taken_back_once_and_by_whoever_decided(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    one = store.swaps.ask(ana, MONDAY, mia, TUESDAY)
    store.swaps.answer(one.number, True, mia)
    _, put = store.swaps.decide(one.number, "approved", ben)
    kim, _ = store.people.add(NewPerson("Kim", is_manager=True))
    with pytest.raises(Refusal, match="Something came after that"):
        store.swaps.undecide(one.number, put, kim)
    assert store.swaps.undecide(one.number, put, ben).state == "agreed"
    with pytest.raises(Refusal, match="no decision to take back"):
        store.swaps.undecide(one.number, put, ben)
    assert hours(store, ana, MONDAY) == ["08-17"]
    assert store.check() == ()
