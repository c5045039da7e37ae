"""The register of people, and how they become known, on a real file."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from storage.people import NewPerson
from storage.store import Store
from storage.tables.people import PersonRow
from storage.tables.trail import EventRow
from tests.conftest import with_pin

WRONG = "That did not match"


def deeds(store: Store) -> list[str]:
    with store.read():
        return [
            f"{row.deed} {row.about}".strip() for row in EventRow.select().order_by(EventRow.id)
        ]


def fail(store: Store, person: Person, times: int, clock: StoppedClock | None = None) -> None:
    """Wrong PINs in a row; with a clock, each after the terminal's wait."""
    for _ in range(times):
        if clock:
            clock.forward(seconds=301)
        with pytest.raises(Refusal, match=WRONG):
            store.identification.with_pin(person, "000000")


def test_somebody_new_is_known_as_the_practice_said(store: Store) -> None:
    new = NewPerson(
        " Dana  Kim ",
        ("MA", "NP"),
        breaks_tracked=False,
        idle=timedelta(minutes=2),
        employed_from=date(2026, 3, 2),
    )
    dana, code = store.people.add(new)
    assert (dana.name, dana.roles, dana.level) == ("Dana Kim", ("MA", "NP"), "prescriber")
    assert (dana.has_pin, dana.has_badge, dana.breaks_tracked) == (False, False, False)
    assert (dana.idle, dana.employed_from) == (timedelta(minutes=2), date(2026, 3, 2))
    assert store.people.get(dana.id) == dana
    assert len(code) == 8


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (NewPerson("Ana Ruiz"), "There is a Ana Ruiz already"),
        (NewPerson("\u202e "), "needs a name"),
        (NewPerson("Dana", ("wizard",)), "no role 'wizard'"),
    ],
)
def test_all_are_added_or_none(store: Store, ana: Person, new: NewPerson, why: str) -> None:
    before = store.version()
    with pytest.raises(Refusal, match=why):
        store.people.add_all([NewPerson("Eli Park"), new], None)
    assert store.people.everyone() == (ana,)
    assert store.version() == before


def test_only_a_manager_or_the_owner_changes_people(store: Store, ana: Person, ben: Person) -> None:
    acts: tuple[Callable[[Person], object], ...] = (
        lambda by: store.people.add(NewPerson("Dana"), by),
        lambda by: store.people.new_code(ben, by),
        lambda by: store.people.set_badge(ben, "00451182", by),
        lambda by: store.settings.set("practice", "Oak", by),
    )
    for act in acts:
        before = store.version()
        with pytest.raises(Refusal, match="for a manager"):
            act(ana)
        assert store.version() == before
        act(ben)


def test_a_badge_and_a_pin_make_somebody_known(store: Store, ana: Person, ben: Person) -> None:
    assert store.identification.with_badge("00451181") == ana
    assert store.identification.with_pin(ben, "220021") == ben
    with pytest.raises(Refusal, match="Type your PIN"):
        store.identification.with_pin(ben, "")


def test_what_does_not_match_is_told_in_the_same_words(store: Store, ana: Person) -> None:
    told = set()
    tries: tuple[Callable[[], Person], ...] = (
        lambda: store.identification.with_badge("451181"),
        lambda: store.identification.with_pin(ana, "000000"),
        lambda: store.identification.with_code(ana, "ABCDEFGH"),
    )
    for deed in tries:
        with pytest.raises(Refusal) as refusal:
            deed()
        told.add(str(refusal.value))
    assert len(told) == 1
    assert [one.split()[0] for one in deeds(store)[-3:]] == ["badge", "PIN", "code"]


def test_wrong_pins_are_in_the_trail_and_make_the_terminal_wait(
    store: Store, ana: Person, ben: Person, clock: StoppedClock, another: Callable[..., Store]
) -> None:
    fail(store, ana, 3)
    assert deeds(store)[-3:] == [f"PIN refused person {ana.id}"] * 3
    for again in ("220021", "000000"):  # right or wrong, and whoever is tried
        with pytest.raises(Refusal, match="Wait 4 s"):
            store.identification.with_pin(ben, again)
    with pytest.raises(Refusal, match="Wait 4 s"):
        store.identification.with_badge("00451181")
    assert another().identification.with_pin(ben, "220021") == ben  # the other terminal is free
    clock.set_back(hours=1)
    with pytest.raises(Refusal, match="Wait 4 s"):
        store.identification.with_pin(ben, "220021")
    clock.forward(hours=1, seconds=4)
    store.identification.with_pin(ben, "220021")
    fail(store, ana, 1)  # the count began anew


def test_the_wait_outlives_the_program(
    store: Store, ana: Person, another: Callable[..., Store]
) -> None:
    fail(store, ana, 3)
    store.close()
    with pytest.raises(Refusal, match="Wait 4 s"):
        another("break room").identification.with_pin(ana, "110012")


def test_after_many_wrong_ones_anywhere_a_pin_rests_but_the_badge_does_not(
    store: Store, ana: Person, ben: Person, clock: StoppedClock, another: Callable[..., Store]
) -> None:
    desk = another()
    fail(store, ana, 5, clock)
    fail(desk, ana, 5, clock)
    clock.forward(seconds=301)
    with pytest.raises(Refusal, match=r"rests for 5 min\. Your badge works"):
        desk.identification.with_pin(ana, "110012")
    assert store.identification.with_badge("00451181") == ana
    with pytest.raises(Refusal, match="This PIN rests"):
        store.identification.with_pin(ana, "110012")  # the badge did not wake it
    assert store.identification.with_pin(ben, "220021") == ben
    clock.forward(minutes=6)
    assert store.identification.with_pin(ana, "110012") == ana


