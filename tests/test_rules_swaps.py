"""Shifts that are swapped, and shifts that somebody takes: what may be, and what it leaves."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from kiosk.practice import open_shifts, shift_hours, swaps
from kiosk.practice.errors import Refusal
from kiosk.practice.open_shifts import OpenShift
from kiosk.practice.people import Person
from kiosk.practice.roster import Roster, WorkHours
from kiosk.practice.shift_hours import Changes, Handed
from kiosk.practice.swaps import Swap, SwapState
from kiosk.practice.time_off import Leave
from tests.test_rules_absences import ANA, BO, CY, DAY, MONDAY, MORNING, TEAM, WEEK, ZONE

TUESDAY = MONDAY + timedelta(days=1)
AFTERNOON = (WorkHours(time(13), time(17), "phones"),)
NIGHT = (WorkHours(time(22), time(7)),)


def after(usual: object, *moves: tuple[Person, Person, date], leaves: object = ()) -> Changes:
    found = Roster(usual, leaves=leaves)  # type: ignore[arg-type]  # written short
    return shift_hours.after(found, [Handed(*one) for one in moves], ZONE)


def test_two_days_change_hands_and_a_role_goes_with_the_shift() -> None:
    usual = {(ANA.id, 0): MORNING, (BO.id, 1): AFTERNOON}
    new = after(usual, (ANA, BO, MONDAY), (BO, ANA, TUESDAY))
    assert new == {
        (ANA.id, MONDAY): (),
        (BO.id, MONDAY): (replace(MORNING[0], role="MA"),),
        (BO.id, TUESDAY): (),
        (ANA.id, TUESDAY): AFTERNOON,
    }


def test_hours_of_one_day_are_swapped_and_a_second_shift_is_added() -> None:
    usual = {(ANA.id, 0): MORNING, (BO.id, 0): AFTERNOON}
    new = after(usual, (ANA, BO, MONDAY), (BO, ANA, MONDAY))
    assert [one.begins.hour for one in new[ANA.id, MONDAY]] == [13]
    assert [one.begins.hour for one in new[BO.id, MONDAY]] == [8]
    both = after(usual, (ANA, BO, MONDAY))[BO.id, MONDAY]
    assert [one.begins.hour for one in both] == [8, 13]


def test_nobody_works_twice_at_once_or_while_they_are_out() -> None:
    with pytest.raises(Refusal, match="Bo works at that time already, Mon Nov 23"):
        after(WEEK, (ANA, BO, MONDAY))
    with pytest.raises(Refusal, match="Bo works at that time already"):
        after({(BO.id, 0): NIGHT, (ANA.id, 1): (WorkHours(time(6), time(9)),)}, (ANA, BO, TUESDAY))
    with pytest.raises(Refusal, match="Ana has no shift Mon Nov 23"):
        after({}, (ANA, BO, MONDAY))
    off = (Leave(1, BO.id, MONDAY, MONDAY, "approved"),)
    with pytest.raises(Refusal, match="Bo is out Mon Nov 23"):
        after({(ANA.id, 0): MORNING}, (ANA, BO, MONDAY), leaves=off)
    with pytest.raises(Refusal, match="somebody else"):
        after({(ANA.id, 0): MORNING}, (ANA, ANA, MONDAY))


def test_whoever_is_out_stays_out_of_what_somebody_else_works() -> None:
    off = (Leave(1, ANA.id, MONDAY, MONDAY, "approved"),)
    new = after({(ANA.id, 0): MORNING}, (ANA, BO, MONDAY), leaves=off)
    assert new[ANA.id, MONDAY] == MORNING
    assert len(new[BO.id, MONDAY]) == 1


def test_it_says_what_it_leaves_uncovered() -> None:
    usual = {key: hours for key, hours in WEEK.items() if key != (CY.id, 0)}
    team = replace(TEAM, roster=Roster(usual))
    changes = shift_hours.after(team.roster, [Handed(ANA, CY, MONDAY)], ZONE)
    (broken,) = shift_hours.what_it_leaves(team, changes)
    assert [(gap.job.name, gap.left) for gap, _ in broken.gaps] == [("phones", 0), ("vitals", 1)]
    assert broken.gaps[1][1].cover == BO


SWAP = Swap(1, ANA.id, MONDAY, BO.id, TUESDAY)


@pytest.mark.parametrize(
    ("now", "state", "by", "why"),
    [
        ("asked", "agreed", ANA, "Only whoever was asked"),
        ("asked", "approved", CY, "has not agreed yet"),
        ("agreed", "approved", BO, "swap of their own"),
        ("agreed", "withdrawn", CY, "not yours"),
        ("approved", "withdrawn", ANA, "approved already"),
        ("withdrawn", "agreed", BO, "withdrawn already"),
    ],
)
def test_it_needs_both_words_and_a_managers(
    now: SwapState, state: SwapState, by: Person, why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        swaps.moved(replace(SWAP, state=now), state, by.id, MONDAY)


def test_it_is_agreed_and_approved_while_both_days_are_to_come() -> None:
    agreed = swaps.moved(SWAP, "agreed", BO.id, MONDAY)
    assert swaps.moved(agreed, "approved", CY.id, MONDAY).state == "approved"
    with pytest.raises(Refusal, match="has passed"):
        swaps.moved(agreed, "approved", CY.id, TUESDAY)
    assert swaps.moved(agreed, "declined", None, TUESDAY).state == "declined"


def test_who_could_take_it_is_trained_and_free() -> None:
    free = {key: hours for key, hours in WEEK.items() if key[1] != 0 or key[0] == ANA.id}
    team = replace(TEAM, roster=Roster(free))
    assert open_shifts.who_could(team, ANA, MONDAY) == (BO,)
    assert open_shifts.who_could(TEAM, ANA, MONDAY) == ()  # Bo works then
    assert open_shifts.who_could(replace(TEAM, roster=Roster({(CY.id, 0): DAY})), CY, MONDAY) == (
        ANA,
        BO,
    )  # what Cy is trained for is not kept: whoever has the same role


def test_the_first_has_it_and_a_manager_may_give_it_to_anybody() -> None:
    team, one = replace(TEAM, roster=Roster({(ANA.id, 0): DAY})), OpenShift(1, ANA.id, MONDAY)
    with pytest.raises(Refusal, match="not trained for what Ana does"):
        open_shifts.taken(one, team, ANA, CY, by_manager=False)
    new, changes = open_shifts.taken(one, team, ANA, CY, by_manager=True)
    assert (new.state, new.taker, changes[ANA.id, MONDAY]) == ("taken", CY.id, ())
    for stands, taker, today, why in (
        (new, CY, MONDAY, "Cy has just taken that shift"),
        (open_shifts.withdrawn(one), None, MONDAY, "any more"),
        (one, None, TUESDAY, "has passed"),
    ):
        with pytest.raises(Refusal, match=why):
            open_shifts.check_open(stands, taker, today)
    with pytest.raises(Refusal, match="taken already"):
        open_shifts.withdrawn(new)
