"""What managers do about contingency plans: write, change each part, copy, put away, go back."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.practice import kept_plans, plan_writing
from kiosk.practice.errors import Refusal
from kiosk.practice.kept_plans import KeptPlan
from kiosk.practice.people import require_may_manage
from kiosk.practice.plan_files import ready_made
from kiosk.practice.plans import Plan
from kiosk.practice.values import dataclass
from screens.acts import ABOUT, Action, Done, Given, Question
from screens.session import Undo
from screens.views import plan_forms as forms

WORDS, DECISION, ROLES, STEP, TELL = "words", "decision", "roles", "step", "tell"  # parts of a plan
OF_LIST, OF_PUT_AWAY = "npw", "b"  # the keys of what can be done
OF_PLAN, OF_VERSIONS = "catxelpwy", "g"


@dataclass(frozen=True)
class _About:
    """What a line is about: a version of a plan, and a part of it, if one."""

    kept: KeptPlan
    plan: Plan
    part: str = ""
    at: int = 0


def ref_of(kept: KeptPlan) -> str:
    """What the line of a plan is called: its key, and the version that is seen there."""
    return f"{kept.key} {kept.number}"


def _version(given: Given) -> KeptPlan:
    """The version that was looked at. Raises NotAllowed for anybody but a manager."""
    require_may_manage(given.store.people.get(given.who.id), given.store.clock.now().date())
    key, number, *_ = given.answers[ABOUT].split()
    return given.store.plans.version(key, int(number))


def _about(given: Given) -> _About:
    """The newest version. Raises Refusal where another has come, or its words were destroyed."""
    kept = _version(given)
    kept_plans.require_unchanged(given.store.plans.newest(kept.key), kept.number)
    _, _, *part = given.answers[ABOUT].split()
    plan = kept_plans.require_readable(kept)
    return _About(kept, plan, part[0], int(part[1])) if part else _About(kept, plan)


def _others(given: Given, key: str = "") -> list[str]:
    return [one.name for one in given.store.plans.ready() if one.key != key]


def _asks_new(given: Given) -> tuple[Question, ...]:
    """Four short forms, one after the other."""
    if "trigger" not in given.answers:
        return forms.asks_words(None, _others(given))
    if "closed" not in given.answers:
        return forms.asks_decision(None)
    if "backup" not in given.answers:
        return forms.asks_roles(None)
    return forms.asks_step(None)


def _new(given: Given) -> Done:
    answers = given.answers
    began = Plan("", "", "", forms.decision(answers), (), (), (forms.step(answers),))
    plan = forms.with_roles(forms.with_words(began, answers), answers)
    return _begun(given, given.store.plans.write(plan, given.who), "Press a to add its next step.")


def _copy(given: Given) -> Done:
    kept = given.store.plans.copy(_version(given).key, given.who)
    return _begun(given, kept, "A later version of the program does not change it.")


def _begun(given: Given, kept: KeptPlan, then: str) -> Done:
    def undo() -> str:
        given.store.plans.put_away(kept.key, given.who)
        return f"Taken back: {kept.name} is put away. Press f to see those put away."

    return Done(f"{kept.name} is the practice's own now. {then}", Undo(kept.name, undo))


def _changed(given: Given, about: _About, plan: Plan) -> Done:
    """Add the version, and say what differs."""
    plans, who = given.store.plans, given.who
    kept = plans.change(about.kept.key, about.kept.number, plan, who)

    def undo() -> str:
        back = plans.change(kept.key, kept.number, about.plan, who)
        return f"Taken back: {back.name} says what it said before, as version {back.number}."

    said = next(plan_writing.changes(about.plan, kept_plans.require_readable(kept)), "nothing")
    words = f"{kept.name}, version {kept.number}. {said.partition(' (was: ')[0]}"
    return Done(words, Undo(f"changing {kept.name}", undo))


def _asks_change(given: Given) -> tuple[Question, ...]:
    about = _about(given)
    plan = about.plan
    by_part: dict[str, Callable[[], tuple[Question, ...]]] = {
        DECISION: lambda: forms.asks_decision(plan),
        ROLES: lambda: forms.asks_roles(plan),
        STEP: lambda: forms.asks_step(plan.steps[about.at]),
        TELL: lambda: forms.asks_tell(plan.tells[about.at]),
    }
    return by_part.get(about.part, lambda: forms.asks_words(plan, _others(given, about.kept.key)))()


def _change(given: Given) -> Done:
    about, answers = _about(given), given.answers
    plan = about.plan
    by_part: dict[str, Callable[[], Plan]] = {
        DECISION: lambda: replace(plan, decision=forms.decision(answers)),
        ROLES: lambda: forms.with_roles(plan, answers),
        STEP: lambda: plan_writing.with_step(plan, forms.step(answers), about.at),
        TELL: lambda: plan_writing.with_tell(plan, forms.tell(answers), about.at),
    }
    return _changed(
        given, about, by_part.get(about.part, lambda: forms.with_words(plan, answers))()
    )


def _add_step(given: Given) -> Done:
    about = _about(given)
    return _changed(given, about, plan_writing.with_step(about.plan, forms.step(given.answers)))


def _add_tell(given: Given) -> Done:
    about = _about(given)
    return _changed(given, about, plan_writing.with_tell(about.plan, forms.tell(given.answers)))


def _take_out(given: Given) -> Done:
    about = _about(given)
    if about.part == STEP:
        return _changed(given, about, plan_writing.without_step(about.plan, about.at))
    if about.part == TELL:
        return _changed(given, about, plan_writing.without_tell(about.plan, about.at))
    raise Refusal("Choose a step, or somebody to tell. The other parts are changed with c.")


def _mover(by: int) -> Callable[[Given], Done]:
    def move(given: Given) -> Done:
        about = _about(given)
        if about.part != STEP:
            raise Refusal("Choose a step: steps are moved.")
        return _changed(given, about, plan_writing.moved(about.plan, about.at, by))

    return move


def _put_away(given: Given) -> Done:
    kept = given.store.plans.put_away(_version(given).key, given.who)

    def undo() -> str:
        given.store.plans.bring_back(kept.key, given.who)
        return f"Taken back: {kept.name} lies ready."

    return Done(f"{kept.name} is put away, and stays on record.", Undo(kept.name, undo))


def _bring_back(given: Given) -> Done:
    kept = given.store.plans.bring_back(_version(given).key, given.who)
    return Done(f"{kept.name} lies ready again.")


def _take_newer(given: Given) -> Done:
    about = _about(given)
    if about.kept.newer() is None:
        raise Refusal("No newer ready-made one came with the program.")
    return _changed(given, about, ready_made(about.kept.origin))


def _go_back(given: Given) -> Done:
    old = _version(given)
    plan, newest = kept_plans.require_readable(old), given.store.plans.newest(old.key)
    if newest.plan is None:
        kept = given.store.plans.change(newest.key, newest.number, plan, given.who)
        return Done(f"{kept.name} says again what version {old.number} said.")
    return _changed(given, _About(newest, newest.plan), plan)


WHICH, WHICH_PART = "Which plan?", "Which part of it?"
ACTIONS = (
    Action("n", "New plan", _new, _asks_new),
    Action("p", "Make it your own", _copy, about=WHICH),
    Action("c", "Change it", _change, _asks_change, about=WHICH_PART),
    Action("a", "Add a step", _add_step, lambda given: forms.asks_step(None), about=WHICH),
    Action("t", "Add whom to tell", _add_tell, lambda given: forms.asks_tell(None), about=WHICH),
    Action("x", "Take it out", _take_out, about=WHICH_PART),
    Action("e", "Earlier", _mover(-1), about=WHICH_PART),
    Action("l", "Later", _mover(1), about=WHICH_PART),
    Action("w", "Put away", _put_away, about=WHICH),
    Action("b", "Bring back", _bring_back, about=WHICH),
    Action("y", "Take the newer", _take_newer, about=WHICH),
    Action("g", "Go back to it", _go_back, about="To which version?"),
)
