"""For managers: what people say of their times, short lunches, breaks not possible, open ends."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, cast

from kiosk.practice.break_corrections import LONGEST_WORDS, Correction, Forgotten, Outcome
from kiosk.practice.breaks import Stay
from kiosk.practice.errors import Refusal
from kiosk.practice.hours_worked import worked
from kiosk.practice.issues import NOBODY
from kiosk.practice.people import LONGEST_NAME, Person, PersonId, like, named
from kiosk.practice.typed_texts import TypedText
from screens.acts import (
    ABOUT,
    Action,
    Brief,
    Done,
    Given,
    Look,
    Option,
    Question,
    to_open,
)
from screens.session import Kiosk
from screens.views import issue_links
from screens.views.corrections import (
    about_correction,
    about_forgotten,
    correct,
    say_how,
    stated,
)
from screens.views.day_lines import DayLines, Line
from screens.views.destroying import destroying
from screens.views.words import clock_words, day_words, length_words
from storage.break_reviews import LunchToDecide, MissedToNote
from storage.store import Store

LOOK_BACK = timedelta(days=92)  # a quarter; `kiosk breaks` shows any time
Subject = Correction | LunchToDecide | MissedToNote | Forgotten
REASON = Question("reason", "Why? The person will read it", longest=LONGEST_WORDS, guarded=True)


class TimesView(DayLines):
    """Everything that waits for a manager, the oldest day first; or the one that is opened."""

    def title(self) -> str:
        return f"To decide: {len(self.items)}"


def load_glance(kiosk: Kiosk) -> Brief:
    """How many wait."""
    count = len(subjects(kiosk.store))
    return Brief("Times to decide", f"{count} to decide" if count else "nothing waits")


def load(kiosk: Kiosk, look: Look) -> TimesView:
    """The list, and the one that is opened. Raises Refusal when that one is decided."""
    store = kiosk.store
    names = {one.id: one.name for one in store.people.everyone()}
    items = tuple(_item(key, one, names, store) for key, one in subjects(store).items())
    if not look.opened:
        return TimesView(items)
    one = _subject(look.opened, store)
    opened = (*_fields(one, names, store),)
    return TimesView((_item(look.opened, one, names, store),), opened, look.opened)


def subjects(store: Store) -> dict[str, Subject]:
    """All that waits, by what a decision about it is about, the oldest day first."""
    today = store.clock.now().date()
    first = today - LOOK_BACK
    found: list[tuple[date, str, Subject]] = []
    found += [(one.day, one.key, one) for one in store.corrections.waiting()]
    found += [
        (one.stay.day, f"end {one.stay.key}", one) for one in store.break_reviews.open_ends(first)
    ]
    if store.breaks.policy.has_lengths:
        lunches = store.break_reviews.lunches(first, today)
        found += [(one.day, one.subject, one) for one in lunches if one.decided is None]
    missed = store.break_reviews.missed(first, today)
    found += [(one.missed.day, one.subject, one) for one in missed if one.decided is None]
    return {key: one for _, key, one in sorted(found, key=lambda each: each[:2])}


def _subject(key: str, store: Store) -> Subject:
    waiting = subjects(store)
    if key not in waiting:
        raise Refusal("That one is decided.")
    return waiting[key]


def whose(one: Subject) -> tuple[PersonId, date]:
    """Whose time it is, and of which day."""
    match one:
        case MissedToNote():
            return one.missed.person, one.missed.day
        case Forgotten():
            return one.stay.person, one.stay.day
    return one.person, one.day


def _item(key: str, one: Subject, names: dict[PersonId, str], store: Store) -> Line:
    person, day = whose(one)
    return Line(key, names[person], day_words(day, store.clock.now().date()), said(one, store))


def said(one: Subject, store: Store) -> str:
    """What waits, in one sentence."""
    name = store.breaks.policy.name
    match one:
        case Correction():
            return f"says: {stated(one, store)} {one.words or ''}".strip()
        case LunchToDecide():
            length = length_words(one.lunch.lasted(one.lunch.began))
            return f"{name(one.lunch.kind).lower()} of {length}, {_free(one.lunch.free)}"
        case MissedToNote():
            kind = name(one.missed.kind).lower()
            return f"{kind} was not possible. {one.missed.words}".strip()
    return "nobody noted how it ended"


def _free(free: bool | None) -> str:
    return {True: "free from work", False: "not free the whole time", None: "nobody said if free"}[
        free
    ]


def _fields(one: Subject, names: dict[PersonId, str], store: Store) -> Iterator[tuple[str, str]]:
    """Original, the person's words and the effect, one under the other."""
    person, day = whose(one)
    yield "Who", names[person]
    yield "Day", day_words(day, store.clock.now().date())
    match one:
        case Correction():
            yield from _of_correction(one, names, store)
        case LunchToDecide():
            yield "Recorded", f"{clock_words(one.lunch.began)} to {_ended(one)}"
            yield "Free from work", _free(one.lunch.free)
            yield (
                "In their words",
                store.breaks.reasons(day, day).get(one.lunch.key, "nothing said"),
            )
            yield "Until decided", "treated as paid working time"
            began_with = f"{issue_links.OF_BREAK}{one.lunch.key}"
            yield from issue_links.lines(began_with, store, NOBODY)
        case MissedToNote():
            yield "Not possible", store.breaks.policy.name(one.missed.kind)
            yield "In their words", one.missed.words
        case Forgotten():
            yield "Recorded", _times(one.stay, store)
            yield "What to do", "Ask, and say here how it ended. Or wait until they say it."


