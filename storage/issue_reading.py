"""What was written about problems and ideas, how they went, and which of them are due."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from kiosk.practice import issues
from kiosk.practice.issue_figures import Course
from kiosk.practice.issue_moves import MOVES
from kiosk.practice.issues import Issue, IssueRef, Viewer, WhyHidden
from kiosk.practice.people import PersonId
from kiosk.practice.values import dataclass
from storage import issue_queries as queries
from storage.database import Database
from storage.issues import IssueRegister

TRIED = next(one.deed for one in MOVES if one.act == "try")


@dataclass(frozen=True)
class Entry:
    """Something that was done about an issue, and what was typed with it.

    sort: of what was typed: what, proposal, comment, or what a move was told; act: nothing was.
    words: None where it is hidden. by: None: the owner, or whoever reads may not know; is_withheld
    tells which. ref: where it was written, before that one became part of another.
    """

    number: int
    at: datetime
    sort: str
    words: str | None
    by: PersonId | None
    is_withheld: bool
    deed: str
    detail: str
    ref: IssueRef
    hidden_by: PersonId | None = None
    hidden_why: WhyHidden | None = None
    hidden_reason: str = ""


class IssueReading:
    """Reads alone. Nothing is handed out of an issue that the viewer may not see."""

    def __init__(self, database: Database, register: IssueRegister) -> None:
        self._database, self._issues = database, register

    def entries(self, ref: IssueRef, viewer: Viewer) -> tuple[Entry, ...]:
        """What was done and written about one, oldest first. Raises Refusal as `get` does.

        What was hidden as harassment is shown to the owner alone.
        """
        with self._database.read():
            self._issues.get(ref, viewer)
            rows = queries.entries.rows(queries.number_of.row(ref).id)
            found = []
            for row in rows:
                by = PersonId(row.by) if row.by else None
                knows = issues.may_know_name(viewer, by, row.is_withheld)
                is_shown = row.hidden_why is None or viewer.is_owner
                words = row.words or ""
                found.append(
                    Entry(
                        row.id,
                        self._database.local(row.at),
                        row.sort,
                        words if is_shown else None,
                        by if knows else None,
                        row.is_withheld,
                        row.deed,
                        row.detail,
                        IssueRef(row.ref),
                        PersonId(row.hidden_by) if row.hidden_by else None,
                        row.hidden_why,
                        row.hidden_words or "",
                    )
                )
        return tuple(found)

    def courses(self, viewer: Viewer) -> tuple[Course, ...]:
        """How those went that this viewer may see, for figures."""
        with self._database.read():
            rows: Iterable[Any] = queries.issues_for(viewer).namedtuples()
            tried = {row.written_at for row in queries.with_deed.rows(TRIED)}
            # What became part of another is counted there.
            return tuple(self._course(row, tried) for row in rows if row.state != "merged")

    def _course(self, row: Any, tried: Collection[int]) -> Course:
        has_ended = row.state in ("done", "not doing")
        return Course(
            row.area,
            PersonId(row.raised_by),
            self._database.local(row.raised_at),
            row.reply_by,
            self._database.local(row.replied_at) if row.replied_at else None,
            self._database.local(row.moved_at) if has_ended else None,
            row.proposals > 0,
            row.id in tried,
            row.state == "done",
        )

    def due(self, viewer: Viewer) -> tuple[Issue, ...]:
        """What this viewer answers and needs a look today, the oldest promise first.

        Unanswered past its day; put off until a day that has come; a trial that is over.
        """
        today = self._database.clock.now().date()
        with self._database.read():
            rows = queries.due(viewer, today).namedtuples()
            return tuple(self._issues.read(row, viewer) for row in rows)
