"""What managers decide about break times: once about each thing, whoever comes first."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.values import dataclass
from storage.database import Act, Database
from storage.tables.breaks import BreakDecisionRow
from storage.tables.people import PersonRow
from storage.tables.trail import TextRow
from storage.typed_texts import words_of

LONGEST_REASON = 200
LONGEST_PERIOD = 20


@dataclass(frozen=True)
class Decided:
    """One decision. period: in which an extra hour was paid. words: None where none were typed."""

    outcome: str
    by: PersonId | None
    at: datetime
    period: str = ""
    words: str | None = None


class Decisions:
    """Rows are added inside the act of a register; `subject` says what each is about."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(
        self,
        subject: str,
        outcome: str,
        by: Person | None,
        act: Act,
        words: str = "",
        period: str = "",
    ) -> None:
        """Add one. Raises Refusal when somebody has decided about that already."""
        self.refuse_second(subject)
        text = act.keep(words, LONGEST_REASON) if words else None
        BreakDecisionRow.create(
            subject=subject,
            outcome=outcome,
            period=period,
            text=text.id if text else None,
            by=by.id if by else None,
            at=act.now,
        )
        act.says(about=subject, detail=outcome)

    def refuse_second(self, subject: str) -> None:
        """Raises Refusal, with a name, when somebody has decided about that already."""
        known = BreakDecisionRow.get_or_none(BreakDecisionRow.subject == subject)
        if known is not None:
            by_name = PersonRow.get_by_id(known.by_id).name if known.by_id else "The owner"
            raise Refusal(f"{by_name} has decided that already: {known.outcome}.")

    def of(self, subjects: Iterable[str]) -> dict[str, Decided]:
        """What was decided about these."""
        wanted = list(subjects)
        with self._database.read():
            found: dict[str, Decided] = {}
            for at in range(0, len(wanted), 500):  # SQLite takes so many at once on any build
                query = (
                    BreakDecisionRow.select(BreakDecisionRow, words_of().alias("why"))
                    .left_outer_join(TextRow)
                    .where(BreakDecisionRow.subject.in_(wanted[at : at + 500]))
                )
                rows: Iterable[Any] = query.namedtuples()
                for row in rows:
                    by = PersonId(row.by) if row.by else None
                    when = self._database.local(row.at)
                    found[row.subject] = Decided(row.outcome, by, when, row.period, row.why)
        return found
