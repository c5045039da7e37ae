"""What a practice says of those who work there: taken on, changed, taken out, brought back."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from kiosk.practice.errors import Refusal
from kiosk.practice.people import LONGEST_NAME, Person, PersonId
from kiosk.practice.words import clean

FOREVER = date.max
CHANGEABLE = {
    "name": "the name",
    "roles": "the roles",
    "is_manager": "the right to manage",
    "breaks_tracked": "whether breaks are tracked",
    "employed_from": "the first day",
    "employed_to": "the last day",
    "is_active": "whether they work here",
    "idle": "how long a session waits",
}


def as_name(typed: str) -> str:
    """A name as the board shows it. Raises Refusal when nothing is left of what was typed."""
    name = clean(typed, LONGEST_NAME)
    if not name:
        raise Refusal("A person needs a name.")
    return name


def new_name(typed: str, taken: Collection[str]) -> str:
    """The name of somebody who begins here. Raises Refusal when another has it, or it is none."""
    name = as_name(typed)
    check_is_new(name, taken)
    return name


def check_is_new(name: str, taken: Collection[str]) -> None:
    """Raises Refusal for a name that somebody else has."""
    if name in taken:
        raise Refusal(f"There is a {name} already. Names as shown must differ.")


def as_roles(typed: str, known: Collection[str]) -> tuple[str, ...]:
    """Roles with commas between them, each by its name or the beginning of it.

    known: the practice's roles. Raises Refusal for one that is none of them, or may be several.
    """
    parts = [part.strip().casefold() for part in typed.split(",") if part.strip()]
    return tuple(dict.fromkeys(_role(part, known) for part in parts))


def _role(typed: str, known: Collection[str]) -> str:
    found = [one for one in known if one.casefold().startswith(typed)]
    exact = [one for one in found if one.casefold() == typed]
    if not exact and len(found) != 1:
        check_roles([clean(typed, LONGEST_NAME)], known)
    return (exact or found)[0]


def check_roles(roles: Sequence[str], known: Collection[str]) -> None:
    """Raises Refusal unless the practice has all these roles."""
    if strange := [role for role in roles if role not in known]:
        raise Refusal(f"There is no role '{strange[0]}'. The roles are {', '.join(known)}.")


def as_day(typed: str) -> date | None:
    """A date written as 2026-03-09; None where nothing is. Raises Refusal for anything else."""
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as fault:
        raise Refusal(f"'{clean(typed, 40)}' is no date; write it as 2026-03-09.") from fault


def check_days(first: date | None, last: date | None) -> None:
    """Raises Refusal when the last day is before the first."""
    if first and last and last < first:
        raise Refusal(f"The last day, {last}, is before the first, {first}.")


def changed(now: Person, seen: Person, wanted: Person) -> Person:
    """The person with what somebody wants changed, on top of what holds now.

    seen: as they were shown when it was asked for; what `wanted` differs in from it is changed.
    Raises Refusal when nothing would change, or somebody else changed the same meanwhile.
    """
    ours = [one for one in CHANGEABLE if getattr(wanted, one) != getattr(seen, one)]
    for one in ours:
        if getattr(now, one) not in (getattr(seen, one), getattr(wanted, one)):
            raise Refusal(f"Somebody has just changed {CHANGEABLE[one]}. Look again.")
    return _differing(now, replace(now, **{one: getattr(wanted, one) for one in ours}))


def taken_out(now: Person, last: date, at_once: bool) -> Person:
    """The person with a last day; at_once: PIN and badge stop now, not after that day."""
    return _differing(now, replace(now, employed_to=last, is_active=not at_once))


def brought_back(now: Person, first: date, last: date | None, today: date) -> Person:
    """The person who works here again from a day on. Raises Refusal when they never left."""
    check_is_out(now, today)
    return _differing(now, replace(now, employed_from=first, employed_to=last, is_active=True))


def check_is_out(person: Person, today: date) -> None:
    """Raises Refusal, which says what to do instead, while somebody has not left yet."""
    if not person.is_gone(today):
        raise Refusal(f"{person.name} is not out. To change the days, edit them.")


def _differing(now: Person, new: Person) -> Person:
    if new == now:
        raise Refusal("That would change nothing.")
    return new


def check_management(
    before: Person, after: Person, by: PersonId | None, everyone: Sequence[Person], day: date
) -> None:
    """Raises Refusal for a change after which nobody could manage, today or in time to come.

    Nobody takes their own right away either: a slip would lock them out at once. by: who makes
    the change; None: the store's owner. everyone: who ever worked here. day: today.
    """
    if by == before.id and not after.manages(day):
        raise Refusal("Nobody takes away their own right to manage. Ask another manager.")
    others = [one for one in everyone if one.id != before.id]
    for when in (day, FOREVER):
        had = any(one.manages(when) for one in (*others, before))
        if had and not any(one.manages(when) for one in (*others, after)):
            raise Refusal("Nobody would be left to manage. Make somebody else a manager first.")


def deeds(before: Person, after: Person) -> Iterator[tuple[str, str]]:
    """What a change is called in the trail, one deed for each thing: codes only, and its detail."""
    if after.name != before.name:
        yield "person renamed", ""
    if after.roles != before.roles:
        yield "roles changed", ""
    if after.is_manager != before.is_manager:
        yield f"right to manage {'given' if after.is_manager else 'taken away'}", ""
    if after.breaks_tracked != before.breaks_tracked:
        yield f"breaks {'tracked' if after.breaks_tracked else 'not tracked'}", ""
    if after.employed_from != before.employed_from:
        yield "first day set", _iso(after.employed_from)
    if after.employed_to != before.employed_to:
        yield "last day set", _iso(after.employed_to)
    if after.is_active != before.is_active:
        yield "brought back" if after.is_active else "taken out", ""
    if after.idle != before.idle:
        yield "session's wait set", f"{after.idle.total_seconds():.0f} s" if after.idle else "none"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else "none"
