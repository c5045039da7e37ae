"""What slips, as it is seen: one filter for all kinds, each with its mark, on a real file."""

from datetime import timedelta

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.people import Person
from kiosk.practice.prior_auth_terms import PriorAuthRef
from kiosk.practice.prior_auths import Known
from screens.acts import Look
from screens.menu import PRIOR_AUTHS
from screens.session import Kiosk
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin

DAY = timedelta(days=1)


@pytest.fixture
def every_kind(store: Store, ana: Person, ben: Person, clock: StoppedClock) -> dict[str, str]:
    """One of each kind, by the mark that it has ten days later; and one that does not slip."""
    work, today = store.prior_auth_work, clock.now().date()
    mia = with_pin(store, NewPerson("Mia Lund", ("MA",)), "330033")

    def listed(**known: object) -> PriorAuthRef:
        facts = Known(kind=None, **known)  # type: ignore[arg-type]  # as its fields are called
        return store.prior_auths.add("Acme", "MRI", "anyone", ana, facts).ref

    def sent(received: bool, **known: object) -> PriorAuthRef:
        ref = listed(payer_type="medicare advantage", **known)
        work.move(ref, "submit", ana, {"submitted_how": "fax"})
        if received:
            work.move(ref, "receive", ana, {"received_at": clock.now()})
        return ref

    found: dict[str, str] = {
        "no move": listed(urgency="urgent"),
        "WE ARE LATE": listed(needed_by=today + DAY),
        "due today": listed(needed_by=today + 10 * DAY),
        "PAYER LATE": sent(True),
    }
    left = listed()
    store.prior_auths.claim(left, mia)
    clock.forward(days=9)
    # Received now: the payer has seven days, and the service comes in five.
    found["SERVICE 1ST"] = sent(True, service_date=today + 14 * DAY)
    store.leaving.take_out(mia, clock.now().date(), True, ben)
    found["OWNER LEFT"] = left
    ending, told = sent(True), sent(True)
    until = {"valid_to": today + 12 * DAY}
    work.move(ending, "approve", ana, until)
    for step in ("matches", "told"):
        work.step(ending, step, ana, ana)
    found["ending soon"] = ending
    work.move(told, "no pa needed", ana, {"said_by": "Kim, ref 881"})
    found["TELL THEM"] = told
    listed(needed_by=today + 30 * DAY)
    clock.forward(days=1)
    return found


def test_one_filter_has_all_kinds_each_with_its_mark(
    kiosk: Kiosk, every_kind: dict[str, str]
) -> None:
    view = PRIOR_AUTHS.load(kiosk, Look(filter="slips"))
    assert [one.words.rpartition(", ")[2] for one in view.things()] == [
        *("WE ARE LATE", "PAYER LATE", "due today", "SERVICE 1ST", "OWNER LEFT"),
        *("TELL THEM", "ending soon", "no move"),
    ]
    for one in view.things():
        assert every_kind[one.words.rpartition(", ")[2]] == one.id


def test_each_kind_is_in_its_own_filter_too(
    kiosk: Kiosk, store: Store, every_kind: dict[str, str]
) -> None:
    filters = {
        "WE ARE LATE": "late",
        "PAYER LATE": "payer late",
        "due today": "due",
        "SERVICE 1ST": "service first",
        "OWNER LEFT": "left",
        "TELL THEM": "tell",
        "ending soon": "ending",
        "no move": "still",
    }
    for mark, name in filters.items():
        found = PRIOR_AUTHS.load(kiosk, Look(filter=name))
        assert every_kind[mark] in {one.id for one in found.things()}, mark
    assert store.prior_auths.counts(kiosk.clock.now().date()).left == 1


def test_what_presses_most_is_looked_for_among_all_of_them(
    store: Store, every_kind: dict[str, str], clock: StoppedClock
) -> None:
    found = store.prior_auths.listed("slips", clock.now().date(), most=2)
    assert [one.ref for one in found.tasks] == [every_kind["WE ARE LATE"], every_kind["PAYER LATE"]]
    assert found.total == len(every_kind)
