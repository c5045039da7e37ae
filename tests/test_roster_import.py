"""`kiosk roster import`: shifts out of other programs' files, whose they are, and what is left."""

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.__main__ import main
from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.files import calendar_file, shift_table
from kiosk.practice.files.calendar_rules import MOST_STEPS, steps
from kiosk.practice.files.file_shifts import Wanted
from kiosk.practice.files.incoming import Reading
from kiosk.practice.people import Person
from kiosk.practice.roster import Roster, WorkHours
from storage.people import NewPerson
from storage.store import Store

ROSTERS = Path(__file__).parent / "fixtures" / "rosters"
FIRST, LAST = date(2026, 3, 6), date(2026, 6, 30)
MONDAY = date(2026, 3, 9)
NEW_YORK = ZoneInfo("America/New_York")
DAY = WorkHours(time(8), time(17))
NEVER = "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31"
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"


@pytest.fixture(autouse=True)
def people(store: Store, ana: Person, ben: Person) -> dict[str, Person]:
    """Ana and Eva Ruiz, Mia Lund, and a manager."""
    eva, _ = store.people.add(NewPerson("Eva Ruiz", ("MA",)), ben)
    mia, _ = store.people.add(NewPerson("Mia Lund", ("MA",)), ben)
    return {one.name.split()[0]: one for one in (ana, eva, mia)}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch, clock: StoppedClock) -> None:
    """The command sees the tests' clock."""
    monkeypatch.setattr("kiosk.commands.base.Clock", lambda zone: clock)


@pytest.fixture
def says(store: Store, capsys: pytest.CaptureFixture[str]) -> "Says":
    """Does the command with some words behind it."""
    return Says(store, capsys)


class Says:
    """What the command says, and its status."""

    def __init__(self, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
        self._store, self._capsys = store, capsys
        self.status = -1

    def __call__(self, *words: str | Path) -> list[str]:
        self._capsys.readouterr()
        store = ["--store", str(self._store.path), "roster", "import"]
        self.status = main([*store, *map(str, words)])
        said = self._capsys.readouterr()
        return (said.out + said.err).splitlines()


def event(summary: str, begins: str, ends: str, *more: str, uid: str = "") -> str:
    lines = [f"UID:{uid or summary + begins}", f"SUMMARY:{summary}"]
    lines += [f"DTSTART{begins if ':' in begins else ':' + begins}"]
    lines += [f"DTEND{ends if ':' in ends else ':' + ends}", *more]
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])


def written(folder: Path, *events: str, name: str = "roster.ics") -> Path:
    file = folder / name
    file.write_text(f"{HEAD}{''.join(events)}END:VCALENDAR\r\n", newline="")
    return file


def known(store: Store) -> Roster:
    return store.roster.between(FIRST, LAST)


def days(store: Store, person: Person) -> dict[date, tuple[WorkHours, ...]]:
    return {day: hours for (who, day), hours in known(store).changes.items() if who == person.id}


def test_a_file_of_google_calendar(store: Store, people: dict[str, Person], says: Says) -> None:
    said = says(ROSTERS / "google.ics")
    assert says.status == 4
    usual = (WorkHours(time(8), time(16, 30)),)
    expected = {MONDAY + timedelta(days=step): usual for step in (0, 1, 2, 4, 7, 11, 14, 16, 18)}
    assert days(store, people["Ana"]) == expected  # Wednesday the 18th is excluded
    assert said[:4] == [
        "      9 days changed",
        "      0 days as they were",
        "      0 shifts skipped",
        "      2 shifts refused",
    ]
    all_day, unknown = said[4:]
    assert all_day.endswith("event 3 of Mar 12, 2026: refused: " + ALL_DAY)
    assert unknown.endswith("event 4 of Mar 13, 2026: refused: " + BESIDE)


