"""Who thanked whom in the demo practice, and what became a win. All of it is invented."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from kiosk.practice.days import after
from kiosk.practice.values import dataclass

_MORNING, _EVENING = timedelta(hours=4, minutes=5), timedelta(hours=10)


@dataclass(frozen=True)
class Thanked:
    """Somebody thanked a colleague. win_by: the manager who made it a win at once, if any."""

    at: datetime
    by: str
    to: str
    words: str
    win_by: str = ""


def thanked(
    now: datetime, today: datetime, past: Sequence[datetime], manager: str
) -> Iterator[Thanked]:
    """All of it, up to now. today, past: the beginnings of the days; of past, the latest first."""
    every = (
        Thanked(
            after(past[6], _EVENING), "Sam Ekholm", "Ken Adair", "put up the second label printer"
        ),
        Thanked(
            after(past[2], _EVENING),
            "Ana Belmonte",
            "Lee Moreau",
            "got the infusion approved a day early",
            win_by=manager,
        ),
        Thanked(
            after(today, _MORNING),
            "Tess Abara",
            "Joel Iverson",
            "stayed for the late fax",
        ),
    )
    yield from (one for one in every if one.at <= now)
