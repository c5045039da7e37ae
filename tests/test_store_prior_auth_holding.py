"""The register of who sees to what, on a real file."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.prior_auth_terms import PriorAuthRef
from kiosk.practice.prior_auths import Known
from storage.people import NewPerson
from storage.prior_auth_rows import Changed
from storage.store import Store
from tests.conftest import with_pin


@pytest.fixture
def mia(store: Store) -> Person:
    """A medical assistant: PIN 330033."""
    return with_pin(store, NewPerson("Mia Lund", ("MA",)), "330033")


def hers(store: Store, ana: Person, backup: Person | None = None) -> PriorAuthRef:
    known = Known(backup=backup.id if backup else None)
    ref = store.prior_auths.add("Acme Health", "MRI lumbar", "anyone", ana, known).ref
    store.prior_auths.claim(ref, ana)
    return ref


def test_who_gets_one_reads_of_it_and_why_once(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    ref, register = hers(store, ana), store.prior_auth_holding
    register.hand_over(ref, ben, mia, "Ana is out")
    assert store.prior_auths.get(ref).owner == mia.id
    for person in (mia, ana):  # and so does whoever had it
        (news,) = store.notices.of(person)
        assert (news.about, news.deed, news.by, news.words) == (
            f"prior auth {ref}",
            "prior auth handed over",
            ben.id,
            "Ana is out",
        )
    assert store.notices.of(ben) == ()
    store.notices.have_read(mia, news.number)
    assert (store.notices.of(mia), len(store.notices.of(ana))) == ((), 1)
    assert store.prior_auths.history(ref)[-1].detail == f"to {mia.id}"
    assert store.check() == ()


def test_taking_over_and_a_changed_urgency_are_told_to_the_owner(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    ref, register = hers(store, ana), store.prior_auth_holding
    with pytest.raises(Refusal, match="Say why"):
        register.set_urgency(ref, "urgent", ben, " ")
    register.set_urgency(ref, "urgent", ben, "surgery is moved")
    register.take_over(ref, mia, "Ana is at lunch")
    assert [one.words for one in store.notices.of(ana)] == ["surgery is moved", "Ana is at lunch"]
    task = store.prior_auths.get(ref)
    assert (task.owner, task.urgency) == (mia.id, "urgent")


def test_before_leave_everything_goes_in_one_act(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    backed_up, alone = hers(store, ana, ben), hers(store, ana)
    sent = hers(store, ana)
    store.prior_auth_work.move(sent, "submit", ana, {"submitted_how": "fax"})
    before = store.version()
    left = store.prior_auth_holding.leave_all(ana, mia)
    assert store.version() == before + 4  # one for the act, one for each
    assert {one.after.ref: one.after.owner for one in left} == {
        backed_up: ben.id,
        alone: mia.id,
        sent: mia.id,
    }
    assert store.prior_auths.get(sent).state == "payer"
    assert len(store.notices.of(mia)) == 2
    with pytest.raises(Refusal, match="You have no prior auths"):
        store.prior_auth_holding.leave_all(ana, mia)
    assert store.check() == ()


def test_whoever_owns_twelve_can_leave_without_naming_anybody(store: Store, ana: Person) -> None:
    refs = [hers(store, ana) for _ in range(12)]
    store.prior_auth_holding.leave_all(ana, None)
    tasks = [store.prior_auths.get(ref) for ref in refs]
    assert {(one.owner, one.taken_at, one.state) for one in tasks} == {(None, None, "to do")}


def test_tries_stand_in_the_list_until_the_next_is_due(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    ref, today = hers(store, ana), clock.now().date()
    store.prior_auth_work.move(ref, "submit", ana, {"submitted_how": "fax"})
    store.prior_auth_holding.contact(ref, ana, today + timedelta(days=1))
    assert store.prior_auths.get(ref).attempts == 1
    assert store.prior_auth_counts.counts(today).due == 0
    for days in (1, 5):
        later = today + timedelta(days=days)
        assert store.prior_auth_counts.counts(later).due == 1
        assert [one.ref for one in store.prior_auths.listed("due", later).tasks] == [ref]


def test_a_refused_act_leaves_no_news(store: Store, ana: Person, mia: Person) -> None:
    ref = hers(store, ana)
    before = store.version()
    with pytest.raises(Refusal, match="Only its owner"):
        store.prior_auth_holding.hand_over(ref, mia, mia)
    assert (store.version(), store.notices.of(ana)) == (before, ())


def test_each_act_is_taken_back_and_is_news_no_more(
    store: Store, ana: Person, ben: Person, mia: Person, clock: StoppedClock
) -> None:
    ref, register = hers(store, ana, mia), store.prior_auth_holding
    before = store.prior_auths.get(ref)
    acts: tuple[Callable[[], Changed], ...] = (
        lambda: register.hand_over(ref, ben, mia, "Ana is out"),
        lambda: register.take_over(ref, ben, "Ana is out"),
        lambda: register.name_backup(ref, ben, ben),
        lambda: register.set_urgency(ref, "urgent", ben, "surgery is moved"),
        lambda: register.contact(ref, ben, clock.now().date()),
    )
    for act in acts:
        changed = act()
        assert store.prior_auths.get(ref) == changed.after != before
        assert store.prior_auth_undo.take_back(changed, ben) == before
        assert store.prior_auths.get(ref) == before
        assert store.prior_auths.history(ref)[-1].deed == f"{changed.deed}, taken back"
    assert [store.notices.unread(one) for one in (ana, mia)] == [0, 0]
    assert store.check() == ()


def test_handing_over_all_is_taken_back_as_one(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    backed_up, alone = hers(store, ana, ben), hers(store, ana)
    before = [store.prior_auths.get(ref) for ref in (backed_up, alone)]
    left = store.prior_auth_holding.leave_all(ana, None)
    store.prior_auth_undo.take_back_all(left, ana)
    assert [store.prior_auths.get(ref) for ref in (backed_up, alone)] == before
    left = store.prior_auth_holding.leave_all(ana, None)
    store.prior_auths.claim(alone, mia)
    with pytest.raises(Refusal, match="Something came after"):
        store.prior_auth_undo.take_back_all(left, ana)
    assert store.prior_auths.get(backed_up).owner == ben.id  # none of it was


def test_what_was_checked_by_hand_is_to_be_checked_again(store: Store, ana: Person) -> None:
    ref = hers(store, ana)
    with sqlite3.connect(store.path) as file:
        file.execute("UPDATE prior_auth SET to_check = 'no payer' || char(10) || 'no date'")
    file.close()
    settled = store.prior_auth_work.settle(ref, ana, "it is Acme")
    assert store.prior_auths.get(ref).check == ()
    store.prior_auth_undo.take_back(settled, ana)
    assert store.prior_auths.get(ref).check == ("no payer", "no date")
    assert "found" not in store.prior_auths.notes(ref)
