"""The rows of a CSV file, whatever wrote it: encoding, separator, header line, line numbers.

A stream is read piece by piece, and no piece, cell or row may be longer than the limits here,
so that memory stays the same for a file of any size.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from itertools import islice
from typing import BinaryIO

from kiosk.practice.values import dataclass

MOST_CELL = 131_072  # characters; the csv module's own limit
MOST_ROW = 1_000_000
HEADER_WITHIN = 20  # rows; above it a title or a date of printing may stand
SEPARATORS = ",;\t|"
_CHUNK = 65_536


class Broken(Exception):
    """The rest of a file cannot be told apart into rows. The message says why.

    line: where it begins.
    """

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True)
class Row:
    """The cells of one row, and the line of the file that it begins on."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class Form:
    """How a file is written."""

    encoding: str
    separator: str
    header: tuple[str, ...]
    header_row: int  # the place of the header among the rows, from 0
    score: int  # how many of its columns are known; 0 means that the header is a guess


class _Lines:
    """The lines of a text, none too long, and no row's lines too many."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self._of_row = 0
        self.ended = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(MOST_ROW)
        self._of_row += len(line)
        if self._of_row >= MOST_ROW:
            raise csv.Error("a row is too long")
        if not line:
            self.ended = True
            raise StopIteration
        return line

    def next_row(self) -> None:
        """A row is complete; count anew."""
        self._of_row = 0


def encoding_of(stream: BinaryIO) -> str:
    """UTF-16 by its mark; UTF-8 where all of the file is; otherwise Windows-1252."""
    stream.seek(0)
    start = stream.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := stream.read(_CHUNK):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def rows(stream: BinaryIO, encoding: str, separator: str) -> Generator[Row, None, None]:
    """All rows, blank ones too. The stream stays open, and is the caller's.

    Raises Broken where a cell or a row does not end.
    """
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    try:
        yield from _rows(text, separator)
    finally:
        text.detach()


def _rows(text: io.TextIOBase, separator: str) -> Iterator[Row]:
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Broken(line, "a cell or a row does not end") from None
        if lines.ended:  # the reader asked for more than there is: a quote is still open
            raise Broken(line, "a quote is opened and never closed")
        lines.next_row()
        yield Row(line, cells)


def form_of(stream: BinaryIO, score: Callable[[Sequence[str]], int]) -> Form:
    """How the file is written, by the separator and row with the most columns that are known.

    score: how many of a row's cells are the name of a known column.
    """
    encoding = encoding_of(stream)
    best, best_rank = Form(encoding, SEPARATORS[0], (), 0, 0), (0, 0)
    for separator in SEPARATORS:
        for place, cells in enumerate(_first_rows(stream, encoding, separator)):
            rank = (score(cells), sum(1 for cell in cells if cell.strip()))
            if rank > best_rank:
                header = tuple(cell.strip() for cell in cells)
                best, best_rank = Form(encoding, separator, header, place, rank[0]), rank
    return best


def _first_rows(stream: BinaryIO, encoding: str, separator: str) -> Iterator[list[str]]:
    with closing(rows(stream, encoding, separator)) as found, suppress(Broken):
        for row in islice(found, HEADER_WITHIN):
            yield row.cells


def is_total(cells: Sequence[str]) -> bool:
    """Whether a row only sums up the others."""
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    return bool(re.fullmatch(r"(grand |sub-?)?totals?:?( \d+)?", first, re.IGNORECASE))
