"""The register of what becomes of problems and ideas: moves, hidden texts, and what is told."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from kiosk.practice import issue_moves as moves
from kiosk.practice import issues
from kiosk.practice.errors import Refusal
from kiosk.practice.issue_moves import TEXTS, Act
from kiosk.practice.issues import LONGEST_TEXT, Issue, IssueRef, WhyHidden
from kiosk.practice.people import Person, PersonId
from kiosk.practice.values import dataclass
from storage import issue_index
from storage import issue_queries as queries
from storage.database import Act as Writing
from storage.database import Database
from storage.events import LATER
from storage.issues import IssueRegister, acting, add_entry, conceal
from storage.notices import Notices
from storage.settings import SettingsRegister
from storage.tables.issues import IssueEntryRow, IssueMeTooRow, IssueRow
from storage.tables.trail import TextRow
from storage.trail import DESTROYED

LONGEST_REASON = 200
ENDED = ("done", "not doing")
_COLUMNS = {one.name for one in fields(Issue)} & set(IssueRow._meta.fields) - {
    *(
        "ref",
        "raised_by",
        "is_withheld",
        "outcome",
        "into",
    )  # which no move changes, or only with its text
}


@dataclass(frozen=True)
class Moved:
    """What a move made of an issue. deed: what the trail says; outcome: the text of before."""

    before: Issue
    after: Issue
    deed: str
    outcome: int | None


class IssueWork:
    """Each writing method is one act; all of them raise Refusal when the rule says no.

    by: whoever acts; None: the store's owner.
    """

    def __init__(
        self,
        database: Database,
        settings: SettingsRegister,
        register: IssueRegister,
        notices: Notices,
    ) -> None:
        self._database, self._settings = database, settings
        self._issues, self._notices = register, notices

    def move(
        self, ref: IssueRef, act: Act, by: Person | None, told: Mapping[str, Any] | None = None
    ) -> Moved:
        """Do what the table of moves allows.

        told: by name, what the move asks and may be told; people in it are Persons. What is empty
        counts as not told. Whoever raised it or proposed something reads of it at their next
        session.
        """
        given = {name: what for name, what in (told or {}).items() if what}
        about = f"issue {ref}"
        with self._database.write(by.id if by else None, "", about) as writing:
            viewer = acting(self._issues, by)
            before = self._issues.get(ref, viewer)
            move = moves.find(act, before)
            issues.require_may_answer(before, viewer)
            if "into" in given:
                moves.require_together(before, self._issues.get(given["into"], viewer))
            facts = {name: _fact(what) for name, what in given.items()}
            after = moves.moved(before, move, facts, writing.now, self._hr())
            row = queries.number_of.row(ref).id
            writing.says(deed=move.deed, detail=f"{before.state} > {after.state}")
            kept = self._keep(row, given, by, writing)
            outcome = self._outcome(row)
            self._save(row, before, after, kept.get("outcome"), given.get("into"), writing)
            self._tell(row, about, by, writing)
            conceal(writing, before.audience)
            if after.into:
                self._join(row, before.ref, after.into, by, writing)
            return Moved(before, after, move.deed, outcome)

    def undo(self, moved: Moved, by: Person | None) -> Issue:
        """Take back one's last move: all is as it was before, and both stay on record.

        Raises Refusal when anything later was done about the issue.
        """
        before, about = moved.before, f"issue {moved.before.ref}"
        who = by.id if by else None
        with self._database.write(who, f"{moved.deed}, taken back", about) as writing:
            last = queries.last_event.row(about)
            if last is None or last.deed != moved.deed:
                raise Refusal(LATER)
            if moved.after.into:
                self._require_last_joined(moved.after.into, last.id)
            issues.require_may_answer(before, acting(self._issues, by))
            writing.says(undoes=last.id, detail=f"{moved.after.state} > {before.state}")
            row = queries.number_of.row(before.ref).id
            add_entry(row, "act", writing, by)
            self._save(row, moved.after, before, moved.outcome, None, writing)
            IssueMeTooRow.delete().where(IssueMeTooRow.event_id == last.id).execute()
            back = IssueEntryRow.update(issue=row, merge_event_id=None)
            back.where(IssueEntryRow.merge_event_id == last.id).execute()
            self._notices.withdraw(last.id)
            conceal(writing, before.audience)
            return before

    def hide(
        self, ref: IssueRef, entry: int, why: WhyHidden, reason: str, by: Person | None
    ) -> None:
        """Hide a text: its place, who hid it and why stay to be seen.

        What holds data about a patient is destroyed for good. Raises Busy while somebody reads an
        old page that still has it: then the same again.
        """
        about = f"issue {ref}"
        with self._database.write(by.id if by else None, "text hidden", about) as writing:
            viewer = acting(self._issues, by)
            issues.require_may_hide(viewer)
            one = self._issues.get(ref, viewer)
            found = self._hideable(queries.number_of.row(ref).id, entry)
            writing.says(detail=why)
            said = writing.keep(reason, LONGEST_REASON)
            hidden = IssueEntryRow.update(
                hidden_by=by.id if by else None, hidden_why=why, hidden_text=said.id
            )
            hidden.where(IssueEntryRow.id == entry).execute()
            self._notices.withdraw(found.event_id)
            conceal(writing, one.audience)
            if why == "patient data":
                writing.also(DESTROYED, f"text {found.text_id}", why)
                gone = TextRow.update(words=None, salt=None)
                gone.where(TextRow.id == found.text_id).execute()
        if why == "patient data":
            self._database.forget_old_pages()

    def _require_last_joined(self, into: IssueRef, merge: int) -> None:
        """Raises Refusal once anything was done about the one that another became part of."""
        last = queries.last_event.row(f"issue {into}")
        if last is None or last.id != merge + 1:  # both are events of one act
            raise Refusal(LATER)

    def _hideable(self, issue: int, entry: int) -> IssueEntryRow:
        found: IssueEntryRow | None = IssueEntryRow.get_or_none(
            (IssueEntryRow.id == entry) & (IssueEntryRow.issue == issue)
        )
        if found is None or found.text_id is None:
            raise Refusal("That text is not there.")
        if found.hidden_why:
            raise Refusal("That text is hidden already.")
        return found

    def _hr(self) -> str:
        return self._settings.current().outside.hr

    def _keep(
        self, issue: int, given: Mapping[str, Any], by: Person | None, writing: Writing
    ) -> dict[str, int]:
        """Keep what was typed with a move; the numbers of the texts, by their sort."""
        kept: dict[str, int] = {}
        for sort in TEXTS:
            if sort in given:
                text = writing.keep(given[sort], LONGEST_TEXT, lines=True)
                add_entry(issue, sort, writing, by, text.id)
                issue_index.index(text)
                kept[sort] = text.id
        if not kept:
            add_entry(issue, "act", writing, by)
        return kept

    def _outcome(self, issue: int) -> int | None:
        found: int | None = IssueRow.get_by_id(issue).outcome_id
        return found

    def _save(
        self,
        issue: int,
        old: Issue,
        new: Issue,
        outcome: int | None,
        into: IssueRef | None,
        writing: Writing,
    ) -> None:
        """Write what differs and nothing else."""
        values = {
            name: getattr(new, name)
            for name in _COLUMNS
            if getattr(new, name) != getattr(old, name)
        }
        values |= {"proposal_id": new.proposal, "is_open": new.is_open}
        values["outcome"] = outcome if new.state == "done" else None
        values["into"] = queries.number_of.row(into).id if into else None
        IssueRow.update(**values).where(IssueRow.id == issue).execute()

    def _join(
        self, issue: int, ref: IssueRef, into: IssueRef, by: Person | None, writing: Writing
    ) -> None:
        """Bring what was written, and whoever has it too, to the other one."""
        other, merge = queries.number_of.row(into).id, writing.number
        moved = IssueEntryRow.update(issue=other, merge_event_id=merge)
        moved.where(IssueEntryRow.issue == issue, IssueEntryRow.sort != "act").execute()
        raisers = {row.id: row.raised_by_id for row in _rows(issue, other)}
        said = IssueMeTooRow.select(IssueMeTooRow.person).where(IssueMeTooRow.issue == issue)
        has_it = {raisers[issue], *(row.person_id for row in said)} - {raisers[other]}
        for person in sorted(has_it):
            known = (IssueMeTooRow.issue == other) & (IssueMeTooRow.person == person)
            if not IssueMeTooRow.select().where(known).exists():
                IssueMeTooRow.create(issue=other, person=person, event_id=merge)
        writing.also("issue joined", f"issue {into}", f"with {ref}")
        add_entry(other, "act", writing, by)

    def _tell(self, issue: int, about: str, by: Person | None, writing: Writing) -> None:
        """Let whoever raised it, or proposed something, read what became of it.

        Whoever only has it too reads of its end.
        """
        whole = [issue]
        for one in whole:  # with those that became part of it, and of these
            whole += [row.id for row in IssueRow.select().where(IssueRow.into == one)]
        of_it = (IssueEntryRow.issue == issue) & (IssueEntryRow.sort == "proposal")
        proposals = IssueEntryRow.select(IssueEntryRow.by).where(of_it)
        people = {row.raised_by_id for row in _rows(*whole)}
        people |= {row.by_id for row in proposals if row.by_id}
        if any(row.state in ENDED for row in _rows(issue)):
            has_it = IssueMeTooRow.select().where(IssueMeTooRow.issue == issue)
            people |= {row.person_id for row in has_it}
        ref = IssueRef(about.removeprefix("issue "))
        for person in sorted(people):  # of them, whoever was named once may read it no more
            if queries.of_ref(ref, self._issues.viewer_of(PersonId(person))) is not None:
                self._notices.tell(PersonId(person), about, by.id if by else None, writing)


def _rows(*numbers: int) -> list[IssueRow]:
    return list(IssueRow.select().where(IssueRow.id.in_(numbers)))


def _fact(what: Any) -> Any:
    return what.id if isinstance(what, Person) else what
