"""Days that close: once each, by the first act after their end, and nothing of them is lost."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.practice import day_closing
from kiosk.practice.break_corrections import Correction
from kiosk.practice.clock import StoppedClock
from kiosk.practice.day_closing import Review
from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.figures import count
from kiosk.practice.people import Person
from kiosk.practice.prior_auth_terms import Kind, PayerType, Urgency
from kiosk.practice.prior_auths import Known
from storage.store import Store
from tests.conftest import open_store

FRIDAY = date(2026, 3, 6)


def work(store: Store, clock: StoppedClock, person: Person, lunch: float = 0.5) -> None:
    """A day from ten to six, with a lunch of so many hours, free from work."""
    store.breaks.arrive(person)
    clock.forward(hours=3)
    store.breaks.start(person, "meal")
    clock.forward(hours=lunch)
    store.breaks.end(person, True)
    clock.forward(hours=5 - lunch)
    store.breaks.leave(person)


def to_next_day(clock: StoppedClock) -> None:
    """Seven on the next morning."""
    clock.set_to((clock.now() + timedelta(days=1)).replace(hour=7, minute=0))


def test_first_act_after_its_end_closes_a_day(
    store: Store, clock: StoppedClock, ana: Person
) -> None:
    work(store, clock, ana)
    assert store.days.newest() is None
    to_next_day(clock)
    store.breaks.arrive(ana)
    day = store.days.get(FRIDAY)
    assert count("breaks.lunches_taken", day.measured) == 1
    assert count("breaks.people", day.corrected) == 1
    assert not day.is_early
    assert f"{day.ends_at:%a %H:%M}" == "Sat 04:00"
    assert f"{day.closed_at:%a %H:%M}" == "Sat 07:00"
    assert store.check() == ()


def test_a_lunch_corrected_after_closing_stands_beside_the_frozen_day(
    store: Store, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    store.break_rules.choose("california")
    store.breaks.arrive(ana)
    clock.forward(hours=8)
    store.breaks.leave(ana)
    to_next_day(clock)
    store.breaks.arrive(ana)
    frozen = store.days.get(FRIDAY)
    assert count("breaks.lunches_missed", frozen.measured) == 1
    began = frozen.ends_at.replace(day=6, hour=13)
    told = Correction(
        *(0, ana.id, FRIDAY, "break"),
        kind="meal",
        began=began,
        ended=began + timedelta(minutes=40),
        words="I had lunch",
    )
    (said,) = store.corrections.say([told], ana)
    store.corrections.decide(said.number, ben, "approved")
    day = store.days.get(FRIDAY)
    assert day.measured == frozen.measured
    assert "lunches missed 1 -> 0" in map(str, day.corrections())
    assert [one.by for one in day.amendments] == [ana.id, ben.id]
    again = store.days.measured_again(FRIDAY)
    assert day_closing.difference(day.corrected, again) == ()
    assert store.check() == ()


def test_two_terminals_close_a_day_once(
    store: Store, another: Callable[..., Store], clock: StoppedClock, ana: Person
) -> None:
    work(store, clock, ana)
    to_next_day(clock)
    store.breaks.arrive(ana)
    another().breaks.start(ana, "rest")
    assert [one.day for one in store.days.between(FRIDAY, date.max)] == [FRIDAY]


def test_closed_by_hand_once_and_what_comes_after_is_told_at_the_end(
    store: Store, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    store.breaks.arrive(ana)
    clock.forward(hours=7)
    day = store.days.close(ben)
    assert day.is_early
    with pytest.raises(Refusal, match="closed already"):
        store.days.close(ben)
    store.breaks.start(ana, "rest")
    assert store.days.get(FRIDAY) == day
    to_next_day(clock)
    store.breaks.arrive(ana)
    later = store.days.get(FRIDAY)
    assert later.measured == day.measured
    assert "breaks taken 0 -> 1" in map(str, later.corrections())
    assert len(store.days.between(FRIDAY, date.max)) == 1


def test_nobody_there_for_a_week(store: Store, clock: StoppedClock, ana: Person) -> None:
    work(store, clock, ana)
    clock.forward(days=9)
    store.breaks.arrive(ana)
    closed = store.days.between(FRIDAY, date.max)
    assert [one.day.day for one in closed] == [*range(6, 15)]
    assert [count("breaks.people", one.measured) for one in closed] == [1, *[0] * 8]


def test_a_refused_act_closes_nothing_and_loses_nothing(
    store: Store, clock: StoppedClock, ana: Person
) -> None:
    work(store, clock, ana)
    to_next_day(clock)
    with pytest.raises(Refusal):
        store.breaks.leave(ana)
    assert store.days.newest() is None
    store.breaks.arrive(ana)
    assert store.days.newest() == FRIDAY


def test_a_clock_that_was_a_year_ahead_closes_a_month_and_keeps_what_happens(
    store: Store, clock: StoppedClock, ana: Person
) -> None:
    store.breaks.arrive(ana)
    clock.forward(days=365)
    store.breaks.arrive(ana)
    clock.set_back(days=365)
    assert len(store.days.between(date.min, date.max)) == 32


def test_a_clock_set_back_is_said(store: Store, clock: StoppedClock, ana: Person) -> None:
    store.breaks.arrive(ana)
    clock.set_back(hours=1)
    store.breaks.start(ana, "rest")
    to_next_day(clock)
    store.breaks.arrive(ana)
    assert store.days.get(FRIDAY).is_in_doubt


def test_first_of_the_next_day_is_a_time_only_where_a_payer_has_hours(
    store: Store, clock: StoppedClock, ana: Person
) -> None:
    def sent(kind: Kind, payer_type: PayerType, urgency: Urgency) -> None:
        facts = Known(kind, "pain", urgency, payer_type=payer_type)
        ref = store.prior_auths.add("Union", "Injection", "anyone", ana, facts).ref
        store.prior_auths.claim(ref, ana)
        store.prior_auth_work.move(ref, "submit", ana, {"submitted_how": "fax"})
        store.prior_auth_work.move(ref, "receive", ana, {"received_at": clock.now()})

    sent("imaging", "medicare advantage", "standard")
    clock.forward(days=6)
    assert store.days.so_far()[1].first is None
    sent("drug", "part d", "urgent")
    assert store.days.so_far()[1].first == clock.now().time()


def test_a_day_without_an_event(store: Store, clock: StoppedClock, ana: Person) -> None:
    clock.forward(days=2)
    store.breaks.arrive(ana)
    saturday = store.days.get(FRIDAY + timedelta(days=1))
    nought = {key: value for key, value in saturday.measured.items() if value not in (0, ())}
    assert nought == {}


def test_a_manager_reviews_a_closed_day_once(
    store: Store, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    work(store, clock, ana)
    with pytest.raises(Refusal, match="is not closed"):
        store.days.review(FRIDAY, ben)
    to_next_day(clock)
    store.breaks.arrive(ana)
    with pytest.raises(NotAllowed):
        store.days.review(FRIDAY, ana)
    day = store.days.review(FRIDAY, ben)
    assert day.review == Review(ben.id, clock.now())
    with pytest.raises(Refusal, match=r"Dr\. Ben Cole has reviewed it already, at 7:00 AM"):
        store.days.review(FRIDAY, ben)


def test_a_store_of_yesterdays_backup_goes_on(
    store: Store, clock: StoppedClock, ana: Person, tmp_path: Path
) -> None:
    work(store, clock, ana)
    backup = store.back_up(tmp_path / "kept")
    to_next_day(clock)
    store.breaks.arrive(ana)
    store.close()
    old = open_store(tmp_path / "restored" / "kiosk.db", clock)
    old.restore(backup.store, backup.key)
    clock.forward(days=1)
    old.breaks.arrive(ana)
    assert [one.day.day for one in old.days.between(FRIDAY, date.max)] == [6, 7]
    assert old.check() == ()
    old.close()


def test_what_is_taken_back_on_a_later_day_counts_no_more(
    store: Store, clock: StoppedClock, ana: Person
) -> None:
    one = store.prior_auths.add("Aetna", "MRI knee", "anyone", ana)
    clock.forward(hours=2)
    moved = store.prior_auth_work.move(one.ref, "submit", ana, {"submitted_how": "portal"})
    to_next_day(clock)
    store.breaks.arrive(ana)
    day = store.days.get(FRIDAY)
    assert count("prior_auths.sent", day.measured) == 1
    assert day.measured["prior_auths.turnaround", "Aetna", "to do"] == (7200,)
    store.prior_auth_undo.take_back(moved, ana)
    assert {"sent 1 -> 0", "moved 1 -> 0"} <= {*map(str, store.days.get(FRIDAY).corrections())}


def test_nobody_changes_a_closed_day(store: Store, clock: StoppedClock, ana: Person) -> None:
    clock.forward(days=1)
    store.breaks.arrive(ana)
    with closing(sqlite3.connect(store.path)) as file:
        for sql in ("UPDATE closed_day SET body = ''", "DELETE FROM closed_day"):
            with pytest.raises(sqlite3.IntegrityError):
                file.execute(sql)


def test_acts_of_one_transaction_close_days_with_it(
    store: Store, clock: StoppedClock, ana: Person
) -> None:
    with suppress(Refusal), store.together():
        store.breaks.arrive(ana)
        clock.forward(days=1)
        store.breaks.arrive(ana)
        store.breaks.arrive(ana)
    assert store.days.newest() is None
    store.breaks.arrive(ana)
    assert store.days.newest() == FRIDAY


def test_a_seal_that_could_not_be_written_can_be_kept_later(
    store: Store, ana: Person, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.breaks.arrive(ana)
    close = ["--store", str(store.path), "close-day", "--seal-to"]
    assert main([*close, str(tmp_path / "none" / "seals")]) == 3
    said = capsys.readouterr()
    assert "The day is closed. Run it again with another file" in said.err
    assert main([*close, str(tmp_path / "seals")]) in (0, 4)
    assert (tmp_path / "seals").read_text().strip() in said.out
    assert main(close[:-1]) == 1
    assert "closed already" in capsys.readouterr().err
