"""How a follow-up moves, and whose it is: the rules alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.practice.errors import Refusal
from kiosk.practice.follow_ups import (
    MOVES,
    NOTHING_TOLD,
    OPEN,
    STANDS,
    Act,
    FollowUp,
    Move,
    Told,
    moved,
    offered,
)
from kiosk.practice.people import Person, PersonId

NOW = datetime(2026, 3, 6, 10, 0, tzinfo=ZoneInfo("America/New_York"))
TODAY = NOW.date()
ANA = Person(PersonId(1), "Ana Ruiz")
BEN = Person(PersonId(2), "Ben Cole", is_manager=True)
CY = Person(PersonId(3), "Cy Zztest", is_manager=True)
ONE = FollowUp(7, ANA.id, BEN.id, "Call the plan", "It is late", TODAY, NOW, NOW)


def acts(one: FollowUp, who: Person, asker: Person = BEN) -> list[str]:
    return [each.act for each in offered(one, who, asker, TODAY)]


def move(
    one: FollowUp, act: Act, who: Person, told: Told = NOTHING_TOLD, asker: Person = BEN
) -> FollowUp:
    return moved(one, act, who, asker, told, NOW)[1]


def test_whoever_is_asked_answers_and_the_manager_does_the_rest() -> None:
    assert acts(ONE, ANA) == ["done", "help", "not mine"]
    assert acts(ONE, BEN) == ["another day", "give", "close", "take back"]
    assert acts(ONE, CY) == []
    assert acts(replace(ONE, state="help"), ANA) == ["done", "not mine"]
    assert acts(replace(ONE, state="done"), BEN) == ["reopen"]


@pytest.mark.parametrize("one", MOVES, ids=lambda one: one.act)
def test_no_move_fits_where_the_table_has_none(one: Move) -> None:
    told = Told(TODAY, CY)
    for state in STANDS:
        who = ANA if one.whose == "person" else BEN
        if state in one.origin:
            assert move(replace(ONE, state=state), one.act, who, told).state == one.to
        else:
            with pytest.raises(Refusal, match=f"It is {STANDS[state]} by now"):
                move(replace(ONE, state=state), one.act, who, told)


def test_nobody_answers_for_somebody_else_nor_decides_as_the_one_asked() -> None:
    with pytest.raises(Refusal, match="between two other people"):
        move(ONE, "close", CY)
    with pytest.raises(Refusal, match="for whoever is asked to say"):
        move(ONE, "done", BEN)
    with pytest.raises(Refusal, match="for the manager who asks to say"):
        move(ONE, "close", ANA)


def test_those_of_somebody_who_manages_no_longer_are_every_managers() -> None:
    before = replace(BEN, is_manager=False)
    assert acts(ONE, CY, before) == ["another day", "give", "close", "take back"]
    assert acts(ONE, before, before) == []
    new = move(ONE, "another day", CY, Told(TODAY), before)
    assert new.by == CY.id


@pytest.mark.parametrize(
    ("act", "told", "why"),
    [
        ("another day", Told(), "Say by which day"),
        ("another day", Told(TODAY - timedelta(days=1)), "passed already"),
        ("another day", Told(date(2036, 1, 1)), "more than a year ahead"),
        ("give", Told(TODAY), "Say to whom else"),
        ("give", Told(TODAY, ANA), "Say to whom else"),
        ("give", Told(TODAY, replace(CY, is_active=False)), "works here no longer"),
    ],
)
def test_a_day_and_a_person_must_make_sense(act: Act, told: Told, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        move(ONE, act, BEN, told)


def test_what_nobody_answers_goes_to_the_person_first_and_then_to_the_manager() -> None:
    after = timedelta(days=2)
    for days, is_back in ((0, False), (1, False), (2, True), (9, True)):
        assert ONE.is_with_manager(TODAY + timedelta(days=days), after, False) is is_back
    for state in OPEN[1:]:
        assert replace(ONE, state=state).is_with_manager(TODAY, after, False)
    assert ONE.is_with_manager(TODAY, after, is_gone=True)
    assert not replace(ONE, state="done").is_with_manager(TODAY, after, True)
