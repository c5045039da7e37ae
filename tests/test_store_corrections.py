"""The register of what people say about their times, on a real file, with two terminals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from peewee import IntegrityError

from kiosk.practice.break_corrections import Correction, Outcome
from kiosk.practice.breaks import Break, Kind, Stay
from kiosk.practice.clock import StoppedClock
from kiosk.practice.days import after
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.words import clean
from storage.people import NewPerson
from storage.store import Store
from storage.tables.breaks import BreakDecisionRow
from storage.tables.trail import EventRow
from tests import naughty
from tests.conftest import MARKER, destroy, with_pin

Opens = Callable[..., Store]
NEW_YORK = ZoneInfo("America/New_York")
DAY = date(2026, 3, 6)
REST = "punch 2"


@pytest.fixture
def cleo(store: Store) -> Person:
    """A second manager."""
    return with_pin(store, NewPerson("Cleo Park", ("RN",), is_manager=True), "330033")


@pytest.fixture
def worked(store: Store, ana: Person, clock: StoppedClock) -> Stay:
    """Ana was here from ten to six, with a break from noon to ten past; now it is six."""
    store.breaks.arrive(ana)
    clock.forward(hours=2)
    store.breaks.start(ana, "rest")
    clock.forward(minutes=10)
    store.breaks.end(ana, None)
    clock.forward(hours=5, minutes=50)
    store.breaks.leave(ana)
    return stay_of(store, ana)


def stay_of(store: Store, person: Person) -> Stay:
    stay = store.breaks.stay(person)
    assert stay is not None
    return stay


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 6, hour, minute, tzinfo=NEW_YORK)


def a_break(
    person: Person, about: str = "", began: datetime | None = None, ended: datetime | None = None
) -> Correction:
    kind: Kind | None = None if about else "rest"
    return Correction(0, person.id, DAY, "break", about, kind, began, ended, "I forgot the key")


def shift(
    person: Person, about: str = "", began: datetime | None = None, ended: datetime | None = None
) -> Correction:
    day = began.date() if began else DAY
    return Correction(0, person.id, day, "shift", about, None, began, ended, "I forgot the key")


def say(store: Store, one: Correction, by: Person) -> Correction:
    (kept,) = store.corrections.say([one], by)
    return kept


def decide(
    store: Store, one: Correction, by: Person, outcome: Outcome = "approved", words: str = ""
) -> Correction:
    return store.corrections.decide(one.number, by, outcome, words)


def newest(store: Store) -> EventRow:
    with store.read():
        found: EventRow = EventRow.select().order_by(EventRow.id.desc()).get()
    return found


def test_what_was_said_waits_and_counts_once_a_manager_approves(
    store: Store, ana: Person, ben: Person, worked: Stay, clock: StoppedClock
) -> None:
    one = say(store, a_break(ana, REST, ended=at(12, 20)), ana)
    assert (one.number, one.words, one.said_by, one.said_at) == (
        *(1, "I forgot the key", ana.id, clock.now()),
    )
    assert store.corrections.waiting() == (one,)
    assert stay_of(store, ana) == worked
    ((before,), (then,)) = store.corrections.before_and_after(one)
    assert (before, then.breaks[0].ended) == (worked, at(12, 20))
    clock.forward(minutes=1)
    decided = decide(store, one, ben, words="As agreed")
    assert decided.decision is not None
    assert (decided.decision.by, decided.decision.words) == (ben.id, "As agreed")
    assert decided.decision.at == clock.now()
    assert store.corrections.waiting() == ()
    assert stay_of(store, ana).breaks == (Break("rest", at(12), at(12, 20), None, REST, 1),)
    assert store.corrections.of(ana, DAY) == (decided,)
    assert store.corrections.of(ben, DAY) == ()
    assert store.check() == ()


def test_two_corrections_for_one_break(
    store: Store, ana: Person, ben: Person, worked: Stay
) -> None:
    one = say(store, a_break(ana, REST, ended=at(12, 20)), ana)
    with pytest.raises(Refusal, match="it waits for a manager"):
        say(store, a_break(ana, REST, ended=at(12, 30)), ana)
    decide(store, one, ben)
    again = say(store, a_break(ana, REST, began=at(11, 50)), ana)
    decide(store, again, ben)
    assert stay_of(store, ana).breaks == (Break("rest", at(11, 50), at(12, 20), None, REST, 2),)
    gone = say(store, replace(a_break(ana, REST), what="no break"), ana)
    decide(store, gone, ben)
    assert stay_of(store, ana).breaks == ()


def test_the_same_new_break_said_twice_is_approved_once(
    store: Store, ana: Person, ben: Person, worked: Stay
) -> None:
    first, second = (say(store, a_break(ana, "", at(15), at(15, 10)), ana) for _ in range(2))
    decide(store, first, ben)
    with pytest.raises(Refusal, match="at the same time"):
        decide(store, second, ben)
    decide(store, second, ben, "declined", "That is the same one")
    assert len(stay_of(store, ana).breaks) == 2


def test_a_correction_for_a_break_that_a_correction_added(
    store: Store, ana: Person, ben: Person, worked: Stay
) -> None:
    new = decide(store, say(store, a_break(ana, "", at(15), at(15, 10)), ana), ben)
    moved = say(store, a_break(ana, new.key, ended=at(15, 15)), ana)
    decide(store, moved, ben)
    assert stay_of(store, ana).breaks[1].ended == at(15, 15)


def test_of_two_managers_in_the_same_second_one_wins_and_the_other_is_told_who(
    store: Store,
    ana: Person,
    ben: Person,
    cleo: Person,
    worked: Stay,
    another: Callable[..., Store],
) -> None:
    one = say(store, a_break(ana, REST, ended=at(12, 20)), ana)
    office = another("office")
    assert store.corrections.waiting() == office.corrections.waiting() == (one,)
    decide(store, one, ben)
    before = store.version()
    outcomes: tuple[Outcome, ...] = ("approved", "declined", "withdrawn")
    for outcome in outcomes:
        with pytest.raises(Refusal, match=r"^Dr\. Ben Cole has decided that already: approved\.$"):
            decide(office, one, cleo, outcome, "Why not")
    assert store.version() == before
    assert office.corrections.get(one.number).decision == store.corrections.get(1).decision


def test_nobody_approves_their_own(
    store: Store, ana: Person, ben: Person, cleo: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ben)
    clock.forward(hours=3)
    one = say(store, a_break(ben, "", at(11), at(11, 10)), ben)
    before = store.version()
    for outcome in ("approved", "declined"):
        with pytest.raises(Refusal, match="Nobody decides about their own"):
            decide(store, one, ben, outcome, "Fine")
    with pytest.raises(Refusal, match="for a manager"):
        decide(store, one, ana)
    assert store.version() == before
    decide(store, one, cleo)


def test_a_manager_s_word_about_somebody_is_confirmed_by_that_person(
    store: Store, ana: Person, ben: Person, worked: Stay
) -> None:
    one = say(store, a_break(ana, REST, ended=at(12, 20)), ben)
    assert (one.person, one.said_by) == (ana.id, ben.id)
    with pytest.raises(Refusal, match="Nobody decides about their own"):
        decide(store, one, ben)
    decide(store, one, ana)
    assert stay_of(store, ana).breaks[0].ended == at(12, 20)


def test_nobody_but_a_manager_speaks_for_somebody_else(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ben)
    clock.forward(hours=3)
    before = store.version()
    with pytest.raises(Refusal, match="That one is for a manager"):
        say(store, a_break(ben, "", at(11), at(11, 10)), ana)
    assert store.version() == before


def test_what_was_said_is_taken_back_by_whoever_said_it_and_stays_on_record(
    store: Store, ana: Person, ben: Person, worked: Stay
) -> None:
    one = say(store, a_break(ana, REST, ended=at(12, 20)), ana)
    with pytest.raises(Refusal, match="Only whoever said it"):
        decide(store, one, ben, "withdrawn")
    decide(store, one, ana, "withdrawn")
    assert store.corrections.waiting() == ()
    assert stay_of(store, ana) == worked
    (kept,) = store.corrections.of(ana, DAY)
    assert kept.decision is not None
    assert kept.decision.outcome == "withdrawn"
    say(store, a_break(ana, REST, ended=at(12, 30)), ana)


def test_a_refused_word_leaves_nothing_behind(
    store: Store, ana: Person, ben: Person, worked: Stay
) -> None:
    one = say(store, a_break(ana, REST, ended=at(12, 20)), ana)
    before = store.version()
    wrong_day = replace(shift(ana, worked.key, ended=at(17)), day=DAY + timedelta(days=1))
    together = [a_break(ana, "", at(15), at(15, 10)), a_break(ana, "", at(15, 5), at(15, 20))]
    for refused in (
        [a_break(ana, "punch 9", ended=at(12, 20))],
        [a_break(ana, "", at(11, 55), at(12, 5))],
        [a_break(ana, "", at(17, 55), at(18, 1))],
        [replace(a_break(ana, "", at(15), at(15, 10)), words="")],
        [replace(a_break(ana, "", at(15), at(15, 10)), words="\u202e \x07")],
        [wrong_day],
        together,
    ):
        with pytest.raises(Refusal):
            store.corrections.say(refused, ana)
    with pytest.raises(Refusal, match="Say why"):
        decide(store, one, ben, "declined")
    with pytest.raises(Refusal, match="no longer on the list"):
        store.corrections.decide(99, ben, "approved")
    assert store.version() == before
    assert store.corrections.waiting() == (one,)


def test_a_day_that_was_not_entered(
    store: Store, ana: Person, ben: Person, worked: Stay, clock: StoppedClock
) -> None:
    yesterday = [after(at(hour), -timedelta(days=1)) for hour in (9, 17)]
    one = say(store, shift(ana, "", *yesterday), ana)
    decide(store, one, ben)
    first, second = store.corrections.stays(ana, DAY - timedelta(days=3))
    assert {first.key, second.key} == {worked.key, one.key}
    assert stay_of(store, ana) == worked  # the latest day is still the one of the punches
    assert store.breaks.open_stays(clock.now()) == ()
    with pytest.raises(Refusal, match="Two working days"):
        say(store, shift(ana, "", yesterday[0], after(yesterday[0], timedelta(hours=1))), ana)


def test_an_approval_that_fits_no_longer_is_refused_and_what_was_approved_stays_whole(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    clock.forward(hours=2)
    started = store.breaks.start(ana, "rest")
    one = say(store, a_break(ana, REST, began=at(11)), ana)
    store.breaks.take_back(started, ana)
    with pytest.raises(Refusal, match="no such time"):
        decide(store, one, ben)
    with pytest.raises(Refusal, match="no such time"):
        store.corrections.before_and_after(one)
    decide(store, one, ben, "declined", "It was taken back")


def test_an_approval_that_lost_its_ground_changes_nothing(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    clock.forward(hours=2)
    started = store.breaks.start(ana, "rest")
    decide(store, say(store, a_break(ana, REST, began=at(11)), ana), ben)
    assert stay_of(store, ana).breaks == (Break("rest", at(11), key=REST, correction=1),)
    store.breaks.take_back(started, ana)
    assert stay_of(store, ana).breaks == ()


def test_a_break_whose_end_was_corrected_is_over_and_the_next_one_begins(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    clock.forward(hours=2)
    store.breaks.start(ana, "rest")
    clock.forward(hours=1)
    decide(store, say(store, a_break(ana, REST, ended=at(12, 10)), ana), ben)
    with pytest.raises(Refusal, match="not on a break"):
        store.breaks.end(ana, None)
    store.breaks.start(ana, "meal")
    clock.forward(minutes=30)
    store.breaks.end(ana, free=True)
    store.breaks.leave(ana)
    rest, lunch = stay_of(store, ana).breaks
    assert (rest.ended, lunch.began, lunch.ended) == (at(12, 10), at(13), at(13, 30))


# --- forgotten, and gone


def test_a_forgotten_end_is_asked_for_until_it_was_said(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    clock.forward(hours=2)
    store.breaks.start(ana, "meal")
    assert store.corrections.forgotten(ana) == ()
    clock.forward(hours=22)
    (forgotten,) = store.corrections.forgotten(ana)
    assert forgotten.open_break is not None
    store.breaks.arrive(ana)
    assert [one.stay.key for one in store.corrections.forgotten(ana)] == [forgotten.stay.key]
    kept = store.corrections.say(
        [a_break(ana, REST, ended=at(12, 30)), shift(ana, "punch 1", ended=at(18))], ana
    )
    assert store.corrections.forgotten(ana) == ()
    for one in kept:
        decide(store, one, ben)
    assert store.corrections.forgotten(ana) == ()
    first, _ = store.corrections.stays(ana, DAY)
    assert (first.left, first.breaks[0].ended) == (at(18), at(12, 30))
    assert store.check() == ()


def test_what_is_declined_is_asked_for_again_and_for_five_weeks(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    clock.forward(hours=24)
    one = say(store, shift(ana, "punch 1", ended=at(18)), ana)
    decide(store, one, ben, "declined", "You were here until five")
    assert len(store.corrections.forgotten(ana)) == 1
    clock.forward(days=34)
    assert len(store.corrections.forgotten(ana)) == 1
    clock.forward(days=1)
    assert store.corrections.forgotten(ana) == ()


def test_who_leaves_the_practice_during_a_break_can_be_spoken_for(
    store: Store, ana: Person, ben: Person, cleo: Person, clock: StoppedClock
) -> None:
    leaver = with_pin(
        store, NewPerson("Zed Zztest", ("front desk",), employed_to=DAY), "440044", "00887711"
    )
    store.breaks.arrive(ana)
    store.breaks.arrive(leaver)
    store.breaks.start(leaver, "meal")
    clock.forward(hours=24)
    assert not store.people.get(leaver.id).works_here(clock.now().date())
    assert store.breaks.open_stays(clock.now()) == ()
    (open_day,) = store.corrections.forgotten(leaver)
    assert open_day.open_break is not None
    said = store.corrections.say(
        [
            a_break(leaver, open_day.open_break.key, ended=at(10, 30)),
            shift(leaver, open_day.stay.key, ended=at(18)),
        ],
        ben,
    )
    for one in said:
        with pytest.raises(Refusal, match="Nobody decides"):
            decide(store, one, ben)
        decide(store, one, cleo)
    stay = stay_of(store, leaver)
    assert (stay.left, stay.breaks[0].ended, stay.away) == (at(18), at(10, 30), None)


# --- day, zone, and a destroyed text


def test_a_correction_over_the_day_boundary_belongs_to_the_day_of_the_shift(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    clock.set_to(at(22))
    store.breaks.arrive(ana)
    clock.forward(hours=8)
    store.breaks.leave(ana)
    night = after(at(22), timedelta(hours=7))  # five in the morning
    one = say(store, a_break(ana, "", night, after(night, timedelta(minutes=10))), ana)
    decide(store, one, ben)
    assert one.day == DAY
    (stay,) = store.corrections.stays(ana, DAY)
    assert (stay.day, stay.breaks[0].began) == (DAY, night)
    assert store.corrections.of(ana, DAY + timedelta(days=1)) == ()


def test_a_changed_zone_changes_no_past_and_shows_in_the_new_one(
    store: Store, ana: Person, ben: Person, worked: Stay
) -> None:
    one = say(store, a_break(ana, REST, ended=at(12, 20)), ana)
    decide(store, one, ben)
    before = stay_of(store, ana)
    store.settings.set("zone", "Asia/Kathmandu")
    then = stay_of(store, ana)
    assert (then.day, then.breaks[0].ended) == (DAY, before.breaks[0].ended)
    assert f"{then.breaks[0].ended:%H:%M}" == "23:05"
    (kept,) = store.corrections.of(ana, DAY)
    assert f"{kept.ended:%H:%M} {kept.said_at:%Z}" == "23:05 +0545"
    again = say(store, a_break(ana, REST, ended=at(12, 25)), ana)
    decide(store, again, ben)
    assert stay_of(store, ana).breaks[0].ended == at(12, 25)


def test_words_that_were_destroyed_are_gone_from_every_list_and_what_was_said_still_counts(
    store: Store, ana: Person, ben: Person, worked: Stay
) -> None:
    one = say(store, a_break(ana, REST, ended=at(12, 20)), ana)
    other = say(store, a_break(ana, "", at(15), at(15, 10)), ana)
    destroy(store, one.key, ben)
    assert [each.words for each in store.corrections.waiting()] == [MARKER, "I forgot the key"]
    assert store.corrections.get(one.number).words == MARKER
    decide(store, one, ben, words="Saw it myself")
    decide(store, other, ben, words="Saw it myself")
    destroy(store, one.key, ben)
    told = store.corrections.of(ana, DAY)
    assert [each.decision and each.decision.words for each in told] == [MARKER, "Saw it myself"]
    assert [each.words for each in told] == [MARKER, "I forgot the key"]
    assert stay_of(store, ana).breaks[0].ended == at(12, 20)
    assert store.check() == ()


# --- the trail


def test_events_name_ids_only_and_the_trail_holds(
    store: Store, ana: Person, ben: Person, worked: Stay
) -> None:
    one = say(store, a_break(ana, REST, ended=at(12, 20)), ana)
    event = newest(store)
    assert (event.deed, event.about, event.detail) == ("correction said", one.key, "person 1")
    decide(store, one, ben, "declined", "Not so")
    event = newest(store)
    assert (event.deed, event.about, event.by_id) == ("correction declined", one.key, ben.id)
    with store.read():
        told = str(list(EventRow.select().tuples()))
    assert "forgot" not in told
    assert "Not so" not in told
    assert store.trail.verify() == ()


def test_one_thing_is_decided_about_once_even_round_the_program(
    store: Store, ana: Person, ben: Person, worked: Stay
) -> None:
    decide(store, say(store, a_break(ana, REST, ended=at(12, 20)), ana), ben)
    again = {"subject": "correction 1", "outcome": "declined", "period": "", "at": at(18)}
    with pytest.raises(IntegrityError, match="UNIQUE"), store._database.write(None, "tamper"):
        BreakDecisionRow.create(**again)


def test_hostile_words_are_kept_cleaned(
    store: Store, ana: Person, ben: Person, worked: Stay
) -> None:
    with store.together():
        for typed in naughty.strings():
            one = replace(a_break(ana, REST, ended=at(12, 20)), words=typed)
            words = clean(typed, 200)
            if not words:
                with pytest.raises(Refusal, match="type something"):
                    say(store, one, ana)
                continue
            kept = say(store, one, ana)
            assert kept.words == words, ascii(typed)
            decided = decide(store, kept, ben, "declined", typed)
            assert decided.decision is not None
            assert decided.decision.words == words, ascii(typed)
    assert store.check() == ()
