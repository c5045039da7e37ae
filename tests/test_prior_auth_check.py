"""Answers that came without their request: how they are settled, and how that is taken back."""

from itertools import pairwise

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.prior_auths import PriorAuth
from screens.acts import ABOUT, Given, Look
from screens.app import KioskApp
from screens.menu import BREAK_ROOM
from screens.session import Kiosk
from screens.views import prior_auth_acts, prior_auths
from screens.views.prior_auth_check import IS_ANSWER
from storage.import_answers import AnswerAlone
from storage.import_linked import NOT_KNOWN
from storage.store import Store
from tests.test_import_answers import PLAN, answer, request, take

CHECK = "9"  # of the filters


@pytest.fixture
def task(store: Store, ana: Person) -> PriorAuth:
    """A request that was sent to the payer."""
    task = store.prior_auths.add(PLAN, "MRI knee", "anyone", ana)
    return store.prior_auth_work.move(task.ref, "submit", ana, {"submitted_how": "fax"}).after


@pytest.fixture
def alone(store: Store) -> AnswerAlone:
    """An answer that names a request which is not known here."""
    take(store, answer("r", "denied", "REQ-9", payer_reference="CASE-1"))
    (alone,) = store.answers.alone()
    return alone


def details(store: Store, task: PriorAuth) -> list[tuple[str, str]]:
    return [(one.deed, one.detail) for one in store.prior_auths.history(task.ref)]


def test_attaching_is_taken_back_and_all_is_as_it_was(
    store: Store, ana: Person, ben: Person, task: PriorAuth, alone: AnswerAlone
) -> None:
    take(store, answer("s", "approved", payer_reference="CASE-1"))  # of the same case
    work, waiting = store.prior_auth_work, store.answers.alone()
    work.move(task.ref, "want more", ana, {"wanted": "notes"})
    work.move(task.ref, "ask clinical", ana, {"question": "Dates?"})
    before, asked = store.prior_auths.get(task.ref), work.question(task.ref)
    attached = store.answers.attach(alone.number, task.ref, ana)
    assert (attached.after.state, work.question(task.ref)) == ("denied", None)
    assert store.answers.alone() == ()
    assert store.answers.detach(attached, ana) == before
    assert (store.prior_auths.get(task.ref), work.question(task.ref)) == (before, asked)
    assert store.answers.alone() == waiting
    states = [tuple(one.split(" > ")) for _, one in details(store, task) if " > " in one]
    assert all(old[1] == new[0] for old, new in pairwise(states))
    with pytest.raises(Refusal, match="came after that"):
        store.answers.detach(attached, ana)
    assert store.check() == ()


def test_attaching_is_not_taken_back_when_something_happened_since(
    store: Store, ana: Person, task: PriorAuth, alone: AnswerAlone
) -> None:
    attached = store.answers.attach(alone.number, task.ref, ana)
    store.prior_auth_work.move(task.ref, "appeal", ana)
    before = store.prior_auths.get(task.ref)
    with pytest.raises(Refusal, match="came after that"):
        store.answers.detach(attached, ana)
    assert store.prior_auths.get(task.ref) == before


def test_who_comes_second_is_told_what_became_of_it(
    store: Store, ana: Person, ben: Person, task: PriorAuth, alone: AnswerAlone
) -> None:
    store.answers.attach(alone.number, task.ref, ana)
    with pytest.raises(Refusal, match=f"belongs to {task.ref} already"):
        store.answers.put_aside(alone.number, ben, "Not ours")
    take(store, answer("t", "denied", "REQ-8"))
    (other,) = store.answers.alone()
    store.answers.put_aside(other.number, ana, "Not ours")
    with pytest.raises(Refusal, match="put aside already"):
        store.answers.attach(other.number, task.ref, ben)


def test_what_was_put_aside_is_brought_back_and_finds_a_request_that_came_meanwhile(
    store: Store, ana: Person, alone: AnswerAlone, clock: StoppedClock
) -> None:
    store.answers.put_aside(alone.number, ana, "Another office's")
    (aside,) = store.answers.aside()
    assert (aside.reason, aside.by, aside.at) == ("Another office's", ana.id, clock.now())
    assert aside.check == (NOT_KNOWN,)
    assert store.answers.bring_back(alone.number, ana) is None
    assert (store.answers.alone(), store.answers.aside()) == ((alone,), ())
    with pytest.raises(Refusal, match="not put aside any more"):
        store.answers.bring_back(alone.number, ana)
    store.answers.put_aside(alone.number, ana, "Another office's")
    take(store, request("A", "REQ-9"))
    ref = store.answers.bring_back(alone.number, ana)
    assert ref and store.prior_auths.get(ref).state == "denied"
    assert store.check() == ()


