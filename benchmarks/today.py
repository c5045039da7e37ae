"""The place Today with 60 people and 40 jobs, over a bare table of as many rows; and its rules."""

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import date
from datetime import time as clock_time
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.figures import GAP, ratios
from benchmarks.table import Row, over, percentile, spread, within
from kiosk.practice import absences
from kiosk.practice.clock import Clock
from kiosk.practice.days import day_of
from kiosk.practice.people import Person
from kiosk.practice.roster import WorkHours
from kiosk.practice.settings import Settings
from screens.acts import Look
from screens.session import Kiosk, Session
from screens.views import absence_words
from screens.views import today as today_view
from storage.jobs import JobWords
from storage.people import NewPerson
from storage.store import Store

PEOPLE, JOBS, TRAINED = 60, 40, 12  # of the jobs each is trained for so many
ROLES = ("front desk", "MA", "RN", "billing", "physician")
ALL_DAY = "0:00-23:59"  # so that it does not matter when it is measured
LONG_AGO = date(2020, 1, 6)


def figures(bench: Bench) -> list[Row]:
    """A number key to Today, over a bare table's; and looking two weeks ahead."""
    path = bench.folder / "today.db"
    path.unlink(missing_ok=True)
    rows = fill(path)
    ahead = list(_ahead(path, max(5, bench.presses // 4)))
    ours, theirs = first_looks(bench, path, ("4", "OUT TODAY"), rows)
    said = f"{spread(ours, 'ms', 1e3)}; table of {rows} rows {spread(theirs, 'ms', 1e3)}"
    looked = f"{spread(ahead, 'ms', 1e3)}; n {len(ahead)}"
    most = percentile(ahead, 95) * 1e3
    return [
        over(
            f"Today, {PEOPLE} people and {JOBS} jobs, over a bare table: p50",
            said,
            ratios(ours, theirs)[0],
            1.3,
        ),
        within("looking 14 days ahead: p95", looked, most, 50, "ms"),
    ]


def first_looks(
    bench: Bench, path: Path, to_list: tuple[str, str], rows: int
) -> tuple[list[float], list[float]]:
    """Seconds from a key to a place that was not open yet, and to a bare table, in turns.

    to_list: the key, and words that stand there. rows: of the table.
    """
    bare = bench.yardstick(rows)
    kiosk = bare if bench.is_check else replace(bench.kiosk(path), to_list=to_list)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(max(3, bench.launches // 2)):
        for program, times in ((kiosk, ours), (bare, theirs)):
            with ExitStack() as stack:
                terminal = stack.enter_context(program.open())
                terminal.wait_for(program.ready)
                terminal.settle(2.0)  # what places need is imported by then
                times.append(terminal.press(*program.to_list))
                terminal.settle(GAP)
    return ours, theirs


def _ahead(path: Path, count: int) -> Iterator[float]:
    with opened(path) as store:
        day = store.clock.now().date()
        for _ in range(count):
            team = absence_words.team(store, day, day + absences.AHEAD, with_hours=False)
            began = time.perf_counter()
            absences.look_ahead(team, day)
            yield time.perf_counter() - began


def fill(path: Path) -> int:
    """Make the practice of 60 people; how many lines Today has of it."""
    chance = random.Random(60)
    with opened(path) as store:
        store.migrate()
        with store.together():
            for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday"):
                store.settings.set(f"hours.{day}", ALL_DAY)
            store.settings.set("hours.sunday", ALL_DAY)
            people = [_person(store, number, chance) for number in range(PEOPLE)]
            for number in range(JOBS):
                job = store.jobs.add(JobWords(f"job {number:02}", (ROLES[number % len(ROLES)],)))
                for one in chance.sample(people, PEOPLE * TRAINED // JOBS):
                    store.jobs.grant(one, job.id, LONG_AGO)
            for one in people[: PEOPLE * 2 // 3]:
                store.breaks.arrive(one)
            today = day_of(store.clock.now(), store.settings.current().day_boundary)
            for one in people[-3:]:
                store.roster.call_out(one, today, True)
        session = Session(store.clock, store.settings.current())
        return len(today_view.load(Kiosk(store, store.clock, session), Look()).things())


def _person(store: Store, number: int, chance: random.Random) -> Person:
    new = NewPerson(
        f"{chr(65 + number % 26)}. Person{number:02}",
        (ROLES[number % len(ROLES)],),
        is_manager=number == 0,
    )
    person, _ = store.people.add(new)
    begins = clock_time(chance.randrange(6, 11), chance.choice((0, 30)))
    hours = (WorkHours(begins, clock_time(begins.hour + 8, begins.minute)),)
    store.roster.set_week(person, dict.fromkeys(range(7), hours))
    return person


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """The store of a benchmark, whose clock is the machine's."""
    with closing(Store(path, "filled", Clock(Settings().zone))) as store:
        yield store
