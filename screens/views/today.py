"""Today: who is here and until when, who is out, who covers, what is on, what could break."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from kiosk.practice import absences
from kiosk.practice.absences import Team
from kiosk.practice.break_cover import Present
from kiosk.practice.breaks import BreakPolicy, Stay
from kiosk.practice.checks import CHECK, CheckId
from kiosk.practice.days import day_of, instant
from kiosk.practice.issues import Viewer
from kiosk.practice.jobs import Job, JobId
from kiosk.practice.people import Person, PersonId
from kiosk.practice.roster import PersonDay
from kiosk.practice.values import dataclass
from screens.acts import Listed, Look, Option, Turn, to_open
from screens.session import Kiosk
from screens.views import checks
from screens.views.absence_words import event_times, event_words, gap_words, loaded, team
from screens.views.job_words import page, signed_words
from screens.views.protected_words import block_words
from screens.views.today_board import still
from screens.views.words import clock_words, day_words
from storage.store import Store

JOB, GAP, PERSON, ABSENT = "job", "gap", "person", "absent"  # what a line is about
OUT, DAY, EVENT, PROTECTED = "out", "day", "event", "protected"


@dataclass(frozen=True)
class Line:
    """One line: what it is about, in a few columns of words."""

    id: str
    name: str
    words: str


@dataclass(frozen=True)
class Section:
    """Lines under a heading; another noun may add one of its own."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class TodayView(Listed):
    """All of it, or the line that is opened."""

    head: str
    sections: tuple[Section, ...]
    opened: tuple[tuple[str, str], ...] = ()
    ref: str = ""

    def headline(self) -> str:
        return self.head

    def aloud(self) -> Iterator[tuple[str, str]]:
        if self.opened:
            yield from self.opened
            return
        yield "Day", self.head
        for section in self.sections:
            for one in section.lines:
                yield section.title.capitalize(), f"{one.name}: {one.words}"

    def things(self) -> tuple[Option, ...]:
        return tuple(
            Option(one.id, f"{one.name}: {one.words}")
            for section in self.sections
            for one in section.lines
        )


@dataclass(frozen=True)
class Known:
    """What is known of this moment. stays: of those who are here."""

    now: datetime
    today: date
    team: Team
    days: tuple[PersonDay, ...]
    present: dict[PersonId, Present]
    stays: dict[PersonId, Stay]
    policy: BreakPolicy
    by_hand: absences.ByHand

    @property
    def names(self) -> dict[PersonId, str]:
        """Everybody's name."""
        return {one.id: one.name for one in self.team.people}


def load(kiosk: Kiosk, look: Look) -> TodayView:
    """The day as it stands, or the line that somebody opened."""
    known = known_now(kiosk.store)
    if look.opened:
        viewer = kiosk.store.issues.viewer(kiosk.session.person)
        opened = tuple(_fields(look.opened, known, kiosk.store, viewer))
        return TodayView(opened[0][1], (), opened, look.opened)
    parts = (
        Section("ROUTINE CHECKS", tuple(Line(*one) for one in checks.today(kiosk.store))),
        Section("COULD BREAK TODAY", tuple(could_break(known))),
        Section("ALSO TODAY", tuple(what_is_on(known))),
        Section("OUT TODAY, AND WHO COVERS", tuple(out_and_covers(known))),
        Section("PROTECTED TIME FOR PRIOR AUTHS", tuple(protected(known))),
        Section("HERE", tuple(_here(known))),
        Section("ON THE ROSTER, NOT HERE JUST NOW", tuple(_not_here(known))),
        Section("JOBS, AND WHO IS HERE FOR THEM", tuple(_jobs(known))),
        Section("THE NEXT 14 DAYS", tuple(_ahead(known))),
    )
    return TodayView(_head(known), tuple(one for one in parts if one.lines))


def known_now(store: Store) -> Known:
    """Who is here, who is on the roster, and what is known of the next days."""
    now, settings = store.clock.now(), store.settings.current()
    today = day_of(now, settings.day_boundary)
    found = team(store, today, today + absences.AHEAD, with_hours=False)
    days = absences.days_of(found, today)
    if any(one.is_out for one in days):
        found = loaded(found, today)
    stays = {one.person: one for one in store.breaks.open_stays(now)}
    present = {one.person.id: one for one in store.covers.present(now)}
    by_hand = store.roster.chosen_covers(today)
    return Known(now, today, found, days, present, stays, settings.breaks, by_hand)


def day_and_hours(known: Known) -> str:
    """Which day it is, and when the practice is open."""
    stretches = known.team.opening.stretches(known.today, known.team.zone)
    hours = " and ".join(f"{clock_words(a)} to {clock_words(b)}" for a, b in stretches)
    return f"{known.today:%A %b %-d}, {f'open {hours}' if hours else 'closed'}"


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
    """Each job of whoever is out, with who covers and why; nobody's health is on the wall."""
    covered = absences.covers(known.team, known.days, known.by_hand)
    for one in covered:
        choice = one.choice
        who = f"{choice.cover.name}, {choice.why}" if choice.cover else f"NOBODY: {choice.why}"
        ref = f"{OUT} {one.absent.id} {one.job.id}"
        yield Line(ref, one.absent.name, f"{one.job.name}: {who}")
    told = {one.absent.id for one in covered}
    for out in known.days:
        if out.is_out and out.person not in told:
            yield Line(f"{ABSENT} {out.person}", known.names[out.person], out.absence)


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
        ends = _until(one.person.id, known)
        until = f"until {clock_words(ends)}" if ends else "until they leave"
        parts = [_role(one.person, known), until]
        stay = known.stays.get(one.person.id)
        back = stay.back_about(known.policy) if stay else None
        if back:
            cover = known.names.get(one.covered_by or PersonId(0))
            covers = f"{cover} covers" if cover else "nobody covers"
            parts[1:] = [f"away, back about {clock_words(back)}", covers]
        yield Line(f"{PERSON} {one.person.id}", one.person.name, ", ".join(filter(None, parts)))


def _day_of(person: PersonId, known: Known) -> PersonDay | None:
    return next((one for one in known.days if one.person == person), None)


def _until(person: PersonId, known: Known) -> datetime | None:
    one = _day_of(person, known)
    ends = [shift.ends for shift in one.expected] if one else []
    return max((end for end in ends if instant(end) > instant(known.now)), default=None)


def _role(person: Person, known: Known) -> str:
    """The role of the shift that goes on just now, or else the person's first."""
    one = _day_of(person.id, known)
    for shift in one.expected if one else ():
        if instant(shift.begins) <= instant(known.now) < instant(shift.ends) and shift.role:
            return shift.role
    return person.role


def _not_here(known: Known) -> Iterator[Line]:
    """Those who come later, or come and go: side by side with who is here, without blame."""
    for one in known.days:
        left = [each for each in one.expected if instant(each.ends) > instant(known.now)]
        if left and one.person not in known.present:
            begins, ends = left[0].begins, left[-1].ends
            is_later = instant(begins) > instant(known.now)
            words = f"from {clock_words(begins)}" if is_later else f"until {clock_words(ends)}"
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
    yield "Role today", _role(person, known) or "none"
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


TURNS: tuple[Turn, ...] = (to_open("What?", "View"),)
