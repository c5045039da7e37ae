"""A plan that runs, in words: whose steps they are, which are late, whom to tell, how it went."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from kiosk.practice.issues import Viewer
from kiosk.practice.people import Person, PersonId
from kiosk.practice.plan_assigning import choose, leading
from kiosk.practice.plan_run_figures import figures, measured
from kiosk.practice.plan_runs import REVIEWED, Run, RunStep, initials
from kiosk.practice.plans import PHASES, Phase
from screens.views import issue_links
from screens.views.colleagues import colleagues
from screens.views.today_known import Known, Line, Section
from screens.views.words import clock_words, day_words, length_words
from storage.store import Store

NOBODY = "NOBODY"
PARTS: dict[Phase | None, str] = {
    "now": "now",
    "half-day": "this half-day",
    "rest of day": "rest of the day",
    "tomorrow": "tomorrow",
    None: "whom to tell",
}
MOST_NOTES = 4  # of the log, above the list
MOST_PRINTED = 12  # notes, on paper
BLANK = "____ at ____"  # where initials and time are written by hand
MOST_OVER = 30  # of those that are over
REVIEW_WORDS = {"went well": "Went well", "to change": "To change", "finding": "Finding"}


class RunWords:
    """A run as this moment has it. who: whoever is here, whose steps come first."""

    def __init__(self, run: Run, known: Known, store: Store, who: Person | None) -> None:
        self.run, self._known, self._store, self._who = run, known, store, who
        self._colleagues = colleagues(known, who)
        self._stands = {one.person.id: one for one in self._colleagues}

    def name(self, person: PersonId | None) -> str:
        """Somebody's name, also of whoever has left since."""
        if person is None:
            return NOBODY
        found = self._stands.get(person)
        return found.person.name if found else self._store.people.get(person).name

    def head(self) -> str:
        """The run itself in two lines: since when, when the next briefing is; who leads."""
        run, every = self.run, self.run.people
        mark = "DRILL, NOTHING OF IT IS REAL" if run.is_drill else "PLAN RUNNING"
        next_one = f". Next briefing {self._when(run.briefing)}" if run.briefing else ""
        read = sum(run.has_read(one) for one in every)
        since = f"{run.plan.name}, {run.extent}, since {self._when(run.started)}{next_one}"
        return f"{mark}  {since}\nLead: {self.lead()}. {read} of {len(every)} have read it"

    def lead(self) -> str:
        """Who leads just now; where that is not the lead, why."""
        found = leading(self.run.lead, self.run.backup, self._colleagues)
        return f"{self.name(found.who)} ({found.words})" if found.words else self.name(found.who)

    def yours(self) -> Iterator[Line]:
        """What whoever is here has to do, what is open first."""
        mine = self.run.of(self._who.id) if self._who else ()
        for one in sorted(mine, key=lambda one: not one.is_open):
            part = PARTS[one.when] if one.when else "tell"
            yield Line(one.key, part, self.step(one))

    def others(self, phase: Phase | None) -> Iterator[Line]:
        """What all others have to do in one part of the day."""
        mine = self._who.id if self._who else None
        for one in self.run.during(phase):
            if mine is None or one.person != mine:
                yield Line(one.key, self.whose(one), self.step(one))

    def whose(self, step: RunStep) -> str:
        """Whose a step is; where nobody has it, for whom somebody is looked for."""
        if step.person is None:
            return f"{NOBODY} for {step.role}"
        stands = self._stands.get(step.person)
        is_here = stands is None or stands.stand == "here" or not step.is_open
        return self.name(step.person) if is_here else f"{self.name(step.person)} (away)"

    def step(self, step: RunStep) -> str:
        """How it stands with a step, and what it is: LATE, by 9:25 AM: get the pack out."""
        if step.done_by and step.done_at:
            return (
                f"[x] {initials(self.name(step.done_by))} {self._when(step.done_at)}  {step.does}"
            )
        if step.dropped_by:
            return f"[-] not needed, {initials(self.name(step.dropped_by))}  {step.does}"
        due = self.run.due(step)
        if due is None:
            return f"[ ] {step.does}"
        late = "LATE, " if self.run.is_late(step, self._known.now) else ""
        return f"[ ] {late}by {self._when(due)}: {step.does}"

    def log(self, most: int) -> Iterator[Line]:
        """What was noted last."""
        for one in reversed(self.run.said("note")[-most:]):
            yield Line("", self._when(one.at), f"{one.words} ({self.name(one.by)})")

    def sections(self, is_alone: bool) -> Iterator[Section]:
        """All of it below one heading after the other, and the steps of whoever is here first.

        is_alone: whether no other plan runs, so that its name need not stand at each.
        """
        of = "" if is_alone else f"{self.run.name.upper()}: "
        yield Section(f"{of}YOUR STEPS", tuple(self.yours()))
        for phase in (*PHASES, None):
            yield Section(f"{of}{PARTS[phase].upper()}", tuple(self.others(phase)))
        yield Section(f"{of}LOG, THE LATEST FIRST", tuple(self.log(MOST_NOTES)))
        whole = Line(self.run.key, self.run.name, "why, how far, who has read it, the whole log")
        yield Section("THE PLAN ITSELF", (whole,))

    def sheets(self) -> Iterator[Section]:
        """For paper: one sheet for each person, whatever roles they hold, with boxes to tick."""
        run = self.run
        since, _, lead = self.head().partition("\n")
        note = (Line("", "Note", run.note),) if run.note else ()
        far = Line("", run.extent.capitalize(), run.plan.decision.of(run.extent))
        yield Section(since, (Line("", "Lead", lead.removeprefix("Lead: ")), far, *note))
        for person in (*run.people, None):
            steps = [one for one in run.steps if one.person == person]
            roles = ", ".join(dict.fromkeys(one.role for one in steps))
            lines = (
                Line("", PARTS[one.when].capitalize(), f"{self.step(one)} {BLANK * one.is_open}")
                for one in steps
            )
            yield Section(f"{self.name(person)}: {roles}", tuple(lines))
        yield Section("LOG", tuple(self.log(MOST_PRINTED)))

    def fields(self, viewer: Viewer) -> Iterator[tuple[str, str]]:
        """All that there is of it, for whoever opens it."""
        run = self.run
        yield "Plan", f"{run.name}{self._version()}"
        yield "Started", f"{self._when(run.started)} by {self.name(run.started_by)}"
        if run.ended:
            yield "Back to normal", f"{self._when(run.ended)}, said by {self.name(run.ended_by)}"
        yield "How far", f"{run.extent}: {run.plan.decision.of(run.extent)}"
        if run.note:
            yield "Note", run.note
        yield "Why", run.plan.why
        yield "When it is used", run.plan.trigger
        yield "Lead and backup", f"{self.name(run.lead)}; {self.name(run.backup)}"
        if not run.is_over:
            yield "Leads just now", self.lead()
            yield "Next briefing", self._when(run.briefing) if run.briefing else "not said"
        yield "Read", ", ".join(self._readers()) or "nobody yet"
        for one in run.steps:
            yield PARTS[one.when].capitalize(), f"{self.whose(one)}: {self.step(one)}"
        for note in run.said("note"):
            yield "Log", f"{self._when(note.at)} {self.name(note.by)}: {note.words}"
        if run.is_over:
            yield from self._looked_back(viewer)

    def fields_of_step(self, step: RunStep) -> Iterator[tuple[str, str]]:
        """One step, and why nobody has it, where that is so."""
        run = self.run
        yield "Step", step.does
        yield "Plan", run.name
        due = run.due(step)
        yield "When", PARTS[step.when] + (f", by {self._when(due)}" if due else "")
        yield "Whose", f"{self.whose(step)}, {self._why(step)}"
        if step.is_critical:
            yield "Matters most", "given to somebody before all others"
        if step.is_open:
            yield "It stands", "LATE" if run.is_late(step, self._known.now) else "to do"
        elif step.done_by and step.done_at:
            yield "It stands", f"done by {self.name(step.done_by)}, {self._when(step.done_at)}"
        elif step.dropped_by and step.dropped_at:
            yield "It stands", f"not needed, {self.name(step.dropped_by)}: {step.dropped_why}"

    def _why(self, step: RunStep) -> str:
        if step.person is None:
            matrix = self._known.team.matrix
            return choose((step.role,), self._colleagues, matrix, {}).why
        stands = self._stands.get(step.person)
        return f"for {step.role}, {stands.words() if stands else 'works here no more'}"

    def _readers(self) -> Iterator[str]:
        for one in self.run.read:
            yield f"{self.name(one.person)} {self._when(one.at)}"

    def _looked_back(self, viewer: Viewer) -> Iterator[tuple[str, str]]:
        """What was said of it afterwards, the problems that began there, and how long it took."""
        found = measured(self.run)
        if found.read:
            yield "Read after", ", ".join(length_words(one) for one in found.read)
        if found.finish is not None:
            late = f"; {steps_words(found.late)} late" if found.late else ""
            yield "All was normal after", f"{length_words(found.finish)}{late}"
        if self.run.is_drill:
            yield "Drill", "none of it enters a figure"
        for sort in REVIEWED:
            for note in self.run.said(sort):
                yield REVIEW_WORDS[sort], f"{note.words} ({self.name(note.by)})"
                yield from issue_links.lines(note.key, self._store, viewer)

    def _version(self) -> str:
        return f", version {self.run.version}" if self.run.version else ""

    def _when(self, moment: datetime) -> str:
        """A time of today, or with its day."""
        if moment.date() == self._known.now.date():
            return clock_words(moment)
        return f"{day_words(moment.date(), self._known.now.date())} {clock_words(moment)}"


