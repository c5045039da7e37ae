"""The managers' roster, without a screen: a week, what an absence breaks, time off."""

from datetime import date, time, timedelta

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.people import Person
from kiosk.practice.prior_auths import Known
from kiosk.practice.roster import WorkHours
from screens.acts import Look
from screens.management import ROSTER
from screens.perform import perform, take_back
from screens.session import Kiosk
from screens.views.roster import RosterView
from storage.jobs import JobWords
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin
from tests.test_acts import Scripted
from tests.test_manage import aloud

FRIDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 9)
DAY = (WorkHours(time(8), time(17)),)
NEXT = Look(typed="1")


@pytest.fixture
def mia(store: Store) -> Person:
    """A medical assistant: PIN 330033."""
    return with_pin(store, NewPerson("Mia Lund", ("MA",)), "330033")


@pytest.fixture
def known(manage: Kiosk, store: Store, ana: Person, ben: Person, mia: Person) -> Kiosk:
    """Ben is there; Ana and Mia work from Monday to Friday, and Ana alone can do the phones."""
    manage.session.begin(ben, manage.settings)
    job = store.jobs.add(JobWords("phones", ("front desk",)), ben)
    store.jobs.grant(ana, job.id, date(2026, 1, 5), ben)
    store.jobs.learn(mia, job.id, ana, ben)
    for one in (ana, mia):
        store.roster.set_week(one, dict.fromkeys(range(5), DAY), ben)
    return manage


async def do(key: str, talk: Scripted, look: Look = ROSTER.first_look) -> None:
    action = next(one for one in ROSTER.actions if one.key == key)
    await perform(action, ROSTER.view(talk.kiosk, look), talk.kiosk, talk)


def cells(kiosk: Kiosk, name: str, look: Look = ROSTER.first_look) -> tuple[str, ...]:
    view = ROSTER.view(kiosk, look)
    assert isinstance(view, RosterView)
    return next(one.cells for one in view.items if one.name == name)


def ref(person: Person, monday: date = date(2026, 3, 2)) -> str:
    return f"{person.id} {monday}"


async def test_a_week_a_changed_day_and_a_named_week(known: Kiosk, mia: Person) -> None:
    assert cells(known, "Mia Lund") == ("8-5",) * 5 + ("", "")
    talk = Scripted(known, ref(mia, MONDAY), "2026-03-10", "10-6:30")
    await do("d", talk, NEXT)
    assert cells(known, "Mia Lund", NEXT)[1] == "10-630"
    talk.answers = [ref(mia), "flu clinic", "off", "", "", "", "", "8-12", ""]
    await do("k", talk)
    talk.answers = ["flu clinic", "on", "2026-03-11"]
    await do("s", talk)
    assert cells(known, "Mia Lund", NEXT) == ("", "10-630", "8-5", "8-5", "8-5", "8-12", "")
    assert cells(known, "Mia Lund") == ("8-5",) * 5 + ("", "")
    assert talk.said == [
        "Mia Lund, Tue Mar 10: 10 AM-6:30 PM.",
        "'flu clinic' says what differs for Mia Lund. Press s to switch it on.",
        "'flu clinic' is on in the week of Mon Mar 9.",
    ]
    said = aloud(ROSTER.view(known, NEXT))
    assert "Note: 'flu clinic' is on" in said
    assert "Note: Mon, Tue, Wed, Thu, Fri phones: only Ana" in said


async def test_called_out_shows_at_once_what_it_breaks(
    known: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    task = store.prior_auths.add("Acme", "MRI", "anyone", ben, Known(needed_by=FRIDAY))
    store.prior_auths.claim(task.ref, ana)
    store.roster.add_event(FRIDAY, "Staff meeting", time(13, 45), time(14, 15), True)
    shown: list[str] = []

    class Reader(Scripted):
        async def ask(self, question, why=""):  # type: ignore[no-untyped-def]  # as Scripted
            shown.append(question.words)
            return await super().ask(question, why)

    talk = Reader(known, ref(ana), "today", "yes")
    await do("c", talk)
    assert shown[-1].splitlines() == [
        "Ana Ruiz out today:",
        "today: phones: NOBODY trained, nobody trained for phones is here. Nearest: Mia Lund, "
        "learning",
        "today: Staff meeting 1:45 PM to 2:15 PM, paid, without them",
        f"{task.ref} is theirs, needed by Mar 6",
    ]
    assert talk.said == ["Ana Ruiz is out today. Today says who covers."]
    assert cells(known, "Ana Ruiz")[4] == "OUT"
    await take_back(known, talk)
    assert cells(known, "Ana Ruiz")[4] == "8-5"


async def test_time_off_is_decided_with_what_it_leaves_uncovered(
    known: Kiosk, store: Store, ana: Person
) -> None:
    store.time_off.ask(ana, MONDAY, MONDAY + timedelta(days=1), "A wedding")
    assert cells(known, "Ana Ruiz", NEXT)[:3] == ("leave?", "leave?", "8-5")
    assert "Ana Ruiz asks for Mar 9 to Mar 10 off" in aloud(ROSTER.view(known, NEXT))
    talk = Scripted(known, "1", "approved", "Enjoy it")
    await do("t", talk)
    assert talk.said == [
        "Approved. Ana Ruiz reads it at their next session. They hold no prior auths."
    ]
    assert cells(known, "Ana Ruiz", NEXT)[:3] == ("leave", "leave", "8-5")
    talk.answers = [ref(ana, MONDAY), "2026-03-09", "8-12"]
    await do("d", talk, NEXT)
    assert cells(known, "Ana Ruiz", NEXT)[0] == "CLASH"
    assert "CLASH Mon: Ana Ruiz has time off" in aloud(ROSTER.view(known, NEXT))
    await do("t", talk)
    assert talk.said[-1] == "no: Nobody asks for time off just now."


async def test_a_meeting_is_on_and_then_it_is_not(known: Kiosk, store: Store) -> None:
    talk = Scripted(known, "Staff [b]meeting", "today", "1:45-2:15", "yes", "ma")
    await do("m", talk)
    assert "Fri Staff [b]meeting 1:45 PM to 2:15 PM, paid, for MA" in aloud(
        ROSTER.view(known, ROSTER.first_look)
    )
    talk.answers = ["1"]
    await do("x", talk)
    assert store.roster.between(FRIDAY, FRIDAY).events == ()


def test_one_person_is_opened_with_load_and_jobs(
    known: Kiosk, ana: Person, clock: StoppedClock
) -> None:
    said = aloud(ROSTER.view(known, Look(opened=ref(ana))))
    assert "today: 8 AM-5 PM" in said
    assert "Load: 45 h a week, over 4 weeks" in said
    assert "Jobs: phones" in said
