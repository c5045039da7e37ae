"""What becomes of a problem or an idea, by whoever answers it: one key, one list, one form."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from kiosk.practice import typed_days
from kiosk.practice.errors import Refusal
from kiosk.practice.issue_moves import MOVES, PEOPLE, STANDS, TEXTS, Act, find, offered
from kiosk.practice.issues import (
    LONGEST_TEXT,
    Issue,
    IssueRef,
    WhyHidden,
    require_may_answer,
    require_may_hide,
)
from screens.acts import ABOUT, Action, Done, Given, Option, Question
from screens.session import Undo
from screens.views.issue_words import one_line, standing
from screens.views.whom import person
from storage.issue_work import LONGEST_REASON, Moved
from storage.store import Store

NONE_OF_THEM = "-"
LONGEST_SHOWN = 50
WORDS = {
    "reply": "What do you answer? They read it",
    "reason": "Why? They read it",
    "outcome": "What came of it? All who may see it read it",
    "learned": "What was learned?",
    "elsewhere": "Where else would it help?",
    "tried_by": "Who tries it?",
    "trial_until": "Until when? (11/30, or +14)",
    "done_by": "Who did it?",
    "answerer": "Who may answer it too?",
    "later_on": "On which day is it back? (11/30, or +30)",
    "into": "With which one? Its number (41)",
    "proposal": "Which proposal?",
}
DAYS = ("trial_until", "later_on")
WHY_HIDDEN = (
    Option("patient data", "It tells something about a patient: destroyed for good"),
    Option("harassment", "It harasses somebody: only the owner can still read it"),
)


def _one(given: Given) -> Issue:
    viewer = given.store.issues.viewer(given.who)
    return given.store.issues.get(IssueRef(given.answers[ABOUT]), viewer)


def asks(given: Given) -> tuple[Question, ...]:
    """What becomes of it, and then what that must tell."""
    one = _one(given)
    require_may_answer(one, given.store.issues.viewer(given.who))
    if "act" not in given.answers:
        options = tuple(Option(row.act, row.words) for row in offered(one.state))
        if not options:
            raise Refusal(f"{one.name} is {STANDS[one.state]}. Look at that one.")
        return (Question("act", f"{one.name} is {STANDS[one.state]}. What now?", options),)
    move = find(cast(Act, given.answers["act"]), one)
    names = [name for name in (*move.asks, *move.may_tell) if name != "proposal"]
    form = [_question(name, given.store, name not in move.asks) for name in names]
    if "proposal" in move.may_tell and set(names) <= set(given.answers):
        return _proposals(one, given)
    return tuple(form)


def _question(name: str, store: Store, is_optional: bool) -> Question:
    return Question(
        name,
        WORDS[name],
        longest=LONGEST_TEXT if name in TEXTS else 40,
        guarded=name in TEXTS,
        optional=is_optional,
        fits=lambda answer: read(name, answer, store),
    )


def _proposals(one: Issue, given: Given) -> tuple[Question, ...]:
    """Which of the proposals it is, where there are some, for the credit."""
    viewer = given.store.issues.viewer(given.who)
    entries = given.store.issue_reading.entries(one.ref, viewer)
    found = [entry for entry in entries if entry.sort == "proposal" and entry.words]
    if not found:
        return ()
    options = tuple(
        Option(str(entry.number), one_line(entry.words or "")[:LONGEST_SHOWN]) for entry in found
    )
    none = Option(NONE_OF_THEM, "None of these")
    return (Question("proposal", WORDS["proposal"], (*options, none)),)


def read(name: str, answer: str, store: Store) -> Any:
    """What somebody typed, as the register takes it. Raises Refusal for what cannot be meant."""
    today: date = store.clock.now().date()
    readers: Mapping[str, Callable[[str], Any]] = {
        **dict.fromkeys(DAYS, lambda words: typed_days.day(words, today, ahead=True)),
        **dict.fromkeys(PEOPLE, lambda words: person(words, store)),
        "into": lambda words: IssueRef(words.strip().upper().removeprefix("#")),
        "proposal": lambda words: None if words == NONE_OF_THEM else int(words),
    }
    return readers[name](answer) if answer and name in readers else answer


def do(given: Given) -> Done:
    """Tell the register, and say where it stands now."""
    answers, store = given.answers, given.store
    names = {name for one in MOVES for name in (*one.asks, *one.may_tell)} & set(answers)
    told = {name: read(name, answers[name], store) for name in names}
    ref, act = IssueRef(answers[ABOUT]), cast(Act, answers["act"])
    moved = store.issue_work.move(ref, act, given.who, told)
    people = {one.id: one.name for one in store.people.everyone()}
    stands = standing(moved.after, people, store.clock.now().date())
    words = "passed to the next level" if act == "pass up" else stands
    return Done(
        f"{moved.before.name}: {words}. They read it at their next session.", _undo(given, moved)
    )


def _undo(given: Given, moved: Moved) -> Undo:
    name = moved.before.name

    def undo() -> str:
        given.store.issue_work.undo(moved, given.who)
        return f"Taken back: {name} is {STANDS[moved.before.state]} again. Both stay on record."

    return Undo(f"what became of {name}", undo)


def _asks_hide(given: Given) -> tuple[Question, ...]:
    viewer = given.store.issues.viewer(given.who)
    require_may_hide(viewer)
    entries = given.store.issue_reading.entries(_one(given).ref, viewer)
    texts = tuple(
        Option(str(one.number), one_line(one.words)[:LONGEST_SHOWN]) for one in entries if one.words
    )
    if not texts:
        raise Refusal("There is no text that is still shown.")
    why = Question("why", "Why? It leaves its place, with your name and the reason", WHY_HIDDEN)
    reason = Question("reason", "The reason, in a few words", longest=LONGEST_REASON, guarded=True)
    in_turn = (Question("entry", "Which text?", texts), why, reason)
    return in_turn[: len(given.answers)]  # one more with each answer, which one it is about first


def _hide(given: Given) -> Done:
    answers = given.answers
    given.store.issue_work.hide(
        IssueRef(answers[ABOUT]),
        int(answers["entry"]),
        cast(WhyHidden, answers["why"]),
        answers["reason"],
        given.who,
    )
    return Done("Hidden. That it was there, who hid it and why can be seen.")


ANSWER = Action("w", "What becomes of it", do, asks, about="Of which one?", keeps_draft=True)
HIDE = Action("h", "Hide a text (manager)", _hide, _asks_hide, about="Of which one?")
ACTIONS = (ANSWER, HIDE)
