"""The table of moves: what it allows, what it refuses and in which words, what a move changes."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.prior_auth_moves import (
    MOVES,
    STANDS,
    Act,
    Move,
    find,
    offered,
)
from kiosk.practice.prior_auth_moving import ELSEWHERE, moved
from kiosk.practice.prior_auth_terms import ENDED, PriorAuthRef, State
from kiosk.practice.prior_auths import PriorAuth
from tests.draw_moves import PAGE, drawn, with_drawing

ANA = Person(PersonId(1), "Ana Ruiz", ("front desk",))
MIA = Person(PersonId(2), "Mia Lund", ("MA",), "clinical")
BEN = Person(PersonId(3), "Dr. Ben Cole", ("physician",), "prescriber")
DAY = timedelta(days=1)
NOW = datetime(2026, 3, 6, 10, 0, tzinfo=ZoneInfo("America/New_York"))
TASK = PriorAuth(PriorAuthRef("K7-F2M"), "Acme", "MRI lumbar", owner=ANA.id, taken_at=NOW)
STATES: tuple[State, ...] = get_args(State)


def do(task: PriorAuth, act: Act, who: Person = ANA, **told: object) -> PriorAuth:
    return moved(task, find(act, task), who, told, NOW)


def test_every_state_can_be_reached_and_left() -> None:
    reached = {"to do"} | {one.to for one in MOVES}
    assert set(STATES) <= reached
    assert all(offered(state) for state in STATES)
    assert set(STANDS) == set(STATES)


def test_in_each_state_an_act_stands_at_most_once() -> None:
    for state in STATES:
        acts = [one.act for one in offered(state)]
        assert len(set(acts)) == len(acts)


def test_what_a_move_asks_is_known_to_the_request() -> None:
    fields = set(TASK.__dataclass_fields__)
    for one in MOVES:
        for name in (*one.asks, *one.may_tell):
            assert name in ELSEWHERE or name in fields, (one.act, name)
        assert set(one.sets) <= fields


@pytest.mark.parametrize("move", MOVES, ids=lambda one: f"{one.act} from {one.origin[0]}")
def test_what_the_table_does_not_allow_is_refused(move: Move) -> None:
    allowed = {state for one in MOVES if one.act == move.act for state in one.origin}
    for state in set(STATES) - allowed:
        with pytest.raises(Refusal, match=f"K7-F2M is {STANDS[state]} now"):
            find(move.act, replace(TASK, state=state))


def test_from_to_do_to_closed() -> None:
    sent = do(TASK, "submit", submitted_how="fax", payer_reference="P-1")
    assert (sent.state, sent.submitted_at, sent.submitted_how) == ("payer", NOW, "fax")
    got = do(sent, "receive", received_at=NOW - timedelta(minutes=5))
    assert (got.state, got.received_at) == ("payer", NOW - timedelta(minutes=5))
    wanted = do(got, "want more", wanted="notes", wanted_by=date(2026, 3, 9))
    assert (wanted.state, wanted.wanted_by, wanted.answer) == (
        "wants more",
        date(2026, 3, 9),
        "pended",
    )
    again = do(wanted, "send more")
    assert (again.state, again.wanted_by) == ("payer", None)
    granted = do(again, "approve", authorization_number="A-1", valid_to=date(2026, 6, 1))
    assert (granted.state, granted.answer, granted.answered_on) == (
        "approved",
        "approved",
        NOW.date(),
    )
    assert (granted.authorization_number, granted.owner) == ("A-1", ANA.id)
    closed = do(granted, "close")
    assert (closed.state, closed.is_open, closed.owner) == ("closed", False, None)


def test_a_denial_can_turn() -> None:
    sent = do(TASK, "submit", submitted_how="fax")
    denied = do(sent, "deny", reason="step therapy", appeal_by=date(2026, 5, 1))
    assert (denied.state, denied.appeal_by) == ("denied", date(2026, 5, 1))
    assert do(do(denied, "peer to peer"), "approve").state == "approved"
    assert do(do(denied, "appeal"), "approve in part").state == "partly approved"
    talking = do(denied, "peer to peer")
    assert (talking.peer_to_peer_by, talking.appeal_by) == (None, date(2026, 5, 1))
    assert do(talking, "appeal").appeal_by is None  # it was sent, so it is not due any more


def test_what_was_asked_leads_back_to_where_it_was_asked() -> None:
    wanted = replace(TASK, state="wants more", wanted_by=date(2026, 3, 9))
    asked = do(wanted, "ask clinical", question="dates?")
    assert (asked.state, asked.who_needed) == ("clinical", "clinical")
    told = {"answered_by": MIA, "reply": "March 2"}
    back = moved(asked, find("answer", asked), MIA, told, NOW, "wants more")
    assert (back.state, back.who_needed, back.wanted_by) == (
        "wants more",
        "anyone",
        date(2026, 3, 9),
    )


@pytest.mark.parametrize(
    ("state", "who", "needs"),
    [
        ("clinical", ANA, "clinical staff"),
        ("prescriber", ANA, "a prescriber"),
        ("prescriber", MIA, "a prescriber"),
    ],
)
def test_an_answer_is_of_the_level_that_was_asked(state: State, who: Person, needs: str) -> None:
    asked = replace(TASK, state=state)
    with pytest.raises(Refusal, match=f"needs {needs}, and {who.name} is not"):
        do(asked, "answer", who, answered_by=who, reply="yes")
    assert do(asked, "answer", BEN, answered_by=BEN, reply="yes").state == "to do"


def test_somebody_who_is_asked_is_of_that_level() -> None:
    with pytest.raises(Refusal, match=r"Ana Ruiz is not a prescriber\. Ask one of them"):
        do(TASK, "ask prescriber", BEN, question="sign?", whom=ANA)
    assert do(TASK, "ask clinical", ANA, question="dates?", whom=BEN).state == "clinical"


def test_what_must_be_told_is_asked_for() -> None:
    with pytest.raises(Refusal, match="needs to be told: submitted how"):
        do(TASK, "submit")
    with pytest.raises(Refusal, match="needs to be told: reason"):
        do(TASK, "cancel", reason="")
    with pytest.raises(ValueError, match="cannot be told"):
        do(TASK, "submit", submitted_how="fax", owner=BEN.id)


def test_what_is_opened_again_has_no_answer() -> None:
    granted = do(TASK, "approve", authorization_number="A-1", valid_to=date(2026, 6, 1))
    again = do(do(granted, "close"), "reopen", reason="the wrong one")
    assert again == replace(TASK, owner=None, taken_at=None, moved_at=NOW)


@pytest.mark.parametrize("state", ENDED)
def test_what_has_ended_can_only_be_opened_again(state: State) -> None:
    assert [one.act for one in offered(state)] == ["reopen"]


def test_the_picture_in_the_docs_is_of_this_table() -> None:
    page = PAGE.read_text("utf-8")
    assert with_drawing(page, drawn()) == page, "run: .venv/bin/python -m tests.draw_moves"


@pytest.mark.parametrize(
    ("act", "told", "no"),
    [
        ("submit", {"submitted_how": "fax", "submitted_at": NOW + DAY}, "still to come. Look at"),
        ("approve", {"answered_on": NOW.date() + DAY}, "The day on which it was told is still to"),
        (
            "approve",
            {"valid_from": NOW.date(), "valid_to": NOW.date() - DAY},
            "cannot end before it begins",
        ),
    ],
)
def test_days_that_cannot_be_meant_are_refused(act: Act, told: dict[str, object], no: str) -> None:
    with pytest.raises(Refusal, match=no):
        moved(TASK, find(act, TASK), ANA, told, NOW)


def test_units_are_used_without_a_move() -> None:
    granted = replace(do(TASK, "approve", valid_to=NOW.date() + DAY), units="12 visits")
    assert (granted.units_left, granted.is_ending(NOW.date(), DAY)) == (12, True)
    used = do(granted, "use units", units_used=5)
    assert (used.state, used.units_left, used.moved_at) == ("approved", 7, granted.moved_at)
    gone = do(granted, "use units", units_used=13)
    assert (gone.units_left, gone.is_ending(NOW.date(), DAY)) == (0, False)
    assert replace(granted, units="some").units_left is None


def test_what_is_typed_into_a_column_is_cleaned() -> None:
    sent = do(TASK, "submit", submitted_how="fax", payer_reference=" P-\x1b[31m1 \u202e")
    assert sent.payer_reference == "P-[31m1"
    told = {
        "authorization_number": "A\n" * 50,
        "units": "2\x00",
        "items": ("72148\ndenied", "\u200b"),
    }
    part = moved(sent, find("approve in part", sent), ANA, told, NOW)
    assert part.authorization_number == ("A " * 20).strip()
    assert (part.units, part.items) == ("2", ("72148 denied",))
    assert (
        do(sent, "receive", received_at=NOW, payer_reference="\u200b").payer_reference == "P-[31m1"
    )
    with pytest.raises(Refusal, match="needs to be told: submitted how"):
        do(TASK, "submit", submitted_how="\u200b")
