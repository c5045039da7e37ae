"""The way of one act: about what, who, what else; do it; say what came of it."""

from collections.abc import Callable

from kiosk.practice.errors import Busy, NotAllowed, OutOfReach, Refusal
from screens.acts import (
    ABOUT,
    BEYOND,
    CHOSEN,
    Action,
    Done,
    Given,
    Look,
    Option,
    Question,
    Turn,
    View,
)
from screens.drafts import Draft
from screens.identify import identify, manager_beside
from screens.session import Kiosk
from screens.talk import GaveUp, Talk, answered, as_typed, filled, insist, show_once, told

MANY = 2  # questions that make a form
LONGEST_SHOWN = 200  # characters of what somebody had begun
RESUME = (Option("on", "Go on with it"), Option("anew", "Begin anew; what was typed is gone"))


class SomebodyElse(Exception):
    """Whoever began this is gone; what they were asked must not act for the next person."""


async def perform(action: Action, view: View, kiosk: Kiosk, talk: Talk) -> None:
    """Find out about what, who, and what else; do it; say what came of it."""
    session, key = kiosk.session.number, kiosk.clock.elapsed()
    given: Given | None = None
    fields: dict[str, str] = {}
    try:
        about = await _about(action.about, view, talk)
        who = await identify(kiosk, talk)
        session = kiosk.session.number
        manager = await manager_beside(kiosk, talk, who) if action.with_manager else None
        given = Given(kiosk.store, who, about, kiosk.session.begun_by(key), manager)
        fields |= await _resumed(action, given, kiosk, talk)
        done = await _done(action, given, talk, lambda: kiosk.session.number == session, fields)
        if done.once:
            await show_once(done.once, talk, lambda: kiosk.session.number == session)
        if kiosk.session.number == session:
            kiosk.session.has_acted, kiosk.session.undo = True, done.undo
            talk.say(done.words)
            if done.follows:
                talk.follow(done.follows)
    except GaveUp:
        if kiosk.session.number != session:  # else they meant to leave it
            _keep_draft(action, given, fields, kiosk, talk)
    except SomebodyElse:
        talk.say("The session ended, so nothing was recorded.", well=False)
    except (Refusal, Busy, OutOfReach) as no:
        _keep_draft(action, given, fields, kiosk, talk)
        if kiosk.session.number == session:  # the next person need not know of it
            talk.say(told(no), well=False)
    except Exception:  # whoever types line by line has walked away
        _keep_draft(action, given, fields, kiosk, talk)
        raise


async def _resumed(action: Action, given: Given, kiosk: Kiosk, talk: Talk) -> dict[str, str]:
    """Go on with what this person was telling when their session ended, if they want to.

    What stood in the open field, by the question's name. Raises GaveUp.
    """
    taken = kiosk.drafts.take(given.who.id, _draft_of(action, given), kiosk.clock.elapsed())
    if not action.keeps_draft or taken is None:
        return {}
    said = max([*taken.answers.values(), taken.begun], key=len)
    question = Question("resume", f"You had begun:\n{said[:LONGEST_SHOWN]}", RESUME)
    try:
        wants = await answered(question, talk) == "on"
    except GaveUp:
        kiosk.drafts.keep(given.who.id, _draft_of(action, given), taken)
        raise
    if not wants:
        return {}
    given.answers.update(taken.answers)
    return {taken.question: taken.begun} if taken.begun else {}


def _keep_draft(
    action: Action, given: Given | None, fields: dict[str, str], kiosk: Kiosk, talk: Talk
) -> None:
    """Let what was told wait for this person. fields: those of the questions that were open."""
    if given is not None and action.keeps_draft:
        question = next(iter(fields), "")
        kept = {
            name: answer
            for name, answer in given.answers.items()
            if name != ABOUT and not answer.startswith(CHOSEN)
        }
        draft = Draft(kept, question, talk.unfinished, kiosk.clock.elapsed())
        kiosk.drafts.keep(given.who.id, _draft_of(action, given), draft)


def _draft_of(action: Action, given: Given) -> str:
    """What a draft is kept by: what was begun of one thing is not gone on with at another."""
    return f"{action.words} {given.answers.get(ABOUT, '')}".strip()


async def _done(
    action: Action,
    given: Given,
    talk: Talk,
    is_here: Callable[[], bool],
    fields: dict[str, str],
) -> Done:
    """Ask what is to be asked, and do it. A form that is refused comes back as it was typed.

    fields: what stands in a field already, by the question's name; from then on, the fields of
    the questions that are open. Raises Refusal, GaveUp, and
    SomebodyElse when whoever began is gone.
    """
    why, typed = "", dict(fields)
    while True:
        form: tuple[Question, ...] = ()
        while still_open := _still_open(action, given):
            for one in still_open:
                given.stood.setdefault(one.name, one.default)
            form = tuple(as_typed(one, typed.get(one.name, one.default)) for one in still_open)
            fields.clear()
            fields.update((one.name, one.default) for one in form)
            given.answers.update(await filled(form, talk, why))
        if not is_here():
            raise SomebodyElse
        try:
            return await insist(lambda: action.do(given))
        except Refusal as no:
            if len(form) < MANY or isinstance(no, NotAllowed):
                raise
            why, typed = str(no), {one.name: given.answers.pop(one.name) for one in form}


def _still_open(action: Action, given: Given) -> tuple[Question, ...]:
    return tuple(one for one in action.asks(given) if one.name not in given.answers)


async def take_back(kiosk: Kiosk, talk: Talk) -> None:
    """Take back the last act of this session."""
    undo = kiosk.session.undo
    if undo is None:
        talk.say("There is nothing to take back in this session.", well=False)
        return
    session = kiosk.session.number
    try:
        words, well = await insist(undo.do), True
    except (Refusal, Busy, OutOfReach) as no:
        words, well = told(no), False
    if kiosk.session.number == session:  # the next person's own act stays theirs to take back
        kiosk.session.undo = None if well else undo
        talk.say(words, well)


async def turn(one: Turn, look: Look, view: View, talk: Talk) -> Look:
    """Look at another part of a place; at the same, when somebody gives up or nothing is there."""
    try:
        answers = {BEYOND: view.beyond(), **await _about(one.about, view, talk)}
        if one.asks:
            answers |= await filled(one.asks, talk)
        return one.to(look, answers)
    except GaveUp:
        return look
    except Refusal as no:
        talk.say(told(no), well=False)
        return look


async def _about(words: str, view: View, talk: Talk) -> dict[str, str]:
    if not words:
        return {}
    if not view.things():
        raise Refusal("There is nothing on the list.")
    return {ABOUT: await answered(Question(ABOUT, words, view.things()), talk)}
