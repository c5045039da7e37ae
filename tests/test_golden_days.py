"""Three days with every figure worked out by hand: an ordinary one, an empty one, a bad one.

The bad one is corrected after it closed. What is told is the same on screen, in plain lines, as
text, JSON, CSV and PDF.
"""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from kiosk.__main__ import main
from kiosk.practice.break_corrections import Correction
from kiosk.practice.clock import StoppedClock
from kiosk.practice.figures import FIGURES, Key, Measured, Value
from kiosk.practice.issues import Raised
from kiosk.practice.people import Person
from kiosk.practice.prior_auths import Known
from screens.acts import Look
from screens.app import KioskApp
from screens.menu import END_OF_DAY
from screens.session import Kiosk
from screens.views import end_of_day
from storage.people import NewPerson
from storage.store import Store

ORDINARY, EMPTY, BAD = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 9)
HALF_AN_HOUR = timedelta(minutes=30)
NAMES = [*(f"Zz {n}" for n in range(8))]
# What is nought unless a day says otherwise; a share is never kept.
NOUGHT = {one.name: 0 for one in FIGURES if one.summed in ("sum", "standing")}

ORDINARY_FIGURES = {
    "breaks.people": 9,  # eight, and Ben, whose breaks are not tracked
    "breaks.worked": 3600,  # eight times from 10 to 6 without half an hour: 450 min
    "breaks.taken": 9,  # eight lunches and one short break
    "breaks.rests_taken": 1,
    "breaks.rests_due": 16,  # two each, for more than six hours
    "breaks.lunches_taken": 8,
    "breaks.lunches_due": 8,  # one each, for more than five hours
    "breaks.lunches_done": 8,  # after three hours, thirty minutes, free
    "prior_auths.listed": 2,
    "prior_auths.moved": 1,  # one request, twice
    "prior_auths.sent": 1,
    "prior_auths.approved": 1,
    "prior_auths.due_tomorrow": 1,
    "prior_auths.nobody": 1,
    "issues.new": 1,
    "issues.answered_in_time": 1,
    "issues.needs_ideas": 1,
    "thanks.given": 1,
    "follow_ups.asked": 1,
    "follow_ups.open": 1,
}
EMPTY_FIGURES = {
    "prior_auths.nobody": 1,
    "issues.needs_ideas": 1,
    "follow_ups.open": 1,
    "follow_ups.overdue": 1,  # asked for Friday
}
BAD_FIGURES = {
    "breaks.people": 8,
    "breaks.worked": 3210,  # two of 480 min, five of 450; of the eighth nobody knows
    "breaks.taken": 7,
    "breaks.rests_due": 14,  # two each, of those whose hours are known
    "breaks.lunches_taken": 7,
    "breaks.lunches_due": 7,
    "breaks.lunches_done": 5,
    "breaks.lunches_missed": 1,  # Zz 0
    "breaks.lunches_short": 1,  # Zz 1, twenty minutes
    "breaks.not_possible": 1,  # Zz 3, a short break
    "breaks.without_break": 1,  # Zz 0
    "breaks.to_settle": 3,  # a lunch to decide, a break not seen, a day without an end
    "breaks.unsaid": 2,  # a lunch missed, a day without an end
    "breaks.extra_hours": 3,  # a meal missing, one short, a rest that was not possible
    "prior_auths.late_nobody": 1,  # needed by Saturday
    "prior_auths.nobody": 1,
    "issues.needs_ideas": 1,
    "follow_ups.open": 1,
    "follow_ups.overdue": 1,
}
CORRECTED = {  # Zz 0 had lunch from one to half past, Ben approves; nobody said if it was free
    "breaks.taken": (7, 8),
    "breaks.lunches_taken": (7, 8),
    "breaks.lunches_missed": (1, 0),
    "breaks.lunches_short": (1, 2),  # so it is to be decided, and counts as work until then
    "breaks.without_break": (1, 0),
    "breaks.to_settle": (3, 4),
    "breaks.unsaid": (2, 1),
}
IDEA = "Still needs ideas: #1 Phones ring out"
LINES = {
    ORDINARY: (
        ("BREAKS", "ok", "All lunches done or sorted out."),
        ("AUTHS", "ok", "1 moved, 1 approved. Next day 1."),
        ("IDEAS", "ok", f"1 new, 1 answered. {IDEA}"),
        ("PLAN", "ok", "No plan was needed."),
        ("THANKS", "", "Zz 1, from Zz 0: the late fax"),
    ),
    EMPTY: (
        ("BREAKS", "ok", "Nobody was here."),
        ("AUTHS", "ok", "None moved."),
        ("IDEAS", "ok", f"None new. {IDEA}"),
        ("PLAN", "ok", "No plan was needed."),
        ("THANKS", "", "Thank you, all of you."),
    ),
    BAD: (
        (
            "BREAKS",
            "look",
            "2 missed or without an end, and not a word of it yet; 3 to settle, those people know.",
        ),
        ("AUTHS", "look", "None moved, 1 late and nobody's."),
        ("IDEAS", "ok", f"None new. {IDEA}"),
        ("PLAN", "ok", "No plan was needed."),
        ("THANKS", "", "Thank you, all of you."),
    ),
}
FIGURES_OF = {ORDINARY: ORDINARY_FIGURES, EMPTY: EMPTY_FIGURES, BAD: BAD_FIGURES}
DAYS = pytest.mark.parametrize("day", [ORDINARY, EMPTY, BAD])


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch, clock: StoppedClock) -> None:
    """The command sees the tests' clock."""
    monkeypatch.setattr("kiosk.commands.base.Clock", lambda zone: clock)


