"""Working and break times as a payroll reads them: to the second, corrections marked."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from kiosk.practice.break_accounts import segments
from kiosk.practice.break_packs import DayRules
from kiosk.practice.breaks import Break, BreakPolicy, Stay
from kiosk.practice.days import between, instant
from kiosk.practice.hours_worked import is_unpaid
from kiosk.practice.people import PersonId
from kiosk.practice.values import dataclass

HOUR = 3600
WORK = "work"


@dataclass(frozen=True)
class TimeLine:
    """A stretch of a working day. ended: None while nobody noted or said it.

    recorded_began, recorded_ended: as they were noted, where they were corrected later; None for
    what was never noted.
    """

    person: PersonId
    day: date
    what: str
    began: datetime
    ended: datetime | None
    pay_code: str
    is_corrected: bool = False
    recorded_began: datetime | None = None
    recorded_ended: datetime | None = None

    @property
    def seconds(self) -> float | None:
        """How long it took; None while it has no end."""
        return between(self.began, self.ended).total_seconds() if self.ended else None

    @property
    def hours(self) -> str:
        """The same in decimal hours, for payrolls that want them; the seconds stand beside it."""
        return "" if self.seconds is None else f"{self.seconds / HOUR:.4f}"


def time_lines(
    stay: Stay,
    recorded: Stay | None,
    rules: DayRules,
    decided: Mapping[str, str],
    policy: BreakPolicy,
) -> Iterator[TimeLine]:
    """A working day as it counts, stretch by stretch; together they are all of it.

    Where the clock was set back, a line has what its break does not share with the one before.
    recorded: the same day as it was noted; None when it never was. decided: what managers decided
    of lunches, *paid* or *unpaid*, by the key of the break.
    """
    noted = {one.key: one for one in recorded.breaks} if recorded else {}
    for one in segments(stay, stay.latest):
        if one.taken is None:
            yield _work(stay, recorded, one.began, one.ended, policy)
        else:
            line = _of_break(stay, one.taken, noted.get(one.taken.key), rules, decided, policy)
            yield replace(line, began=one.began, ended=one.ended if one.taken.ended else None)
    if stay.left is None and stay.away:
        yield _of_break(stay, stay.away, noted.get(stay.away.key), rules, decided, policy)
    elif stay.left is None:
        yield _work(stay, recorded, stay.latest, None, policy)


def _work(
    stay: Stay,
    recorded: Stay | None,
    began: datetime,
    ended: datetime | None,
    policy: BreakPolicy,
) -> TimeLine:
    """Working time is corrected where the arriving or leaving beside it was.

    Also where a break was noted that was not taken: then it was not noted as one stretch.
    """
    noted: tuple[datetime | None, datetime | None] = None, None
    if recorded and not _holds_untaken(stay, recorded, began, ended):
        arrived = recorded.arrived if began == stay.arrived else began
        noted = arrived, recorded.left if ended == stay.left else ended
    is_corrected = noted != (began, ended)
    was = noted if is_corrected else (None, None)
    return TimeLine(stay.person, stay.day, WORK, began, ended, policy.paid_code, is_corrected, *was)


def _holds_untaken(stay: Stay, recorded: Stay, began: datetime, ended: datetime | None) -> bool:
    """Whether a break began in this stretch, as was noted, that does not count."""
    taken = {one.key for one in stay.breaks}
    return any(
        instant(began) <= instant(one.began)
        and not (ended and instant(ended) <= instant(one.began))
        for one in recorded.breaks
        if one.key not in taken
    )


def _of_break(
    stay: Stay,
    one: Break,
    noted: Break | None,
    rules: DayRules,
    decided: Mapping[str, str],
    policy: BreakPolicy,
) -> TimeLine:
    was = (noted.began, noted.ended) if noted and one.correction else (None, None)
    name, code = policy.name(one.kind), pay_code(one, rules, decided.get(one.key), policy)
    is_corrected = bool(one.correction)
    return TimeLine(stay.person, stay.day, name, one.began, one.ended, code, is_corrected, *was)


def pay_code(one: Break, rules: DayRules, decided: str | None, policy: BreakPolicy) -> str:
    """What a payroll is told of a break: paid, unpaid, or paid until somebody decides.

    Rest breaks are working time (29 CFR 785.18); a meal is none when it was full and free from
    all duty (29 CFR 785.19).
    """
    unpaid = is_unpaid(one, rules)
    if unpaid is None and decided:
        unpaid = decided == "unpaid"
    return {True: policy.unpaid_code, False: policy.paid_code, None: policy.undecided_code}[unpaid]
