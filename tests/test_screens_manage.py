"""The managers' view on a screen, and the badge at the kiosk, driven by keys as a person would."""

from dataclasses import replace

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.words import clean
from screens.app import KioskApp
from screens.badges import GAP
from screens.base import KioskScreen
from screens.dialogs import Ask, Form
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin
from tests.naughty import strings
from tests.test_naughty_screens import CONSOLE
from tests.test_pictures import picture
from tests.test_screens import done, scan, swipe, text, type_keys
from tests.test_store_people import WRONG


@pytest.fixture
def known(manage_app: KioskApp, ben: Person) -> KioskApp:
    """Ben is at the managers' view."""
    manage_app.kiosk.session.begin(ben, manage_app.kiosk.settings)
    return manage_app


def asked(app: KioskApp) -> str:
    """What the open dialog asks, by the question's name."""
    return app.screen.question.name if isinstance(app.screen, Ask) else ""


async def test_a_place_opens_for_a_manager_once_name_and_pin_are_known(
    manage_app: KioskApp,
) -> None:
    async with manage_app.run_test(size=(80, 24)) as pilot:
        assert "This is for managers." in picture(manage_app)
        assert "work here" not in picture(manage_app)
        await type_keys(pilot, "5c220021", "enter")
        await done(pilot)
        assert manage_app.current_mode == "people"
        assert "Ana Ruiz" in picture(manage_app)


async def test_to_anybody_else_it_says_so_and_shows_nothing(manage_app: KioskApp) -> None:
    async with manage_app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "5a")
        assert isinstance(manage_app.screen, Ask)
        assert manage_app.screen.why == "That one is for a manager."
        await type_keys(pilot, "", "escape")
        assert manage_app.current_mode == "home"
        assert "Ana" not in picture(manage_app)


async def test_a_name_on_the_home_board_shows_what_waits(manage_app: KioskApp) -> None:
    async with manage_app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "c220021", "enter")
        await done(pilot)
        assert manage_app.current_mode == "home"
        assert "2 work here" in picture(manage_app)
        await type_keys(pilot, "", "down", "enter")
        assert manage_app.current_mode == "follow_ups"


async def test_esc_goes_home_where_the_manager_is_still_known_and_0_ends_it(
    known: KioskApp,
) -> None:
    async with known.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "5", "escape")
        assert known.current_mode == "home"
        assert "2 work here" in picture(known)
        await type_keys(pilot, "60")
        assert known.current_mode == "home"
        assert known.kiosk.session.person is None
        assert "work here" not in picture(known)
        await type_keys(pilot, "c220021", "enter")
        await done(pilot)
        await type_keys(pilot, "", "escape")
        assert known.kiosk.session.person is None


async def test_a_right_that_is_withdrawn_ends_the_session_with_words(
    manage_app: KioskApp, store: Store, ben: Person
) -> None:
    cy = with_pin(store, NewPerson("Cy Day", is_manager=True), "330033")
    manage_app.kiosk.session.begin(cy, manage_app.kiosk.settings)
    async with manage_app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "5")
        store.people.change(cy, replace(cy, is_manager=False), ben)
        screen = manage_app.screen
        assert isinstance(screen, KioskScreen)
        screen.keep_current()
        await done(pilot)
        assert manage_app.current_mode == "home"
        assert manage_app.kiosk.session.person is None
        assert "This is for managers." in text(manage_app, "#said")
        assert "Ana" not in picture(manage_app)


async def test_walking_away_ends_it_after_its_own_time(
    known: KioskApp, clock: StoppedClock
) -> None:
    async with known.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "5")
        clock.forward(minutes=9)
        known.mind_idleness()
        assert known.kiosk.session.person
        clock.forward(minutes=2)
        known.mind_idleness()
        await done(pilot)
        assert known.current_mode == "home"
        assert "Ana" not in picture(known)


async def test_a_badge_lets_nobody_in(manage_app: KioskApp, store: Store, ben: Person) -> None:
    store.people.set_badge(ben, "00999999")
    manage_app.badges.gap = GAP
    before = store.version()
    async with manage_app.run_test(size=(80, 24)) as pilot:
        await scan(pilot, "00999999")
        assert "A badge is not enough here." in text(manage_app, "#said")
        assert manage_app.kiosk.session.person is None
    assert store.version() == before


async def test_a_pin_that_is_typed_or_pasted_fast_is_a_pin(
    manage_app: KioskApp, ben: Person
) -> None:
    async with manage_app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "5c")
        manage_app.badges.gap = GAP
        await scan(pilot, "220021")
        assert manage_app.current_mode == "people"
        assert manage_app.kiosk.session.person == ben


