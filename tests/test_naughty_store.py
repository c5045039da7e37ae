"""Hostile text through every register that takes text: stored cleaned, read back, stable."""

from contextlib import suppress

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.people import LONGEST_NAME, Person
from kiosk.practice.prior_auth_terms import LONGEST_PAYER, LONGEST_SERVICE
from kiosk.practice.words import clean
from storage.people import NewPerson
from storage.store import Store
from tests import naughty


def test_services_and_payers(store: Store) -> None:
    with store.together():
        for typed in naughty.strings():
            service, payer = clean(typed, LONGEST_SERVICE), clean(typed, LONGEST_PAYER)
            if not service:
                with pytest.raises(Refusal, match="type something"):
                    store.prior_auths.add(typed, typed, "anyone", None)
                continue
            made = store.prior_auths.add(typed, typed, "anyone", None)
            found = store.prior_auths.get(made.ref)
            assert found.service == service == clean(service, LONGEST_SERVICE), ascii(typed)
            assert found.payer.casefold() == payer.casefold(), ascii(typed)
            again = store.prior_auths.add(found.payer, service, "anyone", None)
            assert (again.service, again.payer) == (found.service, found.payer), ascii(typed)
    assert store.check() == ()


def test_searching(store: Store, ana: Person) -> None:
    day = store.clock.now().date()
    with store.together():
        for typed in naughty.strings():
            if service := clean(typed, LONGEST_SERVICE):
                made = store.prior_auths.add("Acme Health", typed, "anyone", ana)
                tasks = store.prior_auths.listed("open", day, ana, typed).tasks
                assert made.ref in [one.ref for one in tasks], ascii(service)
            else:
                store.prior_auths.listed("open", day, ana, typed)


def test_people(store: Store) -> None:
    with store.together():
        known = set()
        for typed in naughty.strings():
            name = clean(typed, LONGEST_NAME)
            if not name or name in known:
                with pytest.raises(Refusal):
                    store.people.add(NewPerson(typed))
                continue
            known.add(name)
            made, _ = store.people.add(NewPerson(typed))
            assert store.people.get(made.id).name == name == clean(name, LONGEST_NAME)
        assert {one.name for one in store.people.everyone()} == known
        with pytest.raises(Refusal, match="no role"):
            store.people.add(NewPerson("Dana", (naughty.strings()[0],)))


def test_secrets(store: Store, clock: StoppedClock, ana: Person, ben: Person) -> None:
    known = store.identification
    with store.together():
        for typed in naughty.strings():
            with pytest.raises(Refusal):
                known.with_pin(ana, typed)
            with pytest.raises(Refusal):
                known.with_badge(typed)
            clock.forward(minutes=11)  # so that neither terminal nor PIN rests
            known.with_pin(ben, "220021")
            with pytest.raises(Refusal):
                known.with_code(ben, typed)
            with pytest.raises(Refusal):
                known.set_pin(ana, typed, "335577")
            with pytest.raises(Refusal):
                known.set_pin(ana, typed, typed)
    assert store.check() == ()


def test_badges_that_are_accepted_are_known_again(store: Store, ana: Person) -> None:
    for typed in naughty.strings():
        with suppress(Refusal):
            store.people.set_badge(ana, typed)
            assert store.identification.with_badge(typed.strip()).id == ana.id, ascii(typed)


def test_settings(store: Store) -> None:
    keys = ("practice", "zone", "day_boundary", "idle", "turned_off", "roles", "breaks.rest_name")
    with store.together():
        for typed in naughty.strings():
            for key in keys:
                with suppress(Refusal):
                    store.settings.set(key, typed)
            with pytest.raises(Refusal):
                store.settings.set(typed, "yes")
            named = store.settings.current().practice
            assert named == clean(named, 40), ascii(typed)
    assert store.check() == ()


def test_names_of_terminals(store: Store, ana: Person) -> None:
    for typed in naughty.ours():
        named = Store(store.path, typed, store.clock)
        with suppress(Refusal):
            named.breaks.arrive(ana)
            named.breaks.leave(ana)
        named.close()
    assert store.check() == ()
