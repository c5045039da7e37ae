"""Editing a request that is listed already: its days, details and people, or the sort of plan."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import cast

from kiosk.practice.people import LONGEST_NAME, PersonId
from kiosk.practice.prior_auth_edits import LONGEST_SITE, LONGEST_UNITS, Facts
from kiosk.practice.prior_auth_terms import LONGEST_PURPOSE, PayerType, PriorAuthRef
from screens.acts import ABOUT, Action, Done, Given, Option, Question
from screens.views.prior_auth_new import NO_TYPE, as_day, plan, prescriber
from screens.views.prior_auth_words import due_words, take_back
from screens.views.whom import person
from screens.views.words import day_words
from storage.store import Store

WHAT = (
    Option("facts", "Days, why it matters, site, units, people"),
    Option("plan", "The sort of plan, and so the payer's time"),
)


def asks(given: Given) -> tuple[Question, ...]:
    """What is edited, and then what stands there, to be changed."""
    ref = PriorAuthRef(given.answers[ABOUT])
    if "what" not in given.answers:
        return (Question("what", f"What of {ref} changes?", WHAT),)
    if given.answers["what"] == "plan":
        return (plan(given.store.prior_auths.get(ref).payer_type),)
    return _form(given.store.prior_auth_edits.facts(ref), given.store)


def _form(stands: Facts, store: Store) -> tuple[Question, ...]:
    def optional(
        name: str, words: str, default: str, longest: int, fits: Callable[[str], object] | None
    ) -> Question:
        return Question(name, words, optional=True, default=default, longest=longest, fits=fits)

    def day(name: str, words: str, stood: date | None) -> Question:
        shown = f"{stood.month}/{stood.day}/{stood.year}" if stood else ""
        return optional(name, words, shown, 10, lambda typed: as_day(typed, store))

    def who(name: str, words: str, stood: PersonId | None) -> Question:
        shown = store.people.get(stood).name if stood else ""
        return optional(
            name, words, shown, LONGEST_NAME, lambda typed: _whom(name, typed, stands, store)
        )

    def text(name: str, words: str, longest: int) -> Question:
        stood = getattr(stands, name)
        return Question(name, words, (), longest, guarded=True, optional=True, default=stood)

    return (
        day("service_date", "Service date (11/30)", stands.service_date),
        day("needed_by", "Needed by (or service date)", stands.needed_by),
        day("retro_by", "Retro request by, if late", stands.retro_by),
        text("purpose", "Why it matters", LONGEST_PURPOSE),
        text("site", "Site: where is it to be?", LONGEST_SITE),
        optional("units", "Units or visits", stands.units, LONGEST_UNITS, None),
        who("clinician", "Who ordered it?", stands.clinician),
        who("backup", "Backup for its owner", stands.backup),
    )


def _whom(name: str, typed: str, stands: Facts, store: Store) -> PersonId | None:
    """Who is meant. Whoever stands there stays, though they may work here no more."""
    stood: PersonId | None = getattr(stands, name)
    if not typed or (stood and typed == store.people.get(stood).name):
        return stood if typed else None
    find = prescriber if name == "clinician" else person
    return find(typed, store).id


def _facts(answers: Mapping[str, str], stands: Facts, store: Store) -> Facts:
    """The form's answers."""
    days = {name: answers[name] for name in ("service_date", "needed_by", "retro_by")}
    return Facts(
        **{name: as_day(typed, store) if typed else None for name, typed in days.items()},
        units=answers["units"],
        clinician=_whom("clinician", answers["clinician"], stands, store),
        backup=_whom("backup", answers["backup"], stands, store),
        purpose=answers["purpose"],
        site=answers["site"],
    )


def do(given: Given) -> Done:
    """Change it, and say what follows."""
    ref, register = PriorAuthRef(given.answers[ABOUT]), given.store.prior_auth_edits
    today = given.store.clock.now().date()
    if given.answers["what"] == "plan":
        payer_type = cast(PayerType, given.answers["payer_type"].strip(NO_TYPE))
        changed = register.set_plan(ref, payer_type, given.who)
    else:
        stands, store = register.facts(ref), given.store
        seen, wanted = (_facts(one, stands, store) for one in (given.stood, given.answers))
        changed = register.edit(ref, seen, wanted, given.who)
    task, words = changed.after, [f"{ref} is changed."]
    if task.service_date != changed.before.service_date:
        words.append(f"Service {day_words(task.service_date, today) or 'not known'}.")
    if task.state == "payer" and (due := due_words(task, today)):
        words.append(f"The payer decides by: {due}.")
    if task.is_service_first() and not changed.before.is_service_first():
        words.append("The service comes before the payer's time is over.")
    return Done(" ".join(words), take_back(given, changed, f"editing {ref}"))


EDIT = Action("e", "Edit", do, asks, about="Which one?")
