"""Today: who is here and until when, who is out, who covers, what is on, what could break."""

from collections.abc import Iterable, Iterator
from datetime import date

from kiosk.practice import absences
from kiosk.practice.checks import CHECK, CheckId
from kiosk.practice.days import instant
from kiosk.practice.issues import Viewer
from kiosk.practice.jobs import Job, JobId
from kiosk.practice.kept_plans import PLAN
from kiosk.practice.people import Person, PersonId
from kiosk.practice.plan_runs import RUN, STEP, Run, RunStep, StepId
from kiosk.practice.values import dataclass
from screens.acts import Action, Listed, Look, Option, Turn, to_filter, to_open
from screens.session import Kiosk
from screens.views import (
    check_acts,
    checks,
    plan_acts,
    plan_running,
    plans_ready,
    shift_acts,
    today_acts,
)
from screens.views.absence_words import event_times, event_words, gap_words
from screens.views.job_words import page, signed_words
from screens.views.plan_starting import START
from screens.views.protected_words import block_words
from screens.views.today_board import still
from screens.views.today_known import (
    ABSENT,
    DAY,
    EVENT,
    GAP,
    JOB,
    OUT,
    PERSON,
    PROTECTED,
    Known,
    Line,
    Section,
    known_now,
    role_of,
    works_until,
)
from screens.views.words import clock_words, day_words
from storage.store import Store


@dataclass(frozen=True)
class TodayView(Listed):
    """All of it, or the line that is opened."""

    head: str
    sections: tuple[Section, ...]
    opened: tuple[tuple[str, str], ...] = ()
    ref: str = ""
    offered: tuple[Option, ...] | None = None

    def headline(self) -> str:
        return self.head.replace("\n", "\n ")

    def offers(self) -> tuple[Option, ...] | None:
        return self.offered

    def aloud(self) -> Iterator[tuple[str, str]]:
        if self.opened:
            yield from self.opened
            return
        for words in self.head.splitlines():
            yield "Day", words
        for section in self.sections:
            for one in section.lines:
                yield section.title.capitalize(), f"{one.name}: {one.words}"

    def things(self) -> tuple[Option, ...]:
        if self.ref.startswith((f"{RUN} ", f"{STEP} ")):
            return (Option(self.ref, self.head),)
        return tuple(
            Option(one.id, f"{one.name}: {one.words}")
            for section in self.sections
            for one in section.lines
            if one.id
        )


def load(kiosk: Kiosk, look: Look) -> TodayView:
    """The day as it stands, the plans that run, or the line that somebody opened."""
    store = kiosk.store
    is_plan = look.filter not in (OVER, THE_DAY) and bool(store.plans_running.now())
    known = known_now(store, is_weighed=bool(look.opened) or not is_plan)
    if look.opened:
        return _opened(look.opened, known, kiosk)
    if look.filter == OVER:
        return _over(known, kiosk)
    if is_plan:
        return _running(known, kiosk)
    left = _left_undone(known, kiosk)
    proposed = Section("PROPOSES ITSELF", _lines(plans_ready.proposed(store, known.days)))
    of_proposed = {one.id for one in proposed.lines}
    ready = (one for one in _lines(plans_ready.ready(store)) if one.id not in of_proposed)
    parts = (
        left,
        proposed,
        Section("ROUTINE CHECKS", tuple(Line(*one) for one in checks.today(kiosk.store))),
        Section("COULD BREAK TODAY", tuple(could_break(known))),
        Section("ALSO TODAY", tuple(what_is_on(known))),
        Section("OUT TODAY, AND WHO COVERS", tuple(out_and_covers(known))),
        Section("PROTECTED TIME FOR PRIOR AUTHS", tuple(protected(known))),
        Section("HERE", tuple(_here(known))),
        Section("ON THE ROSTER, NOT HERE JUST NOW", tuple(_not_here(known))),
        Section("JOBS, AND WHO IS HERE FOR THEM", tuple(_jobs(known))),
        Section("THE NEXT 14 DAYS", tuple(_ahead(known))),
        Section("PLANS THAT LIE READY", tuple(ready)),
    )
    acts = (
        *((plan_acts.SETTLE,) if left.lines else ()),
        *((START, plans_ready.NOT_NEEDED) if proposed.lines else ()),
        *(one for one in DAY_ACTS if one is not START or not proposed.lines),
    )
    return _of(_head(known), parts, acts)


