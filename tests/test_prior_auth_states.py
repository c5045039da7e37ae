"""Three people do whatever comes to them, in any order, for a practice with a few requests."""

import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.people import LEVELS, Level, Person
from kiosk.practice.prior_auth_moves import MOVES, Act
from kiosk.practice.prior_auth_steps import EVERY
from kiosk.practice.prior_auth_terms import ENDED, Kind, PayerType, PriorAuthRef
from kiosk.practice.prior_auths import Known, PriorAuth
from storage.people import NewPerson
from storage.prior_auth_rows import Changed
from storage.store import Store
from tests.conftest import new_store

NOON = datetime(2026, 3, 6, 12, 0, tzinfo=ZoneInfo("America/New_York"))
ROLES = ("front desk", "MA", "physician")  # one of each level
KINDS: tuple[Kind | None, ...] = ("drug", "device", None)
PLANS: tuple[PayerType, ...] = ("", "employer", "medicaid", "part d")
ACTS: tuple[Act, ...] = tuple(dict.fromkeys(one.act for one in MOVES))
TELLS = {
    "submitted_how": "fax",
    "received_at": NOON,
    "statement_at": NOON,
    "extended_to": NOON.date() + timedelta(days=9),
    "question": "Which dates?",
    "reply": "March 2",
    "reason": "because",
    "units_used": 2,
    "wanted": "notes",
    "said_by": "their web page",
}


def unheld(one: PriorAuth) -> PriorAuth:
    """All that does not say who has it."""
    return replace(one, owner=None, taken_at=None, backup=None, left_by=None)


