"""Which of several answers of a payer counts, whatever order they came in."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kiosk.practice.prior_auth_terms import STATE_AFTER, Answer, State
from kiosk.practice.values import dataclass

DISAGREE = "two answers disagree, and which came later is not known"
AFTER_END = "an answer is later than the payer's cancellation"
_PRUDENT: tuple[Answer, ...] = ("cancelled", "denied", "partly approved", "modified", "approved")


@dataclass(frozen=True)
class PayerAnswer:
    """What one answer says of a request. answered_on: None where the file does not say it."""

    answer: Answer
    answered_on: date | None = None
    authorization_number: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    payer_reference: str = ""

    def is_beaten_by(self, other: "PayerAnswer") -> bool:
        """Whether the other certainly came later, or decides what this one left open."""
        days = (self.answered_on, other.answered_on)
        if days[0] and days[1] and days[0] != days[1]:
            return days[0] < days[1]
        return self.answer == "pended" != other.answer


@dataclass(frozen=True)
class Told:
    """All that files say of one request.

    answer: the one that counts, if there is any. is_cancelled: whether a later request cancels it.
    notes: why somebody must look at it.
    """

    answer: PayerAnswer | None = None
    is_cancelled: bool = False
    notes: tuple[str, ...] = ()

    def state(self, is_sent: bool) -> State:
        """Where the request stands, as far as files go. is_sent: whether the payer has it."""
        if self.is_cancelled:
            return "cancelled"
        return STATE_AFTER[self.answer.answer] if self.answer else "payer" if is_sent else "to do"


NOTHING = Told()


def told(
    answers: Iterable[PayerAnswer], notes: Iterable[str] = (), is_cancelled: bool = False
) -> Told:
    """What all answers together say; the same in whatever order they are given.

    A cancellation by the payer ends a request for good. Of the others the latest counts, and a
    decision before one that was put off. Where that leaves several that differ, none of them is
    certain: the least favourable is shown, so that nobody relies on an approval, and it is noted.
    """
    given = set(answers)
    ends = {one for one in given if one.answer == "cancelled"}
    left = _latest(ends or given)
    why = [*dict.fromkeys(notes)]
    if len({replace(one, payer_reference="") for one in left}) > 1:
        why.append(DISAGREE)
    if any(end.is_beaten_by(one) for one in given - ends for end in left if ends):
        why.append(AFTER_END)
    shown = min(left, key=_order, default=None)
    if shown and not shown.payer_reference:
        others = (one for one in sorted(given, key=_order) if one.payer_reference)
        shown = replace(shown, payer_reference=next((one.payer_reference for one in others), ""))
    return Told(shown, is_cancelled, tuple(why))


def _latest(given: set[PayerAnswer]) -> list[PayerAnswer]:
    return [one for one in given if not any(one.is_beaten_by(other) for other in given)]


def _order(one: PayerAnswer) -> tuple[int, tuple[str, ...]]:
    rank = _PRUDENT.index(one.answer) if one.answer in _PRUDENT else len(_PRUDENT)
    days = (one.answered_on, one.valid_from, one.valid_to)
    plain = [day.isoformat() if day else "" for day in days]
    return rank, (*plain, one.authorization_number, one.payer_reference)
