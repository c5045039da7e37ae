"""Several processes on one store: in the same instant, killed at any moment, reading meanwhile."""

import random
import sys
from collections.abc import Callable
from datetime import time, timedelta
from functools import partial
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from subprocess import PIPE, Popen, run
from typing import Any

import pytest

from kiosk.practice.clock import Clock, StoppedClock
from kiosk.practice.errors import Busy
from kiosk.practice.issues import NOBODY, IssueRef, Raised
from kiosk.practice.people import Person
from kiosk.practice.plan_runs import StepId
from kiosk.practice.prior_auths import PriorAuth
from kiosk.practice.roster import WorkHours
from kiosk.practice.settings import Settings
from kiosk.practice.trail import Sought
from storage.days import CLOSED
from storage.people import NewPerson
from storage.plan_runs import Given
from storage.store import Store
from storage.tables.breaks import PunchRow
from storage.upkeep import MIGRATIONS, restore
from tests.plans import KEPT_EHR
from tests.test_import_answers import answer, take

ROOT = Path(__file__).parents[1]
WHOLE = ["prior auth added", "prior auth taken", "prior auth given back"]
FIRST = 1  # the number of the first thing that an import brought
Deed = Callable[[Store, Person], object]


def test_a_change_by_another_process_shows(store: Store, ana: Person) -> None:
    before = store.version()
    run(_command("write_once", store), cwd=ROOT, check=True)
    assert store.version() >= before + len(WHOLE)  # days that are over by now close before it
    newest = store.deeds.newest(Sought(), len(WHOLE))
    assert [one.deed for one in reversed(newest)] == WHOLE
    (task,) = store.prior_auths.listed("open", store.clock.now().date()).tasks
    assert task.service == "MRI lumbar"


def test_two_terminals_in_one_instant_make_one_punch(
    store: Store, ana: Person, clock: StoppedClock
) -> None:
    outcomes = _race(store, clock, arrive, [ana, ana])
    assert sorted(outcomes) == ["You are here already, since 10:00 AM.", "done"]
    with store.read():
        assert PunchRow.select().count() == 1
    assert store.check() == ()


