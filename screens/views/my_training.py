"""The part of my page about one's own training, and signing that something is learnt."""

from collections.abc import Iterator
from datetime import date

from kiosk.practice.errors import Refusal
from kiosk.practice.jobs import JobId
from kiosk.practice.people import Person, PersonId
from kiosk.practice.training import Matrix, Training
from screens.acts import Action, Done, Given, Option, Question
from screens.views.words import day_words
from storage.store import Store


def lines(person: Person, store: Store) -> Iterator[tuple[str, str]]:
    """What this person is trained for, learns and teaches, and what they lack; for them alone."""
    matrix, today = store.jobs.matrix(), store.clock.now().date()
    for job in matrix.jobs:
        one = matrix.of.get((person.id, job.id))
        if one:
            yield "Training", f"{job.name}: {_own(one, matrix, store, today)}"
        elif job.is_suggested_to(person):
            yield "Training", f"{job.name}: not yet. Ask a manager who could show you"
    for one in matrix.trainings:
        if one.trainer == person.id:
            learner = store.people.get(one.person).name
            yield "You train", f"{learner} in {matrix.by_id[one.job].name}{_waits(one, person.id)}"


def _own(one: Training, matrix: Matrix, store: Store, today: date) -> str:
    parts = [f"since {day_words(one.since, today)}"] if one.since else []
    if due := one.due(matrix.by_id[one.job]):
        parts += [f"refresh by {day_words(due, today)}"]
    if one.trainer:
        trainer = store.people.get(one.trainer).name
        parts += [f"you learn it with {trainer}{_waits(one, one.person)}"]
    return ", ".join(parts)


def _waits(one: Training, who: PersonId) -> str:
    return ", sign with g when it is learnt" if one.waits_for(who) else ", you have signed"


def _open(given: Given) -> list[Training]:
    trainings = given.store.jobs.matrix().trainings
    return [one for one in trainings if one.waits_for(given.who.id)]


def _asks(given: Given) -> tuple[Question, ...]:
    matrix, found = given.store.jobs.matrix(), _open(given)
    if not found:
        raise Refusal("You learn nothing just now, and train nobody.")
    options = tuple(
        Option(f"{one.person} {one.job}", f"{given.store.people.get(one.person).name}: {job.name}")
        for one in found
        if (job := matrix.by_id[one.job])
    )
    return (Question("which", "What is learnt? You sign that it is", options),)


def _sign(given: Given) -> Done:
    person, _, job = given.answers["which"].partition(" ")
    new = given.store.jobs.sign(PersonId(int(person)), JobId(int(job)), given.who)
    name = given.store.jobs.get(new.job).name
    if new.trainer is None:
        learner = given.store.people.get(new.person).name
        return Done(f"{learner} is trained for {name} from today on. Well done, both of you.")
    return Done(f"Signed: {name}. Once the other of you has signed, it is learnt.")


SIGN = Action("g", "Sign what is learnt", _sign, _asks)