def test_a_new_pin_does_not_rest(store: Store, ana: Person, clock: StoppedClock) -> None:
    fail(store, ana, 10, clock)
    clock.forward(seconds=301)
    code = store.people.new_code(ana)
    store.identification.set_pin(ana, code, "335577")
    store.identification.with_pin(ana, "335577")


def test_a_code_sets_one_pin(store: Store, ana: Person) -> None:
    code = store.people.new_code(ana)
    assert not store.people.get(ana.id).has_pin
    with pytest.raises(Refusal, match=WRONG):
        store.identification.with_pin(ana, "110012")  # the old one is gone at once
    typed = f"{code[:4].lower()}-{code[4:]}"
    store.identification.with_code(ana, typed)
    with pytest.raises(Refusal, match="too easy"):
        store.identification.set_pin(ana, typed, "123456")
    assert store.identification.set_pin(ana, typed, "335577").has_pin
    with pytest.raises(Refusal, match=WRONG):
        store.identification.set_pin(ana, code, "446688")
    with pytest.raises(Refusal, match=WRONG):
        store.identification.with_code(ana, code)
    store.identification.with_pin(ana, "335577")


def test_a_code_is_one_persons_and_ends(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    code = store.people.new_code(ana)
    with pytest.raises(Refusal, match=WRONG):
        store.identification.set_pin(ben, code, "335577")
    clock.forward(days=7)
    store.identification.with_code(ana, code)
    clock.forward(seconds=1)
    with pytest.raises(Refusal, match=WRONG):
        store.identification.with_code(ana, code)
    with pytest.raises(Refusal, match=WRONG):
        store.identification.set_pin(ana, code, "335577")


def test_only_the_newest_code_is_good(store: Store, ana: Person) -> None:
    old, new = store.people.new_code(ana), store.people.new_code(ana)
    with pytest.raises(Refusal, match=WRONG):
        store.identification.with_code(ana, old)
    store.identification.with_code(ana, new)


def test_who_works_here_no_longer_or_not_yet_is_not_known(
    store: Store, clock: StoppedClock
) -> None:
    until = NewPerson("Dana Kim", employed_to=date(2026, 3, 6))
    since = NewPerson("Eli Park", employed_from=date(2026, 3, 7))
    dana = with_pin(store, until, "335577", "00451190")
    eli, code = store.people.add(since)
    assert store.identification.with_badge("00451190") == dana
    with pytest.raises(Refusal, match=WRONG):
        store.identification.with_code(eli, code)
    clock.forward(days=1)
    store.identification.with_code(eli, code)
    tries: tuple[Callable[[], Person], ...] = (
        lambda: store.identification.with_badge("00451190"),
        lambda: store.identification.with_pin(dana, "335577"),
    )
    for deed in tries:
        with pytest.raises(Refusal, match=WRONG):
            deed()
    assert store.people.everyone(clock.now().date()) == (store.people.get(eli.id),)
    assert len(store.people.everyone()) == 2


def test_a_badge_is_one_persons_and_the_old_one_is_off(
    store: Store, ana: Person, ben: Person
) -> None:
    with pytest.raises(Refusal, match="Somebody else has that badge"):
        store.people.set_badge(ben, "00451181")
    with pytest.raises(Refusal, match="6 to 60"):
        store.people.set_badge(ben, "12345")
    store.people.set_badge(ana, " 00999999 ")
    with pytest.raises(Refusal, match=WRONG):
        store.identification.with_badge("00451181")
    assert store.identification.with_badge("00999999").id == ana.id


def test_no_secret_is_kept_as_it_is(store: Store, ana: Person) -> None:
    code = store.people.new_code(ana)
    with pytest.raises(Refusal):
        store.identification.with_pin(ana, "314159")
    store.close()
    for path in store.path.parent.iterdir():
        for secret in ("110012", "00451181", "314159", code):
            assert secret.encode() not in path.read_bytes()


def test_a_hash_without_the_key_is_nobodys(
    store: Store, ana: Person, another: Callable[..., Store]
) -> None:
    (store.path.parent / "kiosk.key").write_text("00" * 32)
    with pytest.raises(Refusal, match=WRONG):
        another().identification.with_pin(ana, "110012")
    with store.read():
        row = PersonRow.get_by_id(ana.id)
    assert str(row.pin).startswith("$argon2id$")


def test_a_practice_is_set_up_once_somebody_can_manage(store: Store, ana: Person) -> None:
    assert not store.is_set_up()
    store.people.add(NewPerson("Dana Kim", is_manager=True))
    assert store.is_set_up()


def test_a_terminal_with_an_unclean_name_makes_one_wait_too(
    another: Callable[..., Store], ana: Person
) -> None:
    store = another("break\x1b room\n")
    for _ in range(3):
        with pytest.raises(Refusal, match="did not match"):
            store.identification.with_pin(ana, "000000")
    with pytest.raises(Refusal, match="Too many tries"):
        store.identification.with_pin(ana, "110012")