def test_two_start_a_plan_in_one_instant_and_the_second_is_told_who_did(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    outcomes = _race(store, clock, start_a_plan, [ana, ben])
    (run,) = store.plan_runs.running()
    first = store.people.get(run.started_by).name
    told = f"EHR down runs already: {first} started it at 10:00 AM. It stands in Today."
    assert sorted(outcomes) == sorted(["done", told])
    assert store.check() == ()


def test_two_processes_on_one_plan_and_of_two_ticks_one_counts(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    run = store.plan_runs.start(KEPT_EHR, "full", Given({"front desk": ana.id}), ana)
    for step in run.steps[:3]:
        outcomes = _race(store, clock, partial(tick, step.id), [ana, ben])
        ticked = store.plan_runs.get(run.id).step(step.id)
        name = store.people.get(ticked.done_by or ana.id).name
        assert sorted(outcomes) == sorted(["done", f"{name} ticked that already, at 10:00 AM."])
    assert store.plan_runs.get(run.id).open_steps == run.steps[3:]
    assert store.check() == ()


def test_two_terminals_in_one_instant_close_a_day_once(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.breaks.arrive(ana)
    yesterday = clock.now().date()
    clock.forward(days=1)
    assert _race(store, clock, arrive, [ana, ben]) == ["done", "done"]
    assert [one.day for one in store.days.between(yesterday, clock.now().date())] == [yesterday]
    closed = [one for one in store.deeds.newest(Sought(), 9) if one.deed == CLOSED]
    assert len(closed) == 1
    assert store.check() == ()


def test_two_people_in_one_instant_and_the_second_is_told_who_has_it(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    for _ in range(3):
        ref = store.prior_auths.add("Acme Health", "MRI lumbar", "anyone", None).ref
        outcomes = _race(store, clock, take_the_newest, [ana, ben])
        owner = store.people.get(store.prior_auths.get(ref).owner or ana.id)
        assert sorted(outcomes) == sorted(["done", f"{owner.name} has just taken {ref}."])
    assert store.check() == ()


def test_two_me_toos_in_one_instant_are_one(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    ref = store.issues.add(Raised("Phones ring out", "phones"), ben).ref
    outcomes = _race(store, clock, say_me_too, [ana, ana])
    assert sorted(outcomes) == ["You have said so already: #1 counts you.", "done"]
    assert store.issues.get(ref, NOBODY).me_toos == 1
    assert store.check() == ()


def test_two_people_who_settle_one_answer_in_one_instant_settle_it_once(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    take(store, answer("r", "denied", "REQ-9"))
    outcomes = _race(store, clock, put_the_first_aside, [ana, ben])
    assert sorted(outcomes) == ["That answer is put aside already.", "done"]
    assert len(store.answers.aside()) == 1
    assert store.check() == ()


def test_two_people_who_take_one_shift_in_one_instant_and_the_second_is_told(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    cy, di = (store.people.add(NewPerson(name, ("front desk",)))[0] for name in ("Cy", "Di"))
    for days in (1, 2, 3):
        day = clock.now().date() + timedelta(days=days)
        store.roster.change_day(ana, day, (WorkHours(time(8), time(17)),), ben)
        number = store.open_shifts.ask(ana, day, ana).number
        outcomes = _race(store, clock, take_the_open_shift, [cy, di])
        has_it = store.people.get(store.open_shifts.get(number).taker or ana.id)
        assert sorted(outcomes) == [f"{has_it.name} has just taken that shift.", "done"]
    assert store.check() == ()


def test_two_programs_make_one_store(tmp_path: Path, clock: StoppedClock) -> None:
    store = Store(tmp_path / "new" / "kiosk.db", "desk", clock)
    spawn = get_context("spawn")
    start, results = spawn.Barrier(3), spawn.SimpleQueue()
    racers = [
        spawn.Process(target=_migrate, args=(store.path, clock, start, results)) for _ in range(3)
    ]
    for one in racers:
        one.start()
    steps = sorted(len(results.get()) for _ in racers)
    for one in racers:
        one.join()
    assert steps == [0, 0, len(list(MIGRATIONS.glob("0*.py")))]
    assert store.check() == ()
    store.close()


def test_what_was_confirmed_is_there_after_kills_and_nothing_is_half_there(
    store: Store, ana: Person
) -> None:
    chance, confirmed = random.Random(7), set()
    spawn = get_context("spawn")
    stop, found = spawn.Event(), spawn.SimpleQueue()
    reader = spawn.Process(target=_read_until, args=(store.path, stop, found))
    reader.start()
    for _ in range(7):
        writers = [
            Popen(_command("write_for_ever", store), cwd=ROOT, stdout=PIPE, text=True)
            for _ in range(3)
        ]
        for writer in writers:
            assert writer.stdout is not None
            for _ in range(chance.randint(1, 9)):
                confirmed.add(writer.stdout.readline().strip())
            writer.kill()
            confirmed.update(line.strip() for line in writer.stdout if line.endswith("\n"))
            writer.wait()
            writer.stdout.close()
    stop.set()
    looks, half = found.get()
    reader.join()
    assert (looks > 0, half) == (True, [])
    tasks = everything(store)
    assert len(confirmed) >= 21
    assert confirmed <= {task.ref for task in tasks}
    for task in tasks:
        assert [one.deed for one in store.prior_auths.history(task.ref)] == WHOLE
    assert store.check() == ()


def test_a_backup_is_one_picture_though_others_never_stop_writing(
    store: Store,
    ana: Person,
    tmp_path: Path,
    another: Callable[..., Store],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("storage.copies.PAGES_AT_ONCE", 1)
    with Popen(_command("write_for_ever", store), cwd=ROOT, stdout=PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        before = store.version()
        made = store.back_up(tmp_path / "copies")
        during = store.version()
        writer.kill()
    assert before <= made.events < during
    path = tmp_path / "new" / "kiosk.db"
    restore(made.store, path, None)
    back = another(path=path)
    assert back.check() == ()
    assert {len(back.prior_auths.history(one.ref)) for one in everything(back)} == {len(WHOLE)}


def everything(store: Store) -> tuple[PriorAuth, ...]:
    """All there are, however many a quick machine has written."""
    return store.prior_auths.listed("all", store.clock.now().date(), most=1_000_000).tasks


def write_once(store: Store) -> str:
    """One act of three parts by whoever was added first; its reference, once it is saved."""
    (someone,) = store.people.everyone()
    with store.together():
        ref = store.prior_auths.add("Acme Health", "MRI lumbar", "anyone", someone).ref
        store.prior_auths.claim(ref, someone)
        store.prior_auths.release(ref, someone)
    return ref


def write_for_ever(store: Store) -> None:
    """Tell each reference after it is saved, until somebody kills this process."""
    while True:
        print(_insist(lambda: write_once(store)), flush=True)


def say_me_too(store: Store, person: Person) -> object:
    return store.issues.me_too(IssueRef("1"), person)


def arrive(store: Store, who: Person) -> object:
    return store.breaks.arrive(who)


def take_the_newest(store: Store, who: Person) -> object:
    newest = max(everything(store), key=lambda task: store.prior_auths.history(task.ref)[0].at)
    return store.prior_auths.claim(newest.ref, who)


def start_a_plan(store: Store, who: Person) -> object:
    return store.plan_runs.start(KEPT_EHR, "full", Given({}), who)


def tick(step: StepId, store: Store, who: Person) -> object:
    return store.plan_runs.tick(step, who)


def take_the_open_shift(store: Store, who: Person) -> object:
    number = store.notices.of(who, "open shift")[-1].about.removeprefix("open shift ")
    return store.open_shifts.take(int(number), who, who)


def put_the_first_aside(store: Store, who: Person) -> object:
    store.answers.put_aside(FIRST, who, "Another office's")
    return FIRST


def in_child(deed: str) -> None:
    """What a child process is started for: a deed of this module, on the store it was given."""
    store = Store(Path(sys.argv[1]), "child", Clock(Settings().zone))
    globals()[deed](store)
    store.close()


def _command(deed: str, store: Store) -> list[str]:
    script = f"import tests.test_store_processes as t; t.in_child({deed!r})"
    return [sys.executable, "-c", script, str(store.path)]


def _insist(deed: Callable[[], Any]) -> Any:
    """Again and again while another writer has the store, as a terminal does."""
    while True:
        try:
            return deed()
        except Busy:
            continue


def _race(store: Store, clock: StoppedClock, deed: Deed, people: list[Person]) -> list[str]:
    """What each of several processes was told that did the same at the same instant."""
    spawn = get_context("spawn")
    start, results = spawn.Barrier(len(people)), spawn.SimpleQueue()
    clock.forward(seconds=1)
    racers = [
        spawn.Process(target=_racer, args=(deed, start, results, store.path, clock, who))
        for who in people
    ]
    for one in racers:
        one.start()
    outcomes = [str(results.get()) for _ in racers]
    for one in racers:
        one.join()
    return outcomes


def _racer(
    deed: Deed, start: Barrier, results: Any, path: Path, clock: StoppedClock, who: Person
) -> None:
    store = Store(path, f"terminal of {who.id}", clock)
    store.people.everyone()  # opened, so that both are equally far
    start.wait(30)
    try:
        _insist(lambda: deed(store, who))
        results.put("done")
    except Exception as no:
        results.put(str(no))
    store.close()


def _migrate(path: Path, clock: StoppedClock, start: Barrier, results: Any) -> None:
    store = Store(path, "desk", clock)
    start.wait(30)
    try:
        results.put(store.migrate())
    except Exception as no:
        results.put([str(no)] * 99)
    store.close()


def _read_until(path: Path, stop: Event, found: Any) -> None:
    """Look again and again; tells how often, and which it saw half done."""
    store = Store(path, "reader", Clock(Settings().zone))
    looks = 0
    half: set[str] = set()
    try:
        while not stop.is_set():
            half |= {task.ref for task in everything(store) if task.owner is not None}
            looks += 1
    except Exception as no:
        half.add(str(no))
    store.close()
    found.put((looks, sorted(half)))
