"""What counts of a year of one person's times, computed anew: within one frame of the screen."""

import time
from dataclasses import replace
from datetime import date, datetime, timedelta

from benchmarks.bench import Bench
from benchmarks.table import Row, percentile, spread, within
from kiosk.practice.break_corrections import Correction, Decision, effective
from kiosk.practice.breaks import Deed, Kind, Punch
from kiosk.practice.clock import Clock
from kiosk.practice.people import PersonId
from kiosk.practice.settings import Settings

FRAME = 1000 / 60  # milliseconds
WORKDAYS, CORRECTIONS = 250, 20
SOMEBODY, MANAGER = PersonId(1), PersonId(2)
MINUTE = timedelta(minutes=1)
# Minutes after arriving, for each punch of a working day with two short breaks and lunch.
DAY: tuple[tuple[int, Deed, Kind | None], ...] = (
    (0, "arrive", None),
    (120, "start", "rest"),
    (130, "end", "rest"),
    (240, "start", "meal"),
    (271, "end", "meal"),
    (390, "start", "rest"),
    (400, "end", "rest"),
    (480, "leave", None),
)


def year(bench: Bench) -> list[Row]:
    """A year of one person's punches, with what was corrected, made into what counts."""
    punches, corrections = a_year()
    times: list[float] = []
    for _ in range(bench.presses):
        began = time.perf_counter()
        effective(punches, corrections)
        times.append(time.perf_counter() - began)
    what = f"a year of one person's breaks recomputed ({len(punches):,} punches): p95"
    said = f"{spread(times, 'ms', 1e3)}; n {len(times)}"
    return [within(what, said, percentile(times, 95) * 1e3, round(FRAME, 1), "ms")]


def a_year() -> tuple[list[Punch], list[Correction]]:
    """The punches of so many working days, and corrections of every sort, all approved."""
    zone = Settings().zone
    first = Clock(zone).now().date() - timedelta(days=WORKDAYS)
    days = [first + timedelta(days=number) for number in range(WORKDAYS)]
    opening = {day: datetime(day.year, day.month, day.day, 8, tzinfo=zone) for day in days}
    punches: list[Punch] = []
    for day in days:
        for minutes, deed, kind in DAY:
            at = opening[day] + minutes * MINUTE
            punches.append(Punch(SOMEBODY, deed, at, day, kind, number=len(punches) + 1))
    step = WORKDAYS // CORRECTIONS
    said = [_said(number, day, opening[day]) for number, day in enumerate(days[::step])]
    return punches, said[:CORRECTIONS]


def _said(number: int, day: date, opening: datetime) -> Correction:
    """By turns: lunch was longer, the leaving later, a break not taken, one more."""
    arrival = 1 + number * (WORKDAYS // CORRECTIONS) * len(DAY)
    decision = Decision("approved", number + 1, MANAGER, opening)
    one = Correction(number + 1, SOMEBODY, day, "break", decision=decision)
    later = opening + 490 * MINUTE
    match number % 4:
        case 0:
            about, ended = f"punch {arrival + 3}", opening + 280 * MINUTE
            return replace(one, about=about, ended=ended)
        case 1:
            return replace(one, what="shift", about=f"punch {arrival}", ended=later)
        case 2:
            return replace(one, what="no break", about=f"punch {arrival + 1}")
    return replace(one, kind="rest", began=opening + 30 * MINUTE, ended=opening + 40 * MINUTE)
