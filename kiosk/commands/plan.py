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
    form.add_argument(
        "--downtime-pack",
        dest="pack",
        type=Path,
        metavar="FILE",
        help="write there all that a day without the computer needs; .txt: as plain text",
    )


def run(given: Namespace, machine: Machine) -> int:
    """Print today's plan, or write it into a file."""
    with opened(machine) as store:
        require_on(TODAY, store.settings.current().turned_off)
        if given.pack:
            return _pack(given.pack, store)
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


def _pack(file: Path, store: Store) -> int:
    """People, plans, open prior auths by reference, and blank forms."""
    from kiosk.commands import pack_pages
    from screens.views import downtime_pack

    with store.read():
        pack = downtime_pack.load(store)
    made = f"Made at {_made_at(store)}."
    is_text = file.suffix.casefold() == ".txt"
    pages = pack_pages.text(pack, made).encode() if is_text else pack_pages.pdf(pack, made)
    write_privately(file, pages, is_new=True)
    count = len(pack.sheets)
    tell(f"{pack.head}: {count} sheets in {file}. It holds names: print it where you are.")
    return DONE


def _made_at(store: Store) -> str:
    return f"{store.clock.now():%-I:%M %p on %A, %b %-d, %Y}"


def _page(today: TodayView, store: Store) -> bytes:
    from kiosk.commands.plan_page import page

    settings = store.settings.current()
    made = f"Made at {_made_at(store)}. What holds now stands on the kiosk."
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


COMMAND = Command(
    "plan", "today's people, cover and jobs to print; the downtime pack", run, arguments
)
