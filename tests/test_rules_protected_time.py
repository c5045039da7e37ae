"""Protected time: what is planned of it on a day, and what of it was kept."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practice import absences, break_cover, cover, protected_time, roster
from kiosk.practice.break_cover import Present
from kiosk.practice.breaks import Break, BreakPolicy, Stay
from kiosk.practice.cover import Candidate
from kiosk.practice.errors import Refusal
from kiosk.practice.protected_time import Block, Protected
from kiosk.practice.roster import Roster, WorkHours
from kiosk.practice.time_off import Leave
from tests.test_rules_absences import ANA, BO, CY, DAY, MONDAY, MORNING, TEAM, VITALS, WEEK, ZONE

TWO_TO_FOUR = Protected(1, (0, 2), time(14), time(16), MONDAY, person=ANA.id)
OF_MAS = replace(TWO_TO_FOUR, number=2, person=None, role="MA", ends=time(15))
POLICY = BreakPolicy()


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


def planned(found: Roster, *plans: Protected, day: date = MONDAY) -> list[str]:
    one = roster.of_person(found, ANA.id, day, ZONE)
    spans = protected_time.blocks(plans, ANA, one, ZONE, found.is_kept)
    return [f"{span.begins:%-H:%M}-{span.ends:%-H:%M}" for span in spans]


def test_it_is_planned_as_far_as_somebody_is_on_the_roster() -> None:
    assert planned(Roster(WEEK), TWO_TO_FOUR) == ["14:00-16:00"]
    assert planned(Roster(WEEK), TWO_TO_FOUR, day=date(2026, 11, 24)) == []  # a Tuesday
    early = Roster({(ANA.id, 0): (WorkHours(time(7), time(15)),)})
    assert planned(early, TWO_TO_FOUR) == ["14:00-15:00"]
    assert planned(Roster({(ANA.id, 0): MORNING}), TWO_TO_FOUR) == []
    assert planned(Roster(), TWO_TO_FOUR) == ["14:00-16:00"]  # nobody keeps a roster


def test_a_day_off_has_none_and_of_a_day_called_out_it_was_planned() -> None:
    off = Roster(WEEK, leaves=(Leave(1, ANA.id, MONDAY, MONDAY, "approved"),))
    assert planned(off, TWO_TO_FOUR) == []
    out = Roster(WEEK, called_out=frozenset({(ANA.id, MONDAY)}))
    assert planned(out, TWO_TO_FOUR) == ["14:00-16:00"]


def test_what_overlaps_counts_once() -> None:
    later = replace(TWO_TO_FOUR, begins=time(15), ends=time(16, 30))
    assert planned(Roster(WEEK), TWO_TO_FOUR, OF_MAS, later) == ["14:00-16:30"]


def test_it_holds_from_a_day_to_a_day() -> None:
    one = replace(TWO_TO_FOUR, last=MONDAY)
    week = timedelta(days=7)
    assert [one.is_on(MONDAY + step * week) for step in (-1, 0, 1)] == [False, True, False]


BLOCK = Block(ANA, at(14), at(16))
EVENING = at(18)
CAME = Stay(ANA.id, MONDAY, at(8), at(17))


def kept(
    *stays: Stay, moves: tuple[datetime, ...] = (), now: datetime = EVENING
) -> tuple[int, ...]:
    day = roster.of_person(Roster(WEEK), ANA.id, MONDAY, ZONE)
    one = protected_time.kept(BLOCK, day, stays, moves, now, POLICY)
    return one.here // timedelta(minutes=1), one.is_kept, one.moves, one.is_over


def test_kept_is_half_of_it_here_and_not_on_a_break() -> None:
    assert kept(CAME) == (120, True, 0, True)
    assert kept() == (0, False, 0, True)
    rest = Break("rest", at(14, 30), at(14, 40))
    assert kept(replace(CAME, breaks=(rest,))) == (110, True, 0, True)
    gone = Break("other", at(14, 45), at(15, 45))
    assert kept(replace(CAME, breaks=(rest, gone)))[:2] == (50, False)
    assert kept(replace(CAME, left=at(15)))[:2] == (60, True)
    assert kept(replace(CAME, left=at(14, 59)))[:2] == (59, False)
    assert kept(replace(CAME, left=None), now=at(15)) == (60, True, 0, False)
    away = Break("other", at(14, 10))
    assert kept(replace(CAME, left=None, breaks=(away,)))[0] == 10


def test_moves_count_from_its_beginning_up_to_its_end() -> None:
    moves = (at(13, 59), at(14), at(15, 59), at(16))
    assert kept(CAME, moves=moves) == (120, True, 2, True)


def test_of_people_whose_times_are_not_kept_the_roster_says_it() -> None:
    untracked, now = replace(ANA, breaks_tracked=False), at(18)
    block = replace(BLOCK, person=untracked)
    found = Roster(WEEK, called_out=frozenset({(ANA.id, MONDAY)}))
    for of, is_kept in ((Roster(WEEK), True), (found, False)):
        day = roster.of_person(of, ANA.id, MONDAY, ZONE)
        assert protected_time.kept(block, day, (), (), now, POLICY).is_kept is is_kept


@given(st.lists(st.integers(8 * 60, 17 * 60), min_size=2, max_size=8, unique=True))
def test_nobody_is_here_for_longer_than_it_lasts(minutes: list[int]) -> None:
    arrived, *breaks, left = [at(*divmod(one, 60)) for one in sorted(minutes)]
    pairs = zip(breaks[::2], breaks[1::2], strict=False)
    stay = Stay(ANA.id, MONDAY, arrived, left, tuple(Break("rest", a, b) for a, b in pairs))
    assert 0 <= kept(stay)[0] <= 120


def test_a_week_is_lost_when_none_of_it_was_both_kept_and_worked_in() -> None:
    day = roster.of_person(Roster(WEEK), ANA.id, MONDAY, ZONE)

    def one(*moves: datetime, stays: tuple[Stay, ...] = (CAME,)) -> protected_time.Kept:
        return protected_time.kept(BLOCK, day, stays, moves, at(18), POLICY)

    assert protected_time.is_lost([one(), one(at(14), stays=())])
    assert not protected_time.is_lost([one(), one(at(14))])
    assert not protected_time.is_lost([])
    assert not protected_time.is_lost([replace(one(), is_over=False)])


def test_whoever_is_in_it_is_asked_last_for_cover() -> None:
    both = (Candidate(BO, is_protected=True), Candidate(ANA, covers=5))
    assert cover.choose((VITALS,), both, TEAM.matrix).cover == ANA
    alone = cover.choose((VITALS,), both[:1], TEAM.matrix)
    assert (alone.cover, alone.why) == (
        BO,
        "trained for vitals, covers nothing else; in protected time, and nobody else is free",
    )


def test_cover_of_a_break_asks_them_last_by_training_and_by_role() -> None:
    here = [Present(ANA), Present(BO), Present(CY)]
    of_bo = (replace(TWO_TO_FOUR, person=BO.id),)
    assert (
        break_cover.choose(ANA, here, TEAM.matrix).why == "trained for vitals, covers nothing else"
    )
    assert break_cover.choose(ANA, here, TEAM.matrix, of_bo).why.endswith("nobody else is free")
    assert break_cover.choose(ANA, here).cover == BO  # by role, and first by name
    assert break_cover.choose(ANA, here, protected=of_bo).cover == CY
    of_all = (OF_MAS,)
    assert break_cover.choose(ANA, here, protected=of_all).why == (
        "MA too; in protected time, and nobody else is free"
    )


def test_cover_of_whoever_is_out_asks_them_last_unless_it_is_another_time() -> None:
    usual = {**WEEK, (CY.id, 0): MORNING}
    out = frozenset({(CY.id, MONDAY)})
    team = replace(TEAM, roster=Roster(usual, called_out=out))
    days = absences.days_of(team, MONDAY)
    (absent,) = (one for one in days if one.person == CY.id)
    for plan, is_last in ((TWO_TO_FOUR, False), (replace(TWO_TO_FOUR, begins=time(11)), True)):
        with_plan = replace(team, protected=(plan,))
        found = absences.candidates(with_plan, CY.id, absent.shifts, days, {})
        assert [one.is_protected for one in found] == [is_last, False]


def test_time_that_never_comes_is_refused() -> None:
    span = WorkHours(time(14), time(16))
    protected_time.check((0,), span, MONDAY, None)
    with pytest.raises(Refusal, match="ends before it begins"):
        protected_time.check((0,), WorkHours(time(16), time(14)), MONDAY, None)
    with pytest.raises(Refusal, match="None of those weekdays is still to come"):
        protected_time.check((0,), span, MONDAY + timedelta(days=1), MONDAY + timedelta(days=6))
    protected_time.check((0,), DAY[0], MONDAY, MONDAY)
