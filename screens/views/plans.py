"""Contingency plans, for managers: those that lie ready, one whole, and how it was before."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from kiosk.practice.kept_plans import KeptPlan
from kiosk.practice.people import PersonId
from kiosk.practice.plan_writing import changes, tell_words
from kiosk.practice.plans import PHASES
from kiosk.practice.values import dataclass
from screens.acts import ABOUT, Brief, Listed, Look, Option, Turn, to_filter, to_open
from screens.session import Kiosk
from screens.views import plan_words
from screens.views.plan_editing import (
    ACTIONS,
    DECISION,
    OF_LIST,
    OF_PLAN,
    OF_PUT_AWAY,
    OF_VERSIONS,
    ROLES,
    STEP,
    TELL,
    WORDS,
    ref_of,
)
from screens.views.words import day_words

READY, AWAY, VERSIONS = "ready", "away", "versions"
Kind = Literal["plans", "plan", "versions"]
Names = dict[PersonId, str]
FILTERS = {READY: "Those that lie ready", AWAY: "Those put away"}


@dataclass(frozen=True)
class PlanLine:
    """One line: of the list a plan, of a plan a step or another part of it."""

    id: str
    name: str
    words: str


@dataclass(frozen=True)
class PlansView(Listed):
    """The list, one plan in lines that can be changed each, or one version of it to read.

    kind: what the lines are: plans, the parts of one plan, or its versions.
    """

    title: str
    items: tuple[PlanLine, ...]
    acts: tuple[Option, ...]
    kind: Kind = "plans"
    opened: tuple[tuple[str, str], ...] = ()
    ref: str = ""

    def headline(self) -> str:
        return self.title

    def aloud(self) -> Iterator[tuple[str, str]]:
        if self.opened:
            yield from self.opened
            return
        yield "Plan" if self.kind == "plan" else "List", self.title
        for one in self.items:
            yield one.name, one.words

    def things(self) -> tuple[Option, ...]:
        return tuple(Option(one.id, f"{one.name}: {one.words}") for one in self.items)

    def offers(self) -> tuple[Option, ...] | None:
        return self.acts


def load_glance(kiosk: Kiosk) -> Brief:
    """How many lie ready, and what came with the program since."""
    ready = kiosk.store.plans.ready()
    own, newer = sum(one.is_own for one in ready), sum(one.newer() is not None for one in ready)
    told = f", {newer} of them older than the ready-made one" if newer else ""
    return Brief("Plans", f"{len(ready)} lie ready, {own} your own{told}")


def load(kiosk: Kiosk, look: Look) -> PlansView:
    """The list that somebody looks at, or what they opened of it."""
    by, _, key = look.filter.partition(" ")
    if by == VERSIONS:
        return _versions(kiosk, key, look.opened)
    if look.opened:
        return _plan(kiosk.store.plans.newest(look.opened.split()[0]), kiosk)
    listed = _away(kiosk) if by == AWAY else kiosk.store.plans.ready()
    today = kiosk.clock.now().date()
    lines = tuple(PlanLine(ref_of(one), one.name, _stands(one, today)) for one in listed)
    acts = _offered(OF_PUT_AWAY if by == AWAY else OF_LIST)
    return PlansView(f"{FILTERS[by or READY]}: {len(lines)}", lines, acts)


def _away(kiosk: Kiosk) -> tuple[KeptPlan, ...]:
    return tuple(one for one in kiosk.store.plans.own() if one.is_away)


def _offered(keys: Iterable[str]) -> tuple[Option, ...]:
    by_key = {one.key: one for one in ACTIONS}
    return tuple(Option(one, by_key[one].words) for one in keys)


def _stands(one: KeptPlan, today: date) -> str:
    plan = one.plan
    if not plan:
        return f"version {one.number}"
    steps = f"{len(plan.steps)} steps"
    if not one.is_own:
        return f"{steps}, ready-made"
    since = f", since {day_words(one.at.date(), today)}" if one.at else ""
    newer = "; the ready-made one is newer" if one.newer() else ""
    return f"{steps}, version {one.number}{since}{newer}"


def _plan(kept: KeptPlan, kiosk: Kiosk) -> PlansView:
    """All of a plan, each part a line that is about something to change."""
    told = _stand_whole(kept, _names(kiosk), kiosk.clock.now().date())
    lines = tuple(_lines(kept))
    title = f"{kept.name}: {told}"
    left_out = ("p" if kept.is_own else "") + ("" if kept.newer() else "y")
    acts = OF_PUT_AWAY if kept.is_away else [one for one in OF_PLAN if one not in left_out]
    return PlansView(title, lines, _offered(acts), kind="plan")


def _lines(kept: KeptPlan) -> Iterator[PlanLine]:
    plan, ref = kept.plan, ref_of(kept)
    if plan is None:
        yield PlanLine(ref, "Words", kept.instead)
        return
    for place, (label, words) in enumerate(plan_words.head(plan)):
        yield PlanLine(f"{ref} {WORDS if place < 2 else DECISION} {place}", label, words)
    for place, (label, words) in enumerate(plan_words.roles(plan)):
        yield PlanLine(f"{ref} {ROLES} {place}", label, words)
    order = sorted(range(len(plan.steps)), key=lambda at: PHASES.index(plan.steps[at].when))
    for at, (label, words) in zip(order, plan_words.steps(plan), strict=True):
        yield PlanLine(f"{ref} {STEP} {at}", label, words)
    for at, tell in enumerate(plan.tells):
        yield PlanLine(f"{ref} {TELL} {at}", "Tell", tell_words(tell))
    for place, (label, words) in enumerate(plan_words.foot(plan)):
        yield PlanLine(f"{ref} {ROLES} {place + 2}", label, words)


def _stand_whole(kept: KeptPlan, names: Names, today: date) -> str:
    if not kept.is_own:
        return "ready-made; changing it makes it your own"
    away = "; put away" if kept.is_away else ""
    newer = "; the ready-made one is newer" if kept.newer() else ""
    return f"version {kept.number}, {_by_whom(kept, names, today)}{away}{newer}"


def _by_whom(kept: KeptPlan, names: Names, today: date) -> str:
    who = names.get(kept.by, "?") if kept.by else "the owner"
    return f"{day_words(kept.at.date(), today)}, {who}" if kept.at else "with the program"


def _names(kiosk: Kiosk) -> Names:
    return {one.id: one.name for one in kiosk.store.people.everyone()}


def _versions(kiosk: Kiosk, key: str, opened: str) -> PlansView:
    found = kiosk.store.plans.versions(key)
    names, today = _names(kiosk), kiosk.clock.now().date()
    lines = tuple(
        PlanLine(
            ref_of(one),
            f"Version {one.number}" if one.is_own else "Ready-made",
            f"{_by_whom(one, names, today)}: {_changed(one, before)}",
        )
        for one, before in zip(found, (*found[1:], None), strict=True)
    )
    acts = _offered(OF_VERSIONS)
    place = next((at for at, one in enumerate(lines) if one.id == opened), None)
    if place is None:
        return PlansView(f"How it was: {found[0].name}", lines, acts, "versions")
    before = found[place + 1] if place + 1 < len(found) else None
    one = found[place]
    told = f"{lines[place].name}, {_by_whom(one, names, today)}"
    fields = tuple(_fields(one, before, told))
    return PlansView(f"{one.name}: {told}", (lines[place],), acts, "versions", fields, opened)


def _differing(one: KeptPlan, before: KeptPlan | None) -> list[str]:
    return list(changes(before.plan, one.plan)) if before and before.plan and one.plan else []


def _changed(one: KeptPlan, before: KeptPlan | None) -> str:
    if one.plan is None:
        return one.instead
    if before is None:
        return "as it began"
    found = _differing(one, before)
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    return f"{found[0]}{more}" if found else "nothing to compare it with"


def _fields(one: KeptPlan, before: KeptPlan | None, told: str) -> Iterator[tuple[str, str]]:
    """What was changed first, then the whole of it."""
    yield "Version", told
    for words in _differing(one, before):
        yield "Changed", words
    yield from plan_words.fields(one.plan) if one.plan else [("Words", one.instead)]


def _to_versions(look: Look, answers: dict[str, str]) -> Look:
    return Look(filter=f"{VERSIONS} {answers[ABOUT].split()[0]}")


TURNS: tuple[Turn, ...] = (
    to_open("Which one?", "View"),
    Turn("h", "How it was", _to_versions, about="Of which plan?"),
    to_filter("Which ones?", FILTERS.items()),
)