def _ended(one: LunchToDecide) -> str:
    lunch = one.lunch
    return (
        f"{clock_words(lunch.ended)}, {length_words(lunch.lasted(lunch.began))}"
        if lunch.ended
        else ""
    )


def _of_correction(
    one: Correction, names: dict[PersonId, str], store: Store
) -> Iterator[tuple[str, str]]:
    by = names[one.said_by] if one.said_by else "the owner"
    said_at = f"{day_words(one.said_at.date(), store.clock.now().date())}" if one.said_at else ""
    try:
        before, after = store.corrections.before_and_after(one)
    except Refusal as no:
        yield "Says", stated(one, store)
        yield "In their words", one.words or ""
        yield "Effect", f"none as it stands: {no}"
        return
    yield "Recorded", "; ".join(_times(stay, store) for stay in before) or "nothing"
    yield "Says", stated(one, store)
    yield "In their words", one.words or ""
    yield "Said by", f"{by}, {said_at}"
    yield "Then counts", "; ".join(_times(stay, store) for stay in after)


def _times(stay: Stay, store: Store) -> str:
    left = clock_words(stay.left) if stay.left else "not noted"
    said = [f"{clock_words(stay.arrived)} to {left}"]
    for one in stay.breaks:
        ended = clock_words(one.ended) if one.ended else "not noted"
        said.append(
            f"{store.breaks.policy.name(one.kind).lower()} {clock_words(one.began)} to {ended}"
        )
    if stay.left and store.breaks.policy.has_lengths:
        hours = worked(stay, store.break_rules.of(stay), stay.left)
        said.append(f"working time {length_words(hours)}")
    return ", ".join(said)


def _about_decision(given: Given) -> tuple[Question, ...]:
    one = _subject(given.answers[ABOUT], given.store)
    match one:
        case Correction():
            outcome = Question("outcome", "What do you decide?", OUTCOMES)
            is_approved = given.answers.get("outcome") == "approved"
            return (
                (outcome, REASON) if not is_approved and "outcome" in given.answers else (outcome,)
            )
        case LunchToDecide():
            return (Question("outcome", "Was it working time?", PAID), REASON)
        case MissedToNote():
            return (
                Question("reason", "What is done about it?", longest=LONGEST_WORDS, guarded=True),
            )
    return about_forgotten(one, given)


def _decide(given: Given) -> Done:
    store, who, answers = given.store, given.who, given.answers
    one = _subject(answers[ABOUT], store)
    match one:
        case Correction():
            outcome = cast(Outcome, answers["outcome"])
            store.corrections.decide(one.number, who, outcome, answers.get("reason", ""))
            return Done(f"{outcome.capitalize()}. What was recorded stays beside it.")
        case LunchToDecide():
            paid = cast(Literal["paid", "unpaid"], answers["outcome"])
            store.break_reviews.settle_lunch(one, paid, who, answers["reason"])
            return Done(
                "Decided: it counts as working time." if paid == "paid" else "Decided: unpaid."
            )
        case MissedToNote():
            store.break_reviews.note_missed(one, who, answers["reason"])
            return Done("Noted. The person sees it on their page.")
    return say_how(one, given)


def _somebody(given: Given) -> Person | None:
    everyone = given.store.people.everyone(given.store.clock.now().date())
    return named(given.answers["person"], everyone) if "person" in given.answers else None


def _about_somebody(given: Given) -> tuple[Question, ...]:
    person = _somebody(given)
    everyone = given.store.people.everyone(given.store.clock.now().date())
    others = [one for one in everyone if one.id != given.who.id]

    def meant(typed: str) -> tuple[Option, ...]:
        return tuple(Option(one.name, one.name) for one in like(typed, others))

    whose = Question(
        "person",
        "Whose time? Begin to type the name",
        longest=LONGEST_NAME,
        narrow=meant,
        fits=lambda typed: named(typed, others),
    )
    return (whose, *about_correction(person, given)) if person else (whose,)


def _correct_for(given: Given) -> Done:
    person = _somebody(given)
    if person is None:
        raise Refusal("Say whose time it is.")
    return correct(person, given)


def _typed(given: Given) -> tuple[TypedText, ...]:
    store = given.store
    match _subject(given.answers[ABOUT], store):
        case Correction() as said:
            return store.texts.about(said.key)
        case MissedToNote() as noted:
            return store.texts.about(noted.subject)
        case LunchToDecide() as one:
            return store.texts.listed(store.breaks.reason_texts(one.lunch.key))
    return ()


OUTCOMES = (Option("approved", "Approve"), Option("declined", "Decline"))
PAID = (Option("paid", "Yes, it is paid"), Option("unpaid", "No, it was free time"))
DECIDE = Action("d", "Decide", _decide, _about_decision, about="Which one?")
ACTIONS = (
    DECIDE,
    Action("s", "Say a time for somebody", _correct_for, _about_somebody),
    destroying(_typed, "Which one?"),
)
TURNS = (to_open("Which one?"),)
