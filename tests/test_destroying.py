"""A text that was typed by mistake is destroyed: gone everywhere, with a marker in its place."""

import io
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.practice.break_corrections import Correction
from kiosk.practice.checks import CheckWords
from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import NotAllowed, Refusal, StillRead
from kiosk.practice.issues import NOBODY, Raised
from kiosk.practice.people import Person
from kiosk.practice.plan_files import ready_made
from kiosk.practice.plans import Decision, Plan, Step, Tell
from kiosk.practice.prior_auth_terms import PriorAuthRef
from kiosk.practice.prior_auths import Known
from kiosk.practice.typed_texts import marker
from screens.acts import Look, View
from screens.management import MANAGEMENT
from screens.menu import BREAK_ROOM, Place
from screens.session import Kiosk, Session
from storage.jobs import JobWords
from storage.plan_runs import Given
from storage.store import Store
from storage.tables.every import MODELS
from tests.conftest import MARKER, destroy

DAY = date(2026, 3, 6)
TYPED = "Zztest said so"
Reader = Callable[[Store, Person], list[str | None]]


def corrections(store: Store, ana: Person) -> list[str | None]:
    return [one.words for one in store.corrections.of(ana, DAY)]


def decisions(store: Store, ana: Person) -> list[str | None]:
    of_lunch = [one.decided.words for one in store.break_reviews.lunches(DAY, DAY) if one.decided]
    said = store.corrections.of(ana, DAY)
    return [*of_lunch, *(one.decision.words for one in said if one.decision)]


def missed(store: Store, ana: Person) -> list[str | None]:
    return [one.words for one in store.breaks.missed(DAY, DAY)]


def reasons(store: Store, ana: Person) -> list[str | None]:
    return list(store.breaks.reasons(DAY, DAY).values())


def services(store: Store, ana: Person) -> list[str | None]:
    return [one.service for one in store.prior_auths.listed("all", DAY).tasks]


def notes(store: Store, ana: Person) -> list[str | None]:
    tasks = store.prior_auths.listed("all", DAY).tasks
    told = [one.note for task in tasks for one in store.prior_auths.history(task.ref)]
    noted = [words for task in tasks for words in store.prior_auths.notes(task.ref).values()]
    return [*noted, *store.prior_auths.purposes().values(), *(one for one in told if one)]


def questions(store: Store, ana: Person) -> list[str | None]:
    return [one.words for one in store.prior_auth_work.questions()]


def thanks(store: Store, ana: Person) -> list[str | None]:
    return [one.words for one in store.thanks.to(ana)]


def own_goals(store: Store, ana: Person) -> list[str | None]:
    goal = store.own_goals.of(ana)
    return [goal.words] if goal else []


def checks(store: Store, ana: Person) -> list[str | None]:
    return [one.words.what for one in store.checks.on_list()]


def findings(store: Store, ana: Person) -> list[str | None]:
    return [one.words for one in store.checks.findings(DAY)]


def asked_for(store: Store, ana: Person) -> list[str | None]:
    return [one.what for one in store.follow_ups.asked_of(ana)]


def asked_why(store: Store, ana: Person) -> list[str | None]:
    return [one.why for one in store.follow_ups.asked_of(ana)]


def pages_of_jobs(store: Store, ana: Person) -> list[str | None]:
    return [one.page for one in store.jobs.matrix().jobs]


def meetings(store: Store, ana: Person) -> list[str | None]:
    return [one.title for one in store.roster.between(DAY, DAY).events]


def reasons_for_time_off(store: Store, ana: Person) -> list[str | None]:
    return [one.why for one in store.time_off.between(DAY, DAY)]


def answers_to_time_off(store: Store, ana: Person) -> list[str | None]:
    return [one.answer for one in store.time_off.between(DAY, DAY)]


def sentences_of_plans(store: Store, ana: Person) -> list[str | None]:
    return [one.plan.why for one in store.plan_runs.of_day(DAY)]


