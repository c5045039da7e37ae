"""What can be edited of a request that is listed already."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.practice import prior_auth_edits as edits
from kiosk.practice.errors import Refusal
from kiosk.practice.people import PersonId
from kiosk.practice.prior_auth_edits import Facts
from kiosk.practice.prior_auth_terms import PriorAuthRef
from kiosk.practice.prior_auths import PriorAuth

TODAY, SERVICE, LATER = date(2026, 3, 6), date(2026, 3, 12), date(2026, 3, 19)
DUE = datetime(2026, 3, 13, 23, 59, tzinfo=ZoneInfo("America/New_York"))
TASK = PriorAuth(
    PriorAuthRef("K7-F2M"),
    "Acme",
    "MRI",
    owner=PersonId(1),
    service_date=SERVICE,
    needed_by=SERVICE,
    state="payer",
    decision_due=DUE,
)
NOW = edits.facts_of(TASK, {"purpose": "falls"})


def edit(wanted: Facts, seen: Facts = NOW, now: Facts = NOW, task: PriorAuth = TASK) -> PriorAuth:
    return edits.edited(task, now, seen, wanted, TODAY).task


def test_the_service_moves_and_what_follows_from_its_day_follows() -> None:
    assert TASK.is_service_first()  # on the 12th, and the payer has until the 13th
    moved = edit(replace(NOW, service_date=LATER))
    assert (moved.service_date, moved.needed_by) == (LATER, LATER)
    assert (moved.is_service_first(), moved.decision_due) == (False, DUE)
    assert edit(replace(NOW, service_date=SERVICE.replace(day=9))).is_late(date(2026, 3, 10)) is (
        False  # with the payer it is the payer's time that counts
    )


def test_a_day_of_its_own_on_which_it_is_needed_does_not_move_along() -> None:
    own = replace(NOW, needed_by=date(2026, 3, 10))
    task = replace(TASK, needed_by=own.needed_by)
    moved = edit(replace(own, service_date=LATER), own, own, task)
    assert (moved.service_date, moved.needed_by) == (LATER, own.needed_by)


def test_what_others_edited_meanwhile_stays_and_the_same_is_told() -> None:
    wanted = replace(NOW, site="Main St")
    others = replace(NOW, units="12", purpose="falls, worse")
    result = edits.edited(replace(TASK, units="12"), others, NOW, wanted, TODAY)
    assert (result.task.units, result.texts, result.changed) == (
        "12",
        {"site": "Main St"},
        ("site",),
    )
    with pytest.raises(Refusal, match="Somebody has just changed this: why it matters"):
        edit(replace(NOW, purpose="pain"), now=others)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (NOW, "change nothing"),
        (replace(NOW, units=" \t"), "change nothing"),
        (replace(NOW, needed_by=LATER), "after the service"),
        (replace(NOW, needed_by=date(2026, 3, 5)), "has passed already"),
        (replace(NOW, retro_by=date(2026, 3, 11)), "comes after the service"),
        (replace(NOW, backup=PersonId(1)), "somebody else"),
        (replace(NOW, purpose="  "), "Write it anew, or leave what stands there: why it matters"),
    ],
)
def test_what_cannot_be_meant_is_refused(wanted: Facts, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        edit(wanted)


def test_what_has_ended_is_edited_no_more() -> None:
    with pytest.raises(Refusal, match="is closed, so there is nothing to edit"):
        edit(replace(NOW, units="12"), task=replace(TASK, state="closed"))
    with pytest.raises(Refusal, match="is closed, so there is nothing to edit"):
        edits.planned(replace(TASK, state="closed"), "part d")


def test_an_event_says_names_and_days_and_nothing_typed() -> None:
    wanted = replace(NOW, service_date=LATER, site="Main St", units="12")
    result = edits.edited(TASK, NOW, NOW, wanted, TODAY)
    said = edits.detail(result, edits.facts_of(result.task, result.texts))
    assert said == "service_date 2026-03-19, needed_by 2026-03-19, units, site"


def test_a_retro_request_has_a_last_day_until_it_is_sent() -> None:
    task = replace(TASK, state="to do", retro_by=LATER, needed_by=None)
    assert (task.is_due(LATER), task.is_late(date(2026, 3, 20))) == (True, True)
    assert not replace(task, state="payer").is_due(LATER)
