"""The register of who sees to which prior auth, and of tries to reach payers."""

from collections.abc import Callable
from datetime import date

from kiosk.practice import prior_auth_holding as holding
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.prior_auths import PriorAuth, PriorAuthRef, Urgency
from storage import prior_auth_queries as queries
from storage.database import Act, Database
from storage.notices import Notices
from storage.prior_auths import PriorAuthRegister, note
from storage.settings import SettingsRegister

LONGEST_REASON = 120
Change = Callable[[PriorAuth, Act], PriorAuth]


class PriorAuthHolding:
    """Each writing method is one act; all of them raise Refusal when the rule says no."""

    def __init__(
        self,
        database: Database,
        settings: SettingsRegister,
        prior_auths: PriorAuthRegister,
        notices: Notices,
    ) -> None:
        self._database, self._settings, self._prior_auths = database, settings, prior_auths
        self._notices = notices

    def hand_over(self, ref: PriorAuthRef, by: Person, to: Person, reason: str = "") -> PriorAuth:
        """Let somebody else see to it; a manager may assign what nobody has."""

        def change(task: PriorAuth, act: Act) -> PriorAuth:
            act.says(detail=f"to {to.id}")
            self._tell(ref, to.id, by, act)
            if task.owner:
                self._tell(ref, task.owner, by, act)
            policy = self._settings.current().prior_auths
            return holding.handed_over(task, by, to, self._held(to), act.now, policy)

        return self._change(ref, by, "prior auth handed over", change, reason)

    def take_over(self, ref: PriorAuthRef, by: Person, reason: str) -> PriorAuth:
        """Take it from whoever has it, who is told of it and why."""

        def change(task: PriorAuth, act: Act) -> PriorAuth:
            if task.owner:
                self._tell(ref, task.owner, by, act)
            policy = self._settings.current().prior_auths
            return holding.taken_over(task, by, self._held(by), act.now, policy)

        return self._change(ref, by, "prior auth taken over", change, reason)

    def name_backup(self, ref: PriorAuthRef, by: Person, backup: Person) -> PriorAuth:
        """Say who sees to it when its owner is away."""

        def change(task: PriorAuth, act: Act) -> PriorAuth:
            act.says(detail=f"to {backup.id}")
            self._tell(ref, backup.id, by, act)
            return holding.backed_up(task, backup)

        return self._change(ref, by, "backup named", change)

    def set_urgency(
        self, ref: PriorAuthRef, urgency: Urgency, manager: Person, reason: str
    ) -> PriorAuth:
        """Change how urgent it is; its owner is told of it and why."""

        def change(task: PriorAuth, act: Act) -> PriorAuth:
            act.says(detail=urgency)
            if task.owner:
                self._tell(ref, task.owner, manager, act)
            return holding.with_urgency(task, urgency, manager)

        if not reason.strip():
            raise Refusal("Say why, in a few words: its owner will read it.")
        return self._change(ref, manager, "urgency changed", change, reason)

    def contact(self, ref: PriorAuthRef, by: Person, again_on: date | None) -> PriorAuth:
        """Note that the payer was called or written to, and when that is due again."""

        def change(task: PriorAuth, act: Act) -> PriorAuth:
            act.says(detail=f"again {again_on}" if again_on else "")
            return holding.contacted(task, again_on, act.now.date())

        return self._change(ref, by, "payer contacted", change)

    def leave_all(self, person: Person, rest: Person | None) -> tuple[PriorAuth, ...]:
        """Before leave: all that somebody has goes to its backup, or to whoever takes the rest.

        One act with an event for each; rest: None gives back what has no backup.
        """
        with self._database.write(person.id, "prior auths left") as act:
            mine = [PriorAuthRef(row.ref) for row in queries.refs_of.rows(person.id)]
            if not mine:
                raise Refusal("You have no prior auths to hand over.")
            left = []
            for ref in mine:
                task = holding.left_to(self._prior_auths.get(ref), rest, person, act.now)
                to = f"to {task.owner}" if task.owner else ""
                deed = "prior auth handed over" if task.owner else "prior auth given back"
                act.also(deed, f"prior auth {ref}", to)
                if task.owner:
                    self._tell(ref, task.owner, person, act)
                queries.hold.run(ref, task.owner, task.taken_at, task.backup)
                left.append(task)
            return tuple(left)

    def _change(
        self, ref: PriorAuthRef, by: Person, deed: str, change: Change, reason: str = ""
    ) -> PriorAuth:
        with self._database.write(by.id, deed, f"prior auth {ref}") as act:
            task = self._prior_auths.get(ref)
            new = change(task, act)
            if reason.strip():
                note(ref, "reason", act.keep(reason, LONGEST_REASON).id, act)
            self._prior_auths.save(task, new)
            return new

    def _tell(self, ref: PriorAuthRef, person: PersonId, by: Person, act: Act) -> None:
        self._notices.tell(person, f"prior auth {ref}", by.id, act)

    def _held(self, person: Person) -> int:
        return int(queries.held_by.row(person.id).held)
