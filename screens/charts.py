"""Draws a trend as a chart of characters that every terminal has."""

from collections.abc import Sequence
from math import ceil, floor, log10

from kiosk.practice.trends import Trend
from screens.views.trend_words import NINE_IN_TEN, chart_scale

FULL, LIGHT = "█", "░"
ALMOST = 1 - 1e-9  # what is lost in dividing by a unit
LEAST = 1e-6  # less is nothing: no count or length is so small, and floats end somewhere
AROUND, BETWEEN = 12, 2  # cells beside the bars, and between two labels
LEAST_WIDTH, LEAST_HEIGHT = 30, 6  # cells in which a chart still tells anything


def chart(trend: Trend, width: int, height: int) -> str:
    """Bars, a period beside the other; a second, light bar where a trend has an upper value.

    A period of which nothing was measured has no bar, and a dash under it. Empty where there is
    no room. No colours: what tells the bars apart are the characters.
    """
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return ""
    import plotext  # here: nobody waits for it who does not look at trends

    scale, unit = chart_scale(trend)
    values = [(one.value or 0) / scale for one in trend.points]
    upper = [(one.value or 0) / scale for one in trend.upper]
    labels = [f"{one.period.short}{'' if one.value is not None else ' -'}" for one in trend.points]
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(False, False)  # it would take the size of another terminal, or of none
    plotext.plot_size(width, height)
    if upper:
        of_both = {"labels": ["median", NINE_IN_TEN], "marker": [FULL, LIGHT]}
        plotext.multiple_bar(labels, [values, upper], width=0.8, **of_both)
    else:
        plotext.bar(labels, values, width=0.6, marker=FULL)
    # Of labels without room it would leave out some at random.
    plotext.xticks(*_apart(labels, width))
    top = _top(max([*values, *upper], default=0))
    plotext.ylim(0, top)
    plotext.yticks([0, top / 2, top], [f"{one:g}" for one in (0, top / 2, top)])
    plotext.title(unit)
    drawn: str = plotext.uncolorize(plotext.build())
    return "\n".join(line.rstrip() for line in drawn.splitlines())


def _apart(labels: Sequence[str], width: int) -> tuple[list[int], list[str]]:
    """As many labels as there is room for, with their places from 1 on; the last is among them."""
    room = max(width - AROUND, 1)
    step = ceil(len(labels) * (max(map(len, labels), default=0) + BETWEEN) / room)
    places = list(range(len(labels), 0, -max(step, 1)))[::-1]
    return places, [labels[place - 1] for place in places]


def _top(most: float) -> float:
    """The least round number that the highest bar does not exceed: 1, 2, 4, 5 or 8, and noughts."""
    if most < LEAST:
        return 1
    power = 10.0 ** floor(log10(most))
    return next(one * power for one in (1, 2, 4, 5, 8, 10) if one * power >= most * ALMOST)
