"""The register of jobs and training, on a real file."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.jobs import LONGEST_JOB, LONGEST_PAGE
from kiosk.practice.people import Person
from kiosk.practice.words import clean
from storage.jobs import JobWords, described
from storage.people import NewPerson
from storage.store import Store
from tests import naughty
from tests.test_store_people import deeds

YEAR = timedelta(days=365)
PHONES = JobWords("phones", ("front desk",), YEAR)


def test_a_job_is_listed_described_changed_and_taken_off(store: Store, ben: Person) -> None:
    job = store.jobs.add(PHONES, ben)
    assert (job.name, job.roles, job.refresh, job.page) == ("phones", ("front desk",), YEAR, "")
    store.jobs.write_page(job.id, "Pick up by the third ring.\nTransfer with **", ben)
    store.jobs.change(job.id, PHONES, JobWords("phones am", (), YEAR, "anyone"), ben)
    found = store.jobs.get(job.id)
    assert found.page == "Pick up by the third ring.\nTransfer with **"
    assert described(found) == JobWords("phones am", (), YEAR, "anyone")
    with pytest.raises(Refusal, match="just changed phones am"):
        store.jobs.change(job.id, PHONES, PHONES, ben)
    store.jobs.drop(job.id, ben)
    with pytest.raises(Refusal, match="not on the list any more"):
        store.jobs.get(job.id)
    store.jobs.add(JobWords("Phones AM"), ben)  # the name is free again
    assert [one.split(" job ")[0] for one in deeds(store)][-5:] == [
        "job added",
        "job described",
        "job changed",
        "job taken off",
        "job added",
    ]
    assert store.check() == ()


def test_training_from_learning_to_both_signatures(store: Store, ana: Person, ben: Person) -> None:
    job = store.jobs.add(PHONES, ben)
    store.jobs.grant(ben, job.id, date(2026, 1, 5), ben)
    store.jobs.learn(ana, job.id, ben, ben)
    assert store.jobs.matrix().stand(ana.id, job.id) == "learning"
    store.jobs.sign(ana.id, job.id, ana)
    assert store.jobs.sign(ana.id, job.id, ben).since == date(2026, 3, 6)
    assert store.jobs.matrix().trained[job.id] == {ana.id, ben.id}
    store.jobs.end(ana, job.id, ben)
    assert store.jobs.matrix().stand(ana.id, job.id) == "none"
    with pytest.raises(Refusal, match="is not trained for that"):
        store.jobs.end(ana, job.id, ben)
    assert store.check() == ()


def test_only_managers_keep_jobs_and_a_refusal_leaves_nothing(
    store: Store, ana: Person, ben: Person
) -> None:
    job = store.jobs.add(PHONES, ben)
    before = store.version()
    for act in (
        lambda: store.jobs.add(JobWords("vitals"), ana),
        lambda: store.jobs.write_page(job.id, "All mine", ana),
        lambda: store.jobs.grant(ana, job.id, date(2026, 1, 5), ana),
        lambda: store.jobs.drop(job.id, ana),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(Refusal, match="no role 'pilot'"):
        store.jobs.add(JobWords("flying", ("pilot",)), ben)
    with pytest.raises(Refusal, match="a job phones already"):
        store.jobs.add(PHONES, ben)
    with pytest.raises(Refusal, match="nothing to sign"):
        store.jobs.sign(ana.id, job.id, ana)
    assert store.version() == before


def test_two_terminals_see_the_same_and_the_second_is_told(
    store: Store, another: Callable[..., Store], ana: Person, ben: Person
) -> None:
    other, job = another(), store.jobs.add(PHONES, ben)
    store.jobs.grant(ben, job.id, date(2026, 1, 5), ben)
    assert other.jobs.matrix() == store.jobs.matrix()
    store.jobs.learn(ana, job.id, ben, ben)
    other.jobs.sign(ana.id, job.id, ana)
    with pytest.raises(Refusal, match="signed that already"):
        store.jobs.sign(ana.id, job.id, ana)
    assert store.jobs.matrix() is store.jobs.matrix()  # read again, not made again


def test_hostile_text_is_stored_cleaned_and_comes_back_stable(store: Store, ben: Person) -> None:
    with store.together():
        for number, typed in enumerate(naughty.ours()):
            page = clean(typed, LONGEST_PAGE, lines=True)
            name = clean(f"{number} {typed}", LONGEST_JOB)
            if number < 90:
                job = store.jobs.add(JobWords(f"{number} {typed}"), ben, typed if page else "")
                assert (store.jobs.get(job.id).name, job.page) == (name, page), ascii(typed)
    assert store.check() == ()


def test_a_person_who_was_trained_can_leave(store: Store, ben: Person) -> None:
    job = store.jobs.add(PHONES, ben)
    cy, _ = store.people.add(NewPerson("Cy"))
    store.jobs.grant(cy, job.id, date(2026, 1, 5), ben)
    store.people.take_out(cy, date(2026, 3, 5), True, ben)
    assert store.check() == ()
