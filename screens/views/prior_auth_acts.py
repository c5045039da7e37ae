"""What can be told of a prior auth that moves it on: one key, one list, one form."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, cast

from kiosk.practice import people, typed_days
from kiosk.practice.errors import Refusal
from kiosk.practice.prior_auth_moves import MOVES, STANDS, TEXTS, Act, Move, find, offered
from kiosk.practice.prior_auth_moving import LONGEST
from kiosk.practice.prior_auth_terms import PriorAuthRef
from kiosk.practice.prior_auths import PriorAuth
from screens.acts import ABOUT, Action, Done, Given, Option, Question
from screens.views.prior_auth_words import due_words, take_back
from screens.views.whom import person
from storage.prior_auth_work import LONGEST_NOTE
from storage.store import Store

NOBODY_IN_PARTICULAR = "nothing means whoever comes first"
HOW_SENT = ("portal", "fax", "phone", "electronic", "mail")
WORDS = {
    "submitted_how": "Sent how?",
    "submitted_at": "Sent when? Nothing means now",
    "received_at": "When did the payer receive it? now, or 2:15 PM, or 11/30 2:15 PM",
    "statement_at": "When did the payer receive the statement?",
    "decision_rule": "Which rule holds for it?",
    "extended_to": "Until which day, as the payer says? (11/30)",
    "payer_reference": "The payer's reference, if there is one",
    "question": "What exactly do you ask? No patient names here, please",
    "whom": f"Whom? {NOBODY_IN_PARTICULAR}",
    "answered_by": "Who answers?",
    "reply": "Their answer. No patient names here, please",
    "authorization_number": "Authorization number",
    "valid_from": "Valid from (11/30)",
    "valid_to": "Valid to (11/30)",
    "units": "Units or visits",
    "answered_on": "Told on which day? Nothing means today",
    "items": "What exactly was approved",
    "units_used": "How many were used in all?",
    "reason": "The reason, in a few words",
    "wanted": "What does the payer want, and from whom?",
    "wanted_by": "Until when? (11/30)",
    "peer_to_peer_by": "Peer-to-peer by which day? It stands in the letter",
    "appeal_by": "Appeal by which day? It stands in the letter",
    "said_by": "Who at the payer said so?",
}
MOMENTS = ("submitted_at", "received_at", "statement_at")
DAYS = ("valid_from", "answered_on")
AHEAD = ("valid_to", "wanted_by", "peer_to_peer_by", "appeal_by", "extended_to")
OF_CODE = "code-"
MOST_CODES = 5  # in one form; of more it is told in words


def asks(given: Given) -> tuple[Question, ...]:
    """What happened, and then what that must tell."""
    task = given.store.prior_auths.get(PriorAuthRef(given.answers[ABOUT]))
    if "act" not in given.answers:
        options = tuple(Option(one.act, one.words) for one in offered(task.state))
        return (Question("act", f"{task.ref} is {STANDS[task.state]}. What now?", options),)
    move = find(cast(Act, given.answers["act"]), task)
    names = [one for one in (*move.asks, *move.may_tell) if one != "decision_rule"]
    form = [question(name, given, move.asks, _default(name, move, task, given)) for name in names]
    if "items" in names and 0 < len(task.codes) <= MOST_CODES:
        form = [*form[:-1], *(_of_code(place, code) for place, code in enumerate(task.codes))]
    if "decision_rule" in move.may_tell and set(names) <= set(given.answers):
        return _rules(task, given)
    return tuple(form)


def _of_code(place: int, code: str) -> Question:
    options = tuple(Option(one, one) for one in ("approved", "denied", "changed"))
    return Question(f"{OF_CODE}{place}", f"Code {code}", options)


def _rules(task: PriorAuth, given: Given) -> tuple[Question, ...]:
    """Which rule holds, where several may: an exception for a drug has a time of its own."""
    received = _read("received_at", given.answers["received_at"], given.store)
    fitting = given.store.payer_clocks.fitting(task, received.date())
    options = tuple(Option(one.name, one.name) for one in fitting)
    return (Question("decision_rule", WORDS["decision_rule"], options),) if options[1:] else ()


def question(name: str, given: Given, required: Collection[str], default: str = "") -> Question:
    """One thing that a move is told, as a question. required: the names that must be told."""
    how = tuple(Option(one, one) for one in HOW_SENT) if name == "submitted_how" else ()
    return Question(
        name,
        WORDS[name],
        how,
        longest=LONGEST_NOTE if name in TEXTS else LONGEST.get(name, 40),
        guarded=name in TEXTS,
        optional=name not in required,
        default=default,
        fits=lambda answer: _read(name, answer, given.store),
    )


def _default(name: str, move: Move, task: PriorAuth, given: Given) -> str:
    if name in ("received_at", "statement_at"):
        return "now"
    if name == "payer_reference":
        return task.payer_reference
    if name == "answered_by":
        asked = given.store.prior_auth_work.question(task.ref)
        if asked and asked.whom:
            return given.store.people.get(asked.whom).name
        is_of_level = people.LEVELS.index(given.who.level) >= people.LEVELS.index(move.by)
        return given.who.name if is_of_level else ""
    return ""


def _read(name: str, answer: str, store: Store) -> Any:
    """What somebody typed, as the register takes it. Raises Refusal for what cannot be meant."""
    now: datetime = store.clock.now()
    readers: Mapping[str, Callable[[str], Any]] = {
        **dict.fromkeys(MOMENTS, lambda words: typed_days.moment(words, now)),
        **dict.fromkeys(DAYS, lambda words: typed_days.day(words, now.date())),
        **dict.fromkeys(AHEAD, lambda words: typed_days.day(words, now.date(), ahead=True)),
        **dict.fromkeys(("whom", "answered_by"), lambda words: person(words, store)),
        "items": lambda words: (words,),
        "units_used": _whole,
    }
    return readers[name](answer) if answer and name in readers else answer


def _whole(words: str) -> int:
    if not (words.isascii() and words.isdigit() and int(words[:6]) and len(words) < 6):
        raise Refusal(f"'{words}' is no number of units. Write a whole one, such as 12.")
    return int(words)


def do(given: Given) -> Done:
    """Tell the register, and say where the request stands now."""
    answers = given.answers
    names = {name for one in MOVES for name in (*one.asks, *one.may_tell)} & set(answers)
    told = {name: _read(name, answers[name], given.store) for name in names}
    ref, act = PriorAuthRef(answers[ABOUT]), cast(Act, answers["act"])
    codes = enumerate(given.store.prior_auths.get(ref).codes)
    decided = [(code, answers.get(f"{OF_CODE}{place}")) for place, code in codes]
    if items := tuple(f"{code} {how}" for code, how in decided if how):
        told["items"] = items
    moved = given.store.prior_auth_work.move(ref, act, given.who, told)
    due = due_words(moved.after, given.store.clock.now().date())
    until = f" It decides by: {due}." if due and moved.after.state == "payer" else ""
    came = " Its answer had come by a file." if moved.let_answer_in else ""
    undo = take_back(given, moved, f"what you told of {ref}")
    return Done(f"{ref}: {STANDS[moved.after.state]}.{came}{until}", undo)


def _again(given: Given) -> Done:
    old = PriorAuthRef(given.answers[ABOUT])
    new = given.store.prior_auth_work.again(old, given.who)
    return Done(f"Listed, after {old}. Write {new.ref} in the chart.")


AGAIN = Action("r", "Request again", _again, about="Which one shall be followed by a new one?")
WHAT_NOW = Action("m", "Move it on", do, asks, about="Which one?")
