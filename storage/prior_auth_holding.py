"""The register of who sees to which prior auth, and of tries to reach payers."""

from collections.abc import Callable
from datetime import date

from kiosk.practice import prior_auth_holding as holding
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.prior_auth_terms import PriorAuthRef, Urgency
from kiosk.practice.prior_auths import PriorAuth
from storage import prior_auth_queries as queries
from storage.database import Act, Database
from storage.notices import Notices
from storage.people import PeopleRegister
from storage.prior_auth_rows import Changed, save
from storage.prior_auths import GIVEN_BACK, PriorAuthRegister, note
from storage.settings import SettingsRegister

LONGEST_REASON = 120
HANDED_OVER, ASSIGNED = "prior auth handed over", "prior auth assigned"
FROM = "from "  # in an event: who had it, or was asked
Change = Callable[[PriorAuth, Act], PriorAuth]


class PriorAuthHolding:
    """Each writing method is one act; all of them raise Refusal when the rule says no."""

    def __init__(
        self,
        database: Database,
        settings: SettingsRegister,
        people: PeopleRegister,
        prior_auths: PriorAuthRegister,
        notices: Notices,
    ) -> None:
        self._database, self._settings, self._prior_auths = database, settings, prior_auths
        self._people, self._notices = people, notices

    def hand_over(self, ref: PriorAuthRef, by: Person, to: Person, reason: str = "") -> Changed:
        """Let somebody else see to it; a manager may assign what nobody has."""

        def change(task: PriorAuth, act: Act) -> PriorAuth:
            self._require_here(to, act)
            act.says(detail=f"to {to.id}")
            self._tell(ref, to.id, by, act)
            if task.owner:
                self._tell(ref, task.owner, by, act)
            else:
                act.says(deed=ASSIGNED)
            policy = self._settings.current().prior_auths
            return holding.handed_over(task, by, to, self._held(to), act.now, policy)

        return self._change(ref, by, HANDED_OVER, change, reason)

    def take_over(self, ref: PriorAuthRef, by: Person, reason: str) -> Changed:
        """Take it from whoever has it, who is told of it and why."""

        def change(task: PriorAuth, act: Act) -> PriorAuth:
            if task.owner:
                self._tell(ref, task.owner, by, act)
            policy = self._settings.current().prior_auths
            return holding.taken_over(task, by, self._held(by), act.now, policy)

        return self._change(ref, by, "prior auth taken over", change, reason)

    def name_backup(self, ref: PriorAuthRef, by: Person, backup: Person) -> Changed:
        """Say who sees to it when its owner is away."""

        def change(task: PriorAuth, act: Act) -> PriorAuth:
            self._require_here(backup, act)
            act.says(detail=f"to {backup.id}")
            self._tell(ref, backup.id, by, act)
            return holding.backed_up(task, backup)

        return self._change(ref, by, "backup named", change)

    def set_urgency(
        self, ref: PriorAuthRef, urgency: Urgency, manager: Person, reason: str
    ) -> Changed:
        """Change how urgent it is; its owner is told of it and why."""

        def change(task: PriorAuth, act: Act) -> PriorAuth:
            act.says(detail=urgency)
            if task.owner:
                self._tell(ref, task.owner, manager, act)
            return holding.with_urgency(task, urgency, manager)

        if not reason.strip():
            raise Refusal("Say why, in a few words: its owner will read it.")
        return self._change(ref, manager, "urgency changed", change, reason)

    def contact(self, ref: PriorAuthRef, by: Person, again_on: date | None) -> Changed:
        """Note that the payer was called or written to, and when that is due again."""

        def change(task: PriorAuth, act: Act) -> PriorAuth:
            act.says(detail=f"again {again_on}" if again_on else "")
            return holding.contacted(task, again_on, act.now.date())

        return self._change(ref, by, "payer contacted", change)

    def leave_all(self, person: Person, rest: Person | None) -> tuple[Changed, ...]:
        """Before leave: all that somebody has goes to its backup, or to whoever takes the rest.

        One act with an event for each; rest: None gives back what has no backup.
        """
        with self._database.write(person.id, "prior auths left") as act:
            if rest:
                self._require_here(rest, act)
            mine = [PriorAuthRef(row.ref) for row in queries.refs_of.rows(person.id)]
            if not mine:
                raise Refusal("You have no prior auths to hand over.")
            left = []
            for ref in mine:
                task = self._prior_auths.get(ref)
                new = holding.left_to(task, rest, person, act.now)
                deed = HANDED_OVER if new.owner else GIVEN_BACK
                act.also(deed, f"prior auth {ref}", f"to {new.owner}" if new.owner else "")
                if new.owner:
                    self._tell(ref, new.owner, person, act)
                left.append(Changed(task, self._prior_auths.give(new), deed))
            return tuple(left)

    def part(self, gone: Person, rest: Person | None, by: Person | None) -> None:
        """Let all that somebody has who works here no more go to one person, or be nobody's.

        They are nobody's backup any more, and what they were asked is asked of anybody of its
        level: an event for each. by: a manager; None: nobody in particular.
        """
        with self._database.write(by.id if by else None, "prior auths left", right="manage") as act:
            act.says(about=f"person {gone.id}")
            if rest:
                self._require_here(rest, act)
            for row in (*queries.refs_of.rows(gone.id), *queries.backed_up_by.rows(gone.id)):
                task = self._prior_auths.get(PriorAuthRef(row.ref))
                new = holding.parted(task, gone, rest, act.now)
                act.also(*_parting(task, new, gone))
                if new.owner and by and new.owner != task.owner:
                    self._tell(new.ref, new.owner, by, act)
                self._prior_auths.give(new)
            for row in queries.asked_of.rows(gone.id):
                act.also("asked of anybody", f"prior auth {row.prior_auth}", f"{FROM}{gone.id}")
            queries.ask_anybody.run(gone.id)

    def _change(
        self, ref: PriorAuthRef, by: Person, deed: str, change: Change, reason: str = ""
    ) -> Changed:
        with self._database.write(by.id, deed, f"prior auth {ref}") as act:
            task = self._prior_auths.get(ref)
            new = change(task, act)
            if reason.strip():
                note(ref, "reason", act.keep(reason, LONGEST_REASON).id, act)
            save(task, new)
            return Changed(task, new, act.deed)

    def _tell(self, ref: PriorAuthRef, person: PersonId, by: Person, act: Act) -> None:
        self._notices.tell(person, f"prior auth {ref}", by.id, act)

    def _require_here(self, person: Person, act: Act) -> None:
        """Refuse whoever has left since they were named: as the store has them now."""
        today = self._database.clock.working_day(act.now)
        holding.require_here(self._people.get(person.id), today)

    def _held(self, person: Person) -> int:
        return int(queries.held_by.row(person.id).held)


def _parting(task: PriorAuth, new: PriorAuth, gone: Person) -> tuple[str, str, str]:
    """What an event says of a request that somebody who is gone had, or was the backup of."""
    about = f"prior auth {task.ref}"
    if task.owner != gone.id:
        return "backup left", about, f"{FROM}{gone.id}"
    if new.owner:
        return HANDED_OVER, about, f"to {new.owner}"
    return "owner left", about, f"{FROM}{gone.id}"
