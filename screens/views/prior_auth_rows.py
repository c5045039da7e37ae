"""The lines of the list of prior auths, each with the one thing about it that presses most."""

from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.practice.people import PersonId
from kiosk.practice.prior_auth_moves import STANDS
from kiosk.practice.prior_auth_terms import PriorAuthRef
from kiosk.practice.prior_auths import PriorAuth
from screens.session import Kiosk
from screens.views.prior_auth_words import NEEDED, SHORT, tries_words, what
from screens.views.words import day_words
from storage.prior_auth_queries import Filter


@dataclass(frozen=True)
class Task:
    """One line of the list."""

    ref: PriorAuthRef
    payer: str
    what: str
    needs: str
    owner: str | None
    due: str
    mark: str  # late, due today, urgent, check: in words, the most pressing one
    stands: str  # in words; empty: it is to do
    short: str  # the same as it fits a column
    question: str = ""  # what exactly is asked, in the list of that

    @property
    def has_it(self) -> str:
        """Who has it."""
        return self.owner or "nobody"

    def __str__(self) -> str:
        parts = [self.payer, self.what, f"needs {self.needs}", f"{self.has_it} has it"]
        parts += [f"needed by {self.due}"] if self.due else []
        parts += [self.stands] if self.stands else []
        parts += [f"the question: {self.question}"] if self.question else []
        return ", ".join([*parts, self.mark] if self.mark else parts)


def listed(
    kiosk: Kiosk, by: Filter, typed: str, names: dict[PersonId, str]
) -> tuple[tuple[Task, ...], int]:
    """The lines that a filter lets through, and how many there are of them."""
    now, here = kiosk.clock.now(), _here(kiosk)
    listing = kiosk.store.prior_auths.listed(by, now.date(), kiosk.session.person, typed)
    if by != "alone":
        return tuple(row(one, names, now, here) for one in listing.tasks), listing.total
    alone = [one for one in listing.tasks if _is_alone(one, here)]
    return tuple(row(one, names, now, here) for one in alone), len(alone)


def _here(kiosk: Kiosk) -> frozenset[PersonId]:
    """Who works today; nobody at all before the first has come."""
    return frozenset(stay.person for stay in kiosk.store.breaks.open_stays(kiosk.clock.now()))


def _is_alone(one: PriorAuth, here: frozenset[PersonId]) -> bool:
    """Whether its owner is away, and nobody was named who sees to it meanwhile."""
    return bool(here) and one.owner is not None and one.owner not in here and one.backup is None


def asked(kiosk: Kiosk, names: dict[PersonId, str]) -> tuple[tuple[Task, ...], int]:
    """What waits for whoever is here, or was asked by them, the most urgent and oldest first."""
    who, now, tasks = kiosk.session.person, kiosk.clock.now(), []
    for one in kiosk.store.prior_auth_work.questions():
        if who is None or one.is_asked(who) or one.asked_by == who.id:
            task = row(kiosk.store.prior_auths.get(one.ref), names, now)
            whom = names[one.whom] if one.whom else NEEDED[one.level]
            tasks.append(replace(task, needs=whom, question=one.words))
    return tuple(tasks), len(tasks)


def row(
    one: PriorAuth,
    names: dict[PersonId, str],
    now: datetime,
    here: frozenset[PersonId] = frozenset(),
) -> Task:
    """One line. here: who works just now."""
    today = now.date()
    marks = {
        "WE ARE LATE": one.is_late(today),
        "PAYER LATE": one.is_payer_late(now),
        "due today": one.is_due(today),
        "urgent": one.urgency == "urgent",
        "SERVICE 1ST": one.is_service_first(),
        "NO BACKUP": _is_alone(one, here),
        "OWNER LEFT": one.left_by is not None,
        "check": bool(one.check),
    }
    return Task(
        one.ref,
        one.payer,
        what(one),
        NEEDED[one.who_needed],
        names.get(one.owner) if one.owner else None,
        day_words(one.needed_by, today),
        next((words for words, so in marks.items() if so), ""),
        _stands(one),
        tries_words(one) or SHORT[one.state],
    )


def _stands(one: PriorAuth) -> str:
    if one.state == "to do":
        return ""
    tries = tries_words(one)
    return STANDS[one.state] + (f", called {tries}" if tries else "")
