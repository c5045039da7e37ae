"""What is done about a plan that runs: tick, hand on, note, brief, lead, end; and look back."""

from collections import Counter
from datetime import datetime

from kiosk.practice import plan_run_acts as rules
from kiosk.practice.days import instant
from kiosk.practice.errors import Refusal
from kiosk.practice.people import LONGEST_NAME, Person, PersonId, require_may_manage
from kiosk.practice.plan_assigning import fitting
from kiosk.practice.plan_runs import (
    LONGEST_NOTE,
    LONGEST_REASON,
    REVIEWED,
    RUN,
    STEP,
    Run,
    RunStep,
    StepId,
    initials,
)
from kiosk.practice.plan_terms import RunId
from kiosk.practice.roster import ONE_DAY
from kiosk.practice.typed_times import time_of_day
from screens.acts import ABOUT, Action, Done, Given, Option, Question
from screens.session import Undo
from screens.views.colleagues import colleagues
from screens.views.today_known import known_now
from screens.views.whom import person
from screens.views.words import clock_words
from storage.plan_runs import DROPPED, TICKED
from storage.store import Store

DONE, NOT_NEEDED, SOMEBODY_ELSE = "done", "not needed", "somebody else"
LONGEST_TIME = 10
HALF_A_DAY = 12  # hours
MOST_LEFT = 8  # lines in a dialog
PATIENTS = "No patient names here, please"
WHICH_STEP = "Which step?"
LOOK_BACK_ON = {
    "went well": "What went well? Leave empty what you have nothing for",
    "to change": "What would you change?",
    "finding": "What did you find that needs work? It can become a problem: key i",
}


def run_of(ref: str, store: Store) -> Run:
    """The run that a line is about: itself, or that of a step. Raises Refusal for other lines."""
    sort, _, number = ref.rpartition(" ")
    if sort == RUN:
        return store.plan_runs.get(RunId(int(number)))
    return store.plan_runs.of_step(_step_id(ref))


def _step_id(ref: str) -> StepId:
    sort, _, number = ref.rpartition(" ")
    if sort != STEP:
        raise Refusal("Choose a step of a plan: the arrows go up and down.")
    return StepId(int(number))


def _step(given: Given) -> RunStep:
    number = _step_id(given.answers[ABOUT])
    return given.store.plan_runs.of_step(number).step(number)


def _settled_by(step: RunStep, store: Store) -> str:
    who = step.done_by or step.dropped_by
    return store.people.get(who).name if who else ""


def _tick(given: Given) -> Done:
    step = given.store.plan_runs.tick(_step_id(given.answers[ABOUT]), given.who)
    return Done(f"Done: {step.does} {initials(given.who.name)}", _opened_again(step, given, TICKED))


def _opened_again(step: RunStep, given: Given, deed: str) -> Undo:
    def undo() -> str:
        given.store.plan_runs.open_again(step.id, given.who, deed)
        return f"Taken back, still to do: {step.does}"

    return Undo("ticking that step" if deed == TICKED else "that it is not needed", undo)


def _asks_drop(given: Given) -> tuple[Question, ...]:
    step = _step(given)
    rules.require_open(step, _settled_by(step, given.store))
    words = f"{step.does}\nWhy is it not needed? {PATIENTS}"
    return (Question("why", words, longest=LONGEST_REASON, guarded=True),)


def _drop(given: Given) -> Done:
    step = given.store.plan_runs.drop(
        _step_id(given.answers[ABOUT]), given.answers["why"], given.who
    )
    return Done(f"Not needed: {step.does}", _opened_again(step, given, DROPPED))


def _asks_hand_on(given: Given) -> tuple[Question, ...]:
    """Those who are for it and here first, then others who are here, then those who are not."""
    step, store = _step(given), given.store
    rules.require_open(step, _settled_by(step, store))
    known = known_now(store)
    every = colleagues(known, given.who)
    able = fitting(step.role, every, known.team.matrix)
    load = Counter(one.person for one in store.plan_runs.of_step(step.id).open_steps)
    ranked = sorted(
        (one for one in every if one.person.id != step.person),
        key=lambda one: (
            one.stand != "here",
            one.person.id not in able,
            load[one.person.id],
            one.person.name,
        ),
    )
    options = tuple(
        Option(
            str(one.person.id),
            f"{one.person.name}, {step.role if one.person.id in able else f'not {step.role}'}, "
            f"{one.words()}, {load[one.person.id]} open",
        )
        for one in ranked
        if one.stand != "off"
    )
    return (Question("to", f"{step.does}\nWho does it?", options),)


