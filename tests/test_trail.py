"""What was done, as a manager reads it: newest first, by person, thing and day; and destroying."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, time, timedelta

import pytest

from kiosk.__main__ import main
from kiosk.practice.checks import CheckWords
from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.issues import Raised
from kiosk.practice.people import Person
from kiosk.practice.prior_auth_terms import PriorAuthRef
from kiosk.practice.trail import Sought
from screens.acts import ABOUT, BEYOND, Look
from screens.app import KioskApp
from screens.base import KioskScreen
from screens.management import FOLLOW_UPS, TIMES, TRAIL
from screens.menu import PRIOR_AUTHS
from screens.perform import perform, turn
from screens.session import Kiosk
from screens.views import trail
from screens.views.trail import TrailView
from storage import verification
from storage.jobs import JobWords
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import MARKER, with_pin
from tests.test_acts import LEAVES, Scripted
from tests.test_pictures import picture
from tests.test_plain import typed
from tests.test_screens import done, text, type_keys

TODAY = date(2026, 3, 6)


@pytest.fixture
def known(manage: Kiosk, ben: Person) -> Kiosk:
    """Ben is at the managers' view."""
    manage.session.begin(ben, manage.settings)
    return manage


@pytest.fixture
def ref(store: Store, ana: Person, ben: Person, clock: StoppedClock) -> PriorAuthRef:
    """Ana listed a request yesterday and took it today; Ben set something."""
    ref = store.prior_auths.add("Acme Health", "MRI for John Zztest", "anyone", ana).ref
    clock.forward(days=1)
    store.prior_auths.claim(ref, ana)
    store.settings.set("practice", "Oak Street", ben)
    return ref


def lines(kiosk: Kiosk, **look: str) -> list[str]:
    view = TRAIL.view(kiosk, Look(**look))
    assert isinstance(view, TrailView)
    return [str(one) for one in view.lines]


def title(kiosk: Kiosk, **look: str) -> str:
    view = TRAIL.view(kiosk, Look(**look))
    assert isinstance(view, TrailView)
    return view.headline()


async def do(key: str, talk: Scripted, look: Look | None = None) -> None:
    action = next(one for one in TRAIL.actions if one.key == key)
    await perform(action, TRAIL.view(talk.kiosk, look or Look()), talk.kiosk, talk)


async def turned(key: str, talk: Scripted, look: Look) -> Look:
    one = next(one for one in TRAIL.turns if one.key == key)
    return await turn(one, look, TRAIL.view(talk.kiosk, look), talk)


def test_it_says_in_words_who_did_what_newest_first(known: Kiosk, ref: PriorAuthRef) -> None:
    assert lines(known)[:2] == [
        "Mar 7 10:00 AM, Dr. Ben Cole: setting changed: The practice's name, as the board shows it",
        f"Mar 7 10:00 AM, Ana Ruiz: prior auth taken: {ref}",
    ]
    assert f'Mar 6 10:00 AM, Ana Ruiz: prior auth added: {ref} "MRI for John Zztest"' in lines(
        known
    )


def test_it_speaks_of_states_days_and_checks_as_the_break_room_does(
    known: Kiosk,
    store: Store,
    ref: PriorAuthRef,
    ana: Person,
    ben: Person,
    clock: StoppedClock,
) -> None:
    clock.forward(days=2)
    store.prior_auth_work.move(ref, "ask prescriber", ana, {"question": "Which dose?"})
    job = store.jobs.add(JobWords("vaccines", ("RN",)), ben).id
    words = CheckWords("Vaccine fridge log", job, (0, 1, 2, 3, 4), time(11), timedelta(hours=2))
    check = store.checks.write(words, ben).id
    clock.forward(hours=2)
    store.checks.tick(check, date(2026, 3, 9), ana)
    store.time_off.ask(ana, date(2026, 3, 12), date(2026, 3, 13), "")
    store.roster.call_out(ana, date(2026, 3, 9), True)
    assert [one.partition(", ")[2] for one in lines(known)[:4]] == [
        "-: called out: Ana Ruiz, Mon Mar 9",
        "Ana Ruiz: time off asked: Ana Ruiz",
        "Ana Ruiz: check ticked: Vaccine fridge log, Mon Mar 9",
        'Dr. Ben Cole: check written: Vaccine fridge log "Vaccine fridge log"',
    ]
    asked = f"prescriber asked: {ref}, from 'to do' to 'waiting on prescriber' \"Which dose?\""
    assert any(one.endswith(asked) for one in lines(known))
    assert title(known, typed="check 1 2026-03-09") == (
        "What was done about Vaccine fridge log, Mon Mar 9, newest first"
    )
    with store._database.write(ana.id, "juggled", "week 2025-12-29") as act:
        act.says(detail="9999-19-39")  # no day, though it looks like one
    assert lines(known)[0].endswith("juggled: week Dec 29, 2025, 9999-19-39")


