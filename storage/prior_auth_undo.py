"""Taking back what was done about a prior auth: all is as before, and both stay on record."""

from collections.abc import Sequence

from kiosk.practice import prior_auth_holding as holding
from kiosk.practice.people import Person
from kiosk.practice.prior_auth_terms import PriorAuthRef
from kiosk.practice.prior_auths import PriorAuth
from storage.database import Database
from storage.events import require_last, require_of_act
from storage.import_answers import AnswerRegister
from storage.notices import Notices
from storage.people import PeopleRegister
from storage.prior_auth_rows import Changed, save
from storage.tables.prior_auths import NoteRow, QuestionRow, StepRow


class PriorAuthUndo:
    """The inverse of every act on a request that says what it changed."""

    def __init__(
        self,
        database: Database,
        people: PeopleRegister,
        notices: Notices,
        answers: AnswerRegister,
    ) -> None:
        self._database, self._people = database, people
        self._notices, self._answers = notices, answers

    def take_back(self, changed: Changed, person: Person) -> PriorAuth:
        """Take back this person's last act on a request.

        Raises Refusal when anything later was done about it, or when it would be somebody's again
        who works here no more.
        """
        before, after, about = changed.before, changed.after, f"prior auth {changed.before.ref}"
        with self._database.write(person.id, f"{changed.deed}, taken back", about) as act:
            last = _require_latest(changed, about, person)
            if before.owner and before.owner != after.owner:
                today = self._database.clock.working_day(act.now)
                holding.require_here(self._people.get(before.owner), today)
            is_move = after.state != before.state
            act.says(undoes=last, detail=f"{after.state} > {before.state}" if is_move else "")
            for rows in (StepRow, NoteRow, QuestionRow):
                rows.delete().where(rows.event_id == last).execute()
            self._notices.withdraw(last)
            if is_move and before.state in ("clinical", "prescriber"):
                _ask_again(before.ref)
            save(after, before)
            if changed.references:
                self._answers.referred(changed.references, act)
                self._answers.restore(before, act.now, act)
            return before

    def take_back_all(self, changed: Sequence[Changed], person: Person) -> None:
        """Take back what one act did to several requests: all of it, or nothing."""
        with self._database.together():
            for one in changed:
                self.take_back(one, person)


def _require_latest(changed: Changed, about: str, person: Person) -> int:
    """The number of the event that is taken back, unless anything came after its act."""
    if not changed.last:
        return require_last(about, changed.deed, person)
    require_of_act(about, changed.first, changed.last, person)
    return changed.first


def _ask_again(ref: PriorAuthRef) -> None:
    """The question that ended last is open as it was."""
    mine = QuestionRow.select(QuestionRow.id).where(QuestionRow.prior_auth == ref)
    last = mine.order_by(QuestionRow.id.desc()).limit(1).scalar()
    again = QuestionRow.update(ended_at=None, answered_by=None, answer_event_id=None)
    again.where(QuestionRow.id == last).execute()
