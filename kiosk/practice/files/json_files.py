"""JSON from strangers, read without trusting it: size, depth, and no doubtful reading."""

import json
import math
import re
from collections.abc import Callable
from typing import Any, NoReturn

MOST_BYTES = 20_000_000
MOST_DEPTH = 64  # a real prior authorization goes about 20 deep
MOST_PARTS = 1_000_000  # brackets and commas: each becomes an object of some 100 bytes
# Possessive, with the closing quote optional: every character is looked at once, whatever comes.
_PART = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{},]', re.DOTALL)


class Unreadable(Exception):
    """The file cannot be taken. The message is one sentence, without anything of the contents."""


def load(data: bytes) -> Any:
    """What the JSON says; UTF-8 with or without a mark, UTF-16 or UTF-32.

    Raises Unreadable where it is too large, too deep, cut off, or no JSON; where it has NaN,
    Infinity or a number out of range; and where one object has a name twice, since readers
    differ in which they take (RFC 8259, section 4).
    """
    if len(data) > MOST_BYTES:
        raise Unreadable(f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        text = data.decode(json.detect_encoding(data))
    except UnicodeDecodeError:
        raise Unreadable("The file is not text.") from None
    if not text.strip():
        raise Unreadable("The file is empty.")
    _measure(text)
    return _parse(text)


def _measure(text: str) -> None:
    """Refuse what would be too deep or too much, before anything is built from it."""
    depth = parts = 0
    for match in _PART.finditer(text):
        mark = text[match.start()]
        if mark == '"':
            continue
        parts += 1
        depth += 1 if mark in "[{" else -1 if mark in "]}" else 0
        if depth > MOST_DEPTH:
            raise Unreadable(f"The file is nested more than {MOST_DEPTH} deep.")
        if parts > MOST_PARTS:
            raise Unreadable(f"The file has more than {MOST_PARTS:,} parts.")


def _parse(text: str) -> Any:
    hook: Callable[[list[tuple[str, Any]]], dict[str, Any]] = _without_doubles
    try:
        return json.loads(
            text, parse_constant=_refuse_number, parse_float=_finite, object_pairs_hook=hook
        )
    except json.JSONDecodeError as error:
        unfinished = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        reason = "is cut off" if unfinished else "is not JSON"
        raise Unreadable(f"The file {reason} (line {error.lineno}).") from None
    except ValueError:  # an integer of thousands of digits
        raise Unreadable("The file has a number that is out of range.") from None


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise Unreadable("The file says the same name twice in one object.")
    return made


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        _refuse_number(digits)
    return number


def _refuse_number(_: str) -> NoReturn:
    raise Unreadable("The file has NaN, Infinity or a number that is out of range.")
