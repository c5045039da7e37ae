"""Hostile text on every screen: shown as text, never interpreted, never in the way."""

from datetime import date

import pytest
from textual.widgets import Input

from kiosk.practice.errors import Refusal
from kiosk.practice.issues import NOBODY, Raised
from kiosk.practice.people import Person
from kiosk.practice.words import clean
from screens.acts import Look
from screens.app import KioskApp
from screens.dialogs import Ask, AskWithLike, Form
from screens.issues import IssuesScreen
from screens.views.issues import FILTERS
from storage.people import NewPerson
from storage.store import Store
from tests.naughty import strings
from tests.test_pictures import picture
from tests.test_screens import done, type_keys

LATER = date(2026, 3, 13)
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


async def test_hostile_problems_ideas_and_thanks_on_every_screen(
    app: KioskApp, store: Store, ana: Person, ben: Person
) -> None:
    with store.together():
        for words in cleaned():
            one = store.issues.add(Raised(words, "lab", proposal=words), ana)
            store.issue_work.move(one.ref, "later", ben, {"later_on": LATER, "reason": words})
        for words in cleaned()[:20]:
            store.thanks.give(ana, ben, words)
            one = store.issues.add(Raised(words, "lab", is_withheld=True), ana)
            told = {"tried_by": ben, "trial_until": LATER, "reply": words}
            store.issue_work.move(one.ref, "try", ben, told)
            one = store.issues.add(Raised(words, "lab"), ben)
            store.issue_work.move(one.ref, "close", ben, {"outcome": words, "done_by": ana})
    newest = store.issues.listed("public", NOBODY, most=20).issues
    app.kiosk.session.begin(ana, app.kiosk.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "ANA RUIZ IS HERE" in picture(app).upper()
        await type_keys(pilot, "3")
        screen = app.screen
        assert isinstance(screen, IssuesScreen)
        for look in (*map(Look, FILTERS), *(Look(opened=one.ref) for one in newest)):
            screen.look = look
            screen.keep_current()
            await pilot.pause()
            assert len(picture(app).splitlines()) == 24
        await app.action_go("thanks")
        await pilot.pause()
        assert "from Ana Ruiz" in picture(app)
        assert len(picture(app).splitlines()) == 24
        assert app.is_running


async def test_hostile_text_is_looked_up_while_it_stands_in_the_field(
    app: KioskApp, store: Store, ana: Person
) -> None:
    with store.together():
        for words in cleaned():
            store.issues.add(Raised(words, "lab"), ana)
    app.kiosk.session.begin(ana, app.kiosk.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "3n")
        asked = app.screen
        assert isinstance(asked, AskWithLike)
        for words in strings():
            asked.query_one(Input).value = words[:200]
            asked._show_like()
        await pilot.pause()
        assert len(picture(app).splitlines()) == 24
        assert app.screen is asked and app.is_running


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
