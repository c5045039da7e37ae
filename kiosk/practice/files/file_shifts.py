"""What a file of a roster says: whose name, and from when until when; nothing else is read."""

from datetime import UTC, date, datetime, tzinfo

from kiosk.practice.files.incoming import Place
from kiosk.practice.values import dataclass

LARGEST = 20_000_000  # bytes; 5,000 events with all that calendars write take two
MOST_SHIFTS = 50_000  # of all repetitions
LONGEST_TITLE = 120


@dataclass(frozen=True)
class FileShift:
    """A time of work. title: the name, and perhaps a role, as written; moments of the practice."""

    place: Place
    title: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Wanted:
    """Which days of a file are wanted, both with them, and the practice's time zone."""

    first: date
    last: date
    zone: tzinfo

    def local(self, moment: datetime) -> datetime:
        """The moment in the practice's time; one without a zone is meant so.

        An hour that the clock skips is the one it shows instead (RFC 5545, 3.3.5).
        """
        known = moment if moment.tzinfo else moment.replace(tzinfo=self.zone)
        return known.astimezone(UTC).astimezone(self.zone)

    def holds(self, day: date) -> bool:
        """Whether this day is wanted."""
        return self.first <= day <= self.last

    @property
    def outside(self) -> str:
        """Why a shift of another day is not taken."""
        return f"It lies outside of {self.first:%b %-d, %Y} to {self.last:%b %-d, %Y}."
