"""What a manager looks at afterwards, on a real file: each thing is decided once, by another."""

import re
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kiosk.practice.break_corrections import Correction
from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.words import clean
from storage.break_reviews import ExtraHourToCheck, LunchToDecide, MissedToNote
from storage.people import NewPerson
from storage.store import Store
from storage.tables.trail import EventRow
from tests import naughty
from tests.conftest import MARKER, destroy, with_pin

DAY = date(2026, 3, 6)
ADDED_TO = (
    *("correction", "missed_break", "waiver", "lunch_plan", "break_cover", "break_reason"),
    *("break_decision", "break_rules"),
)


@pytest.fixture
def cleo(store: Store) -> Person:
    """A second manager."""
    return with_pin(store, NewPerson("Cleo Park", ("RN",), is_manager=True), "330033")


@pytest.fixture
def california(store: Store) -> Store:
    """The practice goes by California's rules."""
    store.break_rules.choose("california")
    return store


def work(
    store: Store,
    person: Person,
    clock: StoppedClock,
    lunch: float = 0,
    free: bool | None = True,
    hours: float = 8,
) -> None:
    """A day from now on, with a lunch of so many minutes after four hours, and its end."""
    store.breaks.arrive(person)
    clock.forward(hours=4)
    if lunch:
        store.breaks.start(person, "meal")
        clock.forward(minutes=lunch)
        store.breaks.end(person, free)
    clock.forward(hours=hours - 4)
    store.breaks.leave(person)


def extras(store: Store, last: date = DAY) -> list[str]:
    return [one.extra.words for one in store.break_reviews.extra_hours(DAY, last)]


def the_extra(store: Store) -> ExtraHourToCheck:
    (only,) = store.break_reviews.extra_hours(DAY, DAY)
    return only


def the_lunch(store: Store) -> LunchToDecide:
    (only,) = store.break_reviews.lunches(DAY, DAY)
    return only


def the_missed(store: Store) -> MissedToNote:
    (only,) = store.break_reviews.missed(DAY, DAY)
    return only


# --- extra hours


def test_a_day_without_lunch_is_an_extra_hour_to_check(
    california: Store, ana: Person, clock: StoppedClock
) -> None:
    work(california, ana, clock)
    only = the_extra(california)
    assert (only.person, only.day, only.decided) == (ana.id, DAY, None)
    assert only.extra.words == "no first meal in 8 h 00 min of work; it is due over 5 h 00 min"


