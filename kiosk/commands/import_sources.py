"""Which files an import reads, and which it leaves and why."""

import os
from collections.abc import Iterator
from pathlib import Path

from kiosk.practice.errors import Refusal
from kiosk.practice.files import columns
from kiosk.practice.files.incoming import Left, Outcome, Place, Reading
from kiosk.practice.values import dataclass
from kiosk.practice.words import clean

JSON, TABLES = (".json",), (".csv", ".tsv", ".txt")
LONGEST_NAME = 200


@dataclass(frozen=True)
class Source:
    """One file to be read. name: as the report says it. size: in bytes."""

    path: Path
    name: str
    size: int

    @property
    def is_table(self) -> bool:
        """Whether it is a worklist; otherwise it is FHIR."""
        return self.path.suffix.lower() in TABLES


def sources_of(named: list[str], reading: Reading) -> Iterator[Source]:
    """The files to read, folders walked in order; the reading is told of the others.

    named: files and folders as they were typed. Raises Refusal when one is not there.
    """
    for path in map(Path, named):
        if path.is_dir():
            yield from _walk(path, reading)
        elif path.exists():
            yield from _source(path, reading)
        else:
            raise Refusal(f"There is no {path}.")


def _walk(folder: Path, reading: Reading) -> Iterator[Source]:
    def unreadable(fault: OSError) -> None:
        _leave(reading, Path(str(fault.filename)), "refused", why(fault))

    for parent, folders, files in os.walk(folder, onerror=unreadable):
        folders.sort()
        for name in [one for one in folders if Path(parent, one).is_symlink()]:
            _leave(reading, Path(parent, name), "skipped", "It is a link to another folder.")
        for name in sorted(files):
            if Path(parent, name).is_symlink():
                _leave(reading, Path(parent, name), "skipped", "It is a link to another file.")
            else:
                yield from _source(Path(parent, name), reading)


def _source(path: Path, reading: Reading) -> Iterator[Source]:
    if not path.is_file():
        _leave(reading, path, "skipped", "It is no ordinary file.")
    elif path.suffix.lower() not in JSON + TABLES:
        _leave(reading, path, "skipped", f"Only {', '.join(JSON + TABLES)} files are read.")
    else:
        yield Source(path, _shown(path), path.stat().st_size)


def _leave(reading: Reading, path: Path, outcome: Outcome, reason: str) -> None:
    reading.left.append(Left(Place(_shown(path)), outcome, reason))


def _shown(path: Path) -> str:
    return clean(str(path), LONGEST_NAME)


def why(fault: OSError) -> str:
    """Why a file cannot be read, in a sentence."""
    return f"It cannot be read: {(fault.strerror or 'the disk does not answer').lower()}."


def spot(place: Place) -> str:
    """Where in which file something stands, for a report."""
    line = f"line {place.line}" if place.line else ""
    column = f"column {clean(place.column, columns.LONGEST_HEADER)}" if place.column else ""
    return ", ".join(part for part in (place.file, place.entry, line, column) if part)
