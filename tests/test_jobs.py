"""Jobs, without a screen: the managers' place, and one's own training on My page."""

from datetime import date, timedelta

import pytest

from kiosk.practice.people import Person
from screens.acts import Look
from screens.app import KioskApp
from screens.management import JOBS
from screens.menu import MY_PAGE
from screens.perform import perform
from screens.session import Kiosk
from storage.jobs import JobWords
from storage.store import Store
from tests.test_acts import Scripted
from tests.test_manage import aloud
from tests.test_pictures import picture
from tests.test_screens import done, type_keys

GRID, NEXT = Look(filter="grid"), Look(filter="proposals")


@pytest.fixture
def known(manage: Kiosk, ben: Person) -> Kiosk:
    """Ben is there."""
    manage.session.begin(ben, manage.settings)
    return manage


async def do(key: str, talk: Scripted, look: Look = JOBS.first_look) -> None:
    action = next(one for one in JOBS.actions if one.key == key)
    await perform(action, JOBS.view(talk.kiosk, look), talk.kiosk, talk)


async def test_from_a_new_job_to_somebody_who_is_trained(known: Kiosk, store: Store) -> None:
    talk = Scripted(known, "phones", "front", "365", "no")
    await do("n", talk)
    (job,) = store.jobs.matrix().jobs
    about = f"job {job.id}"
    talk.answers = [about, "Pick up by the third ring."]
    await do("w", talk)
    assert "phones: nobody is trained" in aloud(JOBS.view(known, JOBS.first_look))
    talk.answers = [about, "ben", "2026-02-02"]
    await do("t", talk)
    talk.answers = [about, "ana", "ben"]
    await do("h", talk)
    assert talk.said == [
        "phones is on the list. Press w to say in plain words what it is.",
        "Everybody can read now what phones is.",
        "Dr. Ben Cole is trained for phones. Refresh by Feb 2, 2027.",
        "Ana Ruiz learns phones with Dr. Ben Cole. Both sign on My page when it is learnt.",
    ]
    opened = aloud(JOBS.view(known, Look(opened=about)))
    assert "In plain words: Pick up by the third ring." in opened
    assert "Ana Ruiz: learning, learns with Dr. Ben Cole" in opened
    assert "phones: only Dr. Ben Cole, 1 learning" in aloud(JOBS.view(known, JOBS.first_look))


async def test_the_grid_says_who_lacks_what_and_a_proposal_is_taken_up(
    known: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    job = store.jobs.add(JobWords("phones", ("front desk",)), ben)
    store.jobs.grant(ben, job.id, date(2026, 2, 2), ben)
    view = JOBS.view(known, GRID)
    assert [(one.name, one.cells) for one in view.items] == [  # type: ignore[attr-defined]
        ("Ana Ruiz", ("no",)),
        ("Dr. Ben Cole", ("yes",)),
    ]
    assert "phones: only one trained: Ana Ruiz with Dr. Ben Cole" in aloud(JOBS.view(known, NEXT))
    talk = Scripted(known, f"learn {job.id} {ana.id} {ben.id}")
    await do("h", talk, NEXT)
    assert talk.said == [
        "Ana Ruiz learns phones with Dr. Ben Cole. Both sign on My page when it is learnt."
    ]
    assert "What to learn next: 0" in aloud(JOBS.view(known, NEXT))
    talk.answers = [f"person {ana.id}", "phones"]
    await do("x", talk, GRID)
    assert store.jobs.matrix().stand(ana.id, job.id) == "none"


async def test_both_sign_on_my_page(kiosk: Kiosk, store: Store, ana: Person, ben: Person) -> None:
    job = store.jobs.add(JobWords("phones", (), timedelta(days=100)), ben)
    store.jobs.grant(ben, job.id, date(2026, 2, 2), ben)
    store.jobs.learn(ana, job.id, ben, ben)
    sign = next(one for one in MY_PAGE.actions if one.key == "g")
    for who, words in ((ana, "you learn it with Dr. Ben Cole"), (ben, "You train: Ana Ruiz")):
        kiosk.session.begin(who, kiosk.settings)
        view = MY_PAGE.view(kiosk, Look())
        assert words in aloud(view) and "sign with g" in aloud(view)
        talk = Scripted(kiosk, f"{ana.id} {job.id}")
        await perform(sign, view, kiosk, talk)
    assert talk.said == ["Ana Ruiz is trained for phones from today on. Well done, both of you."]
    assert store.jobs.matrix().stand(ana.id, job.id) == "trained"
    await perform(sign, view, kiosk, talk)
    assert talk.said[-1] == "no: You learn nothing just now, and train nobody."


async def test_hostile_names_are_shown_and_nothing_more(
    manage_app: KioskApp, store: Store, ben: Person
) -> None:
    for name in ("[/]", "[@click=app.quit]y[/]", "e\u0301" * 9):
        store.jobs.add(JobWords(name), ben, f"{name}\n{name}")
    manage_app.kiosk.session.begin(ben, manage_app.kiosk.settings)
    async with manage_app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "9")
        await done(pilot)
        assert "[@click=app.quit]y[/]" in picture(manage_app)
        await type_keys(pilot, "", "enter", "escape", "f", "2")
        await done(pilot)
        assert "Ana Ruiz" in picture(manage_app)