@pytest.fixture
def days(kiosk: Kiosk, clock: StoppedClock, ana: Person, ben: Person) -> Iterator[Store]:
    """The three days, closed, and a correction of the last one; it is Tuesday."""
    store = kiosk.store
    store.break_rules.choose("california")
    people = [store.people.add(NewPerson(name, ("MA",)))[0] for name in NAMES]
    _ordinary(store, clock, people, ana, ben)
    clock.set_to(datetime(2026, 3, 9, 10, tzinfo=clock.zone))
    _bad(store, clock, people)
    clock.set_to(datetime(2026, 3, 10, 9, tzinfo=clock.zone))
    began = datetime(2026, 3, 9, 13, tzinfo=clock.zone)
    said = Correction(
        *(0, people[0].id, BAD, "break"),
        kind="meal",
        began=began,
        ended=began + HALF_AN_HOUR,
        words="I had lunch",
    )
    (waiting,) = store.corrections.say([said], people[0])
    store.corrections.decide(waiting.number, ben, "approved")
    yield store


def _at(clock: StoppedClock, hour: int, minute: int = 0) -> None:
    clock.set_to(clock.now().replace(hour=hour, minute=minute))


def _ordinary(
    store: Store, clock: StoppedClock, people: list[Person], ana: Person, ben: Person
) -> None:
    for one in (*people, ben):
        store.breaks.arrive(one)
    sent = store.prior_auths.add("Acme Health", "MRI knee", "anyone", ana).ref
    store.prior_auths.add("Acme Health", "CT head", "anyone", ana, Known(needed_by=EMPTY))
    _at(clock, 11)
    raised = store.issues.add(Raised("Phones ring out", "phones"), people[0])
    store.follow_ups.ask(people[1], "Order toner", ORDINARY, "It is empty", ben)
    _at(clock, 12)
    store.prior_auth_work.move(sent, "submit", ana, {"submitted_how": "portal"})
    _at(clock, 13)
    for one in people:
        store.breaks.start(one, "meal")
    _at(clock, 13, 30)
    for one in people:
        store.breaks.end(one, True)
    _at(clock, 14)
    store.issue_work.move(raised.ref, "reply", ben, {"reply": "We look at it"})
    store.thanks.give(people[0], people[1], "the late fax")
    _at(clock, 15)
    store.breaks.start(people[0], "rest")
    _at(clock, 15, 10)
    store.breaks.end(people[0], None)
    _at(clock, 16)
    store.prior_auth_work.move(sent, "approve", ana, {})
    _at(clock, 18)
    for one in (*people, ben):
        store.breaks.leave(one)


def _bad(store: Store, clock: StoppedClock, people: list[Person]) -> None:
    for one in people:
        store.breaks.arrive(one)
    _at(clock, 13)
    for one in people[1:]:
        store.breaks.start(one, "meal")
    _at(clock, 13, 20)
    store.breaks.end(people[1], True)
    _at(clock, 13, 30)
    for one in people[2:]:
        store.breaks.end(one, True)
    _at(clock, 16)
    store.breaks.not_possible(people[3], "rest", "The phones")
    _at(clock, 18)
    for one in (*people[:2], *people[3:]):
        store.breaks.leave(one)


