from collections.abc import Callable

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.people import Person
from kiosk.practice.thanks import LONGEST_THANKS
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import MARKER, destroy, with_pin
from tests.naughty import ours


def test_another_terminal_sees_it_on_the_board(
    store: Store, another: Callable[..., Store], ana: Person, ben: Person
) -> None:
    store.thanks.give(ben, ana, "found the missing referral")
    (seen,) = another().thanks.on_board()
    assert (seen.to, seen.by, seen.words) == (ana.id, ben.id, "found the missing referral")


def test_it_is_gone_the_next_day_but_collected_for_the_person(
    store: Store, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    store.thanks.give(ben, ana, "found the missing referral")
    clock.forward(days=1)
    assert store.thanks.on_board() == ()
    assert [one.words for one in store.thanks.to(ana)] == ["found the missing referral"]
    assert store.thanks.to(ben) == ()


def test_a_night_belongs_to_the_day_before(
    store: Store, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    clock.forward(hours=16)  # two at night
    one = store.thanks.give(ben, ana, "stayed for the storm")
    assert one.day.isoformat() == "2026-03-06"


def test_two_enters_thank_once(store: Store, ana: Person, ben: Person) -> None:
    store.thanks.give(ben, ana, "the late fax")
    with pytest.raises(Refusal, match="already"):
        store.thanks.give(ben, ana, " the  late fax ")
    assert len(store.thanks.on_board()) == 1


def test_a_win_lasts_a_week_and_ends_by_itself(
    store: Store, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    carl = with_pin(store, NewPerson("Carl Ode", ("MA",)), "330033")
    number = store.thanks.give(carl, ana, "the label printer").number
    with pytest.raises(NotAllowed):
        store.thanks.make_win(number, ana)
    store.thanks.make_win(number, ben)
    clock.forward(days=6)
    (win,) = store.thanks.on_board()
    assert win.is_win(store.thanks.today())
    clock.forward(days=1)
    assert store.thanks.on_board() == ()


def test_what_is_kept_off_the_board_stays_the_persons(
    store: Store, ana: Person, ben: Person
) -> None:
    number = store.thanks.give(ben, ana, "the late fax").number
    store.thanks.show(number, ana, False)
    (one,) = store.thanks.on_board()
    assert not one.is_on_board(store.thanks.today())
    assert len(store.thanks.to(ana)) == 1


def test_the_giver_leaves_and_it_lives_on(
    store: Store, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    carl = with_pin(store, NewPerson("Carl Ode", ("MA",)), "330033")
    store.thanks.give(carl, ana, "the late fax")
    store.people.take_out(carl, clock.now().date(), at_once=True, by=ben)
    assert [one.by for one in store.thanks.to(ana)] == [carl.id]


def test_a_destroyed_text_is_gone_and_the_thanks_stay(
    store: Store, ana: Person, ben: Person
) -> None:
    number = store.thanks.give(ben, ana, "saw to the patient").number
    destroy(store, f"thanks {number}", ben)
    (one,) = store.thanks.to(ana)
    assert one.words == MARKER
    assert not one.is_on_board(store.thanks.today())
    assert store.check() == ()


@pytest.mark.parametrize("words", ours())
def test_hostile_words_are_cleaned_or_refused(
    store: Store, ana: Person, ben: Person, words: str
) -> None:
    try:
        one = store.thanks.give(ben, ana, words)
    except Refusal as no:
        assert str(no) == "Please type something."
        return
    assert one.words is not None and 0 < len(one.words) <= LONGEST_THANKS
    assert "\n" not in one.words and "\x1b" not in one.words


def test_every_act_is_an_event_and_the_trail_holds(store: Store, ana: Person, ben: Person) -> None:
    number = store.thanks.give(ben, ana, "the late fax").number
    store.thanks.show(number, ana, False)
    store.thanks.take_back(number, ben)
    assert store.check() == ()
    assert store.thanks.to(ana) == ()
