"""What of the roster needs a manager's look, and is settled where it shows."""

from datetime import date, time

from kiosk.practice.people import Person
from kiosk.practice.roster import WorkHours
from screens.acts import Look
from screens.management import NEEDS_A_LOOK
from screens.session import Kiosk
from storage.jobs import JobWords
from storage.store import Store
from tests.test_needs_a_look import act, known, rows

__all__ = ["known"]
FRIDAY, MONDAY, TUESDAY = date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 10)
DAY = (WorkHours(time(8), time(17)),)


async def test_time_off_is_decided_in_the_queue(known: Kiosk, store: Store, ana: Person) -> None:
    store.time_off.ask(ana, MONDAY, TUESDAY, "A wedding")
    words = "soon, Ana Ruiz, Mon Mar 9: asks for Mon Mar 9 to Tue Mar 10 off"
    assert rows(known) == [words]
    opened = dict(NEEDS_A_LOOK.load(known, Look(opened="time off 1")).aloud())
    assert opened["Time off"] == "Mar 9 to Mar 10, asked, A wedding"
    talk = await act(NEEDS_A_LOOK, "a", known, "time off 1", "approved", "")
    assert talk.said[0].startswith("Approved. Ana Ruiz reads it at their next session.")
    assert rows(known) == []
    talk = await act(NEEDS_A_LOOK, "a", known)
    assert talk.said == ["no: There is nothing on the list."]


async def test_a_clash_is_settled_by_changing_the_day(
    known: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    store.time_off.note(ana, MONDAY, MONDAY, "", ben)
    store.roster.change_day(ana, MONDAY, DAY, ben)
    words = "has time off Mon Mar 9, and is on the roster"
    assert rows(known) == [f"soon, Ana Ruiz, Mon Mar 9: {words}"]
    subject = f"roster {ana.id} {MONDAY}"
    opened = dict(NEEDS_A_LOOK.load(known, Look(opened=subject)).aloud())
    assert opened["Mon Mar 9"].endswith("they clash")
    await act(NEEDS_A_LOOK, "a", known, subject, "2026-03-09", "off")
    assert rows(known) == []


async def test_whom_nobody_covers_and_what_is_to_learn(
    known: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    phones = store.jobs.add(JobWords("phones", ("front desk",)), ben)
    store.jobs.grant(ana, phones.id, date(2026, 1, 5), ben)
    store.roster.set_week(ana, {4: DAY}, ben)
    learn = "later, Dr. Ben Cole, today: phones: only one trained"
    assert rows(known) == [learn]
    store.roster.call_out(ana, FRIDAY, True, ben)
    assert rows(known) == ["NOW, Ana Ruiz, today: is out, and nobody covers phones", learn]
    out = f"out {ana.id} {phones.id}"
    assert ("Job", "phones") in list(NEEDS_A_LOOK.load(known, Look(opened=out)).aloud())
    await act(NEEDS_A_LOOK, "a", known, out, "nobody")
    assert rows(known) == [learn]
    await act(NEEDS_A_LOOK, "a", known, f"learn {phones.id} {ben.id} {ana.id}")
    assert rows(known) == []


def test_what_is_of_today_is_switched_off_with_it(known: Kiosk, store: Store, ana: Person) -> None:
    store.time_off.ask(ana, MONDAY, MONDAY, "")
    store.settings.set("turned_off", "today")
    assert rows(known) == []
