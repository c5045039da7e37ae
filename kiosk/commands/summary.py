"""`kiosk summary`: what a day was, for the terminal, for mail, for a program, or on paper."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from kiosk.commands.base import (
    DONE,
    LOOK,
    Command,
    as_csv,
    as_json,
    opened,
    tell,
    write_privately,
)
from kiosk.machine import Machine
from kiosk.practice import day_bodies
from kiosk.practice.day_summary import SummaryLine, needs_a_look
from kiosk.practice.figures import FIGURES, NOUNS, Measured, count, figure
from kiosk.practice.typed_days import day
from screens.views.day_told import DayTold, day_told
from screens.views.today_known import Line, Section
from storage.store import Store

COLUMNS = ("day", "figure", "of", "words", "unit", "value", "corrected")
SCHEMA = "summary.schema.json"


def arguments(parser: ArgumentParser) -> None:
    """Which day, and in which form."""
    parser.add_argument("day", nargs="?", metavar="DATE", help="such as 2026-03-06; today without")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--text", action="store_true", help="plain lines, as without any of these")
    form.add_argument("--json", action="store_true", help="for a program; --schema says how")
    form.add_argument("--csv", action="store_true", help="the figures, for a spreadsheet")
    form.add_argument("--pdf", type=Path, metavar="FILE", help="write one page of PDF there")
    form.add_argument("--schema", action="store_true", help="the schema of what --json prints")


def run(given: Namespace, machine: Machine) -> int:
    """Print the summary of a day; 4 when something needs a look."""
    if given.schema:
        print(schema(), end="")
        return DONE
    with opened(machine) as store:
        today = store.days.today()
        told = day_told(store, day(given.day, today) if given.day else today)
        if given.pdf:
            _write_pdf(given.pdf, told, store)
        elif given.json:
            as_json(for_programs(told, store))
        elif given.csv:
            as_csv(COLUMNS, rows(told))
        else:
            print("\n".join(text(told)))
    return LOOK if needs_a_look(told.lines) else DONE


def schema() -> str:
    """The published schema of the JSON, as it lies in the package."""
    return (files("kiosk.practice") / "data" / SCHEMA).read_text("utf-8")


def text(told: DayTold) -> Iterator[str]:
    """In plain lines."""
    yield f"{told.day:%A, %B %-d, %Y}: {told.stands}"
    for one in told.lines:
        yield f"{one.title}: {_with_state(one)}"
    yield from told.corrected
    if told.reviewed:
        yield told.reviewed.capitalize()
    if told.seal:
        yield f"Seal: {told.seal}"


def for_programs(told: DayTold, store: Store) -> dict[str, Any]:
    """For a program, as the schema says."""
    closed = told.closed
    return {
        "practice": store.settings.current().practice,
        "day": told.day.isoformat(),
        "closed_at": closed.closed_at.isoformat() if closed else None,
        "closed_early": bool(closed and closed.is_early),
        "clock_in_doubt": bool(closed and closed.is_in_doubt),
        "needs_a_look": needs_a_look(told.lines),
        "lines": [
            {"title": one.title, "state": one.state, "words": one.words} for one in told.lines
        ],
        "figures": day_bodies.listed(told.measured),
        "corrected": day_bodies.changes_listed(closed.corrections()) if closed else [],
        "reviewed_at": closed.review.at.isoformat() if closed and closed.review else None,
        "seal": {"event": closed.event, "mac": closed.mac} if closed else None,
    }


def rows(told: DayTold) -> Iterator[dict[str, object]]:
    """For a spreadsheet: each figure, as it was frozen, and as it counts with later corrections."""
    corrected: Measured = told.closed.corrected if told.closed else told.measured
    for key in sorted({*told.measured, *corrected}):
        one = figure(key[0])
        values = (
            *(told.day.isoformat(), one.name, " / ".join(key[1:]), one.words, one.unit),
            *(_cell(told.measured.get(key)), _cell(corrected.get(key))),
        )
        yield dict(zip(COLUMNS, values, strict=True))


def sections(told: DayTold) -> Iterator[Section]:
    """For a page: the five lines, what was corrected later, all figures but lengths, the seal."""
    five = [Line("", one.title, _with_state(one)) for one in told.lines]
    yield Section("END OF DAY", tuple(five))
    later = [Line("", *one.split(": ", 1)) for one in told.corrected]
    later += [Line("", "Review", told.reviewed)] if told.reviewed else []
    if later:
        yield Section("LATER", tuple(later))
    for noun, called in NOUNS.items():
        found = [
            Line("", one.words, str(value))
            for one in FIGURES
            if one.noun == noun and (value := count(one.name, told.measured)) is not None
        ]
        if found:
            yield Section(called.upper(), tuple(found))
    if told.closed:
        mac = told.closed.mac
        parts = " ".join(mac[at : at + 16] for at in range(0, len(mac), 16))
        yield Section("SEAL", (Line("", f"event {told.closed.event}", parts),))


def _with_state(one: SummaryLine) -> str:
    return f"{one.state}: {one.words}" if one.state else one.words


def _cell(value: object) -> object:
    return " ".join(map(str, value)) if isinstance(value, tuple) else value


def _write_pdf(file: Path, told: DayTold, store: Store) -> None:
    from kiosk.commands.plan_page import page

    settings, now = store.settings.current(), store.clock.now()
    made = f"Made at {now:%-I:%M %p on %A, %b %-d, %Y}."
    head = f"{told.day:%A, %B %-d, %Y}: {told.stands}"
    write_privately(file, page(settings.practice, head, tuple(sections(told)), made))
    tell(f"{file} is one page. It holds names: print it where you are.")


COMMAND = Command("summary", "what a day was, in five lines and all figures", run, arguments)
