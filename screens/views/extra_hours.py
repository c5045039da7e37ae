"""For managers: extra hours to check, and the rules they come from."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal, cast

from kiosk.practice.errors import Refusal
from kiosk.practice.people import PersonId
from kiosk.practice.values import dataclass
from screens.acts import (
    ABOUT,
    Action,
    Brief,
    Done,
    Given,
    Look,
    Option,
    Question,
    to_filter,
    to_open,
)
from screens.session import Kiosk
from screens.views.day_lines import DayLines, Line
from screens.views.words import clock_words, day_words
from storage.break_reviews import ExtraHourToCheck
from storage.decisions import LONGEST_PERIOD, LONGEST_REASON
from storage.store import Store

LOOK_BACK = timedelta(days=92)  # a quarter; `kiosk breaks` shows any time
OPEN, SETTLED = "open", "settled"
FILTERS = {OPEN: "Extra hours to check", SETTLED: "Settled"}
KINDS = {"meal": "lunch", "rest": "short break"}


@dataclass(frozen=True)
class ExtraHoursView(DayLines):
    """What is to check, by the pack's rules; or what was settled; or the one that is opened."""

    filter: str = OPEN
    rules: str = ""

    def title(self) -> str:
        return f"{FILTERS[self.filter]}: {len(self.items)}. Rules: {self.rules}"


def load_glance(kiosk: Kiosk) -> Brief:
    """How many are to check."""
    count = len([one for one in found(kiosk.store) if one.decided is None])
    return Brief("Extra hours", f"{count} to check" if count else "nothing to check")


def load(kiosk: Kiosk, look: Look) -> ExtraHoursView:
    """The list, and the one that is opened."""
    store, by = kiosk.store, look.filter or OPEN
    names = {one.id: one.name for one in store.people.everyone()}
    rules = store.break_rules.current().title
    chosen = [one for one in found(store) if (one.decided is None) == (by == OPEN)]
    if not look.opened:
        items = tuple(_line(one, names, store) for one in chosen)
        return ExtraHoursView(items, filter=by, rules=rules)
    one = _one(look.opened, store)
    opened = tuple(_fields(one, names, store))
    return ExtraHoursView((_line(one, names, store),), opened, one.subject, by, rules)


def found(store: Store) -> tuple[ExtraHourToCheck, ...]:
    """What looks like an extra hour in the last quarter, whether settled or not."""
    if not store.breaks.policy.has_lengths:
        return ()
    today = store.clock.now().date()
    return store.break_reviews.extra_hours(today - LOOK_BACK, today)


def _one(subject: str, store: Store) -> ExtraHourToCheck:
    for one in found(store):
        if one.subject == subject:
            return one
    raise Refusal("That one is no longer on the list: its times were corrected.")


def _line(one: ExtraHourToCheck, names: dict[PersonId, str], store: Store) -> Line:
    day = day_words(one.day, store.clock.now().date())
    settled = f"{_settled(one)}; " if one.decided else ""
    return Line(one.subject, names[one.person], day, f"{settled}{one.extra.words}")


def _settled(one: ExtraHourToCheck) -> str:
    if one.decided is None:
        return ""
    return f"paid in {one.decided.period}" if one.decided.outcome == "paid" else "not owed"


def _fields(
    one: ExtraHourToCheck, names: dict[PersonId, str], store: Store
) -> Iterator[tuple[str, str]]:
    yield "Who", names[one.person]
    yield "Day", day_words(one.day, store.clock.now().date())
    left = clock_words(one.stay.left) if one.stay.left else "not noted"
    yield "Here", f"{clock_words(one.stay.arrived)} to {left}"
    for each in one.stay.breaks:
        ended = f"{each.ended:%-I:%M:%S %p}" if each.ended else "not noted"
        corrected = " (corrected later)" if each.correction else ""
        name = store.breaks.policy.name(each.kind)
        yield name, f"{each.began:%-I:%M:%S %p} to {ended}{corrected}"
    for reason in one.extra.reasons:
        yield "To check", reason.words
        yield "By", reason.source.words
    yield "Extra hour", one.extra.source.words
    if one.decided:
        by = names[one.decided.by] if one.decided.by else "the owner"
        yield "Outcome", f"{_settled(one)}, {by}. {one.decided.words or ''}"
    yield "Note", "Nothing is paid by this program, and it is no legal advice."


def _about_outcome(given: Given) -> tuple[Question, ...]:
    outcome = Question("outcome", "What became of it?", OUTCOMES)
    if "outcome" not in given.answers:
        return (outcome,)
    if given.answers["outcome"] == "paid":
        period = Question("period", "In which pay period?", longest=LONGEST_PERIOD)
        note = Question("reason", "Note", longest=LONGEST_REASON, optional=True, guarded=True)
        return (outcome, period, note)
    why = Question("reason", "Not owed, because", longest=LONGEST_REASON, guarded=True)
    return (outcome, why)


def _settle(given: Given) -> Done:
    store, answers = given.store, given.answers
    one = _one(answers[ABOUT], store)
    outcome = cast(Literal["paid", "not owed"], answers["outcome"])
    store.break_reviews.settle_extra_hour(
        one, outcome, given.who, answers["reason"], answers.get("period", "")
    )
    return Done("Settled. It stays on record, and nothing is paid by it.")


def _about_rules(given: Given) -> tuple[Question, ...]:
    names = given.store.break_rules.names()
    words = "Which rules hold for shifts that begin from now on? Those under way keep theirs"
    now = given.store.break_rules.current().name
    return (Question("rules", words, tuple(Option(one, one) for one in names), default=now),)


def _choose(given: Given) -> Done:
    pack = given.store.break_rules.choose(given.answers["rules"], given.who)
    return Done(f"{pack.title}: from the next shift on.")


OUTCOMES = (Option("paid", "It is paid"), Option("not owed", "It is not owed"))
SETTLE = Action("d", "Settle it", _settle, _about_outcome, about="Which one?")
ACTIONS = (
    SETTLE,
    Action("r", "Rules for breaks", _choose, _about_rules),
)
TURNS = (
    to_open("Which one?"),
    to_filter("Which ones?", FILTERS.items()),
)
