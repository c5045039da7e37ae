"""Who sees to a prior auth: handing over, taking over, backups; and tries to reach payers."""

from dataclasses import replace
from datetime import date, datetime

from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, require_manager
from kiosk.practice.prior_auth_terms import PriorAuthPolicy, Urgency
from kiosk.practice.prior_auths import PriorAuth, given_to


def handed_over(
    task: PriorAuth,
    by: Person,
    to: Person,
    holding: int,
    now: datetime,
    policy: PriorAuthPolicy,
) -> PriorAuth:
    """The request as it is once somebody else sees to it.

    by: its owner or backup, or a manager, who may also assign what nobody has. holding: how many
    the next one has already. Raises Refusal, in words for whoever hands over.
    """
    _require_open(task)
    if task.owner == to.id:
        raise Refusal(f"{to.name} has {task.ref} already.")
    if by.id not in (task.owner, task.backup) and not by.is_manager:
        raise Refusal(f"Only its owner, its backup or a manager can hand over {task.ref}.")
    _require_room(to, holding, policy)
    return given_to(task, to.id, now)


def taken_over(
    task: PriorAuth, by: Person, holding: int, now: datetime, policy: PriorAuthPolicy
) -> PriorAuth:
    """The request once somebody has taken it over from whoever had it. Raises Refusal."""
    _require_open(task)
    if task.owner is None:
        raise Refusal(f"Nobody has {task.ref}. Press t to take it.")
    if task.owner == by.id:
        raise Refusal(f"You have {task.ref} already.")
    _require_room(by, holding, policy)
    return given_to(task, by.id, now)


def left_to(task: PriorAuth, rest: Person | None, owner: Person, now: datetime) -> PriorAuth:
    """The request when its owner leaves: with its backup, or else with whoever takes the rest.

    Nobody is asked how many they hold: what is left must not stay with somebody who is away. rest:
    None gives it back, and then it is to be taken by anybody. Where it stands does not change, and
    clocks that run go on.
    """
    to = task.backup or (rest.id if rest else None)
    if to == owner.id:
        raise Refusal("Name somebody else than yourself.")
    return given_to(task, to, now)


def parted(task: PriorAuth, gone: Person, rest: Person | None, now: datetime) -> PriorAuth:
    """The request once somebody who had it, or was its backup, works here no more.

    What they had goes to rest; None: it is nobody's, and keeps who had it. Its backup stays, for
    that is who knows most of it. Where it stands does not change, so what was only taken is to do
    again, and clocks that run go on.
    """
    if task.owner != gone.id:
        return replace(task, backup=None)
    if rest is None:
        return replace(given_to(task, None, None), left_by=gone.id)
    return given_to(task, rest.id, now)


def require_here(person: Person, day: date) -> None:
    """Raises Refusal unless this person works here on a day, and so can see to anything."""
    if not person.works_here(day):
        raise Refusal(f"{person.name} does not work here today. Name somebody else.")


def backed_up(task: PriorAuth, backup: Person) -> PriorAuth:
    """The request with somebody who sees to it when its owner is away. Raises Refusal."""
    _require_open(task)
    if task.owner == backup.id:
        raise Refusal(f"{backup.name} has it. The backup is somebody else.")
    return replace(task, backup=backup.id)


def with_urgency(task: PriorAuth, urgency: Urgency, by: Person) -> PriorAuth:
    """The request with another urgency, which a manager sets and gives a reason for.

    A payer's clock that runs goes on as it was: the payer was told the urgency that it had.
    """
    require_manager(by)
    _require_open(task)
    if task.urgency == urgency:
        raise Refusal(f"{task.ref} is {urgency} already.")
    return replace(task, urgency=urgency)


def contacted(task: PriorAuth, again_on: date | None, today: date) -> PriorAuth:
    """The request after one more try to reach the payer, and when the next one is due."""
    _require_open(task)
    if again_on and again_on < today:
        raise Refusal("The next try cannot be on a day that has passed.")
    return replace(task, attempts=task.attempts + 1, follow_up_on=again_on)


def _require_open(task: PriorAuth) -> None:
    if not task.is_open:
        raise Refusal(f"{task.ref} is {task.state}, so there is nothing to see to.")


def _require_room(to: Person, holding: int, policy: PriorAuthPolicy) -> None:
    if holding >= policy.most_at_once:
        raise Refusal(f"{to.name} has {holding} already, and may have {policy.most_at_once}.")