def test_it_is_filtered_by_person_thing_and_day(known: Kiosk, ref: PriorAuthRef) -> None:
    of_it = lines(known, typed=ref.lower())
    assert [one.partition(": ")[2].partition(":")[0] for one in of_it] == [
        "prior auth taken",
        "prior auth added",
    ]
    assert lines(known, typed=f"prior auth {ref}") == of_it
    assert all("Ana Ruiz" in one for one in lines(known, filter="ana"))
    assert lines(known, filter="ana", typed=ref, day="today") == of_it[:1]
    assert lines(known, day="yesterday")[0] == of_it[1]
    assert lines(known, filter="cole", typed=ref) == []
    assert lines(known, day="1/1/2020") == []
    assert "person added: Ana Ruiz" in str(lines(known, typed="ana ruiz"))
    assert title(known, filter="ana", typed=ref, day="today") == (
        f"What was done by Ana Ruiz about {ref} today, newest first"
    )


@pytest.mark.parametrize(
    ("look", "said"),
    [
        ({"filter": "nobody"}, "Nobody here has that name."),
        ({"typed": "Z9-Z9Z"}, "Nothing was done about 'Z9-Z9Z'."),
        ({"typed": "' OR 1=1 --"}, "Nothing was done about '' OR 1=1 --'."),
        ({"typed": "#999999999999999999999999"}, "Nothing was done about"),
        ({"day": "31/31"}, "'31/31' is no day."),
    ],
)
def test_a_filter_that_means_nothing_is_told(
    known: Kiosk, ref: PriorAuthRef, look: dict[str, str], said: str
) -> None:
    assert title(known, **look).startswith(said)
    assert lines(known, **look) == []


async def test_from_one_event_to_all_about_the_same(known: Kiosk, ref: PriorAuthRef) -> None:
    newest = known.store.version()
    look = await turned("a", Scripted(known, str(newest - 1)), Look())
    assert lines(known, typed=look.typed) == lines(known, typed=ref)
    assert title(known, typed=look.typed) == f"What was done about {ref}, newest first"


async def test_a_long_trail_is_turned_page_by_page_and_back(
    known: Kiosk, ref: PriorAuthRef, ana: Person
) -> None:
    for _ in range(trail.MOST):
        known.store.prior_auths.release(ref, ana)
        known.store.prior_auths.claim(ref, ana)
    seen, look = list[str](), Look(typed=ref)
    for _ in range(3):
        seen += [one.number for one in _view(known, look).lines]
        at, look = look, await turned("o", Scripted(known), look)
    assert at == look  # nothing comes before the last page
    events = known.store.deeds.oldest_first(Sought(about=f"prior auth {ref}"))
    assert seen == [str(one.number) for one in events][::-1]
    assert "page 3" in title(known, typed=ref, page=look.page)
    for _ in range(2):
        look = await turned("n", Scripted(known), look)
    assert look == Look(typed=ref)


def _view(kiosk: Kiosk, look: Look) -> TrailView:
    view = TRAIL.view(kiosk, look)
    assert isinstance(view, TrailView)
    return view


async def test_a_turn_without_more_says_so(known: Kiosk, ref: PriorAuthRef) -> None:
    talk = Scripted(known)
    assert await turned("o", talk, Look(typed=ref)) == Look(typed=ref)
    assert await turned("n", talk, Look()) == Look()
    assert talk.said == ["no: Nothing came before that.", "no: Nothing came after that."]


