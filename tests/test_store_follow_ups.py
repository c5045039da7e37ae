"""The register of follow-ups, on a real file, by two terminals."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
)

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.follow_ups import MOVES, Told, is_managers, may_see
from kiosk.practice.people import Person
from storage.follow_ups import Moved
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import MARKER, destroy, new_store, open_store, with_pin

DUE = date(2026, 3, 9)


@pytest.fixture
def cy(store: Store) -> Person:
    """Another manager: PIN 330033."""
    return with_pin(store, NewPerson("Cy Zztest", is_manager=True), "330033")


def asked(store: Store, ana: Person, ben: Person) -> int:
    found = store.follow_ups.ask(ana, "Call the plan", DUE, "It is late", ben, "prior auth K7-F2M")
    return found.after.number


def test_the_person_reads_it_answers_and_the_manager_reads_that(
    store: Store, another: Callable[..., Store], ana: Person, ben: Person, cy: Person
) -> None:
    number, other = asked(store, ana, ben), another()
    (one,) = other.follow_ups.asked_of(ana)
    assert (one.what, one.why, one.due, one.subject) == (
        "Call the plan",
        "It is late",
        DUE,
        "prior auth K7-F2M",
    )
    (news,) = other.notices.of(ana)
    assert (news.about, news.deed, news.by) == (one.key, "follow-up asked", ben.id)
    assert news.words == "Call the plan; It is late"
    other.follow_ups.move(number, "help", ana, word="They want a form")
    assert store.follow_ups.asked_of(ana) == ()
    (back,) = store.follow_ups.listed(ben)
    assert (back.state, back.word) == ("help", "They want a form")
    assert [one.words for one in store.notices.of(ben)] == ["They want a form"]
    assert (store.follow_ups.listed(cy), store.notices.of(cy)) == ((), ())
    with pytest.raises(Refusal, match="no longer on the list"):
        store.follow_ups.get(number, cy)
    assert store.check() == ()


def test_of_two_at_once_the_later_is_told_how_it_stands(
    store: Store, another: Callable[..., Store], ana: Person, ben: Person
) -> None:
    number = asked(store, ana, ben)
    another().follow_ups.move(number, "close", ben)
    with pytest.raises(Refusal, match="It is closed by now, so 'Done' does not fit"):
        store.follow_ups.move(number, "done", ana)


def test_only_a_manager_asks_and_only_of_somebody_who_works_here(
    store: Store, ana: Person, ben: Person
) -> None:
    before = store.version()
    with pytest.raises(Refusal, match="for a manager"):
        store.follow_ups.ask(ben, "This", DUE, "That", ana)
    with pytest.raises(Refusal, match="passed already"):
        store.follow_ups.ask(ana, "This", DUE - timedelta(days=9), "That", ben)
    with pytest.raises(Refusal, match="type something"):
        store.follow_ups.ask(ana, "This", DUE, " ", ben)
    assert store.version() == before
    store.people.take_out(ana, date(2026, 3, 5), at_once=True)
    with pytest.raises(Refusal, match="works here no longer"):
        store.follow_ups.ask(ana, "This", DUE, "That", ben)


def test_a_move_is_taken_back_with_its_news_but_not_after_another(
    store: Store, ana: Person, ben: Person
) -> None:
    number = asked(store, ana, ben)
    done = store.follow_ups.move(number, "done", ana, word="Reached them")
    assert len(store.notices.of(ben)) == 1
    assert store.follow_ups.undo(done, ana).state == "asked"
    assert store.notices.of(ben) == ()
    assert store.follow_ups.get(number, ana).word is None
    help_asked = store.follow_ups.move(number, "help", ana)
    store.follow_ups.move(number, "another day", ben, Told(DUE))
    with pytest.raises(Refusal, match="Something came after that"):
        store.follow_ups.undo(help_asked, ana)
    deeds = [one.deed for one in store.follow_ups.history(number)]
    assert deeds[:3] == ["follow-up asked", "follow-up done", "follow-up done, taken back"]
    assert store.check() == ()


def test_what_was_just_asked_is_taken_back_unread(store: Store, ana: Person, ben: Person) -> None:
    made = store.follow_ups.ask(ana, "This", DUE, "That", ben)
    assert store.follow_ups.undo(made, ben).state == "taken back"
    assert (store.follow_ups.asked_of(ana), store.notices.of(ana)) == ((), ())


def test_given_to_somebody_else_both_are_told(
    store: Store, ana: Person, ben: Person, cy: Person
) -> None:
    number = asked(store, ana, ben)
    store.follow_ups.move(number, "give", ben, Told(DUE, cy), "You know them")
    assert (store.follow_ups.asked_of(ana), len(store.follow_ups.asked_of(cy))) == ((), 1)
    deeds = [[one.deed for one in store.notices.of(each)] for each in (ana, cy)]
    assert deeds == [
        ["follow-up asked", "follow-up given to somebody else"],
        ["follow-up given to somebody else"],
    ]
    with pytest.raises(Refusal, match="no longer on the list"):
        store.follow_ups.get(number, ana)


def test_a_right_that_was_withdrawn_ends_what_a_manager_may(
    store: Store, ana: Person, ben: Person, cy: Person
) -> None:
    number = asked(store, ana, ben)
    store.people.change(ben, replace(ben, is_manager=False), cy)
    with pytest.raises(Refusal, match="for a manager"):
        store.follow_ups.move(number, "close", ben)
    assert [one.number for one in store.follow_ups.listed(cy)] == [number]


def test_words_can_be_destroyed_for_good(store: Store, ana: Person, ben: Person) -> None:
    number = asked(store, ana, ben)
    destroy(store, f"follow-up {number}", ben)
    one = store.follow_ups.get(number, ana)
    assert (one.what, one.why) == (MARKER, MARKER)


# --- whatever people do, in whatever order

DAYS = st.integers(-3, 400)
WHO = st.sampled_from(["ana", "ben", "cy", "dee"])
Step = Moved | MultipleResults[Moved]
ACT = st.sampled_from([one.act for one in MOVES])


class FollowUps(RuleBasedStateMachine):
    """Two terminals, two managers and two others, who do what they like."""

    moves: Bundle[Moved] = Bundle("moves")

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name) / "kiosk.db"
        self.clock = StoppedClock(datetime(2026, 3, 6, 10, tzinfo=ZoneInfo("America/New_York")))
        self.stores = [new_store(path, self.clock), open_store(path, self.clock, "desk")]
        for name in ("ana", "ben", "cy", "dee"):
            self.stores[0].people.add(NewPerson(name, is_manager=name in ("ben", "cy")))
        self.expected: dict[int, str] = {}

    def who(self, name: str) -> Person:
        return next(one for one in self.stores[0].people.everyone() if one.name == name)

    @rule(target=moves, by=WHO, to=WHO, days=DAYS, terminal=st.integers(0, 1))
    def ask(self, by: str, to: str, days: int, terminal: int) -> Step:
        due = self.clock.now().date() + timedelta(days=days)
        try:
            made = self.stores[terminal].follow_ups.ask(
                self.who(to), "This", due, "That", self.who(by)
            )
        except Refusal:
            return multiple()
        self.expected[made.after.number] = "asked"
        return made

    @rule(target=moves, last=moves, act=ACT, by=WHO, to=WHO, days=DAYS, terminal=st.integers(0, 1))
    def move(self, last: Moved, act: str, by: str, to: str, days: int, terminal: int) -> Step:
        one = next(each for each in MOVES if each.act == act)
        told = Told(self.clock.now().date() + timedelta(days=days), self.who(to))
        number = last.after.number
        try:
            moved = self.stores[terminal].follow_ups.move(number, one.act, self.who(by), told)
        except Refusal:
            return multiple()
        assert self.expected[number] in one.origin
        self.expected[number] = one.to
        return moved

    @rule(last=consumes(moves), by=WHO)
    def undo(self, last: Moved, by: str) -> None:
        try:
            self.stores[0].follow_ups.undo(last, self.who(by))
        except Refusal:
            return
        self.expected[last.after.number] = last.before.state if last.before else "taken back"

    @rule(days=st.integers(0, 9))
    def wait(self, days: int) -> None:
        self.clock.forward(days=days)

    @rule(name=WHO)
    def leave(self, name: str) -> None:
        try:
            self.stores[0].people.take_out(self.who(name), self.clock.now().date(), at_once=True)
        except Refusal:
            return

    @invariant()
    def each_stands_where_its_history_leads(self) -> None:
        store, seen = self.stores[1], set()
        people, today = store.people.everyone(), self.clock.now().date()
        named = {one.id: one for one in people}
        for viewer in people:
            for is_open in (True, False):
                for one in store.follow_ups.listed(viewer, is_open):
                    seen.add(one.number)
                    assert one.state == self.expected[one.number]
                    assert one.is_open is is_open
                    assert may_see(one, viewer, named[one.by], today)
                    assert store.follow_ups.history(one.number)[0].deed == "follow-up asked"
        assert seen == set(self.expected)

    @invariant()
    def none_that_is_open_is_forgotten(self) -> None:
        store, today = self.stores[1], self.clock.now().date()
        people = {one.id: one for one in store.people.everyone()}
        every = {one.number: one for who in people.values() for one in store.follow_ups.listed(who)}
        for one in every.values():
            person, asker = people[one.person], people[one.by]
            is_gone = person.is_gone(today)
            if one.is_with_manager(today, timedelta(days=2), is_gone):
                assert any(is_managers(one, who, asker, today) for who in people.values())
            else:
                assert one in store.follow_ups.asked_of(person) and not is_gone

    def teardown(self) -> None:
        assert self.stores[0].check() == ()
        for store in self.stores:
            store.close()
        self._folder.cleanup()


FollowUps.TestCase.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
test_whatever_people_do_none_is_forgotten = FollowUps.TestCase
