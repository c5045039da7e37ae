"""Who covers while somebody is away, and at which times lunch could be."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.practice import break_cover as rules
from kiosk.practice.break_cover import MOST_SLOTS, QUARTER, Planned, Present, Slot
from kiosk.practice.breaks import BreakPolicy
from kiosk.practice.days import after, between
from kiosk.practice.errors import Refusal
from kiosk.practice.jobs import Job, JobId
from kiosk.practice.people import Person, PersonId
from kiosk.practice.training import Matrix, Training

NEW_YORK = ZoneInfo("America/New_York")
NOON = datetime(2026, 3, 6, 12, 0, tzinfo=NEW_YORK)
POLICY = BreakPolicy()
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def person(number: int, name: str, *roles: str) -> Person:
    return Person(PersonId(number), name, roles)


ANA = person(1, "Ana", "front desk", "billing")
JOEL = person(2, "Joel", "front desk")
MARIA = person(3, "Maria", "front desk", "billing")
KEN = person(4, "Ken", "billing")
TESS = person(5, "Tess", "MA")


def here(*people: Person) -> list[Present]:
    return [Present(one) for one in people]


def away(one: Person, cover: Person | None = None) -> Present:
    return Present(one, is_away=True, covered_by=cover.id if cover else None)


def choose(one: Person, present: Iterable[Present]) -> Person | None:
    """Who covers where it is not kept who is trained."""
    return rules.choose(one, present).cover


def test_somebody_present_of_the_same_role_covers() -> None:
    assert choose(ANA, here(ANA, TESS, JOEL)) == JOEL
    assert choose(TESS, here(ANA, TESS, JOEL)) is None
    assert choose(person(9, "Lee"), here(ANA, JOEL)) is None


def test_the_first_role_goes_before_the_others() -> None:
    assert choose(ANA, here(KEN, JOEL)) == JOEL
    assert choose(ANA, [*here(KEN), away(JOEL)]) == KEN


def test_who_covers_for_the_fewest_is_chosen_and_then_by_name() -> None:
    assert choose(ANA, here(MARIA, JOEL)) == JOEL
    lee = person(6, "Lee", "front desk")
    assert choose(ANA, [*here(MARIA, JOEL), away(lee, JOEL)]) == MARIA
    both = [*here(MARIA, JOEL), away(lee, JOEL), away(KEN, MARIA)]
    assert choose(ANA, both) == JOEL
    assert choose(ANA, [*here(MARIA, JOEL), Present(lee, covered_by=JOEL.id)]) == JOEL


def test_of_two_with_one_name_the_one_who_came_to_the_practice_first() -> None:
    twins = here(person(8, "Joel", "front desk"), JOEL)
    assert choose(ANA, twins) == choose(ANA, twins[::-1]) == JOEL


@pytest.mark.parametrize(
    ("cover", "why"),
    [(ANA, "for themselves"), (KEN, "Ken is not here"), (MARIA, "Maria is away too")],
)
def test_who_cannot_cover_is_refused(cover: Person, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        rules.check(ANA, cover, [away(ANA), away(MARIA), *here(JOEL)])


def test_anybody_present_may_cover_whatever_the_role() -> None:
    rules.check(ANA, TESS, [away(ANA), *here(TESS)])


ROLES = ("front desk", "MA", "RN", "billing")
everybody = some.lists(
    some.builds(
        lambda name, roles, is_away, cover: (name, tuple(roles), is_away, cover),
        some.sampled_from(("Ana", "Ben", "Cleo")),
        some.lists(some.sampled_from(ROLES), max_size=3, unique=True),
        some.booleans(),
        some.none() | some.integers(1, 12),
    ),
    min_size=1,
    max_size=12,
)


@given(everybody, some.data())
def test_the_choice_is_always_one_of_the_least_burdened_who_can(
    told: list[tuple[str, tuple[str, ...], bool, int | None]], data: some.DataObject
) -> None:
    present = [
        Present(person(number, name, *roles), is_away, PersonId(cover) if cover else None)
        for number, (name, roles, is_away, cover) in enumerate(told, start=1)
    ]
    who = data.draw(some.sampled_from(present)).person
    chosen = choose(who, present)
    able = [one for one in present if not one.is_away and one.person.id != who.id]
    shared = [role for role in who.roles if any(role in one.person.roles for one in able)]
    assert (chosen is None) == (not shared)
    if chosen:
        burdens = {
            one.person.id: sum(
                other.is_away and other.covered_by == one.person.id for other in present
            )
            for one in able
            if shared[0] in one.person.roles
        }
        assert burdens[chosen.id] == min(burdens.values())
        rules.check(who, chosen, present)
    shuffled = data.draw(some.permutations(present))
    assert choose(who, shuffled) == chosen


# --- plans for lunch


def slots(
    earliest: datetime, latest: datetime, *plans: Planned, present: list[Present] | None = None
) -> tuple[Slot, ...]:
    team = here(ANA, JOEL, TESS) if present is None else present
    return rules.slots(ANA, team, plans, earliest, latest, POLICY)


def begins(found: tuple[Slot, ...]) -> list[str]:
    return [f"{one.begins:%H:%M}" for one in found]


def test_lunch_is_planned_by_quarters_of_an_hour_from_now_on() -> None:
    found = slots(NOON + MINUTE, NOON + HOUR)
    assert begins(found) == ["12:15", "12:30", "12:45", "13:00"]
    assert begins(slots(NOON, NOON)) == ["12:00"]
    assert begins(slots(NOON + timedelta(microseconds=1), NOON + QUARTER)) == ["12:15"]
    assert slots(NOON, NOON - MINUTE) == ()
    assert len(slots(NOON, NOON + 9 * HOUR)) == MOST_SLOTS


def test_quarters_are_right_in_the_repeated_hour() -> None:
    first = datetime(2026, 11, 1, 1, 40, tzinfo=NEW_YORK)
    found = slots(first, after(first, HOUR))
    told = [f"{one.begins:%H:%M %Z}" for one in found]
    assert told == ["01:45 EDT", "01:00 EST", "01:15 EST", "01:30 EST"]


def test_a_slot_says_who_else_is_away_and_which_role_is_left_alone() -> None:
    plan = Planned(JOEL.id, NOON + 2 * QUARTER)
    found = slots(NOON, NOON + HOUR, plan)
    assert [one.also for one in found] == [(), (JOEL,), (JOEL,), (JOEL,), ()]
    assert [one.alone for one in found] == [(), *[("front desk",)] * 3, ()]
    assert plan.ends(POLICY) == NOON + HOUR


def test_one_s_own_plan_and_that_of_somebody_absent_are_no_collision() -> None:
    own, absent = Planned(ANA.id, NOON), Planned(KEN.id, NOON)
    (found,) = slots(NOON, NOON, own, absent)
    assert (found.also, found.alone) == ((), ())


def test_without_a_colleague_the_role_is_alone_at_any_time() -> None:
    found = slots(NOON, NOON + HOUR, present=here(ANA, TESS))
    assert {one.alone for one in found} == {("front desk",)}
    assert rules.slots(person(9, "Lee"), [], [], NOON, NOON, POLICY) == (Slot(NOON),)


@given(some.integers(0, 86400), some.integers(0, 5 * 3600))
def test_slots_lie_between_their_bounds(second: int, length: int) -> None:
    earliest = after(NOON, timedelta(seconds=second))
    found = slots(earliest, after(earliest, timedelta(seconds=length)))
    for one in found:
        far = between(earliest, one.begins)
        assert timedelta() <= far <= timedelta(seconds=length)
        assert (one.begins.minute % 15, one.begins.second) == (0, 0)


def test_where_training_is_kept_whoever_is_trained_covers_and_nobody_else() -> None:
    phones = Job(JobId(1), "phones", "", ANA.roles)
    lee = person(9, "Lee")  # of no role
    every = here(ANA, TESS, JOEL, lee)
    of = [Training(one.id, phones.id, date(2026, 1, 5)) for one in (ANA, lee)]
    matrix = Matrix((phones,), tuple(of))
    choice = rules.choose(ANA, every, matrix)
    assert (choice.cover, choice.why) == (lee, "trained for phones, covers nothing else")
    alone = rules.choose(ANA, here(ANA, TESS, JOEL), matrix)
    assert (alone.cover, alone.why) == (None, "nobody trained for phones is here")
    assert rules.choose(ANA, [*here(ANA, JOEL), away(lee)], matrix).nearest == (lee,)
    assert rules.choose(JOEL, every, matrix).cover == ANA  # nothing is kept of what he does
    assert rules.able(ANA, [TESS, JOEL, lee], matrix) == (lee,)
