"""Filling a store with the demo practice, through the registers that everybody else uses."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.practice import demo, demo_checks, demo_roster
from kiosk.practice.break_corrections import Correction, Forgotten
from kiosk.practice.checks import CheckWords
from kiosk.practice.clock import StoppedClock
from kiosk.practice.days import after, day_of
from kiosk.practice.demo import Colleague, Plan, Punched
from kiosk.practice.demo_checks import Ticked
from kiosk.practice.demo_follow_ups import Answered, Asked
from kiosk.practice.demo_issues import Became, Joined, Voiced
from kiosk.practice.demo_requests import Called, Handed, Requested, Stepped, Told
from kiosk.practice.demo_thanks import Thanked
from kiosk.practice.demo_times import RULES, Said
from kiosk.practice.errors import Refusal
from kiosk.practice.issue_moves import PEOPLE
from kiosk.practice.issues import NOBODY, IssueRef
from kiosk.practice.people import Person
from kiosk.practice.prior_auth_terms import PriorAuthRef
from kiosk.practice.settings import Settings
from storage.jobs import JobWords
from storage.people import NewPerson
from storage.store import Store

TERMINAL = "demo"
# A PIN that every screen shows needs no slow hash: 48 of them would take two seconds.
QUICK = {"people.hash_memory": "8", "people.hash_passes": "1"}


def fill(store: Store, now: datetime) -> None:
    """Make the demo practice in a store that is ready and empty: all of it, or nothing.

    now: aware, in a named zone, which becomes the practice's. Raises Refusal when the store holds
    people already, Busy and OutOfReach as every act does.
    """
    zone = now.tzinfo
    if not isinstance(zone, ZoneInfo):
        raise ValueError("a practice's time needs a named zone")
    if store.people.everyone():
        raise Refusal("There is a practice in this store already. Name another with --store.")
    plan = demo.plan(now, Settings().day_boundary)
    clock = StoppedClock(plan.begins)
    past = Store(store.path, TERMINAL, clock)  # the same file, some weeks ago
    try:
        with past.together():
            _settle(past, zone)
            _Filling(past, clock, plan).carry_out()
    finally:
        past.close()


def _settle(store: Store, zone: ZoneInfo) -> None:
    store.settings.set("practice", demo.PRACTICE)
    if zone.key != Settings().zone.key:
        store.settings.set("zone", zone.key)
    store.settings.make_demo(demo.PIN)
    store.break_rules.choose(RULES)


class _Filling:
    """One store being filled. clock: the store's, which goes from act to act."""

    def __init__(self, store: Store, clock: StoppedClock, plan: Plan) -> None:
        self._store, self._clock, self._plan = store, clock, plan
        self._people: dict[str, Person] = {}
        self._refs: dict[int, PriorAuthRef] = {}
        self._issues: dict[int, IssueRef] = {}
        self._asked: dict[int, int] = {}

    def carry_out(self) -> None:
        self._hire()
        self._train()
        for act in self._plan.acts:
            self._clock.set_to(act.at)
            if isinstance(act, Punched):
                self._punch(act)
            elif isinstance(act, Requested):
                self._request(act)
            elif isinstance(act, Told):
                self._tell(act)
            elif isinstance(act, Stepped):
                self._step(act)
            elif isinstance(act, Called):
                self._call(act)
            elif isinstance(act, Said):
                self._say(act)
            elif isinstance(act, Voiced):
                self._voice(act)
            elif isinstance(act, Joined):
                self._join(act)
            elif isinstance(act, Became):
                self._become(act)
            elif isinstance(act, Asked):
                self._ask(act)
            elif isinstance(act, Answered):
                self._answer(act)
            elif isinstance(act, Thanked):
                self._thank(act)
            elif isinstance(act, Ticked):
                self._tick(act)
            else:
                self._hand(act)
        self._show_today()

    def _train(self) -> None:
        """The practice's jobs, who is trained for them, and everybody's week."""
        store, names = self._store, self._people
        begins = self._plan.begins.date()
        for one in demo_roster.JOBS:
            words = JobWords(one.name, one.roles, one.refresh, one.level)
            job = store.jobs.add(words, page=one.page)
            for place, name in enumerate(one.trained):
                store.jobs.grant(names[name], job.id, demo_roster.since(place, begins))
            if one.learns:
                learner, trainer = one.learns
                store.jobs.learn(names[learner], job.id, names[trainer])
        jobs = {one.name: one.id for one in store.jobs.matrix().jobs}
        for check in demo_checks.CHECKS:
            of_it = (jobs[check.job], check.weekdays, check.at, check.within)
            store.checks.write(CheckWords(check.what, *of_it))
        for name, week in demo_roster.weeks([*names]).items():
            store.roster.set_week(names[name], week)
        for name in demo_roster.CLINIC:
            hours = {demo_roster.SATURDAY: demo_roster.CLINIC_HOURS}
            store.roster.set_week(names[name], hours, week=demo_roster.FLU_CLINIC)

    def _show_today(self) -> None:
        """Whoever did not come has called out, or has time off; what is on; what is asked for."""
        store, now = self._store, self._clock.now()
        today = day_of(now, Settings().day_boundary)
        for name in self._plan.absent[:1]:
            store.roster.call_out(self._people[name], today, True)
        for name in self._plan.absent[1:]:
            store.time_off.note(self._people[name], today, today, "")
        title, begins, ends = demo_roster.MEETING
        store.roster.add_event(today, title, begins, ends, True)
        store.protected_time.protect(*demo_roster.PROTECTED, (today, None))
        name, first, last = demo_roster.OFF_SOON
        days = today + timedelta(days=first), today + timedelta(days=last)
        store.time_off.ask(self._people[name], *days, "My sister's wedding")
        store.roster.switch_week(today + timedelta(days=7), demo_roster.FLU_CLINIC, True)

    def _hire(self) -> None:
        settings = self._store.settings
        for key, value in QUICK.items():
            settings.set(key, value)
        added = self._store.people.add_all([_new(one) for one in self._plan.people], None)
        for one, (person, code) in zip(self._plan.people, added, strict=True):
            self._store.identification.set_pin(person, code, demo.PIN)
            self._store.people.set_badge(person, one.badge)
            self._people[one.name] = person
        usual = Settings().people
        settings.set("people.hash_memory", str(usual.hash_memory))
        settings.set("people.hash_passes", str(usual.hash_passes))

    def _punch(self, act: Punched) -> None:
        person, breaks = self._people[act.name], self._store.breaks
        if act.deed == "start" and act.kind:
            breaks.start(person, act.kind)
        elif act.deed == "end":
            breaks.end(person, act.free)
        elif act.deed == "arrive":
            breaks.arrive(person)
        else:
            breaks.leave(person)

    def _request(self, act: Requested) -> None:
        by = self._people[act.name]
        backup = self._people.get(act.backup)
        known = replace(act.known, backup=backup.id if backup else None)
        made = self._store.prior_auths.add(act.payer, act.service, act.who_needed, by, known)
        self._refs[act.number] = made.ref

    def _tell(self, act: Told) -> None:
        told = {**act.told}
        if "whom" in told:
            told["whom"] = self._people[told["whom"]]
        work = self._store.prior_auth_work
        work.move(self._refs[act.number], act.act, self._people[act.name], told)

    def _step(self, act: Stepped) -> None:
        by, recorder = self._people[act.by], self._people[act.name]
        self._store.prior_auth_work.step(self._refs[act.number], act.step, recorder, by)

    def _call(self, act: Called) -> None:
        ref, person = self._refs[act.number], self._people[act.name]
        self._store.prior_auth_holding.contact(ref, person, act.again_on)

    def _say(self, act: Said) -> None:
        person, breaks = self._people[act.name], self._store.breaks
        stay = breaks.stay(person)
        if act.what == "not possible":
            breaks.not_possible(person, "rest", act.words)
        elif act.what == "forgot":
            for one in self._store.corrections.forgotten(person):
                self._store.corrections.say(_as_said(one, act.words), person)
        elif stay and stay.is_here(act.at, breaks.policy):
            self._store.covers.plan(person, act.begins)

    def _voice(self, act: Voiced) -> None:
        person = self._people[act.name]
        self._issues[act.number] = self._store.issues.add(act.raised, person).ref

    def _join(self, act: Joined) -> None:
        ref, person = self._issues[act.number], self._people[act.name]
        if act.proposal:
            self._store.issues.write_on(ref, "proposal", act.proposal, person, False)
        else:
            self._store.issues.me_too(ref, person)

    def _become(self, act: Became) -> None:
        ref, told = self._issues[act.number], dict[str, Any](act.told)
        for name in PEOPLE:
            if name in told:
                told[name] = self._people[told[name]]
        for name in ("trial_until", "later_on"):
            if name in told:
                told[name] = act.at.date() + timedelta(days=told[name])
        if "proposal" in told:
            entries = self._store.issue_reading.entries(ref, NOBODY)
            told["proposal"] = next(one.number for one in entries if one.sort == "proposal")
        self._store.issue_work.move(ref, act.act, self._people[act.name], told)

    def _tick(self, act: Ticked) -> None:
        """On a day on which the practice is closed nothing is due."""
        for one in self._store.checks.to_do():
            if one.check.words.what == act.what:
                by = self._people[act.name]
                self._store.checks.tick(one.check.id, one.day, by, act.found)

    def _thank(self, act: Thanked) -> None:
        register = self._store.thanks
        one = register.give(self._people[act.by], self._people[act.to], act.words)
        if act.win_by:
            register.make_win(one.number, self._people[act.win_by])

    def _ask(self, act: Asked) -> None:
        to, by = self._people[act.name], self._people[act.by]
        made = self._store.follow_ups.ask(to, act.what, act.due, act.why, by)
        self._asked[act.number] = made.after.number

    def _answer(self, act: Answered) -> None:
        number, who = self._asked[act.number], self._people[act.name]
        self._store.follow_ups.move(number, act.act, who, word=act.word)

    def _hand(self, act: Handed) -> None:
        ref, person = self._refs[act.number], self._people[act.name]
        if act.is_taken:
            self._store.prior_auths.claim(ref, person)
        else:
            self._store.prior_auths.release(ref, person)


def _as_said(one: Forgotten, words: str) -> list[Correction]:
    """How a forgotten day ended: the break half an hour after it began, and the day at five."""
    stay, said = one.stay, []
    if away := one.open_break:
        ended = after(away.began, timedelta(minutes=30))
        about = Correction(0, stay.person, stay.day, "break", away.key, ended=ended, words=words)
        said.append(about)
    left = after(stay.arrived, timedelta(hours=9))
    return [*said, Correction(0, stay.person, stay.day, "shift", stay.key, ended=left, words=words)]


def _new(one: Colleague) -> NewPerson:
    return NewPerson(one.name, one.roles, one.is_manager, one.breaks_tracked)
