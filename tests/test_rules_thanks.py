from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.practice import thanks
from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.thanks import Thanks

DAY = date(2026, 3, 6)


def person(number: int, name: str, is_manager: bool = False) -> Person:
    return Person(PersonId(number), name, (), "anyone", is_manager=is_manager)


JOEL, TESS, DANA = person(1, "Joel"), person(2, "Tess"), person(3, "Dana", is_manager=True)
FAX = Thanks(1, JOEL.id, TESS.id, "stayed for the late fax", DAY)


def test_nobody_thanks_themselves() -> None:
    with pytest.raises(Refusal, match="Thank somebody else"):
        thanks.given(JOEL, JOEL, "everything", DAY, [])


def test_the_same_words_are_said_once_a_day() -> None:
    with pytest.raises(Refusal, match="You thanked Joel for that today already"):
        thanks.given(TESS, JOEL, "stayed for the late fax", DAY, [FAX])
    thanks.given(TESS, JOEL, "stayed for the late fax", DAY, [replace(FAX, is_taken_back=True)])
    thanks.given(TESS, JOEL, "found the label printer", DAY, [FAX])


def test_whoever_is_gone_is_not_thanked_on_the_board() -> None:
    gone = replace(JOEL, employed_to=DAY - timedelta(days=1))
    with pytest.raises(NotAllowed):
        thanks.given(TESS, gone, "all these years", DAY, [])


def test_thanks_stand_on_the_board_for_their_day() -> None:
    assert FAX.is_on_board(DAY)
    assert not FAX.is_on_board(DAY + timedelta(days=1))
    assert not replace(FAX, is_taken_back=True).is_on_board(DAY)
    assert not replace(FAX, is_destroyed=True).is_on_board(DAY)


def test_a_win_stands_there_for_seven_days() -> None:
    win = thanks.made_win(FAX, DANA, DAY + timedelta(days=2))
    on_board = [n for n in range(12) if win.is_win(DAY + timedelta(days=n))]
    assert on_board == [2, 3, 4, 5, 6, 7, 8]
    assert win.is_on_board(DAY + timedelta(days=8))


def test_whoever_was_thanked_may_keep_it_to_themselves() -> None:
    hidden = thanks.shown(FAX, JOEL, False)
    assert not hidden.is_on_board(DAY)
    assert thanks.shown(hidden, JOEL, True) == FAX
    with pytest.raises(Refusal, match="Only whoever was thanked"):
        thanks.shown(FAX, DANA, False)
    with pytest.raises(Refusal, match="kept to yourself already"):
        thanks.shown(hidden, JOEL, False)
    with pytest.raises(Refusal, match="not shown to everybody"):
        thanks.made_win(hidden, DANA, DAY)


def test_a_manager_makes_a_win_but_not_of_their_own_thanks() -> None:
    with pytest.raises(NotAllowed):
        thanks.made_win(FAX, TESS, DAY)
    with pytest.raises(Refusal, match="That is your own"):
        thanks.made_win(replace(FAX, to=DANA.id), DANA, DAY)
    win = thanks.made_win(FAX, DANA, DAY)
    with pytest.raises(Refusal, match="win already"):
        thanks.made_win(win, DANA, DAY)
    assert thanks.no_win(win, DANA) == FAX
    with pytest.raises(Refusal, match="no win"):
        thanks.no_win(FAX, DANA)


def test_only_the_giver_takes_back_and_not_a_win() -> None:
    assert thanks.taken_back(FAX, TESS).is_taken_back
    with pytest.raises(Refusal, match="Only whoever gave"):
        thanks.taken_back(FAX, DANA)
    with pytest.raises(Refusal, match="already"):
        thanks.taken_back(replace(FAX, is_taken_back=True), TESS)
    with pytest.raises(Refusal, match="win already"):
        thanks.taken_back(replace(FAX, won_on=DAY), TESS)
