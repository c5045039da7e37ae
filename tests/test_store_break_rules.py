"""The register of policy packs: which holds since when, bad ones, and ones of a later version."""

from collections.abc import Callable
from datetime import date

import pytest

from kiosk.practice.break_packs import DayRules, built_in
from kiosk.practice.breaks import Stay
from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.sources import text_of
from kiosk.practice.words import clean
from storage.store import Store
from storage.tables.breaks import BreakRulesRow
from storage.tables.trail import EventRow
from tests import naughty

DAY = date(2026, 3, 6)
FEDERAL, CALIFORNIA = built_in("federal").on(DAY), built_in("california").on(DAY)
OWN = """
name = "own"
title = "Oak Street's own"

[[unpaid_meal]]
at_least = "45 min"
source = "Handbook, page 3"
valid_from = 2020-01-01
checked_on = 2026-01-01
"""
LATER = OWN.replace('at_least = "45 min"', 'at_least = "45 min"\nexcept = "Sundays"')


def stay_of(store: Store, person: Person) -> Stay:
    stay = store.breaks.stay(person)
    assert stay is not None
    return stay


def rules_of(store: Store, person: Person) -> DayRules:
    return store.break_rules.of(stay_of(store, person))


def put(store: Store, name: str, toml: str | None) -> None:
    """As another version of the program might have."""
    with store._database.write(None, "break rules chosen") as act:
        BreakRulesRow.create(name=name, toml=toml, at=act.now)


def test_until_somebody_chooses_federal_law_holds(store: Store, ana: Person) -> None:
    store.breaks.arrive(ana)
    assert store.break_rules.current().name == "federal"
    assert rules_of(store, ana) == FEDERAL
    assert store.break_rules.names() == ("federal", "california")


