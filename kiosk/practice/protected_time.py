"""Time set aside for prior auths: whose and when, what of it was planned, and what was kept."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from kiosk.practice.breaks import BreakPolicy, Stay
from kiosk.practice.days import after, between, instant
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId
from kiosk.practice.roster import ONE_DAY, PersonDay, Shift, WorkHours
from kiosk.practice.values import dataclass

LOST_WEEKS = 2  # so many in a row, and managers look at it
NO_TIME = timedelta()


@dataclass(frozen=True)
class Protected:
    """Time that is set aside for prior auths on some weekdays, of a person or of a role.

    weekdays: Monday is 0. first: the day from which it holds; last: the last one, if there is one.
    """

    number: int
    weekdays: tuple[int, ...]
    begins: time
    ends: time
    first: date
    last: date | None = None
    person: PersonId | None = None
    role: str = ""

    def is_for(self, person: Person) -> bool:
        """Whether it is this person's, by name or by role."""
        return self.person == person.id if self.person else self.role in person.roles

    def is_on(self, day: date) -> bool:
        """Whether it holds on this day."""
        has_ended = self.last is not None and self.last < day
        return self.first <= day and not has_ended and day.weekday() in self.weekdays

    def on(self, day: date, zone: tzinfo) -> tuple[datetime, datetime]:
        """When it begins and ends on a day."""
        return WorkHours(self.begins, self.ends).on(day, zone)


@dataclass(frozen=True)
class Block:
    """One stretch of it in somebody's day."""

    person: Person
    begins: datetime
    ends: datetime

    @property
    def lasts(self) -> timedelta:
        """How long it takes."""
        return between(self.begins, self.ends)

    def meets(self, shifts: Iterable[Shift]) -> bool:
        """Whether any of these shifts lasts into it."""
        return any(one.overlaps(self.begins, self.ends) for one in shifts)


@dataclass(frozen=True)
class Kept:
    """What became of a block.

    here: for how long the person was here in it, and not on a break. moves: what they noted of
    prior auths meanwhile. is_over: whether it has ended.
    """

    block: Block
    here: timedelta
    moves: int
    is_over: bool

    @property
    def is_kept(self) -> bool:
        """Whether they were here for at least half of it."""
        return self.here * 2 >= self.block.lasts


def check(weekdays: Sequence[int], hours: WorkHours, first: date, last: date | None) -> None:
    """Raises Refusal for time that never comes, or that lasts over midnight."""
    if hours.ends <= hours.begins:
        raise Refusal("It ends before it begins. Look at the two times.")
    days = (first + step * ONE_DAY for step in range(7))
    if not any(one.weekday() in weekdays and (last is None or one <= last) for one in days):
        raise Refusal("None of those weekdays is still to come then. Name other days.")


def ended(one: Protected, today: date) -> date:
    """The last day of it, when it ends now: yesterday. Raises Refusal when it has ended already."""
    if one.last is not None and one.last < today:
        raise Refusal("That protected time has ended already.")
    return today - ONE_DAY


def on_now(plans: Iterable[Protected], now: datetime) -> tuple[Protected, ...]:
    """Those that go on at a moment."""
    found = (one for one in plans if one.is_on(now.date()))
    return tuple(one for one in found if one.begins <= now.time() < one.ends)


def is_in(person: Person, plans: Iterable[Protected]) -> bool:
    """Whether any of these is this person's."""
    return any(one.is_for(person) for one in plans)


def blocks(
    plans: Iterable[Protected], person: Person, day: PersonDay, zone: tzinfo, is_kept: bool
) -> tuple[Block, ...]:
    """What is planned for somebody on a day: as far as they are on the roster, in order.

    A day off has none of it; of a day on which they called out it stays planned. What overlaps is
    one block. is_kept: whether the practice keeps a roster at all; without one all of it counts.
    """
    if day.absence == "time off":
        return ()
    found: list[Block] = []
    spans = (one.on(day.day, zone) for one in plans if one.is_on(day.day) and one.is_for(person))
    for begins, ends in sorted(spans):
        if is_kept:
            met = [one for one in day.shifts if one.overlaps(begins, ends)]
            if not met:
                continue
            begins = max(begins, min(one.begins for one in met))
            ends = min(ends, max(one.ends for one in met))
        if found and begins <= found[-1].ends:
            before = found.pop()
            begins, ends = before.begins, max(ends, before.ends)
        found.append(Block(person, begins, ends))
    return tuple(found)


def kept(
    block: Block,
    day: PersonDay,
    stays: Iterable[Stay],
    moves: Iterable[datetime],
    now: datetime,
    policy: BreakPolicy,
) -> Kept:
    """What became of a block.

    stays: of this person. moves: when they noted anything of prior auths. Of people whose times
    are not kept, the roster says whether they were here.
    """
    is_over = instant(block.ends) <= instant(now)
    inside = sum(instant(block.begins) <= instant(at) < instant(block.ends) for at in moves)
    spans = (span for one in stays for span in _spans(one, now, policy))
    here = sum((_overlap(block, *span) for span in spans), NO_TIME)
    if not block.person.breaks_tracked and is_over and not day.absence:
        here = block.lasts
    return Kept(block, here, inside, is_over)


def _spans(one: Stay, now: datetime, policy: BreakPolicy) -> Iterator[tuple[datetime, datetime]]:
    """When somebody was here in a working day, and not on a break.

    Whoever forgot to leave counts as here for as long as the board says so.
    """
    begins = one.arrived
    for away in one.breaks:
        yield begins, away.began
        if away.ended is None:
            return
        begins = away.ended
    yield begins, one.left or min(now, after(one.arrived, policy.longest_stay), key=instant)


def _overlap(block: Block, begins: datetime, ends: datetime) -> timedelta:
    return Shift(block.person.id, block.begins, block.ends).overlaps(begins, ends)


def is_lost(week: Sequence[Kept]) -> bool:
    """Whether a week had protected time, and none of it was both kept and worked in."""
    over = [one for one in week if one.is_over]
    return bool(over) and not any(one.is_kept and one.moves for one in over)
