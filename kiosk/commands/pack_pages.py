"""The downtime pack as PDF, in US letter size, and as plain text."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from kiosk.commands.page_letters import BOLD, PLAIN, cut, drawn, register

if TYPE_CHECKING:
    from screens.views.blank_forms import Sheet, Table
    from screens.views.downtime_pack import Pack

MARGIN, SIZE, HIGH = 45.0, 8.5, 23.0  # points, 72 to an inch; HIGH: a line to write on
LABEL = 88.0  # points
TEXT_WIDTH = 78  # characters
RULED = "_" * 92  # as wide as there is room for beside a label


def pdf(pack: "Pack", foot: str) -> bytes:
    """Each sheet begins on a page of its own. foot: of each page; when it was made."""
    from reportlab.lib.pagesizes import LETTER  # here: it takes a fifth of a second
    from reportlab.platypus import PageBreak, SimpleDocTemplate

    register()
    out = io.BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), MARGIN)
    title = drawn(f"{pack.practice}: downtime pack, {pack.head}")
    document = SimpleDocTemplate(out, pagesize=LETTER, title=title, **margins)
    width = LETTER[0] - 2 * MARGIN
    parts = [[*_parts(one, width - 12)] for one in pack.sheets]  # 12: what its frame keeps free
    story = [each for one in parts for each in (*one, PageBreak())]

    def stamp(canvas: Any, page: Any) -> None:
        canvas.setFont(PLAIN, 7)
        words = f"{drawn(f'{pack.practice}, {pack.head}. {foot}')}  Page {page.page}"
        canvas.drawString(MARGIN, MARGIN - 16, cut(words, PLAIN, 7, width))

    document.build(story, onFirstPage=stamp, onLaterPages=stamp)
    return out.getvalue()


def _parts(sheet: "Sheet", width: float) -> Iterator[Any]:
    from reportlab.platypus import Paragraph, Spacer
    from reportlab.platypus import Table as Drawn

    yield Paragraph(_marked(sheet.title), _style(BOLD, 14))
    yield Spacer(0, 8)
    if sheet.lines:
        rows = [[_words(label, BOLD), _words(words or RULED)] for label, words in sheet.lines]
        yield Drawn(rows, [LABEL, width - LABEL], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
        yield Spacer(0, 8)
    if sheet.table:
        yield _drawn_table(sheet.table, width)
    if sheet.foot:
        yield Spacer(0, 8)
        yield _words(sheet.foot)


def _drawn_table(table: "Table", width: float) -> Any:
    from reportlab.lib.colors import black
    from reportlab.platypus import Table as Drawn

    columns = [width * one / sum(table.shares) for one in table.shares]
    rows = [[_words(one, BOLD) for one in table.heads]]
    rows += [[_words(one) for one in row] for row in table.rows]
    rows += [[""] * len(table.heads) for _ in range(table.blank)]
    heights = [None] * (1 + len(table.rows)) + [HIGH] * table.blank
    style = [("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Drawn(rows, columns, heights, repeatRows=1, style=style)


def _words(words: str, font: str = PLAIN) -> Any:
    from reportlab.platypus import Paragraph

    return Paragraph(_marked(words), _style(font, SIZE))


def _style(font: str, size: float) -> Any:
    """A word without spaces is broken where the column ends."""
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(font, fontName=font, fontSize=size, leading=size * 1.3, splitLongWords=1)


def _marked(words: str) -> str:
    """What people typed is no markup."""
    return escape(drawn(words))


def text(pack: "Pack", foot: str) -> str:
    """The same in plain lines; a form feed begins each sheet, as printers know it."""
    sheets = ("\n".join(_lines(one)) for one in pack.sheets)
    head = f"{pack.practice}: downtime pack, {pack.head}\n{foot}\n\n"
    return head + "\n\f".join(sheets) + "\n"


def _lines(sheet: "Sheet") -> Iterator[str]:
    yield sheet.title.upper()
    yield ""
    yield from (_line(label, words) for label, words in sheet.lines)
    if table := sheet.table:
        yield ""
        yield " | ".join(table.heads)
        yield "-" * TEXT_WIDTH
        for row in table.rows:
            yield " | ".join(one or "____" for one in row)
        for _ in range(table.blank):
            yield from ("", "_" * TEXT_WIDTH)
    if sheet.foot:
        yield from ("", sheet.foot)


def _line(label: str, words: str) -> str:
    """Without words it is ruled, to write on."""
    named = f"{label}: " if label else ""
    return named + (words or "_" * (TEXT_WIDTH - len(named)))
