"""Strings that break programs: the public list where it is at hand, and a small one of our own."""

import json
from functools import cache
from pathlib import Path

OURS = Path(__file__).parent / "fixtures" / "naughty.json"
PUBLIC = Path(__file__).parents[2] / "shared" / "data" / "naughty-strings" / "blns.json"


@cache
def strings() -> tuple[str, ...]:
    """The hostile strings: those of the public list if it is there, and always our own."""
    public = json.loads(PUBLIC.read_text("utf-8")) if PUBLIC.exists() else []
    return tuple(dict.fromkeys(public + ours()))


def ours() -> list[str]:
    """The committed strings, one or more of each kind in the public list, and terminal ones."""
    found: list[str] = json.loads(OURS.read_text("utf-8"))
    return found
