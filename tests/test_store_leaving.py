"""Somebody leaves the practice while they own prior auths, on a real file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.people import Person
from kiosk.practice.prior_auth_terms import PriorAuthRef
from kiosk.practice.prior_auths import Known, PriorAuth
from screens.app import KioskApp
from screens.menu import BREAK_ROOM
from screens.plain import Plain
from screens.session import Kiosk
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin

TODAY, LAST = date(2026, 3, 6), date(2026, 3, 9)


@pytest.fixture
def mia(store: Store) -> Person:
    """A medical assistant: PIN 330033."""
    return with_pin(store, NewPerson("Mia Lund", ("MA",)), "330033")


def hers(store: Store, ana: Person, known: Known) -> PriorAuthRef:
    ref = store.prior_auths.add("Acme Health", "MRI lumbar", "anyone", ana, known).ref
    store.prior_auths.claim(ref, ana)
    return ref


@pytest.fixture
def twelve(store: Store, ana: Person, ben: Person, mia: Person) -> list[PriorAuthRef]:
    """All that Ana has: ten taken, of which one has a backup; one with the payer, one asked."""
    refs = [hers(store, ana, Known(payer_type="employer")) for _ in range(11)]
    refs.append(hers(store, ana, Known(backup=mia.id)))
    store.prior_auth_work.move(refs[0], "submit", ana, {"submitted_how": "fax"})
    store.prior_auth_work.move(refs[0], "receive", ana, {"received_at": store.clock.now()})
    store.prior_auth_work.move(refs[1], "ask prescriber", ana, {"question": "Which dose?"})
    return refs


def states(store: Store, refs: list[PriorAuthRef]) -> list[str]:
    return [store.prior_auths.get(ref).state for ref in refs]


def without_owner(one: PriorAuth) -> PriorAuth:
    return replace(one, owner=None, taken_at=None, left_by=None)


def test_what_whoever_leaves_at_once_had_is_nobodys_and_nothing_else_changes(
    store: Store, ana: Person, ben: Person, mia: Person, twelve: list[PriorAuthRef]
) -> None:
    before, version = [store.prior_auths.get(ref) for ref in twelve], store.version()
    store.leaving.take_out(ana, TODAY, True, ben)
    after = [store.prior_auths.get(ref) for ref in twelve]
    assert {(one.owner, one.taken_at, one.left_by) for one in after} == {(None, None, ana.id)}
    # State, backup, the payer's clock: all of it goes on.
    assert [*map(without_owner, after)] == [*map(without_owner, before)]
    assert after[0].decision_due is not None
    assert states(store, twelve) == ["payer", "prescriber", *["to do"] * 10]
    assert after[-1].backup == mia.id
    for ref in twelve:
        last = store.prior_auths.history(ref)[-1]
        assert (last.deed, last.detail) == ("owner left", f"from {ana.id}")
    # The last day, that PIN and badge stop, the act about what she had, and one for each.
    assert store.version() == version + 2 + 1 + 12
    assert store.check() == ()
    left = store.prior_auths.listed("left", TODAY)
    assert ({one.ref for one in left.tasks}, left.total) == ({*twelve}, 12)
    store.prior_auths.claim(twelve[0], mia)
    assert store.prior_auths.get(twelve[0]).left_by is None
    assert store.prior_auths.listed("left", TODAY).total == 11


def test_all_of_it_goes_to_one_person_in_the_same_act(
    store: Store, ana: Person, ben: Person, mia: Person, twelve: list[PriorAuthRef]
) -> None:
    store.leaving.take_out(ana, LAST, False, ben, mia)
    after = [store.prior_auths.get(ref) for ref in twelve]
    assert {(one.owner, one.left_by, one.backup) for one in after} == {(mia.id, None, None)}
    assert store.notices.unread(mia) == 12
    assert not store.people.get(ana.id).is_gone(TODAY)  # her last day is to come
    assert store.check() == ()


def test_with_a_last_day_to_come_it_is_hers_until_that_is_over(
    store: Store,
    ana: Person,
    ben: Person,
    twelve: list[PriorAuthRef],
    clock: StoppedClock,
) -> None:
    store.leaving.take_out(ana, LAST, False, ben)
    for _ in range(2):  # on any day until then nothing happens
        store.leaving.free()
        assert {store.prior_auths.get(ref).owner for ref in twelve} == {ana.id}
    clock.forward(days=4)
    version = store.version() + 4  # each of these days closes before anything else
    store.leaving.free()
    assert {store.prior_auths.get(ref).left_by for ref in twelve} == {ana.id}
    assert store.version() == version + 13
    store.leaving.free()  # another terminal, a moment later
    assert store.version() == version + 13
    assert store.check() == ()


def test_a_last_day_that_is_over_already_counts_also_when_it_is_edited(
    store: Store, ana: Person, ben: Person, twelve: list[PriorAuthRef]
) -> None:
    store.leaving.change(ana, replace(ana, employed_to=TODAY - timedelta(days=1)), ben)
    assert {store.prior_auths.get(ref).left_by for ref in twelve} == {ana.id}


def test_whoever_is_gone_is_no_backup_and_is_asked_nothing(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    ref = hers(store, ana, Known(backup=mia.id))
    told = {"question": "Since when?", "whom": mia}
    store.prior_auth_work.move(ref, "ask clinical", ana, told)
    store.leaving.take_out(mia, TODAY, True, ben)
    task, asked = store.prior_auths.get(ref), store.prior_auth_work.question(ref)
    assert (task.owner, task.backup, task.left_by) == (ana.id, None, None)
    assert asked is not None and asked.whom is None
    assert asked.is_asked(ben)  # a prescriber may what clinical staff may
    deeds = [one.deed for one in store.prior_auths.history(ref)][-2:]
    assert deeds == ["backup left", "asked of anybody"]
    assert store.check() == ()


def test_nothing_is_handed_over_when_the_rest_is_refused(
    store: Store, ana: Person, ben: Person, mia: Person, twelve: list[PriorAuthRef]
) -> None:
    store.leaving.take_out(mia, TODAY, True, ben)
    version = store.version()
    for rest, words in ((mia, "Mia Lund does not work here today"), (ana, "somebody else")):
        with pytest.raises(Refusal, match=words):
            store.leaving.take_out(ana, TODAY, True, ben, rest)
    with pytest.raises(NotAllowed):
        store.leaving.take_out(ben, TODAY, True, ana)
    assert store.version() == version
    assert {store.prior_auths.get(ref).owner for ref in twelve} == {ana.id}


def test_nothing_goes_to_somebody_who_left_in_the_same_second(
    store: Store, another: Callable[..., Store], ana: Person, ben: Person, mia: Person
) -> None:
    ref = hers(store, ana, Known())
    store.leaving.take_out(mia, TODAY, True, ben)
    holding = another().prior_auth_holding
    for act in (holding.hand_over, holding.name_backup):
        with pytest.raises(Refusal, match="Mia Lund does not work here today"):
            act(ref, ana, mia)
    with pytest.raises(Refusal, match="Mia Lund does not work here today"):
        holding.leave_all(ana, mia)
    assert store.prior_auths.get(ref).owner == ana.id


def test_taking_it_and_taking_that_back_leaves_it_as_it_was(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    ref = hers(store, ana, Known())
    store.leaving.take_out(ana, TODAY, True, ben)
    before = store.prior_auths.get(ref)
    store.prior_auth_undo.take_back(store.prior_auths.claim(ref, mia), mia)
    assert store.prior_auths.get(ref) == before


def test_it_is_not_given_back_to_somebody_who_has_left_meanwhile(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    ref = hers(store, ana, Known())
    handed = store.prior_auth_holding.hand_over(ref, ben, mia)
    store.leaving.take_out(ana, TODAY, True, ben)
    with pytest.raises(Refusal, match="Ana Ruiz does not work here today"):
        store.prior_auth_undo.take_back(handed, ben)
    assert store.prior_auths.get(ref).owner == mia.id


async def test_a_kiosk_that_runs_over_night_sees_to_it(
    app: KioskApp, store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    ref = hers(store, ana, Known())
    store.leaving.take_out(ana, TODAY, False, ben)
    async with app.run_test(size=(80, 24)):
        app._beat()
        assert store.prior_auths.get(ref).owner == ana.id
        clock.forward(days=1)
        app._beat()
        assert store.prior_auths.get(ref).left_by == ana.id


def test_plain_lines_see_to_it_too(
    kiosk: Kiosk,
    store: Store,
    ana: Person,
    ben: Person,
    clock: StoppedClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ref = hers(store, ana, Known())
    store.leaving.take_out(ana, TODAY, False, ben)
    clock.forward(days=1)
    typed = iter(("2", "0", "0"))
    monkeypatch.setattr("builtins.input", lambda prompt: next(typed))
    Plain(kiosk, BREAK_ROOM).run()
    said = capsys.readouterr().out
    assert f"{ref}: Acme Health, MRI lumbar, needs anyone trained, nobody has it" in said
    assert "OWNER LEFT" in said