def _hand_on(given: Given) -> Done:
    store, before = given.store, _step(given)
    to = store.people.get(PersonId(int(given.answers["to"])))
    store.plan_runs.hand_on(before.id, to, given.who)

    def undo() -> str:
        store.plan_runs.hand_back(before, given.who)
        return "Taken back: it is whose it was. Both stay on record."

    reads = "" if to.id == given.who.id else f" {to.name} reads it at their next session."
    return Done(f"{to.name} does it now.{reads}", Undo("handing it on", undo))


def _asks_settle(given: Given) -> tuple[Question, ...]:
    """Of what was left undone: done meanwhile, not needed, or somebody else's."""
    if "how" not in given.answers:
        how = (
            Option(DONE, "It is done"),
            Option(NOT_NEEDED, "It is not needed any more"),
            Option(SOMEBODY_ELSE, "Somebody else does it"),
        )
        return (Question("how", _step(given).does, how),)
    asks = {NOT_NEEDED: _asks_drop, SOMEBODY_ELSE: _asks_hand_on}.get(given.answers["how"])
    return asks(given) if asks else ()


def _settle(given: Given) -> Done:
    return {DONE: _tick, NOT_NEEDED: _drop, SOMEBODY_ELSE: _hand_on}[given.answers["how"]](given)


def _running(given: Given) -> tuple[Run, ...]:
    """What an act may be about. Raises Refusal when nothing runs."""
    found = given.store.plan_runs.running()
    if not found:
        raise Refusal("No plan runs just now.")
    return found


def _which(given: Given, runs: tuple[Run, ...]) -> tuple[Question, ...]:
    """Which of them; nothing is asked where there is only one."""
    if len(runs) == 1 or "run" in given.answers:
        return ()
    options = tuple(Option(str(one.id), one.name) for one in runs)
    return (Question("run", "Which plan?", options),)


def _run(given: Given) -> Run:
    number = given.answers.get("run")
    return given.store.plan_runs.get(RunId(int(number))) if number else _running(given)[0]


def _to_read(given: Given) -> tuple[Run, ...]:
    found = tuple(one for one in _running(given) if not one.has_read(given.who.id))
    if not found:
        raise Refusal("You have said already that you have read it.")
    return found


def _acknowledge(given: Given) -> Done:
    number = given.answers.get("run")
    run = RunId(int(number)) if number else _to_read(given)[0].id
    new = given.store.plan_runs.acknowledge(run, given.who)
    mine = len([one for one in new.of(given.who.id) if one.is_open])
    are = "are" if mine > 1 else "is"
    yours = f" {mine or 'None'} of its steps {are} yours."
    return Done(f"Noted that you have read {new.name}.{yours}")


def _asks_note(given: Given) -> tuple[Question, ...]:
    words = f"What is new? Facts, for all who look. {PATIENTS}"
    asked = _which(given, _running(given))
    return asked or (Question("note", words, longest=LONGEST_NOTE, guarded=True),)


def _note(given: Given) -> Done:
    run = _run(given)
    given.store.plan_runs.note(run.id, "note", given.answers["note"], given.who)
    return Done(f"Noted in the log of {run.name}.")


def _asks_brief(given: Given) -> tuple[Question, ...]:
    asked = _which(given, _running(given))
    when = "When does everybody meet next? (10:30, 1 PM)"
    return asked or (
        Question("at", when, longest=LONGEST_TIME, fits=lambda typed: _moment(typed, given.store)),
    )


def _moment(typed: str, store: Store) -> datetime:
    """A time of today that is still to come; after midnight, of tomorrow."""
    now = store.clock.now()
    at = datetime.combine(now.date(), time_of_day(typed), store.clock.zone)
    is_early = instant(at) <= instant(now) and at.hour < now.hour - HALF_A_DAY
    return at + ONE_DAY if is_early else at


def _brief(given: Given) -> Done:
    run = _run(given)
    new = given.store.plan_runs.brief(run.id, _moment(given.answers["at"], given.store), given.who)
    at = clock_words(new.briefing) if new.briefing else ""
    return Done(f"Next briefing of {new.name}: {at}. It stands in Today.")