DAMAGE = (
    *(b"", b"\r\n", b"\x00", b"\xff", b"-1", b"9999", b";TZID=America", b"RDATE:soon\r\n"),
    *(b"EXDATE:x\r\n", b"DURATION:-P1D\r\n", b"SEQUENCE:x\r\n", b"RECURRENCE-ID:x\r\n"),
    *(b"DTSTART:00010101T000000\r\n", b"RRULE:FREQ=DAILY;INTERVAL=0\r\n"),
)
ALL_DAY = "It lasts all day. A shift needs the hours."
BESIDE = "Something else than a name and a role stands there."
OUTSIDE = "It is outside of the opening hours. With --outside-hours such shifts are taken too."


def test_a_file_of_outlook(store: Store, people: dict[str, Person], says: Says) -> None:
    said = says(ROSTERS / "outlook.ics")
    shift = (WorkHours(time(8), time(17), "front desk"),)
    steps = (0, 1, 7, 8)
    mia = people["Mia"]
    assert days(store, mia) == {MONDAY + timedelta(days=one): shift for one in steps}
    assert said[4].endswith("event 3 of Mar 12, 2026: skipped: It is cancelled.")
    assert said[5].endswith(f"event 2 of Mar 11, 2026: refused: {OUTSIDE}")


def test_a_file_of_apple_with_nights_over_the_change_of_the_clock(
    store: Store, people: dict[str, Person], says: Says
) -> None:
    said = says(ROSTERS / "apple.ics", "--outside-hours")
    night = (WorkHours(time(22), time(6)),)
    moved = (WorkHours(time(20, 30), time(4)),)
    expected = {date(2026, 3, 7): night, date(2026, 3, 8): night, MONDAY: moved}
    assert days(store, people["Eva"]) == expected
    two = "It may be Ana Ruiz or Eva Ruiz. Write the whole name."
    assert said[4:] == [f"{ROSTERS / 'apple.ics'}, event 3 of Mar 11, 2026: refused: {two}"]
    outside = [one for one in says(ROSTERS / "apple.ics") if OUTSIDE in one]
    assert sorted(one.endswith("(2 times)") for one in outside) == [False, True]


def test_nothing_about_patients_is_kept_or_said(store: Store, says: Says) -> None:
    files = [ROSTERS / f"{name}.ics" for name in ("google", "outlook", "apple")]
    for more in (["--dry-run"], ["--json"], []):
        assert "zztest" not in "\n".join(says(*files, *more)).casefold()
    kept = [store.path, *store.path.parent.glob(f"{store.path.name}-*")]
    assert not any(b"zztest" in one.read_bytes().lower() for one in kept if one.is_file())


def test_importing_again_changes_nothing_and_writes_no_event(store: Store, says: Says) -> None:
    files = [ROSTERS / f"{name}.ics" for name in ("google", "outlook", "apple")]
    says(*files, "--outside-hours")
    roster, version = known(store), store.version()
    said = says(*files, "--outside-hours")
    assert said[:2] == ["      0 days changed", "     17 days as they were"]
    assert (known(store), store.version()) == (roster, version)


def test_a_dry_run_says_each_day_and_writes_nothing(store: Store, says: Says) -> None:
    version = store.version()
    said = says(ROSTERS / "google.ics", "--dry-run")
    assert said[0] == "A dry run: nothing was written. An import would give:"
    assert "Ana Ruiz, Tue Mar 10: 8 AM-4:30 PM" in said
    assert (known(store).changes, store.version()) == ({}, version)


def test_all_or_nothing(store: Store, says: Says) -> None:
    said = says(ROSTERS / "google.ics", "--all-or-nothing")
    assert said[0] == "Nothing was taken, because something was refused."
    assert (says.status, known(store).changes) == (1, {})


def test_one_act_with_an_event_for_each_day(store: Store, says: Says, tmp_path: Path) -> None:
    two = [event("Ana Ruiz", f"202603{day}T080000", f"202603{day}T170000") for day in (10, 11)]
    before = store.version()
    says(written(tmp_path, *two))
    assert store.version() == before + 3
    assert not store.trail.verify()