def test_a_pack_changed_in_mid_shift_holds_from_the_next_shift_on(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    clock.forward(hours=2)
    store.break_rules.choose("california", ben)
    assert store.break_rules.current().name == "california"
    assert rules_of(store, ana) == FEDERAL
    store.breaks.arrive(ben)
    assert rules_of(store, ben) == CALIFORNIA
    clock.forward(hours=6)
    store.breaks.leave(ana)
    assert rules_of(store, ana) == FEDERAL
    clock.forward(hours=16)
    store.breaks.arrive(ana)
    assert rules_of(store, ana) == CALIFORNIA


def test_the_shift_under_way_keeps_its_pack_on_every_terminal(
    store: Store, ana: Person, clock: StoppedClock, another: Callable[..., Store]
) -> None:
    desk = another()
    store.breaks.arrive(ana)
    stay = stay_of(store, ana)
    assert desk.break_rules.of(stay) == FEDERAL
    clock.forward(seconds=1)
    store.break_rules.choose("california")
    assert desk.break_rules.current().name == "california"
    assert desk.break_rules.of(stay) == FEDERAL


def test_only_a_manager_or_the_owner_chooses(store: Store, ana: Person, ben: Person) -> None:
    before = store.version()
    with pytest.raises(Refusal, match="for a manager"):
        store.break_rules.choose("california", ana)
    with pytest.raises(Refusal, match="for a manager"):
        store.break_rules.adopt(OWN, "own.toml", ana)
    with pytest.raises(Refusal, match=r"no pack 'texas'\. There are federal, california\."):
        store.break_rules.choose("texas", ben)
    assert store.version() == before
    store.break_rules.choose("california")


def test_a_practice_s_own_pack_can_be_adopted_and_chosen_again(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.break_rules.adopt(OWN, "own.toml", ben)
    assert store.break_rules.names() == ("federal", "california", "own")
    store.breaks.arrive(ana)
    meal = rules_of(store, ana).unpaid_meal
    assert meal is not None
    assert meal.source.words == "Handbook, page 3"
    store.break_rules.choose("federal", ben)
    assert store.break_rules.current().name == "federal"
    assert store.break_rules.choose("own", ben).title == "Oak Street's own"
    names = [one.pack.name for one in store.break_rules.history()]
    assert names == ["federal", "own", "federal", "own"]
    assert store.check() == ()


@pytest.mark.parametrize(
    ("toml", "why"),
    [
        ("name =", "own.toml: this is not TOML"),
        (OWN.replace("45 min", "45 hours"), "own.toml: unpaid_meal 1, 'at_least'"),
        (LATER, "own.toml: unpaid_meal 1, 'except': there is no such key"),
        (OWN.replace("own", "california"), "own.toml: a pack 'california' comes with the program"),
    ],
)
def test_a_bad_pack_is_refused_with_the_reason_and_the_last_good_one_stays(
    store: Store, ben: Person, toml: str, why: str
) -> None:
    store.break_rules.choose("california", ben)
    before = store.version()
    with pytest.raises(Refusal) as told:
        store.break_rules.adopt(toml, "own.toml", ben)
    assert why in str(told.value)
    assert store.version() == before
    assert store.break_rules.current().name == "california"


def test_a_stored_pack_that_this_version_cannot_read_leaves_the_last_good_one(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.break_rules.choose("california", ben)
    clock.forward(minutes=1)
    put(store, "own", LATER)
    put(store, "texas", None)  # came with a later version
    store.breaks.arrive(ana)
    assert store.break_rules.current().name == "california"
    assert rules_of(store, ana) == CALIFORNIA
    assert store.break_rules.names() == ("federal", "california")
    for name in ("own", "texas"):
        with pytest.raises(Refusal, match=f"no pack '{name}'"):
            store.break_rules.choose(name, ben)
    store.break_rules.adopt(OWN, "own.toml", ben)
    assert store.break_rules.current().name == "own"


def test_a_choice_that_was_rolled_back_is_not_taken_for_the_next_one(store: Store) -> None:
    with pytest.raises(Refusal), store.together():
        store.break_rules.choose("california")
        assert store.break_rules.current().name == "california"
        raise Refusal
    store.break_rules.adopt(OWN, "own.toml")  # its row has the same number
    assert store.break_rules.current().name == "own"


def test_since_when_a_pack_holds_is_told_in_the_practice_s_own_zone(store: Store) -> None:
    store.break_rules.choose("california")
    told = store.break_rules.history()[-1].since
    assert told == store.clock.now()
    store.settings.set("zone", "Asia/Kathmandu")
    since = store.break_rules.history()[-1].since
    assert since == told
    assert f"{since:%H:%M}" == "20:45"


def test_after_a_clock_was_set_back_the_later_choice_holds(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.break_rules.choose("california")
    clock.set_back(hours=2)
    store.break_rules.choose("federal")
    clock.forward(hours=3)
    store.breaks.arrive(ana)
    assert rules_of(store, ana) == FEDERAL


def test_the_event_names_the_choice_and_not_what_somebody_called_it(store: Store) -> None:
    store.break_rules.adopt(OWN.replace('"own"', '"Dr. Zztest"'), "own.toml")
    with store.read():
        event = EventRow.select().order_by(EventRow.id.desc()).get()
        said = str(list(EventRow.select().tuples()))
    assert (event.deed, event.about) == ("break rules chosen", "break rules 1")
    assert "Zztest" not in said
    assert store.trail.verify() == ()


def is_harmless(told: str) -> bool:
    return clean(told, len(told) + 1) == told


def test_hostile_packs_are_refused_or_kept_harmless(store: Store) -> None:
    with store.together():
        for typed in naughty.strings():
            for said in (typed, OWN.replace("own", typed), OWN.replace("Handbook", typed)):
                data = said.encode("utf-8", "surrogatepass")  # as it would come from a file
                try:
                    pack = store.break_rules.adopt(text_of(data, typed), typed)
                except Refusal as no:
                    assert is_harmless(str(no)), ascii(typed)
                    continue
                assert store.break_rules.current() == pack, ascii(typed)
                assert is_harmless(pack.name) and is_harmless(pack.title), ascii(typed)
            with pytest.raises(Refusal) as told:
                store.break_rules.choose(f"no {typed}")
            assert is_harmless(str(told.value)), ascii(typed)
    assert store.check() == ()
