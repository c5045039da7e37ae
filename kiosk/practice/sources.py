"""Rules that come from a law or a contract: where each is from, and how files of them are read.

A rule is a frozen dataclass. Its fields are the keys of a table in a TOML file, and their types say
how each is read: `str`, `int`, `bool`, `date`, `timedelta` (written "5 h"), `tuple[str, ...]`, a
`Literal` of words; `Annotated` with Bounds where there are some, `| None` where the key may be left
out. A field of the type Source takes four keys: its own name for the words, `valid_from`,
`valid_to`, `checked_on`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date, timedelta
from types import NoneType
from typing import Annotated, Any, Literal, NoReturn, TypeVar, get_args, get_origin

from kiosk.practice import spans
from kiosk.practice.errors import Refusal
from kiosk.practice.values import dataclass
from kiosk.practice.words import clean

MOST_BYTES = 65_536  # a pack has about 2,000
MOST_DOTS = 100  # in a line: Python reads a key of 30,000 parts for 16 seconds
R = TypeVar("R")


@dataclass(frozen=True)
class Bounds:
    """From where to where a value goes, both allowed; of a text or a list, how long it is."""

    least: Any
    most: Any


@dataclass(frozen=True)
class Source:
    """Where a rule is from. Raises ValueError where it would end before it begins."""

    words: Annotated[str, Bounds(1, 400)]  # law, section and decision, as a person would cite them
    valid_from: date
    valid_to: date | None  # the last day; None while nobody knows of an end
    checked_on: date  # when somebody last compared the rule with its source

    def __post_init__(self) -> None:
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("'valid_to' is before 'valid_from'")

    def holds_on(self, day: date) -> bool:
        """Whether the rule holds on that day; the first and the last are both in."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def text_of(data: bytes, file: str) -> str:
    """The text of a file of rules. Raises Refusal where it is too large or not UTF-8."""
    if len(data) > MOST_BYTES:
        raise Refusal(f"{_name(file)}: the file is larger than {MOST_BYTES // 1024} KiB.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(f"{_name(file)}: the file is not text in UTF-8.") from None


class RuleFile:
    """A file of rules, read strictly.

    Everything here raises Refusal, in one sentence with file, table, key and reason, for what is
    missing, unknown, or of another type or size than the rule says.
    """

    def __init__(self, text: str, file: str) -> None:
        """text: what the file says, in TOML. file: its name, as messages call it."""
        self._file = _name(file)
        if len(text) > MOST_BYTES:
            raise Refusal(f"{self._file}: the file is larger than {MOST_BYTES // 1024} KiB.")
        self._top = self._parsed(text)

    def head(self, kind: type[R], *tables: str) -> R:
        """What stands above the tables. tables: the names of all that may follow it."""
        alone = {key: value for key, value in self._top.items() if key not in tables}
        return _made(kind, alone, _Place(self._file, also=tables))

    def rule(self, name: str, kind: type[R]) -> R:
        """The one rule of its kind, a table [name]."""
        found = self._top.get(name)
        if not isinstance(found, dict):
            raise Refusal(f"{self._file}: write '{name}' as a table that begins [{name}].")
        return _made(kind, found, _Place(self._file, name))

    def rules(self, name: str, kind: type[R], count: Bounds | None = None) -> tuple[R, ...]:
        """The rules of one kind, each a table [[name]], in the order in which they stand.

        count: how many there may be; None: any number.
        """
        found = self._top.get(name, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise Refusal(f"{self._file}: write each '{name}' as a table that begins [[{name}]].")
        if count and not count.least <= len(found) <= count.most:
            may = f"there may be {count.least} to {count.most}"
            raise Refusal(f"{self._file}: there are {len(found)} [[{name}]], and {may}.")
        return tuple(
            _made(kind, one, _Place(self._file, f"{name} {number}"))
            for number, one in enumerate(found, start=1)
        )

    def refuse(self, name: str, number: int, reason: str) -> NoReturn:
        """Raise Refusal for one rule that does not go with the rest of its file."""
        raise Refusal(f"{_Place(self._file, f'{name} {number}')}: {reason}.")

    def _parsed(self, text: str) -> dict[str, Any]:
        import tomllib  # here, for it would slow the start by 7 ms

        if any(line.count(".") > MOST_DOTS for line in text.split("\n")):
            raise Refusal(f"{self._file}: a line has more than {MOST_DOTS} dots.")
        try:
            return tomllib.loads(text)
        except RecursionError:
            reason = "it is nested too deep"
        except ValueError as fault:  # TOMLDecodeError is one; a number of 5,000 digits another
            reason = clean(str(fault), 200)
        raise Refusal(f"{self._file}: this is not TOML: {reason}.") from None


@dataclass(frozen=True)
class _Place:
    """Where in a file something stands: in which table, or above all of them."""

    file: str
    table: str = ""
    also: tuple[str, ...] = ()  # names that are known here and read elsewhere

    def __str__(self) -> str:
        return f"{self.file}: {self.table}" if self.table else self.file

    def refuse(self, key: str, reason: str) -> NoReturn:
        raise Refusal(f"{self}{', ' if self.table else ': '}'{key}': {reason}.")


@dataclass(frozen=True)
class _Key:
    """One key of a table, as a field of a rule says it."""

    name: str
    kind: Any
    bounds: Bounds | None
    is_optional: bool


def _keys(rule: Any) -> Iterator[_Key]:
    for one in fields(rule):
        if one.type is Source:
            words, *rest = _keys(Source)
            yield _Key(one.name, words.kind, words.bounds, words.is_optional)
            yield from rest
        else:
            yield _key(one.name, one.type)


def _key(name: str, kind: Any) -> _Key:
    is_optional = NoneType in get_args(kind)
    if is_optional:
        kind = next(one for one in get_args(kind) if one is not NoneType)
    bounds = None
    if get_origin(kind) is Annotated:
        kind, bounds = get_args(kind)
    return _Key(name, kind, bounds, is_optional)


def _made(rule: type[R], table: Mapping[str, Any], place: _Place) -> R:
    keys = {key.name: key for key in _keys(rule)}
    if unknown := [name for name in table if name not in keys]:
        known = ", ".join([*keys, *place.also])
        place.refuse(clean(unknown[0], 40), f"there is no such key; there are {known}")
    values = {name: _value(key, table, place) for name, key in keys.items()}
    try:
        return rule(**_composed(rule, values))
    except ValueError as fault:  # what the rule itself says of its values
        raise Refusal(f"{place}: {fault}.") from None


def _composed(rule: Any, values: dict[str, Any]) -> dict[str, Any]:
    """The values as the rule's fields take them: a Source's four keys made one."""
    own = {one.name: values[one.name] for one in fields(rule)}
    for one in fields(rule):
        if one.type is Source:
            rest = {part.name: values[part.name] for part in fields(Source)[1:]}
            own[one.name] = Source(values[one.name], **rest)
    return own


def _value(key: _Key, table: Mapping[str, Any], place: _Place) -> Any:
    if key.name not in table:
        return None if key.is_optional else place.refuse(key.name, "it is missing")
    told = table[key.name]
    try:
        is_choice = get_origin(key.kind) is Literal
        value = _chosen(key.kind, told) if is_choice else _READERS[key.kind](told)
    except ValueError as fault:
        place.refuse(key.name, f"{fault}, not {_told(told)}")
    if key.bounds and not key.bounds.least <= _size(value) <= key.bounds.most:
        place.refuse(key.name, _out_of(key.bounds, value))
    return value


def _size(value: Any) -> Any:
    return len(value) if isinstance(value, str | tuple) else value


def _out_of(bounds: Bounds, value: Any) -> str:
    least, most = _told(bounds.least), _told(bounds.most)
    if isinstance(value, str):
        return f"it has {len(value)} characters, and may have {least} to {most}"
    if isinstance(value, tuple):
        return f"it has {len(value)} entries, and may have {least} to {most}"
    return f"it goes from {least} to {most}, and {_told(value)} does not"


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise ValueError('write words in quotes, "like these"')
    return clean(told, len(told) + 1)


def _texts(told: Any) -> tuple[str, ...]:
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise ValueError('write a list of words, ["like", "these"]')
    return tuple(_text(one) for one in told)


def _whole(told: Any) -> int:
    if type(told) is not int:  # a bool is an int to Python
        raise ValueError("write a whole number without quotes")
    return told


def _yes(told: Any) -> bool:
    if not isinstance(told, bool):
        raise ValueError("write true or false without quotes")
    return told


def _date(told: Any) -> date:
    if type(told) is not date:  # a moment is a date to Python
        raise ValueError("write a day as 2026-01-31 without quotes")
    return told


def _span(told: Any) -> timedelta:
    if not isinstance(told, str):
        raise ValueError('write it as "10 min" or "5 h", in quotes')
    return spans.read(told.strip())


def _chosen(kind: Any, told: Any) -> str:
    words: tuple[str, ...] = get_args(kind)
    if told not in words:
        raise ValueError(f"write {' or '.join(_told(one) for one in words)}")
    return str(told)


_READERS: dict[Any, Callable[[Any], Any]] = {
    str: _text,
    tuple[str, ...]: _texts,
    int: _whole,
    bool: _yes,
    date: _date,
    timedelta: _span,
}


def _told(value: Any) -> str:
    """A value in a message: short, harmless, and as one would write it."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value) if abs(value) < 10**12 else "a number so large"
        case timedelta():
            return spans.shown(value)
        case str():
            return f"'{clean(value, 40)}'"
        case dict():
            return "a table"
        case list():
            return "a list"
    return clean(str(value), 40)


def _name(file: str) -> str:
    return clean(file, 80)