def test_what_is_on_the_roster_already_is_no_change_and_a_clash_is_told(
    store: Store, people: dict[str, Person], ben: Person, says: Says, tmp_path: Path
) -> None:
    ana = people["Ana"]
    store.roster.set_week(ana, {0: (DAY,)}, ben)
    store.time_off.note(ana, MONDAY + timedelta(days=1), MONDAY + timedelta(days=1), "", ben)
    both = [event("Ana", f"202603{day}T080000", f"202603{day}T170000") for day in ("09", "10")]
    said = says(written(tmp_path, *both))
    assert said[:2] == ["      1 days changed", "      1 days as they were"]
    assert said[4:] == ["Ana Ruiz, Tue Mar 10: 8 AM-5 PM; they have time off on that day: CLASH"]
    assert says.status == 4


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (event("Lund", "20260310T080000", "20260310T080000"), "no time at all"),
        (event("Lund", "20260310T080000", "20260312T080000"), "no time at all, or a whole day"),
        (event("Lund", "20260310T120000Z", "20260310T060000Z"), "It ends before it begins."),
        (event("Lund", "20260310T080030", "20260310T090000"), "whole minute"),
        (event("", "20260310T080000", "20260310T090000"), "No name stands there."),
        (event("front desk", "20260310T080000", "20260310T090000"), "No name stands there."),
        (event("Mrs. Lund", "20260310T080000", "20260310T090000"), "Nobody here is called so."),
        (event("L", "20260310T080000", "20260310T090000"), "Nobody here is called so."),
        (event("Lund", "20260101T080000", "20260101T090000"), "It lies outside of Mar 6, 2026"),
        (event("Lund", ";TZID=Nowhere:20260310T080000", "20260310T090000"), "time zone is not"),
        (event("Lund", "yesterday", "20260310T090000"), "A line of it cannot be read"),
        (event("Lund", "20260345T080000", "20260310T090000"), "A line of it cannot be read"),
        (event("Lund\r\nnot folded", "20260310T080000", "20260310T090000"), "folded wrongly"),
        (event("Lund", "20260310T080000", "20260310T090000", "RRULE:FREQ=SECONDLY"), "a day."),
        (event("Lund", "20260310T080000", "20260310T090000", "RRULE:FREQ=NEVER"), "A line of"),
        (
            event("Lund", "20260310T080000", "20260310T090000", "RRULE:FREQ=DAILY;INTERVAL=0"),
            "How it repeats",
        ),
        (event("Lund", "19000310T080000", "19000310T090000", "RRULE:FREQ=DAILY"), "since before"),
        (
            event("Lund", "20261101T060000Z", "20261101T140000Z"),
            "The clock is changed in that hour",
        ),
    ],
)
def test_what_cannot_be_taken_is_listed_with_the_reason(
    lines: str, reason: str, says: Says, tmp_path: Path, store: Store
) -> None:
    said = says(written(tmp_path, lines), "--outside-hours", "--to", "2026-12-31")
    assert [one for one in said if "event 1" in one and reason in one], said
    assert not [one for one in said if "Mrs" in one]


def test_an_hour_that_the_clock_skips_is_the_next_one(
    store: Store, people: dict[str, Person], says: Says, tmp_path: Path
) -> None:
    file = written(tmp_path, event("Lund", "20260308T023000", "20260308T120000"))
    says(file, "--outside-hours")
    expected = {date(2026, 3, 8): (WorkHours(time(3, 30), time(12)),)}
    assert days(store, people["Mia"]) == expected


def test_times_of_one_day_that_overlap_are_both_listed(says: Says, tmp_path: Path) -> None:
    said = says(
        written(
            tmp_path,
            event("Ana", "20260310T080000", "20260310T120000"),
            event("Ana", "20260310T110000", "20260310T170000"),
        )
    )
    assert sum("Two times of one day overlap" in one for one in said) == 2


