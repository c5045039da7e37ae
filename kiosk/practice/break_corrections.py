"""What people say about their times afterwards, and the times that count once it is approved.

Punches are never changed. A correction stands beside them, with the person's words; once somebody
else has approved it, it counts. `effective` is the only reader of what counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal

from kiosk.practice.breaks import Break, Kind, Punch, Stay, stays
from kiosk.practice.days import after, between, instant
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.values import dataclass

What = Literal["shift", "break", "no break"]
Outcome = Literal["approved", "declined", "withdrawn"]
LONGEST_WORDS = 200
LONGEST_SHIFT = timedelta(hours=24)


@dataclass(frozen=True)
class Decision:
    """What became of a correction. order: of all decisions, the earliest first."""

    outcome: Outcome
    order: int
    by: PersonId | None
    at: datetime
    words: str | None = None


@dataclass(frozen=True)
class Correction:
    """How a shift or a break was in truth, as somebody says.

    about: the key of the shift or break that is meant; empty for one that was never entered.
    what: *no break* says that it was started by mistake and not taken. began, ended: None leaves
    that side as it is. day: the working day it belongs to. said_by: the person, or a manager.
    """

    number: int
    person: PersonId
    day: date
    what: What
    about: str = ""
    kind: Kind | None = None
    began: datetime | None = None
    ended: datetime | None = None
    words: str | None = None
    said_by: PersonId | None = None
    said_at: datetime | None = None
    decision: Decision | None = None

    @property
    def key(self) -> str:
        """The key of the shift or break that this one adds; also what a decision is about."""
        return f"correction {self.number}"

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decision is None

    @property
    def counts(self) -> bool:
        """Whether it was approved."""
        return self.decision is not None and self.decision.outcome == "approved"


def effective(punches: Iterable[Punch], corrections: Iterable[Correction]) -> tuple[Stay, ...]:
    """The working days as they count: the punches, with what was approved on top of them.

    In the order in which they were entered; the order of the arguments does not matter. Later
    decisions go over earlier ones. What fits no longer, since something under it was taken back,
    changes nothing.
    """
    found = stays(sorted(punches, key=lambda one: one.number))
    approved = [one for one in corrections if one.counts]
    for one in sorted(approved, key=lambda one: one.decision.order if one.decision else 0):
        try:
            found = applied(one, found)
        except Refusal:
            continue
    return found


def applied(one: Correction, found: Sequence[Stay]) -> tuple[Stay, ...]:
    """The same working days with one correction applied.

    Raises Refusal, in words, when it does not fit: what it is about is gone, a break lies outside
    its shift, two overlap, or something ends before it begins.
    """
    if one.what == "shift" and not one.about:
        new = _new_shift(one)
        _apart(new, found)
        return (*found, new)
    place, changed = _changed(one, found)
    if one.what == "shift":
        _within_itself(changed)
        _apart(changed, found)
    if one.what == "break":
        _fits(changed, one.about or one.key)
    return (*found[:place], changed, *found[place + 1 :])


def _new_shift(one: Correction) -> Stay:
    if one.began is None or one.ended is None:
        raise Refusal("A day that was not entered needs both times.")
    new = Stay(one.person, one.day, one.began, one.ended, key=one.key, correction=one.number)
    _within_itself(new)
    return new


def _changed(one: Correction, found: Sequence[Stay]) -> tuple[int, Stay]:
    whose = (one.person, one.day)
    own = [each for each in enumerate(found) if (each[1].person, each[1].day) == whose]
    for place, stay in own:
        if one.what == "shift" and stay.key == one.about:
            arrived, left = one.began or stay.arrived, one.ended or stay.left
            return place, replace(stay, arrived=arrived, left=left, correction=one.number)
        if one.what != "shift" and one.about and one.about in [each.key for each in stay.breaks]:
            return place, replace(stay, breaks=_stated(one, stay.breaks))
        if one.what == "break" and not one.about and _holds(stay, one):
            return place, replace(stay, breaks=_with(one, stay.breaks))
    raise Refusal("There is no such time any more, or it lies outside the working day.")


def _stated(one: Correction, breaks: tuple[Break, ...]) -> tuple[Break, ...]:
    """The breaks of a shift with the one that is meant as it was in truth, or without it."""
    kept = [each for each in breaks if each.key != one.about]
    if one.what == "break":
        old = next(each for each in breaks if each.key == one.about)
        began, ended = one.began or old.began, one.ended or old.ended
        kind = one.kind or old.kind
        kept.append(replace(old, kind=kind, began=began, ended=ended, correction=one.number))
    return _in_order(kept)


def _with(one: Correction, breaks: tuple[Break, ...]) -> tuple[Break, ...]:
    if one.began is None or one.ended is None or one.kind is None:
        raise Refusal("A break that was not entered needs its kind and both times.")
    new = Break(one.kind, one.began, one.ended, key=one.key, correction=one.number)
    return _in_order((*breaks, new))


def _in_order(breaks: Iterable[Break]) -> tuple[Break, ...]:
    """As they were taken; the one that lasts comes last, even if the clock was set back."""
    return tuple(sorted(breaks, key=lambda each: (each.ended is None, instant(each.began))))


def _holds(stay: Stay, one: Correction) -> bool:
    """Whether a break that was never entered lies in this shift."""
    if one.began is None or one.ended is None or instant(one.began) < instant(stay.arrived):
        return False
    until = stay.left or after(stay.arrived, LONGEST_SHIFT)
    return instant(one.ended) <= instant(until)


def _within_itself(stay: Stay) -> None:
    """Raises Refusal unless a shift ends after it begins, with all of its breaks inside."""
    if stay.left and not timedelta() <= between(stay.arrived, stay.left) <= LONGEST_SHIFT:
        raise Refusal("Leaving comes after arriving, and within 24 hours.")
    for one in stay.breaks:
        if _took_time(one):
            _inside(one, stay)


def _fits(stay: Stay, key: str) -> None:
    """Raises Refusal unless the break of this key lies in its shift, apart from the others there.

    Of the others nothing else is asked: a fault in one must not stand in the way of another.
    """
    stated = next(one for one in stay.breaks if one.key == key)
    if not _took_time(stated):
        raise Refusal("A break ends after it begins.")
    _inside(stated, stay)
    for other in stay.breaks:
        if other.key == key or not _took_time(other):
            continue
        if not (_is_over(stated, other.began) or _is_over(other, stated.began)):
            raise Refusal("Two breaks cannot be at the same time.")


def _took_time(one: Break) -> bool:
    """Not so if it was ended at once, or the clock was set back meanwhile."""
    return one.ended is None or instant(one.began) < instant(one.ended)


def _is_over(one: Break | Stay, at: datetime) -> bool:
    ended = one.ended if isinstance(one, Break) else one.left
    return ended is not None and instant(ended) <= instant(at)


def _inside(one: Break, stay: Stay) -> None:
    is_early = instant(one.began) < instant(stay.arrived)
    if stay.left and one.ended is None and not is_early:
        raise Refusal("A break of that day has no end yet. That comes first.")
    if is_early or (stay.left is not None and not _is_over(one, stay.left)):
        raise Refusal("A break lies inside the working day, from arriving to leaving.")


def _apart(stay: Stay, found: Sequence[Stay]) -> None:
    """Raises Refusal when the same person is said to be here twice at a time.

    Where nobody noted the leaving, it is known that a shift lasted until something last happened
    in it; and that it is over, once the person has arrived again.
    """
    mine = [one for one in found if one.person == stay.person and one.key != stay.key]
    arrivals = [one.arrived for one in (*mine, stay) if one.key.startswith("punch")]
    latest = max(arrivals, key=instant, default=stay.arrived)
    for other in mine:
        is_followed = other.left is None and instant(other.arrived) < instant(latest)
        known = replace(other, left=other.latest) if is_followed else other
        if not (_is_over(known, stay.arrived) or _is_over(stay, other.arrived)):
            raise Refusal("Two working days of one person cannot be at the same time.")


@dataclass(frozen=True)
class Forgotten:
    """A working day that ended without a word: nobody noted the leaving, or the end of a break."""

    stay: Stay

    @property
    def open_break(self) -> Break | None:
        """The break that was never ended."""
        return self.stay.away


def forgotten(
    found: Iterable[Stay], waiting: Iterable[Correction], here: Stay | None
) -> tuple[Forgotten, ...]:
    """The working days that the person should say something about, the oldest first.

    found: as they count. waiting: what was said of them already. here: the day that still goes
    on, if it is among them.
    """
    said = {one.about for one in waiting if one.is_waiting}
    return tuple(
        Forgotten(stay)
        for stay in found
        if stay.left is None
        and (here is None or stay.key != here.key)
        and not said & {stay.key, *(one.key for one in stay.breaks)}
    )


def say(
    one: Correction, found: Sequence[Stay], others: Iterable[Correction], now: datetime
) -> tuple[Stay, ...]:
    """The working days as they would be if this were approved. Raises Refusal when it cannot be.

    found: the person's working days as they count. others: their corrections of that day.
    """
    for moment in (one.began, one.ended):
        if moment and instant(moment) > instant(now):
            raise Refusal("That time has not come yet.")
    if one.about and any(other.is_waiting and other.about == one.about for other in others):
        raise Refusal("Something was said about it already; it waits for a manager.")
    if one.what != "no break" and not (one.began or one.ended or one.kind):
        raise Refusal("That is what is recorded. Change a time, or go back.")
    return applied(one, found)


def decide(
    one: Correction, decider: Person | None, outcome: Outcome, found: Sequence[Stay]
) -> None:
    """Raises Refusal when this person may not decide so; whether somebody has, the register knows.

    Nobody approves what they said themselves, and nobody their own times; but a manager's word
    about somebody's times may be approved by that person. decider: None is the store's owner, who
    decides where a practice has one manager. found: the working days as they count.
    """
    if outcome == "withdrawn":
        if decider is None or decider.id != one.said_by:
            raise Refusal("Only whoever said it can take it back.")
        return
    if decider is not None:
        if decider.id == one.said_by:
            raise Refusal("Nobody decides about their own. Another manager can.")
        if decider.id != one.person and not decider.is_manager:
            raise Refusal("That one is for a manager.")
    if outcome == "approved":
        applied(one, found)
