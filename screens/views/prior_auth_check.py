"""What is left to check by hand: requests, and answers that came without their request."""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.practice.errors import Refusal
from kiosk.practice.people import PersonId
from kiosk.practice.prior_auth_moves import STANDS
from kiosk.practice.prior_auth_terms import PriorAuthRef
from kiosk.practice.prior_auths import PriorAuth
from screens.acts import ABOUT, Action, Done, Given, Option, Question
from screens.session import Kiosk, Undo
from screens.views.prior_auth_rows import Task
from screens.views.prior_auth_words import take_back, what
from screens.views.words import clock_words, day_words
from storage.import_answers import LONGEST_REASON, AnswerAlone
from storage.prior_auth_work import LONGEST_NOTE
from storage.store import Store

ABOUT_ANSWER = "answer "  # how one is called in a list, before its number
SAID, LONG = "answer: ", "answer without a request: "  # before what it says: as it fits, aloud
LONGEST_REF = 10
MOST_OFFERED = 7  # requests to choose from by a number; two numbers are left for the rest
REST = (
    Option("attach", "Another request, by its reference"),
    Option("aside", "Put it aside: it is for none of ours"),
)
BY_REFERENCE = Question("request", "To which request? Its reference (K7-F2M)", longest=LONGEST_REF)
IS_ANSWER = "That is an answer without a request. x says where it belongs."


class AnswerLine(Task):
    """One line of the list that is no request."""

    def __str__(self) -> str:
        parts = [self.payer, self.what.replace(SAID, LONG), self.due, self.mark]
        return ", ".join(filter(None, parts))


def is_answer(about: str) -> bool:
    """Whether a line of the list is an answer and not a request."""
    return about.startswith(ABOUT_ANSWER)


def of_requests(action: Action) -> Action:
    """The same action, which says so when it is tried on an answer."""

    def asks(given: Given) -> tuple[Question, ...]:
        if is_answer(given.answers.get(ABOUT, "")):
            raise Refusal(IS_ANSWER)
        return action.asks(given)

    return replace(action, asks=asks) if action.about else action


def tasks(kiosk: Kiosk) -> tuple[Task, ...]:
    """Their lines in the list of what to check by hand."""
    return tuple(row(one, kiosk) for one in kiosk.store.answers.alone())


def aside(kiosk: Kiosk) -> tuple[Task, ...]:
    """The lines of those that were put aside."""
    return tuple(row(one, kiosk) for one in kiosk.store.answers.aside())


def row(one: AnswerAlone, kiosk: Kiosk) -> Task:
    """One line."""
    day = day_words(one.answered_on, kiosk.clock.now().date())
    said = f"{SAID}{one.answer or 'not known'}"
    ref, mark = PriorAuthRef(f"{ABOUT_ANSWER}{one.number}"), "aside" if one.is_aside else "check"
    payer = one.payer or "payer not named"
    return AnswerLine(ref, payer, said, "no request", None, day, mark, "", "")


def find(about: str, kiosk: Kiosk) -> AnswerAlone:
    """The answer of a line. Raises Refusal when it is settled."""
    return kiosk.store.answers.get(_number(about))


def lines(one: AnswerAlone, kiosk: Kiosk, names: dict[PersonId, str]) -> Iterator[tuple[str, str]]:
    """Labels and values of one that is opened; numbers only for somebody who is known."""
    is_known, today = kiosk.session.person is not None, kiosk.clock.now().date()
    every = {
        "Payer": one.payer or "not named",
        "Payer's answer": one.answer or "not known",
        "Answered on": day_words(one.answered_on, today),
        "Payer's reference": one.payer_reference if is_known else "",
        "Authorization": one.authorization_number if is_known else "",
        "Check by hand": "; ".join(one.check),
        "Put aside": "",
        "What to do": "x says which request it is for, or puts it aside.",
    }
    if one.at:
        by = f", {names[one.by]}" if one.by else ""
        when = f"{day_words(one.at.date(), today)} {clock_words(one.at)}"
        every["Put aside"] = f"{when}{by}: {one.reason}"
        every["What to do"] = "x brings it back to what is to check by hand."
    return ((label, value) for label, value in every.items() if value)


def _number(about: str) -> int:
    return int(about.removeprefix(ABOUT_ANSWER))


def _asks_of_answer(given: Given) -> tuple[Question, ...]:
    """What is done about it: which request it belongs to, or why it is put aside."""
    one = given.store.answers.get(_number(given.answers[ABOUT]))
    if one.is_aside:
        return ()
    said = one.answer or "an answer that is not known"
    words = f"{one.payer or 'A payer that is not named'}: {said}. For which request is it?"
    how = Question("how", words, (*_fitting(one, given.store), *REST))
    match given.answers.get("how"):
        case "attach":
            return (how, replace(BY_REFERENCE, fits=lambda typed: _request(typed, given.store)))
        case "aside":
            return (how, Question("reason", "Why?", longest=LONGEST_REASON, guarded=True))
    return (how,)


def _fitting(one: AnswerAlone, store: Store) -> Iterator[Option]:
    """The open requests of its payer; those that wait for the payer come first."""
    if not one.payer:
        return
    found = store.prior_auths.listed("open", store.clock.now().date(), typed=one.payer).tasks
    mine = [task for task in found if task.payer == one.payer]
    for task in sorted(mine, key=lambda task: task.state != "payer")[:MOST_OFFERED]:
        day = f", service {task.service_date:%b %-d}" if task.service_date else ""
        yield Option(task.ref, f"{task.ref}  {what(task)}{day}")


def _request(typed: str, store: Store) -> PriorAuth:
    """The request that is meant. Raises Refusal when there is none."""
    ref = PriorAuthRef(typed.strip().upper())
    try:
        return store.prior_auths.get(ref)
    except Refusal as no:
        raise Refusal(f"There is no request {ref} here. Its reference is on its line.") from no


def _settle_answer(given: Given) -> Done:
    """Attach it, put it aside, or bring it back."""
    number, store, who = _number(given.answers[ABOUT]), given.store, given.who
    match given.answers.get("how"):
        case None:
            ref = store.answers.bring_back(number, who)
            return Done(f"It belongs to {ref} now." if ref else "It is to check by hand again.")
        case "aside":
            store.answers.put_aside(number, who, given.answers["reason"])
            undo = Undo("putting the answer aside", lambda: _bring_back(number, given))
            return Done(f"The answer is put aside, by {who.name}.", undo)
        case "attach":
            task = _request(given.answers["request"], store)
        case ref:
            task = _request(ref, store)
    return _attach(number, task, given)


def _bring_back(number: int, given: Given) -> str:
    given.store.answers.bring_back(number, given.who)
    return "Taken back: the answer is to check by hand again. Both stay on record."


def _attach(number: int, task: PriorAuth, given: Given) -> Done:
    attached = given.store.answers.attach(number, task.ref, given.who)

    def undo() -> str:
        given.store.answers.detach(attached, given.who)
        return f"Taken back: {task.ref} is as it was. Both stay on record."

    stands = STANDS[attached.after.state]
    words = f"The answer belongs to {task.ref} now, by {given.who.name}. It stands at: {stands}."
    return Done(words, Undo(f"attaching the answer to {task.ref}", undo))


def _settle(given: Given) -> Done:
    if is_answer(given.answers[ABOUT]):
        return _settle_answer(given)
    ref = PriorAuthRef(given.answers[ABOUT])
    settled = given.store.prior_auth_work.settle(ref, given.who, given.answers.get("found", ""))
    undo = take_back(given, settled, f"the check of {ref}")
    return Done(f"{ref}: checked by hand, by {given.who.name}.", undo)


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
