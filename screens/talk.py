"""How a person is asked and told, whatever draws it; and trying again while the store is busy."""

import asyncio
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Protocol, TypeVar

from kiosk.practice.errors import Busy, OutOfReach, Refusal, StillRead, Updated
from screens.acts import Option, Question

T = TypeVar("T")
SHORTEST_PAUSE, LONGEST_PAUSE = 0.001, 0.06  # seconds; most acts hold the lock for 0.5 ms
PATIENCE = 3.0  # seconds of trying again before a person is told that nothing was recorded
READ = (Option("read", "It is written down"),)
KEEP = (Option("change", "Change it"), Option("keep", "Keep it as it is"))


class Talk(Protocol):
    """How a person is asked and told: by dialogs, or line by line.

    fits_each: whether what a form gives back was looked at answer by answer already. unfinished:
    what stood in the field of a question that somebody left.
    """

    fits_each: bool
    unfinished: str

    async def ask(self, question: Question, why: str = "") -> str | None:
        """The answer, or None from somebody who gave up."""

    async def fill(self, form: tuple[Question, ...], why: str = "") -> dict[str, str] | None:
        """The answers to all questions of a form, by name, or None from somebody who gave up."""

    def say(self, words: str, well: bool = True) -> None:
        """Tell what came of an act."""

    def follow(self, steps: Iterator[str]) -> None:
        """Go on with something step by step, and tell how far it is, while others may act."""


class GaveUp(Exception):
    """Somebody was asked and went one step back instead."""


async def answered(question: Question, talk: Talk, why: str = "") -> str:
    """The answer, once it fits; what looks like patient data only if the person keeps it.

    Raises GaveUp.
    """
    while True:
        answer = await talk.ask(question, why)
        if answer is None:
            raise GaveUp
        why = misfit(question, answer)
        if not why and await _is_kept(question, answer, talk):
            return answer
        question = as_typed(question, answer)


async def filled(form: tuple[Question, ...], talk: Talk, why: str = "") -> dict[str, str]:
    """The answers to a form, by name: one question as it is, several at the same time.

    Raises GaveUp.
    """
    if len(form) == 1:
        return {form[0].name: await answered(form[0], talk, why)}
    while True:
        answers = await talk.fill(form, why)
        if answers is None:
            raise GaveUp
        if talk.fits_each:
            return answers
        why = next(filter(None, (misfit(one, answers[one.name]) for one in form)), "")
        if not why and all([await _is_kept(one, answers[one.name], talk) for one in form]):
            return answers
        form = tuple(as_typed(one, answers[one.name]) for one in form)


async def show_once(words: str, talk: Talk, is_here: Callable[[], bool]) -> None:
    """Show what nobody will see again, until it is confirmed or whoever it is for has gone."""
    while is_here() and await talk.ask(Question("once", words, READ, stays=True)) is None:
        pass


def misfit(question: Question, answer: str) -> str:
    """Why this cannot be the answer, in words; empty when it can."""
    try:
        if question.fits and (answer or not question.optional):
            question.fits(answer)
    except Refusal as no:
        return str(no)
    return ""


def as_typed(question: Question, answer: str) -> Question:
    """The same question with the answer standing there, to be mended instead of typed again."""
    return question if question.secret else replace(question, default=answer)


async def _is_kept(question: Question, answer: str, talk: Talk) -> bool:
    """Whether nothing in it looks like patient data, or the person wants to keep it so."""
    warning = _warning(answer) if question.guarded else None
    return warning is None or await talk.ask(Question("keep", warning, KEEP)) == "keep"


def _warning(answer: str) -> str | None:
    # Not above: its patterns take 4 ms that the first frame need not wait for.
    from kiosk.practice import patient_data

    return patient_data.warning(answer)


async def insist(deed: Callable[[], T]) -> T:
    """Do it; while the store is busy, again after short uneven pauses, for a few seconds."""
    waited, longest = 0.0, SHORTEST_PAUSE
    while True:
        try:
            return deed()
        except Busy:
            if waited >= PATIENCE:
                raise
        pause = random.uniform(longest / 2, longest)
        longest = min(longest * 1.5, LONGEST_PAUSE)
        await asyncio.sleep(pause)
        waited += pause


def told(no: Exception) -> str:
    """A failure in words for the person at the kiosk."""
    if isinstance(no, Busy) and not isinstance(no, StillRead):
        return "The records are busy, so nothing was recorded. Press again."
    if isinstance(no, OutOfReach) and not isinstance(no, Updated):
        return f"Nothing was recorded. {no}"
    return str(no)