class Practice(RuleBasedStateMachine):
    """A store and three people, with so few requests that they get in each other's way."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = StoppedClock(NOON)
        self.store: Store = new_store(Path(self.folder.name) / "kiosk.db", self.clock)
        self.refs: list[PriorAuthRef] = []
        self.last: tuple[Changed, Person] | None = None
        self.people: list[Person] = []

    @initialize()
    def begin(self) -> None:
        new = [NewPerson(f"Person {role}", (role,)) for role in ROLES]
        self.people = [self.store.people.add(one)[0] for one in new]
        for who, person in enumerate(self.people):  # so that there is something to lose
            self.add(who)
            self.store.prior_auths.claim(self.refs[who], person)
        told = {"submitted_how": "fax"}  # of no kind, it has no steps to come first
        self.store.prior_auth_work.move(self.refs[2], "submit", self.people[0], told)

    def teardown(self) -> None:
        assert self.store.check() == ()
        self.store.close()
        self.folder.cleanup()

    def _ref(self, number: int) -> PriorAuthRef:
        if not self.refs:
            self.add(0)
        return self.refs[number % len(self.refs)]

    @rule(who=st.integers(0, 2))
    def add(self, who: int) -> None:
        if len(self.refs) < 3 and self.people[who].is_active:
            known = Known(kind=KINDS[len(self.refs)], payer_type="employer")
            made = self.store.prior_auths.add("Acme", "MRI", "unknown", self.people[who], known)
            self.refs.append(made.ref)

    @rule(number=st.integers(0, 2), who=st.integers(0, 2), take=st.booleans())
    def hold(self, number: int, who: int, take: bool) -> None:
        ref, person = self._ref(number), self.people[who]
        act = self.store.prior_auths.claim if take else self.store.prior_auths.release
        self.clock.forward(minutes=1)
        try:
            self.last = act(ref, person), person
        except Refusal:
            return

    @rule(
        number=st.integers(0, 2),
        who=st.integers(0, 2),
        other=st.integers(0, 2),
        act=st.sampled_from(ACTS),
    )
    def move(self, number: int, who: int, other: int, act: Act) -> None:
        ref, person = self._ref(number), self.people[who]
        before, version = self.store.prior_auths.get(ref), self.store.version()
        rows = [one for one in MOVES if one.act == act and before.state in one.origin]
        told = {name: TELLS.get(name) for one in rows for name in one.asks if name in TELLS}
        answers = self.people[other] if "reply" in told else None
        self.clock.forward(minutes=1)
        try:
            moved = self.store.prior_auth_work.move(
                ref, act, person, {**told, "answered_by": answers}
            )
        except Refusal:
            assert self.store.version() == version
            assert self.store.prior_auths.get(ref) == before
            left = self.store.prior_auth_work.steps_left(before)
            is_below = answers and self._is_below(answers, rows[0].by)
            assert not person.is_active or not rows or is_below or (rows[0].after and left)
            return
        assert rows, f"{act} from {before.state} is not in the table"
        assert not self._is_below(answers or person, rows[0].by)
        self.last = moved, person

    @rule(
        number=st.integers(0, 2),
        who=st.integers(0, 2),
        by=st.integers(0, 3),
        code=st.sampled_from(sorted(EVERY)),
    )
    def step(self, number: int, who: int, by: int, code: str) -> None:
        ref, done_by = self._ref(number), [*self.people, None][by]
        before = self.store.prior_auths.get(ref)
        left = [one.code for one in self.store.prior_auth_work.steps_left(before)]
        is_below = done_by is not None and self._is_below(done_by, EVERY[code].level)
        self.clock.forward(minutes=1)
        try:
            moved = self.store.prior_auth_work.step(ref, code, self.people[who], done_by)
        except Refusal:
            assert code not in left or is_below or not self.people[who].is_active
            assert self.store.prior_auths.get(ref) == before
            return
        assert code in left and not is_below
        self.last = moved, self.people[who]

    @rule(
        number=st.integers(0, 2), who=st.integers(0, 2), to=st.integers(0, 2), how=st.integers(0, 3)
    )
    def see_to(self, number: int, who: int, to: int, how: int) -> None:
        """Hand over, take over, name a backup, or hand over all that one has."""
        ref, person, other = self._ref(number), self.people[who], self.people[to]
        holding, before = self.store.prior_auth_holding, self._all()
        owners = [one for one in self.people if one.id == before[ref].owner]
        self.clock.forward(minutes=1)
        try:
            if how == 3:
                holding.leave_all(person, other)
                self.last = None
            else:
                acts = (
                    lambda: holding.hand_over(ref, (owners or [person])[0], other),
                    lambda: holding.take_over(ref, person, "because"),
                    lambda: holding.name_backup(ref, person, other),
                )
                self.last = acts[how](), person
                self._require_only_who_has_it_changed(before)
        except Refusal:
            assert self._all() == before
            return
        mine = [one for one in self._all().values() if one.owner == person.id]
        assert how != 3 or not mine

    @rule(
        number=st.integers(0, 2), who=st.integers(0, 2), days=st.integers(-2, 9), plan=st.booleans()
    )
    def edit(self, number: int, who: int, days: int, plan: bool) -> None:
        ref, person, edits = self._ref(number), self.people[who], self.store.prior_auth_edits
        before, seen = self._all(), edits.facts(ref)
        day = self.clock.now().date() + timedelta(days=days)
        self.clock.forward(minutes=1)
        try:
            if plan:
                changed = edits.set_plan(ref, PLANS[days % len(PLANS)], person)
            else:
                wanted = replace(seen, service_date=day, site=f"room {days}")
                changed = edits.edit(ref, seen, wanted, person)
        except Refusal:
            assert self._all() == before
            return
        assert changed.after.state == before[ref].state
        assert plan or changed.after.service_date == day
        self.last = changed, person

    @rule(who=st.integers(1, 2), rest=st.integers(0, 2), names=st.booleans())
    def leave(self, who: int, rest: int, names: bool) -> None:
        """Somebody is taken out, and comes back; Person 0 stays, so that somebody can act."""
        person, other = self.people[who], self.people[rest] if names else None
        before = self._all()
        try:
            if person.is_active:
                gone = self.store.leaving.take_out(person, self._today(), True, None, other)
            else:
                gone = self.store.people.bring_back(person, self._today(), None)
        except Refusal:
            assert self._all() == before
            return
        self.people[who] = gone
        for ref, one in self._all().items():
            was = before[ref]
            assert (one.state, one.decision_due, one.moved_at) == (
                *(was.state, was.decision_due, was.moved_at),
            )
            if person.is_active and was.owner == person.id:
                assert one.owner == (other.id if other else None)
                assert one.left_by == (None if other else person.id)

    def _require_only_who_has_it_changed(self, before: dict[PriorAuthRef, PriorAuth]) -> None:
        for ref, one in self._all().items():
            assert unheld(one) == unheld(before[ref])

    def _today(self) -> date:
        return self.clock.now().date()

    def _all(self) -> dict[PriorAuthRef, PriorAuth]:
        return {ref: self.store.prior_auths.get(ref) for ref in self.refs}

    @rule()
    def take_back(self) -> None:
        if self.last is None:
            return
        changed, person = self.last
        self.last = None
        try:
            self.store.prior_auth_undo.take_back(changed, person)
        except Refusal:
            return
        assert self.store.prior_auths.get(changed.before.ref) == changed.before

    def _is_below(self, person: Person, level: Level) -> bool:
        return LEVELS.index(person.level) < LEVELS.index(level)

    @invariant()
    def every_request_is_in_one_state_with_its_history(self) -> None:
        counted = {one.ref: one for one in self.store.prior_auths.listed("all", NOON.date()).tasks}
        assert set(counted) == set(self.refs)
        for ref, one in counted.items():
            details = [moment.detail for moment in self.store.prior_auths.history(ref)]
            moves = [detail.partition("> ") for detail in details if "> " in detail]
            state = ""
            for old, _, new in moves:
                assert old.strip() == state
                state = new
            assert one.state == state

    @invariant()
    def no_step_was_done_above_the_level_of_who_did_it(self) -> None:
        levels = {person.id: person for person in self.people}
        for ref in self.refs:
            for done in self.store.prior_auth_work.steps_done(ref):
                if done.by:
                    assert not self._is_below(levels[done.by], EVERY[done.step].level)

    @invariant()
    def nobody_who_is_gone_has_anything_or_stands_in_or_is_asked(self) -> None:
        gone = {one.id for one in self.people if not one.is_active}
        for one in self._all().values():
            assert not gone & {one.owner, one.backup}
            assert one.left_by is None or one.owner is None
            assert one.left_by is None or one.is_open
        assert not gone & {one.whom for one in self.store.prior_auth_work.questions()}

    @invariant()
    def what_waits_on_somebody_has_exactly_one_question(self) -> None:
        for ref in self.refs:
            one, asked = self.store.prior_auths.get(ref), self.store.prior_auth_work.question(ref)
            assert (asked.level if asked else None) == (
                one.state if one.state in ("clinical", "prescriber") else None
            )
            assert one.state not in ENDED or one.owner is None


Practice.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestPractice = Practice.TestCase
