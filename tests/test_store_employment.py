"""Changing people, and rights that end during a session, on one file with two terminals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.days import after
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.words import clean
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin
from tests.naughty import strings
from tests.test_store_people import WRONG, deeds


@pytest.fixture
def cy(store: Store) -> Person:
    """Another manager: PIN 330033, badge 00451190."""
    return with_pin(store, NewPerson("Cy Day", is_manager=True), "330033", "00451190")


def test_everything_that_is_said_of_somebody_can_be_changed(
    store: Store, another: Callable[..., Store], ana: Person, ben: Person
) -> None:
    wanted = replace(
        ana,
        name=" Ana  Soto ",
        roles=("NP", "front desk"),
        is_manager=True,
        breaks_tracked=False,
        employed_from=date(2026, 3, 2),
        employed_to=date(2026, 12, 31),
        idle=timedelta(minutes=2),
    )
    before = store.version()
    new = store.people.change(ana, wanted, ben)
    assert new == replace(wanted, name="Ana Soto", level="prescriber")
    assert another().people.get(ana.id) == new
    assert store.version() == before + 7  # an event for each
    assert deeds(store)[-7:] == [
        f"{deed} person {ana.id}"
        for deed in (
            "person renamed",
            "roles changed",
            "right to manage given",
            "breaks not tracked",
            "first day set",
            "last day set",
            "session's wait set",
        )
    ]
    assert store.trail.verify() == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": "Dr. Ben Cole"}, "There is a Dr. Ben Cole already"),
        ({"name": "\u202e"}, "needs a name"),
        ({"roles": ("wizard",)}, "no role 'wizard'"),
        ({"employed_from": date(2026, 3, 7), "employed_to": date(2026, 3, 6)}, "before the first"),
        ({}, "change nothing"),
    ],
)
def test_a_change_that_does_not_fit_leaves_nothing(
    store: Store, ana: Person, ben: Person, change: dict[str, object], why: str
) -> None:
    before = store.version()
    wanted = replace(ana, **{"breaks_tracked": not change, **change})  # type: ignore[arg-type]  # the fields of a parameter
    with pytest.raises(Refusal, match=why):
        store.people.change(ana, wanted if change else ana, ben)
    assert store.version() == before
    assert store.people.get(ana.id) == ana


def test_two_managers_change_different_things_of_one_person(
    store: Store, another: Callable[..., Store], ana: Person, ben: Person, cy: Person
) -> None:
    store.people.change(ana, replace(ana, roles=("billing",)), ben)
    other = another().people.change(ana, replace(ana, breaks_tracked=False), cy)
    assert (other.roles, other.breaks_tracked) == (("billing",), False)
    with pytest.raises(Refusal, match="Somebody has just changed the roles"):
        another().people.change(ana, replace(ana, roles=("MA",)), cy)


def test_the_last_manager_stays(store: Store, ben: Person, cy: Person) -> None:
    without = replace(cy, is_manager=False)
    with pytest.raises(Refusal, match="their own right"):
        store.people.change(cy, without, cy)
    store.people.change(cy, without, ben)
    for change in (replace(ben, is_manager=False), replace(ben, is_active=False)):
        with pytest.raises(Refusal, match="Nobody would be left to manage"):
            store.people.change(ben, change)
    assert store.people.get(ben.id) == ben


def test_a_role_that_the_practice_gave_up_may_stay_but_not_come_anew(
    store: Store, ana: Person, ben: Person
) -> None:
    store.settings.set("roles", "MA=clinical")
    ana = store.people.change(ana, replace(ana, name="Ana Soto"), ben)
    assert ana.roles == ("front desk",)
    with pytest.raises(Refusal, match="no role 'front desk'"):
        store.people.change(ben, replace(ben, roles=("front desk",)))


def test_who_is_taken_out_is_not_known_and_comes_back(
    store: Store, ana: Person, ben: Person
) -> None:
    out = store.people.change(ana, replace(ana, is_active=False), ben)
    assert deeds(store)[-1] == f"taken out person {ana.id}"
    with pytest.raises(Refusal, match=WRONG):
        store.identification.with_pin(ana, "110012")
    with_pin(store, NewPerson("Ana Ruiz"), "335577")
    back = replace(out, is_active=True)
    with pytest.raises(Refusal, match="There is a Ana Ruiz already"):
        store.people.change(out, back, ben)
    store.people.change(out, replace(back, name="Ana R. Ruiz"), ben)
    assert store.identification.with_pin(ana, "110012").name == "Ana R. Ruiz"


def test_a_badge_that_was_handed_in_goes_to_the_next(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    today = clock.now().date()
    store.people.change(ana, replace(ana, employed_to=today), ben)
    with pytest.raises(Refusal, match="Somebody else has that badge"):
        store.people.set_badge(ben, "00451181", ben)
    clock.forward(days=1)
    store.people.set_badge(ben, "00451181", ben)
    assert store.identification.with_badge("00451181").id == ben.id
    assert not store.people.get(ana.id).has_badge
    assert f"badge switched off person {ana.id}" in deeds(store)


def test_a_lost_badge_is_switched_off(store: Store, ana: Person, ben: Person) -> None:
    store.people.take_badge(ana, ben)
    with pytest.raises(Refusal, match=WRONG):
        store.identification.with_badge("00451181")
    with pytest.raises(Refusal, match="Ana Ruiz has no badge"):
        store.people.take_badge(ana, ben)


def test_until_when_a_code_is_good_is_known(store: Store, ana: Person, clock: StoppedClock) -> None:
    assert ana.code_until is None
    store.people.new_code(ana)
    assert store.people.get(ana.id).code_until == after(clock.now(), timedelta(days=7))


MANAGERS_ACTS: dict[str, Callable[[Store, Person, Person], object]] = {
    "add": lambda store, whom, by: store.people.add(NewPerson("Dana Kim"), by),
    "change": lambda store, whom, by: store.people.change(whom, replace(whom, name="Ann"), by),
    "new code": lambda store, whom, by: store.people.new_code(whom, by),
    "badge": lambda store, whom, by: store.people.set_badge(whom, "00999999", by),
    "no badge": lambda store, whom, by: store.people.take_badge(whom, by),
    "setting": lambda store, whom, by: store.settings.set("idle", "30 s", by),
}
ENDINGS: dict[str, dict[str, object]] = {
    "right withdrawn": {"is_manager": False},
    "taken out": {"is_active": False},
    "last day passed": {"employed_to": date(2026, 3, 5)},
}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("act", MANAGERS_ACTS)
def test_a_right_that_ended_during_the_session_is_gone_at_the_next_act(
    store: Store,
    another: Callable[..., Store],
    ana: Person,
    ben: Person,
    cy: Person,
    act: str,
    ending: str,
) -> None:
    session = another().identification.with_pin(cy, "330033")  # what a terminal remembers
    store.people.change(cy, replace(cy, **ENDINGS[ending]), ben)  # type: ignore[arg-type]  # the fields of a parameter
    before = store.version()
    with pytest.raises(Refusal, match=r"for a manager|not among those who work here"):
        MANAGERS_ACTS[act](another(), ana, session)
    assert store.version() == before


def test_who_was_taken_out_during_the_session_does_nothing_more(
    store: Store, another: Callable[..., Store], ana: Person, ben: Person
) -> None:
    task = store.prior_auths.add("Lakeside", "MRI", "anyone", ben)
    store.people.change(ana, replace(ana, is_active=False), ben)
    before = store.version()
    for act in (
        lambda: another().breaks.arrive(ana),
        lambda: another().prior_auths.claim(task.ref, ana),
        lambda: another().prior_auths.add("Lakeside", "MRI", "anyone", ana),
    ):
        with pytest.raises(Refusal, match="not among those who work here today"):
            act()
    assert store.version() == before


def test_a_last_day_ends_with_the_day(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.people.change(ana, replace(ana, employed_to=clock.now().date()), ben)
    store.breaks.arrive(ana)
    clock.forward(days=1)
    with pytest.raises(Refusal, match="not among those who work here today"):
        store.breaks.leave(ana)


def test_hostile_names_come_in_cleaned_or_not_at_all(
    store: Store, ana: Person, ben: Person
) -> None:
    seen = ana
    for words in strings():
        try:
            seen = store.people.change(seen, replace(seen, name=words), ben)
        except Refusal:
            continue
        assert seen.name == clean(seen.name, 40)
    assert store.trail.verify() == ()


def test_a_last_day_ends_with_the_working_day_and_not_at_midnight(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.settings.set("day_boundary", "04:00")
    store.breaks.arrive(ana)
    ref = store.prior_auths.add("Acme Health", "MRI lumbar", "anyone", ana).ref
    store.prior_auths.claim(ref, ana)
    store.people.change(ana, replace(ana, employed_to=clock.now().date()), ben)
    clock.set_to(clock.now().replace(day=7, hour=1))
    assert store.identification.with_pin(ana, "110012") == store.people.get(ana.id)
    store.leaving.free()
    assert store.prior_auths.get(ref).owner == ana.id
    store.breaks.leave(ana)  # of the evening that went on
    clock.forward(hours=3)
    with pytest.raises(Refusal, match="did not match"):
        store.identification.with_pin(ana, "110012")
    store.leaving.free()
    assert store.prior_auths.get(ref).owner is None
