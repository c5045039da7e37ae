"""`kiosk trends`: how figures went over days, weeks, months or quarters."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.commands.base import DONE, Command, as_csv, as_json, opened, tell, write_privately
from kiosk.machine import Machine
from kiosk.practice.trend_list import trends
from kiosk.practice.trends import STEPS, Trend, periods, usual_periods
from kiosk.practice.typed_days import day
from screens.views.trend_words import lines, title
from storage.store import Store

COLUMNS = (
    *("figure", "of", "words", "unit", "period", "first", "last"),
    *("value", "nine_in_ten_within", "days", "so_far"),
)
WEEK = "week"


def arguments(parser: ArgumentParser) -> None:
    """From when to when, by what, and in which form."""
    parser.add_argument("--from", dest="first", metavar="DATE", help="first day; default: see --by")
    parser.add_argument("--to", dest="last", metavar="DATE", help="last day; default: today")
    parser.add_argument(
        "--by", choices=STEPS, default=WEEK, help="12 weeks or months, 8 quarters, 31 days"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="for a program")
    form.add_argument("--csv", action="store_true", help="for a spreadsheet")
    form.add_argument("--pdf", type=Path, metavar="FILE", help="write charts as PDF there")


def run(given: Namespace, machine: Machine) -> int:
    """Print them."""
    with opened(machine) as store:
        found = _trends(given, store)
        practice, now = store.settings.current().practice, store.clock.now()
    if given.json:
        as_json(list(rows(found)))
    elif given.csv:
        as_csv(COLUMNS, rows(found))
    elif given.pdf:
        from kiosk.commands.trends_page import pages

        made = f"Made at {now:%-I:%M %p on %A, %b %-d, %Y}."
        write_privately(given.pdf, pages(practice, found, made))
        tell(f"{given.pdf} has {len(found)} charts. They are for managers.")
    else:
        print("\n".join(text(found)))
    return DONE


def _trends(given: Namespace, store: Store) -> tuple[Trend, ...]:
    today = store.days.today()
    times = usual_periods(today, given.by)
    first = day(given.first, today) if given.first else times[0].first
    last = day(given.last, today) if given.last else today
    times = periods(first, last, given.by)
    return trends(store.trend_days.between(first, last), times)


def text(found: Sequence[Trend]) -> Iterator[str]:
    """In plain lines: a heading for each, and a line for each period, the newest first."""
    if not found:
        yield "Nothing is measured in that time: trends begin with the first day that is closed."
    for one in found:
        yield title(one)
        for label, words in lines(one):
            yield f"  {label}: {words}"


def rows(found: Sequence[Trend]) -> Iterator[dict[str, object]]:
    """For a program: each trend and period; no value where nothing was measured. Lengths: seconds.

    A share is from 0 to 1.
    """
    for one in found:
        uppers = one.upper or (None,) * len(one.points)
        for point, upper in zip(one.points, uppers, strict=True):
            time = point.period
            values = (
                *(one.name, " / ".join(one.of), title(one), one.unit),
                *(time.label, time.first.isoformat(), time.last.isoformat()),
                *(point.value, upper.value if upper else None, point.days, point.is_so_far),
            )
            yield dict(zip(COLUMNS, values, strict=True))


COMMAND = Command("trends", "how figures went, by week, month or quarter", run, arguments)
