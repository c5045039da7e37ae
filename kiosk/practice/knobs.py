"""Settings as data: each stands beside its rules, with its words, its bounds and its reading."""

import re
from collections.abc import Callable, Iterator
from dataclasses import Field, field, fields, is_dataclass, replace
from datetime import time, timedelta
from typing import Any, ClassVar, Literal, TypeVar, get_args, get_origin
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.practice import spans
from kiosk.practice.errors import Refusal
from kiosk.practice.values import dataclass

T = TypeVar("T")
D = TypeVar("D")
Kind = Literal["one", "some", "list", "pairs"]
NOW = "from now on"
LONGEST_ITEM = 40  # characters of one thing on a list


def knob(
    default: T,
    words: str,
    least: Any = None,
    most: Any = None,
    among: tuple[str, ...] = (),
    holds: str = NOW,
) -> T:
    """A field of a policy that a practice may set.

    words: what it is, for a manager. least, most: bounds, both allowed; of a text or a list, its
    length. among: all that can be in a set, or all that a name can stand for. holds: from when a
    change counts.
    """
    bounds = {"least": least, "most": most, "among": among}
    made: T = field(default=default, metadata={"words": words, "holds": holds, **bounds})
    return made


@dataclass(frozen=True)
class Knob:
    """One setting: its dotted key, what it is, its value as text, and how a value is written.

    choices: all the values that there are, where they are few. kind: one value; some of the
    choices; a list of what the practice likes; or names, each of which stands for one of the
    choices. holds: from when a change counts.
    """

    key: str
    words: str
    value: str
    how: str
    choices: tuple[str, ...] = ()
    kind: Kind = "one"
    holds: str = NOW

    @property
    def is_coded(self) -> bool:
        """Whether its value is a code, and never what somebody typed freely."""
        return bool(self.choices) and self.kind in ("one", "some")


def knobs(settings: Any, prefix: str = "") -> Iterator[Knob]:
    """Every setting in a dataclass of policies, in the order in which they stand."""
    for one in fields(settings):
        value = getattr(settings, one.name)
        if is_dataclass(value):
            yield from knobs(value, f"{prefix}{one.name}.")
        elif "words" in one.metadata:
            words, key = one.metadata["words"], prefix + one.name
            written, holds = (shown(value), _how(one)), one.metadata["holds"]
            yield Knob(key, words, *written, _choices(one), _kind(one), holds)


def _kind(one: "Field[Any]") -> Kind:
    kind: Kind = "some" if one.type == frozenset[str] else getattr(one.type, "KIND", "one")
    return kind


def _choices(one: "Field[Any]") -> tuple[str, ...]:
    if one.type is bool:
        return ("yes", "no")
    among: tuple[str, ...] = one.metadata["among"]
    return get_args(one.type) if get_origin(one.type) is Literal else among


def _how(one: "Field[Any]") -> str:
    """How a value of it is written, and within which bounds."""
    least, most = one.metadata["least"], one.metadata["most"]
    if one.type is str:
        return f"{least or 0} to {most} characters" if most else "text"
    if (choices := _choices(one)) and _kind(one) == "one":
        return " or ".join(choices)
    if own := getattr(one.type, "HOW", ""):
        return str(own)
    bounds = f", from {shown(least)} to {shown(most)}" if least is not None else ""
    return f"{_WRITTEN[one.type]}{bounds}"


