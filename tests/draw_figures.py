"""Draws the table of figures into its page of the docs: `python -m tests.draw_figures`."""

from collections.abc import Iterator
from pathlib import Path

from kiosk.practice.figures import FIGURES, NOUNS, Figure, Summed

PAGE = Path(__file__).parent.parent / "docs" / "figures.md"
SUMMED: dict[Summed, str] = {
    "sum": "adds up",
    "lengths": "each one is kept, for medians",
    "standing": "as it stood when the day closed",
    "share": "worked out of the others",
}
HEAD = """# What is measured of a day

<!-- drawn by tests/draw_figures.py -->
Each figure is defined once, in `kiosk/practice/figures.py`; the end of the day, goals, trends and
exports read it by its name. When a day closes, sums and how things stand are frozen, and the
lengths of what ended on that day are kept one by one. What is corrected later stands beside it.
A figure that was added later is missing from older days: *not measured then*, never nought.

*By role* says that it is kept for each role too; whoever has two roles counts for both. Where all
can see them, no figures about breaks are shown while fewer than eight people were here.
"""


def drawn() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(line for noun in NOUNS for line in _of(noun))])


def _of(noun: str) -> Iterator[str]:
    yield f"## {NOUNS[noun]}"
    yield "| figure | in words | unit | what is counted | read from | over days | for |"
    yield "|---|---|---|---|---|---|---|"
    for one in FIGURES:
        if one.noun == noun:
            yield _row(one)
    yield ""


def _row(one: Figure) -> str:
    audience = one.audience + (", by role" if one.by_role else "")
    cells = (one.words, one.unit, one.formula, one.source, SUMMED[one.summed], audience)
    return f"| `{one.name}` | {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(drawn())
