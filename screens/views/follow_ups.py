"""Follow-ups: what was asked of whom by which day, for those two alone."""

from collections.abc import Iterator
from datetime import date

from kiosk.practice.follow_ups import STANDS, FollowUp
from kiosk.practice.people import Person, PersonId
from kiosk.practice.values import dataclass
from screens.acts import Brief, Look, to_filter, to_open
from screens.session import Kiosk
from screens.views.day_lines import DayLines, Line
from screens.views.follow_up_acts import ASK, WHAT_NOW
from screens.views.words import clock_words, day_words

OPEN, ENDED = "open", "ended"
FILTERS = {OPEN: "Follow-ups that are open", ENDED: "Settled follow-ups"}
DESTROYED = "(destroyed)"


@dataclass(frozen=True)
class FollowUpsView(DayLines):
    """Those of whoever is here, by the day asked for; or the one that is opened."""

    filter: str = OPEN

    def title(self) -> str:
        return f"{FILTERS[self.filter]}: {len(self.items) or 'none'}"


def load_glance(kiosk: Kiosk) -> Brief:
    """How many are open, of whoever is here."""
    who = kiosk.session.person
    found = kiosk.store.follow_ups.listed(who) if who else ()
    today = kiosk.clock.now().date()
    late = sum(one.due < today for one in found)
    words = f"{len(found)} open" + (f", {late} past their day" if late else "")
    return Brief("Follow-ups", words if found else "none open")


def load(kiosk: Kiosk, look: Look) -> FollowUpsView:
    """The list, and the one that is opened. Raises Refusal when that is not theirs to see."""
    who, by = kiosk.session.person, look.filter or OPEN
    if who is None:
        return FollowUpsView(())
    names = {one.id: one.name for one in kiosk.store.people.everyone()}
    if look.opened:
        number = int(look.opened.rpartition(" ")[2])
        one = kiosk.store.follow_ups.get(number, who)
        opened = tuple(fields(one, names, kiosk))
        return FollowUpsView((_line(one, names, kiosk),), opened, one.key, by)
    found = kiosk.store.follow_ups.listed(who, by == OPEN)
    return FollowUpsView(tuple(_line(one, names, kiosk) for one in found), filter=by)


def _line(one: FollowUp, names: dict[PersonId, str], kiosk: Kiosk) -> Line:
    stands = "" if one.state == "asked" else f"{STANDS[one.state]}: "
    what = one.what or DESTROYED
    return Line(one.key, names[one.person], _due(one, kiosk), f"{stands}{what}")


def _due(one: FollowUp, kiosk: Kiosk) -> str:
    return day_words(one.due, kiosk.clock.now().date())


def fields(one: FollowUp, names: dict[PersonId, str], kiosk: Kiosk) -> Iterator[tuple[str, str]]:
    """Labels and values of one that is opened."""
    today = kiosk.clock.now().date()
    late = ", which has passed" if one.is_open and one.due < today else ""
    yield "Who", names[one.person]
    yield "What", one.what or DESTROYED
    yield "Why it matters", one.why or DESTROYED
    yield "By when", f"{_due(one, kiosk)}{late}"
    if one.subject:
        yield "About", one.subject
    yield "Stands", STANDS[one.state]
    if one.word:
        yield "In their words", one.word
    yield "Asked by", names[one.by]
    for each in kiosk.store.follow_ups.history(one.number):
        by = names[each.by] if each.by else "the owner"
        when = f"{day_words(each.at.date(), today)} {clock_words(each.at)}"
        yield "History", f"{when}: {each.deed.removeprefix('follow-up ')}, {by}"


def stands(one: FollowUp, person: Person, today: date) -> str:
    """Where one stands that is no longer just asked: who needs help, who is gone, or late."""
    if one.state != "asked":
        return f"{person.name} {STANDS[one.state]}"
    if person.is_gone(today):
        return f"{person.name} works here no longer"
    return f"asked of {person.name}, and its day has passed"


def asked_of_you(kiosk: Kiosk, names: dict[PersonId, str]) -> tuple[tuple[str, str], ...]:
    """What whoever is here is asked and has not answered: each with its key, and in words."""
    who, today = kiosk.session.person, kiosk.clock.now().date()
    found = kiosk.store.follow_ups.asked_of(who) if who else ()
    return tuple((one.key, _asked(one, names, _due(one, kiosk), one.due <= today)) for one in found)


def _asked(one: FollowUp, names: dict[PersonId, str], day: str, is_due: bool) -> str:
    when = f"DUE {day}" if is_due else f"by {day}"
    return f"{one.what or DESTROYED}, {when}, for {names[one.by]}: {one.why or DESTROYED}"


ACTIONS = (WHAT_NOW, ASK)
TURNS = (to_open("Which one?"), to_filter("Which ones?", FILTERS.items()))
