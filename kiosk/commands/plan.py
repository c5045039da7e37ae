"""`kiosk plan`: today's people, cover and jobs, on the terminal or on one page of paper."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from kiosk.commands.base import DONE, Command, as_json, opened, tell, write_privately
from kiosk.machine import Machine
from kiosk.practice.places import TODAY, require_on
from screens.views import plan
from screens.views.today import TodayView
from storage.store import Store

NOBODY = "Nobody is on the roster today, and nobody is here."


def arguments(parser: ArgumentParser) -> None:
    """In which form."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--text", action="store_true", help="plain lines, as without any of these")
    form.add_argument("--json", action="store_true", help="for a program")
    form.add_argument(
        "--print",
        dest="file",
        type=Path,
        metavar="FILE",
        help="write one page of PDF there; nothing is sent to a printer",
    )


def run(given: Namespace, machine: Machine) -> int:
    """Print today's plan, or write it into a file."""
    with opened(machine) as store:
        require_on(TODAY, store.settings.current().turned_off)
        with store.read():
            today = plan.load(store)
        if given.file:
            write_privately(given.file, _page(today, store))
            tell(f"{today.head}: {given.file} is one page. It holds names: print it where you are.")
        elif given.json:
            as_json(_for_programs(today))
        else:
            print("\n".join(_lines(today)))
    return DONE


def _page(today: TodayView, store: Store) -> bytes:
    from kiosk.commands.plan_page import page

    settings, now = store.settings.current(), store.clock.now()
    made = f"Made at {now:%-I:%M %p on %A, %b %-d, %Y}. What holds now stands on the kiosk."
    foot = made if today.sections else f"{NOBODY} {made}"
    return page(settings.practice, today.head, today.sections, foot)


def _lines(today: TodayView) -> Iterator[str]:
    yield today.head
    for section in today.sections:
        yield ""
        yield section.title
        for one in section.lines:
            yield f"{one.name}: {one.words}"
    if not today.sections:
        yield NOBODY


def _for_programs(today: TodayView) -> dict[str, object]:
    return {
        "day": today.head,
        "sections": [
            {
                "title": section.title.capitalize(),
                "lines": [{"name": one.name, "words": one.words} for one in section.lines],
            }
            for section in today.sections
        ],
    }


COMMAND = Command("plan", "today's people, cover and jobs; one page to print", run, arguments)
