"""Practice mode: people try things on a copy, and nothing of it enters the real store."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import NotAllowed, OutOfReach, Refusal
from kiosk.practice.people import Person
from kiosk.practice.settings import PRACTICE_ELSEWHERE
from screens.app import KioskApp
from screens.base import AGAIN
from screens.menu import BREAK_ROOM
from screens.plain import CHANGED_OVER, Plain
from screens.session import PRACTICE, Kiosk, Session
from screens.start import OVER, Working
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin
from tests.test_pictures import picture
from tests.test_screens import done, type_keys
from tests.test_store_people import deeds


def on(store: Store) -> Store:
    """Switch practice mode on; the copy that a terminal then works on."""
    store.settings.set("practice_mode", "yes")
    copy = store.practising()
    assert copy
    return copy


def kiosk_of(store: Store, clock: StoppedClock) -> Kiosk:
    session = Session(clock, store.settings.current())
    return Kiosk(store, clock, session, store.is_practice)


def left(store: Store) -> list[str]:
    """What lies beside the store of a copy."""
    return [one.name for one in store.path.parent.iterdir() if ".practice" in one.name]


# --- the copy


def test_what_is_tried_is_in_the_copy_and_in_nothing_that_is_real(
    store: Store, ana: Person, ben: Person
) -> None:
    task = store.prior_auths.add("Lakeside", "MRI", "anyone", ben)
    copy = on(store)
    before = store.version()
    assert copy.identification.with_pin(ana, "110012") == ana
    assert copy.identification.with_badge("00451181") == ana
    copy.breaks.arrive(ana)
    copy.breaks.start(ana, "meal")
    copy.prior_auths.claim(task.ref, ana)
    today = store.clock.now().date()
    assert copy.prior_auths.listed("mine", today, ana).total == 1
    assert store.version() == before
    assert store.breaks.stay(ana) is None
    assert not store.break_reviews.time_sheet(today, today)
    assert store.prior_auths.listed("mine", today, ana).total == 0
    assert store.check() == copy.check() == ()
    copy.close()


def test_a_copy_is_private_and_nothing_is_left_of_it(store: Store, ana: Person) -> None:
    copy = on(store)
    copy.breaks.arrive(ana)
    modes = [stat.S_IMODE((store.path.parent / name).stat().st_mode) for name in left(store)]
    assert modes and set(modes) == {0o600}
    store.settings.set("practice_mode", "no")
    assert left(store) == []
    with pytest.raises(OutOfReach):
        copy.breaks.leave(ana)
    assert store.practising() is None
    copy.close()
    assert left(store) == []
    assert store.check() == ()
    assert deeds(store)[-2:] == ["setting changed setting practice_mode"] * 2


def test_two_terminals_practise_together_and_begin_anew_together(
    store: Store, another: Callable[..., Store], ana: Person
) -> None:
    first = on(store)
    second = another().practising()
    assert second and first.path == second.path
    first.breaks.arrive(ana)
    assert second.breaks.stay(ana)
    store.settings.set("practice_mode", "no")
    assert on(store).path != first.path
    for one in (first, second):
        with pytest.raises(OutOfReach):
            one.breaks.stay(ana)
        one.close()  # and takes nothing of the new one with it
    again = another().practising()
    assert again and again.check() == ()
    again.breaks.arrive(ana)
    again.close()


def test_what_a_manager_changes_meanwhile_is_in_the_next_copy(
    store: Store, ana: Person, ben: Person
) -> None:
    copy = on(store)
    store.people.take_badge(ana, ben)
    assert not copy.path.exists()
    copy.close()
    copy = store.practising() or store
    with pytest.raises(Refusal):
        copy.identification.with_badge("00451181")
    store.settings.set("turned_off", "breaks", ben)
    copy.close()
    copy = store.practising() or store
    assert copy.settings.current().turned_off == {"breaks"}
    copy.close()


def test_who_may_not_switch_it_leaves_it_as_it_was(store: Store, ana: Person) -> None:
    with pytest.raises(NotAllowed):
        store.settings.set("practice_mode", "yes", ana)
    assert left(store) == [] and store.practising() is None
    copy = on(store)
    with pytest.raises(NotAllowed):
        store.settings.set("practice_mode", "no", ana)
    copy.breaks.arrive(ana)
    copy.close()


def test_a_copy_that_was_deleted_or_damaged_is_made_anew(store: Store, ana: Person) -> None:
    for harm in (Path.unlink, lambda path: path.write_bytes(b"no store at all" * 99)):
        copy = on(store)
        copy.close()
        harm(copy.path)
        again = store.practising()
        assert again and again.breaks.stay(ana) is None
        again.close()


@pytest.mark.parametrize("half", ["practice.0a1b2c3d", "practice.0a1b2c3d.made.part"])
def test_what_was_left_when_the_power_went_is_cleared_away(store: Store, half: str) -> None:
    store.path.with_name(f"{store.path.name}.{half}").write_bytes(b"half a copy")
    assert store.practising() is None
    assert left(store) == []


def test_without_a_copy_it_is_not_on(
    store: Store, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.path.with_name("kiosk.db.practice.0a1b2c3d").mkdir()  # cannot be cleared away
    with pytest.raises(OutOfReach, match="practice mode"):
        store.settings.set("practice_mode", "yes")
    assert not store.settings.current().practice_mode


def test_a_demo_practice_has_none(store: Store) -> None:
    store.settings.make_demo("481516")
    with pytest.raises(Refusal, match="Nothing here is real anyway"):
        store.settings.set("practice_mode", "yes")
    assert left(store) == []


def test_a_copy_is_neither_backed_up_nor_put_back(store: Store, tmp_path: Path) -> None:
    copy = on(store)
    with pytest.raises(Refusal, match="only the copy"):
        copy.back_up(tmp_path / "backup")
    with pytest.raises(Refusal, match="Only the copy"):
        store.settings.set("is_practice", "no")
    backup = store.back_up(tmp_path / "backup")
    there = Store(tmp_path / "new" / "kiosk.db", "break room", store.clock)
    with pytest.raises(Refusal, match="practised on"):
        there.restore(copy.path, backup.key)
    assert not there.path.exists()
    there.restore(backup.store, backup.key)
    assert not there.is_practice and there.settings.current().practice_mode
    there.close()
    copy.close()


# --- terminals


def test_a_terminal_changes_over_and_back(store: Store) -> None:
    working = Working(store)
    assert working.change_over() == "" and working.store is store
    store.settings.set("practice_mode", "yes")
    assert working.change_over() == "" and working.store.is_practice
    assert working.change_over() == "" and working.store.is_practice
    store.settings.set("practice_mode", "no")
    assert working.change_over() == OVER and working.store is store


async def test_every_screen_says_practice_and_it_ends_also_in_the_middle(
    kiosk: Kiosk, store: Store, clock: StoppedClock
) -> None:
    copy = on(store)
    app = KioskApp(kiosk_of(copy, clock), BREAK_ROOM)
    app.badges.gap = 0.0
    async with app.run_test(size=(80, 24)) as pilot:
        assert picture(app).splitlines()[0].strip() == PRACTICE
        assert len(picture(app).splitlines()) == 24
        await type_keys(pilot, "a110012", "enter")
        await done(pilot)
        assert picture(app).splitlines()[0].strip() == PRACTICE
        await type_keys(pilot, "2n")
        store.settings.set("practice_mode", "no")
        app._beat()  # with a dialog open
        await pilot.pause()
    assert app.return_value == AGAIN
    copy.close()


async def test_the_managers_view_stays_real_and_says_so(
    manage_app: KioskApp, store: Store, ben: Person
) -> None:
    store.settings.set("practice_mode", "yes")
    manage_app.kiosk.session.begin(ben, manage_app.kiosk.settings)
    async with manage_app.run_test(size=(80, 24)):
        assert picture(manage_app).splitlines()[0].strip() == PRACTICE_ELSEWHERE
        manage_app._beat()
    assert manage_app.return_value is None


def test_plain_lines_change_over_between_two_questions(
    kiosk: Kiosk,
    store: Store,
    clock: StoppedClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copy = on(store)
    assert Plain(kiosk, BREAK_ROOM).run() == CHANGED_OVER
    lines = iter(["1", "off"])

    def line(prompt: str) -> str:
        answer = next(lines)
        if answer == "off":
            store.settings.set("practice_mode", "no")
            return "1"
        return answer

    monkeypatch.setattr("builtins.input", line)
    assert Plain(kiosk_of(copy, clock), BREAK_ROOM).run() == CHANGED_OVER
    assert capsys.readouterr().out.count(PRACTICE) == 2
    copy.close()


def test_a_first_pin_is_for_practice_alone(store: Store) -> None:
    bo, code = store.people.add(NewPerson("Bo Lind", ("RN",)))
    copy = on(store)
    copy.identification.set_pin(bo, code, "110013")
    assert not store.people.get(bo.id).has_pin
    store.settings.set("practice_mode", "no")
    assert store.identification.set_pin(bo, code, "110014").has_pin
    copy.close()


def test_the_office_reads_what_is_real(
    store: Store, ana: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    office = ["--store", str(store.path)]
    assert main([*office, "settings", "practice_mode", "yes"]) == 0
    assert PRACTICE_ELSEWHERE in capsys.readouterr().err
    copy = store.practising()
    assert copy
    copy.breaks.arrive(with_pin(copy, NewPerson("Zora Zztest"), "110015"))
    copy.close()
    capsys.readouterr()
    assert main([*office, "breaks", "--json"]) == 0
    out, err = capsys.readouterr()
    assert (json.loads(out), err) == ([], f"{PRACTICE_ELSEWHERE}\n")
    assert main([*office, "doctor"]) == 0
    assert "practice_mode: yes" in capsys.readouterr().out
    assert main([*office, "settings", "practice_mode", "no"]) == 0
    assert PRACTICE_ELSEWHERE not in capsys.readouterr().err
    assert left(store) == []
