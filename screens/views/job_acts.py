"""What managers do about jobs and training: list, describe, note, let learn, take off."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from kiosk.practice import people, typed_days
from kiosk.practice.employment import as_roles
from kiosk.practice.errors import Refusal
from kiosk.practice.jobs import (
    LEVELS_OF_JOBS,
    LONGEST_JOB,
    LONGEST_PAGE,
    Job,
    JobId,
    JobLevel,
    as_name,
    as_refresh,
    named,
)
from kiosk.practice.people import LONGEST_NAME, Person, PersonId
from screens.acts import ABOUT, Action, Done, Given, Option, Question
from screens.views.words import day_words
from storage.jobs import JobWords, described
from storage.store import Store

JOB, PERSON, PROPOSAL = "job", "person", "learn"  # what a line is about; its numbers follow
OF_JOB, OF_PERSON, OF_PROPOSAL = "newthxo", "nthx", "hn"  # the keys of what can be done
LONGEST_ROLES, LONGEST_DAYS, LONGEST_DAY = 200, 12, 12
NOT_AUTHS = "no"


def _about(given: Given) -> tuple[str, list[int]]:
    sort, *numbers = given.answers[ABOUT].split()
    return sort, [int(one) for one in numbers]


def _job(given: Given) -> Job:
    """The job that the line is about, or that was typed."""
    sort, numbers = _about(given)
    if sort == PERSON:
        return named(given.answers["job"], given.store.jobs.matrix().jobs)
    return given.store.jobs.get(JobId(numbers[0]))


def _person(given: Given) -> Person:
    """The person whom the line is about, or who was typed."""
    known = _known_person(given)
    return given.store.people.get(known) if known else _named(given.answers["person"], given.store)


def _known_person(given: Given) -> PersonId | None:
    sort, numbers = _about(given)
    at = {PERSON: 0, PROPOSAL: 1}.get(sort)
    return PersonId(numbers[at]) if at is not None and numbers[at] else None


def _trainer(given: Given) -> Person:
    known = _known_trainer(given)
    return given.store.people.get(known) if known else _named(given.answers["trainer"], given.store)


def _known_trainer(given: Given) -> PersonId | None:
    sort, numbers = _about(given)
    return PersonId(numbers[2]) if sort == PROPOSAL and numbers[2] else None


def _named(typed: str, store: Store) -> Person:
    return people.named(typed, store.people.everyone(store.clock.now().date()))


def _unknown(given: Given) -> tuple[Question, ...]:
    """What the line does not say: for a job whom, for a person which job."""
    jobs = given.store.jobs.matrix().jobs
    which = Question(
        "job", "Which job?", longest=LONGEST_JOB, fits=lambda typed: named(typed, jobs)
    )
    about_job = (which,) if _about(given)[0] == PERSON else ()
    return about_job if _known_person(given) else (_whom("person", "Whom?", given.store),)


def _whom(name: str, words: str, store: Store) -> Question:
    return Question(name, words, longest=LONGEST_NAME, fits=lambda typed: _named(typed, store))


def _form(given: Given, one: Job | None) -> tuple[Question, ...]:
    known = _roles(given, one)
    others = [] if one is None else [one.name]
    taken = [job.name for job in given.store.jobs.matrix().jobs if job.name not in others]
    level = (one.level if one else "") or NOT_AUTHS
    return (
        Question(
            "name",
            "The job, such as phones",
            longest=LONGEST_JOB,
            default=one.name if one else "",
            fits=lambda typed: as_name(typed, taken),
        ),
        Question(
            "roles",
            f"Roles that suggest it: {', '.join(known)}",
            longest=LONGEST_ROLES,
            optional=True,
            default=", ".join(one.roles) if one else "",
            fits=lambda typed: as_roles(typed, known),
        ),
        Question(
            "refresh",
            "Refresh after how many days? Nothing means never",
            longest=LONGEST_DAYS,
            optional=True,
            default=str(one.refresh.days) if one and one.refresh else "",
            fits=as_refresh,
        ),
        Question(
            "level",
            "Prior auths? Of which level",
            tuple(Option(word or NOT_AUTHS, word or NOT_AUTHS) for word in LEVELS_OF_JOBS),
            default=level,
        ),
    )


def _roles(given: Given, one: Job | None) -> tuple[str, ...]:
    """The practice's roles, and those that the job still has from before."""
    own = one.roles if one else ()
    return tuple(dict.fromkeys([*given.store.settings.current().counts_as, *own]))