def _asks_lead(given: Given) -> tuple[Question, ...]:
    asked = _which(given, _running(given))
    if asked:
        return asked
    run, store = _run(given), given.store
    names = [store.people.get(one).name if one else "" for one in (run.lead, run.backup)]

    def whom(typed: str) -> Person:
        return person(typed, store)

    backup = "Who is asked while they are away?"
    return (
        Question("lead", "Who leads?", longest=LONGEST_NAME, fits=whom, default=names[0]),
        Question(
            "backup",
            backup,
            longest=LONGEST_NAME,
            optional=True,
            default=names[1],
            fits=lambda typed: whom(typed) if typed else None,
        ),
    )


def _lead(given: Given) -> Done:
    store, answers, run = given.store, given.answers, _run(given)
    lead = person(answers["lead"], store)
    backup = person(answers["backup"], store) if answers["backup"] else None
    store.plan_runs.change_lead(run.id, lead, backup, given.who)
    second = f", and {backup.name} while they are away" if backup else ""
    return Done(f"{lead.name} leads {run.name}{second}.")


def _asks_end(given: Given) -> tuple[Question, ...]:
    """What is left undone, and whose it stays, to be confirmed."""
    asked = _which(given, _running(given))
    if asked:
        return asked
    run, store = _run(given), given.store
    new = rules.ended(run, store.people.get(given.who.id), store.clock.now())
    lines = [
        f"{store.people.get(one.person).name if one.person else ''}: {one.does}"
        for one in new.open_steps
    ]
    left = len(lines) - MOST_LEFT
    shown = [*lines[:MOST_LEFT], *([f"and {left} more"] if left > 0 else [])]
    undone = "\n".join(("Left undone, and whose it stays:", *shown)) if lines else "All is done."
    return (Question("sure", f"{run.name}. {undone}", (Option("yes", "Back to normal"),)),)


def _end(given: Given) -> Done:
    run = given.store.plan_runs.end(_run(given).id, given.who)
    left = len(run.open_steps)
    undone = f" {left} steps are left: each stays its owner's, in Today." if left else ""
    return Done(f"{run.name}: back to normal.{undone} Look back on it with y.")


def _over(given: Given) -> Run:
    require_may_manage(given.store.people.get(given.who.id), given.store.clock.now().date())
    run = run_of(given.answers[ABOUT], given.store)
    if not run.is_over:
        raise Refusal("It still runs. Look back on it once all is back to normal.")
    return run


def _asks_review(given: Given) -> tuple[Question, ...]:
    _over(given)
    return tuple(
        Question(one, LOOK_BACK_ON[one], longest=LONGEST_NOTE, guarded=True, optional=True)
        for one in REVIEWED
    )


def _review(given: Given) -> Done:
    run = _over(given)
    said = [one for one in REVIEWED if given.answers[one].strip()]
    if not said:
        raise Refusal("Write at least one of the three.")
    with given.store.together():
        for sort in said:
            given.store.plan_runs.note(run.id, sort, given.answers[sort], given.who)
    more = " Press i to make the finding a problem." if "finding" in said else ""
    return Done(f"Noted with {run.name}.{more}")


def _asks_which(given: Given) -> tuple[Question, ...]:
    return _which(given, _to_read(given))


TICK = Action("d", "Done", _tick, about=WHICH_STEP)
HAND_ON = Action("h", "Hand it on", _hand_on, _asks_hand_on, about=WHICH_STEP)
DROP = Action("x", "Not needed", _drop, _asks_drop, about=WHICH_STEP)
READ_IT = Action("a", "I have read it", _acknowledge, _asks_which)
NOTE = Action("n", "Note", _note, _asks_note)
BRIEF = Action("g", "Next briefing", _brief, _asks_brief)
LEAD = Action("l", "Lead", _lead, _asks_lead)
END = Action("b", "Back to normal", _end, _asks_end)
LOOK_BACK = Action("y", "Look back", _review, _asks_review, about="On which plan?")
SETTLE = Action("s", "What became of it", _settle, _asks_settle, about=WHICH_STEP)
OF_STEP = (TICK, HAND_ON, DROP)
OF_RUN = (READ_IT, NOTE, BRIEF, LEAD, END)
ACTIONS = (*OF_STEP, *OF_RUN, LOOK_BACK, SETTLE)
