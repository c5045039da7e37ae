"""Who sees to what: hand over, take over, backups, before leave; and one more try at the payer."""

from datetime import timedelta

from kiosk.practice.people import Person
from kiosk.practice.prior_auth_terms import PriorAuthRef, Urgency
from screens.acts import ABOUT, Action, Done, Given, Option, Question
from screens.session import Undo
from screens.views.news import read_news
from screens.views.prior_auth_words import called_words, take_back
from screens.views.whom import person
from screens.views.words import day_words
from storage.prior_auth_holding import LONGEST_REASON
from storage.store import Store

AGAIN = {"1": "tomorrow", "2": "in 2 days", "3": "in 3 days", "7": "in a week", "0": "no more"}
TRY_AGAIN = Question(
    "again", "Reached, or not. When again?", tuple(Option(*one) for one in AGAIN.items())
)
WHY = "Why? They will read it"


def _ref(given: Given) -> PriorAuthRef:
    return PriorAuthRef(given.answers[ABOUT])


def _contact(given: Given) -> Done:
    days, today = int(given.answers["again"]), given.store.clock.now().date()
    again_on = today + timedelta(days=days) if days else None
    called = given.store.prior_auth_holding.contact(_ref(given), given.who, again_on)
    task = called.after
    again = f", again {day_words(again_on, today)}" if again_on else ""
    undo = take_back(given, called, f"the call about {task.ref}")
    return Done(f"{task.ref}: tried {called_words(task.attempts)}{again}.", undo)


def _whom(words: str, store: Store, optional: bool = False) -> Question:
    return Question("whom", words, optional=optional, fits=lambda typed: person(typed, store))


def _why(required: bool) -> Question:
    return Question("reason", WHY, longest=LONGEST_REASON, guarded=True, optional=not required)


def _hand_over(given: Given) -> Done:
    to, reason = person(given.answers["whom"], given.store), given.answers["reason"]
    ref, holding = _ref(given), given.store.prior_auth_holding
    handed = holding.hand_over(ref, given.who, to, reason)
    words = f"{ref} is with {to.name} now, who will read it at their next session."
    return Done(words, take_back(given, handed, f"handing over {ref}"))


def _take_over(given: Given) -> Done:
    ref, holding = _ref(given), given.store.prior_auth_holding
    taken = holding.take_over(ref, given.who, given.answers["reason"])
    words = f"{ref} is yours, {given.who.name}. Whoever had it will read why."
    return Done(words, take_back(given, taken, f"taking over {ref}"))


def _back_up(given: Given) -> Done:
    backup = person(given.answers["whom"], given.store)
    ref, holding = _ref(given), given.store.prior_auth_holding
    named = holding.name_backup(ref, given.who, backup)
    words = f"{backup.name} sees to {ref} when its owner is away."
    return Done(words, take_back(given, named, f"naming a backup for {ref}"))


def _urgency(given: Given) -> Done:
    task = given.store.prior_auths.get(_ref(given))
    other: Urgency = "standard" if task.urgency == "urgent" else "urgent"
    reason = given.answers["reason"]
    changed = given.store.prior_auth_holding.set_urgency(task.ref, other, given.who, reason)
    undo = take_back(given, changed, f"the urgency of {task.ref}")
    return Done(f"{task.ref} is {other} now.", undo)


def _leave(given: Given) -> Done:
    typed = given.answers["whom"]
    rest: Person | None = person(typed, given.store) if typed else None
    left = given.store.prior_auth_holding.leave_all(given.who, rest)
    free = sum(not one.after.is_taken for one in left)
    to_others = f"{len(left) - free} handed over" if len(left) > free else "none handed over"
    words = f"{to_others}, {free} given back. Enjoy your time away, {given.who.name}."

    def undo() -> str:
        given.store.prior_auth_undo.take_back_all(left, given.who)
        return f"Taken back: {len(left)} are yours again. All of it stays on record."

    return Done(words, Undo("handing over all that you have", undo))


def _asks_for_the_rest(given: Given) -> tuple[Question, ...]:
    mine = given.store.prior_auths.listed("mine", given.store.clock.now().date(), given.who)
    alone = sum(one.backup is None for one in mine.tasks)
    words = f"{alone} have no backup. Who takes those? Nothing gives them back"
    return (_whom(words, given.store, optional=True),)


CONTACT = Action("c", "Payer called", _contact, lambda given: (TRY_AGAIN,), about="Which one?")
READ = read_news("prior auth")
LEAVE = Action("b", "Before I am away", _leave, _asks_for_the_rest)
HAND_OVER = Action(
    "h",
    "Hand it over",
    _hand_over,
    lambda given: (_whom("To whom?", given.store), _why(required=False)),
    about="Which one do you hand over?",
)
ACTIONS = (
    CONTACT,
    HAND_OVER,
    Action(
        "o",
        "Take it over",
        _take_over,
        lambda given: (_why(required=True),),
        about="Which one do you take over?",
    ),
    Action(
        "k",
        "Name a backup",
        _back_up,
        lambda given: (_whom("Who sees to it when its owner is away?", given.store),),
        about="Which one?",
    ),
    Action(
        "y",
        "Urgency (manager)",
        _urgency,
        lambda given: (_why(required=True),),
        about="Of which one?",
    ),
    LEAVE,
    READ,
)