def steps_of_plans(store: Store, ana: Person) -> list[str | None]:
    return [step.does for one in store.plan_runs.of_day(DAY) for step in one.plan.steps]


def ways_to_tell(store: Store, ana: Person) -> list[str | None]:
    return [tell.how for one in store.plan_runs.of_day(DAY) for tell in one.plan.tells]


def steps_not_needed(store: Store, ana: Person) -> list[str | None]:
    every = [step for one in store.plan_runs.of_day(DAY) for step in one.steps]
    return [one.dropped_why for one in every if one.dropped_why]


def notes_of_plans(store: Store, ana: Person) -> list[str | None]:
    return [note.words for one in store.plan_runs.of_day(DAY) for note in one.notes]


def nowhere(store: Store, ana: Person) -> list[str | None]:
    """Why an answer was put aside: read in the trail only."""
    return [one.words for one in store.texts.about("answer 1")]


def issues(store: Store, ana: Person) -> list[str | None]:
    return [one.what for one in store.issues.listed("all", NOBODY).issues]


def outcomes(store: Store, ana: Person) -> list[str | None]:
    return [one.outcome for one in store.issues.listed("all", NOBODY).issues]


def entries(store: Store, ana: Person) -> list[str | None]:
    every = store.issues.listed("all", NOBODY).issues
    return [entry.words for one in every for entry in store.issue_reading.entries(one.ref, NOBODY)]


def hidden_why(store: Store, ana: Person) -> list[str | None]:
    every = store.issues.listed("all", NOBODY).issues
    found = [entry for one in every for entry in store.issue_reading.entries(one.ref, NOBODY)]
    return [one.hidden_reason for one in found if one.hidden_why]


def plans(store: Store, ana: Person) -> list[str | None]:
    own = store.plans.own()
    return [one.plan.why if one.plan else one.instead for one in own]


# Every column of the store that leads to a typed text, and how it is read. A noun that adds one
# adds a line here, reads it by words_of(), and types it in the fixture below.
READERS: dict[str, Reader] = {
    "correction.text_id": corrections,
    "break_decision.text_id": decisions,
    "missed_break.text_id": missed,
    "break_reason.text_id": reasons,
    "prior_auth.service_id": services,
    "prior_auth_note.text_id": notes,
    "prior_auth_question.text_id": questions,
    "import_item.reason_id": nowhere,
    "thanks.text_id": thanks,
    "own_goal.text_id": own_goals,
    "routine_check.text_id": checks,
    "check_tick.text_id": findings,
    "follow_up.what_id": asked_for,
    "follow_up.why_id": asked_why,
    "issue.text_id": issues,
    "issue.outcome_id": outcomes,
    "issue_entry.text_id": entries,
    "issue_entry.hidden_text_id": hidden_why,
    "job.text_id": pages_of_jobs,
    "day_event.text_id": meetings,
    "time_off.why_id": reasons_for_time_off,
    "time_off.answer_id": answers_to_time_off,
    "plan_version.text_id": plans,
    "plan_run_sentence.text_id": sentences_of_plans,
    "plan_run_step.text_id": steps_of_plans,
    "plan_run_step.how_id": ways_to_tell,
    "plan_run_step.why_id": steps_not_needed,
    "plan_run_note.text_id": notes_of_plans,
}


