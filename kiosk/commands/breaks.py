"""`kiosk breaks`: working and break times for a payroll, and the rules that they go by."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import cast

from kiosk.commands.base import (
    DONE,
    Command,
    acting,
    as_csv,
    as_json,
    insist,
    offer_as,
    opened,
    tell,
)
from kiosk.machine import Machine
from kiosk.practice.break_corrections import Outcome
from kiosk.practice.errors import Refusal
from kiosk.practice.places import BREAKS, require_on
from kiosk.practice.sources import text_of
from kiosk.practice.time_sheets import TimeLine
from storage.store import Store

COLUMNS = (
    *("day", "person", "what", "began", "ended", "seconds", "hours", "pay_code"),
    *("corrected", "recorded_began", "recorded_ended"),
)


def arguments(parser: ArgumentParser) -> None:
    """Which days, in which form; or which rules."""
    parser.add_argument("--from", dest="first", metavar="DATE", help="first day; default: today")
    parser.add_argument("--to", dest="last", metavar="DATE", help="last day; default: the first")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="for a spreadsheet or a payroll")
    form.add_argument("--json", action="store_true", help="for a program")
    form.add_argument("--rules", action="store_true", help="which rules can be gone by, and do")
    form.add_argument("--waiting", action="store_true", help="what people say of their times")
    form.add_argument("--approve", type=int, metavar="NUMBER", help="one of those")
    form.add_argument("--decline", type=int, metavar="NUMBER", help="one of those, with --because")
    parser.add_argument("--because", default="", metavar="WORDS", help="the person reads them")
    form.add_argument(
        "--go-by", metavar="RULES", help="federal, california, or a file of your own (.toml)"
    )
    offer_as(parser)


def run(given: Namespace, machine: Machine) -> int:
    """Print times, or show or choose the rules."""
    with opened(machine) as store:
        if given.go_by:
            return _choose(given, store)
        if given.rules:
            return _show_rules(store)
        require_on(BREAKS, store.settings.current().turned_off)
        if given.waiting:
            return _show_waiting(store)
        if given.approve is not None or given.decline is not None:
            return _decide(given, store)
        first = _day(given.first) if given.first else store.clock.now().date()
        last = _day(given.last) if given.last else first
        if last < first:
            raise Refusal(f"--to {last} lies before --from {first}.")
        lines = store.break_reviews.time_sheet(first, last)
        names = {one.id: one.name for one in store.people.everyone()}
    if given.json:
        as_json([_row(one, names[one.person]) for one in lines])
    elif given.csv:
        as_csv(COLUMNS, (_row(one, names[one.person]) for one in lines))
    else:
        for one in lines:
            print(_in_words(one, names[one.person]))
    return DONE


def _in_words(one: TimeLine, name: str) -> str:
    until = f"{one.ended:%-I:%M:%S %p}, {one.hours} h" if one.ended else "no end noted"
    corrected = ", corrected later" if one.is_corrected else ""
    began = f"{one.began:%-I:%M:%S %p}"
    return f"{one.day}  {name}: {one.what}, {began} to {until}, {one.pay_code}{corrected}"


def _row(one: TimeLine, name: str) -> dict[str, object]:
    values = (
        *(str(one.day), name, one.what, _moment(one.began), _moment(one.ended)),
        *("" if one.seconds is None else one.seconds, one.hours, one.pay_code),
        *("yes" if one.is_corrected else "no", _moment(one.recorded_began)),
        _moment(one.recorded_ended),
    )
    return dict(zip(COLUMNS, values, strict=True))


def _moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refusal(f"'{typed}' is no day. Write it as 2026-03-06.") from None


def _show_waiting(store: Store) -> int:
    """What waits, with the number to decide it by: of use where a practice has one manager."""
    names = {one.id: one.name for one in store.people.everyone()}
    for one in store.corrections.waiting():
        times = f"{_clock(one.began)} to {_clock(one.ended)}"
        print(
            f"{one.number}. {names[one.person]}, {one.day}: {one.what}, {times}. {one.words or ''}"
        )
    return DONE


def _clock(moment: datetime | None) -> str:
    return f"{moment:%-I:%M:%S %p}" if moment else "as recorded"


def _decide(given: Namespace, store: Store) -> int:
    by = acting(given, store)
    number, outcome = given.approve, "approved"
    if given.decline is not None:
        number, outcome = given.decline, "declined"
    chosen = cast(Outcome, outcome)
    insist(lambda: store.corrections.decide(number, by, chosen, given.because))
    tell(f"{outcome.capitalize()}. What was recorded stays beside it.")
    return DONE


def _choose(given: Namespace, store: Store) -> int:
    by, file = acting(given, store), Path(given.go_by)
    if file.suffix == ".toml":
        toml = text_of(_bytes(file), file.name)
        pack = insist(lambda: store.break_rules.adopt(toml, file.name, by))
    else:
        pack = insist(lambda: store.break_rules.choose(given.go_by, by))
    tell(f"{pack.title}: for the shifts that begin from now on. Those under way keep theirs.")
    return DONE


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise Refusal(f"{file} cannot be read: {fault.strerror}.") from fault


def _show_rules(store: Store) -> int:
    current = store.break_rules.current()
    for line in _told(store.break_rules.names(), current.name):
        print(line)
    return DONE


def _told(names: tuple[str, ...], current: str) -> Iterator[str]:
    for name in names:
        yield f"{name}{'  (now)' if name == current else ''}"


COMMAND = Command("breaks", "working and break times, and the rules for them", run, arguments)
