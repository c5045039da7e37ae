"""Today's plan as one page of PDF, in US letter size."""

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kiosk.commands.page_letters import BOLD, MARGIN, PLAIN, cut, drawn, register
from kiosk.practice.values import dataclass

if TYPE_CHECKING:
    from screens.views.today_known import Section

GUTTER = 18.0  # points
SIZES = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0)  # of letters, in points
MOST_COLUMNS = 3
LEADING = 1.35  # from line to line, in sizes


@dataclass(frozen=True)
class _Row:
    """One line on the page, as wide as a column at most."""

    words: str
    is_bold: bool = False


def page(title: str, head: str, sections: "Sequence[Section]", foot: str) -> bytes:
    """The PDF: as large as it fits on one page; what never fits is counted in its last line.

    title: the practice. head: the day. foot: when it was made.
    """
    from reportlab.lib.pagesizes import LETTER  # here: it takes a fifth of a second
    from reportlab.pdfgen.canvas import Canvas

    register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=LETTER)
    canvas.setTitle(drawn(f"{title}: {head}" if title else head))
    width, height = LETTER
    top = height - MARGIN
    for words, font, size in ((title, BOLD, 16.0), (head, PLAIN, 12.0)):
        canvas.setFont(font, size)
        canvas.drawString(MARGIN, top - size, cut(drawn(words), font, size, width - 2 * MARGIN))
        top -= size * 1.5
    canvas.setFont(PLAIN, 8)
    canvas.drawString(MARGIN, MARGIN - 8, drawn(foot))
    _fill(canvas, sections, (width - 2 * MARGIN, top - 8 - (MARGIN + 8)), top - 8)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _fill(
    canvas: Any, sections: "Sequence[Section]", room: tuple[float, float], top: float
) -> None:
    """Draw the sections in the room under `top`: with few columns and large letters, if it can."""
    wide, high = room
    for size in SIZES:
        for columns in range(1, MOST_COLUMNS + 1):
            width = (wide - GUTTER * (columns - 1)) / columns
            rows = [*_rows(sections, size, width)]
            each = int(high / (size * LEADING))
            if len(rows) <= each * columns or (size, columns) == (SIZES[-1], MOST_COLUMNS):
                _draw(canvas, _as_room(rows, each * columns), (size, width, each), top)
                return


def _draw(canvas: Any, rows: Sequence[_Row], form: tuple[float, float, int], top: float) -> None:
    size, width, each = form
    for number, row in enumerate(rows):
        column, line = divmod(number, each)
        canvas.setFont(BOLD if row.is_bold else PLAIN, size)
        left = MARGIN + column * (width + GUTTER)
        canvas.drawString(left, top - (line + 1) * size * LEADING, row.words)


def _as_room(rows: Sequence[_Row], most: int) -> Sequence[_Row]:
    if len(rows) <= most:
        return rows
    return (*rows[: most - 1], _Row(f"and {len(rows) - most + 1} lines more: on the kiosk", True))


def _rows(sections: "Sequence[Section]", size: float, width: float) -> Iterator[_Row]:
    from reportlab.lib.utils import simpleSplit

    for place, section in enumerate(sections):
        if place:
            yield _Row("")
        for words in simpleSplit(drawn(section.title), BOLD, size, width):
            yield _Row(words, True)
        for one in section.lines:
            words = drawn(f"{one.name}: {one.words}")
            first, *rest = simpleSplit(words, PLAIN, size, width) or [""]
            yield _Row(cut(first, PLAIN, size, width))
            for more in simpleSplit(" ".join(rest), PLAIN, size, width - 2 * size):
                yield _Row(cut(f"    {more}", PLAIN, size, width))