def columns_of_texts(path: Path) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as raw:
        for (table,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            for key in raw.execute(f"PRAGMA foreign_key_list({table})"):
                if key[2] == "text":
                    yield table, key[3]


@pytest.fixture
def typed(store: Store, ana: Person, ben: Person, clock: StoppedClock) -> Store:
    """A store in which something was typed wherever something can be."""
    store.settings.set("practice", "Oak Street", ben)
    store.break_rules.choose("california")
    store.breaks.arrive(ana)
    clock.forward(hours=4)
    store.breaks.start(ana, "meal")
    clock.forward(minutes=10)
    store.breaks.end(ana, False, why=TYPED)
    store.breaks.not_possible(ana, "rest", TYPED)
    clock.forward(hours=2)
    store.breaks.leave(ana)
    (lunch,) = store.break_reviews.lunches(DAY, DAY)
    store.break_reviews.settle_lunch(lunch, "paid", ben, TYPED)
    stay = store.breaks.stay(ana)
    assert stay
    began = stay.arrived - timedelta(minutes=10)
    early = Correction(0, ana.id, stay.day, "shift", stay.key, began=began, words=TYPED)
    (kept,) = store.corrections.say([early], ana)
    store.corrections.decide(kept.number, ben, "declined", TYPED)
    known = Known("drug", TYPED, "urgent")
    drug = store.prior_auths.add("Union", TYPED, "prescriber", ana, known)
    question = {"question": TYPED, "whom": ben}
    store.prior_auth_work.move(drug.ref, "ask prescriber", ana, question, "letter")
    store.prior_auth_holding.hand_over(drug.ref, ben, ana, TYPED)
    store.thanks.give(ben, ana, TYPED)
    store.own_goals.set(ana, TYPED, DAY, "lunches")
    store.follow_ups.ask(ana, TYPED, DAY, TYPED, ben)
    issue = store.issues.add(Raised(TYPED, "lab"), ana)
    store.issues.write_on(issue.ref, "comment", "An insult", ana, False)
    comment = store.issue_reading.entries(issue.ref, NOBODY)[-1]
    store.issue_work.hide(issue.ref, comment.number, "harassment", TYPED, ben)
    store.issue_work.move(issue.ref, "close", ben, {"outcome": TYPED})
    job = store.jobs.add(JobWords("phones"), ben, page=TYPED)
    now = clock.now()
    of_it = (job.id, (now.weekday(),), now.time(), timedelta(hours=1))
    check = store.checks.write(CheckWords(TYPED, *of_it), ben)
    store.checks.tick(check.id, DAY, ana, TYPED)
    store.roster.add_event(DAY, TYPED, time(13), time(14), True)
    asked = store.time_off.ask(ana, DAY, DAY, TYPED)
    store.time_off.decide(asked.number, "approved", TYPED, ben)
    store.plans.write(replace(ready_made("ehr-down"), name="Elevator out", why=TYPED), ben)
    _answer_put_aside(store, ana)
    step, tell = Step("now", "RN", TYPED), Tell(TYPED, "RN", TYPED)
    decision = Decision(TYPED, TYPED, TYPED)
    plan = Plan("Weather", TYPED, TYPED, decision, (), (), (step, step), (tell,))
    run = store.plan_runs.start(plan, "full", Given({"RN": ana.id}, ana.id), ben, TYPED)
    store.plan_runs.drop(run.steps[1].id, TYPED, ben)
    store.plan_runs.note(run.id, "note", TYPED, ben)
    return store


def _answer_put_aside(store: Store, ana: Person) -> None:
    with closing(sqlite3.connect(store.path)) as raw, raw:
        raw.execute(
            "INSERT INTO import_item (source, key, digest, reference, kind, to_check, said)"
            " VALUES ('t', 'k', 'd', '', 'answer', '', '{\"answer\": null}')"
        )
    with store._database.write(ana.id, "answer put aside", "answer 1") as act:
        text = act.keep(TYPED, 100)
        store._database.peewee.execute_sql("UPDATE import_item SET reason_id = ?", (text.id,))


def destroy_all(store: Store, manager: Person) -> int:
    texts = store.texts.of_events(range(1, store.version() + 1))
    for one in texts:
        store.texts.destroy(one.number, "patient data", manager)
    return len(texts)


def test_every_column_with_a_typed_text_has_a_reader_that_is_tried(typed: Store) -> None:
    found = {f"{table}.{column}" for table, column in columns_of_texts(typed.path)}
    assert found == set(READERS), "say in READERS how the new one is read"


@pytest.mark.parametrize("column", READERS)
def test_every_reader_shows_the_marker_in_the_place_of_the_text(
    typed: Store, ana: Person, ben: Person, column: str
) -> None:
    table, name = column.split(".")
    with closing(sqlite3.connect(typed.path)) as raw:
        (filled,) = raw.execute(f"SELECT COUNT({name}) FROM {table}").fetchone()
    assert filled, f"nothing was typed for {column}: the fixture must do it"
    before = READERS[column](typed, ana)
    assert TYPED in before
    destroy_all(typed, ben)
    after = READERS[column](typed, ana)
    assert after == [MARKER if words == TYPED else words for words in before]
    assert typed.check() == ()


def test_no_column_of_the_store_holds_the_words_any_more(typed: Store, ben: Person) -> None:
    destroy_all(typed, ben)
    with typed.read():
        for model in MODELS:
            assert "Zztest" not in str(list(model.select().tuples())), model.__name__


def test_every_place_and_list_can_still_be_read_and_says_none_of_it(
    typed: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    asked = {
        (place.name, person.name, for_managers): words
        for place, person, for_managers, words in _aloud(typed, clock, ana, ben)
    }
    assert sum(TYPED in words for words in asked.values()) > 3
    destroy_all(typed, ben)
    for place, person, for_managers, words in _aloud(typed, clock, ana, ben):
        assert TYPED not in words, f"{place.name}, {person.name}"
        if place.name != "home":  # the board says nothing of what was destroyed
            had_it = TYPED in asked[place.name, person.name, for_managers]
            assert MARKER in words or not had_it, f"{place.name}, {person.name}"


def _aloud(
    store: Store, clock: StoppedClock, *people: Person
) -> Iterator[tuple[Place, Person, bool, str]]:
    """All that a person can have read aloud in a place: each list, and each thing opened."""
    for menu, for_managers in ((BREAK_ROOM, False), (MANAGEMENT, True)):
        for person in people:
            if for_managers and not person.is_manager:
                continue
            session = Session(clock, store.settings.current(), for_managers)
            session.begin(person, store.settings.current())
            kiosk = Kiosk(store, clock, session)
            for place in (menu.home, *menu.places):
                yield place, person, for_managers, "\n".join(_all_of(place, kiosk))


def _all_of(place: Place, kiosk: Kiosk) -> Iterator[str]:
    looks = [place.first_look]
    looks += [
        Look(filter=option.id)
        for turn in place.turns
        for question in turn.asks
        if question.name == "filter"
        for option in question.options
    ]
    for look in looks:
        view = place.view(kiosk, look)
        yield from _said(view)
        if any(turn.key == "v" for turn in place.turns):
            for thing in view.things():
                yield from _said(place.view(kiosk, Look(look.filter, opened=thing.id)))


def _said(view: View) -> Iterator[str]:
    yield from (f"{label}: {words}" for label, words in view.aloud())
    yield from (option.words for option in view.things())


COMMANDS = [
    ["breaks", "--from", "2026-03-06", "--csv"],
    ["breaks", "--waiting"],
    ["prior-auths", "--json"],
    ["prior-auths", "--csv"],
    ["prior-auths", "--questions", "Cole"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_export_has_it(
    typed: Store,
    ben: Person,
    words: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    run = ["--store", str(typed.path), *words]
    assert main(run) == 0
    before = capsys.readouterr().out
    destroy_all(typed, ben)
    assert main(run) == 0
    after = capsys.readouterr().out
    assert "Zztest" not in after
    assert re.sub(r"\s+", " ", after).count(MARKER) == before.count(TYPED)


def test_what_was_destroyed_is_found_by_no_search(typed: Store, ben: Person) -> None:
    assert typed.prior_auths.listed("all", DAY, typed="Zztest").total == 1
    destroy_all(typed, ben)
    for sought in ("Zztest", "destroyed by"):
        assert typed.prior_auths.listed("all", DAY, typed=sought).total == 0


def raw_bytes(store: Store) -> bytes:
    """All files of the store: its own, its log, and what lies beside them."""
    return b"".join(path.read_bytes() for path in store.path.parent.iterdir())


def test_not_a_byte_of_it_is_left_in_the_files(typed: Store, ben: Person) -> None:
    assert b"Zztest" in raw_bytes(typed)
    assert destroy_all(typed, ben) >= len(READERS)
    assert b"Zztest" not in raw_bytes(typed)
    typed.close()
    assert b"Zztest" not in raw_bytes(typed)


def test_one_is_destroyed_and_the_others_stay(store: Store, ana: Person, ben: Person) -> None:
    task = store.prior_auths.add("Acme Health", "MRI for John Zztest", "anyone", ana)
    other = store.prior_auths.add("Acme Health", "CT head", "anyone", ana)
    about = f"prior auth {task.ref}"
    (text,) = store.texts.about(about)
    with pytest.raises(NotAllowed, match="manager"):
        store.texts.destroy(text.number, "patient data", ana)
    with pytest.raises(Refusal, match="no such text"):
        store.texts.destroy(99, "patient data", ben)
    assert store.prior_auths.get(task.ref).service == "MRI for John Zztest"
    destroy(store, about, ben)
    assert store.prior_auths.get(task.ref).service == MARKER
    assert store.prior_auths.get(other.ref).service == "CT head"
    assert store.trail.verify() == ()


def test_a_text_that_somebody_still_reads_is_destroyed_at_the_next_try(
    store: Store, ana: Person, ben: Person
) -> None:
    task = store.prior_auths.add("Acme Health", "MRI for John Zztest", "anyone", ana)
    about = f"prior auth {task.ref}"
    reader = sqlite3.connect(store.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT COUNT(*) FROM text").fetchone()
    with pytest.raises(StillRead, match="Do the same again"):
        destroy(store, about, ben)
    assert store.prior_auths.get(task.ref).service == MARKER
    reader.execute("ROLLBACK")
    reader.close()
    before = store.version()
    destroy(store, about, ben)
    assert store.version() == before  # it is told once
    assert store.check() == ()
    assert b"Zztest" not in raw_bytes(store)


def test_of_two_managers_at_once_one_destroys_it(
    store: Store, ana: Person, ben: Person, another: Callable[..., Store]
) -> None:
    task = store.prior_auths.add("Acme Health", "MRI for John Zztest", "anyone", ana)
    (text,) = store.texts.about(f"prior auth {task.ref}")
    another().texts.destroy(text.number, "harassment", ben)
    store.texts.destroy(text.number, "patient data", ben)
    assert store.prior_auths.get(task.ref).service == marker(ben.name, DAY, "harassment")


def test_the_marker_says_who_when_and_why(store: Store) -> None:
    assert marker("Dana", DAY, "patient data") == (
        "(destroyed by Dana on Mar 6, 2026: patient data)"
    )
    assert marker(None, DAY, "") == "(destroyed by the owner on Mar 6, 2026)"


def test_words_that_were_put_back_are_found(store: Store, ana: Person, ben: Person) -> None:
    ref = PriorAuthRef(store.prior_auths.add("Acme Health", "MRI", "anyone", ana).ref)
    query = "SELECT salt, words FROM text"
    with closing(sqlite3.connect(store.path)) as raw:
        salt, words = raw.execute(query).fetchone()
    destroy(store, f"prior auth {ref}", ben)
    with closing(sqlite3.connect(store.path)) as raw, raw:
        sql = "SELECT sql FROM sqlite_master WHERE name = 'text_only_destroyed'"
        guard = raw.execute(sql).fetchone()[0]
        raw.execute("DROP TRIGGER text_only_destroyed")
        raw.execute("UPDATE text SET salt = ?, words = ?", (salt, words))
        raw.execute(guard)
    assert [one.kind for one in store.trail.verify()] == ["text put back"]
