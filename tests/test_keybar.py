"""The keys at the foot of a screen: never cut off, and each can be clicked."""

from hypothesis import given
from hypothesis import strategies as some

from screens.acts import Option
from screens.app import KioskApp
from screens.keybar import GAP, KeyBar, key_at, laid_out

KEYS = (Option("t", "t Take it"), Option("/", "/ Search"), Option("escape", "Esc Back"))


def test_they_stand_on_one_line_where_there_is_room() -> None:
    assert laid_out(KEYS, 80) == [list(KEYS)]
    exactly = len(GAP.join(one.words for one in KEYS))
    assert len(laid_out(KEYS, exactly)) == 1
    assert len(laid_out(KEYS, exactly - 1)) == 2


def test_one_that_is_too_long_still_has_a_line() -> None:
    assert laid_out(KEYS, 3) == [[one] for one in KEYS]


@given(some.lists(some.text("ab ", min_size=1, max_size=30), max_size=20), some.integers(1, 100))
def test_none_is_lost_and_no_line_is_too_long(words: list[str], width: int) -> None:
    options = tuple(Option(str(number), one) for number, one in enumerate(words))
    lines = laid_out(options, width)
    assert tuple(one for line in lines for one in line) == options
    for line in lines:
        assert len(line) <= 1 or len(GAP.join(one.words for one in line)) <= width


def test_each_cell_belongs_to_the_key_whose_words_stand_there() -> None:
    lines = laid_out(KEYS, 25)
    assert [[one.id for one in line] for line in lines] == [["t", "/"], ["escape"]]
    assert [key_at(lines, x, 0) for x in (0, 8, 9, 11, 12, 19, 20)] == [
        *("t", "t", None, None, "/", "/", None)
    ]
    assert key_at(lines, 0, 1) == "escape"
    assert key_at(lines, 0, 2) is None
    assert key_at(lines, 0, -1) is None


async def test_a_click_does_what_the_key_does(app: KioskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(KeyBar, offset=(app.screen.query_one(KeyBar).gutter.left + 10, 0))
        await pilot.pause()
        assert app.current_mode == "prior_auths"
