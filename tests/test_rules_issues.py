"""Who may read a problem or an idea, know who wrote it, and answer it."""

from dataclasses import replace
from datetime import date, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from kiosk.practice import issues
from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.issues import (
    NOBODY,
    OWNER,
    Audience,
    Desk,
    Issue,
    IssueRef,
    Raised,
    Viewer,
)
from kiosk.practice.opening_hours import Hours, OpeningHours
from kiosk.practice.people import PersonId
from kiosk.practice.settings import Settings, changed

NOON = datetime(2026, 3, 6, 12, 0, tzinfo=ZoneInfo("America/New_York"))
ANA, BEN, EVA, MIA = (PersonId(number) for number in range(1, 5))
BOSS = Viewer(BEN, is_manager=True)
HR = "Acme HR, 555-0100"
AREAS = Settings().areas
ISSUE = Issue(
    IssueRef("41"), "Phones ring out", "phones", "every day", "everybody", ANA, False, NOON,
    date(2026, 3, 10), is_mine=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("audience", "seen_by"),
    [
        ("everybody", "nobody author named colleague manager owner"),
        ("manager", "author named manager owner"),
        ("owner", "author named owner"),
        ("outside hr", "author named owner"),
    ],
)
def test_who_may_read_one(audience: Audience, seen_by: str) -> None:
    viewers = {
        "nobody": NOBODY,
        "author": Viewer(ANA),
        "named": Viewer(EVA),
        "colleague": Viewer(MIA),
        "manager": BOSS,
        "owner": OWNER,
    }
    seeing = [name for name, one in viewers.items() if issues.visible_to(one, audience, ANA, EVA)]
    assert " ".join(seeing) == seen_by


def test_a_manager_who_raised_what_is_for_the_owner_reads_it_as_any_author_does() -> None:
    assert issues.visible_to(BOSS, "owner", BEN, None)


def test_a_withheld_name_is_withheld_from_colleagues_alone() -> None:
    colleagues = (NOBODY, Viewer(MIA))
    others = (Viewer(ANA), BOSS, OWNER)
    for one in (*colleagues, *others):
        assert issues.may_know_name(one, ANA, is_withheld=False)
        assert issues.may_know_name(one, ANA, is_withheld=True) == (one in others)


def test_who_answers_one() -> None:
    desks: tuple[Desk, ...] = issues.DESKS
    allowed = {(desk, who) for desk in desks for who in (OWNER, Viewer(EVA))}
    allowed |= {("manager", BOSS)}
    for desk, who in product(desks, (OWNER, Viewer(EVA), BOSS, Viewer(ANA), NOBODY)):
        one = replace(ISSUE, desk=desk, answerer=EVA)
        if (desk, who) in allowed:
            issues.require_may_answer(one, who)
        else:
            with pytest.raises(NotAllowed):
                issues.require_may_answer(one, who)


def test_one_level_up() -> None:
    assert issues.next_desk("manager", "") == "owner"
    assert issues.next_desk("owner", HR) == "outside hr"
    nowhere: tuple[tuple[Desk, str], ...] = (("owner", ""), ("outside hr", HR))
    for desk, hr in nowhere:
        with pytest.raises(Refusal, match="nobody one level up"):
            issues.next_desk(desk, hr)


def test_only_what_the_practice_has_can_be_named() -> None:
    issues.require_raisable(Raised("x", "phones"), AREAS, "")
    with pytest.raises(Refusal, match="no area 'roof'"):
        issues.require_raisable(Raised("x", "roof"), AREAS, "")
    with pytest.raises(Refusal, match="names no outside HR"):
        issues.require_raisable(Raised("x", "phones", audience="outside hr"), AREAS, "")
    issues.require_raisable(Raised("x", "phones", audience="outside hr"), AREAS, HR)


def test_a_me_too_is_said_once_of_anothers_that_is_open() -> None:
    theirs = replace(ISSUE, is_mine=False)
    issues.require_me_too(theirs)
    for one, words in (
        (ISSUE, "#41 is yours already"),
        (replace(theirs, is_me_too=True), "You have said so already"),
        (replace(theirs, state="done"), "has ended"),
    ):
        with pytest.raises(Refusal, match=words):
            issues.require_me_too(one)


def test_what_is_due_is_told_by_the_day() -> None:
    due = date(2026, 3, 10)
    assert not ISSUE.is_unanswered(due) and ISSUE.is_unanswered(date(2026, 3, 11))
    assert not replace(ISSUE, replied_at=NOON).is_unanswered(date(2026, 3, 11))
    later = replace(ISSUE, state="later", later_on=due)
    assert not later.is_back(date(2026, 3, 9)) and later.is_back(due)
    trial = replace(ISSUE, state="trying", trial_until=due)
    assert not trial.is_trial_over(date(2026, 3, 9)) and trial.is_trial_over(due)


def test_it_needs_ideas_until_somebody_proposes_or_something_comes_of_it() -> None:
    assert ISSUE.needs_ideas
    assert not replace(ISSUE, proposals=1).needs_ideas
    assert not replace(ISSUE, state="trying").needs_ideas
    assert not replace(ISSUE, state="done").needs_ideas


def test_a_reply_is_promised_in_days_on_which_the_practice_is_open() -> None:
    hours = OpeningHours()
    assert hours.working_day(date(2026, 3, 6), 2) == date(2026, 3, 10)  # over a weekend
    assert hours.working_day(date(2026, 11, 25), 2) == date(2026, 11, 30)  # over Thanksgiving
    saturdays = changed(Settings(), "hours.saturday", "9:00-12:00").hours
    assert saturdays.working_day(date(2026, 3, 6), 2) == date(2026, 3, 9)
    shut = Hours()
    never = OpeningHours(shut, shut, shut, shut, shut, shut, shut)
    assert never.working_day(date(2026, 3, 6), 2) == date(2026, 3, 10)
