"""The demo practice: who works there, and three weeks of what they did. All of it is invented.

The same seed and the same moment always give the same plan.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from random import Random

from kiosk.practice.breaks import Deed, Kind
from kiosk.practice.days import after, day_of
from kiosk.practice.demo_checks import Ticked, ticked
from kiosk.practice.demo_follow_ups import Answered, Asked, follow_ups
from kiosk.practice.demo_issues import IssueAct, issues
from kiosk.practice.demo_plans import Ran, ran
from kiosk.practice.demo_requests import Called, Handed, Requested, Stepped, Told, requests, workday
from kiosk.practice.demo_thanks import Thanked, thanked
from kiosk.practice.demo_times import Said, said
from kiosk.practice.values import dataclass

PRACTICE = "Oak Street Family Medicine"
PIN = "246802"
SEED = 2026
PAST_DAYS = 15  # three weeks from Monday to Friday
_BEGINNING = time(6)  # when the plan of a day begins; everything in it is so long after this
_NOON = timedelta(hours=6, minutes=7)  # and the moment of it that is shown out of hours
_OPEN = (time(8), time(17))
_EARLIEST = timedelta(minutes=100)  # nobody arrives before
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Colleague:
    """Somebody of the demo practice."""

    name: str
    roles: tuple[str, ...]
    badge: str = ""
    is_manager: bool = False

    @property
    def breaks_tracked(self) -> bool:
        """Not for the physicians: they arrive and leave, and nobody counts their breaks."""
        return "physician" not in self.roles


@dataclass(frozen=True)
class Punched:
    """Somebody arrived, left, or started or ended a break."""

    at: datetime
    name: str
    deed: Deed
    kind: Kind | None = None
    free: bool | None = None


Act = (
    Punched
    | Requested
    | Handed
    | Told
    | Stepped
    | Called
    | Said
    | Asked
    | Answered
    | IssueAct
    | Thanked
    | Ticked
    | Ran
)


@dataclass(frozen=True)
class Plan:
    """What fills a demo practice.

    begins: when its people were set up. acts: in order of time. absent: who does not come today.
    """

    begins: datetime
    people: tuple[Colleague, ...]
    acts: tuple[Act, ...]
    absent: tuple[str, ...] = ()


# Any two of these differ in what one types first: two letters at most single out each of them.
_NAMES = {
    "front desk": ("Maria Ostrow", "Joel Iverson", "Priya Nandan", "Wendy Kowal", "Zoe Urbano"),
    "MA": (
        "Tess Abara",
        "Sam Ekholm",
        "Omar Haddad",
        "Grace Fenwick",
        "Luis Tovar",
        "Ines Duarte",
    ),
    "RN": ("Ana Belmonte", "Hugh Pellar", "Nora Vik"),
    "LPN": ("Colleen Yates",),
    "NP": ("Ruth Okafor", "Ellis Brandt"),
    "PA": ("Theo Jansma",),
    "physician": ("Dr. Vivian Stroud", "Dr. Umar Rahim", "Dr. Boris Ishida"),
    "billing": ("Ken Adair", "Dana Whitlock"),
    "referrals": ("Lee Moreau",),
}
_MANAGER = "Dana Whitlock"
# Who forgot to come back on the clock, and how many working days ago; both left without a word.
_FORGOT = {"Wendy Kowal": 4, "Luis Tovar": 9}


def people() -> tuple[Colleague, ...]:
    """Everybody of the demo practice; the badges are 9000001 and on."""
    pairs = [(name, role) for role, names in _NAMES.items() for name in names]
    return tuple(
        Colleague(
            name,
            (role, "manager") if name == _MANAGER else (role,),
            f"{9000001 + place}",
            name == _MANAGER,
        )
        for place, (name, role) in enumerate(pairs)
    )


def plan(now: datetime, boundary: time, seed: int = SEED) -> Plan:
    """The demo practice as it would stand at this very moment.

    now: aware, practice-local. boundary: when a working day ends and the next begins. In opening
    hours, Monday to Friday from 8 to 5, today is as far as the clock is. At any other time the
    practice is shown as if it were just after noon, so that there is something to see.
    """
    today = _beginning_of_today(now)
    first_arrival = after(today, _EARLIEST)
    past = _past_days(day_of(first_arrival, boundary), now.tzinfo)
    colleagues = people()
    punches = [
        punch
        for back, beginning in enumerate([today, *past])
        for one in colleagues
        for punch in _day(one, beginning, back, seed)
        if punch.at <= now
    ]
    to_payers = requests(
        now, day_of(now, boundary), past, _NAMES, Random(f"{seed}/{now.date()}/prior auths")
    )
    asked = follow_ups(now, today, past, _MANAGER)
    every: list[Act] = [*punches, *to_payers, *said(now, today, past), *asked]
    every += [*issues(today, past, now), *thanked(now, today, past, _MANAGER)]
    every += [*ticked(now, today, past), *ran(now, past, _MANAGER)]
    acts = sorted(every, key=lambda act: act.at)
    absent = tuple(one.name for one in colleagues if not _day(one, today, 0, seed))
    return Plan(past[-1], colleagues, tuple(acts), absent)


def _beginning_of_today(now: datetime) -> datetime:
    is_open = now.weekday() < 5 and _OPEN[0] <= now.time() < _OPEN[1]
    return datetime.combine(now.date(), _BEGINNING, now.tzinfo) if is_open else after(now, -_NOON)


def _past_days(today: date, zone: tzinfo | None) -> list[datetime]:
    """The beginnings of the working days before today, the latest first."""
    days = [workday(today, -back) for back in range(1, PAST_DAYS + 1)]
    return [datetime.combine(day, _BEGINNING, zone) for day in days]


def _day(one: Colleague, beginning: datetime, back: int, seed: int) -> list[Punched]:
    """One person's punches of one whole day; back: how many working days ago that is."""
    chance = Random(f"{seed}/{beginning.date()}/{one.name}")
    forgot = _FORGOT.get(one.name) == back
    if chance.random() < 0.06 and not forgot:
        return []
    punches = [
        Punched(after(beginning, minutes * _MINUTE), one.name, deed, kind, free)
        for minutes, deed, kind, free in _hours(chance, one.breaks_tracked)
    ]
    if forgot:
        ends = [place for place, punch in enumerate(punches) if punch.deed == "end"]
        return punches[: ends[-1] if ends else -1]
    return punches


