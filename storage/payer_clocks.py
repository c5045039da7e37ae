"""The rules of how long payers may take, and what they make of a request that moved."""

from dataclasses import replace
from datetime import date, datetime

from kiosk.practice import prior_auth_clocks
from kiosk.practice.errors import Refusal
from kiosk.practice.prior_auth_clocks import EXTENDED, PayerClock
from kiosk.practice.prior_auths import PriorAuth
from kiosk.practice.sources import text_of
from storage.database import Database

TIMED = ("receive", "statement", "want more", "send more")  # acts that a payer's clock follows


class PayerClocks:
    """Reads the practice's own rules from the file beside the store, each time it is asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[PayerClock, ...]:
        """The practice's own rules, and the built-in ones.

        Raises Refusal, which names file, table, key and reason, for an own file that is wrong.
        """
        own = self._database.path.parent / prior_auth_clocks.OWN
        try:
            text = text_of(own.read_bytes(), own.name)
        except FileNotFoundError:
            return prior_auth_clocks.built_in()
        except OSError as fault:
            raise Refusal(f"{own.name} cannot be read: {fault.strerror}.") from fault
        return prior_auth_clocks.with_own(prior_auth_clocks.read(text, own.name))

    def fitting(self, task: PriorAuth, day: date) -> tuple[PayerClock, ...]:
        """The rules of which one may hold for this request, received on that day."""
        of = (task.payer_type, task.kind, task.urgency, day)
        return prior_auth_clocks.fitting(self.all(), *of)

    def moved(self, old: PriorAuth, new: PriorAuth, act: str, now: datetime) -> PriorAuth:
        """The request after a move, with its clock set, stopped or run on."""
        if act not in TIMED:
            return new
        if act == "receive" and not new.decision_rule:
            new = self._with_rule(new)
        named = (one for one in self.all() if one.name == new.decision_rule)
        of_request = (one for one in named if one.urgency == new.urgency)
        return prior_auth_clocks.timed(old, new, act, next(of_request, None), now)

    def planned(self, old: PriorAuth, new: PriorAuth, now: datetime) -> PriorAuth:
        """The request with another sort of plan: what runs goes by the rule of that plan.

        A time that the payer itself has named goes on.
        """
        if old.state != "payer" or not old.received_at or old.decision_rule.endswith(EXTENDED):
            return new
        return self.moved(old, replace(new, decision_rule=""), "receive", now)

    def _with_rule(self, task: PriorAuth) -> PriorAuth:
        fitting = self.fitting(task, task.received_at.date()) if task.received_at else ()
        return replace(task, decision_rule=fitting[0].name if fitting else "")
