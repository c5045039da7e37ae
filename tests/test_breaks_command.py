"""`kiosk breaks`: times for a payroll, and the rules, as somebody in the office sees them."""

import csv
import io
import json
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.practice.break_corrections import Correction
from kiosk.practice.clock import StoppedClock
from kiosk.practice.people import Person
from storage.people import NewPerson
from storage.store import Store


@pytest.fixture
def day(store: Store, ana: Person, ben: Person, clock: StoppedClock) -> Store:
    """Ana from ten to six, with a lunch of 23 minutes that was corrected to 31."""
    store.breaks.arrive(ana)
    clock.forward(hours=1, minutes=2)
    store.breaks.start(ana, "meal")
    clock.forward(minutes=23, seconds=4)
    store.breaks.end(ana, True)
    clock.forward(hours=6)
    store.breaks.leave(ana)
    stay = store.breaks.stay(ana)
    assert stay and stay.breaks[0].ended
    ended = stay.breaks[0].began.replace(minute=33)
    said = Correction(0, ana.id, stay.day, "break", stay.breaks[0].key, ended=ended, words="Forgot")
    (one,) = store.corrections.say([said], ana)
    store.corrections.decide(one.number, ben, "approved")
    return store


def printed(store: Store, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["--store", str(store.path), "breaks", *words]) == 0
    return capsys.readouterr().out


