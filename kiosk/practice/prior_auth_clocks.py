"""How long a payer may take: rules as data with their sources, and the moment that follows.

Hours are counted as they pass, over a change of daylight saving too. Days are counted from the day
after the start, and end with their day: the payer is not said to be late while it may be in time.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Annotated, Literal

from kiosk.practice.days import after, between, instant
from kiosk.practice.errors import Refusal
from kiosk.practice.prior_auth_terms import Kind, PayerType, Urgency
from kiosk.practice.prior_auths import PriorAuth
from kiosk.practice.sources import Bounds, RuleFile, Source, text_of
from kiosk.practice.values import dataclass

BUILT_IN = "payer_clocks.toml"
OWN = "payer-clocks.toml"  # the practice's own, beside the store
EXTENDED = ", extended"
LAST_MINUTE = time(23, 59)
ANEW = timedelta(hours=48)  # from the receipt of what was missing


@dataclass(frozen=True)
class PayerClock:
    """One rule: a payer of this type decides within so much time."""

    name: Annotated[str, Bounds(1, 60)]  # as it is shown beside the due time
    payer_type: Literal[
        "medicare advantage", "medicaid", "part d", "employer", "individual", "traditional medicare"
    ]
    covers: Literal["all", "drugs", "services", "exceptions"]
    urgency: Literal["standard", "urgent"]
    amount: Annotated[int, Bounds(1, 366)]
    unit: Literal["hours", "calendar days", "business days"]
    starts: Literal["receipt", "prescriber's statement"]
    when_payer_wants_more: Literal["stops", "48 hours anew", "runs on"]
    source: Source

    def due(self, start: datetime) -> datetime:
        """The last moment in which a decision is in time.

        start: aware, practice-local; when the payer had received what starts the clock.
        """
        if self.unit == "hours":
            return after(start, timedelta(hours=self.amount))
        day = start.date()
        if self.unit == "calendar days":
            day += timedelta(days=self.amount)
        else:
            day = _business_day(day, self.amount)
        return datetime.combine(day, LAST_MINUTE, start.tzinfo)

    def fits(self, payer_type: PayerType, kind: Kind | None, urgency: Urgency, day: date) -> bool:
        """Whether it may be the rule for such a request that was received on that day."""
        sorts = ("all", "drugs", "exceptions") if kind == "drug" else ("all", "services")
        is_for = self.payer_type == payer_type and self.urgency == urgency
        return is_for and self.covers in sorts and self.source.holds_on(day)


def fitting(
    clocks: Iterable[PayerClock],
    payer_type: PayerType,
    kind: Kind | None,
    urgency: Urgency,
    day: date,
) -> tuple[PayerClock, ...]:
    """The rules of which one may hold; the usual one first, exceptions after it."""
    found = [one for one in clocks if one.fits(payer_type, kind, urgency, day)]
    return tuple(sorted(found, key=lambda one: one.covers == "exceptions"))


def read(text: str, file: str) -> tuple[PayerClock, ...]:
    """The rules that a file says. Raises Refusal as sources.RuleFile does."""
    told = RuleFile(text, file)
    told.head(_Head, "clock")
    return told.rules("clock", PayerClock)


@dataclass(frozen=True)
class _Head:
    """Nothing stands above the tables."""


@cache
def built_in() -> tuple[PayerClock, ...]:
    """The rules that come with the program."""
    from importlib.resources import files  # here, for not every start needs them

    found = files("kiosk.practice").joinpath("data", BUILT_IN)
    return read(text_of(found.read_bytes(), BUILT_IN), BUILT_IN)


def with_own(own: tuple[PayerClock, ...]) -> tuple[PayerClock, ...]:
    """The built-in rules with a practice's own: one of the same name takes its place."""
    names = {one.name for one in own}
    return (*own, *(one for one in built_in() if one.name not in names))


def timed(
    old: PriorAuth, new: PriorAuth, act: str, clock: PayerClock | None, now: datetime
) -> PriorAuth:
    """The request after a move, with its clock set, stopped, run on or extended.

    clock: the rule of the request; None: there is none, or it was removed since, and then a due
    time that was computed by it stays as it is.
    """
    if new.state == "appeal":  # which the time of the first decision is not for
        return new
    if act in ("receive", "statement"):
        return replace(new, decision_due=_decision_due(new, clock), stopped_at=None)
    if act == "want more" and clock and clock.when_payer_wants_more != "runs on":
        return replace(new, stopped_at=now if new.decision_due else None)
    if act == "send more" and old.stopped_at and old.decision_due:
        due = after(old.decision_due, between(old.stopped_at, now))
        if clock and clock.when_payer_wants_more == "48 hours anew":
            due = after(now, ANEW)
        return replace(new, decision_due=due, stopped_at=None)
    return new


def extended(task: PriorAuth, day: date, now: datetime) -> PriorAuth:
    """The request when the payer takes until another day, as it declares. Raises Refusal."""
    if day < now.date():
        raise Refusal("The day until which the payer takes has passed already.")
    rule = task.decision_rule.removesuffix(EXTENDED) or "no rule"
    due = datetime.combine(day, LAST_MINUTE, now.tzinfo)
    return replace(task, decision_due=due, decision_rule=rule + EXTENDED)


def _decision_due(task: PriorAuth, clock: PayerClock | None) -> datetime | None:
    if clock is None or task.received_at is None:
        return None
    if clock.starts == "receipt":
        return clock.due(task.received_at)
    if task.statement_at is None:
        return None
    return clock.due(max(task.received_at, task.statement_at, key=instant))


def _business_day(day: date, count: int) -> date:
    """The day so many business days later: Monday to Friday, without federal holidays."""
    from holidays import country_holidays  # here: it takes a tenth of a second

    federal = country_holidays("US")
    while count:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in federal:
            count -= 1
    return day
