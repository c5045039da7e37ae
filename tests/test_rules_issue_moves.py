"""What can become of a problem or an idea: every state with every act."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any, get_args

import pytest

from kiosk.practice import issue_moves as moves
from kiosk.practice.errors import Refusal
from kiosk.practice.issue_moves import MOVES, STANDS, STAYS, TEXTS, Act, Move
from kiosk.practice.issues import Issue, IssueRef, State
from tests.draw_moves import ISSUES_PAGE, drawn_of_issues, with_drawing
from tests.test_rules_issues import EVA, HR, ISSUE, MIA, NOON

FRIDAY = date(2026, 3, 13)
TELLS: dict[str, Any] = {
    **dict.fromkeys(TEXTS, "because"),
    "tried_by": MIA,
    "done_by": EVA,
    "answerer": EVA,
    "trial_until": FRIDAY,
    "later_on": FRIDAY,
    "proposal": 7,
    "into": IssueRef("12"),
}


def after(act: Act, issue: Issue = ISSUE, hr: str = HR, **more: Any) -> Issue:
    """The issue after an act that was told what it asks."""
    move = moves.find(act, issue)
    return moves.moved(issue, move, _told(move) | more, NOON, hr)


def _told(move: Move) -> dict[str, Any]:
    return {name: TELLS[name] for name in move.asks}


TRYING = after("try", proposal=7)


@pytest.mark.parametrize(("state", "act"), [*product(get_args(State), get_args(Act))])
def test_every_state_with_every_act(state: State, act: Act) -> None:
    one = replace(ISSUE, state=state)
    rows = [row for row in MOVES if row.act == act and state in row.origin]
    if not rows:
        with pytest.raises(Refusal, match="does not fit"):
            moves.find(act, one)
        return
    assert len(rows) == 1
    became = after(act, one)
    assert became.state == (state if rows[0].to == STAYS else rows[0].to)
    assert (became.replied_at == NOON) == rows[0].is_reply
    for name in rows[0].asks:
        with pytest.raises(Refusal, match="needs to be told"):
            moves.moved(one, rows[0], {**_told(rows[0]), name: None}, NOON, HR)


def test_the_table_says_all_states_in_words_and_offers_the_likeliest_first() -> None:
    assert set(STANDS) == set(get_args(State))
    assert moves.offered("new")[0].act == "thank"
    assert moves.offered("trying")[1].act == "worked"
    assert [one.act for one in moves.offered("done")] == ["reopen"]
    assert moves.offered("merged") == ()


def test_what_no_act_takes_is_refused() -> None:
    with pytest.raises(Refusal, match="'Thank them' is not told: trial until"):
        after("thank", trial_until=FRIDAY)


def test_the_first_reply_counts_and_later_ones_do_not() -> None:
    replied = replace(ISSUE, replied_at=NOON.replace(hour=9))
    assert after("later", replied).replied_at == NOON.replace(hour=9)
    assert after("pass up").replied_at is None


def test_a_trial_ends_with_an_outcome_or_goes_back() -> None:
    assert (TRYING.tried_by, TRYING.trial_until, TRYING.proposal) == (MIA, FRIDAY, 7)
    done = after("worked", TRYING)
    assert (done.done_by, done.proposal, done.trial_until) == (MIA, 7, FRIDAY)
    assert after("worked", TRYING, done_by=EVA).done_by == EVA
    back = after("did not work", TRYING)
    assert (back.state, back.tried_by, back.proposal) == ("thanked", None, None)
    longer = after("try longer", TRYING, trial_until=date(2026, 3, 20))
    assert (longer.state, longer.tried_by) == ("trying", MIA)
    reopened = after("reopen", done)
    assert (reopened.done_by, reopened.proposal, reopened.outcome) == (None, None, "")


def test_later_ends_with_what_comes_next() -> None:
    later = after("later")
    assert later.later_on == FRIDAY
    assert after("try", later).later_on is None
    assert after("later", later, later_on=date(2026, 4, 1)).later_on == date(2026, 4, 1)


def test_passing_up_goes_one_level_at_a_time_and_ends_with_the_last() -> None:
    owners = after("pass up", replace(ISSUE, answerer=EVA))
    assert (owners.desk, owners.state, owners.answerer) == ("owner", "new", None)
    outside = after("pass up", owners)
    assert outside.desk == "outside hr"
    with pytest.raises(Refusal, match="nobody one level up"):
        after("pass up", outside)
    with pytest.raises(Refusal, match="nobody one level up"):
        after("pass up", owners, "")


@pytest.mark.parametrize(
    ("act", "told", "words"),
    [
        ("try", {"trial_until": date(2026, 3, 5)}, "A trial cannot end on a day that has passed"),
        ("later", {"later_on": NOON.date()}, "Later means after today"),
    ],
)
def test_days_that_cannot_be_meant(act: Act, told: dict[str, Any], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        after(act, **told)


def test_only_what_everybody_may_read_is_put_together() -> None:
    other = replace(ISSUE, ref=IssueRef("12"))
    moves.require_together(ISSUE, other)
    for one, target, words in (
        (ISSUE, ISSUE, "another one than itself"),
        (ISSUE, replace(other, audience="manager"), "#12 is not for everybody"),
        (replace(ISSUE, audience="owner"), other, "#41 is not for everybody"),
        (ISSUE, replace(other, into=IssueRef("3")), "#12 is part of #3 now"),
        (ISSUE, replace(other, state="done"), "#12 is done"),
    ):
        with pytest.raises(Refusal, match=words):
            moves.require_together(one, target)


def test_the_table_in_the_docs_is_this_one() -> None:
    page = ISSUES_PAGE.read_text("utf-8")
    assert with_drawing(page, drawn_of_issues()) == page, "run: python -m tests.draw_moves"
