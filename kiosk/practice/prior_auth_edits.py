"""What can be edited of a request that is listed already, on top of what others have edited."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date

from kiosk.practice.errors import Refusal
from kiosk.practice.people import PersonId
from kiosk.practice.prior_auth_terms import PayerType
from kiosk.practice.prior_auths import PriorAuth
from kiosk.practice.values import dataclass
from kiosk.practice.words import clean

LONGEST_SITE, LONGEST_UNITS = 60, 20
NAMES = {
    "service_date": "service date",
    "needed_by": "needed by",
    "retro_by": "retro request by",
    "units": "units",
    "clinician": "who ordered it",
    "backup": "backup",
    "purpose": "why it matters",
    "site": "site",
}
TEXTS = ("purpose", "site")  # typed freely, kept as notes


@dataclass(frozen=True)
class Facts:
    """What can be edited of one request.

    retro_by: the last day on which the payer still takes a request after the service. site: where
    the service is to be.
    """

    service_date: date | None = None
    needed_by: date | None = None
    retro_by: date | None = None
    units: str = ""
    clinician: PersonId | None = None
    backup: PersonId | None = None
    purpose: str = ""
    site: str = ""


@dataclass(frozen=True)
class Edited:
    """What an edit comes to: the request, and the facts that changed, by their names."""

    task: PriorAuth
    texts: Mapping[str, str]
    changed: tuple[str, ...]


def facts_of(task: PriorAuth, notes: Mapping[str, str]) -> Facts:
    """What stands now. notes: what was typed about the request, the latest of each sort."""
    days = (task.service_date, task.needed_by, task.retro_by)
    people = (task.clinician, task.backup)
    return Facts(*days, task.units, *people, notes.get("purpose", ""), notes.get("site", ""))


def edited(task: PriorAuth, now: Facts, seen: Facts, wanted: Facts, today: date) -> Edited:
    """The request with what somebody wants to be different.

    now: what stands. seen: what stood when they began to edit; what `wanted` differs in from it is
    changed. When the service moves, the day on which it is needed moves along where it was the
    same. Raises Refusal when nothing would change, when somebody else has changed the same
    meanwhile, and for days that cannot be meant.
    """
    if not task.is_open:
        raise Refusal(f"{task.ref} is {task.state}, so there is nothing to edit.")
    wanted = replace(wanted, units=clean(wanted.units, LONGEST_UNITS))
    ours = [one.name for one in fields(Facts) if _differs(one.name, seen, wanted)]
    for one in ours:
        if getattr(now, one) not in (getattr(seen, one), getattr(wanted, one)):
            raise Refusal(f"Somebody has just changed this: {NAMES[one]}. Look again.")
    new = replace(now, **{one: getattr(wanted, one) for one in ours})
    if "service_date" in ours and "needed_by" not in ours and now.needed_by == now.service_date:
        new = replace(new, needed_by=new.service_date)
    changed = tuple(one for one in NAMES if _differs(one, now, new))
    if not changed:
        raise Refusal("That would change nothing.")
    _require_sense(task, new, changed, today)
    columns = {one: getattr(new, one) for one in changed if one not in TEXTS}
    texts = {one: getattr(new, one) for one in changed if one in TEXTS}
    return Edited(replace(task, **columns), texts, changed)


def planned(task: PriorAuth, payer_type: PayerType) -> PriorAuth:
    """The request with another sort of plan. Raises Refusal when that changes nothing."""
    if not task.is_open:
        raise Refusal(f"{task.ref} is {task.state}, so there is nothing to edit.")
    if task.payer_type == payer_type:
        raise Refusal("That would change nothing.")
    return replace(task, payer_type=payer_type)


def detail(one: Edited, new: Facts) -> str:
    """What an event says of it: names and days, and no words that anybody typed."""
    days = {name: getattr(new, name) for name in one.changed}
    return ", ".join(
        f"{name} {day.isoformat()}" if isinstance(day, date) else name for name, day in days.items()
    )


def _differs(name: str, one: Facts, other: Facts) -> bool:
    return bool(getattr(one, name) != getattr(other, name))


def _require_sense(task: PriorAuth, new: Facts, changed: tuple[str, ...], today: date) -> None:
    if empty := [one for one in changed if one in TEXTS and not getattr(new, one).strip()]:
        raise Refusal(f"Write it anew, or leave what stands there: {NAMES[empty[0]]}.")
    if new.service_date and new.needed_by and new.needed_by > new.service_date:
        raise Refusal("It cannot be needed by a day after the service. Look at the two days.")
    is_told = "needed_by" in changed and new.needed_by != new.service_date
    if is_told and new.needed_by and new.needed_by < today:
        raise Refusal("The day it is needed by has passed already. Look at the day.")
    if new.service_date and new.retro_by and new.retro_by < new.service_date:
        raise Refusal("A retro request comes after the service. Look at the two days.")
    if new.backup and new.backup == task.owner and "backup" in changed:
        raise Refusal("The backup is somebody else than who has it.")