def expected(day: date) -> dict[Key, Value]:
    """The figures of a day that are of everybody, as they were worked out by hand."""
    return {(name,): value for name, value in {**NOUGHT, **FIGURES_OF[day]}.items()}


def of_all(found: Measured) -> dict[Key, Value]:
    """Those of a day that are of everybody, and no lengths."""
    return {key: value for key, value in found.items() if len(key) == 1 and value != ()}


@DAYS
def test_every_figure_is_as_it_was_worked_out_by_hand(days: Store, day: date) -> None:
    assert of_all(days.days.get(day).measured) == expected(day)


def test_lengths_and_roles(days: Store) -> None:
    measured = days.days.get(ORDINARY).measured
    assert measured["prior_auths.turnaround", "Acme Health", "to do"] == (7200,)
    assert measured["prior_auths.turnaround", "Acme Health", "payer"] == (14400,)
    assert measured["breaks.people", "MA"] == 8
    assert measured["breaks.people", "physician"] == 1
    assert ("breaks.taken", "physician") not in measured
    assert days.days.get(BAD).measured["breaks.lunches_missed", "MA"] == 1


def test_the_correction_and_its_effect(days: Store) -> None:
    day = days.days.get(BAD)
    found = {one.key[0]: (one.before, one.after) for one in day.corrections()}
    assert found == CORRECTED
    again = of_all(days.days.measured_again(BAD))
    assert again == {key: value for key, value in of_all(day.corrected).items() if key in again}


@DAYS
def test_five_lines_in_plain_and_as_text(
    days: Store, kiosk: Kiosk, day: date, capsys: pytest.CaptureFixture[str]
) -> None:
    view = end_of_day.load(kiosk, Look(day=day.isoformat()))
    assert [(one.title, one.state, one.words) for one in view.lines] == [*LINES[day]]
    needs_a_look = any(state == "look" for _, state, _ in LINES[day])
    status = main(["--store", str(days.path), "summary", day.isoformat(), "--text"])
    assert status == (4 if needs_a_look else 0)
    said = capsys.readouterr().out.splitlines()
    for title, state, words in LINES[day]:
        assert f"{title}: {state}: {words}" in said or f"{title}: {words}" in said
    assert ("Corrected later: lunches missed 1 -> 0" in said) == (day == BAD)


@DAYS
async def test_five_lines_on_the_screen(
    days: Store, app: KioskApp, day: date, clock: StoppedClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(END_OF_DAY.key, "d", *day.isoformat(), "enter")
        await pilot.pause()
        shown = " ".join(str(app.screen.query_one("#five").render()).split())
        for title, state, words in LINES[day]:
            assert " ".join(filter(None, (title, state.upper(), words))) in shown


@DAYS
def test_json_and_csv_and_pdf(
    days: Store, day: date, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def said(*form: str) -> str:
        main(["--store", str(days.path), "summary", day.isoformat(), *form])
        return capsys.readouterr().out

    told = json.loads(said("--json"))
    assert [(one["title"], one["state"], one["words"]) for one in told["lines"]] == [*LINES[day]]
    values = {(one["name"],): one["value"] for one in told["figures"] if not one["of"]}
    assert {key: value for key, value in values.items() if value != []} == expected(day)
    rows = [one for one in csv.DictReader(io.StringIO(said("--csv"))) if not one["of"]]
    numbers = {(one["figure"],): int(one["value"]) for one in rows if one["value"]}
    assert numbers == expected(day)
    if day == BAD:
        later = {
            one["figure"]: (int(one["value"]), int(one["corrected"]))
            for one in rows
            if one["value"] != one["corrected"]
        }
        assert later == CORRECTED
        assert {one["name"] for one in told["corrected"] if not one["of"]} == {*CORRECTED}
    file = tmp_path / "day.pdf"
    said("--pdf", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    (page,) = PdfReader(file).pages
    words = " ".join(page.extract_text().split())
    for title, state, line in LINES[day]:
        assert f"{title}: {f'{state}: {line}' if state else line}" in words
    for one in FIGURES:
        if one.name in NOUGHT:
            assert f"{one.words}: {expected(day)[one.name,]}" in words