def test_roles_beside_the_name_and_two_times_of_a_day(
    store: Store, people: dict[str, Person], says: Says, tmp_path: Path
) -> None:
    titles = ("MA: Ana Ruiz", "RUIZ\\, ANA", "Ana R. (front desk)", "A. Ruiz\\, MA")
    times = ("080000", "090000", "100000", "110000", "120000")
    file = written(
        tmp_path,
        *(
            event(title, f"20260310T{times[at]}", f"20260310T{times[at + 1]}")
            for at, title in enumerate(titles)
        ),
    )
    assert says(file)[0] == "      1 days changed"
    (hours,) = days(store, people["Ana"]).values()
    assert [one.role for one in hours] == ["MA", "", "", "MA"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage",
        b"\xff\xfe\x00\x00",
        b"PK\x03\x04",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2026",
        (HEAD + "BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VCALENDAR\r\n").encode(),
        (HEAD + event("Ana", "20260310T080000", "20260310T090000")).encode(),
    ],
)
def test_what_is_no_calendar_is_refused_in_one_sentence(
    content: bytes, says: Says, tmp_path: Path
) -> None:
    file = tmp_path / "roster.ics"
    file.write_bytes(content)
    said = says(file)
    assert says.status == 1
    assert len(said) == 1 and str(file) in said[0]


@given(st.binary(max_size=300) | st.text(alphabet="BEGIN:VETDSRUL\r\n;=0T", max_size=200))
def test_no_bytes_break_the_readers(noise: bytes | str) -> None:
    content = noise if isinstance(noise, bytes) else noise.encode()
    wanted = Wanted(FIRST, LAST, NEW_YORK)
    for wrapped in (content, HEAD.encode() + content + b"\r\nEND:VCALENDAR\r\n"):
        with suppress(Refusal):
            list(calendar_file.read(wrapped, "x", wanted, Reading()))
        with suppress(Refusal):
            list(shift_table.read(wrapped, "x", wanted, Reading(), FIRST))


@given(st.data())
def test_no_event_of_a_damaged_file_is_lost_without_a_word(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(("google", "outlook", "apple")))
    content = bytearray((ROSTERS / f"{name}.ics").read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        content[at : at + data.draw(st.integers(0, 20))] = data.draw(st.sampled_from(DAMAGE))
    reading = Reading()
    with suppress(Refusal):
        wanted = Wanted(FIRST, LAST, NEW_YORK)
        found = list(calendar_file.read(bytes(content), "x", wanted, reading))
        told = {one.place for one in found} | {one.place for one in reading.left}
        assert len(told) == len(re.findall(rb"(?m)^(BEGIN|END):VEVENT\s*$", content)) / 2


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", MOST_STEPS + 1),  # a day that never comes
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9", 97_000),
        ("FREQ=YEARLY;BYWEEKNO=60", 7_900),
        ("FREQ=MONTHLY;BYMONTHDAY=31", 97_000),
        ("FREQ=DAILY;BYDAY=MO,TU", 120),
        ("FREQ=MONTHLY;BYDAY=+1MO,-2FR", 4),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", 4),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15", 0),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;COUNT=5", 17),
    ],
)
def test_how_far_the_library_would_go_on(rule: str, count: int) -> None:
    parts = dict(one.split("=") for one in rule.split(";"))
    values = {name: value.split(",") for name, value in parts.items()}
    found = steps(values, date(2026, 3, 2), LAST)
    assert found >= count if count > 1000 else found == count


def test_a_file_that_repeats_what_never_comes_is_taken_as_far_as_it_is_quick(
    says: Says, tmp_path: Path
) -> None:
    never = event("Lund", "20260310T080000", "20260310T090000", "RRULE:" + NEVER, uid="never")
    twice = never + never.replace("UID:never", "UID:again")
    said = says(written(tmp_path, twice, event("Ana", "20260311T080000", "20260311T090000")))
    assert said[0] == "      1 days changed"
    assert len([one for one in said if "The file repeats too much" in one]) == 2, said


