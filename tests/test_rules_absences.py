"""Gaps, who covers, and what an absence breaks."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kiosk.practice import absences, cover, roster
from kiosk.practice.absences import Team
from kiosk.practice.cover import Candidate
from kiosk.practice.jobs import Job, JobId
from kiosk.practice.opening_hours import OpeningHours
from kiosk.practice.people import Person, PersonId
from kiosk.practice.roster import DayEvent, Roster, WorkHours
from kiosk.practice.training import Matrix, Training

ZONE = ZoneInfo("America/New_York")
MONDAY = date(2026, 11, 23)
ANA, BO, CY = (Person(PersonId(n), name, ("MA",)) for n, name in enumerate(("Ana", "Bo", "Cy"), 1))
VITALS, PHONES = Job(JobId(1), "vitals", "", ("MA",)), Job(JobId(2), "phones")
LONG_AGO = date(2025, 1, 6)
DAY, MORNING = (WorkHours(time(8), time(17)),), (WorkHours(time(8), time(12)),)
WEEK = {(who.id, weekday): DAY for who in (ANA, BO, CY) for weekday in range(5)}


def trained(*pairs: tuple[Person, Job]) -> tuple[Training, ...]:
    return tuple(Training(who.id, job.id, LONG_AGO, LONG_AGO) for who, job in pairs)


BOTH = trained((ANA, VITALS), (BO, VITALS), (ANA, PHONES))
TEAM = Team((ANA, BO, CY), Matrix((VITALS, PHONES), BOTH), Roster(WEEK), OpeningHours(), ZONE, {})


def said(team: Team, day: date = MONDAY) -> list[tuple[str, int, bool]]:
    return [(one.job.name, one.left, one.is_all_day) for one in absences.gaps_of(team, day)]


def test_one_trained_person_is_a_gap_and_closed_hours_are_none() -> None:
    assert said(TEAM) == [("phones", 1, True)]
    assert said(TEAM, date(2026, 11, 28)) == []  # a Saturday
    assert said(TEAM, date(2026, 11, 26)) == []  # Thanksgiving


def test_the_thinnest_time_of_the_day_is_told() -> None:
    week = {**WEEK, (BO.id, 0): MORNING}
    (vitals, phones) = absences.gaps_of(replace(TEAM, roster=Roster(week)), MONDAY)
    assert (vitals.job, vitals.left, vitals.only, vitals.is_all_day) == (VITALS, 1, ANA.id, False)
    assert vitals.begins == datetime(2026, 11, 23, 12, tzinfo=ZONE)
    assert vitals.ends == datetime(2026, 11, 23, 17, tzinfo=ZONE)
    assert (vitals.begins.hour, vitals.ends.hour) == (12, 17)  # on the wall clock, not in UTC
    assert phones.is_all_day


def test_a_shift_of_the_evening_before_lasts_into_the_day() -> None:
    night = {(ANA.id, 0): (WorkHours(time(20), time(18)),)}
    team = replace(TEAM, roster=Roster(night))
    assert ("phones", 1, True) in said(team, MONDAY + timedelta(days=1))


def test_the_next_days_are_looked_at_and_today_is_not() -> None:
    called = Roster(WEEK, called_out=frozenset({(ANA.id, MONDAY + timedelta(days=1))}))
    ahead = absences.look_ahead(replace(TEAM, roster=called), MONDAY)
    tuesday = [(one.job.name, one.left) for one in ahead if one.day == date(2026, 11, 24)]
    assert tuesday == [("phones", 0), ("vitals", 1)]
    assert {one.day for one in ahead}.isdisjoint({MONDAY, date(2026, 11, 26)})
    assert max(one.day for one in ahead) == MONDAY + timedelta(days=14)


def test_jobs_of_who_is_out_are_covered_by_the_trained_or_say_who_is_nearest() -> None:
    called = Roster(WEEK, called_out=frozenset({(ANA.id, MONDAY)}))
    learning = Training(CY.id, PHONES.id, trainer=ANA.id)
    matrix = Matrix((replace(PHONES, roles=("MA",)), VITALS), (*BOTH, learning))
    team = replace(TEAM, roster=called, matrix=matrix)
    days = roster.of_day(called, team.people, MONDAY, ZONE)
    phones, vitals = absences.covers(team, days, {})
    assert (vitals.choice.cover, vitals.choice.why) == (
        BO,
        "trained for vitals, covers nothing else",
    )
    assert (phones.choice.cover, phones.choice.nearest) == (None, (CY,))
    assert phones.choice.why == "nobody trained for phones is here. Nearest: Cy, learning"
    by_hand, _ = absences.covers(team, days, {(ANA.id, PHONES.id): CY.id})
    assert (by_hand.choice.cover, by_hand.choice.is_by_hand) == (CY, True)


def test_whoever_is_there_for_less_than_half_of_it_is_not_there() -> None:
    week = {**WEEK, (BO.id, 0): (WorkHours(time(8), time(10)),)}
    called = Roster(week, called_out=frozenset({(ANA.id, MONDAY)}))
    days = roster.of_day(called, TEAM.people, MONDAY, ZONE)
    (vitals,) = absences.covers(replace(TEAM, roster=called), days, {})
    assert (vitals.choice.cover, vitals.choice.nearest) == (None, (BO,))


def test_what_an_absence_breaks_is_told_by_day() -> None:
    meeting = DayEvent(1, MONDAY, "Staff meeting", time(13, 45), time(14, 15))
    team = replace(TEAM, roster=Roster(WEEK, events=(meeting,)))
    first, second = absences.what_it_breaks(team, ANA, MONDAY, MONDAY + timedelta(days=1))
    assert [(gap.job.name, gap.left) for gap, _ in first.gaps] == [("phones", 0), ("vitals", 1)]
    assert first.gaps[1][1].cover == BO
    assert (first.events, second.events) == ((meeting,), ())
    assert first.alone == (BO,)  # whose break Ana alone could cover
    assert absences.what_it_breaks(team, CY, MONDAY + timedelta(days=1), date(2026, 11, 29)) == ()
    assert absences.what_it_breaks(team, ANA, date(2026, 11, 28), date(2026, 11, 29)) == ()


people = st.builds(
    Candidate,
    st.integers(1, 6).map(lambda n: Person(PersonId(n), f"P{n}", ("MA",))),
    st.booleans(),
    st.booleans(),
    st.integers(0, 3),
    st.integers(0, 40).map(lambda n: timedelta(hours=n)),
)
kept = st.builds(
    Training,
    st.integers(1, 6).map(PersonId),
    st.sampled_from((VITALS.id, PHONES.id)),
    st.none() | st.just(LONG_AGO),
    st.none(),
    st.just(PersonId(9)),
)
needed = st.lists(st.sampled_from((VITALS, PHONES)), min_size=1, unique=True)


@given(
    st.lists(people, unique_by=lambda one: one.person.id),
    st.lists(kept, unique_by=lambda one: (one.person, one.job)),
    needed,
    st.randoms(),
)
def test_nobody_untrained_or_absent_is_chosen_while_one_trained_is_present(
    some: list[Candidate], trainings: list[Training], needs: list[Job], chance: Random
) -> None:
    matrix = Matrix((VITALS, PHONES), tuple(trainings))
    able = {
        one.person
        for one in some
        if one.is_present
        and not one.is_away
        and any(matrix.stand(one.person.id, job.id) == "trained" for job in needs)
    }
    choice = cover.choose(needs, some, matrix)
    assert choice.cover in able if able else choice.cover is None
    assert choice.why
    mixed = sorted(some, key=lambda one: chance.random())
    assert cover.choose(needs, mixed, matrix) == choice