def turned(settings: D, key: str, typed: str, is_stored: bool = False) -> D:
    """The same settings with one of them set to what was typed.

    is_stored: it was typed once, and fitted then; a choice that there is no longer is left out.
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
    new = turned(value, rest, typed, is_stored) if rest else _read(one, key, typed, is_stored)
    return replace(settings, **{name: new})  # type: ignore[type-var]  # D is a dataclass


def _read(one: "Field[Any]", key: str, typed: str, is_stored: bool) -> Any:
    own = getattr(one.type, "read", None)  # a type that only one noun needs reads itself
    reader = _READERS.get(one.type) or own or _one_of(_choices(one))
    least, most = one.metadata["least"], one.metadata["most"]
    try:
        value = reader(typed.strip())
    except (ValueError, ZoneInfoNotFoundError, OSError) as fault:
        raise Refusal(f"'{typed}' does not fit {key}: {fault}.") from fault
    if _kind(one) != "one":
        return _among(one, key, value, is_stored)
    size = len(value) if isinstance(value, str) else value
    if (least is not None and size < least) or (most is not None and size > most):
        raise Refusal(f"{key} goes from {shown(least)} to {shown(most)}, and '{typed}' does not.")
    return value


def _among(one: "Field[Any]", key: str, value: Any, is_stored: bool) -> Any:
    """A set, a list or pairs, of what there is to choose among, and of a length that it may have.

    Raises Refusal, which lists what there is; of what is stored the rest is left out.
    """
    among, is_some = one.metadata["among"], _kind(one) == "some"
    if is_some:
        plain = {_plainly(choice): choice for choice in among}
        value = frozenset(plain.get(_plainly(name), name) for name in value)
    used = value.values() if isinstance(value, Pairs) else value
    strange = sorted(set(used) - set(among)) if among else []
    if strange and not is_stored:
        raise Refusal(f"{key}: there is no '{strange[0]}'. There are: {', '.join(among)}.")
    least, most = one.metadata["least"], one.metadata["most"]
    if least is not None and not is_stored and not least <= len(value) <= most:
        raise Refusal(f"{key} has {least} to {most} on its list, and not {len(value)}.")
    return value - set(strange) if is_some else value


def _plainly(name: str) -> str:
    return name.casefold().replace("_", " ")


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


def parts(typed: str) -> list[str]:
    """What stands between the commas."""
    return [part.strip() for part in typed.split(",") if part.strip()]


def _names(typed: str) -> frozenset[str]:
    return frozenset(parts(typed))


def _once(names: list[str]) -> list[str]:
    """Raises ValueError for a name that is too long, or stands there twice."""
    if long := [name for name in names if len(name) > LONGEST_ITEM]:
        raise ValueError(f"'{long[0][:LONGEST_ITEM]}...' has more than {LONGEST_ITEM} characters")
    plain = [_plainly(name) for name in names]
    if twice := [name for at, name in enumerate(names) if _plainly(name) in plain[:at]]:
        raise ValueError(f"'{twice[0]}' stands there twice")
    return names


class Names(tuple[str, ...]):
    """A list of the practice's own, in its own order; no two alike."""

    KIND: ClassVar[Kind] = "list"
    HOW: ClassVar[str] = "names with commas between"

    @classmethod
    def read(cls, typed: str) -> "Names":
        """What somebody typed. Raises ValueError, whose words say what is wrong."""
        return cls(_once(parts(typed)))


class Pairs(dict[str, str]):
    """Names, each of which stands for something; hashable, so that settings stay values."""

    KIND: ClassVar[Kind] = "pairs"
    HOW: ClassVar[str] = "name=value, with commas between"

    def __hash__(self) -> int:  # type: ignore[override]  # a dict says that it cannot be hashed
        return hash(tuple(self.items()))

    @classmethod
    def read(cls, typed: str) -> "Pairs":
        """What somebody typed. Raises ValueError, whose words say what is wrong."""
        pairs = [part.partition("=") for part in parts(typed)]
        if bad := [name for name, _, value in pairs if not name.strip() or not value.strip()]:
            raise ValueError(f"write name=value, and '{bad[0].strip()}' is not so")
        _once([name.strip() for name, _, _ in pairs])
        return cls((name.strip(), value.strip()) for name, _, value in pairs)


_READERS: dict[Any, Callable[[str], Any]] = {
    str: str,
    int: _whole,
    bool: _yes,
    timedelta: spans.read,
    time: _time,
    ZoneInfo: _zone,
    frozenset[str]: _names,
}


_WRITTEN: dict[Any, str] = {
    int: "a whole number",
    timedelta: "a length such as 20 s, 10 min, 5 h or 7 d",
    time: "a time of day such as 04:00 or 17:30",
    ZoneInfo: "a time zone such as America/New_York",
    frozenset[str]: "names with commas between, or nothing",
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
        case Names():
            return ", ".join(value)
        case Pairs():
            return ", ".join(f"{name}={what}" for name, what in value.items())
    return str(value)
