"""What can be done about breaks: arrive, leave, start, end, plan, say that one was not possible."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal, cast

from kiosk.practice import break_cover, break_rules
from kiosk.practice.breaks import Kind, Punch, Stay
from kiosk.practice.days import after, between, instant
from kiosk.practice.errors import Refusal
from kiosk.practice.hours_worked import is_unpaid
from kiosk.practice.people import PersonId
from kiosk.practice.places import BREAKS
from screens.acts import Action, Done, Given, Option, Question
from screens.session import Undo
from screens.talk import GaveUp
from screens.views.lunch_times import lunch_by
from screens.views.words import clock_words, length_words
from storage.breaks import LONGEST_REASON

START_KEYS: dict[Kind, str] = {"meal": "l", "rest": "b", "other": "o"}
ARRIVE, LEAVE, END, CHANGE_COVER, PLAN, NOT_POSSIBLE, FORGOTTEN = "a", "v", "e", "c", "p", "n", "f"
FREE = Question(
    "free",
    "Free from work the whole time?",
    (Option("yes", "Yes, free the whole time"), Option("no", "No, short or interrupted")),
)
WHY_NOT_FREE = Question(
    "why",
    "What came between? No patient names here, please",
    longest=LONGEST_REASON,
    guarded=True,
)
NOBODY = "nobody"
NO_PLAN = "none"
SOON = timedelta(hours=1)  # for that long a lunch can be planned, even if it is late


def _arrive(given: Given) -> Done:
    punch = given.store.breaks.arrive(given.who, given.ago)
    by = lunch_by(_stay(given), given.store) if given.who.breaks_tracked else None
    lunch = f" Lunch by {clock_words(by)}." if by else ""
    hello = f"Good to see you, {given.who.name}. You are here since {clock_words(punch.at)}."
    return _done(given, punch, hello + lunch, "arriving")


def _leave(given: Given) -> Done:
    punch = given.store.breaks.leave(given.who, given.ago)
    words = f"Goodbye, {given.who.name}. You left at {clock_words(punch.at)}."
    return _done(given, punch, words, "leaving")


def _start(kind: Kind) -> Action:
    def do(given: Given) -> Done:
        punch = given.store.breaks.start(given.who, kind, given.ago)
        policy, stay = given.store.breaks.policy, _stay(given)
        back, name = stay.back_about(policy), policy.name(kind)
        words = f"Enjoy it. {name} started at {clock_words(punch.at)}."
        about = f" Back about {clock_words(back)}." if back else ""
        return _done(given, punch, words + about + _cover(stay, given), f"start of {name.lower()}")

    words = {"meal": "Start lunch", "rest": "Start 10-min break", "other": "Start other break"}
    return Action(START_KEYS[kind], words[kind], do)


def _cover(stay: Stay, given: Given) -> str:
    """Who covers; where a job is left alone it is said, and nobody is kept from going."""
    cover = given.store.covers.of((stay,)).get(given.who.id)
    if cover:
        return f" {given.store.people.get(cover).name} covers."
    why = given.store.covers.proposed(given.who, given.store.clock.now()).why
    return f" Nobody covers: {why}."


def _about_end(given: Given) -> tuple[Question, ...]:
    """At the end of a lunch: whether it shall end before it is a full one, and was it free."""
    stay = given.store.breaks.stay(given.who)
    if stay is None or stay.away is None or not _is_at_lunch(given):
        return ()
    full = break_rules.full_at(stay.away, given.store.break_rules.of(stay))
    is_full = full is None or instant(full) <= instant(given.store.clock.now())
    if "early" not in given.answers and full and not is_full:
        return (_early(full),)
    if given.answers.get("early") == "stay":
        raise GaveUp
    if not given.store.breaks.policy.has_lengths:  # whoever keeps the times asks that
        return ()
    if given.answers.get("free") == "no":
        return (FREE, replace(WHY_NOT_FREE, optional=True))
    return (FREE,)


def _early(full: datetime) -> Question:
    words = f"Full lunch at {clock_words(full)}. End it anyway?"
    return Question("early", words, (Option("end", "End it now"), Option("stay", "Stay at lunch")))


def _end(given: Given) -> Done:
    free = given.answers["free"] == "yes" if "free" in given.answers else None
    why = given.answers.get("why", "")
    punch = given.store.breaks.end(given.who, free, _end_was_ago(given), why)
    policy, lunch = given.store.breaks.policy, _stay(given).breaks[-1]
    name = policy.name(punch.kind or "rest")
    lasted = f", {length_words(lunch.lasted(punch.at))}" if policy.has_lengths else ""
    words = f"Welcome back. {name} ended at {clock_words(punch.at)}{lasted}. You are here."
    return _done(given, punch, words + _paid(given, lunch.began), f"end of {name.lower()}")


def _end_was_ago(given: Given) -> timedelta:
    """How long ago the break ended; a lunch that is full when it is ended stays a full one.

    Not one that somebody ended although they were told that it was not yet.
    """
    if "early" in given.answers:
        return given.ago
    stay = given.store.breaks.stay(given.who)
    full = stay and stay.away and break_rules.full_at(stay.away, given.store.break_rules.of(stay))
    since = between(full, given.store.clock.now()) if full else -given.ago
    return min(given.ago, since) if since >= timedelta() else given.ago


def _paid(given: Given, began: datetime) -> str:
    stay = _stay(given)
    lunch = next(one for one in stay.breaks if one.began == began)
    if not (given.store.breaks.policy.has_lengths and given.who.breaks_tracked):
        return ""
    if lunch.kind == "meal" and is_unpaid(lunch, given.store.break_rules.of(stay)) is None:
        return " It counts as paid until a manager decides."
    return ""


def _about_cover(given: Given) -> tuple[Question, ...]:
    now, stay = given.store.clock.now(), given.store.breaks.stay(given.who)
    if stay is None or stay.away is None:
        raise Refusal("You are not on a break.")
    present = given.store.covers.present(now)
    free = [one.person for one in present if not one.is_away and one.person.id != given.who.id]
    same = break_cover.able(given.who, free, given.store.jobs.matrix())
    others = [one for one in free if one not in same]
    options = [
        Option(str(one.id), f"{one.name}, {one.role}" if one.role else one.name)
        for one in [*same, *others]
    ]
    return (Question("cover", "Who covers for you?", (*options, Option(NOBODY, "Nobody"))),)


def _change_cover(given: Given) -> Done:
    chosen = given.answers["cover"]
    cover = None if chosen == NOBODY else PersonId(int(chosen))
    person = given.store.covers.change(given.who, cover)
    return Done(f"{person.name} covers for you." if person else "Nobody covers for you.")


def _about_plan(given: Given) -> tuple[Question, ...]:
    """The times at which lunch could begin, with who else is away then and what is left alone."""
    stay, now = given.store.breaks.stay(given.who), given.store.clock.now()
    if stay is None or not stay.is_here(now, given.store.breaks.policy):
        raise Refusal("You have not arrived yet today. Arrive first.")
    latest, soon = lunch_by(stay, given.store), after(now, SOON)
    if latest is None and any(one.kind == "meal" for one in stay.breaks):
        raise Refusal("You have had your lunch.")
    latest = max(latest or soon, soon, key=instant)  # a late lunch is planned too
    options = []
    for slot in given.store.covers.slots(given.who, latest):
        also = ", ".join(one.name for one in slot.also)
        notes = [f"with {also}"] if also else []
        notes += [f"{role} left alone" for role in slot.alone]
        words = f"{clock_words(slot.begins)}  {'; '.join(notes) or 'free'}"
        options.append(Option(slot.begins.isoformat(), words))
    no_plan = Option(NO_PLAN, "No plan")
    return (Question("begins", "When do you mean to start lunch?", (*options, no_plan)),)


def _plan(given: Given) -> Done:
    chosen = given.answers["begins"]
    begins = None if chosen == NO_PLAN else datetime.fromisoformat(chosen)
    begins = given.store.clock.local(begins) if begins else None
    given.store.covers.plan(given.who, begins)
    said = f"Lunch planned for {clock_words(begins)}." if begins else "No lunch is planned."
    return Done(f"{said} Earlier or later is fine.")


def _about_missed(given: Given) -> tuple[Question, ...]:
    policy = given.store.breaks.policy
    kinds = (Option("meal", policy.meal_name), Option("rest", policy.rest_name))
    why = replace(WHY_NOT_FREE, words="Why was it not possible? No patient names here, please")
    return (Question("kind", "Which break was not possible?", kinds), why)


def _not_possible(given: Given) -> Done:
    kind = cast(Literal["rest", "meal"], given.answers["kind"])
    given.store.breaks.not_possible(given.who, kind, given.answers["why"])
    return Done("Thank you for saying so. A manager will see it, and it stays on record.")


def _done(given: Given, punch: Punch, words: str, what: str) -> Done:
    def undo() -> str:
        given.store.breaks.take_back(punch, given.who)
        return f"Taken back: {what} at {clock_words(punch.at)}. Both stay on record."

    return Done(words, Undo(what, undo))


def _stay(given: Given) -> Stay:
    stay = given.store.breaks.stay(given.who)
    assert stay is not None, "there is a stay once a punch was stored"
    return stay


def unless_at_lunch(action: Action) -> Action:
    """The same action for somebody who is not at lunch; whoever is, ends it first or leaves this.

    Nobody works during their own lunch without knowing that it ends by it.
    """

    def asks(given: Given) -> tuple[Question, ...]:
        if "at_lunch" not in given.answers and not _is_at_lunch(given):
            return action.asks(given)
        if "at_lunch" not in given.answers:
            return (AT_LUNCH,)
        if given.answers["at_lunch"] == "leave":
            raise GaveUp
        about_end = _about_end(given)
        is_told = all(one.name in given.answers for one in about_end)
        return (*about_end, *(action.asks(given) if is_told else ()))

    def do(given: Given) -> Done:
        ended = ""
        if given.answers.get("at_lunch") == "end" and _is_at_lunch(given):
            ended = f"{_end(given).words} "
        try:
            done = action.do(given)
        except Refusal as no:
            if not ended:
                raise
            return Done(f"{ended}Not done: {no}")
        return replace(done, words=ended + done.words)

    return replace(action, asks=asks, do=do)


AT_LUNCH = Question(
    "at_lunch",
    "You are at lunch. End it, or leave this?",
    (Option("end", "End my lunch, and go on"), Option("leave", "Leave this, I am at lunch")),
)


def _is_at_lunch(given: Given) -> bool:
    if BREAKS in given.store.settings.current().turned_off:
        return False  # and could not be ended
    stay = given.store.breaks.stay(given.who)
    is_here = stay is not None and stay.is_here(given.store.clock.now(), given.store.breaks.policy)
    return is_here and stay is not None and stay.away is not None and stay.away.kind == "meal"


ACTIONS = (
    _start("meal"),
    _start("rest"),
    _start("other"),
    Action(END, "End my break", _end, _about_end),
    Action(ARRIVE, "Arrive", _arrive),
    Action(LEAVE, "Leave for today", _leave),
    Action(CHANGE_COVER, "Change who covers", _change_cover, _about_cover),
    Action(PLAN, "Plan my lunch", _plan, _about_plan),
    Action(NOT_POSSIBLE, "A break was not possible", _not_possible, _about_missed),
)
