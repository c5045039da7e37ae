"""Who may be changed into what, with values alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practice import employment
from kiosk.practice.employment import CHANGEABLE
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId

TODAY = date(2026, 3, 6)
ANA = Person(PersonId(1), "Ana Ruiz", ("front desk",))
BEN = Person(PersonId(2), "Ben Cole", ("physician",), is_manager=True)
CY = Person(PersonId(3), "Cy Day", ("manager",), is_manager=True)
ROLES = ("front desk", "billing", "MA", "NP", "manager")
WITHOUT_RIGHT = {"is_manager": False}
OUT = {"is_active": False}
LAST_DAY_TODAY = {"employed_to": TODAY}
LAST_DAY_PAST = {"employed_to": date(2026, 3, 5)}


@pytest.mark.parametrize(
    ("typed", "roles"),
    [
        ("front desk", ("front desk",)),
        (" ma,FRONT , ma", ("MA", "front desk")),
        ("", ()),
        (",,", ()),
        ("manager", ("manager",)),
    ],
)
def test_roles_are_known_by_their_beginning(typed: str, roles: tuple[str, ...]) -> None:
    assert employment.as_roles(typed, ROLES) == roles


@pytest.mark.parametrize("typed", ["wizard", "m", "MA, king", "\x1b[31mred"])
def test_a_role_that_is_none_or_may_be_several_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match=r"There is no role '.*'\. The roles are front desk, "):
        employment.as_roles(typed, ROLES)


@pytest.mark.parametrize("typed", ["tomorrow", "3/4/2026", "2026-02-30", "\u0661", "9" * 5000])
def test_what_is_no_date_is_refused_in_words(typed: str) -> None:
    with pytest.raises(Refusal, match="is no date; write it as 2026-03-09"):
        employment.as_day(typed)


def test_days_may_be_missing_but_not_the_wrong_way_round() -> None:
    assert employment.as_day(" ") is None
    assert employment.as_day(" 2026-03-06 ") == TODAY
    for first, last in ((None, None), (TODAY, None), (None, TODAY), (TODAY, TODAY)):
        employment.check_days(first, last)
    with pytest.raises(Refusal, match="The last day, 2026-03-05, is before the first, 2026-03-06"):
        employment.check_days(TODAY, date(2026, 3, 5))


def test_a_change_leaves_what_others_changed_meanwhile() -> None:
    now = replace(ANA, roles=("billing",))
    assert employment.changed(now, ANA, replace(ANA, name="Ana Soto")) == replace(
        now, name="Ana Soto"
    )


def test_the_later_of_two_changes_to_the_same_is_told() -> None:
    now = replace(ANA, roles=("billing",))
    with pytest.raises(Refusal, match="Somebody has just changed the roles"):
        employment.changed(now, ANA, replace(ANA, roles=("MA",)))
    with pytest.raises(Refusal, match="would change nothing"):
        employment.changed(now, ANA, replace(ANA, roles=("billing",)))
    with pytest.raises(Refusal, match="would change nothing"):
        employment.changed(ANA, ANA, ANA)


def test_who_is_out_comes_back_and_nobody_else() -> None:
    out = replace(ANA, employed_to=date(2026, 3, 5))
    back = employment.brought_back(out, TODAY, None, TODAY)
    assert back == replace(ANA, employed_from=TODAY)
    with pytest.raises(Refusal, match="Ana Ruiz is not out"):
        employment.brought_back(ANA, TODAY, None, TODAY)
    with pytest.raises(Refusal, match="would change nothing"):
        first = date(2026, 3, 1)
        gone = replace(out, employed_from=first)
        employment.brought_back(gone, first, out.employed_to, TODAY)


def test_a_last_day_lets_work_that_day_unless_it_ends_at_once() -> None:
    assert employment.taken_out(ANA, TODAY, at_once=False).works_here(TODAY)
    assert not employment.taken_out(ANA, TODAY, at_once=True).works_here(TODAY)
    with pytest.raises(Refusal, match="would change nothing"):
        employment.taken_out(replace(ANA, employed_to=TODAY), TODAY, at_once=False)


@pytest.mark.parametrize(
    "change", [WITHOUT_RIGHT, OUT, LAST_DAY_TODAY, LAST_DAY_PAST, {"employed_from": date.max}]
)
def test_somebody_always_can_manage(change: dict[str, object]) -> None:
    after = replace(BEN, **change)  # type: ignore[arg-type]  # the fields of a parameter
    with pytest.raises(Refusal, match="Nobody would be left to manage"):
        employment.check_management(BEN, after, None, [ANA, BEN], TODAY)
    employment.check_management(BEN, after, CY.id, [ANA, BEN, CY], TODAY)


def test_who_hands_over_to_somebody_who_has_not_begun_stays_until_then() -> None:
    later = replace(CY, employed_from=date(2026, 3, 9))
    leaves = replace(BEN, employed_to=date(2026, 3, 13))
    employment.check_management(BEN, leaves, None, [BEN, later], TODAY)
    with pytest.raises(Refusal, match="Nobody would be left"):
        employment.check_management(BEN, replace(BEN, is_active=False), None, [BEN, later], TODAY)


@pytest.mark.parametrize("change", [WITHOUT_RIGHT, OUT, LAST_DAY_PAST])
def test_nobody_takes_their_own_right_away(change: dict[str, object]) -> None:
    after = replace(BEN, **change)  # type: ignore[arg-type]  # the fields of a parameter
    with pytest.raises(Refusal, match="Nobody takes away their own right"):
        employment.check_management(BEN, after, BEN.id, [ANA, BEN, CY], TODAY)


def test_one_may_name_ones_own_last_day() -> None:
    employment.check_management(BEN, replace(BEN, employed_to=TODAY), BEN.id, [ANA, BEN, CY], TODAY)


def test_others_can_be_changed_where_nobody_manages_yet() -> None:
    employment.check_management(ANA, replace(ANA, name="Ana Soto"), None, [ANA], TODAY)


people = st.builds(
    Person,
    st.just(PersonId(1)),
    st.sampled_from(["Ana", "Bo"]),
    st.sampled_from([(), ("MA",), ("MA", "RN")]),
    is_manager=st.booleans(),
    breaks_tracked=st.booleans(),
    employed_from=st.sampled_from([None, TODAY]),
    employed_to=st.sampled_from([None, TODAY]),
    is_active=st.booleans(),
    idle=st.sampled_from([None, timedelta(seconds=60)]),
)


@given(people, people)
def test_every_difference_is_a_deed_of_its_own(before: Person, after: Person) -> None:
    differ = [one for one in CHANGEABLE if getattr(before, one) != getattr(after, one)]
    told = list(employment.deeds(before, after))
    assert len(told) == len(differ)
    assert not any(after.name in detail for _, detail in told)


@given(people, people, people)
def test_a_change_is_made_whole_or_refused(now: Person, seen: Person, wanted: Person) -> None:
    try:
        new = employment.changed(now, seen, wanted)
    except Refusal:
        return
    for one in CHANGEABLE:
        is_ours = getattr(wanted, one) != getattr(seen, one)
        assert getattr(new, one) == getattr(wanted if is_ours else now, one)
