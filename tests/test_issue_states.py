"""Four people do whatever comes to them about a few problems, for a while and in any order."""

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.issue_moves import MOVES, Act
from kiosk.practice.issues import NOBODY, OPEN, OWNER, Audience, Issue, IssueRef, Raised, visible_to
from kiosk.practice.people import Person
from storage.issue_work import Moved
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import new_store

NOON = datetime(2026, 3, 6, 12, 0, tzinfo=ZoneInfo("America/New_York"))
AUDIENCES: tuple[Audience, ...] = ("everybody", "everybody", "manager", "owner")
ACTS: tuple[Act, ...] = tuple(dict.fromkeys(one.act for one in MOVES))
MOST = 4


class Practice(RuleBasedStateMachine):
    """A store, three of the staff and a manager; None is the owner."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = StoppedClock(NOON)
        self.store: Store = new_store(Path(self.folder.name) / "kiosk.db", self.clock)
        self.refs: list[IssueRef] = []
        self.people: list[Person] = []
        self.last: tuple[Moved, Person | None] | None = None
        self.texts = 0  # how many were written, and never fewer

    @initialize()
    def begin(self) -> None:
        new = [NewPerson(f"Person {n}", is_manager=n == 3) for n in range(4)]
        self.people = [self.store.people.add(one)[0] for one in new]

    def teardown(self) -> None:
        assert self.store.check() == ()
        self.store.close()
        self.folder.cleanup()

    def _tried(self, act: Callable[[], object]) -> bool:
        """Whether it was done; what was refused leaves nothing."""
        version = self.store.version()
        self.clock.forward(minutes=1)
        try:
            act()
        except Refusal:
            assert self.store.version() == version
            return False
        return True

    def _ref(self, number: int) -> IssueRef | None:
        return self.refs[number % len(self.refs)] if self.refs else None

    @rule(who=st.integers(0, 3), withheld=st.booleans(), proposes=st.booleans())
    def add(self, who: int, withheld: bool, proposes: bool) -> None:
        if len(self.refs) < MOST:
            proposal = "A rota" if proposes else ""
            audience = AUDIENCES[len(self.refs)]
            raised = Raised("Phones", "phones", "once", audience, proposal, withheld)
            self.refs.append(self.store.issues.add(raised, self.people[who]).ref)

    @rule(number=st.integers(0, 3), who=st.integers(0, 3), back=st.booleans())
    def me_too(self, number: int, who: int, back: bool) -> None:
        if ref := self._ref(number):
            act = self.store.issues.not_me_too if back else self.store.issues.me_too
            self._tried(lambda: act(ref, self.people[who]))

    @rule(number=st.integers(0, 3), who=st.integers(0, 3), withheld=st.booleans())
    def write(self, number: int, who: int, withheld: bool) -> None:
        if ref := self._ref(number):
            write = self.store.issues.write_on
            self._tried(lambda: write(ref, "proposal", "x", self.people[who], withheld))

    @rule(
        number=st.integers(0, 3),
        who=st.integers(0, 4),
        act=st.sampled_from(ACTS),
        other=st.integers(0, 3),
        days=st.integers(-1, 3),
    )
    def move(self, number: int, who: int, act: Act, other: int, days: int) -> None:
        ref, target = self._ref(number), self._ref(other)
        if not ref:
            return
        by = [*self.people, None][who]
        before = self.store.issues.get(ref, OWNER)
        rows = [one for one in MOVES if one.act == act and before.state in one.origin]
        day, person = self.clock.now().date() + timedelta(days=days), self.people[other]
        every = {
            **dict.fromkeys(("trial_until", "later_on"), day),
            **dict.fromkeys(("tried_by", "answerer"), person),
            **dict.fromkeys(("reply", "reason", "outcome", "learned"), "because"),
            "into": target,
        }
        told = {name: every[name] for row in rows for name in row.asks}

        def do() -> None:
            self.last = self.store.issue_work.move(ref, act, by, told), by

        if self._tried(do):
            assert rows, f"{act} from {before.state} is not in the table"
            assert by is None or by.is_manager or by.id == before.answerer
            assert by is None or before.desk == "manager" or by.id == before.answerer
        else:
            assert self.store.issues.get(ref, OWNER) == before

    @rule()
    def take_back(self) -> None:
        if self.last:
            (moved, by), self.last = self.last, None
            self._tried(lambda: self.store.issue_work.undo(moved, by))

    @rule(days=st.integers(1, 3))
    def wait(self, days: int) -> None:
        self.clock.forward(days=days)

    def _every(self) -> dict[IssueRef, Issue]:
        return {one.ref: one for one in self.store.issues.listed("all", OWNER).issues}

    @invariant()
    def each_is_in_one_state_and_none_is_lost(self) -> None:
        every = self._every()
        assert set(every) == set(self.refs)
        for one in every.values():
            assert (one.into is not None) == (one.state == "merged")
            assert (one.later_on is not None) == (one.state == "later")
            assert one.state not in OPEN or not one.outcome
            assert one.me_toos <= len(self.people) - 1

    @invariant()
    def everybody_sees_what_the_rule_says_and_numbers_have_no_gap(self) -> None:
        every = self._every()
        public = [one for one in every.values() if one.audience == "everybody"]
        assert sorted(int(one.ref) for one in public) == [*range(1, len(public) + 1)]
        for viewer in (NOBODY, *(self.store.issues.viewer(one) for one in self.people)):
            seen = {one.ref for one in self.store.issues.listed("all", viewer).issues}
            assert seen == {
                ref
                for ref, one in every.items()
                if one.raised_by and visible_to(viewer, one.audience, one.raised_by, one.answerer)
            }

    @invariant()
    def nothing_that_was_written_is_gone(self) -> None:
        read = self.store.issue_reading.entries
        written = sum(bool(e.words) for ref in self.refs for e in read(ref, OWNER))
        assert written >= self.texts
        self.texts = written


Practice.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestPractice = Practice.TestCase
