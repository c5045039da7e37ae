"""How times and lengths are said on every screen."""

from datetime import date, datetime, timedelta


def clock_words(time: datetime) -> str:
    """A time of day: 12:07 PM."""
    return f"{time:%-I:%M %p}"


def day_words(day: date | None, today: date) -> str:
    """A day: today, tomorrow, Mon Nov 23, or with its year when that is another."""
    if day is None:
        return ""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((day - today).days)
    return near or (f"{day:%a %b %-d}" if day.year == today.year else f"{day:%b %-d, %Y}")


def length_words(span: timedelta) -> str:
    """A length in whole minutes: 12 min, 1 h 05 min. For the screen only; nothing is rounded."""
    minutes = int(span.total_seconds() // 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
