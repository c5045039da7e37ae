"""The downtime pack: all on paper that a day without the computer needs, put together beforehand.

Who works and who covers, the plans that lie ready, the open prior auths by reference only, and
blank forms. Nothing in it is about a patient before somebody writes on it.
"""

from datetime import date

from kiosk.practice.days import day_of, instant
from kiosk.practice.kept_plans import KeptPlan
from kiosk.practice.people import PersonId
from kiosk.practice.places import PRIOR_AUTHS
from kiosk.practice.plan_writing import PHASE_WORDS, step_words, tell_words
from kiosk.practice.plans import PHASES, Plan
from kiosk.practice.prior_auths import PriorAuth
from kiosk.practice.values import dataclass
from screens.views import plan, plan_words
from screens.views.blank_forms import BLANK, Sheet, Table
from screens.views.prior_auth_words import due_words, standing
from screens.views.today import TodayView
from screens.views.words import day_words
from storage.store import Store

MOST_AUTHS = 500


@dataclass(frozen=True)
class Pack:
    """All sheets of a working day."""

    practice: str
    head: str
    sheets: tuple[Sheet, ...]


def load(store: Store) -> Pack:
    """The pack for today, or once today is over for the next day on which it is open."""
    settings, day = store.settings.current(), day_for(store)
    shown = plan.load(store, day)
    plans = (_plan(one, one.plan) for one in store.plans.ready() if one.plan)
    auths = () if PRIOR_AUTHS in settings.turned_off else (_prior_auths(store, day),)
    sheets = (_people(shown), *plans, *auths, *BLANK)
    return Pack(settings.practice, shown.head, sheets)


def day_for(store: Store) -> date:
    """Today as long as it is still open, or else the next day on which it is."""
    settings, now = store.settings.current(), store.clock.now()
    today = day_of(now, settings.day_boundary)
    stretches = settings.hours.stretches(today, store.clock.zone)
    is_over = all(instant(ends) <= instant(now) for _, ends in stretches)
    return settings.hours.working_day(today, 1) if is_over else today


def _people(shown: TodayView) -> Sheet:
    lines = [
        (section.title.replace(" TODAY", "").capitalize(), f"{one.name}: {one.words}")
        for section in shown.sections
        for one in section.lines
    ]
    none = [("At work", "nobody is on the roster: write here who comes")]
    return Sheet("Who works, and who covers", tuple(lines or none))


def _plan(kept: KeptPlan, one: Plan) -> Sheet:
    """A plan with a place to tick each step, for when the kiosk itself is down."""
    rows = [
        ("", f"{PHASE_WORDS[phase]}. {step_words(step)}", "", "")
        for phase in PHASES
        for step in one.during(phase)
    ]
    rows += [("", f"Tell {tell_words(tell)}", "", "") for tell in one.tells]
    table = Table(("done", "what, and whose it is", "by", "at"), (3, 24, 5, 4), tuple(rows))
    version = f"version {kept.number}" if kept.is_own else "ready-made"
    began = ("Started", "at __________  by ____________________  full / reduced / closed")
    lines = (*plan_words.head(one), *plan_words.roles(one), began)
    return Sheet(f"Plan: {one.name}", lines, table, f"{one.name}, {version}")


def _prior_auths(store: Store, day: date) -> Sheet:
    """By reference only: what each is for stands in the chart, under its reference."""
    found = store.prior_auths.listed("open", day, most=MOST_AUTHS)
    names = {one.id: one.name for one in store.people.everyone()}
    rows = tuple(_auth(one, names, day) for one in found.tasks)
    left = found.total - len(rows)
    more = f" {left} more are on the kiosk." if left > 0 else ""
    table = Table(
        ("reference", "payer", "stands, and due", "who has it", "call reference"),
        (2, 3, 5, 3, 3),
        rows,
        blank=0 if rows else 1,
    )
    return Sheet(
        f"Open prior auths: {found.total}", (), table, f"The chart says what each is for.{more}"
    )


def _auth(one: PriorAuth, names: dict[PersonId, str], day: date) -> tuple[str, ...]:
    needed = f"needed by {day_words(one.needed_by, day)}" if one.needed_by else ""
    stands = "; ".join(filter(None, (standing(one), due_words(one, day), needed)))
    owner = names.get(one.owner, "?") if one.owner else "nobody yet"
    return (one.ref, one.payer, stands, owner, "")
