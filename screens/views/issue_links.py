"""Problems and ideas beside what they began with: raised from there, and told there."""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.practice.checks import Due
from kiosk.practice.days import day_of
from kiosk.practice.errors import Refusal
from kiosk.practice.issues import Viewer
from kiosk.practice.people import Person
from kiosk.practice.plan_runs import FINDING, Note
from kiosk.practice.prior_auth_terms import PriorAuthRef
from screens.acts import ABOUT, Action, Given, Option, Question
from screens.views.issue_new import asks, do
from screens.views.issue_words import one_line, short
from storage.store import Store

KEY, WORDS = "i", "Problem or idea"
MOST = 5  # of one person, the latest, on a page of other things
OF_PRIOR_AUTH, OF_BREAK, OF_CHECK = "prior auth ", "break ", "check "
OF_PLAN = f"{FINDING} "
MOST_RUNS = 10  # of the latest plans that ran


def lines(linked: str, store: Store, viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Those that began with a thing, as far as this viewer may see them."""
    today = store.clock.now().date()
    for one in store.issues.linked_to(linked, viewer):
        yield WORDS, f"{one.name} {one_line(one.what)}, {short(one, today)}"


def mine(person: Person, store: Store) -> Iterator[tuple[str, str]]:
    """What somebody raised, for their own page."""
    today = store.clock.now().date()
    found = store.issues.listed("mine", store.issues.viewer(person), most=MOST)
    if found.total:
        yield "My problems, ideas", str(found.total)
    for one in found.issues:
        began = f", began with {began_with(one.linked)}" if one.linked else ""
        came = f": {one_line(one.outcome)}" if one.outcome else ""
        yield one.name, f"{one_line(one.what)}, {short(one, today)}{came}{began}"


def began_with(linked: str) -> str:
    """What one began with, in words; whose break it was is nobody's business."""
    if linked.startswith(OF_CHECK):
        return "a routine check"
    if linked.startswith(OF_PLAN):
        return "looking back on a plan"
    return "a break" if linked.startswith(OF_BREAK) else linked


def _prior_auth(given: Given) -> str:
    ref = PriorAuthRef(given.answers[ABOUT])
    return f"{OF_PRIOR_AUTH}{given.store.prior_auths.get(ref).ref}"


def _break(given: Given) -> str:
    """Their latest break, or else the day."""
    stay = given.store.breaks.stay(given.who)
    if stay is None:
        raise Refusal("There is no break of yours yet.")
    last = stay.breaks[-1] if stay.breaks else stay
    return f"{OF_BREAK}{last.key}"


def _asks_of_break(given: Given) -> tuple[Question, ...]:
    _break(given)  # or nobody would know what it is about, once it is written
    return asks(given, "What went wrong with your break?")


def _findings(given: Given) -> list[Due]:
    """Today's checks in which something was not as it should be."""
    store = given.store
    today = day_of(store.clock.now(), store.settings.current().day_boundary)
    return [one for one in store.checks.on(today) if one.tick and one.tick.has_finding]


def _of_plans(given: Given) -> list[Note]:
    """What was found when somebody looked back on a plan, and is no problem yet."""
    viewer = given.store.issues.viewer(given.who)
    return [
        note
        for run in given.store.plan_runs.over(MOST_RUNS)
        for note in run.said("finding")
        if not given.store.issues.linked_to(note.key, viewer)
    ]


def _finding(given: Given) -> str:
    """The one that was chosen, or else the latest that whoever acts found themselves, if any."""
    own = [
        (one.tick.at, one.tick.key)
        for one in _findings(given)
        if one.tick and one.tick.by == given.who.id
    ]
    own += [(one.at, one.key) for one in _of_plans(given) if one.by == given.who.id]
    return given.answers.get("finding") or max(own, default=(None, ""))[1]


def _asks_of_check(given: Given) -> tuple[Question, ...]:
    """Which finding, unless it is their own; what was found stands in the form already."""
    found = {
        one.key: f"{one.check.words.what}: {one.tick.words}" for one in _findings(given) if one.tick
    }
    found |= {one.key: one.words for one in _of_plans(given)}
    if not found:
        raise Refusal("No check has a finding today, and no plan. Tick a check with t first.")
    meant = _finding(given)
    if not meant:
        return (
            Question("finding", "Which finding?", tuple(Option(*one) for one in found.items())),
        )
    asked = asks(given, "What is wrong?")
    told = found.get(meant, "")
    return tuple(replace(one, default=told) if one.name == "what" else one for one in asked)


FROM_PRIOR_AUTH = Action(
    KEY,
    WORDS,
    lambda given: do(given, _prior_auth(given)),
    lambda given: asks(given, f"What went wrong with {_prior_auth(given)}?"),
    about="What went wrong with which one?",
    keeps_draft=True,
)
FROM_BREAK = Action(
    KEY,
    WORDS,
    lambda given: do(given, _break(given)),
    _asks_of_break,
    keeps_draft=True,
)
FROM_CHECK = Action(
    KEY,
    WORDS,
    lambda given: do(given, _finding(given)),
    _asks_of_check,
    keeps_draft=True,
)