def _read(answers: Mapping[str, str], known: tuple[str, ...]) -> JobWords:
    level = answers["level"]
    return JobWords(
        answers["name"],
        as_roles(answers["roles"], known),
        as_refresh(answers["refresh"]),
        cast(JobLevel, "" if level == NOT_AUTHS else level),
    )


def _add(given: Given) -> Done:
    job = given.store.jobs.add(_read(given.answers, _roles(given, None)), given.who)
    return Done(f"{job.name} is on the list. Press w to say in plain words what it is.")


def _edit(given: Given) -> Done:
    job = _job(given)
    new = _read(given.answers, _roles(given, job))
    job = given.store.jobs.change(job.id, described(job), new, given.who)
    return Done(f"Changed: {job.name}.")


def _write(given: Given) -> Done:
    job = given.store.jobs.write_page(_job(given).id, given.answers["page"], given.who)
    return Done(f"Everybody can read now what {job.name} is.")


def _asks_page(given: Given) -> tuple[Question, ...]:
    job = _job(given)
    words = f"{job.name} in plain words: when, how, whom to ask"
    page = job.page or ""
    return (Question("page", words, longest=LONGEST_PAGE, guarded=True, default=page),)


def _grant(given: Given) -> Done:
    person, job = _person(given), _job(given)
    today = given.store.clock.now().date()
    since = _day(given.answers["since"], today)
    new = given.store.jobs.grant(person, job.id, since, given.who)
    due = new.due(job)
    refresh = f" Refresh by {day_words(due, today)}." if due else ""
    return Done(f"{person.name} is trained for {job.name}.{refresh}")


def _asks_grant(given: Given) -> tuple[Question, ...]:
    today = given.store.clock.now().date()
    since = Question(
        "since",
        "Trained, or refreshed, on which day?",
        longest=LONGEST_DAY,
        default=today.isoformat(),
        fits=lambda typed: _day(typed, today),
    )
    return (*_unknown(given), since)


def _day(typed: str, today: date) -> date:
    day = typed_days.day(typed, today)
    if day > today:
        raise Refusal("That day is still to come. Note the learning instead.")
    return day


def _learn(given: Given) -> Done:
    person, job, trainer = _person(given), _job(given), _trainer(given)
    given.store.jobs.learn(person, job.id, trainer, given.who)
    words = f"{person.name} learns {job.name} with {trainer.name}."
    return Done(f"{words} Both sign on My page when it is learnt.")


def _asks_learn(given: Given) -> tuple[Question, ...]:
    with_whom = () if _known_trainer(given) else (_whom("trainer", "With whom?", given.store),)
    return (*_unknown(given), *with_whom)


def _end(given: Given) -> Done:
    person, job = _person(given), _job(given)
    given.store.jobs.end(person, job.id, given.who)
    return Done(f"{person.name} is not trained for {job.name} any more. It stays on record.")


def _drop(given: Given) -> Done:
    job = _job(given)
    given.store.jobs.drop(job.id, given.who)
    return Done(f"{job.name} is off the list. Who was trained for it stays on record.")


def _asks_drop(given: Given) -> tuple[Question, ...]:
    words = f"Take {_job(given).name} off the list?"
    return (Question("sure", words, (Option("yes", "Take it off"),)),)


WHICH = "Which one?"
LEARNS = Action("h", "Learns it", _learn, _asks_learn, about=WHICH)
ACTIONS = (
    Action("n", "New job", _add, lambda given: _form(given, None)),
    Action("e", "Edit", _edit, lambda given: _form(given, _job(given)), about=WHICH),
    Action("w", "Write its page", _write, _asks_page, about=WHICH),
    Action("t", "Trained", _grant, _asks_grant, about=WHICH),
    LEARNS,
    Action("x", "Not trained", _end, _unknown, about=WHICH),
    Action("o", "Off the list", _drop, _asks_drop, about=WHICH),
)
