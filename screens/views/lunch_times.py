"""By when whose next meal is to begin: by the practice's policy pack, or else by its habit."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from kiosk.practice.breaks import Stay
from kiosk.practice.people import PersonId
from storage.store import Store


def lunch_by(stay: Stay, store: Store) -> datetime | None:
    """The same of one working day."""
    return lunch_times((stay,), store).get(stay.person)


def lunch_times(stays: Iterable[Stay], store: Store) -> dict[PersonId, datetime]:
    """By when the people of these working days begin their next meal; those who have one to begin.

    Where a pack says nothing of meals, or nobody has chosen one, the practice's own habit counts.
    """
    policy = store.breaks.policy
    told = (
        _by_pack(stays, store)
        if store.breaks.has_rules()
        else ((one, False, None) for one in stays)
    )
    times = (
        (stay.person, by if has_meals else stay.lunch_by(policy)) for stay, has_meals, by in told
    )
    return {person: by for person, by in times if by}


def _by_pack(stays: Iterable[Stay], store: Store) -> Iterator[tuple[Stay, bool, datetime | None]]:
    """Each working day, whether its rules name meals, and by when the next one begins."""
    # Not above: a practice that has chosen no pack need not wait for what reads them.
    from kiosk.practice.break_rules import is_worth_saying, meal_deadlines
    from kiosk.practice.waivers import waived_on
    from storage.break_rules import held

    now, history = store.clock.now(), store.break_rules.history()
    waivers = store.waivers.of()
    for stay in stays:
        rules = held(history, stay)
        due = meal_deadlines(stay, rules, waived_on(stay, waivers), now)
        by = next((one.by for one in due if is_worth_saying(one, now)), None)
        yield stay, bool(rules.meals), by
