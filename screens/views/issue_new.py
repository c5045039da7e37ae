"""Raising a problem or an idea, in under a minute: one text, and then one key for each question."""

from dataclasses import replace
from typing import cast

from kiosk.practice.issues import HOW_OFTEN, LONGEST_TEXT, Audience, HowOften, IssueRef, Raised
from screens.acts import ABOUT, CHOSEN, Action, Done, Given, Option, Question
from screens.session import Undo
from screens.views.issue_words import name_readers, one_line, others, readers
from screens.views.words import day_words
from storage.store import Store

LONGEST_LIKE = 48
NEEDS_IDEAS = "needs ideas"
OPENERS = {
    "try": "We could try ",
    "who": "Somebody could be named who ",
    "time": "It would help at another time: ",
    "have": "It would help to have ",
    "stop": "We could stop ",
    "own": "",
}
SHOWN_NAME, WITHHELD = "shown", "withheld"
HOW = tuple(Option(one, one.capitalize()) for one in HOW_OFTEN)
PROPOSAL = Question(
    "proposal", "What would you try? Facts, not blame", longest=LONGEST_TEXT, guarded=True
)


def what(store: Store, words: str) -> Question:
    """What happens. words: what stands above what belongs elsewhere."""
    parts = [words, "Facts, not blame; no patient names. Others may read this.", elsewhere(store)]
    parts.append("If your session ends, what you typed waits here for you for a day.")
    return Question(
        "what",
        "\n".join(part for part in parts if part),
        longest=LONGEST_TEXT,
        guarded=True,
        alike=lambda typed: _like(store, typed),
        liked="you have it too",
    )


def elsewhere(store: Store) -> str:
    """What does not belong here, and whom to call: the practice's own numbers."""
    outside = store.settings.current().outside
    every = {
        "harassment": outside.harassment,
        "injury or needlestick": outside.injury,
        "a privacy incident": outside.privacy,
        "harm to a patient": outside.patient_harm,
    }
    told = "; ".join(f"{thing}: call {number}" for thing, number in every.items() if number)
    rest = [thing for thing, number in every.items() if not number]
    ask = f"{', '.join(rest)}: tell a manager at once" if rest else ""
    return f"NOT HERE: {'; '.join(part for part in (told, ask) if part)}."


def _like(store: Store, typed: str) -> tuple[Option, ...]:
    found = store.issues.alike(typed)
    return tuple(
        Option(f"{CHOSEN}{one.ref}", _short(one.name, one.what, others(one))) for one in found
    )


def _short(name: str, words: str, more: str) -> str:
    line = one_line(words)
    said = line if len(line) <= LONGEST_LIKE else f"{line[: LONGEST_LIKE - 1]}…"
    return f"{name} {said}" + (f" ({more})" if more else "")


def asks(given: Given, words: str = "What happens?") -> tuple[Question, ...]:
    """What happens; where, how often; what they would try; for whom, and under their name."""
    answers, store = given.answers, given.store
    first = what(store, words)
    if answers.get("what", CHOSEN).startswith(CHOSEN):
        return (first,)
    if "area" not in answers:
        areas = tuple(Option(one, one.capitalize()) for one in store.settings.current().areas)
        return (Question("area", "Where?", areas),)
    if "how_often" not in answers:
        return (Question("how_often", "How often?", HOW),)
    if "opener" not in answers:
        return (_opener(),)
    if answers["opener"] != NEEDS_IDEAS and "proposal" not in answers:
        begun = OPENERS[answers["opener"]]
        return (replace(PROPOSAL, default=begun),)
    if "audience" not in answers:
        return (_audience(store),)
    return (name_shown(store),) if answers["audience"] == "everybody" else ()


def _opener() -> Question:
    openers = tuple(
        Option(one, f"{words.strip()} …" if words else "In my own words")
        for one, words in OPENERS.items()
    )
    needs = Option(NEEDS_IDEAS, "I have no answer: it needs ideas")
    return Question("opener", "What would you try?", (*openers, needs))


def _audience(store: Store) -> Question:
    audiences: list[Audience] = ["everybody", "manager", "owner"]
    audiences += ["outside hr"] if store.settings.current().outside.hr else []
    titles = {"everybody": "Everybody", "manager": "The manager", "owner": "The owner"}
    options = tuple(
        Option(one, f"{titles.get(one, 'Outside HR')}. Who can read it: {readers(one, store)}")
        for one in audiences
    )
    return Question("audience", "For whom is it?", options)


def name_shown(store: Store) -> Question:
    """Whether colleagues see the name, and exactly who does in any case."""
    options = (
        Option(SHOWN_NAME, "Yes, my name stands beside it"),
        Option(WITHHELD, f"No. Who can still see it: {name_readers(store)}"),
    )
    return Question("name", "May colleagues see your name?", options)


def do(given: Given, linked: str = "") -> Done:
    """Raise it, or say that one has it too; and until when a reply is promised."""
    answers, store = given.answers, given.store
    if answers["what"].startswith(CHOSEN):
        return me_too(given, IssueRef(answers["what"].removeprefix(CHOSEN)))
    raised = Raised(
        answers["what"],
        answers["area"],
        cast(HowOften, answers["how_often"]),
        cast(Audience, answers["audience"]),
        answers.get("proposal", ""),
        answers.get("name") == WITHHELD,
        linked,
    )
    one = store.issues.add(raised, given.who)
    by = day_words(one.reply_by, store.clock.now().date())
    return Done(f"{one.name} is noted. A first reply comes by {by}; you read it when you are here.")


def me_too(given: Given, ref: IssueRef) -> Done:
    """Say that one has it too; once."""
    one = given.store.issues.me_too(ref, given.who)

    def undo() -> str:
        given.store.issues.not_me_too(ref, given.who)
        return f"Taken back: {one.name} does not count you."

    return Done(f"{one.name} counts you: {others(one)}.", Undo(f"me too of {one.name}", undo))


def _me_too(given: Given) -> Done:
    return me_too(given, IssueRef(given.answers[ABOUT]))


NEW = Action("n", "New", do, asks, keeps_draft=True)
ME_TOO = Action("m", "Me too", _me_too, about="Which one do you have too?")
