"""The steps of one request: seen in order, and done, asked for, or said to be not needed."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from kiosk.practice.people import LEVELS, Person, PersonId
from kiosk.practice.prior_auth_moves import Act
from kiosk.practice.prior_auth_steps import ASKS_FOR, EVERY, Step
from kiosk.practice.prior_auth_terms import Kind, PriorAuthRef
from kiosk.practice.prior_auths import PriorAuth
from screens.acts import ABOUT, Action, Done, Given, Option, Question
from screens.views.prior_auth_acts import question
from screens.views.prior_auth_new import KIND
from screens.views.prior_auth_words import NEEDED, take_back
from screens.views.whom import person
from screens.views.words import clock_words, day_words
from storage.prior_auth_rows import Changed
from storage.store import Store


def lines(
    one: PriorAuth, store: Store, names: dict[PersonId, str], today: date
) -> Iterator[tuple[str, str]]:
    """What was done by whom, what comes next, and what then."""
    for done in store.prior_auth_work.steps_done(one.ref):
        by = f", {names[done.by]}" if done.by else ""
        told = done.recorded_by is not None and done.recorded_by != done.by
        how = f", recorded by {names[done.recorded_by]}" if told and done.recorded_by else ""
        when = f"{day_words(done.at.date(), today)} {clock_words(done.at)}"
        yield "Done" if done.by else "Not needed", f"{EVERY[done.step].words}{by}{how}, {when}"
    for number, step in enumerate(store.prior_auth_work.steps_left(one)):
        yield "To come" if number else "Next step", f"{step.words} ({NEEDED[step.level]})"


def asks(given: Given) -> tuple[Question, ...]:
    """Which step, and how: done, done by somebody else, asked for, or not needed."""
    answers, work = given.answers, given.store.prior_auth_work
    task = given.store.prior_auths.get(PriorAuthRef(answers[ABOUT]))
    left = work.steps_left(task)
    if not left:
        return _without_steps(task)
    if "step" not in answers:
        options = tuple(Option(one.code, f"{one.words} ({NEEDED[one.level]})") for one in left)
        return (Question("step", "Which step?", options, default=left[0].code),)
    step = EVERY[answers["step"]]
    if "way" not in answers:
        return (_way(step, given.who),)
    if answers["way"] == "other":
        return (_by_whom(given.store),)
    if answers["way"] == "ask":
        return tuple(question(name, given, ("question",)) for name in ("whom", "question"))
    return ()


def _without_steps(task: PriorAuth) -> tuple[Question, ...]:
    return (KIND,) if task.kind is None and task.state == "to do" else ()


def _way(step: Step, who: Person) -> Question:
    """How: what is above somebody's level they can ask for, or record who did it."""
    may = LEVELS.index(who.level) >= LEVELS.index(step.level)
    ask = [Option("ask", f"Ask {NEEDED[step.level]} for it")] if step.level in ASKS_FOR else []
    own = [Option("done", "I have done it")] if may else []
    rest = [Option("other", "Somebody else has done it"), Option("no", "It is not needed here")]
    words = step.words if may else f"{step.words}: this needs {ASKS_FOR[step.level]}, not you"
    return Question("way", words, (*own, *ask, *rest))


def _by_whom(store: Store) -> Question:
    return Question("by", "Who has done it?", fits=lambda words: person(words, store))


def do(given: Given) -> Done:
    """Record it, and say what comes next."""
    answers, work = given.answers, given.store.prior_auth_work
    ref = PriorAuthRef(answers[ABOUT])
    if "kind" in answers:
        return _done(given, work.set_kind(ref, cast(Kind, answers["kind"]), given.who))
    if "step" not in answers:
        return Done(f"Nothing is left to do for {ref} here. Press m for what comes next.")
    step = EVERY[answers["step"]]
    if answers["way"] == "ask":
        whom = person(answers["whom"], given.store) if answers["whom"] else None
        told = {"question": answers["question"], "whom": whom}
        act: Act = "ask clinical" if step.level == "clinical" else "ask prescriber"
        return _done(given, work.move(ref, act, given.who, told, step.code))
    by = {"done": given.who, "no": None}.get(answers["way"])
    if answers["way"] == "other":
        by = person(answers["by"], given.store)
    return _done(given, work.step(ref, step.code, given.who, by))


def _done(given: Given, moved: Changed) -> Done:
    task = moved.after
    if task.state in ("clinical", "prescriber"):
        words = f"{task.ref}: {NEEDED[task.who_needed]} asked."
    elif task.step:
        words = f"{task.ref}, next: {EVERY[task.step].words} ({NEEDED[task.who_needed]})."
    else:
        words = f"{task.ref}: all steps are done. Press m for what comes next."
    return Done(words, take_back(given, moved, f"the step of {task.ref}"))


STEP = Action("d", "Do a step", do, asks, about="Which one?")
