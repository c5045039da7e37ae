"""What is left to check by hand: requests, and answers that came without their request."""

from collections.abc import Iterator

from kiosk.practice.errors import Refusal
from kiosk.practice.prior_auths import PriorAuthRef
from screens.acts import ABOUT, Action, Done, Given, Option, Question
from screens.session import Kiosk
from screens.views.prior_auth_rows import Task
from screens.views.words import day_words
from storage.import_answers import LONGEST_REASON, AnswerAlone
from storage.prior_auth_work import LONGEST_NOTE

ABOUT_ANSWER = "answer "  # how one is called in a list, before its number
LONGEST_REF = 10
HOW = (Option("attach", "Attach it to a request"), Option("aside", "Put it aside"))


def is_answer(about: str) -> bool:
    """Whether a line of the list is an answer and not a request."""
    return about.startswith(ABOUT_ANSWER)


def tasks(kiosk: Kiosk) -> tuple[Task, ...]:
    """Their lines in the list of what to check by hand."""
    return tuple(row(one, kiosk) for one in kiosk.store.answers.alone())


def row(one: AnswerAlone, kiosk: Kiosk) -> Task:
    """One line."""
    day = day_words(one.answered_on, kiosk.clock.now().date())
    said = f"answer without a request: {one.answer or 'not known'}"
    ref = PriorAuthRef(f"{ABOUT_ANSWER}{one.number}")
    return Task(ref, one.payer or "payer not named", said, "by hand", None, day, "check", "", "")


def find(about: str, kiosk: Kiosk) -> AnswerAlone:
    """The answer of a line. Raises Refusal when it is settled."""
    for one in kiosk.store.answers.alone():
        if about == f"{ABOUT_ANSWER}{one.number}":
            return one
    raise Refusal("That answer is settled already.")


def lines(one: AnswerAlone, kiosk: Kiosk) -> Iterator[tuple[str, str]]:
    """Labels and values of one that is opened; numbers only for somebody who is known."""
    is_known = kiosk.session.person is not None
    every = {
        "Payer": one.payer or "not named",
        "Payer's answer": one.answer or "not known",
        "Answered on": day_words(one.answered_on, kiosk.clock.now().date()),
        "Payer's reference": one.payer_reference if is_known else "",
        "Authorization": one.authorization_number if is_known else "",
        "Check by hand": "; ".join(one.check),
        "What to do": "x attaches it to a request of the list, or puts it aside.",
    }
    return ((label, value) for label, value in every.items() if value)


def _asks_of_answer(given: Given) -> tuple[Question, ...]:
    """What is done about it: which request it belongs to, or why it is put aside."""
    how = Question("how", "It came by a file, without its request. What now?", HOW)
    if "how" not in given.answers:
        return (how,)
    if given.answers["how"] == "attach":
        asked = Question("request", "To which request? Its reference (K7-F2M)", longest=LONGEST_REF)
    else:
        asked = Question("reason", "Why?", longest=LONGEST_REASON, guarded=True)
    return (how, asked)


def _settle_answer(given: Given) -> Done:
    """Attach it, or put it aside."""
    number = int(given.answers[ABOUT].removeprefix(ABOUT_ANSWER))
    if given.answers["how"] == "aside":
        given.store.answers.put_aside(number, given.who, given.answers["reason"])
        return Done(f"The answer is put aside, by {given.who.name}.")
    ref = PriorAuthRef(given.answers["request"].strip().upper())
    task = given.store.answers.attach(number, ref, given.who)
    return Done(f"The answer belongs to {task.ref} now, by {given.who.name}.")


def _settle(given: Given) -> Done:
    if is_answer(given.answers[ABOUT]):
        return _settle_answer(given)
    ref = PriorAuthRef(given.answers[ABOUT])
    given.store.prior_auth_work.settle(ref, given.who, given.answers.get("found", ""))
    return Done(f"{ref}: checked by hand, by {given.who.name}.")


def _asks(given: Given) -> tuple[Question, ...]:
    if is_answer(given.answers[ABOUT]):
        return _asks_of_answer(given)
    task = given.store.prior_auths.get(PriorAuthRef(given.answers[ABOUT]))
    if not task.check:
        return ()
    words = f"To check: {'; '.join(task.check)}. What did you find?"
    found = Question("found", words, longest=LONGEST_NOTE, guarded=True, optional=True)
    return (found,)


SETTLE = Action("x", "Checked by hand", _settle, _asks, about="Which one?")