def test_under_federal_law_and_for_people_who_are_not_tracked_there_is_none(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    work(store, ana, clock)
    assert extras(store) == []
    clock.forward(hours=16)
    store.break_rules.choose("california")
    clock.forward(hours=1)
    work(store, ben, clock)
    assert extras(store, DAY + timedelta(days=2)) == []


def test_a_pack_changed_in_mid_shift_does_not_change_that_day(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    clock.forward(hours=2)
    store.break_rules.choose("california")
    store.breaks.leave(ana)
    clock.forward(minutes=1)
    work(store, ana, clock)  # comes again: it is still the same day
    assert extras(store) == []
    clock.forward(hours=14)
    work(store, ana, clock)
    assert len(extras(store, DAY + timedelta(days=1))) == 1


def test_the_day_goes_by_its_earliest_shift_even_if_that_was_said_later(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    clock.forward(hours=2)
    store.break_rules.choose("california")
    work(store, ana, clock)
    assert len(extras(store)) == 1
    morning = clock.now().replace(hour=9, minute=0)
    began, ended = morning, morning.replace(hour=12)
    said = Correction(0, ana.id, DAY, "shift", "", None, began, ended, "I forgot my badge")
    (one,) = store.corrections.say([said], ana)
    store.corrections.decide(one.number, ben, "approved")
    assert extras(store) == []


def test_what_was_said_not_possible_and_what_is_waived_are_counted(
    california: Store, ana: Person, clock: StoppedClock
) -> None:
    california.waivers.sign(ana, "first meal", is_signed=True)
    work(california, ana, clock, hours=5.5)
    assert extras(california) == []
    california.breaks.not_possible(ana, "rest", "Nobody else was here")
    assert extras(california) == ["said that a rest break was not possible"]


def test_an_extra_hour_is_settled_once_with_a_reason_or_a_period(
    california: Store, ana: Person, ben: Person, cleo: Person, clock: StoppedClock
) -> None:
    work(california, ana, clock)
    one, reviews = the_extra(california), california.break_reviews
    before = california.version()
    with pytest.raises(Refusal, match="Say why it is not owed"):
        reviews.settle_extra_hour(one, "not owed", ben, "")
    for period in ("", " ", "\x1b"):
        with pytest.raises(Refusal, match="in which period"):
            reviews.settle_extra_hour(one, "paid", ben, "Fine", period)
    with pytest.raises(Refusal, match="for a manager"):
        reviews.settle_extra_hour(one, "paid", ana, "", "March 1")
    assert california.version() == before
    reviews.settle_extra_hour(one, "paid", ben, "", "March 1")
    decided = the_extra(california).decided
    assert decided is not None
    assert (decided.outcome, decided.period, decided.words) == ("paid", "March 1", None)
    assert (decided.by, decided.at) == (ben.id, clock.now())
    with pytest.raises(Refusal, match=r"Dr\. Ben Cole has decided that already: paid"):
        reviews.settle_extra_hour(one, "not owed", cleo, "It was not")


def test_of_two_managers_at_once_the_other_is_told_who(
    california: Store,
    ana: Person,
    ben: Person,
    cleo: Person,
    clock: StoppedClock,
    another: Callable[..., Store],
) -> None:
    work(california, ana, clock, lunch=20, free=False)
    office = another("office")
    extra, lunch = the_extra(office), the_lunch(office)
    california.break_reviews.settle_extra_hour(the_extra(california), "not owed", ben, "Waived")
    california.break_reviews.settle_lunch(the_lunch(california), "paid", cleo, "The phone rang")
    with pytest.raises(Refusal, match="Ben Cole has decided that already: not owed"):
        office.break_reviews.settle_extra_hour(extra, "paid", cleo, "", "March 1")
    with pytest.raises(Refusal, match="Cleo Park has decided that already: paid"):
        office.break_reviews.settle_lunch(lunch, "unpaid", ben, "It did not")


def test_nobody_settles_their_own(
    california: Store, cleo: Person, ben: Person, clock: StoppedClock
) -> None:
    work(california, cleo, clock, lunch=20, free=False)
    california.breaks.not_possible(cleo, "rest", "Nobody else was here")
    reviews = california.break_reviews
    meal, rest = reviews.extra_hours(DAY, DAY)
    lunch, missed = the_lunch(california), the_missed(california)
    acts: list[Callable[[Person], None]] = [
        lambda by: reviews.settle_extra_hour(meal, "not owed", by, "Because"),
        lambda by: reviews.settle_extra_hour(rest, "paid", by, "", "March 1"),
        lambda by: reviews.settle_lunch(lunch, "unpaid", by, "Because"),
        lambda by: reviews.note_missed(missed, by, "Seen"),
    ]
    before = california.version()
    for act in acts:
        with pytest.raises(Refusal, match="Nobody decides about their own"):
            act(cleo)
    assert california.version() == before
    for act in acts:
        act(ben)
    assert california.check() == ()


def test_what_a_correction_made_go_away_cannot_be_settled(
    california: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    work(california, ana, clock, lunch=20)
    extra, lunch = the_extra(california), the_lunch(california)
    ended = lunch.lunch.began + timedelta(minutes=30)
    said = Correction(
        0, ana.id, DAY, "break", lunch.lunch.key, ended=ended, words="I was back late"
    )
    (one,) = california.corrections.say([said], ana)
    california.corrections.decide(one.number, ben, "approved")
    assert (extras(california), california.break_reviews.lunches(DAY, DAY)) == ([], ())
    with pytest.raises(Refusal, match="its times were corrected"):
        california.break_reviews.settle_extra_hour(extra, "not owed", ben, "Because")
    with pytest.raises(Refusal, match="its times were corrected"):
        california.break_reviews.settle_lunch(lunch, "paid", ben, "Because")


# --- lunches, and what was not possible


def test_a_short_or_interrupted_lunch_waits_and_a_full_one_does_not(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    work(store, ana, clock, lunch=30, free=True)
    clock.forward(hours=16)
    work(store, ana, clock, lunch=23, free=True)
    clock.forward(hours=16)
    work(store, ana, clock, lunch=40, free=False)
    clock.forward(hours=16)
    store.breaks.arrive(ana)
    store.breaks.start(ana, "meal")
    found = store.break_reviews.lunches(DAY, DAY + timedelta(days=9))
    days = [DAY + timedelta(days=number) for number in (1, 2)]
    assert [(one.day, one.decided) for one in found] == [(day, None) for day in days]
    with pytest.raises(Refusal, match="Say why"):
        store.break_reviews.settle_lunch(found[0], "paid", ben, "")
    store.break_reviews.settle_lunch(found[0], "paid", ben, "Too short")
    store.break_reviews.settle_lunch(found[1], "unpaid", ben, "Only a hello")
    outcomes = [
        one.decided and one.decided.outcome for one in store.break_reviews.lunches(days[0], days[1])
    ]
    assert outcomes == ["paid", "unpaid"]


def test_what_was_not_possible_is_noted_by_a_manager(
    store: Store, ana: Person, ben: Person
) -> None:
    store.breaks.not_possible(ana, "meal", "Two people were out")
    one = the_missed(store)
    assert (one.missed.person, one.missed.day, one.missed.kind) == (ana.id, DAY, "meal")
    assert (one.missed.words, one.decided) == ("Two people were out", None)
    store.break_reviews.note_missed(one, ben, "Cover from Monday on")
    decided = the_missed(store).decided
    assert decided is not None
    assert (decided.outcome, decided.words) == ("noted", "Cover from Monday on")
    assert store.breaks.missed(DAY, DAY, ben.id) == ()


def test_a_break_not_possible_at_night_belongs_to_the_day_of_the_shift(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    clock.forward(hours=12)
    store.breaks.arrive(ana)
    clock.forward(hours=7)  # five in the morning
    store.breaks.not_possible(ana, "meal", "Alone")
    store.breaks.not_possible(ben, "meal", "Alone")
    found = store.breaks.missed(DAY)
    assert [one.day for one in found] == [DAY, DAY + timedelta(days=1)]


# --- words that were destroyed


def test_who_destroyed_words_stands_in_every_list_and_the_rest_stays(
    california: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store = california
    store.breaks.arrive(ana)
    clock.forward(hours=4)
    store.breaks.start(ana, "meal")
    clock.forward(minutes=10)
    ended = store.breaks.end(ana, False, why="The phone of John Zztest")
    clock.forward(hours=4)
    store.breaks.leave(ana)
    store.breaks.not_possible(ana, "rest", "John Zztest came")
    reviews = store.break_reviews
    meal, rest = reviews.extra_hours(DAY, DAY)
    reviews.settle_extra_hour(meal, "not owed", ben, "John Zztest says so")
    reviews.settle_extra_hour(rest, "paid", ben, "Other words", "March 1")
    reviews.settle_lunch(the_lunch(store), "paid", ben, "John Zztest was ill")
    reviews.note_missed(the_missed(store), ben, "John Zztest again")
    kept = (meal.subject, the_lunch(store).subject, the_missed(store).subject)
    for about in (*kept, f"punch {ended.number}"):
        destroy(store, about, ben)
    meal, rest = reviews.extra_hours(DAY, DAY)
    assert meal.decided and meal.decided.words == MARKER
    assert rest.decided and rest.decided.words == "Other words"
    lunch, missed = the_lunch(store), the_missed(store)
    assert lunch.decided and lunch.decided.words == MARKER
    assert missed.decided and missed.decided.words == MARKER
    assert missed.missed.words == MARKER
    assert list(store.breaks.reasons(DAY, DAY).values()) == [MARKER]
    assert store.check() == ()
    for path in store.path.parent.iterdir():
        assert b"Zztest" not in path.read_bytes()


# --- all of it


def everything(store: Store, ana: Person, ben: Person, clock: StoppedClock, words: str) -> None:
    """Each act that part 2 knows, with these words wherever somebody types."""
    store.waivers.sign(ana, "second meal", is_signed=True)
    store.waivers.sign(ana, "second meal", is_signed=False)
    store.breaks.arrive(ana)
    store.breaks.arrive(ben)
    store.covers.plan(ana, clock.now() + timedelta(hours=2))
    clock.forward(hours=1)
    store.breaks.start(ana, "meal")
    store.covers.change(ana, ben.id)
    clock.forward(minutes=10)
    store.breaks.end(ana, False, why=words)
    store.breaks.not_possible(ana, "rest", words)
    clock.forward(hours=7)
    store.breaks.leave(ana)
    stay = store.breaks.stay(ana)
    assert stay is not None
    said = Correction(0, ana.id, stay.day, "shift", stay.key, ended=clock.now(), words=words)
    (one,) = store.corrections.say([said], ana)
    store.corrections.decide(one.number, ben, "approved", words)
    reviews = store.break_reviews
    for extra in reviews.extra_hours(stay.day, stay.day):
        reviews.settle_extra_hour(extra, "paid", ben, words, words)
    for lunch in reviews.lunches(stay.day, stay.day):
        reviews.settle_lunch(lunch, "paid", ben, words)
    for missed in reviews.missed(stay.day, stay.day):
        reviews.note_missed(missed, ben, words)


def test_every_event_names_ids_only_and_the_trail_holds(
    california: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    before = california.version()
    everything(california, ana, ben, clock, "Zztest")
    with california.read():
        rows = EventRow.select().where(EventRow.id > before)
        deeds = {row.deed for row in rows}
        told = {f"{row.about} {row.detail}" for row in rows}
        said = str(list(rows.tuples()))
    assert "Zztest" not in said
    assert deeds == {
        *("arrived", "left", "break started", "break ended", "break not free"),
        *("break not possible", "lunch planned", "cover changed", "missed break noted"),
        *("waiver signed", "waiver revoked", "correction said", "correction approved"),
        *("extra hour settled", "lunch decided"),
    }
    words = set(re.findall(r"[^-\d\s]+", " ".join(told)))
    assert words <= {
        *("person", "punch", "waiver", "lunch", "plan", "correction", "missed", "extra"),
        *("meal", "rest", "approved", "noted", "paid"),
    }
    assert california.trail.verify() == ()
    assert california.check() == ()


def test_what_was_said_or_decided_is_added_to_and_never_changed(
    california: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    everything(california, ana, ben, clock, "Words")
    raw = sqlite3.connect(california.path)
    for table in ADDED_TO:
        assert raw.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] > 0, table
        for edit in (f"UPDATE {table} SET id = id + 99", f"DELETE FROM {table}"):
            with pytest.raises(sqlite3.IntegrityError, match="added to, never changed"):
                raw.execute(edit)
    raw.close()
    california.breaks.arrive(ana)  # and the store is not held


def test_hostile_words_everywhere(
    california: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    with california.together():
        for typed in naughty.strings():
            if not clean(typed, 200):
                with pytest.raises(Refusal, match="type something"):
                    california.breaks.not_possible(ana, "rest", typed)
                continue
            clock.forward(hours=30)
            everything(california, ana, ben, clock, typed)
            stay = california.breaks.stay(ana)
            assert stay is not None
            day, words = stay.day, clean(typed, 200)
            (missed,) = california.break_reviews.missed(day, day)
            assert missed.missed.words == words, ascii(typed)
            for extra in california.break_reviews.extra_hours(day, day):
                assert extra.decided is not None
                assert extra.decided.words == words, ascii(typed)
                assert extra.decided.period == clean(typed, 20), ascii(typed)
            assert list(california.breaks.reasons(day, day).values()) == [words], ascii(typed)
            with pytest.raises(Refusal, match="do not let anybody waive"):
                california.waivers.sign(ana, typed, is_signed=True)
    assert california.check() == ()
