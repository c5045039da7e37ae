"""Thanks as people see and give them: on the board, in their place, on my page, by keys."""

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.people import Person
from screens.acts import Look
from screens.app import KioskApp
from screens.menu import BREAK_ROOM, MY_PAGE, THANKS
from screens.perform import perform
from screens.session import Kiosk
from storage.store import Store
from tests.conftest import MARKER, destroy
from tests.test_acts import Scripted


@pytest.fixture
def known(kiosk: Kiosk, ana: Person) -> Kiosk:
    """Ana is there."""
    kiosk.session.begin(ana, kiosk.settings)
    return kiosk


async def act(key: str, kiosk: Kiosk, *answers: str | None) -> Scripted:
    talk = Scripted(kiosk, *answers)
    action = next(one for one in THANKS.actions if one.key == key)
    await perform(action, THANKS.load(kiosk, Look()), kiosk, talk)
    return talk


def on_board(kiosk: Kiosk) -> list[tuple[str, str]]:
    assert THANKS.glance
    return list(THANKS.glance(kiosk).aloud())


def in_place(kiosk: Kiosk) -> list[tuple[str, str]]:
    return list(THANKS.load(kiosk, Look()).aloud())


def keys(kiosk: Kiosk) -> list[str]:
    view = THANKS.load(kiosk, Look())
    return [one.id for one in THANKS.offers(view, kiosk)]


async def test_a_colleague_is_thanked_in_one_line(known: Kiosk) -> None:
    talk = await act("t", known, "ben", "found the missing referral")
    assert talk.said == ["Dr. Ben Cole is thanked, on the board for today."]
    assert on_board(known) == [("Thank you", "Dr. Cole, from Ana: found the missing referral")]
    assert in_place(known)[1:] == [
        ("today", "Dr. Ben Cole, from Ana Ruiz: found the missing referral")
    ]


async def test_a_day_without_thanks_leaves_the_board_alone(kiosk: Kiosk) -> None:
    assert on_board(kiosk) == []
    assert in_place(kiosk) == [("Thanks", "none yet")]


async def test_nobody_can_choose_themselves(known: Kiosk) -> None:
    talk = await act("t", known, "ana", "everything", None)
    assert "Nobody here has that name." in talk.asked[-1]


async def test_the_board_says_the_latest_and_how_many_more(
    known: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    store.thanks.give(ana, ben, "the late fax")
    store.thanks.give(ana, ben, "the label printer")
    (line,) = on_board(known)
    assert line == ("Thank you", "Dr. Cole, from Ana: the label printer (+1 more)")


async def test_a_manager_makes_a_win_that_stands_a_week(
    kiosk: Kiosk, store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    number = store.thanks.give(ben, ana, "the late fax").number
    kiosk.session.begin(ben, kiosk.settings)
    assert "w" in keys(kiosk)
    await act("w", kiosk, str(number))
    clock.forward(days=5)
    assert on_board(kiosk) == [("Win this week", "Ana, from Dr. Cole: the late fax")]
    assert kiosk.session.undo
    kiosk.session.undo.do()
    assert on_board(kiosk) == []


async def test_whoever_was_thanked_keeps_it_to_themselves(
    known: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    number = store.thanks.give(ben, ana, "the late fax").number
    talk = await act("k", known, str(number))
    assert "here only you see it. Managers find it in the trail" in talk.said[0]
    assert on_board(known) == []
    mine = "Ana Ruiz, from Dr. Ben Cole: the late fax (only you see it)"
    assert in_place(known)[1:] == [("today", mine)]
    known.session.end()
    assert in_place(known) == [("Thanks", "none yet")]


async def test_my_page_collects_them_for_that_person_alone(
    known: Kiosk, store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.thanks.give(ben, ana, "the late fax")
    clock.forward(days=3)
    lines = list(MY_PAGE.load(known, Look()).aloud())
    at = lines.index(("Thanks for you", "1 so far"))
    assert lines[at + 1] == ("", "Fri Mar 6, from Dr. Ben Cole: the late fax")
    known.session.begin(ben, known.settings)
    assert "late fax" not in str(list(MY_PAGE.load(known, Look()).aloud()))


async def test_whoever_is_thanked_reads_it_when_they_come_next(
    known: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    one = store.thanks.give(ben, ana, "the late fax")
    assert ("New for you", "Dr. Ben Cole thanked you: the late fax") in list(
        MY_PAGE.load(known, Look()).aloud()
    )
    store.thanks.take_back(one.number, ben)
    assert store.notices.unread(ana) == 0


async def test_destroyed_words_are_gone_from_the_board_and_marked_elsewhere(
    known: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    number = store.thanks.give(ben, ana, "saw to the patient").number
    destroy(store, f"thanks {number}", ben)
    assert on_board(known) == []
    assert "saw to" not in str(in_place(known))
    assert MARKER in str(in_place(known))


async def test_keys_thank_and_take_back(app: KioskApp, store: Store, ana: Person) -> None:
    app.kiosk.session.begin(ana, app.kiosk.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "t", "b", "tab")
        await pilot.press(*"fax", "enter")
        await pilot.pause()
        (one,) = store.thanks.on_board()
        assert one.words == "fax"
        await pilot.press("u")
        await pilot.pause()
        assert store.thanks.since(store.thanks.today()) == ()


def test_it_is_a_place_like_the_others() -> None:
    assert BREAK_ROOM.by_name("thanks") is THANKS
    assert BREAK_ROOM.without(frozenset({"thanks"})).by_name("thanks") is not THANKS
