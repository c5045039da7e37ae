"""What a practice says of people, on the command line or in a CSV file, read and checked."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from kiosk.practice.employment import as_day, as_name, check_days, check_is_new
from kiosk.practice.errors import Refusal
from kiosk.practice.words import clean
from storage.people import NewPerson

COLUMNS = ("name", "roles", "manager", "breaks", "from", "to")
LARGEST = 1_000_000  # bytes; a practice of thousands fits
YES = {"yes": True, "y": True, "true": True, "1": True}
NO = {"no": False, "n": False, "false": False, "0": False}


def new_person(
    name: str,
    roles: tuple[str, ...],
    *,
    is_manager: bool,
    breaks_tracked: bool,
    days: tuple[date | None, date | None],
    idle: timedelta | None = None,
) -> NewPerson:
    """Somebody to be added. days: the first and the last. Raises Refusal when they do not fit."""
    first, last = days
    check_days(first, last)
    return NewPerson(as_name(name), roles, is_manager, breaks_tracked, first, last, idle)


def read(path: Path, roles: set[str], taken: set[str]) -> list[NewPerson]:
    """Everybody in a CSV file, in its order.

    roles: those there are. taken: names that others have. Raises Refusal with every line that is
    wrong, and why; there are no partial results.
    """
    people: list[NewPerson] = []
    wrong: list[str] = []
    names = set(taken)
    for line, row in _rows(path):
        try:
            person = _person(row, roles)
            check_is_new(person.name, names)
        except Refusal as no:
            wrong.append(f"line {line}: {no}")
            continue
        names.add(person.name)
        people.append(person)
    if wrong:
        raise Refusal("\n".join([*wrong, "Nobody was added."]))
    if not people:
        raise Refusal(f"There is nobody in {path}.")
    return people


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row that is not blank, by column, with its line."""
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        header = [cell.strip().casefold() for cell in next(reader, [])]
        _check_header(header)
        for cells in reader:
            if len(cells) > len(header):
                raise Refusal(f"line {reader.line_num}: there are more cells than columns.")
            if any(cell.strip() for cell in cells):
                yield reader.line_num, dict(zip(header, cells, strict=False))
    except csv.Error as fault:
        raise Refusal(f"line {reader.line_num}: this is no CSV: {fault}.") from fault


def _check_header(header: list[str]) -> None:
    columns = f"line 1: the columns are {', '.join(COLUMNS)}"
    if strange := [one for one in header if one not in COLUMNS]:
        raise Refusal(f"{columns}, and '{clean(strange[0], 40)}' is none of them.")
    if "name" not in header:
        raise Refusal(f"{columns}, and there is no name.")
    if len(set(header)) < len(header):
        raise Refusal(f"{columns}, each only once.")


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise Refusal(f"{path} is too long for a list of people.")
        return content.decode("utf-8-sig")
    except OSError as fault:
        raise Refusal(f"{path} cannot be read: {fault.strerror}.") from fault
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        raise Refusal(f"line {line}: this is not UTF-8. Save the file as UTF-8.") from fault


def _person(row: dict[str, str], roles: set[str]) -> NewPerson:
    own = tuple(part.strip() for part in row.get("roles", "").split(";") if part.strip())
    if strange := [role for role in own if role not in roles]:
        raise Refusal(f"There is no role '{clean(strange[0], 40)}'.")
    return new_person(
        row.get("name", ""),
        own,
        is_manager=_is_yes(row, "manager", default=False),
        breaks_tracked=_is_yes(row, "breaks", default=True),
        days=(as_day(row.get("from", "")), as_day(row.get("to", ""))),
    )


def _is_yes(row: dict[str, str], column: str, *, default: bool) -> bool:
    typed = row.get(column, "").strip().casefold()
    found = (YES | NO).get(typed, default)
    if typed and typed not in YES | NO:
        raise Refusal(f"{column}: write yes or no, not '{clean(typed, 40)}'.")
    return found
