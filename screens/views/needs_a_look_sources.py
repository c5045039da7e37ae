"""Where the items that need a look come from: a source for each kind, a line for each source.

A noun that has something for managers to look at adds its kind to NeedsALookPolicy and its line
here: what finds its items, the act that settles one, and the place's own view of it.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from kiosk.practice.break_corrections import Correction, Forgotten
from kiosk.practice.needs_a_look import Item
from kiosk.practice.places import BREAKS, END_OF_DAY, ISSUES, PRIOR_AUTHS, TODAY
from kiosk.practice.prior_auth_exceptions import exceptions
from kiosk.practice.values import dataclass
from screens.acts import Action, Listed, Look
from screens.session import Kiosk
from screens.views import (
    check_acts,
    day_reviewing,
    extra_hours,
    follow_up_acts,
    follow_ups,
    goal_acts,
    goals,
    issue_answers,
    issue_waiting,
    issues,
    job_acts,
    jobs,
    plan_acts,
    plan_items,
    prior_auth_acts,
    prior_auth_holding,
    prior_auth_steps,
    prior_auths,
    protected_acts,
    roster_acts,
    roster_items,
    shift_deciding,
    times_to_decide,
    today,
    today_acts,
)
from screens.views.break_acts import unless_at_lunch
from screens.views.issue_words import one_line
from screens.views.prior_auth_words import what
from screens.views.trend_words import progress_words
from screens.views.words import clock_words, day_words
from storage.break_reviews import LunchToDecide, MissedToNote
from storage.store import Store

PRIOR_AUTH, ISSUE = "prior auth ", "issue "
Find = Callable[[Store, datetime], Iterable[Item]]
Load = Callable[[Kiosk, Look], Listed]


@dataclass(frozen=True)
class Source:
    """What finds items, and what is done about each kind of them.

    find: reads and writes nothing. acts: the act that settles an item, by its kind: the same as in
    the place where it lives. load: that place's view, for what is to be seen of one. prefix: what
    the trail puts before what the place calls it. of: the place of the break room that it belongs
    to, and is switched off with.
    """

    find: Find
    acts: dict[str, Action]
    load: Load
    prefix: str = ""
    of: str = ""

    def about(self, subject: str) -> str:
        """What its own place calls it."""
        return subject.removeprefix(self.prefix)


def _times(store: Store, now: datetime) -> Iterator[Item]:
    for key, one in times_to_decide.subjects(store).items():
        person, day = times_to_decide.whose(one)
        waits_for = person if isinstance(one, Forgotten) else None  # it is theirs to say
        words = times_to_decide.said(one, store)
        yield Item(OF_TIMES[type(one)], key, words, day, None, person, waits_for)


def _extra_hours(store: Store, now: datetime) -> Iterator[Item]:
    for one in extra_hours.found(store):
        if one.decided is None:
            yield Item(
                "extra_hours",
                one.subject,
                f"extra hour to check: {one.extra.words}",
                one.day,
                concerns=one.person,
            )


def _prior_auths(store: Store, now: datetime) -> Iterator[Item]:
    policy = store.settings.current().prior_auths
    for one in store.prior_auths.open_ones():
        for kind, since, due in exceptions(one, now, policy):
            subject, thing = f"{PRIOR_AUTH}{one.ref}", f"{one.payer}, {what(one)}"
            of = (since, due, one.owner, one.owner)
            yield Item(kind, subject, STANDS_OUT[kind], *of, thing=thing, name=one.ref)


def _questions(store: Store, now: datetime) -> Iterator[Item]:
    today = now.date()
    for one in store.prior_auth_work.questions():
        asked = one.asked_at.date()
        words = f"a question waits since {day_words(asked, today)}: {one.words}"
        of = (asked, None, one.whom, one.whom)
        yield Item("questions", f"{PRIOR_AUTH}{one.ref}", words, *of, name=one.ref)


def _follow_ups(store: Store, now: datetime) -> Iterator[Item]:
    today, working_day = now.date(), store.clock.working_day(now)
    people = {one.id: one for one in store.people.everyone()}
    for one in store.follow_ups.open_ones():
        asker, person = people[one.by], people[one.person]
        only = asker.id if asker.manages(working_day) else None
        said = f" {one.word}" if one.word else ""
        stands = follow_ups.stands(one, person, working_day)
        words = f"{one.what or follow_ups.DESTROYED}: {stands}.{said}"
        is_back = one.is_with_manager(today, timedelta.max, person.is_gone(working_day))
        if is_back or one.due < today:
            kind = "help" if is_back else "forgotten"
            since = one.moved_at.date() if is_back else one.due
            waits_for = None if is_back else one.person
            yield Item(kind, one.key, words, since, one.due, one.person, waits_for, only)


def _checks(store: Store, now: datetime) -> Iterator[Item]:
    for one in store.checks.missed():
        day = day_words(one.day, now.date())
        words = f"not ticked {day}, was due by {clock_words(one.ends)}"
        yield Item("checks", one.key, words, one.day, name=one.check.words.what)


def _goals(store: Store, now: datetime) -> Iterator[Item]:
    """Those whose day has come."""
    today = now.date()
    for one in store.goals.all():
        if one.is_to_review(today):
            how = progress_words(one, goal_acts.progress(one, store))
            words = f"a goal to look at again: {how}"
            yield Item("goals", one.key, words, one.words.review_on, name=one.words.name)


def _issues(store: Store, now: datetime) -> Iterator[Item]:
    """To each manager what is theirs to answer; what is not for everybody is not told in words."""
    today = store.clock.working_day(now)
    for manager in (one for one in store.people.everyone() if one.manages(today)):
        for one, words, since in issue_waiting.exceptions(manager, store):
            what = one_line(one.what) if one.audience == "everybody" else ""
            of_it = (f"{ISSUE}{one.ref}", words, since)
            yield Item("issues", *of_it, only=manager.id, thing=what)


STANDS_OUT = {
    "late": "we are late",
    "payer_late": "the payer is late",
    "service_first": "the service is before the payer must decide",
    "nobody": "nobody has it",
    "untold": "an answer came, nobody is told",
    "still": "no move for a while",
}
OF_TIMES: dict[type, str] = {
    Correction: "corrections",
    MissedToNote: "missed",
    LunchToDecide: "lunches",
    Forgotten: "open_ends",
}
MOVE, CALL, ASSIGN, STEP = (  # as in their own place: nobody works unawares at lunch
    unless_at_lunch(one)
    for one in (
        prior_auth_acts.WHAT_NOW,
        prior_auth_holding.CONTACT,
        prior_auth_holding.HAND_OVER,
        prior_auth_steps.STEP,
    )
)
WHAT_BECOMES = unless_at_lunch(issue_answers.ANSWER)
SOURCES = (
    Source(
        _times,
        dict.fromkeys(OF_TIMES.values(), times_to_decide.DECIDE),
        times_to_decide.load,
        of=BREAKS,
    ),
    Source(_extra_hours, {"extra_hours": extra_hours.SETTLE}, extra_hours.load, of=BREAKS),
    Source(
        _prior_auths,
        {
            "late": MOVE,
            "payer_late": CALL,
            "service_first": CALL,
            "nobody": ASSIGN,
            "untold": STEP,
            "still": MOVE,
        },
        prior_auths.load,
        PRIOR_AUTH,
        PRIOR_AUTHS,
    ),
    Source(_questions, {"questions": MOVE}, prior_auths.load, PRIOR_AUTH, PRIOR_AUTHS),
    Source(_issues, {"issues": WHAT_BECOMES}, issues.load, ISSUE, ISSUES),
    Source(_checks, {"checks": check_acts.NOT_DONE}, today.load, of=TODAY),
    Source(
        _follow_ups,
        dict.fromkeys(("help", "forgotten"), follow_up_acts.WHAT_NOW),
        follow_ups.load,
    ),
    Source(
        roster_items.time_off,
        {"time_off": roster_items.of_which(roster_acts.DECIDE)},
        roster_items.load,
        roster_items.TIME_OFF,
        TODAY,
    ),
    Source(
        roster_items.swaps,
        {"swaps": roster_items.of_which(shift_deciding.SHIFTS)},
        roster_items.load,
        of=TODAY,
    ),
    Source(
        roster_items.open_shifts,
        {"open_shifts": roster_items.of_which(shift_deciding.SHIFTS)},
        roster_items.load,
        of=TODAY,
    ),
    Source(
        roster_items.clashes,
        {"clashes": roster_acts.CHANGE_DAY},
        roster_items.load,
        roster_items.DAY,
        TODAY,
    ),
    Source(roster_items.uncovered, {"uncovered": today_acts.CHANGE_COVER}, today.load, of=TODAY),
    Source(_goals, {"goals": goal_acts.REVIEW}, goals.load),
    Source(
        plan_items.found,
        {"plan_steps": plan_acts.SETTLE, "plan_reviews": plan_acts.LOOK_BACK},
        today.load,
        of=TODAY,
    ),
    Source(
        roster_items.protected_time,
        {"protected": roster_items.of_which(protected_acts.PROTECT)},
        roster_items.load_protected,
        roster_items.PROTECTED,
        PRIOR_AUTHS,
    ),
    Source(day_reviewing.found, {"days": day_reviewing.REVIEW}, day_reviewing.load, of=END_OF_DAY),
    Source(roster_items.training, {"training": job_acts.LEARNS}, jobs.load, of=TODAY),
)
BY_KIND = {kind: source for source in SOURCES for kind in source.acts}


def items(store: Store, now: datetime) -> Iterator[Item]:
    """All that stands out anywhere, in no order."""
    turned_off = store.settings.current().turned_off
    for source in SOURCES:
        if source.of not in turned_off:
            yield from source.find(store, now)
