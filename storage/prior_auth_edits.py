"""The register of what is edited of prior auths that are listed already."""

from datetime import datetime

from kiosk.practice import prior_auth_edits as edits
from kiosk.practice import prior_auth_holding as holding
from kiosk.practice.people import Person, PersonId
from kiosk.practice.prior_auth_edits import LONGEST_SITE, Facts
from kiosk.practice.prior_auth_terms import LONGEST_PURPOSE, PayerType, PriorAuthRef
from kiosk.practice.prior_auths import PriorAuth
from storage.database import Act, Database
from storage.notices import Notices
from storage.payer_clocks import PayerClocks
from storage.people import PeopleRegister
from storage.prior_auth_rows import Changed, save
from storage.prior_auths import PriorAuthRegister, note

EDITED, PLAN_TOLD = "prior auth edited", "plan told"
LONGEST = {"purpose": LONGEST_PURPOSE, "site": LONGEST_SITE}


class PriorAuthEdits:
    """Each writing method is one act; all of them raise Refusal when the rule says no."""

    def __init__(
        self,
        database: Database,
        people: PeopleRegister,
        prior_auths: PriorAuthRegister,
        notices: Notices,
        clocks: PayerClocks,
    ) -> None:
        self._database, self._people, self._prior_auths = database, people, prior_auths
        self._notices, self._clocks = notices, clocks

    def facts(self, ref: PriorAuthRef) -> Facts:
        """What stands now and can be edited."""
        with self._database.read():
            return edits.facts_of(self._prior_auths.get(ref), self._prior_auths.notes(ref))

    def edit(self, ref: PriorAuthRef, seen: Facts, wanted: Facts, by: Person) -> Changed:
        """Change some of it; its owner, and who becomes its backup, are told.

        seen: as it was shown; wanted: the same with the changes.
        """
        with self._database.write(by.id, EDITED, f"prior auth {ref}") as act:
            task, now = self._prior_auths.get(ref), self.facts(ref)
            edited = edits.edited(task, now, seen, wanted, act.now.date())
            new = edited.task
            act.says(detail=edits.detail(edited, edits.facts_of(new, edited.texts)))
            if "backup" in edited.changed and new.backup:
                self._require_here(new.backup, act.now)
                self._notices.tell(new.backup, f"prior auth {ref}", by.id, act)
            for sort, words in edited.texts.items():
                note(ref, sort, act.keep(words, LONGEST[sort]).id, act)
            return self._saved(task, new, EDITED, by, act)

    def set_plan(self, ref: PriorAuthRef, payer_type: PayerType, by: Person) -> Changed:
        """Say what sort of plan it is; a clock that runs goes by that plan's rule from then on."""
        with self._database.write(by.id, PLAN_TOLD, f"prior auth {ref}") as act:
            task = self._prior_auths.get(ref)
            new = self._clocks.planned(task, edits.planned(task, payer_type), act.now)
            act.says(detail=f"plan {payer_type}")
            return self._saved(task, new, PLAN_TOLD, by, act)

    def _saved(self, task: PriorAuth, new: PriorAuth, deed: str, by: Person, act: Act) -> Changed:
        if task.owner:
            self._notices.tell(task.owner, f"prior auth {task.ref}", by.id, act)
        save(task, new)
        return Changed(task, new, deed)

    def _require_here(self, person: PersonId, now: datetime) -> None:
        today = self._database.clock.working_day(now)
        holding.require_here(self._people.get(person), today)
