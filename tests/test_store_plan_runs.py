"""A plan that runs, on a real file: two terminals, undo, whom it tells, what is left undone."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.people import Person
from kiosk.practice.plan_run_figures import figures, measured
from kiosk.practice.plan_runs import Run
from storage.people import NewPerson
from storage.plan_runs import DROPPED, Given
from storage.store import Store
from tests.conftest import with_pin
from tests.plans import EHR_DOWN, SNOW

TODAY = date(2026, 3, 6)


@pytest.fixture
def rita(store: Store) -> Person:
    """A nurse: PIN 330033."""
    return with_pin(store, NewPerson("Rita Zztest", ("RN",)), "330033")


@pytest.fixture
def given(ana: Person, ben: Person, rita: Person) -> Given:
    """Ben leads, Rita is his backup, Ana is at the front desk; nobody is for billing."""
    by_role = {"front desk": ana.id, "RN": rita.id, "manager": ben.id}
    return Given(by_role, ben.id, rita.id)


@pytest.fixture
def run(store: Store, given: Given, ana: Person) -> Run:
    """EHR down, started by Ana."""
    return store.plan_runs.start(EHR_DOWN, "reduced", given, ana, "The vendor knows")


def test_it_is_frozen_as_it_was_at_its_start(store: Store, run: Run, ana: Person) -> None:
    assert run.plan == EHR_DOWN
    assert store.plan_runs.get(run.id) == run
    assert (run.extent, run.note, run.started_by) == ("reduced", "The vendor knows", ana.id)
    assert [one.does for one in run.steps][-2:] == [
        "Tell Everybody here: at a two-minute huddle",
        "Tell The vendor: by phone; write down the ticket",
    ]
    assert [one.role for one in run.of(None)] == ["billing", "billing"]
    (running,) = store.plans_running.now()
    assert (running.id, running.name, running.is_drill) == (run.id, "EHR down", False)


def test_whoever_starts_it_second_is_told_who_did_and_when(
    another: Callable[..., Store], run: Run, given: Given, ben: Person, store: Store
) -> None:
    with pytest.raises(Refusal) as no:
        another().plan_runs.start(EHR_DOWN, "full", given, ben)
    assert str(no.value) == (
        "EHR down runs already: Ana Ruiz started it at 10:00 AM. It stands in Today."
    )
    snow = another().plan_runs.start(SNOW, "closed", given, ben)
    drill = store.plan_runs.start(EHR_DOWN, "full", given, ben, is_drill=True)
    assert [one.name for one in store.plan_runs.running()] == [
        "EHR down",
        "Weather",
        "DRILL EHR down",
    ]
    assert (snow.is_drill, drill.is_drill) == (False, True)


def test_managers_only_is_a_setting(store: Store, given: Given, ana: Person, ben: Person) -> None:
    store.settings.set("plan_runs.may_start", "managers", ben)
    with pytest.raises(NotAllowed, match="Managers start plans here"):
        store.plan_runs.start(EHR_DOWN, "full", given, ana)
    assert store.plan_runs.start(EHR_DOWN, "full", given, ben).started_by == ben.id


def test_of_two_ticks_one_counts_and_the_other_is_told(
    store: Store, another: Callable[..., Store], run: Run, ana: Person, rita: Person
) -> None:
    first = run.steps[0]
    done = another().plan_runs.tick(first.id, ana)
    assert (done.done_by, done.is_open) == (ana.id, False)
    with pytest.raises(Refusal, match=r"Ana Ruiz ticked that already, at 10:00 AM\."):
        store.plan_runs.tick(first.id, rita)
    with pytest.raises(Refusal, match="Something came after"):
        store.plan_runs.open_again(first.id, rita)
    assert store.plan_runs.open_again(first.id, ana) == first
    assert store.plan_runs.tick(first.id, rita).done_by == rita.id


def test_a_step_is_not_needed_with_a_reason_and_taken_back(
    store: Store, run: Run, ana: Person, rita: Person
) -> None:
    first = run.steps[0]
    dropped = store.plan_runs.drop(first.id, "The charts came back", ana)
    assert (dropped.dropped_why, dropped.is_open) == ("The charts came back", False)
    with pytest.raises(Refusal, match="Ana Ruiz said at 10:00 AM that it is not needed"):
        store.plan_runs.tick(first.id, rita)
    assert store.plan_runs.open_again(first.id, ana, DROPPED) == first


def test_a_step_is_handed_on_and_taken_back(
    store: Store, run: Run, ana: Person, rita: Person
) -> None:
    first = run.steps[0]
    assert store.plan_runs.hand_on(first.id, rita, ana).person == rita.id
    assert [one.deed for one in store.notices.of(rita)] == [
        "plan given out",
        "plan step handed on",
    ]
    with pytest.raises(Refusal, match="Rita Zztest has that step already"):
        store.plan_runs.hand_on(first.id, rita, ana)
    assert store.plan_runs.hand_back(first, ana) == first
    assert [one.deed for one in store.notices.of(rita)] == ["plan given out"]
    store.people.take_out(rita, TODAY, at_once=True)
    with pytest.raises(Refusal, match="Rita Zztest does not work here any more"):
        store.plan_runs.hand_on(first.id, rita, ana)


def test_everybody_with_a_part_reads_of_it_and_acknowledges_once(
    store: Store, run: Run, ana: Person, ben: Person, rita: Person, clock: StoppedClock
) -> None:
    assert run.people == (ben.id, rita.id, ana.id)
    assert store.notices.of(ana) == ()  # she started it herself
    (told,) = store.notices.of(ben)
    assert (told.about, told.deed, told.words) == (run.key, "plan given out", "")
    clock.forward(minutes=4)
    assert store.plan_runs.acknowledge(run.id, rita).has_read(rita.id)
    with pytest.raises(Refusal, match="You have said already that you have read it"):
        store.plan_runs.acknowledge(run.id, rita)
    assert measured(store.plan_runs.get(run.id)).read == (timedelta(minutes=4),)


def test_lead_briefing_and_notes(
    store: Store, run: Run, ana: Person, ben: Person, rita: Person, clock: StoppedClock
) -> None:
    at = clock.now() + timedelta(minutes=30)
    assert store.plan_runs.brief(run.id, at, ana).briefing == at
    with pytest.raises(Refusal, match=r"9:00 AM has passed"):
        store.plan_runs.brief(run.id, at - timedelta(minutes=90), ana)
    assert store.plan_runs.change_lead(run.id, rita, None, ana).lead == rita.id
    with pytest.raises(Refusal, match="Lead and backup are two people"):
        store.plan_runs.change_lead(run.id, ben, ben, ana)
    note = store.plan_runs.note(run.id, "note", "Vendor says noon", ben)
    assert (note.words, note.by, note.sort) == ("Vendor says noon", ben.id, "note")
    with pytest.raises(Refusal, match="It still runs"):
        store.plan_runs.note(run.id, "went well", "Everybody knew", ben)


def test_back_to_normal_leaves_what_was_not_done_to_its_owner(
    store: Store, run: Run, ana: Person, ben: Person, rita: Person, clock: StoppedClock
) -> None:
    for one in run.steps[:3]:
        store.plan_runs.tick(one.id, ana)
    store.plan_runs.drop(run.steps[4].id, "Typed in already", ana)
    clock.forward(minutes=70)
    with pytest.raises(NotAllowed, match="A manager, or whoever leads the plan"):
        store.plan_runs.end(run.id, ana)
    over = store.plan_runs.end(run.id, rita)  # the backup
    assert [(one.does, one.person) for one in over.open_steps] == [
        ("Collect the paper sheets", rita.id),  # nobody had it
        ("Tell Everybody here: at a two-minute huddle", ben.id),
        ("Tell The vendor: by phone; write down the ticket", rita.id),
    ]
    assert store.plan_runs.running() == ()
    assert store.plan_runs.left_undone() == (over,)
    assert measured(over).finish == timedelta(minutes=70)
    for refused in (store.plan_runs.end, store.plan_runs.acknowledge):
        with pytest.raises(Refusal, match="That plan is over: back to normal at 11:10 AM"):
            refused(run.id, ben)
    for one in over.open_steps:
        store.plan_runs.tick(one.id, ben)
    assert store.plan_runs.left_undone() == ()
    assert store.plan_runs.start(EHR_DOWN, "full", Given({}), ana).id != run.id


def test_only_managers_look_back_and_a_drill_leaves_no_figure(
    store: Store, run: Run, given: Given, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    drill = store.plan_runs.start(SNOW, "full", given, ben, is_drill=True)
    clock.forward(hours=1)
    for one in (run, drill):
        store.plan_runs.end(one.id, ben)
    with pytest.raises(NotAllowed):
        store.plan_runs.note(run.id, "finding", "Too few clipboards", ana)
    finding = store.plan_runs.note(run.id, "finding", "Too few clipboards", ben)
    assert store.plan_runs.get(run.id).said("finding") == (finding,)
    over = store.plan_runs.over(10)
    assert {one.is_drill for one in over} == {False, True}
    assert figures(over).runs == 1
    assert figures(over).finish == timedelta(hours=1)
    assert figures([one for one in over if one.is_drill]).finish is None


def test_it_goes_on_over_a_restart_and_the_days_end(
    store: Store, another: Callable[..., Store], run: Run, ana: Person, clock: StoppedClock
) -> None:
    clock.forward(days=1)
    again = another("break room")
    assert again.plan_runs.running() == (run,)
    assert again.plan_runs.tick(run.steps[4].id, ana).done_by == ana.id
    for day in (TODAY, TODAY + timedelta(days=1)):
        assert [one.id for one in again.plan_runs.of_day(day)] == [run.id]
    assert again.plan_runs.of_day(TODAY - timedelta(days=1)) == ()
    assert again.plan_runs.of_day(TODAY + timedelta(days=2)) == ()


def test_what_is_gone_is_refused_in_words(store: Store, run: Run, ana: Person) -> None:
    for refused in (store.plan_runs.acknowledge, store.plan_runs.tick, store.plan_runs.end):
        with pytest.raises(Refusal, match="It is not there any more"):
            refused(999, ana)  # type: ignore[arg-type]  # any number
    with pytest.raises(Refusal, match="Please type something"):
        store.plan_runs.drop(run.steps[0].id, " ", ana)
    assert store.plan_runs.get(run.id) == run
    assert store.check() == ()
