"""The words of the break room for prior auths: states, who is needed, what was done."""

from datetime import date

from kiosk.practice.people import PersonId
from kiosk.practice.prior_auth_edits import NAMES
from kiosk.practice.prior_auth_moves import MOVES, STANDS
from kiosk.practice.prior_auth_steps import EVERY
from kiosk.practice.prior_auth_terms import CALLED, PayerType, State, WhoNeeded
from kiosk.practice.prior_auths import PriorAuth
from screens.acts import Given
from screens.session import Undo
from screens.views.words import clock_words, day_words
from storage.prior_auth_edits import EDITED
from storage.prior_auth_lists import Moment
from storage.prior_auth_rows import Changed

NEEDED: dict[WhoNeeded, str] = {
    "anyone": "anyone trained",
    "clinical": "clinical staff",
    "prescriber": "prescriber",
    "patient": "patient",
    "unknown": "not known yet",
}
PAYER_TYPES: dict[PayerType, str] = {
    "medicare advantage": "Medicare Advantage",
    "medicaid": "Medicaid or CHIP",
    "part d": "Part D drug plan",
    "employer": "employer plan",
    "individual": "individual or small group plan",
    "traditional medicare": "traditional Medicare",
    "": "not known",
}
SHORT: dict[State, str] = {  # what fits a column of 12 cells
    **STANDS,
    "to do": "",
    "clinical": "ask clinical",
    "prescriber": "ask prescr.",
    "payer": "with payer",
    "wants more": "wants more",
    "partly approved": "partly appr.",
}
DEEDS = {
    "prior auth added": "listed",
    "prior auth imported": "came in from a file",
    "prior auth updated by import": "changed by a file",
    "prior auth taken": "taken",
    "prior auth given back": "given back",
    "step done": "done",
    "step not needed": "not needed",
    "kind told": "its kind was told",
    "plan told": "the sort of its plan was told",
    "payer contacted": "payer called",
    "backup named": "its backup named",
    "owner left": "its owner left",
    "backup left": "its backup left",
    "asked of anybody": "asked of anybody of that level",
    "prior auth requested again": "a new request follows it",
    **{one.deed: one.deed.removeprefix("prior auth ") for one in MOVES},
}
TAKEN_BACK = ", taken back"


def standing(one: PriorAuth) -> str:
    """Where it stands; *taken* is what *to do* is called once somebody has it."""
    return "taken" if one.state == "to do" and one.is_taken else STANDS[one.state]


def due_words(one: PriorAuth, today: date) -> str:
    """Until when the payer decides, always with the rule: Thu 4:20 PM · 72 h, Part D."""
    if not one.decision_rule:
        return ""
    if one.stopped_at:
        words = f"stopped {day_words(one.stopped_at.date(), today)}, the payer waits for us"
    elif one.decision_due is None:
        words = "not running: statement missing"
    else:
        time = one.decision_due
        is_day = (time.hour, time.minute) == (23, 59)
        at = "end of day" if is_day else clock_words(time)
        words = f"{day_words(time.date(), today)} {at}"
    return f"{words} · {one.decision_rule}"


def what(one: PriorAuth) -> str:
    """What is asked for: the service, or else its codes."""
    return one.service or ", ".join(one.codes) or "no service named"


def deed_words(deed: str) -> str:
    """What somebody did, as its history says it."""
    done = deed.removesuffix(TAKEN_BACK)
    words = DEEDS.get(done, done.removeprefix("prior auth "))
    return f"'{words}' was taken back" if deed != done else words


def moment_words(one: Moment, names: dict[PersonId, str], today: date) -> str:
    """One line of its history: when, what, from where to where, who, and what they wrote."""
    when = f"{day_words(one.at.date(), today)} {clock_words(one.at)}"
    by = f", {names[one.by]}" if one.by else ""
    if one.answered_by and one.answered_by != one.by:
        by = f" by {names[one.answered_by]}, recorded by {names[one.by] if one.by else 'nobody'}"
    old, is_move, new = one.detail.partition(" > ")
    moved = f" ({_stands(old)} to {_stands(new)})" if is_move and old != new else ""
    step = one.detail.removeprefix("step ") if one.detail.startswith("step ") else ""
    by += _concerned(one.detail, names)
    if one.deed == EDITED:
        moved = f" ({_facts_words(one.detail, today)})"
    note = f": {EVERY[step].words if step in EVERY else one.note}" if step or one.note else ""
    return f"{when}: {deed_words(one.deed)}{by}{moved}{note}"


def _facts_words(detail: str, today: date) -> str:
    """What was edited: service date Mar 17, site."""
    parts = [one.partition(" ") for one in detail.split(", ")]
    days = {name: day_words(date.fromisoformat(day), today) for name, _, day in parts if day}
    words = {name: NAMES.get(name, name) for name, _, _ in parts}
    return ", ".join(f"{one} {days[n]}" if n in days else one for n, one in words.items())


def _concerned(detail: str, names: dict[PersonId, str]) -> str:
    """To whom it went, or whose it was."""
    how, _, number = detail.partition(" ")
    if how not in ("to", "from") or not number.isdigit():
        return ""
    return f", {'to ' if how == 'to' else ''}{names[PersonId(int(number))]}"


def take_back(given: Given, changed: Changed, what: str) -> Undo:
    """How an act is taken back, and what is said of it then. what: that it was: "taking K7-F2M"."""

    def undo() -> str:
        task = given.store.prior_auth_undo.take_back(changed, given.who)
        owner = given.store.people.get(task.owner).name if task.owner else "nobody"
        where = STANDS[task.state]
        return f"Taken back: {task.ref} is {where}, {owner} has it. Both stay on record."

    return Undo(what, undo)


def tries_words(one: PriorAuth) -> str:
    """How often the payer was called, and when that is due again: 2x, Nov 27."""
    again = f", {one.follow_up_on:%b %-d}" if one.follow_up_on else ""
    return f"{one.attempts}x{again}" if one.attempts and one.state in CALLED else ""


def called_words(times: int) -> str:
    """How often the payer was called: once, 2 times."""
    if not times:
        return ""
    return "once" if times == 1 else f"{times} times"


def _stands(state: str) -> str:
    return next((words for name, words in STANDS.items() if name == state), state)
