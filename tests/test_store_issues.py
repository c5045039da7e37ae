"""Problems and ideas on a real file: who sees what, once, together, and gone for good."""

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.issues import NOBODY, OWNER, Audience, IssueRef, Raised, Viewer, visible_to
from kiosk.practice.people import Person, PersonId
from kiosk.practice.trail import Sought
from storage.issues import HIDDEN, Listing
from storage.people import NewPerson
from storage.store import Store
from storage.tables.trail import TextRow
from tests.conftest import MARKER, destroy, with_pin
from tests.naughty import strings

PHONES = Raised("Phones ring out over lunch", "phones", "every day")
FRIDAY = date(2026, 3, 13)


@pytest.fixture
def mia(store: Store) -> Person:
    """A colleague: PIN 330033."""
    return with_pin(store, NewPerson("Mia Lund", ("MA",)), "330033")


def refs(found: Listing) -> list[str]:
    return [one.ref for one in found.issues]


def raised(store: Store, by: Person, audience: Audience = "everybody") -> IssueRef:
    return store.issues.add(Raised("Somebody shouts", "lab", audience=audience), by).ref


def test_it_is_there_on_another_terminal_with_a_reply_promised(
    store: Store, another: Callable[..., Store], ana: Person
) -> None:
    store.issues.add(PHONES, ana)
    (one,) = another().issues.listed("open", NOBODY).issues
    assert (one.name, one.what, one.raised_by) == ("#1", PHONES.what, ana.id)
    assert one.reply_by == date(2026, 3, 10)  # two days on which it is open, over the weekend
    assert one.needs_ideas
    assert store.check() == ()


def test_numbers_count_what_everybody_may_read_and_tell_of_nothing_else(
    store: Store, ana: Person
) -> None:
    audiences: tuple[Audience, ...] = ("everybody", "owner", "manager", "everybody")
    for audience in audiences:
        raised(store, ana, audience)
    assert refs(store.issues.listed("all", NOBODY)) == ["2", "1"]
    hidden = [one for one in refs(store.issues.listed("all", OWNER)) if not one.isdigit()]
    assert len(hidden) == 2 and all(one.startswith("P-") for one in hidden)


