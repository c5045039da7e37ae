"""Working days and stretches of time, right over midnight and daylight saving."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo


def day_of(moment: datetime, boundary: time) -> date:
    """The working day that a moment belongs to.

    moment: aware, practice-local. boundary: the wall-clock time at which a day ends and the next
    begins; 04:00 puts a late evening's last hours with the evening. Only the wall clock is
    compared, so a day has 23 or 25 hours where daylight saving begins or ends.
    """
    day = moment.date()
    return day - timedelta(days=1) if moment.time() < boundary else day


def beginning(day: date, boundary: time, zone: tzinfo) -> datetime:
    """The moment at which a working day begins: the boundary, on the wall clock of its date."""
    return datetime.combine(day, boundary, zone)


def instant(moment: datetime) -> datetime:
    """The same aware moment in UTC, where two can be compared.

    Python compares two moments of one zone by the wall clock, which repeats an hour in autumn.
    """
    return moment.astimezone(UTC)


def between(start: datetime, end: datetime) -> timedelta:
    """How much time passed between two aware moments.

    Python subtracts two moments of one zone by the wall clock, which is an hour off over a
    daylight-saving change; this does not.
    """
    return end.astimezone(UTC) - start.astimezone(UTC)


def after(moment: datetime, span: timedelta) -> datetime:
    """The aware moment this much time later (or earlier), in the same zone."""
    return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)