def _left_undone(known: Known, kiosk: Kiosk) -> Section:
    """What was left undone when a plan was over, one's own first."""
    runs = kiosk.store.plan_runs.left_undone()
    lines = plan_running.left_undone(runs, known, kiosk.store, kiosk.session.person)
    return Section("LEFT UNDONE OF A PLAN", tuple(lines))


def _running(known: Known, kiosk: Kiosk) -> TodayView:
    """The plans that run, each with the steps of whoever is here first."""
    store, who = kiosk.store, kiosk.session.person
    runs = store.plan_runs.running()
    every = [plan_running.RunWords(run, known, store, who) for run in runs]
    parts = [part for one in every for part in one.sections(is_alone=len(runs) == 1)]
    parts.append(_left_undone(known, kiosk))
    return _of("\n".join(one.head() for one in every), parts, RUNNING_ACTS)


def _over(known: Known, kiosk: Kiosk) -> TodayView:
    """The plans that ran; what is measured of them is for managers."""
    runs, who = kiosk.store.plan_runs.over(plan_running.MOST_OVER), kiosk.session.person
    lines = tuple(plan_running.over(runs, known))
    manages = who is not None and who.manages(known.today)
    head = plan_running.measured_words(runs) if manages else f"Plans that ran: {len(runs)}"
    return _of(head, (Section("PLANS THAT RAN", lines),), OVER_ACTS)


def _of(head: str, parts: Iterable[Section], acts: Iterable[Action]) -> TodayView:
    offered = tuple(Option(one.key, one.words) for one in acts)
    return TodayView(head, tuple(one for one in parts if one.lines), offered=offered)


def _opened(ref: str, known: Known, kiosk: Kiosk) -> TodayView:
    viewer = kiosk.store.issues.viewer(kiosk.session.person)
    sort, _, number = ref.rpartition(" ")
    acts: tuple[Action, ...] = tuple(one for one in DAY_ACTS if not one.about)
    if sort not in (RUN, STEP):
        opened = tuple(_fields(ref, known, kiosk.store, viewer))
    else:
        run = plan_acts.run_of(ref, kiosk.store)
        words = plan_running.RunWords(run, known, kiosk.store, None)
        step = run.step(StepId(int(number))) if sort == STEP else None
        acts = _acts_on(run, step)
        opened = tuple(words.fields_of_step(step) if step else words.fields(viewer))
    offered = tuple(Option(one.key, one.words) for one in acts)
    return TodayView(opened[0][1], (), opened, ref, offered)


def _lines(told: Iterable[tuple[str, str, str]]) -> tuple[Line, ...]:
    return tuple(Line(*one) for one in told)


def day_and_hours(known: Known) -> str:
    """Which day it is, and when the practice is open."""
    stretches = known.team.opening.stretches(known.today, known.team.zone)
    hours = " and ".join(f"{clock_words(a)} to {clock_words(b)}" for a, b in stretches)
    return f"{known.today:%A %b %-d}, {f'open {hours}' if hours else 'closed'}"


def _acts_on(run: Run, step: RunStep | None) -> tuple[Action, ...]:
    """What can be done about a run, or one step of it, while it is open and once it is over."""
    if step:
        return (plan_acts.SETTLE,) if run.is_over else plan_acts.OF_STEP
    return OVER_ACTS if run.is_over else plan_acts.OF_RUN


def _head(known: Known) -> str:
    away = sum(one.is_away for one in known.present.values())
    out = sum(one.is_out for one in known.days)
    here = f"{len(known.present) - away} here, {away} away, {out} out"
    return f"{day_and_hours(known)}. {here}"


