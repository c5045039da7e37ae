"""Figures of a day as JSON: how a closed day and what corrects it lie in the store."""

import json
from collections.abc import Iterable, Sequence
from datetime import time
from typing import Any

from kiosk.practice.day_closing import Change, Mentioned
from kiosk.practice.figures import Key, Measured, Value, is_known


def written(measured: Measured, mentioned: Mentioned) -> str:
    """What is frozen, in one line."""
    first = mentioned.first
    told = {
        "idea": mentioned.idea,
        "thanks": mentioned.thanks,
        "first": first.isoformat("minutes") if first else None,
    }
    return _line({"figures": listed(measured), "mentioned": told})


def read(body: str) -> tuple[dict[Key, Value], Mentioned]:
    """What was frozen, but for figures that there are no longer."""
    said = json.loads(body)
    told = said["mentioned"]
    first = time.fromisoformat(told["first"]) if told["first"] else None
    figures = {_key(one): _value(one["value"]) for one in said["figures"] if is_known(one["name"])}
    return figures, Mentioned(told["idea"], told["thanks"], first)


def listed(measured: Measured) -> list[dict[str, Any]]:
    """Each figure as name, of what, and value: a number, or the seconds of each that ended."""
    return [
        {"name": key[0], "of": list(key[1:]), "value": value}
        for key, value in sorted(measured.items())
    ]


def changes_written(changes: Iterable[Change]) -> str:
    """What an amendment changes, in one line."""
    return _line(changes_listed(changes))


def changes_listed(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Each change as name, of what, before and after."""
    return [
        {"name": one.key[0], "of": list(one.key[1:]), "before": one.before, "after": one.after}
        for one in changes
    ]


def changes_read(body: str) -> tuple[Change, ...]:
    """What an amendment changed."""
    return tuple(
        Change(_key(one), _perhaps(one["before"]), _perhaps(one["after"]))
        for one in json.loads(body)
        if is_known(one["name"])
    )


def _line(said: Any) -> str:
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False)


def _key(one: dict[str, Any]) -> Key:
    return (one["name"], *one["of"])


def _value(value: int | Sequence[int]) -> Value:
    return value if isinstance(value, int) else tuple(value)


def _perhaps(value: int | Sequence[int] | None) -> Value | None:
    return None if value is None else _value(value)