def test_every_second_of_a_day_with_raw_times_and_decimal_hours(
    day: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    said = printed(day, capsys, "--from", "2026-03-06", "--csv")
    before, lunch, after = csv.DictReader(io.StringIO(said))
    assert before["seconds"] == "3720.0"
    assert (lunch["what"], lunch["seconds"], lunch["hours"]) == ("Lunch", "1860.0", "0.5167")
    assert (lunch["pay_code"], lunch["corrected"]) == ("UNPAID", "yes")
    assert lunch["began"] == "2026-03-06T11:02:00-05:00"
    assert lunch["ended"] == "2026-03-06T11:33:00-05:00"
    assert lunch["recorded_ended"] == "2026-03-06T11:25:04-05:00"
    assert (before["pay_code"], before["corrected"]) == ("PAID", "no")
    total = sum(float(one["seconds"]) for one in (before, lunch, after))
    assert total == 7 * 3600 + 25 * 60 + 4


def test_json_says_the_same_and_other_days_are_empty(
    day: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = json.loads(printed(day, capsys, "--from", "2026-03-06", "--json"))
    assert [row["what"] for row in rows] == ["work", "Lunch", "work"]
    assert json.loads(printed(day, capsys, "--from", "2026-03-07", "--json")) == []
    plain = printed(day, capsys, "--from", "2026-03-06")
    lunch = "Lunch, 11:02:00 AM to 11:33:00 AM, 0.5167 h, UNPAID, corrected later"
    assert f"2026-03-06  Ana Ruiz: {lunch}" in plain


def test_a_break_that_was_not_taken_and_a_corrected_end_are_marked(
    store: Store, ana: Person, ben: Person, clock: StoppedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    store.breaks.arrive(ana)
    for _ in range(2):
        clock.forward(hours=2)
        store.breaks.start(ana, "rest")
        clock.forward(minutes=10)
        store.breaks.end(ana, None)
    clock.forward(hours=2)
    store.breaks.leave(ana)
    stay = store.breaks.stay(ana)
    assert stay and stay.left
    second = stay.breaks[-1]
    untaken = Correction(0, ana.id, stay.day, "no break", second.key, words="Called back")
    left = stay.left.replace(hour=17)
    clock.forward(hours=5)
    later = Correction(0, ana.id, stay.day, "shift", stay.key, ended=left, words="Forgot")
    for one in store.corrections.say([untaken, later], ana):
        store.corrections.decide(one.number, ben, "approved")
    rows = json.loads(printed(store, capsys, "--from", "2026-03-06", "--json"))
    assert [(row["what"], row["corrected"]) for row in rows] == [
        ("work", "no"),
        ("10-min break", "no"),
        ("work", "yes"),
    ]
    assert rows[2]["ended"] == "2026-03-06T17:20:00-05:00"
    assert rows[2]["recorded_began"] == ""  # it was two stretches, with a break between


def test_a_later_leaving_is_marked_where_it_was_corrected_and_nowhere_else(
    store: Store, ana: Person, ben: Person, clock: StoppedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    store.breaks.arrive(ana)
    clock.forward(hours=2)
    store.breaks.start(ana, "rest")
    clock.forward(minutes=10)
    store.breaks.end(ana, None)
    clock.forward(hours=2)
    store.breaks.leave(ana)
    stay = store.breaks.stay(ana)
    assert stay and stay.left
    left = stay.left.replace(hour=17)
    clock.forward(hours=5)
    said = Correction(0, ana.id, stay.day, "shift", stay.key, ended=left, words="Forgot")
    (one,) = store.corrections.say([said], ana)
    store.corrections.decide(one.number, ben, "approved")
    before, _, after = json.loads(printed(store, capsys, "--from", "2026-03-06", "--json"))
    assert (before["corrected"], before["recorded_ended"]) == ("no", "")
    assert after["corrected"] == "yes"
    assert after["recorded_began"] == after["began"] == "2026-03-06T12:10:00-05:00"
    assert after["recorded_ended"] == "2026-03-06T14:10:00-05:00"


def test_a_short_lunch_is_paid_until_somebody_decides(
    store: Store, ana: Person, ben: Person, clock: StoppedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    store.breaks.arrive(ana)
    store.breaks.start(ana, "meal")
    clock.forward(minutes=20)
    store.breaks.end(ana, True)
    today = clock.now().date()

    def code() -> str:
        rows = json.loads(printed(store, capsys, "--from", "2026-03-06", "--json"))
        return str(rows[0]["pay_code"])

    assert code() == "PAID UNTIL DECIDED"
    (one,) = store.break_reviews.lunches(today, today)
    store.break_reviews.settle_lunch(one, "unpaid", ben, "Was at home")
    assert code() == "UNPAID"


def test_what_is_not_ended_has_no_length(
    store: Store, ana: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    store.breaks.arrive(ana)
    (row,) = json.loads(printed(store, capsys, "--from", "2026-03-06", "--json"))
    assert (row["ended"], row["seconds"], row["hours"]) == ("", "", "")


def refused(store: Store, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["--store", str(store.path), "breaks", *words]) == 1
    return capsys.readouterr().err


def test_days_that_cannot_be_are_refused(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Write it as 2026-03-06" in refused(store, capsys, "--from", "yesterday")
    told = refused(store, capsys, "--from", "2026-03-06", "--to", "2026-03-05")
    assert told == "--to 2026-03-05 lies before --from 2026-03-06.\n"


def test_kept_elsewhere_there_is_no_export(day: Store, capsys: pytest.CaptureFixture[str]) -> None:
    day.settings.set("breaks.recorded", "elsewhere")
    assert "kept elsewhere" in refused(day, capsys, "--from", "2026-03-06", "--csv")


def test_rules_are_shown_and_chosen_and_a_bad_file_changes_nothing(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert printed(store, capsys, "--rules") == "federal  (now)\ncalifornia\n"
    printed(store, capsys, "--go-by", "california")
    assert printed(store, capsys, "--rules") == "federal\ncalifornia  (now)\n"
    bad = tmp_path / "ours.toml"
    bad.write_text('name = "ours"\ntitle = "Ours"\n[[meal]]\nwhich = "first"\n')
    told = refused(store, capsys, "--go-by", str(bad))
    assert told.startswith("ours.toml: ") and told.count("\n") == 1
    assert "There is no pack 'texas'" in refused(store, capsys, "--go-by", "texas")
    assert "cannot be read" in refused(store, capsys, "--go-by", str(tmp_path / "none.toml"))
    assert printed(store, capsys, "--rules") == "federal\ncalifornia  (now)\n"


def test_a_name_is_never_a_formula(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    person, _ = store.people.add(NewPerson("=1+1 Zztest", ("front desk",)))
    store.breaks.arrive(person)
    assert ",'=1+1 Zztest,work," in printed(store, capsys, "--from", "2026-03-06", "--csv")


def test_the_owner_decides_where_there_is_one_manager(
    store: Store, ben: Person, clock: StoppedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    store.breaks.arrive(ben)
    clock.forward(hours=1)
    stay = store.breaks.stay(ben)
    assert stay
    began = stay.arrived.replace(hour=9, minute=30)
    own = Correction(0, ben.id, stay.day, "shift", stay.key, began=began, words="Queue")
    store.corrections.say([own], ben)
    told = printed(store, capsys, "--waiting")
    assert told == "1. Dr. Ben Cole, 2026-03-06: shift, 9:30:00 AM to as recorded. Queue\n"
    assert "Say why" in refused(store, capsys, "--decline", "1")
    printed(store, capsys, "--approve", "1")
    corrected = store.breaks.stay(ben)
    assert corrected and corrected.arrived == began
    again = refused(store, capsys, "--decline", "1", "--because", "No")
    assert again == "The owner has decided that already: approved.\n"
    assert "no longer on the list" in refused(store, capsys, "--approve", "7")


def test_whose_breaks_are_not_tracked_has_nothing_to_decide(
    store: Store, ben: Person, clock: StoppedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    store.breaks.arrive(ben)
    store.breaks.start(ben, "meal")
    clock.forward(minutes=20)
    store.breaks.end(ben, True)
    rows = json.loads(printed(store, capsys, "--from", "2026-03-06", "--json"))
    assert rows[0]["pay_code"] == "PAID"
    today = clock.now().date()
    assert store.break_reviews.lunches(today, today) == ()