def could_break(known: Known) -> Iterator[Line]:
    """Jobs with one trained person, or nobody, at some time that is still to come."""
    if known.team.roster.is_kept:
        for gap in still(absences.gaps_of(known.team, known.today), known.now):
            name, _, words = gap_words(gap, known.names).partition(": ")
            yield Line(f"{GAP} {gap.job.id}", name, words)


def what_is_on(known: Known) -> Iterator[Line]:
    """Meetings and other events of the day."""
    for one in known.team.roster.events_on(known.today):
        yield Line(f"{EVENT} {one.number}", one.title or "(destroyed)", event_times(one))


def out_and_covers(known: Known) -> Iterator[Line]:
    """Each job of whoever is out, with who covers and why; why they are is on no wall."""
    covered = absences.covers(known.team, known.days, known.by_hand)
    for one in covered:
        choice = one.choice
        who = f"{choice.cover.name}, {choice.why}" if choice.cover else f"NOBODY: {choice.why}"
        ref = f"{OUT} {one.absent.id} {one.job.id}"
        yield Line(ref, one.absent.name, f"{one.job.name}: {who}")
    told = {one.absent.id for one in covered}
    for out in known.days:
        if out.is_out and out.person not in told:
            yield Line(f"{ABSENT} {out.person}", known.names[out.person], OUT)


def protected(known: Known) -> Iterator[Line]:
    """Whose time is set aside for prior auths today; in their order."""
    for person in known.team.people:
        if words := _protected_words(person, known):
            yield Line(f"{PROTECTED} {person.id}", person.name, words)


def _protected_words(person: Person, known: Known) -> str:
    spans = map(block_words, absences.blocks_of(known.team, person, known.days))
    words = " and ".join(spans)
    return f"{words}; asked last for cover then" if words else ""


def _here(known: Known) -> Iterator[Line]:
    for one in known.present.values():
        ends = works_until(one.person.id, known)
        until = f"until {clock_words(ends)}" if ends else "until they leave"
        parts = [role_of(one.person, known), until]
        stay = known.stays.get(one.person.id)
        back = stay.back_about(known.policy) if stay else None
        if back:
            cover = known.names.get(one.covered_by or PersonId(0))
            covers = f"{cover} covers" if cover else "nobody covers"
            parts[1:] = [f"away, back about {clock_words(back)}", covers]
        yield Line(f"{PERSON} {one.person.id}", one.person.name, ", ".join(filter(None, parts)))


def _not_here(known: Known) -> Iterator[Line]:
    """Those who come later, or come and go: side by side with who is here, without blame."""
    for one in known.days:
        left = [each for each in one.expected if instant(each.ends) > instant(known.now)]
        if left and one.person not in known.present:
            begins, ends = left[0].begins, left[-1].ends
            is_later = instant(begins) > instant(known.now)
            words = f"from {clock_words(begins)}" if is_later else f"until {clock_words(ends)}"
            words = "has left for today" if one.person in known.team.gone else words
            yield Line(f"{PERSON} {one.person}", known.names[one.person], words)


def _jobs(known: Known) -> Iterator[Line]:
    for job in known.team.matrix.jobs:
        yield Line(f"{JOB} {job.id}", job.name, _who_is_here(job, known))


def _who_is_here(job: Job, known: Known) -> str:
    here = _trained_here(job, known)
    if here:
        return f"{len(here)}: {', '.join(here)}"
    kept = known.team.matrix.trained[job.id]
    return "nobody trained is here" if kept else "nobody is trained yet"


def _trained_here(job: Job, known: Known) -> list[str]:
    trained = known.team.matrix.trained[job.id]
    return [one.person.name for who, one in known.present.items() if who in trained]