async def test_a_scan_is_the_new_badge_and_nobodys_session(
    known: KioskApp, store: Store, ben: Person, ana: Person
) -> None:
    async with known.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "5", "down", "b")
        assert asked(known) == "badge"
        known.badges.gap = GAP
        await scan(pilot, "00451181")
        assert "Not done: Somebody else has that badge." in text(known, "#said")
        await type_keys(pilot, "", "b")
        await pilot.pause(GAP * 2)
        await scan(pilot, "00999999")
        assert "Dr. Ben Cole has this badge now, and no other." in text(known, "#said")
        assert "00999999" not in picture(known)
        assert known.kiosk.session.person and known.kiosk.session.person.id == ben.id
    assert store.identification.with_badge("00999999").id == ben.id


async def test_a_code_stays_until_it_is_confirmed_and_is_nowhere_after(
    known: KioskApp, store: Store, ana: Person
) -> None:
    async with known.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "5c1")
        await pilot.pause()
        assert asked(known) == "once"
        words = picture(known)
        code = next(word for word in words.split() if len(word) == 8 and word.isupper())
        await type_keys(pilot, "", "enter", "escape", "escape")
        assert code in picture(known)
        await type_keys(pilot, "1")
        await done(pilot)
        assert code not in picture(known)
        assert "Ana Ruiz has a new one-time code" in text(known, "#said")
    assert store.identification.with_code(ana, code).id == ana.id


async def test_a_form_that_is_refused_comes_back_with_all_that_was_typed(
    known: KioskApp, store: Store
) -> None:
    async with known.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "5n")
        assert isinstance(known.screen, Form)
        await type_keys(pilot, "Ana Ruiz", "enter")
        await type_keys(pilot, "ma", *["enter"] * 6)
        assert isinstance(known.screen, Form)
        assert known.screen.why == "There is a Ana Ruiz already. Names as shown must differ."
        await type_keys(pilot, " B", *["enter"] * 7)
        await pilot.pause()
        assert asked(known) == "once"
    assert "Ana Ruiz B" in [one.name for one in store.people.everyone()]


async def test_a_setting_is_searched_for_and_changed(known: KioskApp, store: Store) -> None:
    async with known.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "6", "slash", *"lunch is about", "enter")
        await done(pilot)
        assert text(known, "#headline") == "Settings with 'lunch is about': 1"
        await type_keys(pilot, "", "enter", *["backspace"] * 6)
        await type_keys(pilot, "9 h", "enter")
        assert isinstance(known.screen, Ask)
        assert "meal goes from 5 min to 3 h" in known.screen.why
        await type_keys(pilot, "", *["backspace"] * 3)
        await type_keys(pilot, "45 min", "enter")
        assert "30 min  ->  45 min" in picture(known)
        await type_keys(pilot, "1")
        await done(pilot)
        assert "Set from now on: How long a lunch is about: 45 min" in text(known, "#said")
    assert str(store.settings.current().breaks.meal) == "0:45:00"


async def test_the_highlight_stays_on_whom_it_was(known: KioskApp, store: Store) -> None:
    async with known.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "5", "down")
        screen = known.screen
        assert isinstance(screen, KioskScreen)
        chosen = screen.chosen()
        store.people.add(NewPerson("Aaron Zztest"))
        screen.keep_current()
        await pilot.pause()
        assert screen.chosen() == chosen


async def test_hostile_names_are_text_on_every_screen(
    known: KioskApp, store: Store, ben: Person
) -> None:
    for words in strings():
        try:
            store.people.add(NewPerson(words, ("MA",)))
        except Refusal:
            continue
    store.settings.set("practice", clean("[@click=app.bell]x[/] " * 3, 40))
    async with known.run_test(size=(80, 24)) as pilot:
        for keys in (["escape"], ["1", "end"], ["enter"], ["e"], ["escape", "o"], ["escape", "2"]):
            await type_keys(pilot, "", *keys)
            lines = picture(known).splitlines()
            assert len(lines) == 24
            assert "\x1b" not in picture(known)
        assert known.is_running


async def test_no_glyph_is_missing_on_the_linux_console(known: KioskApp) -> None:
    async with known.run_test(size=(80, 24)) as pilot:
        for key in ("1", "n", "escape", "c", "escape", "enter", "o", "escape", "2", "enter"):
            await type_keys(pilot, "", key)
            await pilot.pause(0.05)
            strange = {sign for sign in picture(known) if not sign.isascii()} - CONSOLE
            assert not strange


# --- at the kiosk


async def test_a_badge_is_replaced_at_the_kiosk_with_a_manager_beside(
    app: KioskApp, store: Store, ana: Person
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "5a110012", "enter")
        await done(pilot)
        await type_keys(pilot, "bc220021", "enter")
        assert asked(app) == "badge"
        app.badges.gap = GAP
        for badge in ("00777777", "00888888", "00777777"):
            await swipe(pilot, badge)
            assert app.kiosk.session.person and app.kiosk.session.person.id == ana.id
        await done(pilot)
        assert "This is your badge now, Ana Ruiz." in text(app, "#said")
        assert "00777777" not in picture(app)
    assert store.identification.with_badge("00777777").id == ana.id
    with pytest.raises(Refusal, match=WRONG):
        store.identification.with_badge("00451181")
