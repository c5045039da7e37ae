"""A new request: its kind by one key, the payer, and one form."""

from collections.abc import Callable
from datetime import date
from typing import cast

from kiosk.practice import typed_days
from kiosk.practice.errors import Refusal
from kiosk.practice.people import LONGEST_NAME, Person
from kiosk.practice.prior_auth_steps import TEMPLATES, Template
from kiosk.practice.prior_auth_terms import (
    LONGEST_PAYER,
    LONGEST_PURPOSE,
    LONGEST_SERVICE,
    Kind,
    PayerType,
    Urgency,
    WhoNeeded,
)
from kiosk.practice.prior_auths import Known
from screens.acts import Action, Done, Given, Option, Question
from screens.views.prior_auth_words import NEEDED, PAYER_TYPES
from screens.views.whom import person
from storage.store import Store

KIND = Question(
    "kind",
    "What kind of request is it?",
    tuple(Option(kind, one.words) for kind, one in TEMPLATES.items()),
)
NO_TYPE = "-"  # an answer is never empty where there are options
NOT_KNOWN = Option("unknown", "not known")  # shorter than NEEDED has it: all stand on one line
URGENCIES = (Option("standard", "standard"), Option("urgent", "urgent"))


def asks(given: Given) -> tuple[Question, ...]:
    """The kind and the payer, the plan as it was known last, and one form for the rest."""
    answers, store = given.answers, given.store
    if "kind" not in answers:
        return (KIND,)
    if "payer" not in answers:
        return (_payer(store),)
    if "payer_type" not in answers:
        return (plan(store.prior_auths.payer_type(answers["payer"])),)
    return _form(TEMPLATES[cast(Kind, answers["kind"])], store)


def _payer(store: Store) -> Question:
    """Which payer; those that are known are offered, so that none gets a second name."""

    def alike(typed: str) -> tuple[Option, ...]:
        return tuple(Option(one, one) for one in store.prior_auths.payers_like(typed))

    return Question("payer", "Which payer?", longest=LONGEST_PAYER, guarded=True, alike=alike)


def plan(known: PayerType) -> Question:
    """What sort of plan it is. known: what is known of it."""
    options = tuple(Option(one or NO_TYPE, words) for one, words in PAYER_TYPES.items())
    words = "What sort of plan is it? The payer's time to decide follows from it"
    return Question("payer_type", words, options, default=known or NO_TYPE)


def _form(template: Template, store: Store) -> tuple[Question, ...]:
    def optional(name: str, words: str, fits: Callable[[str], object]) -> Question:
        return Question(name, words, longest=LONGEST_NAME, optional=True, fits=fits)

    def day(words: str) -> date:
        return as_day(words, store)

    who = [Option(one, words) for one, words in NEEDED.items() if one not in ("patient", "unknown")]
    return (
        Question("service", "Service, in your words", longest=LONGEST_SERVICE, guarded=True),
        Question("purpose", template.why, longest=LONGEST_PURPOSE, guarded=True),
        Question("who_needed", "Who will be needed?", (*who, NOT_KNOWN), default=template.needs),
        Question("urgency", "How urgent?", URGENCIES),
        optional("service_date", "Service date (11/30)", day),
        optional("needed_by", "Needed by (or service date)", day),
        optional("clinician", "Who ordered it?", lambda words: prescriber(words, store)),
        optional("backup", "Backup for its owner", lambda w: person(w, store)),
    )


def prescriber(words: str, store: Store) -> Person:
    """The prescriber who is meant. Raises Refusal."""
    found = person(words, store)
    if found.level != "prescriber":
        raise Refusal(f"{found.name} is not a prescriber.")
    return found


def as_day(words: str, store: Store) -> date:
    """The day that is meant. Raises Refusal."""
    return typed_days.day(words, store.clock.now().date(), ahead=True)


def do(given: Given) -> Done:
    """List it, and say what stands in the chart from now on."""
    answers, store = given.answers, given.store

    def day(name: str) -> date | None:
        return as_day(answers[name], store) if answers[name] else None

    known = Known(
        kind=cast(Kind, answers["kind"]),
        purpose=answers["purpose"],
        urgency=cast(Urgency, answers["urgency"]),
        needed_by=day("needed_by"),
        service_date=day("service_date"),
        payer_type=cast(PayerType, answers["payer_type"].strip(NO_TYPE)),
        backup=person(answers["backup"], store).id if answers["backup"] else None,
        clinician=prescriber(answers["clinician"], store).id if answers["clinician"] else None,
    )
    needed = cast(WhoNeeded, answers["who_needed"])
    task = store.prior_auths.add(answers["payer"], answers["service"], needed, given.who, known)
    return Done(f"Listed. Write {task.ref} in the chart.")


NEW = Action("n", "New", do, asks)
