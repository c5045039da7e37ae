"""`kiosk issues`: the list, one of them, figures, and what the owner answers."""

from argparse import ArgumentParser, Namespace
from typing import Any, cast

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
from kiosk.practice.errors import Refusal
from kiosk.practice.issue_moves import MOVES, PEOPLE, TEXTS, Act
from kiosk.practice.issues import OWNER, Issue, IssueRef, Viewer, WhyHidden
from kiosk.practice.people import Person
from kiosk.practice.places import ISSUES, require_on
from screens.session import as_seen
from screens.views import issue_figures, issue_opened
from screens.views.issue_answers import read
from screens.views.issue_links import began_with
from screens.views.issue_words import Names, one_line, short
from screens.views.issues import FILTERS
from storage.issue_queries import Filter
from storage.store import Store

ALL_OF_THEM = 10_000_000  # an export leaves nothing out
EVERY: tuple[Filter, ...] = ("all", *FILTERS)
COLUMNS = (
    *("number", "state", "visibility", "area", "how_often", "what", "raised_by", "raised_at"),
    *("proposals", "help_wanted", "me_toos", "reply_by", "replied_at", "answered_by"),
    *("later_on", "tried_by", "trial_until", "proposed_by", "done_by", "outcome", "part_of"),
    "began_with",
)
ACTS: tuple[Act, ...] = tuple(dict.fromkeys(one.act for one in MOVES))
DAYS = ("trial_until", "later_on")


def arguments(parser: ArgumentParser) -> None:
    """What to print, or what to answer."""
    parser.add_argument("ref", nargs="?", metavar="REF", help="one of them: 41, or P-4K7D")
    parser.add_argument(
        "--filter", default="all", choices=EVERY, metavar="WORD", help=", ".join(EVERY)
    )
    parser.add_argument("--search", default="", metavar="WORDS", help="only those with these words")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="for a program")
    form.add_argument("--csv", action="store_true", help="for a spreadsheet")
    form.add_argument("--figures", action="store_true", help="replies in time, and what came of it")
    form.add_argument("--do", choices=ACTS, metavar="ACT", help=f"answer it: {', '.join(ACTS)}")
    form.add_argument("--hide", type=int, metavar="ENTRY", help="hide a text, with --why, --reason")
    parser.add_argument("--why", choices=("patient data", "harassment"), default="harassment")
    for name in (*TEXTS, *PEOPLE, *DAYS, "into"):
        words = "NAME" if name in PEOPLE else "DAY" if name in DAYS else "WORDS"
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, default="", metavar=words, help="for --do")
    offer_as(parser)


def run(given: Namespace, machine: Machine) -> int:
    """Print it, or answer it."""
    with opened(machine) as store:
        require_on(ISSUES, store.settings.current().turned_off)
        who = acting(given, store)
        viewer = store.issues.viewer(who) if who else OWNER
        if given.ref is None and (given.do or given.hide is not None):
            raise Refusal("Name the one that it is about, such as 41.")
        if given.figures:
            return _figures(store, viewer)
        if given.do:
            return _do(given, store, who)
        if given.hide is not None:
            return _hide(given, store, who, viewer)
        if given.ref:
            return _one(given, store, who, viewer)
        return _list(given, store, viewer)


def _ref(given: Namespace) -> IssueRef:
    return IssueRef(given.ref.upper().removeprefix("#"))


def _list(given: Namespace, store: Store, viewer: Viewer) -> int:
    with store.read():
        found = store.issues.listed(given.filter, viewer, given.search, ALL_OF_THEM).issues
        names = _names(store)
    if given.json:
        as_json([_row(one, names) for one in found])
    elif given.csv:
        as_csv(COLUMNS, (_row(one, names) for one in found))
    else:
        today = store.clock.now().date()
        for one in found:
            print(f"{one.name}  {one_line(one.what)}, {one.area}, {short(one, today)}")
    return DONE


def _one(given: Namespace, store: Store, who: Person | None, viewer: Viewer) -> int:
    with store.read():
        one, names = store.issues.get(_ref(given), viewer), _names(store)
        # Counted in each: a number of all of them would tell of those that somebody may not see.
        entries = store.issue_reading.entries(one.ref, viewer)
        if given.csv:
            as_csv(COLUMNS, [_row(one, names)])
        elif given.json:
            told = [
                {
                    "entry": place,
                    "at": entry.at.isoformat(),
                    "deed": entry.deed,
                    "sort": entry.sort,
                    "words": entry.words,
                    "by": names[entry.by] if entry.by else None,
                }
                for place, entry in enumerate(entries, 1)
            ]
            as_json({**_row(one, names), "entries": told})
        else:
            for label, value in issue_opened.lines(one, as_seen(store, who), viewer, names):
                print(f"{label}: {value}" if label else f"  {value}")
            texts = (f"{n} {one.sort}" for n, one in enumerate(entries, 1) if one.words)
            print("Entries: " + ", ".join(texts))
    return DONE


def _names(store: Store) -> Names:
    return {person.id: person.name for person in store.people.everyone()}


def _row(one: Issue, names: Names) -> dict[str, Any]:
    """The fields of one, people by name as far as whoever asks may know them."""
    people = {
        name: names[person] if (person := getattr(one, name)) else None
        for name in ("raised_by", "tried_by", "proposed_by", "done_by")
    }
    return {
        "number": one.ref,
        "state": one.state,
        "visibility": one.audience,
        "area": one.area,
        "how_often": one.how_often,
        "what": one.what,
        **people,
        "raised_at": one.raised_at.isoformat(),
        "proposals": one.proposals,
        "help_wanted": one.needs_ideas,
        "me_toos": one.me_toos,
        "reply_by": one.reply_by.isoformat(),
        "replied_at": one.replied_at.isoformat() if one.replied_at else None,
        "answered_by": one.desk,
        "later_on": one.later_on.isoformat() if one.later_on else None,
        "trial_until": one.trial_until.isoformat() if one.trial_until else None,
        "outcome": one.outcome or None,
        "part_of": one.into,
        "began_with": began_with(one.linked) or None,
    }


def _figures(store: Store, viewer: Viewer) -> int:
    if not (viewer.is_owner or viewer.is_manager):
        raise Refusal("Figures are for managers and the owner.")
    for label, words in issue_figures.lines(store, viewer):
        print(f"{label}: {words}")
    return DONE


def _do(given: Namespace, store: Store, who: Person | None) -> int:
    names = (*TEXTS, *PEOPLE, *DAYS, "into")
    typed = {name: words for name in names if (words := getattr(given, name))}
    told = {name: read(name, words, store) for name, words in typed.items()}
    act = cast(Act, given.do)
    moved = insist(lambda: store.issue_work.move(_ref(given), act, who, told))
    tell(f"{moved.before.name} is {moved.after.state}. Whose it is reads of it at the kiosk.")
    return DONE


def _hide(given: Namespace, store: Store, who: Person | None, viewer: Viewer) -> int:
    why = cast(WhyHidden, given.why)
    entries = dict(enumerate(store.issue_reading.entries(_ref(given), viewer), 1))
    if given.hide not in entries:
        raise Refusal(f"There is no entry {given.hide}. Its entries are 1 to {len(entries)}.")
    number = entries[given.hide].number
    insist(lambda: store.issue_work.hide(_ref(given), number, why, given.reason, who))
    tell("Hidden. That it was there, who hid it and why can be seen.")
    return DONE


COMMAND = Command(
    "issues", "problems and ideas, their figures, and the owner's answers", run, arguments
)
