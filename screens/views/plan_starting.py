"""Starting a plan: which one, how far, and who gets what and why, before it is confirmed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from kiosk.practice.errors import Refusal
from kiosk.practice.kept_plans import KeptPlan, require_readable
from kiosk.practice.plan_assigning import HandedOut, hand_out
from kiosk.practice.plan_run_acts import check_start
from kiosk.practice.plan_runs import LONGEST_NOTE
from kiosk.practice.plans import EXTENTS, Extent, Plan
from screens.acts import Action, Done, Given, Option, Question
from screens.views.absence_words import loaded
from screens.views.colleagues import colleagues
from screens.views.today_known import known_now
from screens.views.words import clock_words
from storage import plan_runs
from storage.store import Store

NOW, DRILL = "now", "drill"
NOTE = "A note, if you like. No patient names here, please"
AS_DRILL = "Start it as a DRILL: nothing of it is real, and no figure counts it"


def _ready(store: Store) -> tuple[KeptPlan, ...]:
    """Those that could be started, those that propose themselves first."""
    known = known_now(store)
    proposed = [one.kept for one in store.plan_proposals.on(known.today, known.days)]
    rest = (one for one in store.plans.ready() if one.plan and one not in proposed)
    return (*proposed, *rest)


def _words(one: KeptPlan, store: Store) -> str:
    runs = any(run.name == one.name for run in store.plans_running.now() if not run.is_drill)
    return f"{one.name} (runs already)" if runs else one.name


def _chosen(given: Given) -> tuple[KeptPlan, Plan]:
    """The plan that was chosen. Raises Refusal when it is not ready any more."""
    key = given.answers["plan"]
    kept = next((one for one in given.store.plans.ready() if one.key == key), None)
    if kept is None:
        raise Refusal("That plan is not ready any more. Look again.")
    return kept, require_readable(kept)


def _asks(given: Given) -> tuple[Question, ...]:
    store, answers = given.store, given.answers
    who = store.people.get(given.who.id)
    check_start(who, store.settings.current().plan_runs)
    if "plan" not in answers:
        options = tuple(Option(one.key, _words(one, store)) for one in _ready(store))
        return (Question("plan", "Which plan?", options),)
    _, plan = _chosen(given)
    if "extent" not in answers:
        extents = tuple(
            Option(one, f"{one.capitalize()}: {plan.decision.of(one)}") for one in EXTENTS
        )
        return (Question("extent", f"{plan.name}: how far?", extents),)
    if "note" not in answers:
        return (Question("note", NOTE, longest=LONGEST_NOTE, guarded=True, optional=True),)
    sure = [Option(NOW, "Start it now")]
    if who.manages(store.clock.now().date()):
        sure.append(Option(DRILL, AS_DRILL))
    return (Question("sure", "\n".join(explained(plan, _out(plan, given))), tuple(sure)),)


def _out(plan: Plan, given: Given) -> HandedOut:
    """The plan given to whoever is here at this moment."""
    known = known_now(given.store)
    weighed = replace(known, team=loaded(known.team, known.today))
    return hand_out(plan, colleagues(weighed, given.who), known.team.matrix)


def explained(plan: Plan, out: HandedOut) -> Iterator[str]:
    """Who gets what, and why, a line for each role; and who leads."""
    lead, backup = (
        one.cover.name if one.cover else f"NOBODY ({one.why})" for one in (out.lead, out.backup)
    )
    yield f"{plan.name}. Lead: {lead}. Backup: {backup}"
    for sheet in out.sheets:
        who = sheet.choice.cover.name if sheet.choice.cover else "NOBODY"
        steps = "1 step" if sheet.steps == 1 else f"{sheet.steps} steps"
        yield f"{sheet.role}, {steps}: {who}, {sheet.choice.why}"


def _start(given: Given) -> Done:
    kept, plan = _chosen(given)
    out, answers = _out(plan, given), given.answers
    lead, backup = (one.cover.id if one.cover else None for one in (out.lead, out.backup))
    by_role = {one.role: one.choice.cover.id for one in out.sheets if one.choice.cover}
    run = given.store.plan_runs.start(
        kept,
        cast(Extent, answers["extent"]),
        plan_runs.Given(by_role, lead, backup),
        given.who,
        answers["note"],
        is_drill=answers["sure"] == DRILL,
    )
    left = len(run.of(None))
    nobody = f" {left} of its steps have NOBODY: give them with h." if left else ""
    told = len([one for one in run.people if one != given.who.id])
    at = clock_words(run.started)
    return Done(f"{run.name} runs since {at}. It is told to {told} people.{nobody}")


START = Action("p", "Start a plan", _start, _asks)
