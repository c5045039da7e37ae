"""`kiosk people`: who works here."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from kiosk.commands.base import (
    DONE,
    Command,
    acting,
    as_csv,
    as_json,
    insist,
    offer_as,
    opened,
    secret,
    tell,
)
from kiosk.commands.people_files import new_person, read
from kiosk.machine import Machine
from kiosk.practice.employment import as_day
from kiosk.practice.knobs import shown
from kiosk.practice.people import Person, named
from kiosk.practice.settings import as_idle
from storage.store import Store

COLUMNS = ("name", "roles", "manager", "breaks", "from", "to", "active", "pin", "badge", "idle")


def arguments(parser: ArgumentParser) -> None:
    """What to do with people."""
    each = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    listing = each.add_parser("list", help="everybody, with roles and rights")
    form = listing.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="for a program")
    form.add_argument("--csv", action="store_true", help="for a spreadsheet")
    _add_arguments(each.add_parser("add", help="add somebody; prints a one-time code"))
    several = each.add_parser("import", help="add everybody in a CSV file, or nobody")
    several.add_argument(
        "file", type=Path, metavar="FILE", help="columns name, roles (;), manager, breaks, from, to"
    )
    code = each.add_parser("code", help="a new one-time code; the PIN is gone at once")
    badge = each.add_parser("badge", help="read somebody's badge; the old one is off at once")
    for one in (code, badge):
        one.add_argument("name", metavar="NAME", help="the name, or enough of it")
    for one in (each.choices["add"], several, code, badge):
        offer_as(one)


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="as the board shows it")
    parser.add_argument("--role", action="append", default=[], metavar="R", help="may be repeated")
    parser.add_argument("--manager", action="store_true", help="may do what managers may")
    parser.add_argument("--no-breaks", action="store_true", help="breaks are not tracked")
    parser.add_argument("--from", dest="first", default="", metavar="DATE", help="first day")
    parser.add_argument("--to", dest="last", default="", metavar="DATE", help="last day")
    parser.add_argument("--idle", metavar="SPAN", help="how long a session waits, such as '60 s'")


def run(given: Namespace, machine: Machine) -> int:
    """Do one of them."""
    with opened(machine) as store:
        WAYS[given.what](given, store)
    return DONE


def _list(given: Namespace, store: Store) -> None:
    everyone = [_row(one) for one in store.people.everyone()]
    if given.json:
        as_json(everyone)
    elif given.csv:
        as_csv(COLUMNS, ({key: _cell(value) for key, value in row.items()} for row in everyone))
    else:
        for row in everyone:
            print(_line(row))


def _add(given: Namespace, store: Store) -> None:
    person = new_person(
        given.name,
        tuple(given.role),
        is_manager=given.manager,
        breaks_tracked=not given.no_breaks,
        days=(as_day(given.first), as_day(given.last)),
        idle=as_idle(given.idle or ""),
    )
    by = acting(given, store)
    added, code = insist(lambda: store.people.add(person, by))
    tell(f"{added.name} was added. This one-time code is shown only now:")
    print(code)


def _import(given: Namespace, store: Store) -> None:
    names = {one.name for one in store.people.everyone() if one.is_active}
    new = read(given.file, set(store.settings.current().counts_as), names)
    by = acting(given, store)
    added = insist(lambda: store.people.add_all(new, by))
    tell(f"{len(added)} were added. These one-time codes are shown only now:")
    for person, code in added:
        print(f"{person.name}: {code}")


def _code(given: Namespace, store: Store) -> None:
    person, by = _meant(given, store), acting(given, store)
    code = insist(lambda: store.people.new_code(person, by))
    tell(f"This one-time code of {person.name} is shown only now; the PIN before is gone:")
    print(code)


def _badge(given: Namespace, store: Store) -> None:
    person, by = _meant(given, store), acting(given, store)
    badge = secret(f"Scan the badge of {person.name}: ")
    insist(lambda: store.people.set_badge(person, badge, by))
    tell(f"{person.name} has this badge now, and no other.")


def _meant(given: Namespace, store: Store) -> Person:
    """Also somebody who begins next week. Raises Refusal when nobody or several are meant."""
    return named(given.name, [one for one in store.people.everyone() if one.is_active])


def _row(person: Person) -> dict[str, object]:
    return {
        "name": person.name,
        "roles": person.roles,
        "manager": person.is_manager,
        "breaks": person.breaks_tracked,
        "from": person.employed_from.isoformat() if person.employed_from else None,
        "to": person.employed_to.isoformat() if person.employed_to else None,
        "active": person.is_active,
        "pin": person.has_pin,
        "badge": person.has_badge,
        "idle": shown(person.idle) if person.idle else None,
    }


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        return ";".join(value)
    text = shown(value) if isinstance(value, bool) else value
    # A spreadsheet would reckon with a text that begins so, instead of showing it.
    return f"'{text}" if isinstance(text, str) and text[:1] in tuple("=+-@") else text


def _line(row: dict[str, object]) -> str:
    words = {
        "may manage": row["manager"],
        "breaks not tracked": not row["breaks"],
        f"from {row['from']}": row["from"],
        f"to {row['to']}": row["to"],
        "switched off": not row["active"],
        "no PIN yet": not row["pin"],
        "badge": row["badge"],
        f"waits {row['idle']}": row["idle"],
    }
    said = [str(_cell(row["roles"])).replace(";", ", ") or "no role"]
    return f"{row['name']}: {'; '.join(said + [word for word, holds in words.items() if holds])}"


WAYS = {"list": _list, "add": _add, "import": _import, "code": _code, "badge": _badge}
COMMAND = Command("people", "who works here: list, add, import, code, badge", run, arguments)
