"""Values: dataclasses whose classes are made in a fifth of the time.

Python's own decorator writes and compiles six methods for every class, which takes 0.4 ms; of more
than a hundred classes the home board had to wait for 50 ms. This one compiles `__init__` alone, for
the other five are the same for all classes. To `fields`, `replace`, `asdict` and `match` these are
dataclasses like any other, and so they are to a type checker.
"""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(made=None, /, *, frozen=False):
        """Make a class a dataclass; what it defines itself stays.

        frozen: whether no field of a value can be set. There is nothing else to choose: what needs
        more takes Python's own decorator.
        """
        if made is None:
            return lambda made: dataclass(made, frozen=frozen)
        dataclasses.dataclass(init=False, repr=False, eq=False)(made)
        own = set(vars(made))
        for name, method in _methods(made, frozen):
            if name not in own:
                setattr(made, name, method)
        return made


def _methods(made: type, frozen: bool) -> Iterator[tuple[str, Any]]:
    every = dataclasses.fields(made)
    compared = [one.name for one in every if one.compare]
    values: Callable[[Any], Any] = attrgetter(*compared) if compared else type

    def equals(self: Any, other: object) -> Any:
        is_one = other.__class__ is self.__class__
        return values(self) == values(other) if is_one else NotImplemented

    yield "__init__", _initializer(made, every, frozen)
    yield "__repr__", _shown
    yield "__eq__", equals
    yield "__hash__", (lambda self: hash(values(self))) if frozen else None
    if frozen:
        yield "__setattr__", _refuse_to_set
        yield "__delattr__", _refuse_to_delete


def _initializer(made: type, every: "tuple[Field[Any], ...]", frozen: bool) -> Any:
    """The only method of which each class has its own text, so that a call costs no more."""
    given: dict[str, Any] = {"_put": object.__setattr__, "_MISSING": MISSING}
    parameters, body = ["self"], ["pass"]
    for one in every:
        name, value = one.name, one.name
        if one.default_factory is not MISSING:
            given[f"_make_{name}"] = one.default_factory
            value = f"_make_{name}() if {name} is _MISSING else {name}"
            parameters.append(f"{name}=_MISSING")
        elif one.default is not MISSING:
            given[f"_default_{name}"] = one.default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        body.append(f"_put(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(made, "__post_init__"):
        body.append("self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(body), given)
    initializer = given["__init__"]
    initializer.__annotations__ = {one.name: one.type for one in every}
    return initializer


def _shown(self: Any) -> str:
    each = (f"{one.name}={getattr(self, one.name)!r}" for one in dataclasses.fields(self))
    return f"{type(self).__qualname__}({', '.join(each)})"


def _refuse_to_set(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