def test_one_event_tells_all_of_it(known: Kiosk, ref: PriorAuthRef, ana: Person) -> None:
    changed = known.store.prior_auths.release(ref, ana)
    known.store.prior_auth_undo.take_back(changed, ana)
    number = known.store.version()
    told = dict(TRAIL.view(known, Look(opened=str(number))).aloud())
    assert told["When"] == "Sat Mar 7, 2026 10:00:00 AM"
    assert (told["Who"], told["Where"]) == ("Ana Ruiz", "break room")
    assert told["As recorded"] == f"prior auth given back, taken back | prior auth {ref}"
    assert told["Takes back"] == f"event {number - 1}"
    with pytest.raises(Refusal, match="no event 999"):
        TRAIL.view(known, Look(opened="999"))


def test_a_text_that_is_for_one_manager_is_only_said_to_be_there_to_others(
    known: Kiosk, ana: Person, ben: Person
) -> None:
    cy = with_pin(known.store, NewPerson("Cy Day", is_manager=True), "330033")
    known.store.follow_ups.ask(ana, "Zztest", TODAY, "Because", cy)
    assert "Zztest" not in str(lines(known))
    assert "(typed for others to read)" in lines(known)[0]
    known.session.begin(cy, known.settings)
    assert '"Zztest" "Because"' in lines(known)[0]


def test_thanks_that_were_kept_off_the_board_are_not_read_in_the_trail(
    known: Kiosk, ana: Person, ben: Person
) -> None:
    cy = with_pin(known.store, NewPerson("Cy Day", is_manager=True), "330033")
    one = known.store.thanks.give(ana, cy, "Zztest")
    assert '"Zztest"' in lines(known)[0]
    known.store.thanks.show(one.number, cy, False)
    assert "Zztest" not in str(lines(known))
    known.session.begin(cy, known.settings)
    assert '"Zztest"' in lines(known)[1]


def test_managers_read_what_was_typed_about_jobs_days_and_problems(
    known: Kiosk, ana: Person, ben: Person
) -> None:
    job = known.store.jobs.add(JobWords("Autoclave"), ben, "Zztest steps")
    assert lines(known)[0].endswith('job added: Autoclave "Zztest steps"')
    known.store.jobs.grant(ben, job.id, TODAY, ben)
    known.store.jobs.learn(ana, job.id, ben, ben)
    assert lines(known)[0].endswith("training begun: Autoclave, Ana Ruiz with Dr. Ben Cole")
    known.store.roster.add_event(TODAY, "Zztest huddle", time(13), time(14), True, by=ben)
    assert "Zztest huddle" in lines(known)[0]
    known.store.issues.add(Raised("Zztest rings", "lab"), ana)
    assert "Zztest rings" in lines(known)[0]


def test_what_was_done_about_an_issue_that_is_not_for_managers_is_not_listed(
    known: Kiosk, ana: Person
) -> None:
    before = lines(known)
    private = known.store.issues.add(Raised("Zztest shouts", "lab", audience="owner"), ana).ref
    number = known.store.version()
    assert lines(known) == before
    assert title(known, typed=private) == f"Nothing was done about '{private}'."
    with pytest.raises(Refusal, match="no event"):
        TRAIL.view(known, Look(opened=str(number)))
    public = known.store.issues.add(Raised("Phones ring", "lab"), ana).ref
    assert f"Ana Ruiz: issue raised: #{public}" in lines(known)[0]


def test_whatever_a_later_program_wrote_can_be_read(known: Kiosk, ana: Person) -> None:
    with known.store._database.write(ana.id, "[b]juggled", "person x") as act:
        act.says(detail="to \u0663")
        act.also("text destroyed", "text 99", "a > b")
        act.also("lost", "", "step nothing")
    assert [one.partition(", ")[2] for one in lines(known)[:3]] == [
        "Ana Ruiz: lost: nothing",
        "Ana Ruiz: text destroyed: text 99, from 'a' to 'b'",
        "Ana Ruiz: [b]juggled: person x, to \u0663",
    ]


