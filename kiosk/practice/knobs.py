"""Settings as data: each stands beside its rules, with its words, its bounds and its reading."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass, replace
from datetime import time, timedelta
from typing import Any, Literal, TypeVar, get_args, get_origin
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.practice import spans
from kiosk.practice.errors import Refusal

T = TypeVar("T")
D = TypeVar("D")


def knob(default: T, words: str, least: Any = None, most: Any = None) -> T:
    """A field of a policy that a practice may set.

    words: what it is, for a manager. least, most: bounds, both allowed; of a text, its length. A
    type of a noun's own says how it is written (how), and reads and shows itself (read, str).
    """
    made: T = field(default=default, metadata={"words": words, "least": least, "most": most})
    return made


@dataclass(frozen=True)
class Knob:
    """One setting: its dotted key, what it is, its value as text, and how a value is written.

    choices: all the values that there are, where they are few.
    """

    key: str
    words: str
    value: str
    how: str
    choices: tuple[str, ...] = ()


def knobs(settings: Any, prefix: str = "") -> Iterator[Knob]:
    """Every setting in a dataclass of policies, in the order in which they stand."""
    for one in fields(settings):
        value = getattr(settings, one.name)
        if is_dataclass(value):
            yield from knobs(value, f"{prefix}{one.name}.")
        elif "words" in one.metadata:
            words, choices = one.metadata["words"], _choices(one)
            yield Knob(prefix + one.name, words, shown(value), _how(one), choices)


def _choices(one: "Field[Any]") -> tuple[str, ...]:
    if one.type is bool:
        return ("yes", "no")
    return get_args(one.type) if get_origin(one.type) is Literal else ()


def _how(one: "Field[Any]") -> str:
    """How a value of it is written, and within which bounds."""
    least, most = one.metadata["least"], one.metadata["most"]
    if one.type is str:
        return f"{least or 0} to {most} characters" if most else "text"
    if choices := _choices(one):
        return " or ".join(choices)
    bounds = f", from {shown(least)} to {shown(most)}" if least is not None else ""
    kind: Any = one.type
    return f"{_WRITTEN[kind] if kind in _WRITTEN else kind.how()}{bounds}"


def turned(settings: D, key: str, typed: str) -> D:
    """The same settings with one of them set to what was typed.

    Raises Refusal in words, when there is no such setting, or the value cannot be read, or lies
    out of its bounds.
    """
    name, _, rest = key.partition(".")
    one = next((one for one in fields(settings) if one.name == name), None)  # type: ignore[arg-type]  # D is a dataclass
    value = getattr(settings, name, None)
    if (
        one is None
        or is_dataclass(value) != bool(rest)
        or (not rest and "words" not in one.metadata)
    ):
        raise Refusal(f"There is no setting '{key}'. 'kiosk settings' lists them.")
    new = turned(value, rest, typed) if rest else _read(one, key, typed)
    return replace(settings, **{name: new})  # type: ignore[type-var]  # D is a dataclass


def _read(one: "Field[Any]", key: str, typed: str) -> Any:
    reader = _READERS.get(one.type) or getattr(one.type, "read", None) or _one_of(_choices(one))
    least, most = one.metadata["least"], one.metadata["most"]
    try:
        value = reader(typed.strip())
    except (ValueError, ZoneInfoNotFoundError, OSError) as fault:
        raise Refusal(f"'{typed}' does not fit {key}: {fault}.") from fault
    size = len(value) if isinstance(value, str) else value
    if (least is not None and size < least) or (most is not None and size > most):
        raise Refusal(f"{key} goes from {shown(least)} to {shown(most)}, and '{typed}' does not.")
    return value


def _one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    def read(typed: str) -> str:
        if typed.casefold() not in words:
            raise ValueError(f"write {' or '.join(words)}")
        return typed.casefold()

    return read


def _whole(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or len(typed) > 9:
        raise ValueError("write a whole number")
    return int(typed)


def _yes(typed: str) -> bool:
    if typed.casefold() not in ("yes", "no"):
        raise ValueError("write yes or no")
    return typed.casefold() == "yes"


def _time(typed: str) -> time:
    if not re.fullmatch(r"\d\d:\d\d", typed):
        raise ValueError("write it as 04:00")
    return time.fromisoformat(typed)


def _zone(typed: str) -> ZoneInfo:
    try:
        return ZoneInfo(typed)
    except (ValueError, ZoneInfoNotFoundError, OSError) as fault:
        raise ValueError("write a time zone such as America/New_York") from fault


def _names(typed: str) -> frozenset[str]:
    return frozenset(part.strip() for part in typed.split(",") if part.strip())


def _pairs(typed: str) -> Mapping[str, str]:
    pairs = [part.partition("=") for part in typed.split(",") if part.strip()]
    if bad := [name for name, _, value in pairs if not name.strip() or not value.strip()]:
        raise ValueError(f"write name=value, and '{bad[0].strip()}' is not so")
    return Pairs((name.strip(), value.strip()) for name, _, value in pairs)


class Pairs(dict[str, str]):
    """Names with a value each; hashable, so that settings stay values."""

    def __hash__(self) -> int:  # type: ignore[override]  # a dict says that it cannot be hashed
        return hash(tuple(self.items()))


_READERS: dict[Any, Callable[[str], Any]] = {
    str: str,
    int: _whole,
    bool: _yes,
    timedelta: spans.read,
    time: _time,
    ZoneInfo: _zone,
    frozenset[str]: _names,
    Pairs: _pairs,
}


_WRITTEN: dict[Any, str] = {
    int: "a whole number",
    timedelta: "a length such as 20 s, 10 min, 5 h or 7 d",
    time: "a time of day such as 04:00 or 17:30",
    ZoneInfo: "a time zone such as America/New_York",
    frozenset[str]: "names with commas between, or nothing",
    Pairs: "name=value, with commas between",
}


def shown(value: Any) -> str:
    """A setting's value as text, as it can be typed again."""
    match value:
        case bool():
            return "yes" if value else "no"
        case timedelta():
            return spans.shown(value)
        case time():
            return f"{value:%H:%M}"
        case frozenset():
            return ", ".join(sorted(value))
        case Pairs():
            return ", ".join(f"{name}={what}" for name, what in value.items())
    return str(value)
