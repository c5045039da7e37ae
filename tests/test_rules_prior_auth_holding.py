"""Handing over, taking over, backups, urgency, and tries to reach the payer."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.practice import prior_auth_holding as holding
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.prior_auth_terms import PriorAuthPolicy, PriorAuthRef
from kiosk.practice.prior_auths import PriorAuth

ANA, BEN, MIA = (Person(PersonId(n), name) for n, name in enumerate(("Ana", "Ben", "Mia"), 1))
DANA = Person(PersonId(4), "Dana", is_manager=True)
NOW = datetime(2026, 3, 6, 10, 0, tzinfo=ZoneInfo("America/New_York"))
DAY, POLICY = timedelta(days=1), PriorAuthPolicy(most_at_once=3)
HERS = PriorAuth(
    PriorAuthRef("K7-F2M"), "Acme", "MRI", owner=ANA.id, taken_at=NOW - DAY, backup=BEN.id
)


@pytest.mark.parametrize("by", [ANA, BEN, DANA])
def test_owner_backup_and_manager_hand_over(by: Person) -> None:
    new = holding.handed_over(HERS, by, MIA, 2, NOW, POLICY)
    assert (new.owner, new.taken_at, new.backup) == (MIA.id, NOW, BEN.id)


def test_whoever_becomes_the_owner_is_no_longer_the_backup() -> None:
    assert holding.handed_over(HERS, ANA, BEN, 0, NOW, POLICY).backup is None
    assert holding.taken_over(HERS, BEN, 0, NOW, POLICY).backup is None


def test_nobody_else_hands_over_and_nobody_gets_too_many() -> None:
    with pytest.raises(Refusal, match="Only its owner, its backup or a manager can hand over"):
        holding.handed_over(HERS, MIA, MIA, 0, NOW, POLICY)
    with pytest.raises(Refusal, match="Mia has 3 already, and may have 3"):
        holding.handed_over(HERS, ANA, MIA, 3, NOW, POLICY)
    with pytest.raises(Refusal, match="Ana has K7-F2M already"):
        holding.handed_over(HERS, DANA, ANA, 0, NOW, POLICY)
    with pytest.raises(Refusal, match="K7-F2M is closed"):
        holding.handed_over(replace(HERS, state="closed"), ANA, MIA, 0, NOW, POLICY)


def test_a_manager_assigns_what_nobody_has() -> None:
    free = replace(HERS, owner=None, taken_at=None, backup=None)
    assert holding.handed_over(free, DANA, MIA, 0, NOW, POLICY).owner == MIA.id


def test_anybody_takes_over_what_somebody_else_has() -> None:
    assert holding.taken_over(HERS, MIA, 0, NOW, POLICY).owner == MIA.id
    with pytest.raises(Refusal, match="You have K7-F2M already"):
        holding.taken_over(HERS, ANA, 0, NOW, POLICY)
    with pytest.raises(Refusal, match="Nobody has K7-F2M"):
        holding.taken_over(replace(HERS, owner=None, taken_at=None), MIA, 0, NOW, POLICY)


def test_before_leave_it_goes_to_the_backup_or_to_whoever_takes_the_rest() -> None:
    waiting = replace(HERS, state="payer", decision_due=NOW + DAY)
    left = holding.left_to(waiting, MIA, ANA, NOW)
    assert (left.owner, left.backup, left.state) == (BEN.id, None, "payer")
    assert left.decision_due == NOW + DAY  # clocks run on
    alone = replace(HERS, backup=None)
    assert holding.left_to(alone, MIA, ANA, NOW).owner == MIA.id
    free = holding.left_to(alone, None, ANA, NOW)
    assert (free.owner, free.taken_at, free.state) == (None, None, "to do")
    with pytest.raises(Refusal, match="somebody else than yourself"):
        holding.left_to(alone, ANA, ANA, NOW)


def test_a_backup_is_somebody_else_than_the_owner() -> None:
    assert holding.backed_up(HERS, MIA).backup == MIA.id
    with pytest.raises(Refusal, match="The backup is somebody else"):
        holding.backed_up(HERS, ANA)


def test_only_a_manager_changes_the_urgency() -> None:
    assert holding.with_urgency(HERS, "urgent", DANA).urgency == "urgent"
    with pytest.raises(Refusal, match="for a manager"):
        holding.with_urgency(HERS, "urgent", ANA)
    with pytest.raises(Refusal, match="is standard already"):
        holding.with_urgency(HERS, "standard", DANA)


def test_tries_are_counted_and_the_next_one_is_due_with_the_payer() -> None:
    today = NOW.date()
    once = holding.contacted(replace(HERS, state="payer"), today + DAY, today)
    assert (once.attempts, once.follow_up_on, once.is_due(today)) == (1, today + DAY, False)
    assert once.is_due(today + DAY) and once.is_due(today + 3 * DAY)
    assert not once.is_late(today + 3 * DAY)  # it is the payer's time that counts
    again = holding.contacted(once, None, today)
    assert (again.attempts, again.follow_up_on) == (2, None)
    with pytest.raises(Refusal, match="day that has passed"):
        holding.contacted(once, today - DAY, today)
