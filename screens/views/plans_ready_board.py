"""What the home board says of a plan that proposes itself: one line at most."""

from collections.abc import Sequence

from kiosk.practice.days import day_of
from kiosk.practice.roster import PersonDay
from storage.store import Store


def line(store: Store, days: Sequence[PersonDay]) -> str:
    """Which plan lies ready and why; nothing on a day without trouble.

    days: what the roster says of everybody today.
    """
    today = day_of(store.clock.now(), store.settings.current().day_boundary)
    if not any(one.is_out for one in days) and not store.checks.findings(today):
        return ""  # the register of plans is not even imported
    found = store.plan_proposals.on(today, days)
    if not found:
        return ""
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    return f"Plan lies ready: {found[0].kept.name}{more}, press 4"
