"""The lines of the list of prior auths, each with the one thing about it that presses most."""

from dataclasses import replace
from datetime import datetime

from kiosk.practice.people import PersonId
from kiosk.practice.prior_auth_moves import STANDS
from kiosk.practice.prior_auth_slips import Slip, slips
from kiosk.practice.prior_auth_terms import PriorAuthPolicy, PriorAuthRef
from kiosk.practice.prior_auths import PriorAuth
from kiosk.practice.values import dataclass
from screens.session import Kiosk
from screens.views.prior_auth_words import NEEDED, SHORT, tries_words, what
from screens.views.words import day_words
from storage.prior_auth_lists import MOST_FOUND, MOST_LISTED
from storage.prior_auth_queries import Filter

MARKS: dict[Slip, str] = {
    "we are late": "WE ARE LATE",
    "payer is late": "PAYER LATE",
    "due today": "due today",
    "service first": "SERVICE 1ST",
    "owner left": "OWNER LEFT",
    "nobody told": "TELL THEM",
    "ending soon": "ending soon",
    "still": "no move",
}
# What presses most comes first.
ORDER = (
    *("WE ARE LATE", "PAYER LATE", "due today", "urgent", "SERVICE 1ST", "OWNER LEFT"),
    *("NO BACKUP", "TELL THEM", "ending soon", "check", "no move"),
)


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
    now, policy, here = kiosk.clock.now(), kiosk.settings.prior_auths, _here(kiosk)
    if by == "all" and typed:
        listing = kiosk.store.prior_auths.newest_with(typed)
    else:
        most = MOST_FOUND if typed else MOST_LISTED
        who = kiosk.session.person
        listing = kiosk.store.prior_auths.listed(by, now.date(), who, typed, most)
    if by == "slips":
        return tuple(_slipping(one, names, now, policy) for one in listing.tasks), listing.total
    if by != "alone":
        return tuple(row(one, names, now, policy, here) for one in listing.tasks), listing.total
    alone = [one for one in listing.tasks if _is_alone(one, here)]
    return tuple(row(one, names, now, policy, here) for one in alone), len(alone)


def _here(kiosk: Kiosk) -> frozenset[PersonId]:
    """Who works today; nobody at all before the first has come."""
    return frozenset(stay.person for stay in kiosk.store.breaks.open_stays(kiosk.clock.now()))


def _is_alone(one: PriorAuth, here: frozenset[PersonId]) -> bool:
    """Whether its owner is away, and nobody was named who sees to it meanwhile."""
    return bool(here) and one.owner is not None and one.owner not in here and one.backup is None


def asked(kiosk: Kiosk, names: dict[PersonId, str]) -> tuple[tuple[Task, ...], int]:
    """What waits for whoever is here, or was asked by them, the most urgent and oldest first."""
    who, now, tasks = kiosk.session.person, kiosk.clock.now(), []
    policy = kiosk.settings.prior_auths
    for one in kiosk.store.prior_auth_work.questions():
        if who is None or one.is_asked(who) or one.asked_by == who.id:
            task = row(kiosk.store.prior_auths.get(one.ref), names, now, policy)
            whom = names[one.whom] if one.whom else NEEDED[one.level]
            tasks.append(replace(task, needs=whom, question=one.words))
    return tuple(tasks), len(tasks)


def row(
    one: PriorAuth,
    names: dict[PersonId, str],
    now: datetime,
    policy: PriorAuthPolicy,
    here: frozenset[PersonId] = frozenset(),
) -> Task:
    """One line. here: who works just now."""
    today = now.date()
    return Task(
        one.ref,
        one.payer,
        what(one),
        NEEDED[one.who_needed],
        names.get(one.owner) if one.owner else None,
        day_words(one.needed_by, today),
        _mark(one, slips(one, now, policy), _is_alone(one, here)),
        _stands(one),
        tries_words(one) or SHORT[one.state],
    )


def _slipping(
    one: PriorAuth, names: dict[PersonId, str], now: datetime, policy: PriorAuthPolicy
) -> Task:
    """One line of what slips: its mark is how."""
    return replace(row(one, names, now, policy), mark=MARKS[slips(one, now, policy)[0]])


def _mark(one: PriorAuth, how: tuple[Slip, ...], is_alone: bool) -> str:
    """The one thing that presses most."""
    marks = {words: slip in how for slip, words in MARKS.items()}
    marks |= {"urgent": one.urgency == "urgent", "NO BACKUP": is_alone, "check": bool(one.check)}
    return next((words for words in ORDER if marks[words]), "")


def _stands(one: PriorAuth) -> str:
    if one.state == "to do":
        return ""
    tries = tries_words(one)
    return STANDS[one.state] + (f", called {tries}" if tries else "")
