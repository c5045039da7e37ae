"""Our dataclasses do what Python's own do, in all that the program asks of them."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, field, fields, is_dataclass, replace
from typing import Any

import pytest

from kiosk.practice import values
from kiosk.practice.values import dataclass

Decorator = Callable[..., Any]
BOTH = pytest.mark.parametrize("decorator", [dataclasses.dataclass, values.dataclass])


@dataclass(frozen=True)
class Visit:
    """At the top of a module, as copies need it."""

    who: str
    rooms: list[str] = field(default_factory=list)
    minutes: int = 5
    noise: str = field(default="", compare=False)


@dataclass(frozen=True)
class LongVisit(Visit):
    """One with a field more."""

    until: str = "noon"


@BOTH
def test_values_are_equal_by_what_they_hold(decorator: Decorator) -> None:
    class Pair:
        a: int
        b: str = "x"
        c: str = field(default="", compare=False)

    class Like(Pair):
        pass

    pair, like = decorator(frozen=True)(Pair), decorator(frozen=True)(Like)
    assert pair(1) == pair(a=1, b="x", c="not looked at")
    assert pair(1) != pair(2) and pair(1) != pair(1, "y")
    assert pair(1) != like(1) and pair(1) != (1, "x")
    assert len({pair(1), pair(1, "x"), pair(2)}) == 2
    assert repr(pair(1, c="z")).endswith(".Pair(a=1, b='x', c='z')")


@BOTH
def test_what_is_frozen_stays_and_what_is_not_can_change(decorator: Decorator) -> None:
    class Held:
        a: int

    class Loose:
        a: int

    one = decorator(frozen=True)(Held)(1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'a'"):
        one.a = 2
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'a'"):
        del one.a
    assert one.a == 1
    loose = decorator(Loose)
    other = loose(1)
    other.a = 2
    assert other == loose(2)
    with pytest.raises(TypeError, match="unhashable"):
        hash(other)


@BOTH
def test_what_a_class_defines_itself_stays(decorator: Decorator) -> None:
    class Own:
        a: int

        def __post_init__(self) -> None:
            if self.a < 0:
                raise ValueError("less than nothing")

        def __repr__(self) -> str:
            return "mine"

        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = object.__hash__

    own = decorator(frozen=True)(Own)
    assert repr(own(1)) == "mine" and own(1) == own(2)
    with pytest.raises(ValueError, match="less than nothing"):
        own(-1)


@BOTH
def test_what_is_given_wrongly_is_refused(decorator: Decorator) -> None:
    class Two:
        a: int
        b: int = 2

    class Nothing:
        pass

    two = decorator(frozen=True)(Two)
    given: list[tuple[tuple[int, ...], dict[str, int]]] = [
        ((), {}),
        ((1, 2, 3), {}),
        ((1,), {"a": 1}),
        ((1,), {"c": 1}),
    ]
    for values_given, named in given:
        with pytest.raises(TypeError):
            two(*values_given, **named)
    nothing = decorator(Nothing)
    assert nothing() == nothing()


def test_each_value_has_a_list_of_its_own() -> None:
    one, other = Visit("Ana"), Visit("Ben")
    one.rooms.append("2")
    assert other.rooms == [] and one != Visit("Ana") and one == Visit("Ana", ["2"], noise="loud")


def test_what_python_does_with_dataclasses_it_does_with_these() -> None:
    one = LongVisit("Ana", ["2"])
    assert replace(one, until="one") == LongVisit("Ana", ["2"], until="one")
    assert asdict(one) == {"who": "Ana", "rooms": ["2"], "minutes": 5, "noise": "", "until": "noon"}
    assert [each.name for each in fields(LongVisit)] == [*asdict(one)]
    assert is_dataclass(Visit) and Visit.__match_args__ == ("who", "rooms", "minutes", "noise")
    assert copy.deepcopy(one) == one == pickle.loads(pickle.dumps(one))
    assert one != Visit("Ana", ["2"])
