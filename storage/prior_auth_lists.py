"""Reading prior auths: one of them, lists, counts, and what was done about one."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, cast

from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.prior_auth_slips import SLIPS, slips
from kiosk.practice.prior_auth_terms import LONGEST_PAYER, LONGEST_SERVICE, PayerType, PriorAuthRef
from kiosk.practice.prior_auths import PriorAuth
from kiosk.practice.values import dataclass
from kiosk.practice.words import clean
from storage import prior_auth_queries as queries
from storage.events import history
from storage.prior_auth_counts import PriorAuthCounts
from storage.prior_auth_queries import Filter
from storage.prior_auth_rows import standing_out, task

# Of these SQL lets through a little more, for it does not know where a day ends.
ASKED_OF_THE_RULE: tuple[Filter, ...] = ("service first", "still", "slips")
MOST_LISTED = 500  # a list that nobody reads to its end; filters and search narrow it
MOST_FOUND = 100  # of what is searched for; whoever does not see it among these types more of it


@dataclass(frozen=True)
class Listing:
    """A part of the register, in the order of what presses most. total: how many there are."""

    tasks: tuple[PriorAuth, ...]
    total: int


@dataclass(frozen=True)
class Moment:
    """One line of a request's history.

    detail: of a move, the states that it went from and to: "payer > denied". note: what was typed
    with it, unless that was destroyed. answered_by: whose answer it is, of one that by recorded.
    """

    at: datetime
    by: PersonId | None
    deed: str
    detail: str = ""
    note: str = ""
    answered_by: PersonId | None = None


class PriorAuthLists(PriorAuthCounts):
    """Reads alone, or inside an act."""

    def get(self, ref: PriorAuthRef) -> PriorAuth:
        """One request. Raises Refusal when there is none of that reference."""
        with self._database.read():
            row = queries.of_ref.row(ref)
            if row is None:
                raise Refusal("That one is no longer on the list.")
            return task(row, self._database.local)

    def listed(
        self,
        by: Filter,
        day: date,
        viewer: Person | None = None,
        typed: str = "",
        most: int = MOST_LISTED,
    ) -> Listing:
        """Those that a filter lets through, what presses most first.

        day: today, for *due* and *late*. viewer: whose are *mine*. typed: part of a reference, a
        payer's name, a service or a code. most: how many at the most.
        """
        sought = clean(typed, LONGEST_SERVICE)
        with self._database.read():
            rows = queries.let_through(by, self.moments(day), viewer, sought)
            if by in ASKED_OF_THE_RULE:
                return self._slipping(by, rows.namedtuples(), most)
            found = rows.limit(most).namedtuples()
            tasks = tuple(task(row, self._database.local) for row in found)
            total = len(tasks) if len(tasks) < most else rows.count()
        return Listing(tasks, total)

    def _slipping(self, by: Filter, rows: Iterable[Any], most: int) -> Listing:
        """Those of the rows that the rule says slip, in the order in which they press."""
        now, policy = self._database.clock.now(), self._settings.current().prior_auths
        every = (task(row, self._database.local) for row in rows)
        found = [(how, one) for one in every if _slips(by, how := slips(one, now, policy))]
        if by == "slips":
            found.sort(key=lambda each: SLIPS.index(each[0][0]))
        return Listing(tuple(one for _, one in found[:most]), len(found))

    def newest_with(self, typed: str, most: int = MOST_FOUND) -> Listing:
        """The newest that hold what is typed, closed or not, what presses most of them first.

        typed: as in listed(). Its total is one more than the most where there are more.
        """
        with self._database.read():
            found = queries.newest_with(clean(typed, LONGEST_SERVICE), most + 1)
            refs = [row.ref for row in found.namedtuples()]
            rows = queries.of_refs(refs[:most]).namedtuples()
            tasks = tuple(task(row, self._database.local) for row in rows)
            return Listing(tasks, len(refs))

    def open_ones(self) -> tuple[PriorAuth, ...]:
        """All that are open, with no more than tells in what one stands out."""
        with self._database.read():
            return tuple(
                standing_out(row, self._database.local) for row in queries.open_ones.rows()
            )

    def history(self, ref: PriorAuthRef) -> tuple[Moment, ...]:
        """What was done about it, oldest first."""
        with self._database.read():
            notes: dict[int, list[str]] = {}
            for one in queries.notes.rows(ref):
                notes.setdefault(one.event_id, []).append(one.words)
            answers = {one.answer_event_id: one for one in queries.answers.rows(ref)}
            return tuple(
                Moment(
                    self._database.local(one.at),
                    PersonId(one.by) if one.by else None,
                    one.deed,
                    one.detail,
                    "; ".join(notes.get(one.id, ())),
                    PersonId(answers[one.id].answered_by) if one.id in answers else None,
                )
                for one in history.rows(f"prior auth {ref}")
            )

    def followed_by(self, ref: PriorAuthRef) -> tuple[PriorAuthRef, ...]:
        """The requests that follow this one."""
        with self._database.read():
            return tuple(PriorAuthRef(row.ref) for row in queries.followers.rows(ref))

    def notes(self, ref: PriorAuthRef) -> dict[str, str]:
        """What was typed about it, the latest of each sort: purpose, reason, wanted."""
        with self._database.read():
            return {one.sort: one.words for one in queries.notes.rows(ref)}

    def purposes(self) -> dict[PriorAuthRef, str]:
        """Why those matter of which it was told, by reference."""
        with self._database.read():
            rows = queries.purposes.rows()
            return {PriorAuthRef(row.prior_auth): row.words for row in rows}

    def payers_like(self, typed: str) -> tuple[str, ...]:
        """The names of payers that hold these words and more; a few, those that begin so first."""
        sought = clean(typed, LONGEST_PAYER).lower()
        with self._database.read():
            rows = queries.payers_like.rows(sought) if sought else ()
            return tuple(row.name for row in rows)

    def payer_type(self, payer: str) -> PayerType:
        """The type that a payer of this name had last; empty when it is not known."""
        with self._database.read():
            row = queries.payer_type.row(clean(payer, LONGEST_PAYER).lower())
            return cast(PayerType, row.payer_type) if row else ""


def _slips(by: Filter, how: Collection[str]) -> bool:
    return bool(how) if by == "slips" else by in how
