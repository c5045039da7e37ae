"""What may be done about a plan that runs: each rule takes what is, and says what shall be."""

from dataclasses import replace
from datetime import date, datetime

from kiosk.practice.days import instant
from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.plan_runs import MOST_NOTES, Run, RunStep, Said
from kiosk.practice.plan_terms import PlanRunPolicy


def check_start(by: Person, policy: PlanRunPolicy) -> None:
    """Raises NotAllowed unless this person may start a plan here."""
    if policy.may_start == "managers" and not by.is_manager:
        raise NotAllowed("Managers start plans here. Tell one of them what you see.")


def already_runs(running: Run, started_by: str) -> Refusal:
    """What is said to the second of two who start the same plan."""
    return Refusal(
        f"{running.plan.name} runs already: {started_by} started it at "
        f"{running.started:%-I:%M %p}. It stands in Today."
    )


def acknowledged(run: Run, person: PersonId) -> None:
    """Raises Refusal when there is nothing to acknowledge for this person."""
    _require_running(run)
    if run.has_read(person):
        raise Refusal("You have said already that you have read it.")


def ticked(step: RunStep, person: PersonId, now: datetime, name: str) -> RunStep:
    """The step once somebody has done it, also when it was left undone at the end.

    name: of whoever ticked or dropped it, if somebody did. Raises Refusal then, in their name.
    """
    require_open(step, name)
    return replace(step, done_by=person, done_at=now)


def opened_again(step: RunStep) -> RunStep:
    """The step as it was before it was ticked, or said not to be needed."""
    return replace(
        step, done_by=None, done_at=None, dropped_by=None, dropped_at=None, dropped_why=""
    )


def dropped(step: RunStep, person: PersonId, now: datetime, name: str) -> RunStep:
    """The step once somebody said that it is not needed. name: as in ticked. Raises Refusal."""
    require_open(step, name)
    return replace(step, dropped_by=person, dropped_at=now)


def handed_on(step: RunStep, to: Person, name: str, today: date) -> RunStep:
    """The step once it is somebody else's, of those who work here. name: as in ticked.

    Raises Refusal when it is done already, or theirs.
    """
    require_open(step, name)
    _require_works_here(to, today)
    if step.person == to.id:
        raise Refusal(f"{to.name} has that step already.")
    return replace(step, person=to.id)


def require_open(step: RunStep, name: str) -> None:
    """Raises Refusal where a step is done, or not needed any more: who said so, and when.

    name: of whoever did.
    """
    if step.done_at:
        raise Refusal(f"{name} ticked that already, at {step.done_at:%-I:%M %p}.")
    if step.dropped_at:
        raise Refusal(f"{name} said at {step.dropped_at:%-I:%M %p} that it is not needed.")


def check_note(run: Run, sort: Said) -> None:
    """Raises Refusal where no more can be noted, or it is not the time for it."""
    if sort == "note":
        _require_running(run)
    elif not run.is_over:
        raise Refusal("It still runs. Look back on it once all is back to normal.")
    if len(run.notes) >= MOST_NOTES:
        raise Refusal(f"It has {MOST_NOTES} notes already, and that is all there is room for.")


def check_briefing(run: Run, at: datetime, now: datetime) -> None:
    """Raises Refusal for a time that has passed."""
    _require_running(run)
    if instant(at) <= instant(now):
        raise Refusal(f"{at:%-I:%M %p} has passed. Name a time that is still to come.")


def check_lead(run: Run, lead: Person, backup: Person | None, today: date) -> None:
    """Raises Refusal when the two cannot be lead and backup."""
    _require_running(run)
    for one in filter(None, (lead, backup)):
        _require_works_here(one, today)
    if backup and lead.id == backup.id:
        raise Refusal("Lead and backup are two people. Name another backup, or leave it empty.")


def ended(run: Run, by: Person, now: datetime) -> Run:
    """The plan once all is back to normal. What was left undone has an owner: whose it was.

    What nobody had is then that of whoever ends it. Raises NotAllowed for anybody but a manager,
    the lead and the backup, and Refusal when it is over already.
    """
    _require_running(run)
    if not by.is_manager and by.id not in (run.lead, run.backup):
        raise NotAllowed("A manager, or whoever leads the plan, says that all is back to normal.")
    steps = (
        replace(one, person=by.id) if one.is_open and one.person is None else one
        for one in run.steps
    )
    return replace(run, ended=now, ended_by=by.id, steps=tuple(steps))


def _require_works_here(person: Person, today: date) -> None:
    if not person.works_here(today):
        raise Refusal(f"{person.name} does not work here any more. Name somebody who does.")


def _require_running(run: Run) -> None:
    if run.ended:
        raise Refusal(f"That plan is over: back to normal at {run.ended:%-I:%M %p}.")
