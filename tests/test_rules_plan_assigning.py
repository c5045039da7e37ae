"""Who does what of a plan: by role or training, to whoever is here and has the least; explained."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kiosk.practice.jobs import Job, JobId
from kiosk.practice.people import Person, PersonId
from kiosk.practice.plan_assigning import (
    Colleague,
    Stand,
    choose,
    fitting,
    hand_out,
    leading,
    roles_of,
)
from kiosk.practice.plans import PHASES, Phase, Step
from kiosk.practice.training import EMPTY, Matrix, Training
from tests.plans import EHR_DOWN

FIVE = datetime(2026, 3, 6, 17, tzinfo=ZoneInfo("America/New_York"))
ROLES = ("front desk", "RN", "billing", "manager", "phones")
PHONES = Job(JobId(1), "phones", roles=("front desk",))


def somebody(number: int, role: str, stand: Stand = "here", today: str = "") -> Colleague:
    person = Person(PersonId(number), f"Person{number}", (role,), is_manager=role == "manager")
    return Colleague(person, stand, FIVE if stand != "off" else None, today)


def test_a_role_goes_to_whoever_has_it_and_is_here() -> None:
    team = (somebody(1, "RN"), somebody(2, "front desk"), somebody(3, "manager"))
    given_out = hand_out(EHR_DOWN, team, EMPTY)
    assert [(one.role, one.choice.cover and one.choice.cover.name) for one in given_out.sheets] == [
        ("front desk", "Person2"),
        ("RN", "Person1"),
        ("billing", None),
        ("manager", "Person3"),
    ]
    assert given_out.lead.cover == team[2].person
    assert given_out.backup.cover == team[0].person


def test_the_choice_is_explained() -> None:
    team = (somebody(1, "RN"), somebody(2, "RN", "away"), somebody(3, "RN"))
    choice = choose(("RN",), team, EMPTY, {PersonId(1): 2})
    assert choice.cover == team[2].person
    assert choice.why == (
        "here until 5:00 PM, has no other steps; Person2 is away, back about 5:00 PM"
    )
    assert choose(("RN",), team[:2], EMPTY, {PersonId(1): 2}).why.startswith(
        "here until 5:00 PM, has 2 steps already"
    )


def test_nobody_says_who_is_nearest_and_never_why_they_are_off() -> None:
    team = (somebody(1, "RN", "off"), somebody(2, "RN", "away"), somebody(3, "RN", "later"))
    choice = choose(("RN",), team, EMPTY, {})
    assert choice.cover is None
    assert choice.why == (
        "nobody for RN is here. Nearest: Person2, away, back about 5:00 PM; Person1, off today; "
        "Person3, comes at 5:00 PM"
    )
    assert choose(("LPN",), team, EMPTY, {}).why == (
        "nobody for LPN is here, and nobody else is for it"
    )


def test_the_name_of_a_job_means_whoever_is_trained_for_it() -> None:
    trained = Matrix(
        (PHONES,),
        (
            Training(PersonId(1), PHONES.id, date(2026, 1, 5)),
            Training(PersonId(2), PHONES.id),
        ),
    )
    team = (somebody(1, "MA"), somebody(2, "front desk"))
    assert choose(("Phones",), team, trained, {}).cover == team[0].person
    gone = (somebody(1, "MA", "away"), team[1])
    assert choose(("phones",), gone, trained, {}).why == (
        "nobody for phones is here. Nearest: Person1, away, back about 5:00 PM; Person2, learning"
    )


def test_whoever_works_in_a_role_today_has_it_and_managers_are_managers() -> None:
    team = (somebody(1, "MA", today="front desk"), somebody(2, "physician"))
    assert fitting("front desk", team, EMPTY) == {1}
    boss = replace(team[1], person=replace(team[1].person, is_manager=True))
    assert fitting("manager", (boss,), EMPTY) == {2}


def test_the_most_critical_role_comes_first_and_one_may_hold_several() -> None:
    assert list(roles_of(EHR_DOWN).items()) == [
        ("front desk", 3),
        ("RN", 1),
        ("billing", 2),
        ("manager", 1),
    ]
    alone = somebody(1, "RN", today="front desk")
    given_out = hand_out(EHR_DOWN, (alone,), EMPTY)
    assert [given_out.of_role(role) for role in ("front desk", "RN", "billing")] == [1, 1, None]
    assert given_out.lead.cover == alone.person
    assert given_out.backup.cover is None


def test_while_the_lead_is_away_the_backup_is_asked() -> None:
    lead, backup = somebody(1, "manager", "away"), somebody(2, "RN")
    found = leading(lead.person.id, backup.person.id, (lead, backup))
    assert found.who == 2
    assert found.words == "Person1 is away, back about 5:00 PM: Person2 leads until then"
    here = somebody(1, "manager")
    assert leading(here.person.id, backup.person.id, (here, backup)).words == ""
    gone = somebody(1, "manager", "not here")
    assert leading(gone.person.id, None, (gone,)).words == (
        "Person1 is not here just now: NOBODY leads"
    )
    assert leading(None, PersonId(2), (backup,)).words == (
        "nobody was named to lead: Person2 leads"
    )


people = st.lists(
    st.tuples(
        st.sampled_from(ROLES),
        st.sampled_from(ROLES),
        st.sampled_from(("here", "away", "later", "not here", "off")),
        st.integers(0, 40),
    ),
    max_size=7,
)
plans = st.lists(
    st.tuples(st.sampled_from(PHASES), st.sampled_from(ROLES), st.booleans()),
    min_size=1,
    max_size=12,
)


@given(people, plans, st.sets(st.integers(0, 6)), st.randoms())
def test_never_an_untrained_or_absent_one_and_whoever_fits_has_it(
    made: list[tuple[str, str, Stand, int]],
    steps: list[tuple[Phase, str, bool]],
    trained: set[int],
    chance: Random,
) -> None:
    team = [
        Colleague(
            Person(PersonId(number), f"P{number}", (first, second)),
            stand,
            hours=timedelta(hours=hours),
        )
        for number, (first, second, stand, hours) in enumerate(made)
    ]
    trainings = (Training(PersonId(one), PHONES.id, date(2026, 1, 5)) for one in sorted(trained))
    matrix = Matrix((PHONES,), tuple(trainings))
    plan = replace(
        EHR_DOWN,
        steps=tuple(Step(when, role, "it", None, critical) for when, role, critical in steps),
    )
    found = hand_out(plan, team, matrix)
    shuffled = list(team)
    chance.shuffle(shuffled)
    assert [(one.role, one.choice.cover) for one in hand_out(plan, shuffled, matrix).sheets] == [
        (one.role, one.choice.cover) for one in found.sheets
    ]
    by_id = {one.person.id: one for one in team}
    for sheet in found.sheets:
        able = fitting(sheet.role, team, matrix)
        here = {one for one in able if by_id[one].stand == "here"}
        chosen = sheet.choice.cover
        assert (chosen.id in here) if chosen else not here
        assert sheet.choice.why
    assert sum(one.steps for one in found.sheets) == len(plan.steps) + len(plan.tells)
    pair = [one.cover.id for one in (found.lead, found.backup) if one.cover]
    assert len(set(pair)) == len(pair)


def test_where_nobody_is_at_all_it_says_so() -> None:
    nobody = hand_out(EHR_DOWN, (), EMPTY)
    assert all(one.choice.cover is None for one in nobody.sheets)
    assert nobody.lead.why == "nobody for manager or RN is here, and nobody else is for it"