_Step = tuple[float, Deed, Kind | None, bool | None]  # minutes after the day's beginning


def _hours(chance: Random, breaks_tracked: bool) -> Iterator[_Step]:
    """One day: arriving 7:40 to 9, now and then late; lunch about noon; leaving 4:30 to 5:30."""
    late = chance.uniform(15, 45) if chance.random() < 0.05 else 0
    arrived = chance.uniform(100, 180) + late
    left = chance.uniform(630, 690) + (chance.uniform(30, 75) if chance.random() < 0.06 else 0)
    yield arrived, "arrive", None, None
    if breaks_tracked:
        away = arrived
        if chance.random() < 0.5:
            away = arrived + chance.uniform(105, 150)
            yield away, "start", "rest", None
            away += chance.uniform(8, 14)
            yield away, "end", "rest", None
        if chance.random() > 0.05:
            latest = arrived + (295 if chance.random() > 0.03 else 330)  # now and then too late
            away = max(min(chance.uniform(330, 435), latest), away + 20)
            yield away, "start", "meal", None
            free = chance.random() > 0.06
            away += chance.uniform(30.1, 38) if free else chance.uniform(14, 27)
            yield away, "end", "meal", free
        away = max(away, 400) + chance.uniform(105, 135)
        if chance.random() < 0.5 and away + 20 < left:
            kind: Kind = "rest" if chance.random() < 0.85 else "other"
            yield away, "start", kind, None
            yield away + chance.uniform(8, 15), "end", kind, None
    yield left, "leave", None, None