def test_a_reference_that_is_told_later_lets_a_waiting_answer_in(
    store: Store, ana: Person, task: PriorAuth, alone: AnswerAlone, clock: StoppedClock
) -> None:
    told = {"received_at": clock.now(), "payer_reference": "CASE-1"}
    moved = store.prior_auth_work.move(task.ref, "receive", ana, told)
    assert (moved.after.state, moved.after.payer_reference) == ("denied", "CASE-1")
    assert store.answers.alone() == ()
    assert details(store, task)[-2:] == [
        ("receipt by payer told", "payer > payer"),
        ("prior auth updated by import", "payer > denied"),
    ]
    assert store.prior_auth_undo.take_back(moved, ana) == task
    assert store.prior_auths.get(task.ref) == task
    assert store.answers.alone() == (alone,)
    assert store.check() == ()


def test_whoever_tells_the_reference_is_told_of_the_answer(
    store: Store, ana: Person, task: PriorAuth, alone: AnswerAlone
) -> None:
    told = {ABOUT: task.ref, "act": "receive", "received_at": "now", "payer_reference": "CASE-1"}
    done = prior_auth_acts.do(Given(store, ana, told))
    assert done.words == f"{task.ref}: denied. Its answer had come by a file."
    assert done.undo and "Both stay on record" in done.undo.do()
    assert store.answers.alone() == (alone,)


def test_the_reference_of_another_payer_lets_nothing_in(
    store: Store, ana: Person, alone: AnswerAlone
) -> None:
    other = store.prior_auths.add("Another Plan", "MRI knee", "anyone", ana)
    told = {"submitted_how": "fax", "payer_reference": "CASE-1"}
    assert store.prior_auth_work.move(other.ref, "submit", ana, told).after.state == "payer"
    assert store.answers.alone() == (alone,)


def test_a_list_that_brings_the_reference_lets_it_in_too(store: Store, alone: AnswerAlone) -> None:
    take(store, request("A", payer_reference="CASE-1"))
    (task,) = store.prior_auths.listed("all", store.clock.now().date()).tasks
    assert task.state == "denied"
    assert store.answers.alone() == ()


def test_an_opened_answer_tells_why_it_waits_and_why_it_was_put_aside(
    kiosk: Kiosk, store: Store, ana: Person, alone: AnswerAlone
) -> None:
    about = f"answer {alone.number}"
    waits = dict(prior_auths.load(kiosk, Look("check", opened=about)).opened)
    assert (waits["Check by hand"], "Payer's reference" in waits) == (NOT_KNOWN, False)
    store.answers.put_aside(alone.number, ana, "[b]Another[/b] office's")
    shown = prior_auths.load(kiosk, Look("aside"))
    assert [str(one.ref) for one in shown.tasks] == [about]
    opened = dict(prior_auths.load(kiosk, Look("aside", opened=about)).opened)
    assert opened["Put aside"] == "today 10:00 AM, Ana Ruiz: [b]Another[/b] office's"


async def test_keys_attach_it_and_take_that_back(
    app: KioskApp, store: Store, ana: Person, task: PriorAuth, alone: AnswerAlone
) -> None:
    app.kiosk.session.begin(ana, app.kiosk.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("2", "f", CHECK, "t"):
            await pilot.press(key)
            await pilot.pause()
        assert said(app) == f"Not done: {IS_ANSWER}"
        for key in ("x", "1"):
            await pilot.press(key)
            await pilot.pause()
        attached = f"The answer belongs to {task.ref} now, by Ana Ruiz."
        assert said(app) == f"{attached} It stands at: denied."
        await pilot.press("u")
        await pilot.pause()
        assert said(app) == f"Taken back: {task.ref} is as it was. Both stay on record."
    assert store.prior_auths.get(task.ref) == task


async def test_a_reference_that_is_not_there_is_asked_again(
    app: KioskApp, store: Store, ana: Person, task: PriorAuth, alone: AnswerAlone
) -> None:
    app.kiosk.session.begin(ana, app.kiosk.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("2", "f", CHECK, "enter", "x", "2", *"zz-999", "enter"):
            await pilot.press(key)
            await pilot.pause()
        why = app.screen.query_one("#why")
        assert "There is no request ZZ-999 here." in str(why.render())
        for key in (*["backspace"] * 6, *task.ref.lower(), "enter"):
            await pilot.press(key)
        await pilot.pause()
    assert store.prior_auths.get(task.ref).state == "denied"


def said(app: KioskApp) -> str:
    return str(app.screen.query_one("#said").render()).strip()


def test_the_place_has_the_acts_of_requests_and_of_answers(kiosk: Kiosk) -> None:
    place = BREAK_ROOM.by_name("prior_auths")
    assert len({one.key for one in place.actions}) == len(place.actions)
