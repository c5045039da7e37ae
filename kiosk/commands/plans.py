"""`kiosk plans`: contingency plans, all or one; as a file that can be kept, changed and read."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from kiosk.commands.base import (
    DONE,
    Command,
    acting,
    as_json,
    insist,
    offer_as,
    opened,
    tell,
    write_privately,
)
from kiosk.commands.import_sources import LONGEST_NAME, why
from kiosk.machine import Machine
from kiosk.practice import kept_plans, plan_files
from kiosk.practice.errors import Refusal
from kiosk.practice.kept_plans import KeptPlan
from kiosk.practice.places import TODAY, require_on
from kiosk.practice.plan_writing import changes
from kiosk.practice.plans import PHASES, Plan
from kiosk.practice.sources import MOST_BYTES, text_of
from kiosk.practice.spans import shown
from kiosk.practice.words import clean
from screens.views import plan_words
from storage.store import Store

USAGE = "Write plans, plans NAME, plans export NAME FILE, or plans import FILE."


def arguments(parser: ArgumentParser) -> None:
    """What to do with them."""
    parser.add_argument(
        "words",
        nargs="*",
        metavar="NAME",
        help="one of them; or: export NAME FILE, which writes TOML; or: import FILE",
    )
    parser.add_argument("--json", action="store_true", help="for a program")
    parser.add_argument(
        "--dry-run", action="store_true", help="of import: only say what would change"
    )
    offer_as(parser)


def run(given: Namespace, machine: Machine) -> int:
    """Do it."""
    with opened(machine) as store:
        require_on(TODAY, store.settings.current().turned_off)
        match given.words:
            case []:
                return _list(given, store)
            case ["export", name, file]:
                return _export(name, Path(file), store)
            case ["import", file]:
                return _import(given, Path(file), store)
            case [name]:
                return _one(given, name, store)
        raise Refusal(USAGE)


def _list(given: Namespace, store: Store) -> int:
    ready = store.plans.ready()
    if given.json:
        as_json([_head(one) for one in ready])
    else:
        for one in ready:
            print(f"{one.name}: {_stands(one)}")
    return DONE


def _one(given: Namespace, name: str, store: Store) -> int:
    kept = kept_plans.named(name, store.plans.ready())
    plan = kept_plans.require_readable(kept)
    if given.json:
        as_json(_for_programs(kept, plan))
    else:
        print("\n".join(_lines(kept, plan)))
    return DONE


def _lines(kept: KeptPlan, plan: Plan) -> Iterator[str]:
    for label, words in plan_words.fields(plan):
        yield f"{label}: {words}"
    yield f"Version: {_stands(kept)}"


def _stands(kept: KeptPlan) -> str:
    newer = "; the ready-made one is newer" if kept.newer() else ""
    return f"version {kept.number}{newer}" if kept.is_own else "ready-made"


def _export(name: str, file: Path, store: Store) -> int:
    kept = kept_plans.named(name, store.plans.ready())
    text = plan_files.written(kept_plans.require_readable(kept))
    write_privately(file, text.encode(), is_new=True)
    tell(f"{kept.name}, {_stands(kept)}, is in {file}. 'kiosk plans import' reads it again.")
    return DONE


def _import(given: Namespace, file: Path, store: Store) -> int:
    plan = _read(file)
    by = acting(given, store)
    found = _of_same_name(plan, store)
    before = found.plan if found else None
    if before == plan:
        raise Refusal(f"{plan.name} says that already. Nothing was recorded.")
    if given.dry_run:
        would = "be changed" if found else "be a new plan"
        tell(f"{plan.name} would {would}. Nothing was recorded.")
    elif found:
        kept = insist(lambda: store.plans.change(found.key, found.number, plan, by))
        tell(f"{kept.name} is version {kept.number} now.")
    else:
        kept = insist(lambda: store.plans.write(plan, by))
        tell(f"{kept.name} lies ready.")
    for words in changes(before, plan) if before else ():
        print(words)
    return DONE


def _of_same_name(plan: Plan, store: Store) -> KeptPlan | None:
    name = plan.name.casefold()
    return next((one for one in store.plans.ready() if one.name.casefold() == name), None)


def _read(file: Path) -> Plan:
    name = clean(str(file), LONGEST_NAME)
    try:
        with file.open("rb") as opened_file:
            data = opened_file.read(MOST_BYTES + 1)
    except OSError as fault:
        raise Refusal(f"{name}: {why(fault)}") from fault
    return plan_files.read(text_of(data, name), name)


def _head(kept: KeptPlan) -> dict[str, object]:
    return {
        "key": kept.key,
        "name": kept.name,
        "version": kept.number or None,
        "ready_made": kept.origin or None,
        "ready_made_is_newer": kept.newer() is not None,
        "steps": len(kept.plan.steps) if kept.plan else None,
    }


def _for_programs(kept: KeptPlan, plan: Plan) -> dict[str, object]:
    decision = plan.decision
    return {
        **_head(kept),
        "why": plan.why,
        "trigger": plan.trigger,
        "decision": {
            "full": decision.full,
            "reduced": decision.reduced,
            "closed": decision.closed,
        },
        "lead": plan.lead,
        "backup": plan.backup,
        "steps": [
            {
                "when": one.when,
                "role": one.role,
                "does": one.does,
                "within": shown(one.within) if one.within else None,
                "critical": one.is_critical,
            }
            for phase in PHASES
            for one in plan.during(phase)
        ],
        "tell": [{"whom": one.whom, "role": one.role, "how": one.how} for one in plan.tells],
        "proposed_by": plan.proposed_by or None,
        "source": plan.source or None,
        "checked_on": plan.checked_on.isoformat() if plan.checked_on else None,
    }


COMMAND = Command("plans", "contingency plans: all, one, as a file, out of a file", run, arguments)