# --- destroying


async def test_a_manager_destroys_a_text_and_is_asked_once_more(
    known: Kiosk, ref: PriorAuthRef
) -> None:
    (one,) = known.store.texts.about(f"prior auth {ref}")
    number, which = str(one.event), str(one.number)
    talk = Scripted(known, number, which, "patient data", "keep")
    await do("z", talk)
    assert talk.asked == [f"|{ABOUT}", "|text", "|why", "|sure"]
    assert talk.said == ["Nothing was destroyed."]
    talk = Scripted(known, number, which, "patient data", "destroy")
    await do("z", talk)
    assert talk.said == [
        "Destroyed for good. Backups made before still hold it until they are thrown away."
    ]
    assert "Zztest" not in str(lines(known))
    assert lines(known)[0] == (
        f"Mar 7 10:00 AM, Dr. Ben Cole: text destroyed: a text about {ref}, patient data"
    )
    assert MARKER.replace("Mar 6", "Mar 7") in str(lines(known))
    assert known.store.trail.verify() == ()


async def test_where_nothing_was_typed_nothing_is_destroyed(
    known: Kiosk, ref: PriorAuthRef
) -> None:
    talk = Scripted(known, str(known.store.version()))
    await do("z", talk)
    assert talk.said == ["no: Nothing was typed there."]


async def test_whoever_goes_while_it_is_asked_destroys_nothing(
    known: Kiosk, ref: PriorAuthRef
) -> None:
    (one,) = known.store.texts.about(f"prior auth {ref}")
    talk = Scripted(known, str(one.event), str(one.number), "other", LEAVES)
    await do("z", talk)
    assert not known.store.texts.about(f"prior auth {ref}")[0].is_destroyed


