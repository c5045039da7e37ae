"""Labels with their values beside them, as text; a long value goes on under its beginning."""

import textwrap
from collections.abc import Iterable


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
