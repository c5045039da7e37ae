"""What the last person did must not be seen by the next one, nor act for them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from textual.widgets import Input

from kiosk.practice.people import Person
from screens.acts import Question
from screens.app import KioskApp
from screens.base import KioskScreen
from screens.dialogs import Ask
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin
from tests.test_pictures import picture
from tests.test_screens import done, text, type_keys


@contextmanager
def held(store: Store) -> Iterator[None]:
    """Another terminal is writing, and takes its time."""
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


async def test_what_the_last_one_searched_for_is_not_shown_to_the_next(
    app: KioskApp, ana: Person
) -> None:
    app.kiosk.session.begin(ana, app.kiosk.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "2", "slash", *"zztest", "enter")
        assert "zztest" in picture(app)
        await type_keys(pilot, "f")
        app.action_leave()  # as walking away does
        await done(pilot)
        await type_keys(pilot, "2")
        assert "zztest" not in picture(app)


async def test_a_search_that_is_still_open_goes_with_the_session(
    app: KioskApp, ana: Person
) -> None:
    app.kiosk.session.begin(ana, app.kiosk.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "2", "slash", *"zztest")
        assert "with 'zztest'" in picture(app)
        app.action_leave()  # as walking away does
        await done(pilot)
        await type_keys(pilot, "2")
        assert "zztest" not in picture(app)
        assert text(app, "#headline") == "Waiting: none"


async def test_a_confirmation_that_comes_late_is_not_shown_to_the_next(
    app: KioskApp, store: Store, ana: Person
) -> None:
    app.kiosk.session.begin(ana, app.kiosk.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "1")
        with held(store):
            await type_keys(pilot, "a0")
        await done(pilot)
        assert store.breaks.stay(ana)
        await type_keys(pilot, "1")
        assert "Ana" not in text(app, "#said")


async def test_a_pin_that_is_checked_late_begins_no_session_for_the_next(
    app: KioskApp, store: Store
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        with held(store):
            await type_keys(pilot, "a110012", "enter", "0")
        await done(pilot)
        assert app.kiosk.session.person is None
        assert app.screen is app.screen_stack[0]


async def test_a_key_right_after_a_badge_does_not_act_for_the_last_one(
    app: KioskApp, store: Store, ana: Person
) -> None:
    cleo = with_pin(store, NewPerson("Cleo Hart", ("MA",)), "330033", "00451199")
    app.kiosk.session.begin(ana, app.kiosk.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "1")
        with held(store):
            app._scanned("00451199")
            await type_keys(pilot, "a")
            assert "still being read" in text(app, "#said")
        await done(pilot)
        assert app.kiosk.session.person == cleo
        assert store.breaks.stay(ana) is None


async def test_a_letter_while_the_records_are_away_is_answered(app: KioskApp, store: Store) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        moved = store.path.rename(store.path.with_suffix(".away"))
        await type_keys(pilot, "b")
        await done(pilot)
        assert "cannot be opened" in text(app, "#said")
        moved.rename(store.path)
        screen = app.screen
        assert isinstance(screen, KioskScreen)
        screen.keep_current()
        await type_keys(pilot, "b")
        assert isinstance(app.screen, Ask)
        assert app.screen.why == "Dr. Ben Cole"


async def test_letters_of_a_name_do_not_begin_the_pin(app: KioskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        assert isinstance(screen, KioskScreen)
        screen.typed_ahead = "en"  # typed while the dialog before was closing
        pin = Question("pin", "Your PIN", secret=True, digits=True)
        app.run_worker(screen.ask(pin))
        await pilot.pause()
        assert app.screen.query_one(Input).value == ""
