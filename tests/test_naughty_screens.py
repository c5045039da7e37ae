"""Hostile text on every screen: shown as text, never interpreted, never in the way."""

import pytest
from textual.widgets import Input

from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.words import clean
from screens.app import KioskApp
from screens.dialogs import Ask, Form
from storage.people import NewPerson
from storage.store import Store
from tests.naughty import strings
from tests.test_pictures import picture
from tests.test_screens import done, type_keys

CONSOLE = set("─│╭╮╰╯═━┃┏┓┗┛█░▒←↑▲▼…●✗é")  # what the fonts of the Linux console have


def cleaned() -> list[str]:
    """What is left of the hostile strings at the store's door."""
    return list(dict.fromkeys(words for one in strings() if (words := clean(one, 40))))


async def test_a_list_of_hostile_text_on_every_screen(
    app: KioskApp, store: Store, ben: Person
) -> None:
    with store.together():
        for words in cleaned():
            store.prior_auths.add(words, words[::-1], "anyone", ben)
    for number, words in enumerate(cleaned()[:40]):
        try:
            made, _ = store.people.add(NewPerson(words, ("front desk",)))
        except Refusal:
            continue
        store.breaks.arrive(made)
        if number % 2:
            store.breaks.start(made, "meal")
    app.kiosk.session.begin(ben, app.kiosk.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in (["1"], ["2", "f", "9", "0"], ["2", "enter", "escape"], ["4"], ["5"]):
            await type_keys(pilot, "", *keys)
            lines = picture(app).splitlines()
            assert len(lines) == 24
            assert "\x1b" not in picture(app)
        assert app.is_running


@pytest.mark.parametrize("number", range(12))
async def test_hostile_text_through_a_dialog(
    app: KioskApp, store: Store, ana: Person, number: int
) -> None:
    own = [one for one in cleaned() if one.isascii() and not one.isalnum()]
    words = own[number * len(own) // 12][:30]
    app.kiosk.session.begin(ana, app.kiosk.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "2n1")
        app.screen.query_one(Input).value = words
        await type_keys(pilot, "", "enter")
        while isinstance(app.screen, Ask) and app.screen.question.name == "keep":
            app.screen.answer("keep")
            await pilot.pause()
        await type_keys(pilot, "7")
        assert isinstance(app.screen, Form)
        for field in ("service", "purpose"):
            app.screen.query_one(f"#field-{field}", Input).value = words
        await type_keys(pilot, "", *["enter"] * 8)
        while isinstance(app.screen, Ask) and app.screen.question.name == "keep":
            app.screen.answer("keep")
            await pilot.pause()
        await done(pilot)
        (task,) = store.prior_auths.listed("all", app.kiosk.clock.now().date()).tasks
        assert task.service == clean(words, 60)
        assert app.is_running


async def test_no_glyph_is_missing_on_the_linux_console(
    app: KioskApp, store: Store, ana: Person
) -> None:
    store.breaks.arrive(ana)
    app.kiosk.session.begin(ana, app.kiosk.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("1", "b", "2", "n", "1", "escape", "f1", "escape", "5"):
            await type_keys(pilot, "", key)
            await pilot.pause(0.05)
            strange = {sign for sign in picture(app) if not sign.isascii()} - CONSOLE
            assert not strange
