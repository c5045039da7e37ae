"""Shifts in CSV files: a line each, with a name, a day, and two times; or as calendars export."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from kiosk.practice.errors import Refusal
from kiosk.practice.files import csv_rows, dates
from kiosk.practice.files.columns import plain
from kiosk.practice.files.file_shifts import LONGEST_TITLE, FileShift, Wanted
from kiosk.practice.files.incoming import Left, Place, Reading
from kiosk.practice.typed_times import time_of_day
from kiosk.practice.words import clean

_NAMES = {
    "name": "name, subject, employee, employee name, staff, person, who, title",
    "day": "day, date, start date, shift date",
    "begins": "begins, start, start time, begin, from, in, shift start",
    "ends": "ends, end, end time, to, until, out, shift end",
    "last": "end date",
    "all_day": "all day event, all day",
    "role": "role, position",
}
_FIELD_OF = {plain(one): field for field, names in _NAMES.items() for one in names.split(", ")}
_NEEDED = ("name", "day", "begins", "ends")
_ONE_DAY = timedelta(days=1)
_YES = ("true", "yes", "y", "1")


def read(
    content: bytes, name: str, wanted: Wanted, reading: Reading, today: date
) -> Iterator[FileShift]:
    """The shifts of the days that are wanted; the reading is told of every line left out.

    today: places years of two digits. Raises Refusal when the columns are not all there.
    """
    stream = io.BytesIO(content)
    form = csv_rows.form_of(stream, _score)
    fields = [_FIELD_OF.get(plain(one), "") for one in form.header]
    if missing := [one for one in _NEEDED if one not in fields]:
        raise Refusal(
            f"{name} has no column {', '.join(missing)}. A roster has the columns name, day, "
            "begins and ends; role may be there too."
        )
    try:
        for number, row in enumerate(csv_rows.rows(stream, form.encoding, form.separator)):
            if number <= form.header_row or not any(cell.strip() for cell in row.cells):
                continue
            place = Place(name, row.line)
            cells = {key: cell.strip() for key, cell in zip(fields, row.cells, strict=False) if key}
            try:
                shift = _shift(place, cells, wanted, today)
            except Refusal as no:
                reading.left.append(Left(place, "refused", str(no)))
                continue
            if wanted.holds(shift.begins.date()):
                yield shift
            else:
                reading.left.append(Left(place, "skipped", wanted.outside))
    except csv_rows.Broken as fault:
        reason = f"From here on it cannot be read: {fault}."
        reading.left.append(Left(Place(name, fault.line), "refused", reason))


def _score(cells: Sequence[str]) -> int:
    return sum(plain(cell) in _FIELD_OF for cell in cells)


def _shift(place: Place, cells: Mapping[str, str], wanted: Wanted, today: date) -> FileShift:
    if cells.get("all_day", "").casefold() in _YES:
        raise Refusal("It lasts all day. A shift needs the hours.")
    day = _day(cells.get("day", ""), today)
    begins, ends = _time(cells.get("begins", "")), _time(cells.get("ends", ""))
    last = _day(cells["last"], today) if cells.get("last") else day
    if last == day and ends <= begins:
        last = day + _ONE_DAY
    title = clean(cells.get("name", ""), LONGEST_TITLE)
    role = clean(cells.get("role", ""), LONGEST_TITLE)
    return FileShift(
        place,
        f"{title}: {role}" if role else title,
        wanted.local(datetime.combine(day, begins)),
        wanted.local(datetime.combine(last, ends)),
    )


def _day(text: str, today: date) -> date:
    try:
        found = dates.read(text, today)
    except dates.NotADate as fault:
        raise Refusal(f"The day {fault}.") from fault
    if found.check:
        raise Refusal("The day is not clear. Write it as 2026-03-06 or 3/6/2026.")
    return found.day


def _time(text: str) -> time:
    """A whole minute, as spreadsheets write it; zero seconds behind it are nothing."""
    try:
        return time_of_day(re.sub(r"(:\d\d):00", r"\1", text, count=1))
    except Refusal:
        raise Refusal("A time cannot be read. Write it as 8:00 AM or 17:30.") from None
