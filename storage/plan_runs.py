"""The register of contingency plans that run: each is frozen at its start, and ticked off."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from kiosk.practice import plan_run_acts as acts
from kiosk.practice.kept_plans import KeptPlan, require_readable
from kiosk.practice.people import Person, PersonId
from kiosk.practice.plan_runs import (
    LONGEST_NOTE,
    LONGEST_REASON,
    LONGEST_SENTENCE,
    Note,
    Run,
    RunStep,
    Said,
    StepId,
    steps_of,
)
from kiosk.practice.plan_terms import RunId
from kiosk.practice.plans import EXTENTS, Extent, Plan, Step, Tell
from kiosk.practice.values import dataclass
from storage.database import Act, Database
from storage.events import require_last
from storage.notices import Notices
from storage.people import PeopleRegister
from storage.plan_run_reading import BETWEEN_ROLES, STARTED_WITH, PlanRunReading
from storage.settings import SettingsRegister
from storage.standing import Right
from storage.tables.plan_runs import (
    PlanRunNoteRow,
    PlanRunReadRow,
    PlanRunRow,
    PlanRunSentenceRow,
    PlanRunStepRow,
)

STARTED, GIVEN_OUT, ENDED = "plan started", "plan given out", "plan ended"
TICKED, DROPPED, HANDED_ON = "plan step ticked", "plan step not needed", "plan step handed on"
LEAD_CHANGED = "plan lead changed"


@dataclass(frozen=True)
class Given:
    """How a plan is given to the people of the moment, as whoever starts it has seen it.

    by_role: who does what each role does; a role that nobody has is not among them.
    """

    by_role: Mapping[str, PersonId]
    lead: PersonId | None = None
    backup: PersonId | None = None


class PlanRunRegister(PlanRunReading):
    """Each writing method is one act; all of them raise Refusal when the rule says no."""

    def __init__(
        self,
        database: Database,
        settings: SettingsRegister,
        people: PeopleRegister,
        notices: Notices,
    ) -> None:
        super().__init__(database, settings)
        self._people, self._notices = people, notices

    def start(
        self,
        kept: KeptPlan,
        extent: Extent,
        given: Given,
        by: Person,
        note: str = "",
        is_drill: bool = False,
    ) -> Run:
        """Start a plan as it is now; whoever has a part in it reads so.

        Raises Refusal when it runs already: who started it, and when.
        """
        with self._database.write(by.id, STARTED) as act:
            plan = require_readable(kept)
            acts.check_start(self._people.get(by.id), self._settings.current().plan_runs)
            self._require_not_running(plan.name, is_drill)
            row = PlanRunRow.create(
                plan=plan.name,
                version=kept.number or None,
                extent=extent,
                is_drill=is_drill,
                lead_roles=BETWEEN_ROLES.join(plan.lead),
                backup_roles=BETWEEN_ROLES.join(plan.backup),
                source=plan.source,
                checked_on=plan.checked_on,
                proposed_by=plan.proposed_by,
                started_at=act.now,
                started_by=by.id,
                lead=given.lead,
                backup=given.backup,
            )
            act.says(about=f"plan run {row.id}", detail="drill" if is_drill else extent)
            self._freeze(row.id, plan, given, note, act)
            run = self.get(RunId(row.id))
            act.also(GIVEN_OUT, run.key)  # of the first event all that is typed would be told
            self._tell(run.people, run, by, act)
            return run

    def acknowledge(self, run: RunId, by: Person) -> Run:
        """Say that one has read what is one's own."""
        with self._database.write(by.id, "plan acknowledged", f"plan run {run}") as act:
            acts.acknowledged(self.get(run), by.id)
            PlanRunReadRow.create(run=run, person=by.id, at=act.now)
            return self.get(run)

    def tick(self, step: StepId, by: Person) -> RunStep:
        """Say that a step is done, whosever it is. Raises Refusal when somebody just did."""
        with self._database.write(by.id, TICKED, f"plan step {step}") as act:
            one = self._step_of(step)
            return self._put(acts.ticked(one, by.id, act.now, self._settled_by(one)))

    def drop(self, step: StepId, why: str, by: Person) -> RunStep:
        """Say that a step is not needed any more, and why."""
        with self._database.write(by.id, DROPPED, f"plan step {step}") as act:
            one = self._step_of(step)
            new = acts.dropped(one, by.id, act.now, self._settled_by(one))
            text = act.keep(why, LONGEST_REASON)
            return self._put(new, why=text.id)

    def open_again(self, step: StepId, by: Person, deed: str = TICKED) -> RunStep:
        """Take back that it is done or not needed. deed: which. Raises Refusal for others' acts."""
        one_key = f"plan step {step}"
        with self._database.write(by.id, f"{deed}, taken back", one_key) as act:
            act.says(undoes=require_last(one_key, deed, by))
            return self._put(acts.opened_again(self._step_of(step)), why=None)

    def hand_on(self, step: StepId, to: Person, by: Person) -> RunStep:
        """Let a step be somebody else's; they read it."""
        with self._database.write(by.id, HANDED_ON, f"plan step {step}") as act:
            one, run = self._step_of(step), self.of_step(step)
            new = acts.handed_on(
                one, self._people.get(to.id), self._settled_by(one), act.now.date()
            )
            act.says(detail=f"to {to.id}")
            self._tell((to.id,), run, by, act)
            return self._put(new)

    def hand_back(self, before: RunStep, by: Person) -> RunStep:
        """Take back that a step was handed on. before: as it was."""
        with self._database.write(by.id, f"{HANDED_ON}, taken back", before.key) as act:
            last = require_last(before.key, HANDED_ON, by)
            act.says(undoes=last)
            self._notices.withdraw(last)
            return self._put(replace(self._step_of(before.id), person=before.person))

    def note(self, run: RunId, sort: Said, words: str, by: Person) -> Note:
        """Note something in its log; or, once it is over, say how it went: that is for managers."""
        right: Right = "work" if sort == "note" else "manage"
        deed = "plan noted" if sort == "note" else "plan looked back on"
        with self._database.write(by.id, deed, f"plan run {run}", right) as act:
            acts.check_note(self.get(run), sort)
            text = act.keep(words, LONGEST_NOTE)
            PlanRunNoteRow.create(run=run, sort=sort, text=text.id, by=by.id, at=act.now)
            return self.get(run).notes[-1]

    def brief(self, run: RunId, at: datetime, by: Person) -> Run:
        """Say when everybody meets next."""
        with self._database.write(by.id, "plan briefing set", f"plan run {run}") as act:
            acts.check_briefing(self.get(run), at, act.now)
            PlanRunRow.update(briefing_at=at).where(PlanRunRow.id == run).execute()
            return self.get(run)

    def change_lead(self, run: RunId, lead: Person, backup: Person | None, by: Person) -> Run:
        """Name another lead, and who is asked while they are away; both read it."""
        with self._database.write(by.id, LEAD_CHANGED, f"plan run {run}") as act:
            acts.check_lead(self.get(run), lead, backup, act.now.date())
            act.says(detail=f"to {lead.id}")
            named = {"lead": lead.id, "backup": backup.id if backup else None}
            PlanRunRow.update(**named).where(PlanRunRow.id == run).execute()
            new = self.get(run)
            self._tell(filter(None, (new.lead, new.backup)), new, by, act)
            return new

    def end(self, run: RunId, by: Person) -> Run:
        """Back to normal. What was left undone stays its owner's, until it is done or dropped."""
        with self._database.write(by.id, ENDED, f"plan run {run}") as act:
            new = acts.ended(self.get(run), self._people.get(by.id), act.now)
            over = {"ended_at": act.now, "ended_by": by.id}
            PlanRunRow.update(**over).where(PlanRunRow.id == run).execute()
            for one in new.open_steps:
                self._put(one)
            self._tell(new.people, new, by, act)
            return self.get(run)

    def _require_not_running(self, plan: str, is_drill: bool) -> None:
        for one in self.running():
            if (one.plan.name.casefold(), one.is_drill) == (plan.casefold(), is_drill):
                raise acts.already_runs(one, self._people.get(one.started_by).name)

    def _freeze(self, run: int, plan: Plan, given: Given, note: str, act: Act) -> None:
        said = {"why": plan.why, "trigger": plan.trigger}
        said |= {extent: plan.decision.of(extent) for extent in EXTENTS}
        said |= {STARTED_WITH: note} if note.strip() else {}
        for sort, words in said.items():
            text = act.keep(words, LONGEST_SENTENCE)
            PlanRunSentenceRow.create(run=run, sort=sort, text=text.id)
        for one in steps_of(plan):
            person = given.by_role.get(one.role)
            PlanRunStepRow.create(run=run, role=one.role, person=person, **_frozen(one, act))

    def _step_of(self, step: StepId) -> RunStep:
        return self.of_step(step).step(step)

    def _settled_by(self, step: RunStep) -> str:
        who = step.done_by or step.dropped_by
        return self._people.get(who).name if who else ""

    def _put(self, new: RunStep, **more: object) -> RunStep:
        changed = PlanRunStepRow.update(
            person=new.person,
            done_at=new.done_at,
            done_by=new.done_by,
            dropped_at=new.dropped_at,
            dropped_by=new.dropped_by,
            **more,
        )
        changed.where(PlanRunStepRow.id == new.id).execute()
        return self._step_of(new.id)

    def _tell(self, people: Iterable[PersonId], run: Run, by: Person, act: Act) -> None:
        for person in people:
            self._notices.tell(person, run.key, by.id, act)


def _frozen(one: Step | Tell, act: Act) -> dict[str, object]:
    """What is kept of a step, or of whom to tell."""
    if isinstance(one, Tell):
        whom, how = act.keep(one.whom, LONGEST_SENTENCE), act.keep(one.how, LONGEST_SENTENCE)
        return {"phase": None, "is_critical": False, "text": whom.id, "how": how.id}
    within = int(one.within.total_seconds()) if one.within is not None else None
    text = act.keep(one.does, LONGEST_SENTENCE).id
    return {
        "phase": one.when,
        "within_seconds": within,
        "is_critical": one.is_critical,
        "text": text,
    }
