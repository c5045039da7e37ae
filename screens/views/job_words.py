"""A job's page, and how far a training is, in the words of the break room."""

from collections.abc import Iterator

from kiosk.practice.jobs import Job
from kiosk.practice.training import Training

DESTROYED = "(destroyed)"


def page(job: Job) -> Iterator[tuple[str, str]]:
    """What a job is, in plain words, a paragraph a line."""
    words = DESTROYED if job.page is None else job.page or "Nobody has written this page yet."
    for line in filter(None, words.split("\n")):
        yield "In plain words", line


def signed_words(one: Training) -> str:
    """Who of the two has signed, while something is being learnt."""
    if one.trainer is None or not (one.learner_signed or one.trainer_signed):
        return ""
    return ", the learner has signed" if one.learner_signed else ", the trainer has signed"
