"""The jobs, the training and the weeks of the demo practice. All of it is invented."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from kiosk.practice.jobs import JobLevel
from kiosk.practice.roster import WorkHours
from kiosk.practice.values import dataclass

YEAR = timedelta(days=365)
_DAY = (WorkHours(time(8), time(17)),)
_LATE = (WorkHours(time(9), time(17, 30)),)
_TWO = (WorkHours(time(8), time(13)), WorkHours(time(13), time(17), "front desk"))
FLU_CLINIC = "flu clinic"
SATURDAY = 5
CLINIC_HOURS = (WorkHours(time(9), time(13)),)
CLINIC = ("Tess Abara", "Sam Ekholm", "Ana Belmonte", "Maria Ostrow")
LATE = ("Joel Iverson", "Grace Fenwick", "Nora Vik")
TWO_ROLES = ("Lee Moreau",)
MEETING = ("Staff meeting", time(13, 45), time(14, 15))
PROTECTED = ("referrals", (0, 1, 2, 3, 4), WorkHours(time(14), time(16)))
OFF_SOON = ("Hugh Pellar", 8, 10)  # who asks for time off, and in how many days from when to when


@dataclass(frozen=True)
class DemoJob:
    """A job of the demo practice. trained: whole roles, and names; learns: one with a trainer."""

    name: str
    page: str
    roles: tuple[str, ...] = ()
    trained: tuple[str, ...] = ()
    refresh: timedelta = timedelta()
    level: JobLevel = ""
    learns: tuple[str, str] | None = None


_ALL_DESK = ("Maria Ostrow", "Joel Iverson", "Priya Nandan", "Wendy Kowal", "Zoe Urbano")
_MOST_MAS = ("Tess Abara", "Sam Ekholm", "Omar Haddad", "Grace Fenwick", "Luis Tovar")
JOBS = (
    DemoJob(
        "check-in",
        "Greet, look up the appointment, copy both sides of the card.\n"
        "Never say a diagnosis at the desk. When the line is longer than four, ring the bell.",
        ("front desk",),
        _ALL_DESK,
    ),
    DemoJob(
        "phones",
        "Pick up by the third ring.\nChest pain, trouble breathing: say call 911, stay on the "
        "line, wave for a nurse.\nMessages go into the chart before you take the next call.",
        ("front desk",),
        ("Maria Ostrow", "Joel Iverson", "Zoe Urbano"),
        learns=("Wendy Kowal", "Maria Ostrow"),
    ),
    DemoJob(
        "referrals",
        "Each morning: what came in overnight, then what is older than three days.\n"
        "Urgent ones are called in, not faxed.",
        ("referrals",),
        ("Lee Moreau",),
        learns=("Priya Nandan", "Lee Moreau"),
    ),
    DemoJob(
        "vitals",
        "Height, weight, blood pressure seated after five minutes.\nOut of range twice: tell the "
        "nurse before the patient is roomed.",
        ("MA", "LPN"),
        (*_MOST_MAS, "Ines Duarte", "Colleen Yates"),
    ),
    DemoJob(
        "vaccines",
        "Two people check lot and expiry. The fridge log is signed at 8 and at 4.\n"
        "Above 46 F: move nothing, call the number on the door.",
        ("RN", "LPN"),
        ("Ana Belmonte", "Colleen Yates", "Tess Abara"),
        YEAR,
    ),
    DemoJob(
        "lab draws",
        "Label at the chair, never before. The courier comes at 11 and at 3:30.",
        ("MA",),
        ("Sam Ekholm", "Grace Fenwick"),
        learns=("Ines Duarte", "Sam Ekholm"),
    ),
    DemoJob(
        "nurse calls",
        "Call back in the order of the list, urgent ones first. Read back what was agreed.",
        ("RN",),
        ("Ana Belmonte", "Hugh Pellar", "Nora Vik"),
    ),
    DemoJob(
        "sterilizer",
        "Spore test on Mondays. No strip, no run.",
        ("MA",),
        ("Omar Haddad",),
        YEAR,
    ),
    DemoJob(
        "claims and billing",
        "Denials first. Call backs to patients after 1 PM.",
        ("billing",),
        ("Ken Adair", "Dana Whitlock"),
    ),
)


def weeks(names: Sequence[str]) -> dict[str, dict[int, tuple[WorkHours, ...]]]:
    """The usual week of everybody, by weekday."""
    return {name: dict.fromkeys(range(5), _hours(name)) for name in names}


def _hours(name: str) -> tuple[WorkHours, ...]:
    return _LATE if name in LATE else _TWO if name in TWO_ROLES else _DAY


def since(place: int, begins: date) -> date:
    """A day on which somebody was trained: years and months ago, another one for each."""
    return begins - timedelta(days=70 + 41 * place % 330)