def test_whom_one_is_not_for_is_told_the_same_as_where_there_is_none(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    ref = raised(store, ana, "owner")
    viewer = store.issues.viewer
    assert store.issues.get(ref, viewer(ana)).is_mine
    for who in (NOBODY, viewer(ben), viewer(mia)):
        with pytest.raises(Refusal, match=f"^There is no {ref} here.$"):
            store.issues.get(ref, who)
        assert store.issues.listed("all", who, "shouts") == Listing((), 0)
    with pytest.raises(Refusal, match="There is no"):
        store.issues.me_too(ref, ben)
    with pytest.raises(Refusal, match="There is no P-2A2A here"):
        store.issues.get(IssueRef("P-2A2A"), viewer(ben))


def test_the_trail_does_not_say_who_raised_what_is_not_for_managers(
    store: Store, ana: Person
) -> None:
    ref = raised(store, ana, "owner")
    store.issues.write_on(ref, "comment", "It was at noon", ana, False)
    with store.read():
        rows = store._database.peewee.execute_sql(
            "SELECT by_id FROM event WHERE about = ?", (f"issue {ref}",)
        ).fetchall()
    assert rows == [(None,), (None,)]
    entries = store.issue_reading.entries(ref, OWNER)
    assert [one.by for one in entries] == [ana.id, ana.id]
    assert store.check() == ()


def test_the_trail_finds_nothing_of_what_is_not_for_managers(store: Store, ana: Person) -> None:
    known, hidden = raised(store, ana), raised(store, ana, "owner")
    newest = store.version()
    for typed in (f"#{newest}", f"issue {hidden}", hidden):
        with pytest.raises(Refusal, match="Nothing was done about"):
            store.deeds.about_of(typed)
    assert store.deeds.about_of(f"#{newest - 1}") == f"issue {known}"
    entry = store.issue_reading.entries(hidden, OWNER)[0].number
    store.issue_work.hide(hidden, entry, "patient data", "A name", None)
    assert [one.about for one in store.deeds.newest(Sought(), 2)][:1] == [f"issue {known}"]


def test_a_right_that_ended_shows_nothing_more(store: Store, ana: Person, ben: Person) -> None:
    with_pin(store, NewPerson("Eve Hall", is_manager=True), "440044")
    ref = raised(store, ana, "manager")
    assert refs(store.issues.listed("all", store.issues.viewer(ben))) == [ref]
    was = store.people.get(ben.id)
    store.people.change(was, Person(**{**vars(was), "is_manager": False}))
    assert ben.is_manager  # as a session remembers it
    assert refs(store.issues.listed("all", store.issues.viewer(ben))) == []
    with pytest.raises(Refusal, match="There is no"):
        store.issue_work.move(ref, "thank", ben)


def test_a_withheld_name_is_not_handed_out(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    one = store.issues.add(
        Raised("Ideas are laughed at", "break room", is_withheld=True, proposal="Stop it"), ana
    )
    store.issues.write_on(one.ref, "comment", "I saw it", mia, True)
    for who, sees in ((NOBODY, False), (store.issues.viewer(ben), True), (OWNER, True)):
        assert (store.issues.get(one.ref, who).raised_by is not None) == sees
        names = [entry.by for entry in store.issue_reading.entries(one.ref, who)]
        assert names == ([ana.id, ana.id, mia.id] if sees else [None, None, None])
    colleague = store.issue_reading.entries(one.ref, store.issues.viewer(mia))
    assert [entry.by for entry in colleague] == [None, None, mia.id]
    store.issue_work.move(
        one.ref, "try", ben, {"tried_by": mia, "trial_until": FRIDAY, "proposal": 2}
    )
    assert store.issues.get(one.ref, NOBODY).proposed_by is None
    assert store.issues.get(one.ref, store.issues.viewer(ben)).proposed_by == ana.id


def test_a_me_too_is_once_and_taken_back(
    store: Store, another: Callable[..., Store], ana: Person, mia: Person
) -> None:
    ref = store.issues.add(PHONES, ana).ref
    assert store.issues.me_too(ref, mia).is_me_too
    with pytest.raises(Refusal, match="You have said so already: #1 counts you"):
        another().issues.me_too(ref, mia)
    assert store.issues.get(ref, NOBODY).me_toos == 1
    assert store.issues.not_me_too(ref, mia).me_toos == 0
    with pytest.raises(Refusal, match="You have not said that"):
        store.issues.not_me_too(ref, mia)


def test_texts_proposals_and_outcomes_are_found(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    ref = store.issues.add(PHONES, ana).ref
    other = store.issues.add(Raised("Café: crème brûlée is gone", "break room"), mia).ref
    store.issues.write_on(ref, "proposal", "Forward them to billing", mia, False)
    store.issue_work.move(other, "close", ben, {"outcome": "A second fridge was bought"})
    for typed, found in (
        ("lunch PHON", [ref]),
        ("forward bill", [ref]),
        ("creme brulee", [other]),
        ("second fridge", [other]),
        ("#1", [ref]),
        ("2", [other]),
        ("phones fridge", []),
        ("'; DROP TABLE issue --", []),
        ("%", []),
    ):
        assert refs(store.issues.listed("all", NOBODY, typed)) == found, typed


def test_what_is_searched_for_is_counted_whole_and_listed_in_order(
    store: Store, ana: Person, ben: Person
) -> None:
    for number in range(1, 7):
        store.issues.add(Raised(f"Phones ring, {number} times", "phones"), ana)
    store.issues.add(Raised("Phones ring", "phones", audience="owner"), ana)
    for typed, most, listed in (
        ("phones ring", 2, "65"),
        ("phones ring", 6, "654321"),
        ("phones ring", 9, "654321"),
        ("3", 1, "3"),
        ("phones copier", 2, ""),
    ):
        found = store.issues.listed("public", NOBODY, typed, most)
        assert refs(found) == [*listed]
        assert found.total == (6 if typed == "phones ring" else len(listed))


def test_what_is_like_what_is_typed_comes_best_first(store: Store, ana: Person) -> None:
    for what in ("The phones are old", "Phones ring out over lunch", "Lunch is too short"):
        store.issues.add(Raised(what, "phones"), ana)
    closed = store.issues.add(Raised("Phones ring at lunch", "phones"), ana)
    store.issue_work.move(closed.ref, "not doing", None, {"reason": "told twice"})
    private = store.issues.add(Raised("Phones ring at lunch", "phones", audience="manager"), ana)
    found = store.issues.alike("The phone rings and rings, phones ring over lun")
    assert [one.ref for one in found] == ["2", "3", "1"]  # the newer of equals first
    assert private.ref not in [one.ref for one in found]
    assert store.issues.alike("xylophone") == store.issues.alike("") == ()


def test_what_is_put_together_keeps_who_has_it_and_what_was_proposed(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    target = store.issues.add(PHONES, ana).ref
    one = store.issues.add(Raised("Nobody answers at noon", "phones", proposal="Rota"), mia).ref
    for person in (ana, ben):
        store.issues.me_too(one, person)
    merged = store.issue_work.move(one, "merge", ben, {"into": target})
    whole = store.issues.get(target, NOBODY)
    assert (whole.me_toos, whole.proposals) == (2, 1)  # Mia and Ben: Ana raised it
    assert store.issues.get(one, NOBODY).into == target
    texts = [(entry.ref, entry.words) for entry in store.issue_reading.entries(target, NOBODY)]
    assert (one, "Rota") in texts and (one, "Nobody answers at noon") in texts
    with pytest.raises(Refusal, match="is part of #1 now"):
        store.issues.write_on(one, "comment", "x", ana, False)
    store.issue_work.move(target, "not doing", ben, {"reason": "No lines"})
    assert [note.deed for note in store.notices.of(mia)] == ["issue merged", "issue not done"]
    with pytest.raises(Refusal, match="is not doing"):
        again = store.issues.add(PHONES, mia).ref
        store.issue_work.move(again, "merge", ben, {"into": target})
    assert merged.after.state == "merged"
    assert store.check() == ()


def test_a_merge_is_taken_back_whole(store: Store, ana: Person, ben: Person, mia: Person) -> None:
    target, one = (store.issues.add(PHONES, who).ref for who in (ana, mia))
    store.issues.me_too(one, ben)
    before = store.issue_reading.entries(one, NOBODY)
    moved = store.issue_work.move(one, "merge", ben, {"into": target})
    store.issue_work.undo(moved, ben)
    assert store.issues.get(target, NOBODY).me_toos == 0
    assert store.issues.get(one, NOBODY).me_toos == 1
    assert store.issue_reading.entries(one, NOBODY)[: len(before)] == before
    with pytest.raises(Refusal, match="Something came after that"):
        store.issue_work.undo(moved, ben)


def test_a_merge_stays_once_the_other_went_on(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    first, second, third = (store.issues.add(PHONES, who).ref for who in (ana, mia, ana))
    store.issues.write_on(first, "proposal", "A rota", mia, False)
    moved = store.issue_work.move(first, "merge", ben, {"into": second})
    store.issue_work.move(second, "merge", ben, {"into": third})
    with pytest.raises(Refusal, match="Something came after that"):
        store.issue_work.undo(moved, ben)
    assert store.issues.get(third, NOBODY).proposals == 1
    assert store.check() == ()


def test_a_private_one_meets_no_other(store: Store, ana: Person, ben: Person) -> None:
    public, private = store.issues.add(PHONES, ana).ref, raised(store, ana, "manager")
    version = store.version()
    for one, into in ((private, public), (public, private), (public, IssueRef("99"))):
        with pytest.raises(Refusal):
            store.issue_work.move(one, "merge", ben, {"into": into})
    assert store.version() == version


def test_a_manager_does_not_answer_what_was_passed_to_the_owner(
    store: Store, ana: Person, ben: Person
) -> None:
    ref = store.issues.add(PHONES, ana).ref
    store.issue_work.move(ref, "pass up", ben, {"reason": "It costs money"})
    with pytest.raises(NotAllowed, match="#1 is answered by the owner"):
        store.issue_work.move(ref, "thank", ben)
    store.issue_work.move(ref, "reply", None, {"reply": "Yes, do it"})
    assert store.issues.get(ref, NOBODY).replied_at
    assert [(one.deed, one.by, one.words) for one in store.notices.of(ana)] == [
        ("issue passed up", ben.id, "It costs money"),
        ("issue answered", None, "Yes, do it"),
    ]


def test_whom_a_manager_named_may_answer_and_read(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    ref = raised(store, ana, "manager")
    store.issue_work.move(ref, "name", ben, {"answerer": mia})
    assert not store.issues.get(ref, store.issues.viewer(mia)).is_mine
    store.issue_work.move(ref, "reply", mia, {"reply": "I will ask"})
    with pytest.raises(NotAllowed):
        store.issue_work.move(store.issues.add(PHONES, ana).ref, "thank", mia)


def test_whom_another_was_named_for_reads_no_more_of_it(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    ref = raised(store, ana, "manager")
    store.issue_work.move(ref, "name", ben, {"answerer": mia})
    store.issues.write_on(ref, "proposal", "Ask her first", mia, False)
    store.issue_work.move(ref, "reply", ben, {"reply": "Good"})
    eve, _ = store.people.add(NewPerson("Eve Hall"))
    store.issue_work.move(ref, "name", ben, {"answerer": eve})
    store.issue_work.move(ref, "close", ben, {"outcome": "She was moved"})
    assert [one.words for one in store.notices.of(mia)] == ["Good"]
    assert [one.deed for one in store.notices.of(ana)][-1] == "issue done"


def test_an_act_is_taken_back_and_stays_on_record(store: Store, ana: Person, ben: Person) -> None:
    ref = store.issues.add(PHONES, ana).ref
    moved = store.issue_work.move(ref, "close", ben, {"outcome": "Done", "done_by": ben})
    before = store.issue_work.undo(moved, ben)
    assert store.issues.get(ref, store.issues.viewer(ben)) == before
    deeds = [one.deed for one in store.issue_reading.entries(ref, NOBODY)]
    assert deeds == ["issue raised", "issue done", "issue done, taken back"]
    assert store.check() == ()


def test_a_refused_act_leaves_nothing(store: Store, ana: Person, ben: Person) -> None:
    ref = store.issues.add(PHONES, ana).ref
    version = store.version()
    with pytest.raises(NotAllowed):
        store.issue_work.move(ref, "thank", ana)
    with pytest.raises(Refusal, match="needs to be told: outcome"):
        store.issue_work.move(ref, "close", ben, {"outcome": ""})
    with pytest.raises(Refusal, match="Please type something"):
        store.issues.add(Raised(" \u202e ", "phones"), ana)
    assert (store.version(), store.notices.of(ana)) == (version, ())


def test_the_author_leaves_and_it_lives_on(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    ref = store.issues.add(PHONES, ana).ref
    store.people.take_out(ana, clock.now().date(), at_once=True)
    store.issue_work.move(ref, "try", ben, {"tried_by": ben, "trial_until": FRIDAY})
    assert store.issues.get(ref, NOBODY).raised_by == ana.id


def test_a_text_is_hidden_and_its_place_is_seen(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    ref = store.issues.add(PHONES, ana).ref
    store.issues.write_on(ref, "comment", "Zanzibar is an idiot", mia, False)
    entry = store.issue_reading.entries(ref, NOBODY)[-1]
    with pytest.raises(NotAllowed, match="Only a manager hides a text"):
        store.issue_work.hide(ref, entry.number, "harassment", "insult", mia)
    store.issue_work.hide(ref, entry.number, "harassment", "An insult", ben)
    seen = store.issue_reading.entries(ref, store.issues.viewer(mia))[-1]
    assert (seen.words, seen.by, seen.hidden_by, seen.hidden_reason) == (
        *(None, mia.id, ben.id, "An insult"),
    )
    assert store.issues.listed("all", NOBODY, "zanzibar").total == 0
    assert store.issue_reading.entries(ref, OWNER)[-1].words == "Zanzibar is an idiot"
    with pytest.raises(Refusal, match="hidden already"):
        store.issue_work.hide(ref, entry.number, "harassment", "again", ben)


def test_data_about_a_patient_is_destroyed_with_its_words(
    store: Store, ana: Person, ben: Person
) -> None:
    ref = store.issues.add(Raised("Zzpatient Zzname waited an hour", "lab"), ana).ref
    (entry,) = store.issue_reading.entries(ref, NOBODY)
    store.issue_work.hide(ref, entry.number, "patient data", "A patient's name", ben)
    assert store.issues.get(ref, NOBODY).what == HIDDEN
    assert store.issues.alike("zzpatient waited") == ()
    assert store.check() == ()
    store.close()
    for path in store.path.parent.glob("kiosk.db*"):
        assert b"zzpatient" not in path.read_bytes().lower()


def test_words_go_with_a_text_that_is_destroyed_another_way(
    store: Store, ana: Person, ben: Person
) -> None:
    ref = store.issues.add(Raised("Zzpatient Zzname waited", "lab"), ana).ref
    destroy(store, f"issue {ref}", ben)
    assert store.issues.get(ref, NOBODY).what == MARKER
    assert store.issues.listed("all", NOBODY, "zzpatient").total == 0


def test_what_is_not_for_managers_is_not_among_the_texts_that_they_read(
    store: Store, ana: Person, ben: Person
) -> None:
    ref, seen = raised(store, ana, "owner"), raised(store, ana, "manager")
    store.issue_work.move(ref, "close", None, {"outcome": "Talked to him"})
    assert store.texts.about(f"issue {ref}") == ()
    assert [one.words for one in store.texts.of_events(range(store.version() + 1))] == [
        "Somebody shouts"
    ]
    assert [one.words for one in store.texts.about(f"issue {seen}")] == ["Somebody shouts"]
    with store.read():
        numbers = [row.id for row in TextRow.select()]
    with pytest.raises(Refusal, match="There is no such text"):
        store.texts.destroy(numbers[0], "other", ben)


def test_hostile_and_long_texts_are_kept_cleaned(store: Store, ana: Person) -> None:
    with store.together():
        for text in strings():
            try:
                one = store.issues.add(Raised(text, "lab", proposal="x"), ana)
            except Refusal:
                continue
            store.issues.listed("all", NOBODY, text)
            store.issues.alike(text)
            assert one.what
    long = store.issues.add(Raised("word " * 3000, "lab"), ana)
    assert 9_990 < len(long.what) <= 10_000
    lines = store.issues.add(Raised("one\n\n\n\ntwo\x1b[31m\u202ethree", "lab"), ana)
    assert lines.what == "one\n\ntwo[31mthree"
    assert store.check() == ()


def test_what_is_due_is_found_for_whoever_answers_it(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    late = store.issues.add(PHONES, ana).ref
    trial = store.issues.add(PHONES, ana).ref
    later = store.issues.add(PHONES, ana).ref
    answered = store.issues.add(PHONES, ana).ref
    owners = raised(store, ana, "owner")
    work = store.issue_work
    work.move(trial, "try", ben, {"tried_by": ana, "trial_until": clock.now().date()})
    tomorrow = clock.now().date() + timedelta(days=1)
    work.move(later, "later", ben, {"later_on": tomorrow})
    work.move(answered, "thank", ben)
    boss = store.issues.viewer(ben)
    assert [one.ref for one in store.issue_reading.due(boss)] == [trial]
    clock.forward(days=5)
    assert [one.ref for one in store.issue_reading.due(boss)] == [late, trial, later]
    assert refs(store.issues.listed("open", NOBODY)) == [answered, later, trial, late]
    assert [one.ref for one in store.issue_reading.due(store.issues.viewer(ana))] == []
    assert owners in [one.ref for one in store.issue_reading.due(OWNER)]


def test_the_board_has_one_of_each_that_everybody_may_read(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    raised(store, ana, "manager")
    week_ago = clock.now() - timedelta(days=7)
    assert store.issues.on_board(week_ago).needs_ideas is None
    needs = store.issues.add(PHONES, ana).ref
    tried, done = store.issues.add(PHONES, ana).ref, store.issues.add(PHONES, ana).ref
    store.issue_work.move(tried, "try", ben, {"tried_by": ana, "trial_until": FRIDAY})
    store.issue_work.move(done, "close", ben, {"outcome": "A second printer is in"})
    board = store.issues.on_board(week_ago)
    assert board.needs_ideas and board.trying and board.done
    assert (board.needs_ideas.ref, board.trying.ref, board.done.ref) == (needs, tried, done)
    assert board.done.outcome == "A second printer is in"
    clock.forward(days=8)
    assert store.issues.on_board(clock.now() - timedelta(days=7)).done is None


def test_how_they_went_is_told_for_figures(
    store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    ref = store.issues.add(Raised("x", "lab", proposal="y"), ana).ref
    raised(store, ana, "owner")
    store.issue_work.move(ref, "try", ben, {"tried_by": ana, "trial_until": FRIDAY})
    clock.forward(days=1)
    store.issue_work.move(ref, "worked", ben, {"outcome": "Good"})
    (course,) = store.issue_reading.courses(store.issues.viewer(ben))
    assert (course.has_proposal, course.was_tried, course.is_done) == (True, True, True)
    assert course.ended_at == clock.now()
    assert len(store.issue_reading.courses(OWNER)) == 2


def test_no_row_can_contradict_its_state(store: Store, ana: Person) -> None:
    ref = store.issues.add(PHONES, ana).ref
    with sqlite3.connect(store.path) as raw:
        for change in ("state = 'done'", "number = NULL", "is_open = 0", "state = 'later'"):
            with pytest.raises(sqlite3.IntegrityError):
                raw.execute(f"UPDATE issue SET {change} WHERE ref = ?", (ref,))
    raw.close()


def test_the_rule_and_the_rows_agree_on_who_sees(
    store: Store, ana: Person, ben: Person, mia: Person
) -> None:
    audiences: tuple[Audience, ...] = ("everybody", "manager", "owner", "outside hr")
    store.settings.set("outside.hr", "Acme HR")
    for by in (ana, ben):
        for audience in audiences:
            raised(store, by, audience)
    every = store.issues.listed("all", OWNER).issues
    for viewer in (NOBODY, OWNER, *(store.issues.viewer(one) for one in (ana, ben, mia))):
        seen = set(refs(store.issues.listed("all", viewer)))
        ruled = {
            one.ref
            for one in every
            if visible_to(viewer, one.audience, one.raised_by or PersonId(0), one.answerer)
        }
        assert seen == ruled
    assert Viewer(mia.id) == store.issues.viewer(mia)
