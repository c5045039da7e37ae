"""`kiosk roster`: shifts out of other programs' files, and somebody's own for their calendar."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from kiosk.commands.base import (
    DONE,
    LOOK,
    REFUSED,
    Command,
    acting,
    as_json,
    insist,
    offer_as,
    opened,
    tell,
    write_privately,
)
from kiosk.commands.import_sources import LONGEST_NAME, spot, why
from kiosk.commands.roster_calendar import as_calendar
from kiosk.machine import Machine
from kiosk.practice import roster_import
from kiosk.practice.absences import Team
from kiosk.practice.employment import as_day
from kiosk.practice.errors import Refusal
from kiosk.practice.files import calendar_file, shift_table
from kiosk.practice.files.file_shifts import LARGEST, FileShift, Wanted
from kiosk.practice.files.incoming import Left, Reading
from kiosk.practice.people import Person, named
from kiosk.practice.roster import ONE_DAY, WEEK, WorkHours, expected, monday_of, of_person
from kiosk.practice.roster_import import DayChange, Plan
from kiosk.practice.typed_shifts import shown
from kiosk.practice.values import dataclass
from kiosk.practice.words import clean
from storage.store import Store

WEEKS_AHEAD = 13
CALENDARS, TABLES = (".ics", ".ical", ".ifb", ".icalendar"), (".csv", ".tsv", ".txt")


def arguments(parser: ArgumentParser) -> None:
    """What to do with the roster."""
    each = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    several = each.add_parser("import", help="take shifts out of .ics and .csv files")
    several.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".ics or .csv")
    several.add_argument("--dry-run", action="store_true", help="only say what would happen")
    several.add_argument(
        "--all-or-nothing", action="store_true", help="take nothing if anything is refused"
    )
    several.add_argument(
        "--outside-hours", action="store_true", help="also shifts outside of the opening hours"
    )
    several.add_argument("--json", action="store_true", help="report for programs")
    several.add_argument("--from", dest="first", metavar="DATE", help="first day; default: today")
    several.add_argument(
        "--to", dest="last", metavar="DATE", help=f"last day; default: {WEEKS_AHEAD} weeks later"
    )
    offer_as(several)
    own = each.add_parser("export", help="print somebody's own roster as .ics")
    own.add_argument("name", metavar="NAME", help="the name, or enough of it")
    own.add_argument("--to", dest="file", type=Path, metavar="FILE", help="write it there instead")


def run(given: Namespace, machine: Machine) -> int:
    """Do one of them."""
    with opened(machine) as store:
        return WAYS[given.what](given, store)


@dataclass(frozen=True)
class _Read:
    """What the files hold, and what of it was left out already."""

    shifts: Sequence[FileShift]
    left: Sequence[Left]
    wanted: Wanted
    outside_hours: bool

    def planned(self, store: Store) -> Plan:
        """What it comes to with the roster as it is now."""
        first, last = self.wanted.first, self.wanted.last
        settings = store.settings.current()
        people = tuple(one for one in store.people.everyone() if not one.is_gone(first))
        known = store.roster.between(monday_of(first), last)
        team = Team(people, store.jobs.matrix(), known, settings.hours, self.wanted.zone, {})
        found = roster_import.plan(
            self.shifts, team, settings.counts_as, outside_hours=self.outside_hours
        )
        return Plan(found.changes, found.unchanged, (*self.left, *found.left))


def _import(given: Namespace, store: Store) -> int:
    by = acting(given, store)
    read = _read(given, store)
    with store.read():
        plan = read.planned(store)
    stopped = given.all_or_nothing and _refused(plan)
    if plan.changes and not (stopped or given.dry_run):
        plan = insist(lambda: _carried_out(read, store, by))
    if given.json:
        as_json(_for_programs(plan, given.dry_run, written=not (stopped or given.dry_run)))
    else:
        print("\n".join(_in_words(plan, given.dry_run, stopped)))
    if stopped:
        return REFUSED
    return LOOK if _refused(plan) or any(one.is_conflict for one in plan.changes) else DONE


def _carried_out(read: _Read, store: Store, by: Person | None) -> Plan:
    """One act. Planned again under the lock: somebody may have changed the roster meanwhile."""
    done: list[Plan] = []

    def choose() -> Iterator[tuple[Person, date, Sequence[WorkHours]]]:
        done.append(read.planned(store))
        return ((one.person, one.day, one.hours) for one in done[-1].changes)

    store.roster.change_days(choose, by)
    return done[-1]


def _read(given: Namespace, store: Store) -> _Read:
    today = store.clock.now().date()
    first = as_day(given.first or "") or today
    last = as_day(given.last or "") or first + WEEKS_AHEAD * WEEK
    if last < first:
        raise Refusal(f"--to {last} lies before --from {first}.")
    wanted, reading = Wanted(first, last, store.clock.zone), Reading()
    shifts = [shift for path in given.files for shift in _of(path, wanted, reading, today)]
    return _Read(shifts, reading.left, wanted, given.outside_hours)


def _of(path: Path, wanted: Wanted, reading: Reading, today: date) -> Iterator[FileShift]:
    name = clean(str(path), LONGEST_NAME)
    if path.suffix.casefold() not in CALENDARS + TABLES:
        raise Refusal(f"{name}: a roster is read from .ics and .csv files.")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as fault:
        raise Refusal(f"{name}: {why(fault)}") from fault
    if len(content) > LARGEST:
        raise Refusal(f"{name} is longer than {LARGEST // 1_000_000} MB, and no roster.")
    if path.suffix.casefold() in CALENDARS:
        return calendar_file.read(content, name, wanted, reading)
    return shift_table.read(content, name, wanted, reading, today)


def _refused(plan: Plan) -> bool:
    return any(one.outcome == "refused" for one in plan.left)


def _for_programs(plan: Plan, dry_run: bool, written: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "written": written,
        "changed": [
            {"name": one.person.name, "day": str(one.day), "hours": shown(one.hours)}
            for one in plan.changes
        ],
        "unchanged": plan.unchanged,
        "left": [
            {"where": spot(one.place), "outcome": one.outcome, "reason": one.reason}
            for one in plan.left
        ],
    }


def _in_words(plan: Plan, dry_run: bool, stopped: bool) -> Iterator[str]:
    """The report for a person, line by line."""
    if stopped:
        yield "Nothing was taken, because something was refused."
    elif dry_run:
        yield "A dry run: nothing was written. An import would give:"
    yield f"{len(plan.changes):>7} days changed"
    yield f"{plan.unchanged:>7} days as they were"
    for outcome in ("skipped", "refused"):
        yield f"{sum(one.outcome == outcome for one in plan.left):>7} shifts {outcome}"
    if dry_run or stopped:
        yield from map(_changed, plan.changes)
    else:
        yield from (_changed(one) for one in plan.changes if one.is_conflict)
    for one, times in Counter(plan.left).items():
        often = f" ({times} times)" if times > 1 else ""
        yield f"{spot(one.place)}: {one.outcome}: {one.reason}{often}"


def _changed(one: DayChange) -> str:
    clash = "; they have time off on that day: CLASH" if one.is_conflict else ""
    return f"{one.person.name}, {one.day:%a %b %-d}: {shown(one.hours)}{clash}"


def _export(given: Namespace, store: Store) -> int:
    now = store.clock.now()
    today = now.date()
    person = named(given.name, [one for one in store.people.everyone() if not one.is_gone(today)])
    known = store.roster.between(monday_of(today), today + WEEKS_AHEAD * WEEK)
    days = (today + step * ONE_DAY for step in range(7 * WEEKS_AHEAD))
    worked = (of_person(known, person.id, day, store.clock.zone) for day in days)
    shifts = [one for one in expected(worked) if person.works_here(one.begins.date())]
    content = as_calendar(person, shifts, store.settings.current().practice, now)
    if given.file:
        write_privately(given.file, content)
        tell(f"{len(shifts)} shifts of {person.name} are in {given.file}.")
    else:
        print(content.decode().replace("\r\n", "\n"), end="")
    return DONE


WAYS = {"import": _import, "export": _export}
COMMAND = Command("roster", "import shifts, export somebody's own", run, arguments)