async def test_while_somebody_reads_it_says_that_it_must_be_done_again(
    known: Kiosk, ref: PriorAuthRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.talk.PATIENCE", 0.0)
    (one,) = known.store.texts.about(f"prior auth {ref}")
    answers = (str(one.event), str(one.number), "patient data", "destroy")
    with closing(sqlite3.connect(known.store.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM text").fetchone()
        talk = Scripted(known, *answers)
        await do("z", talk)
    assert "Do the same again a little later." in talk.said[0]
    talk = Scripted(known, *answers)
    await do("z", talk)
    assert talk.said[0].startswith("Destroyed for good.")
    for path in known.store.path.parent.iterdir():
        assert b"Zztest" not in path.read_bytes()


async def test_it_is_destroyed_where_it_stands_too(
    known: Kiosk, store: Store, ref: PriorAuthRef, ana: Person, ben: Person
) -> None:
    store.prior_auth_holding.hand_over(ref, ana, ben, "Zztest came")
    action = next(one for one in PRIOR_AUTHS.actions if one.key == "z")
    numbers = [str(one.number) for one in store.texts.about(f"prior auth {ref}")]
    for number in numbers:
        view = PRIOR_AUTHS.view(known, Look("all", opened=ref))
        talk = Scripted(known, ref, number, "patient data", "destroy")
        await perform(action, view, known, talk)
        assert talk.said[0].startswith("Destroyed for good."), talk.said
    assert "Zztest" not in str(list(PRIOR_AUTHS.view(known, Look("all", opened=ref)).aloud()))
    assert len(numbers) == 2


async def test_nobody_but_a_manager_is_offered_it_or_may(
    kiosk: Kiosk, ref: PriorAuthRef, ana: Person, ben: Person
) -> None:
    offered = dict[str, bool]()
    for person in (ben, ana):
        kiosk.session.begin(person, kiosk.settings)
        view = PRIOR_AUTHS.view(kiosk, Look("all", opened=ref))
        offered[person.name] = "z" in [one.id for one in view.offers() or ()]
    assert offered == {ben.name: True, ana.name: False}
    talk = Scripted(kiosk, ref)
    action = next(one for one in PRIOR_AUTHS.actions if one.key == "z")
    await perform(action, view, kiosk, talk)
    assert talk.said == ["no: That one is for a manager."]


async def test_what_people_say_of_their_times_is_destroyed_in_its_list(
    known: Kiosk, store: Store, ana: Person, ben: Person, clock: StoppedClock
) -> None:
    store.break_rules.choose("california")
    store.breaks.arrive(ana)
    clock.forward(hours=4)
    store.breaks.start(ana, "meal")
    clock.forward(minutes=10)
    store.breaks.end(ana, False, why="Zztest called")
    store.breaks.not_possible(ana, "rest", "Zztest came")
    clock.forward(hours=4)
    store.breaks.leave(ana)
    action = next(one for one in TIMES.actions if one.key == "z")
    things = [one.id for one in TIMES.view(known, Look()).things()]
    assert len(things) == 2
    for thing in things:
        number = next(
            str(one.number) for one in store.texts.of_events(range(99)) if not one.is_destroyed
        )
        talk = Scripted(known, thing, number, "other", "destroy")
        await perform(action, TIMES.view(known, Look()), known, talk)
        assert talk.said[0].startswith("Destroyed for good."), talk.said
    for thing in things:
        opened = str(list(TIMES.view(known, Look(opened=thing)).aloud()))
        assert "Zztest" not in opened
        assert "(destroyed by Dr. Ben Cole" in opened


# --- from the command line


@pytest.fixture
def exported(
    store: Store, ref: PriorAuthRef, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    def export(*words: str, status: int = 0) -> str:
        assert main(["--store", str(store.path), "audit", "export", *words]) == status
        told = capsys.readouterr()
        return told.err if status else told.out

    return export


def test_the_trail_is_exported_oldest_first_as_rows_or_lines(
    exported: Callable[..., str],
    store: Store,
    ref: PriorAuthRef,
    ben: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("storage.deeds.AT_ONCE", 3)
    rows = json.loads(exported("--json"))
    assert [one["number"] for one in rows] == list(range(1, store.version() + 1))
    of_it = json.loads(exported("--json", "--about", ref))
    assert [(one["deed"], one["person"], one["typed"]) for one in of_it] == [
        ("prior auth added", "Ana Ruiz", "MRI for John Zztest"),
        ("prior auth taken", "Ana Ruiz", ""),
    ]
    today = json.loads(exported("--json", "--person", "cole", "--from", "2026-03-07"))
    assert [one["deed"] for one in today] == ["setting changed"]
    assert json.loads(exported("--json", "--to", "2020-01-01")) == []
    lines = exported("--csv", "--about", ref, "--to", "2026-03-06").splitlines()
    assert lines[0].startswith("number,at,person,terminal,deed,about")
    assert len(lines) == 2
    assert "Ana Ruiz: prior auth taken" in exported()
    (text,) = store.texts.about(f"prior auth {ref}")
    store.texts.destroy(text.number, "patient data", ben)
    assert "Zztest" not in exported("--csv")


def test_an_export_that_means_nothing_is_refused(exported: Callable[..., str]) -> None:
    assert "Nobody here" in exported("--person", "nobody", status=1)
    assert "Nothing was done about" in exported("--about", "Z9-Z9Z", status=1)
    assert "is no day" in exported("--from", "32/1", status=1)
    assert "lies before" in exported("--from", "2026-03-07", "--to", "2026-03-06", status=1)


# --- whether it is whole


async def test_it_is_checked_with_one_key(
    known: Kiosk, ref: PriorAuthRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_fives = verification.EVENTS.replace(f"LIMIT {verification.PIECE}", "LIMIT 5")
    monkeypatch.setattr(verification, "EVENTS", in_fives)
    talk = Scripted(known)
    await do("c", talk)
    events = known.store.version()
    assert talk.said[0] == "Looking at the whole trail."
    assert talk.said[-2:] == [
        "Looking at the whole trail: 100 %",
        f"The trail is whole: {events} events, as the program wrote them.",
    ]
    with closing(sqlite3.connect(known.store.path)) as raw, raw:
        raw.execute("DROP TRIGGER event_no_update")
        raw.execute("UPDATE event SET terminal = 'x' WHERE id % 2 = 0")
    talk = Scripted(known)
    await do("c", talk)
    assert talk.said[-1].startswith("The trail is not whole.\nEvent 2 was changed.\nEvent 4 was")
    assert "'kiosk audit verify' tells them." in talk.said[-1]


# --- on a screen, and in plain lines


async def test_keys_filter_open_and_check_while_the_screen_lives(
    manage_app: KioskApp, store: Store, ref: PriorAuthRef, ben: Person
) -> None:
    manage_app.kiosk.session.begin(ben, manage_app.kiosk.settings)
    async with manage_app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "7")
        assert "setting changed" in picture(manage_app)
        await type_keys(pilot, "f", "enter", *ref, "enter", "enter")
        await done(pilot)
        assert "setting changed" not in picture(manage_app)
        assert "prior auth taken" in picture(manage_app)
        await type_keys(pilot, "", "down", "enter")
        assert "MRI for John Zztest" in picture(manage_app)
        await type_keys(pilot, "", "escape")
        assert "prior auth taken" in picture(manage_app)
        await type_keys(pilot, "c")
        await done(pilot)
        assert "The trail is whole" in text(manage_app, "#said")


async def test_a_check_ends_with_the_session(
    manage_app: KioskApp, ref: PriorAuthRef, ben: Person, store: Store
) -> None:
    manage_app.kiosk.session.begin(ben, manage_app.kiosk.settings)
    async with manage_app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "7")
        screen = manage_app.screen
        assert isinstance(screen, KioskScreen)
        steps = iter(["Looking", "Looking", "It is whole"])
        screen.follow(steps)
        manage_app.action_leave()
        await pilot.pause()
        assert "It is whole" in list(steps)
        assert text(manage_app, "#said") == ""


def test_it_works_in_plain_lines(store: Store, ref: PriorAuthRef) -> None:
    place, back = "7", "0"
    said = typed(
        store, place, "cole", "220021", "2", back, back, command_words=("manage", "--plain")
    )
    assert "What was done, newest first" in said
    assert "The trail is whole" in said


def test_another_managers_act_is_seen(
    known: Kiosk, ref: PriorAuthRef, ana: Person, another: Callable[..., Store]
) -> None:
    before = lines(known)
    another().prior_auths.release(ref, ana)
    assert lines(known)[1:] == before[: len(lines(known)) - 1]
    assert BEYOND not in str(lines(known))


async def test_a_key_leads_from_a_thing_to_all_that_was_done_about_it_and_esc_back(
    manage_app: KioskApp, ben: Person, ref: PriorAuthRef
) -> None:
    manage_app.kiosk.session.begin(ben, manage_app.kiosk.settings)
    async with manage_app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "", "f3", "enter", "f9")
        await done(pilot)
        assert manage_app.current_mode == "trail"
        assert text(manage_app, "#headline") == f"What was done about {ref}, newest first"
        assert "prior auth taken" in picture(manage_app)
        await type_keys(pilot, "", "enter", "escape", "escape")
        assert manage_app.current_mode == "prior_auths"
        assert ref in text(manage_app, "#headline")  # it is open, as it was
        await type_keys(pilot, "7")
        await pilot.pause()
        assert text(manage_app, "#headline") == "What was done, newest first"
        await type_keys(pilot, "", "escape")
        assert manage_app.current_mode == "home"


async def test_nothing_leads_anywhere_from_an_empty_list(known: Kiosk) -> None:
    talk, look = Scripted(known), Look()
    leads = next(one for one in FOLLOW_UPS.turns if one.leads_to)
    assert await turn(leads, look, FOLLOW_UPS.view(known, look), talk) is look
    assert talk.said == ["no: There is nothing on the list."]


def test_plain_mode_leads_there_and_back(store: Store, ana: Person, ben: Person) -> None:
    words = ("manage", "--plain")
    way = ("5", "cole", "220021", "10", "1", "0", "0", "0")
    told = typed(store, *way, command_words=words)
    assert "List: What was done about Ana Ruiz, newest first" in told
    _, _, after = told.partition("What was done about Ana Ruiz")
    assert "\nPeople\n" in after
    assert "\nFor managers\n" in after.partition("\nPeople\n")[2]
