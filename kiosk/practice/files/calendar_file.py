"""Shifts in iCalendar files (RFC 5545): the library reads and repeats them, here is what is left.

Of each event only its title, times, repetitions and state are looked at. Descriptions, attendees,
places and alarms may name patients, and never leave the parsed file.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from kiosk.practice.errors import Refusal
from kiosk.practice.files.calendar_rules import MOST_STEPS, steps
from kiosk.practice.files.file_shifts import LONGEST_TITLE, MOST_SHIFTS, FileShift, Wanted
from kiosk.practice.files.incoming import Left, Outcome, Place, Reading
from kiosk.practice.values import dataclass
from kiosk.practice.words import clean

if TYPE_CHECKING:
    from icalendar import Calendar, Component, Event

_KEPT = ("UID", "SUMMARY", "STATUS", "SEQUENCE", "DTSTART", "DTEND", "DURATION")
_REPEATS = ("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_NUMBER = "X-KIOSK-NUMBER"
_BOUNDS = [re.compile(rb"(?im)^%b:VEVENT\s*$" % one) for one in (b"BEGIN", b"END")]
_ONCE_A_DAY = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_WITHIN_DAYS = ("BYHOUR", "BYMINUTE", "BYSECOND")
_EARLIEST_YEAR = 1990  # from then on a daily event is quickly counted up to now
_ONE_DAY, _NO_TIME = timedelta(days=1), timedelta()
# What the libraries raise, by their code and by 20,000 damaged files.
_UNREADABLE = (
    *(ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError),
    OSError,  # a time zone whose name is that of a folder of zones
)
_STRANGE_REPEATS = "How it repeats cannot be read."


class _Unfit(Exception):
    """An event is not taken. The message says why, in a sentence for the office."""

    def __init__(self, reason: str, outcome: Outcome = "refused") -> None:
        super().__init__(reason)
        self.outcome = outcome


@dataclass(frozen=True)
class _Numbered:
    """An event with only what is looked at, and where it stands."""

    event: "Event"
    place: Place

    @property
    def uid(self) -> str:
        """What ties an event to the days on which it differs."""
        return str(self.event.get("UID") or self.place.entry)

    @property
    def is_exception(self) -> bool:
        """Whether it says how one repetition of another event differs."""
        return "RECURRENCE-ID" in self.event


def read(content: bytes, name: str, wanted: Wanted, reading: Reading) -> Iterator[FileShift]:
    """The shifts of the days that are wanted; the reading is told of every event left out.

    name: of the file. Raises Refusal for what is no iCalendar file, or not the whole of one.
    """
    events, left = list(_fit(_calendars(content, name), name, reading)), MOST_STEPS
    for series in _series(events, reading):
        needed = sum(_steps(one.event, wanted) for one in series)
        try:
            if needed > left:
                raise _Unfit("The file repeats too much. Export only the weeks that are wanted.")
            left -= needed
            yield from _shifts(series, wanted, reading)
        except _Unfit as no:
            for one in series:
                _leave(reading, one.place, no)


def _calendars(content: bytes, name: str) -> "list[Calendar]":
    from icalendar import Calendar  # here: it takes a tenth of a second

    try:
        found = Calendar.from_ical(content, multiple=True)
    except _UNREADABLE as fault:
        raise Refusal(f"{name} is no iCalendar file that can be read.") from fault
    lines = content.replace(b"\r\n", b"\n")
    inside = sum(len(one.walk("VEVENT")) for one in found)
    if not found or any(len(bound.findall(lines)) != inside for bound in _BOUNDS):
        raise Refusal(f"{name} is not complete: a calendar or an event in it does not end.")
    return found


def _fit(calendars: "list[Calendar]", name: str, reading: Reading) -> Iterator[_Numbered]:
    """Every event that can be understood, stripped of all else."""
    number = 0
    for calendar in calendars:
        is_cancelled = str(calendar.get("METHOD", "")).upper() == "CANCEL"
        for event in calendar.walk("VEVENT"):
            number += 1
            try:
                _check(event)
                one = _Numbered(_stripped(event, number), _place(name, number, event))
            except _Unfit as no:
                _leave(reading, _place(name, number, event), no)
                continue
            if is_cancelled:
                _leave(reading, one.place, _Unfit("It is cancelled.", "skipped"))
            else:
                yield one


def _check(event: "Component") -> None:
    """Raises _Unfit for an event of which the times or the repetitions cannot be understood."""
    begins = _value(event, "DTSTART")
    if event.errors or (begins is not None and not hasattr(begins, "year")):
        raise _Unfit("A line of it cannot be read, or is folded wrongly.")
    if begins is None:
        raise _Unfit("It does not say when it begins.")
    if not isinstance(begins, datetime):
        raise _Unfit("It lasts all day. A shift needs the hours.")
    if "DTEND" not in event and "DURATION" not in event:
        raise _Unfit("It does not say when it ends.")
    for name in ("DTSTART", "DTEND"):
        _check_zone(event, name)
    _check_end(event, begins)
    _check_repeats(event, begins)


def _check_end(event: "Component", begins: datetime) -> None:
    """The library takes an end before the beginning for the beginning."""
    ends = _value(event, "DTEND")
    both = isinstance(ends, datetime) and (ends.tzinfo is None) == (begins.tzinfo is None)
    if (both and ends < begins) or _value(event, "DURATION", _NO_TIME) < _NO_TIME:
        raise _Unfit("It ends before it begins.")


def _check_zone(event: "Component", name: str) -> None:
    moment = _value(event, name)
    said = name in event and event[name].params.get("TZID")
    if said and isinstance(moment, datetime) and moment.tzinfo is None:
        raise _Unfit("Its time zone is not known, and the file does not explain it.")


def _rules(event: "Component") -> list[Any]:
    rules = event.get("RRULE", [])
    return rules if isinstance(rules, list) else [rules]


def _steps(event: "Component", wanted: Wanted) -> int:
    begins = _value(event, "DTSTART").date()
    return sum(steps(rule, begins, wanted.last) for rule in _rules(event))


def _check_repeats(event: "Component", begins: datetime) -> None:
    """The library takes very long, or for ever, over rules that no roster has."""
    rules = _rules(event)
    if "EXRULE" in event or len(rules) > 1:
        raise _Unfit(_STRANGE_REPEATS)
    for rule in rules:
        often = [str(one).upper() for one in rule.get("FREQ", [])]
        if any(int(one) < 1 for one in rule.get("INTERVAL", [])) or len(often) != 1:
            raise _Unfit(_STRANGE_REPEATS)
        if often[0] not in _ONCE_A_DAY or any(one in rule for one in _WITHIN_DAYS):
            raise _Unfit("It repeats more than once a day.")
        if begins.year < _EARLIEST_YEAR:
            raise _Unfit(f"It repeats since before {_EARLIEST_YEAR}.")


def _value(event: "Component", name: str, default: Any = None) -> Any:
    try:
        found = event.get(name)
        return default if found is None else found.dt
    except (ValueError, AttributeError) as fault:
        raise _Unfit("A line of it cannot be read, or is folded wrongly.") from fault


def _stripped(event: "Component", number: int) -> "Event":
    from icalendar import Event

    bare = Event()
    for name in (*_KEPT, *_REPEATS):
        if name in event:
            bare[name] = event[name]
    bare[_NUMBER] = str(number)
    return bare


def _place(name: str, number: int, event: "Component") -> Place:
    try:
        begins = _value(event, "DTSTART")
        when = f" of {begins:%b %-d, %Y}" if begins else ""
    except (_Unfit, ValueError, TypeError):
        when = ""
    return Place(name, entry=f"event {number}{when}")


def _series(events: Sequence[_Numbered], reading: Reading) -> Iterator[tuple[_Numbered, ...]]:
    """Each event with those that say how it differs on some days; of its versions the newest."""
    by_uid: dict[str, list[_Numbered]] = {}
    for one in events:
        by_uid.setdefault(one.uid, []).append(one)
    for together in by_uid.values():
        whole = sorted((one for one in together if not one.is_exception), key=_version)
        for older in whole[:-1]:
            no = _Unfit("The file has another version of it, by the same identifier.", "skipped")
            _leave(reading, older.place, no)
        yield (*whole[-1:], *(one for one in together if one.is_exception))


def _version(one: _Numbered) -> int:
    try:
        return int(one.event.get("SEQUENCE", 0))
    except (ValueError, TypeError):
        return 0


def _shifts(series: tuple[_Numbered, ...], wanted: Wanted, reading: Reading) -> Iterator[FileShift]:
    """What it comes to on the days that are wanted, repetitions and exclusions reckoned with."""
    places = {str(one.event[_NUMBER]): one.place for one in series}
    seen: set[Place] = set()
    for event in _occurrences(series, wanted):
        place = places[str(event[_NUMBER])]
        begins, ends = wanted.local(event.start), wanted.local(event.end)
        if not wanted.holds(begins.date()):
            continue
        seen.add(place)
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            _leave(reading, place, _Unfit("It is cancelled.", "skipped"))
        else:
            title = clean(str(event.get("SUMMARY", "")), LONGEST_TITLE)
            yield FileShift(place, title, begins, ends)
    for one in series:
        if one.place not in seen:
            _leave(reading, one.place, _Unfit(wanted.outside, "skipped"))


def _occurrences(series: tuple[_Numbered, ...], wanted: Wanted) -> "list[Any]":
    from icalendar import Calendar
    from recurring_ical_events import of

    calendar = Calendar()
    for one in series:
        calendar.add_component(one.event)
    try:  # a day more on each side: what is meant are the practice's days
        found = of(calendar).between(wanted.first - _ONE_DAY, wanted.last + 2 * _ONE_DAY)
    except _UNREADABLE as fault:
        raise _Unfit(_STRANGE_REPEATS) from fault
    if len(found) > MOST_SHIFTS:
        raise _Unfit(_STRANGE_REPEATS)
    return list(found)


def _leave(reading: Reading, place: Place, no: _Unfit) -> None:
    reading.left.append(Left(place, no.outcome, str(no)))
