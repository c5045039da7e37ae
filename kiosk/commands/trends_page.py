"""Trends as charts on pages of PDF, in US letter size."""

import io
from collections.abc import Sequence
from typing import Any

from kiosk.commands.page_letters import BOLD, MARGIN, PLAIN, cut, drawn, register
from kiosk.practice.trends import Point, Trend
from screens.views.trend_words import NINE_IN_TEN, chart_scale, latest, title

COLUMNS, ROWS = 2, 4  # charts on a page
GAP = 16.0  # points between two charts
HEAD, SIZE, SMALL = 50.0, 9.0, 6.0  # of the head of a page, and of letters
MOST_LABELS = 6
KEY = f"Light bars: {NINE_IN_TEN}; dark beside them: the median. A dash: not measured then."


def pages(practice: str, trends: Sequence[Trend], foot: str) -> bytes:
    """The PDF. foot: when it was made."""
    from reportlab.lib.pagesizes import LETTER  # here: it takes a fifth of a second
    from reportlab.pdfgen.canvas import Canvas

    register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=LETTER)
    canvas.setTitle(drawn(f"{practice}: trends"))
    each = COLUMNS * ROWS
    for number, at in enumerate(range(0, len(trends) or 1, each), 1):
        _page(canvas, practice, trends[at : at + each], f"{foot} {KEY} Page {number}.", LETTER)
    canvas.save()
    return out.getvalue()


def _page(
    canvas: Any, practice: str, trends: Sequence[Trend], foot: str, size: tuple[float, float]
) -> None:
    from reportlab.graphics import renderPDF

    width, height = size
    canvas.setFont(BOLD, 16)
    canvas.drawString(MARGIN, height - MARGIN - 16, drawn(f"{practice}: trends")[:80])
    canvas.setFont(PLAIN, 8)
    canvas.drawString(MARGIN, MARGIN - 8, drawn(foot))
    wide = (width - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS
    high = (height - 2 * MARGIN - HEAD - (ROWS - 1) * GAP) / ROWS
    for place, one in enumerate(trends):
        row, column = divmod(place, COLUMNS)
        left = MARGIN + column * (wide + GAP)
        top = height - MARGIN - HEAD - row * (high + GAP)
        canvas.setFont(BOLD, SIZE)
        canvas.drawString(left, top - SIZE, cut(drawn(title(one)), BOLD, SIZE, wide))
        canvas.setFont(PLAIN, SIZE - 1)
        words = cut(drawn(latest(one)), PLAIN, SIZE - 1, wide)
        canvas.drawString(left, top - 2.3 * SIZE, words)
        renderPDF.draw(_chart(one, wide, high - 3 * SIZE), canvas, left, top - high)
    canvas.showPage()


def _chart(trend: Trend, width: float, height: float) -> Any:
    """Bars; of what was not measured there is none."""
    from reportlab.graphics.charts.barcharts import VerticalBarChart
    from reportlab.graphics.shapes import Drawing, String
    from reportlab.lib.colors import black, grey, lightgrey

    scale, unit = chart_scale(trend)
    chart = VerticalBarChart()
    chart.x, chart.y = 28, 16
    chart.width, chart.height = width - 32, height - 28
    chart.data = [_values(points, scale) for points in (trend.points, trend.upper) if points]
    chart.categoryAxis.categoryNames = _labels(trend.points)
    for axis in (chart.categoryAxis, chart.valueAxis):
        axis.labels.fontName, axis.labels.fontSize = PLAIN, SMALL
        axis.strokeColor = grey
    chart.valueAxis.valueMin = 0
    highest = max((one or 0 for some in chart.data for one in some), default=0)
    chart.valueAxis.valueMax = highest * 1.1 or 1
    for number, colour in enumerate((black, lightgrey)[: len(chart.data)]):
        chart.bars[number].fillColor = colour
        chart.bars[number].strokeColor = None
    drawing = Drawing(width, height)
    drawing.add(chart)
    drawing.add(String(0, height - SMALL, unit, fontName=PLAIN, fontSize=SMALL))
    return drawing


def _values(points: Sequence[Point], scale: float) -> list[float | None]:
    return [None if one.value is None else one.value / scale for one in points]


def _labels(points: Sequence[Point]) -> list[str]:
    """As many as there is room for, the latest among them."""
    step = -(-len(points) // MOST_LABELS)
    last = len(points) - 1
    return [
        "" if (last - at) % step else f"{one.period.short}{'' if one.value is not None else ' -'}"
        for at, one in enumerate(points)
    ]
