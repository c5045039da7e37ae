"""Jobs and training: what is granted, learnt, signed and proposed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practice import jobs, training
from kiosk.practice.errors import Refusal
from kiosk.practice.jobs import Job, JobId
from kiosk.practice.people import Person, PersonId
from kiosk.practice.training import Matrix, Training

TODAY = date(2026, 11, 23)
ANA, BO, CY = (Person(PersonId(n), name, ("MA",)) for n, name in enumerate(("Ana", "Bo", "Cy"), 1))
DI = Person(PersonId(4), "Di", ("billing",))
VITALS = Job(JobId(1), "vitals", "", ("MA",), timedelta(days=365))
PHONES = Job(JobId(2), "phones")


def since(person: Person, job: Job, day: date = TODAY, **of: PersonId | None) -> Training:
    return Training(person.id, job.id, day, day, **of)  # type: ignore[arg-type]  # only ids


def test_a_role_suggests_and_training_grants() -> None:
    matrix = Matrix((VITALS, PHONES), (since(ANA, PHONES), since(BO, VITALS), since(BO, PHONES)))
    assert VITALS.is_suggested_to(ANA) and not VITALS.is_suggested_to(DI)
    assert matrix.own_jobs(ANA) == (PHONES,)  # nothing of what her role suggests
    assert matrix.own_jobs(BO) == (VITALS,)
    assert matrix.own_jobs(CY) == ()
    assert (matrix.stand(ANA.id, PHONES.id), matrix.stand(CY.id, PHONES.id)) == ("trained", "none")


def test_it_is_learnt_once_both_have_signed() -> None:
    matrix = Matrix((VITALS,), (since(ANA, VITALS),))
    learning = training.begin(None, BO.id, VITALS, ANA.id, matrix)
    assert (learning.since, learning.waits_for(BO.id), learning.waits_for(ANA.id)) == (
        None,
        True,
        True,
    )
    half = training.sign(learning, BO.id, TODAY)
    assert half.since is None
    with pytest.raises(Refusal, match="signed that already"):
        training.sign(half, BO.id, TODAY)
    with pytest.raises(Refusal, match="Only the two of them"):
        training.sign(half, CY.id, TODAY)
    whole = training.sign(half, ANA.id, TODAY)
    assert (whole.since, whole.refreshed, whole.trainer) == (TODAY, TODAY, None)
    with pytest.raises(Refusal, match="nothing to sign"):
        training.sign(whole, ANA.id, TODAY)


def test_whoever_refreshes_stays_trained_meanwhile() -> None:
    old = date(2025, 1, 7)
    matrix = Matrix((VITALS,), (since(ANA, VITALS), since(BO, VITALS, old)))
    again = training.begin(matrix.of[BO.id, VITALS.id], BO.id, VITALS, ANA.id, matrix)
    assert again.since == old
    done = training.sign(training.sign(again, ANA.id, TODAY), BO.id, TODAY)
    assert (done.since, done.refreshed, done.due(VITALS)) == (
        old,
        TODAY,
        TODAY + timedelta(days=365),
    )


def test_nobody_is_trained_by_themselves_or_by_somebody_who_is_not() -> None:
    matrix = Matrix((VITALS,), (since(ANA, VITALS),))
    for trainer, why in ((ANA.id, "by themselves"), (CY.id, "not trained for vitals")):
        with pytest.raises(Refusal, match=why):
            training.begin(None, ANA.id, VITALS, trainer, matrix)


def test_what_is_noted_is_never_a_day_to_come_and_loses_no_earlier_day() -> None:
    old, now = TODAY - timedelta(days=400), TODAY
    with pytest.raises(Refusal, match="still to come"):
        training.grant(None, ANA.id, VITALS.id, TODAY + timedelta(days=1), TODAY)
    first = training.grant(None, ANA.id, VITALS.id, old, TODAY)
    assert first.is_due(VITALS, TODAY)
    again = training.grant(first, ANA.id, VITALS.id, now, TODAY)
    assert (again.since, again.refreshed) == (old, now)
    assert training.grant(again, ANA.id, VITALS.id, old, TODAY) == again


def test_what_to_learn_next_is_proposed_with_a_trainer() -> None:
    old = TODAY - timedelta(days=340)
    people = (ANA, BO, CY, DI)
    kept = (since(ANA, VITALS, old), since(BO, VITALS), since(ANA, PHONES))
    found = training.proposals(Matrix((VITALS, PHONES), kept), people, TODAY)
    assert [(one.job.name, one.why, one.learner, one.trainer) for one in found] == [
        ("phones", "only one trained", CY.id, ANA.id),  # who does the fewest; Ana has it
        ("vitals", "refresh due", ANA.id, BO.id),
    ]
    learning = Training(CY.id, PHONES.id, trainer=ANA.id)
    (left,) = training.proposals(Matrix((VITALS, PHONES), (*kept, learning)), people, TODAY)
    assert left.why == "refresh due"
    (first, *_) = training.proposals(Matrix((PHONES, VITALS), kept[:2]), people, TODAY)
    assert (first.why, first.trainer) == ("nobody trained", None)


def test_where_training_is_kept_for_a_level_only_the_trained_may_do_it() -> None:
    auths = Job(JobId(3), "prior auths", level="anyone")
    assert Matrix((auths,)).may_do(CY, "anyone")  # no training is kept for it
    matrix = Matrix((auths,), (since(ANA, auths),))
    assert matrix.may_do(ANA, "anyone") and not matrix.may_do(CY, "anyone")
    assert matrix.may_do(CY, "clinical")


def test_names_days_and_the_most_jobs() -> None:
    assert jobs.as_name(" Phones\x1b ", []) == "Phones"
    for typed, taken, why in (("", [], "needs a name"), ("PHONES", ["phones"], "already")):
        with pytest.raises(Refusal, match=why):
            jobs.as_name(typed, taken)
    assert (jobs.as_refresh(""), jobs.as_refresh("365 days")) == (
        timedelta(),
        timedelta(days=365),
    )
    for typed in ("0", "-1", "soon", "9" * 30, "٣"):
        with pytest.raises(Refusal, match="no number of days"):
            jobs.as_refresh(typed)
    with pytest.raises(Refusal, match="all there is room for"):
        jobs.check_room(jobs.MOST_JOBS)


def test_a_job_is_meant_by_the_beginning_of_its_name() -> None:
    every = (VITALS, PHONES, Job(JobId(3), "phones, nights"))
    assert jobs.named("vit", every) == VITALS
    assert jobs.named("PHONES", every) == PHONES
    with pytest.raises(Refusal, match="Type more of it: phones, phones, nights"):
        jobs.named("pho", every)
    with pytest.raises(Refusal, match="no job of that name"):
        jobs.named("", every)


people = st.integers(1, 5).map(PersonId)
kept = st.builds(
    Training,
    people,
    st.sampled_from([VITALS.id, PHONES.id]),
    st.dates(date(2024, 1, 1), TODAY) | st.none(),
    st.none(),
    st.none() | people,
)


@given(st.lists(kept, max_size=10, unique_by=lambda one: (one.person, one.job)))
def test_nobody_is_proposed_to_teach_what_they_do_not_know(trainings: list[Training]) -> None:
    matrix, everyone = Matrix((VITALS, PHONES), tuple(trainings)), (ANA, BO, CY, DI)
    found = training.proposals(matrix, everyone, TODAY)
    assert found == training.proposals(matrix, everyone[::-1], TODAY)
    for one in found:
        assert one.trainer is None or one.trainer in matrix.trained[one.job.id]
        assert one.learner != one.trainer or one.learner is None