def steps_words(count: int) -> str:
    """How many steps, in words."""
    return "1 step" if count == 1 else f"{count} steps"


def left_undone(
    runs: Iterable[Run], known: Known, store: Store, who: Person | None
) -> Iterator[Line]:
    """What was left undone when all was back to normal, one's own first."""
    lines = [
        (one.person != (who.id if who else None), Line(one.key, words.whose(one), words.step(one)))
        for words in (RunWords(run, known, store, who) for run in runs)
        for one in words.run.open_steps
    ]
    yield from (line for _, line in sorted(lines, key=lambda pair: pair[0]))


def over(runs: Iterable[Run], known: Known) -> Iterator[Line]:
    """Those that are over: when, how long, and whether anybody has looked back on them."""
    for one in runs:
        lasted = measured(one).finish or timedelta()
        left = len(one.open_steps)
        looked = "" if any(one.said(sort) for sort in REVIEWED) else ", not looked back on yet"
        words = f"{day_words(one.started.date(), known.today)}, {length_words(lasted)}"
        words += f", {left} left undone" if left else ""
        yield Line(one.key, one.name, f"{words}{looked}")


def measured_words(runs: Iterable[Run]) -> str:
    """What is measured of all that are over, in one line."""
    found = figures(runs)
    if not found.runs:
        return "Plans that ran: none yet. Drills are not counted"
    read = f", read after {length_words(found.read)}" if found.read is not None else ""
    finish = f", normal after {length_words(found.finish)}" if found.finish is not None else ""
    return f"Plans that ran: {found.runs}{read}{finish} (half of them sooner). No drill is counted"
