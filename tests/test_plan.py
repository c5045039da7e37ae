"""`kiosk plan`: today on the terminal, and on one page of paper."""

import io
import json
from datetime import date, time
from pathlib import Path

import pytest
from pypdf import PdfReader

from kiosk.__main__ import main
from kiosk.commands.plan_page import page
from kiosk.practice.clock import StoppedClock
from kiosk.practice.people import Person
from kiosk.practice.roster import WorkHours
from screens.views.today_known import Line, Section
from storage.jobs import JobWords
from storage.people import NewPerson
from storage.store import Store

FRIDAY = date(2026, 3, 6)
DAY = (WorkHours(time(8), time(17)),)
SAID = """Friday Mar 6, open 8:00 AM to 5:00 PM

COULD BREAK TODAY
phones: only Ana Ruiz
vitals: only Ana Ruiz

ALSO TODAY
Staff meeting: 1:45 PM to 2:15 PM, paid

OUT TODAY, AND WHO COVERS
Mia Lund: vitals: Ana Ruiz, trained for vitals, covers nothing else

AT WORK TODAY
Ana Ruiz: front desk, 8:00 AM to 12:00 PM; MA, 12:00 PM to 5:00 PM

HERE, NOT ON THE ROSTER
Dr. Ben Cole: physician
"""


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch, clock: StoppedClock) -> None:
    """The command sees the tests' clock."""
    monkeypatch.setattr("kiosk.commands.base.Clock", lambda zone: clock)


@pytest.fixture
def known(store: Store, ana: Person, ben: Person) -> Store:
    """Ana works in two roles, Mia has called out, and Ben has come without a roster."""
    mia, _ = store.people.add(NewPerson("Mia Lund", ("MA",)), ben)
    store.settings.set("practice", "Oak Street")
    phones = store.jobs.add(JobWords("phones", ("front desk",)), ben)
    vitals = store.jobs.add(JobWords("vitals", ("MA",)), ben)
    for person, job in ((ana, phones), (ana, vitals), (mia, vitals)):
        store.jobs.grant(person, job.id, date(2026, 1, 5), ben)
    two = (WorkHours(time(8), time(12)), WorkHours(time(12), time(17), "MA"))
    store.roster.set_week(ana, {4: two}, ben)
    store.roster.set_week(mia, {4: DAY}, ben)
    store.roster.call_out(mia, FRIDAY, True, ben)
    store.roster.add_event(FRIDAY, "Staff meeting", time(13, 45), time(14, 15), True, (), ben)
    store.breaks.arrive(ben)
    return store


def plan(store: Store, *words: str | Path) -> int:
    return main(["--store", str(store.path), "plan", *map(str, words)])


def test_the_plan_in_plain_text(known: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan(known) == 0
    assert capsys.readouterr().out == SAID
    assert plan(known, "--text") == 0
    assert capsys.readouterr().out == SAID


def test_the_plan_for_programs(known: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan(known, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["sections"][1] == {
        "title": "Also today",
        "lines": [{"name": "Staff meeting", "words": "1:45 PM to 2:15 PM, paid"}],
    }


def test_one_page_of_pdf_says_the_same_and_is_private(known: Store, tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_text("yesterday's")
    file.chmod(0o644)
    assert plan(known, "--print", file) == 0
    assert file.stat().st_mode & 0o777 == 0o600
    (sheet,) = PdfReader(file).pages
    said = sheet.extract_text().splitlines()
    assert said[0] == "Oak Street"
    assert set(filter(None, SAID.splitlines())) <= set(said)
    made = "Made at 10:00 AM on Friday, Mar 6, 2026. What holds now stands on the kiosk."
    assert made in said


def test_nothing_known_is_said_and_a_switched_off_place_too(
    store: Store, ben: Person, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(store) == 0
    assert "Nobody is on the roster today, and nobody is here." in capsys.readouterr().out
    assert plan(store, "--print", tmp_path / "plan.pdf") == 0
    assert "Nobody is on" in text_of((tmp_path / "plan.pdf").read_bytes())
    assert plan(store, "--print", tmp_path / "none" / "plan.pdf") == 1
    assert "cannot be written" in capsys.readouterr().err
    store.settings.set("turned_off", "today")
    assert plan(store) == 1


def text_of(content: bytes) -> str:
    (sheet,) = PdfReader(io.BytesIO(content)).pages
    return sheet.extract_text()


def large(people: int, words: str = "MA, 8:00 AM to 5:00 PM") -> tuple[Section, ...]:
    lines = tuple(Line(f"person {one}", f"Person {one}", words) for one in range(people))
    return (Section("AT WORK TODAY", lines),)


def test_sixty_people_and_forty_jobs_are_one_page() -> None:
    jobs = tuple(Line("gap", f"job {one}", "only Person 1") for one in range(40))
    said = text_of(page("Oak Street", "Friday", (Section("JOBS", jobs), *large(60)), ""))
    assert all(f"Person {one}: MA, 8:00 AM to 5:00 PM" in said for one in range(60))
    assert all(f"job {one}: only Person 1" in said for one in range(40))


def test_what_fits_on_no_page_is_counted() -> None:
    assert " lines more: on the kiosk" in text_of(page("", "Friday", large(900), ""))


def test_any_letters_and_any_length_are_one_page() -> None:
    lines = (
        Line("a", "Łukasz Gąsior, Nguyễn Văn", "MA"),
        Line("b", "林", "x" * 400),
        Line("c", "<b>&amp;</b> (x) \\", "%s " * 200),
    )
    said = text_of(page("N" * 300, "Friday", (Section("HERE", lines),), ""))
    assert "Łukasz Gasior, Nguyen Van: MA" in said
    assert "?:\n    xxx" in said
    assert "<b>&amp;</b> (x) \\: %s" in said
