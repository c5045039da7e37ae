"""`kiosk plan --downtime-pack`: all on paper that a day without the computer needs."""

import io
import stat
from datetime import date, time
from pathlib import Path

import pytest
from pypdf import PdfReader

from kiosk.__main__ import main
from kiosk.commands import pack_pages
from kiosk.practice.clock import StoppedClock
from kiosk.practice.people import Person
from kiosk.practice.plan_files import READY_MADE, ready_made
from kiosk.practice.prior_auths import Known
from kiosk.practice.roster import WorkHours
from kiosk.practice.typed_weekdays import MONDAY_TO_FRIDAY
from screens.views import downtime_pack
from screens.views.blank_forms import BLANK, Sheet, Table
from screens.views.downtime_pack import Pack
from storage.store import Store

FRIDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 9)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch, clock: StoppedClock) -> None:
    """The command sees the tests' clock."""
    monkeypatch.setattr("kiosk.commands.base.Clock", lambda zone: clock)


@pytest.fixture
def known(store: Store, ana: Person, ben: Person) -> Store:
    """Ana and Ben are on the roster, Ben is out on Monday; one prior auth is Ana's."""
    store.settings.set("practice", "Oak Street")
    for one in (ana, ben):
        hours = (WorkHours(time(8), time(17)),)
        store.roster.set_week(one, dict.fromkeys(MONDAY_TO_FRIDAY, hours))
    store.roster.call_out(ben, MONDAY, True)
    task = store.prior_auths.add("Lakeside", "Humira for Zztest", "anyone", ana, Known(None, ""))
    store.prior_auths.claim(task.ref, ana)
    return store


def write(store: Store, file: Path) -> int:
    return main(["--store", str(store.path), "plan", "--downtime-pack", str(file)])


def words_of(pdf: bytes) -> list[str]:
    """The words of each page, with single spaces."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_it_has_people_plans_prior_auths_and_blank_forms(known: Store, tmp_path: Path) -> None:
    file = tmp_path / "pack.pdf"
    assert write(known, file) == 0
    pages = words_of(file.read_bytes())
    assert len(pages) == 2 + len(READY_MADE) + len(BLANK)
    assert "Ana Ruiz: front desk, 8:00 AM to 5:00 PM" in pages[0]
    for place, key in enumerate(READY_MADE, 1):
        assert f"Plan: {ready_made(key).name} Why" in pages[place]
        assert all(one.role in pages[place] for one in ready_made(key).steps)
    assert "Lakeside taken" in pages[1 + len(READY_MADE)]
    assert "911 first" in "".join(pages)


def test_of_a_prior_auth_only_reference_payer_what_is_due_and_who_has_it(
    known: Store, tmp_path: Path
) -> None:
    (task,) = known.prior_auths.listed("open", FRIDAY).tasks
    file = tmp_path / "pack.txt"
    assert write(known, file) == 0
    text = file.read_text("utf-8")
    assert f"{task.ref} | Lakeside | taken | Ana Ruiz | ____" in text
    assert "Zztest" not in text and "Humira" not in text


def test_once_the_day_is_over_it_is_for_the_next_day_on_which_it_is_open(
    known: Store, clock: StoppedClock
) -> None:
    assert downtime_pack.day_for(known) == FRIDAY
    clock.forward(hours=10)
    assert downtime_pack.day_for(known) == MONDAY
    pack = downtime_pack.load(known)
    assert pack.head.startswith("Monday Mar 9")
    lines = dict(reversed(pack.sheets[0].lines))
    assert lines["At work"] == "Ana Ruiz: front desk, 8:00 AM to 5:00 PM"
    assert lines["Out, and who covers"] == "Dr. Ben Cole: out"
    assert "today" not in str(pack.sheets[0]).casefold()


def test_it_is_for_its_owner_alone_and_goes_over_no_other_file(
    known: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pack.pdf"
    assert write(known, file) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    assert write(known, file) == 1
    assert "already. Name another file" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_without_a_roster_and_without_prior_auths_there_is_room_to_write(
    store: Store, ben: Person
) -> None:
    store.settings.set("turned_off", "prior_auths", ben)
    titles = [one.title for one in downtime_pack.load(store).sheets]
    assert titles[0] == "Who works, and who covers"
    assert not any(one.startswith("Open prior auths") for one in titles)
    assert "nobody is on the roster" in str(downtime_pack.load(store).sheets[0])


HARM = ("<b>bold</b> & <para>", "x" * 400, "\u202e\u0645\U0001f600", "a\u0301")


@pytest.mark.parametrize("words", HARM, ids=["markup", "long", "letters", "mark"])
def test_whatever_was_typed_is_printed_and_breaks_nothing(words: str) -> None:
    table = Table((words, "b"), (1, 3), ((words, words),) * 80, blank=3)
    pack = Pack(words, words, (Sheet(words, ((words, words),), table, words), *BLANK))
    pages = words_of(pack_pages.pdf(pack, words))
    assert len(pages) > len(BLANK)
    if words.startswith("<"):
        assert "<b>bold</b> & <para>" in pages[0]
    assert words in pack_pages.text(pack, words)
