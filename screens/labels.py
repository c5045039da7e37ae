"""Labels with their values beside them, as text; a long value goes on under its beginning."""

import textwrap
from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size


def labelled(lines: Iterable[tuple[str, str]], label: int, width: int) -> str:
    """All of them, one under the other.

    label: how many cells the labels take. width: of the screen.
    """
    room = max(width - label - 2, 20)
    shown: list[str] = []
    for name, value in lines:
        parts = textwrap.wrap(value, room, drop_whitespace=True) or [""]
        shown.append(f" {name:<{label}}{parts[0]}")
        shown += [" " * (label + 1) + part for part in parts[1:]]
    return "\n".join(shown)


def fitted(words: str, cells: int) -> str:
    """The words as wide as a column; what was cut off is seen to be."""
    if cell_len(words) > cells:
        words = f"{set_cell_size(words, cells - 1)}…"
    return set_cell_size(words, cells)