def _ahead(known: Known) -> Iterator[Line]:
    """A line a day: jobs with nobody first, then those with one."""
    if not known.team.roster.is_kept:
        return
    by_day: dict[date, list[str]] = {}
    for gap in absences.look_ahead(known.team, known.today):
        only = known.names.get(gap.only or PersonId(0), "one trained")
        words = f"{gap.job.name} only {only}" if gap.left else f"{gap.job.name} NOBODY"
        words += "" if gap.is_all_day else f" {gap.begins:%-I:%M}-{gap.ends:%-I:%M}"
        by_day.setdefault(gap.day, []).append(words)
    for day, said in by_day.items():
        yield Line(f"{DAY} {day}", day_words(day, known.today), ", ".join(said))


def _fields(ref: str, known: Known, store: Store, viewer: Viewer) -> Iterable[tuple[str, str]]:
    sort, *rest = ref.split()
    if sort == CHECK:
        of_day = CheckId(int(rest[0])), date.fromisoformat(rest[1])
        return checks.opened_of_day(*of_day, store, viewer)
    if sort == PLAN:
        return plans_ready.opened(rest[0], store)
    if sort == DAY:
        return _fields_of_day(date.fromisoformat(rest[0]), known)
    if sort in (PERSON, ABSENT, PROTECTED):
        return _fields_of_person(store.people.get(PersonId(int(rest[0]))), known)
    if sort == EVENT:
        found = (one for one in known.team.roster.events if one.number == int(rest[0]))
        return [("On today", event_words(one)) for one in found] or [("On today", "not any more")]
    return _fields_of_job(store.jobs.get(JobId(int(rest[-1]))), known)


def _fields_of_job(job: Job, known: Known) -> Iterator[tuple[str, str]]:
    """The page of a job, for everybody; nobody's refresh stands there."""
    yield "Job", job.name
    yield from page(job)
    yield "Here for it", _who_is_here(job, known)
    trained = known.team.matrix.trained[job.id]
    yield "Trained", ", ".join(one.name for one in known.team.people if one.id in trained) or "-"
    for one in known.team.matrix.trainings:
        if one.job == job.id and one.trainer and one.person in known.names:
            trainer = known.names.get(one.trainer, "somebody who has left")
            learns = f"{known.names[one.person]} with {trainer}{signed_words(one)}"
            yield "Learning", learns


def _fields_of_person(person: Person, known: Known) -> Iterator[tuple[str, str]]:
    yield "Name", person.name
    yield "Role today", role_of(person, known) or "none"
    line = next((one for one in _here(known) if one.id == f"{PERSON} {person.id}"), None)
    yield "Just now", f"here: {line.words}" if line else "not here"
    jobs = ", ".join(job.name for job in known.team.matrix.own_jobs(person))
    yield "Jobs", jobs or "none noted"
    if words := _protected_words(person, known):
        yield "Protected time", f"{words}, for prior auths"
    for one in absences.covers(known.team, known.days, known.by_hand):
        if one.choice.cover and one.choice.cover.id == person.id:
            yield "Covers", f"{one.job.name} for {one.absent.name}"


def _fields_of_day(day: date, known: Known) -> Iterator[tuple[str, str]]:
    yield "Day", f"{day:%A %b %-d}"
    for gap in absences.gaps_of(known.team, day):
        name, _, words = gap_words(gap, known.names).partition(": ")
        yield name, words
    for one in absences.days_of(known.team, day):
        if one.is_out:
            yield "Out", known.names[one.person]


OVER, THE_DAY, THE_PLAN = "over", "day", "plan"
FILTERS = ((THE_PLAN, "The plan that runs"), (THE_DAY, "The day"), (OVER, "Plans that ran"))
DAY_ACTS = (check_acts.TICK, *today_acts.ACTIONS, shift_acts.SHIFTS, START)
RUNNING_ACTS = (*plan_acts.OF_STEP, *plan_acts.OF_RUN, START)
OVER_ACTS = (plan_acts.LOOK_BACK, START)
TURNS: tuple[Turn, ...] = (to_open("What?", "View"), to_filter("What?", FILTERS))
