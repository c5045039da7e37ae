"""The prior auths of the demo practice, what payers answered, and who took them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from kiosk.practice import prior_auth_moves, prior_auth_steps
from kiosk.practice.days import after, between
from kiosk.practice.demo_services import PAYERS, SERVICES, Service
from kiosk.practice.prior_auth_steps import Step
from kiosk.practice.prior_auth_terms import WhoNeeded
from kiosk.practice.prior_auths import Known
from kiosk.practice.values import dataclass

Move = prior_auth_moves.Act
REQUESTS = 60
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True)
class Requested:
    """A prior auth was listed."""

    at: datetime
    name: str  # who listed it
    number: int  # by which the handing on below knows it
    payer: str
    service: str
    who_needed: WhoNeeded
    known: Known
    backup: str = ""  # by name


@dataclass(frozen=True)
class Told:
    """Somebody moved a prior auth on. told: by name, what the move asks; whom: by their name."""

    at: datetime
    name: str
    number: int
    act: Move
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Stepped:
    """A step was recorded. by: who did it, by name."""

    at: datetime
    name: str
    number: int
    step: str
    by: str


@dataclass(frozen=True)
class Called:
    """Somebody called the payer, and will again on that day."""

    at: datetime
    name: str
    number: int
    again_on: date


@dataclass(frozen=True)
class Handed:
    """Somebody took a prior auth, or gave it back."""

    at: datetime
    name: str
    number: int
    is_taken: bool = True


def workday(day: date, steps: int) -> date:
    """The working day so many working days later, or earlier; the day itself for no steps."""
    step = timedelta(days=1 if steps > 0 else -1)
    while steps:
        day += step
        if day.weekday() < 5:
            steps += -1 if steps > 0 else 1
    return day


_WAITING = 40  # of the requests; the other ones have their answer
# From which number on the payer said what; to those before it has said nothing.
_ANSWERS: tuple[tuple[int, Move], ...] = (
    (56, "deny"),
    (54, "approve in part"),
    (_WAITING, "approve"),
    (37, "want more"),
)
_SENT = (*range(14, 20), *range(34, REQUESTS))
_ASKED: dict[int, Move] = {
    **dict.fromkeys(range(20, 24), "ask clinical"),
    **dict.fromkeys(range(24, 29), "ask prescriber"),
}
_QUESTIONS: dict[Move, tuple[str, ...]] = {
    "ask clinical": (
        "Dates of the last two visits about this?",
        "What was tried before, and for how long?",
        "Latest lab values, with their dates?",
    ),
    "ask prescriber": (
        "Please sign the letter of medical necessity",
        "Why this one and not the one on the list?",
        "May we send the supporting statement as it is?",
    ),
}
_WANTED = ("Office notes of the last 6 months", "The imaging report", "A completed form, page 2")
_REASONS = ("Step therapy not met", "Not enough clinical information", "Not on the list")
_NEEDED = (0, 0, -1, -3, None, None, None)  # working days from today, of the first requests
_TODAY = range(30, 34)  # those that were listed within the last hour
_OTHERWISE: dict[int, WhoNeeded] = {7: "patient", 13: "unknown"}  # of each twenty
_MAY_TAKE = {"clinical": ("MA", "RN", "LPN"), "prescriber": ("NP", "PA", "physician")}
_AT_DESKS = ("referrals", "front desk", "billing")


Act = Requested | Handed | Told | Stepped | Called
Staff = Mapping[str, Sequence[str]]  # names by role


def requests(
    now: datetime, today: date, past: Sequence[datetime], staff: Staff, chance: Random
) -> list[Act]:
    """The prior auths, who took them and gave them back, and how far they have come.

    past: the beginnings of the working days before, the latest first. staff: names by role.
    """
    services = chance.sample(SERVICES * 2, REQUESTS)
    acts: list[Act] = []
    for number, service in enumerate(services):
        at = _listed_at(number, now, past, chance)
        by = chance.choice([*staff["referrals"], *staff["front desk"]])
        asked = _asked(number, service, at, by, today, staff, chance)
        acts += [asked, *_handed(asked, now, staff, chance), *_told(asked, now, staff, chance)]
    return acts


def _listed_at(number: int, now: datetime, past: Sequence[datetime], chance: Random) -> datetime:
    if number in _TODAY:
        return after(now, -chance.uniform(20, 55) * _MINUTE)
    # An answer takes some days; what is late was not late when it was listed.
    least = 0 if len(_NEEDED) <= number < _WAITING else 4
    return after(chance.choice(past[least:-1]), chance.uniform(170, 480) * _MINUTE)


def _asked(
    number: int,
    service: Service,
    at: datetime,
    by: str,
    today: date,
    staff: Staff,
    chance: Random,
) -> Requested:
    days = _NEEDED[number] if number < len(_NEEDED) else chance.randint(1, 15)
    drugs = [name for name, sort in PAYERS.items() if sort == "part d"]
    fitting = [name for name in PAYERS if service.kind == "drug" or name not in drugs]
    payer = chance.choice(fitting)
    known = Known(
        service.kind,
        service.purpose,
        "urgent" if number in (0, 2) or number % 9 == 4 else "standard",
        None if days is None else workday(today, days),
        payer_type=PAYERS[payer],
        codes=(service.code,) if service.code else (),
    )
    backup = chance.choice(staff["front desk"]) if number % 4 else ""
    needed = _OTHERWISE.get(number % 20, service.who_needed)
    return Requested(at, by, number, payer, service.words, needed, known, backup)


def _told(asked: Requested, now: datetime, staff: Staff, chance: Random) -> Iterator[Act]:
    """How far it has come: its steps, what was asked of whom, sent, answered."""
    number, so_far = asked.number, between(asked.at, now)
    is_sent, question = number in _SENT, _ASKED.get(number)
    for place, step in enumerate(_steps(asked)):
        if is_sent or (question and step.level == "anyone" and place < 1) or number % 6 == place:
            by = asked.name if step.level == "anyone" else _one_of(step, staff, chance)
            at = after(asked.at, so_far * (0.03 + 0.03 * place))
            yield Stepped(at, asked.name, number, step.code, by)
    if question:
        yield _question(asked, question, after(asked.at, so_far * 0.95), staff, chance)
    if not is_sent:
        return
    how = {"submitted_how": chance.choice(("portal", "fax", "electronic"))}
    reference = {"payer_reference": f"PR{chance.randrange(10**6, 10**7)}"}
    sent = after(asked.at, so_far * chance.uniform(0.2, 0.3))
    yield Told(sent, asked.name, number, "submit", {**how, **reference})
    if number % 7 != 3:
        received = after(sent, chance.uniform(5, 60) * _MINUTE)
        if received < now:
            yield Told(received, asked.name, number, "receive", {"received_at": received})
    act = next((act for least, act in _ANSWERS if number >= least), None)
    if act is None and number % 2:
        called = after(asked.at, so_far * 0.7)
        yield Called(called, asked.name, number, workday(now.date(), number % 3))
    if act:
        at = after(asked.at, so_far * chance.uniform(0.6, 0.9))
        yield Told(at, asked.name, number, act, _answer(act, at.date(), chance))
        for place, step in enumerate(_after(act) if number % 5 else ()):
            done = after(at, so_far * (0.02 + 0.02 * place))
            yield Stepped(done, asked.name, number, step.code, asked.name)


def _steps(asked: Requested) -> tuple[Step, ...]:
    kind, needed = asked.known.kind, asked.who_needed
    decided = prior_auth_steps.not_needed(kind, needed)
    return tuple(one for one in prior_auth_steps.steps_of(kind, "to do") if one not in decided)


def _after(act: Move) -> tuple[Step, ...]:
    """What anyone trained does after a yes."""
    return prior_auth_steps.steps_of(None, "approved") if act.startswith("approve") else ()


def _one_of(step: Step, staff: Staff, chance: Random) -> str:
    return chance.choice(staff["RN" if step.level == "clinical" else "NP"])


def _question(asked: Requested, act: Move, at: datetime, staff: Staff, chance: Random) -> Told:
    role = chance.choice(("MA", "RN") if act == "ask clinical" else ("NP", "physician"))
    whom = {"whom": chance.choice(staff[role])} if asked.number % 3 else {}
    question = {"question": chance.choice(_QUESTIONS[act]), **whom}
    return Told(at, asked.name, asked.number, act, question)


def _answer(act: Move, day: date, chance: Random) -> Mapping[str, Any]:
    if act == "want more":
        until = {"wanted_by": workday(day, chance.randint(4, 10))}
        return {"wanted": chance.choice(_WANTED), **until}
    if act == "deny":
        until = {"peer_to_peer_by": workday(day, 10), "appeal_by": workday(day, 60)}
        return {"reason": chance.choice(_REASONS), **until}
    lasts = timedelta(days=chance.choice((14, 60, 90, 180)))
    number = f"A{chance.randrange(10**7, 10**8)}"
    return {"authorization_number": number, "valid_from": day, "valid_to": day + lasts}


def _handed(asked: Requested, now: datetime, staff: Staff, chance: Random) -> Iterator[Handed]:
    """Most have an owner. One in eight was taken by somebody else before, and given back."""
    roles = _MAY_TAKE.get(asked.who_needed, _AT_DESKS)
    owner, other = chance.sample([name for role in roles for name in staff[role]], 2)
    until = min(between(asked.at, now), 2 * _HOUR)
    if asked.number % 8 == 5:
        yield Handed(after(asked.at, until * chance.uniform(0.1, 0.2)), other, asked.number)
        given_back = after(asked.at, until * chance.uniform(0.3, 0.6))
        yield Handed(given_back, other, asked.number, is_taken=False)
    nobody = (1, 3) if asked.number < _WAITING else (0,)
    if asked.number % 5 not in nobody:
        yield Handed(after(asked.at, until * chance.uniform(0.7, 0.9)), owner, asked.number)