def test_five_thousand_events(
    store: Store, people: dict[str, Person], says: Says, tmp_path: Path
) -> None:
    def shifts() -> Iterable[str]:
        for step in range(5000):
            day = FIRST + timedelta(days=step % 80)
            name = ("Ana Ruiz", "Eva Ruiz", "Mia Lund", "Nobody")[step // 80 % 4]
            hours = f"{day:%Y%m%d}T080000", f"{day:%Y%m%d}T170000"
            yield event(name, *hours, uid=f"{step}@example.org")

    said = says(written(tmp_path, *shifts()), "--outside-hours")
    assert said[0] == "    240 days changed"
    assert said[3] == "   1200 shifts refused"
    assert len(days(store, people["Mia"])) == 80


def test_csv_of_a_spreadsheet_and_of_a_calendar(
    store: Store, people: dict[str, Person], says: Says, tmp_path: Path
) -> None:
    sheet, calendar = tmp_path / "sheet.csv", tmp_path / "calendar.csv"
    sheet.write_text(
        "Roster of March\n"
        "Employee;Date;Start;End;Role;Notes\n"
        "Ruiz, Ana;2026-03-10;8:00;17:00;MA;Zztest Patient\n"
        "Eva Ruiz;3/10/2026;10:00 PM;6:00 AM;;\n"
        "Zztest;3/10/2026;8:00;9:00;;\n"
        "Mia Lund;soon;8:00;9:00;;\n"
        "Mia Lund;3/10/2026;8:00;late;;\n"
    )
    calendar.write_text(
        "Subject,Start Date,Start Time,End Date,End Time,All Day Event,Description,Location\n"
        "Mia Lund,03/11/2026,08:00:00 AM,03/11/2026,05:00:00 PM,False,Zztest Patient,\n"
        "Mia Lund,03/12/2026,,03/13/2026,,True,,\n"
    )
    said = says(sheet, calendar, "--outside-hours")
    (ana,), (eva,), (mia,) = (days(store, people[one]).values() for one in ("Ana", "Eva", "Mia"))
    assert ana == (WorkHours(time(8), time(17), "MA"),)
    assert eva == (WorkHours(time(22), time(6)),)
    assert mia == (DAY,)
    assert [one.partition("refused: ")[2] for one in said[4:]] == [
        "The day is not a date that can be read.",
        "A time cannot be read. Write it as 8:00 AM or 17:30.",
        ALL_DAY,
        "Nobody here is called so.",
    ]
    assert "Zztest" not in "\n".join(said)


def test_files_and_days_that_cannot_be_read_are_refused(says: Says, tmp_path: Path) -> None:
    (tmp_path / "half.csv").write_text("Name,Begins\nAna Ruiz,8:00\n")
    (tmp_path / "roster.pdf").write_text("x")
    good = ROSTERS / "google.ics"
    assert "has no column day, ends" in says(tmp_path / "half.csv")[0]
    assert "is read from .ics and .csv files" in says(tmp_path / "roster.pdf")[0]
    assert "It cannot be read" in says(tmp_path / "none.ics")[0]
    assert "lies before" in says(good, "--from", "2026-03-09", "--to", "2026-03-08")[0]
    assert says.status == 1
    assert says(good, "--from", "2026-03-16", "--to", "2026-03-20")[0] == "      2 days changed"


def test_only_a_manager_may(store: Store, says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.commands.base.secret", lambda prompt: "110012")
    said = says(ROSTERS / "google.ics", "--as", "Ana Ruiz")
    assert says.status == 1 and "manager" in said[-1]
    assert known(store).changes == {}


def test_the_report_for_programs(says: Says) -> None:
    told = json.loads("\n".join(says(ROSTERS / "google.ics", "--json")))
    assert told["written"] and told["changed"][0] == {
        "name": "Ana Ruiz",
        "day": "2026-03-09",
        "hours": "8 AM-4:30 PM",
    }
    assert [one["outcome"] for one in told["left"]] == ["refused", "refused"]
