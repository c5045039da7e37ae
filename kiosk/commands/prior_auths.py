"""`kiosk prior-auths`: the list, one request, questions for paper, and the payers' clocks."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from kiosk.commands.base import (
    DONE,
    Command,
    acting,
    as_csv,
    as_json,
    offer_as,
    opened,
)
from kiosk.machine import Machine
from kiosk.practice.people import PersonId, named
from kiosk.practice.places import PRIOR_AUTHS, require_on
from kiosk.practice.prior_auth_terms import PriorAuthRef
from kiosk.practice.prior_auths import PriorAuth
from screens.session import as_seen
from screens.views import prior_auth_opened
from screens.views.prior_auth_questions import page
from screens.views.prior_auth_words import standing, what
from screens.views.prior_auths import FILTERS
from storage.store import Store

ALL_OF_THEM = 10_000_000  # an export leaves nothing out
COLUMNS = (
    *("ref", "state", "stands", "who_needed", "step", "kind", "purpose", "owner", "backup"),
    *("payer", "payer_type", "service", "codes", "clinician", "urgency", "service_date"),
    *("needed_by", "requested_on", "submitted_at", "submitted_how", "received_at"),
    *("payer_reference", "decision_due", "decision_rule", "wanted_by", "attempts"),
    *("follow_up_on", "answer", "answered_on", "authorization_number", "valid_from", "valid_to"),
    *("units", "units_used", "items", "peer_to_peer_by", "appeal_by", "previous", "check"),
)
MASKED = "masked"  # in every list, and for whoever was not asked their PIN
OF_A_KIOSK = ("mine", "alone", "aside")  # filters that need somebody who looks
FILTERED = tuple(one for one in FILTERS if one not in OF_A_KIOSK)


def arguments(parser: ArgumentParser) -> None:
    """What to print."""
    parser.add_argument("ref", nargs="?", metavar="REF", help="one of them, such as K7-F2M")
    parser.add_argument(
        "--filter", default="open", choices=FILTERED, metavar="WORD", help=", ".join(FILTERED)
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="for a program")
    form.add_argument("--csv", action="store_true", help="for a spreadsheet")
    form.add_argument("--questions", metavar="NAME", help="what is asked of this person, to print")
    form.add_argument("--clocks", action="store_true", help="how long payers may take, and why")
    offer_as(parser)


def run(given: Namespace, machine: Machine) -> int:
    """Print it."""
    with opened(machine) as store:
        if not given.clocks:
            require_on(PRIOR_AUTHS, store.settings.current().turned_off)
        if given.clocks:
            lines = _clocks(store)
        elif given.questions:
            everyone = store.people.everyone(store.clock.now().date())
            lines = page(named(given.questions, everyone), store)
        elif given.ref:
            return _one(given, store)
        else:
            return _list(given, store)
        print("\n".join(lines))
    return DONE


def _list(given: Namespace, store: Store) -> int:
    today = store.clock.now().date()
    with store.read():
        tasks = store.prior_auths.listed(given.filter, today, most=ALL_OF_THEM).tasks
        names = {person.id: person.name for person in store.people.everyone()}
        purposes = store.prior_auths.purposes()
    rows = (_row(one, names, purposes.get(one.ref, ""), is_known=False) for one in tasks)
    if given.json:
        as_json(list(rows))
    elif given.csv:
        as_csv(COLUMNS, ({name: _cell(row[name]) for name in COLUMNS} for row in rows))
    else:
        for one in tasks:
            owner = names[one.owner] if one.owner else "nobody"
            print(f"{one.ref}  {one.payer}, {what(one)}, {standing(one)}, {owner} has it")
    return DONE


def _one(given: Namespace, store: Store) -> int:
    who = acting(given, store)
    with store.read():
        task = store.prior_auths.get(PriorAuthRef(given.ref.upper()))
        names = {person.id: person.name for person in store.people.everyone()}
        why = store.prior_auths.notes(task.ref).get("purpose", "")
        row = _row(task, names, why, who is not None)
        if given.json:
            as_json({**row, "history": _history(task, store)})
        elif given.csv:
            as_csv(COLUMNS, [{name: _cell(row[name]) for name in COLUMNS}])
        else:
            for label, value in prior_auth_opened.lines(task, as_seen(store, who), names):
                print(f"{label}: {value}")
    return DONE


def _history(task: PriorAuth, store: Store) -> list[dict[str, str]]:
    return [
        {"at": one.at.isoformat(), "deed": one.deed, "detail": one.detail}
        for one in store.prior_auths.history(task.ref)
    ]


def _row(
    one: PriorAuth, names: dict[PersonId, str], purpose: str, is_known: bool
) -> dict[str, Any]:
    """The fields of one request, people by name; numbers masked unless somebody is known."""
    told = {name: _plain(getattr(one, name, None)) for name in COLUMNS}
    for name in ("owner", "backup", "clinician"):
        person = getattr(one, name)
        told[name] = names[person] if person else None
    for name in ("payer_reference", "authorization_number"):
        told[name] = told[name] if is_known or not told[name] else MASKED
    return {**told, "stands": standing(one), "purpose": purpose}


def _plain(value: Any) -> Any:
    """A value as JSON has it: days and moments in ISO form, in the practice's zone."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _cell(value: Any) -> object:
    return "; ".join(value) if isinstance(value, list) else value


def _clocks(store: Store) -> Iterator[str]:
    for clock in store.payer_clocks.all():
        source = clock.source
        ends = f" to {source.valid_to}" if source.valid_to else ""
        yield f"{clock.name}: {clock.payer_type}, {clock.covers}, {clock.urgency}"
        yield f"  {source.words}"
        yield f"  from {source.valid_from}{ends}, checked {source.checked_on}"


COMMAND = Command(
    "prior-auths", "the prior auths, one of them, or what waits for whom", run, arguments
)
