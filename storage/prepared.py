"""Queries that are built once: Peewee takes ten times as long to build one as SQLite to answer it.

Those that the home board asks need not even be built: their SQL lies in a file beside this module,
as Peewee builds it. A test draws it anew, and compares.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache, partial
from operator import itemgetter
from pathlib import Path
from typing import Any, Generic, ParamSpec

from peewee import (
    BooleanField,
    Context,
    Database,
    DateField,
    Field,
    InterfaceError,
    ModelTupleCursorWrapper,
    Query,
    SqliteDatabase,
    TimeField,
)

from storage.tables.base import BOUND, InstantField

Convert = Callable[[Any], Any] | None
Columns = Callable[[Any], tuple[Sequence[str], Sequence[Convert]]]
FILE = Path(__file__).with_name("prepared.json")
# What SQLite keeps otherwise than the program; numbers and texts stay as they are.
KINDS: dict[str, Field] = {
    "bool": BooleanField(),
    "date": DateField(),
    "moment": InstantField(),
    "time": TimeField(),
}
P = ParamSpec("P")


class Prepared(Generic[P]):
    """A query as a function of its values; a decorator. It is built at its first use, and kept.

        @Prepared
        def _named(name: str) -> Query:
            return PersonRow.select().where(PersonRow.name == name)

        person = _named.row("Ana")

    The function is called once, with blanks: it may put them into the query, and nothing else. A
    None finds nothing where it is compared, as always in SQL.
    Like every query it is asked inside a read() or a write().
    """

    def __init__(self, build: Callable[P, Query]) -> None:
        self._build: Callable[..., Query] = build
        self.name = f"{build.__module__}.{build.__qualname__}"
        code = build.__code__
        self._names = code.co_varnames[
            : code.co_argcount
        ]  # inspect takes longer than all else here
        self._built: dict[type[Database], _Built] = {}  # each engine has SQL of its own

    def rows(self, *values: P.args, **named: P.kwargs) -> list[Any]:
        """All that it finds, as named tuples."""
        built, cursor = self._asked(values, named)
        return built.read(cursor)

    def row(self, *values: P.args, **named: P.kwargs) -> Any:
        """The first that it finds, as a named tuple, or None."""
        found = self.rows(*values, **named)
        return found[0] if found else None

    def run(self, *values: P.args, **named: P.kwargs) -> None:
        """Change what it says."""
        self._asked(values, named)

    def _asked(self, values: Sequence[Any], named: dict[str, Any]) -> tuple["_Built", Any]:
        database = BOUND.obj
        if database is None:
            raise InterfaceError("a query is asked inside a read() or a write()")
        built = self._built.get(type(database)) or self._build_for(database)
        given = dict(zip(self._names, values, strict=False), **named)
        return built, database.execute_sql(built.sql, built.filled(given))

    def _build_for(self, database: Database) -> "_Built":
        known = drawn().get(self.name) if type(database) is SqliteDatabase else None
        made = _drawn(known) if known else self.built_by_peewee(database)
        self._built[type(database)] = made
        return made

    def built_by_peewee(self, database: Database) -> "_Built":
        """Its SQL, as Peewee makes it."""
        query = self._build(*map(_Blank, self._names))
        context: Context = _BlankContext(**database.get_context_options())
        sql, places = context.sql(query).query()
        return _Built(sql, places, partial(_columns, query))


class _Blank:
    """Stands for a value while a query is built. convert: how its column stores it."""

    def __init__(self, name: str, convert: Convert = None) -> None:
        self.name, self.convert = name, convert

    def __bool__(self) -> bool:
        raise TypeError(f"a prepared query is built before {self.name} has a value")

    def filled(self, given: dict[str, Any]) -> Any:
        """What is sent to the database in its place."""
        value = given[self.name]
        return self.convert(value) if self.convert else value


class _BlankContext(Context):
    """Peewee's writer of SQL; it keeps blanks as they are, each with how it will be stored."""

    def as_new(self) -> Context:
        """Another one, in which Peewee looks whether the list of an IN is empty."""
        return _BlankContext(**self.state.settings)

    def value(self, value: Any, converter: Any = None, add_param: bool = True) -> Context:
        """A value in its place: every one passes through here."""
        if isinstance(value, _Blank):
            convert = self.state.converter if converter is None else converter
            value, converter = _Blank(value.name, convert or None), False
        made: Context = super().value(value, converter, add_param)
        return made


class _Built:
    """The SQL of a query, what goes into its places, and how its rows are read.

    columns: from a cursor that has just been executed, the names of what it finds, and how the
    field of each hands it back.
    """

    def __init__(self, sql: str, places: Sequence[Any], columns: Columns) -> None:
        self.sql, self.places, self._columns = sql, places, columns
        self.row: type[tuple[Any, ...]] | None = None
        self.converters: Sequence[Convert] = ()

    def filled(self, given: dict[str, Any]) -> list[Any]:
        """What goes into the places, in order."""
        return [one.filled(given) if isinstance(one, _Blank) else one for one in self.places]

    def read(self, cursor: Any) -> list[Any]:
        """The rows, each value as its field hands it back."""
        if self.row is None:
            names, self.converters = self._columns(cursor)
            self.row = _row(names)
        row, converters = self.row, self.converters
        return [
            row(
                [one(value) if one else value for one, value in zip(converters, found, strict=True)]
            )
            for found in cursor.fetchall()
        ]


def _row(names: Sequence[str]) -> type[tuple[Any, ...]]:
    """A named tuple, made in a tenth of the time: no class has functions of its own."""
    columns = {name: property(itemgetter(place)) for place, name in enumerate(names)}
    return type("Row", (tuple,), {"__slots__": (), **columns})


def _columns(query: Any, cursor: Any) -> tuple[Sequence[str], Sequence[Convert]]:
    """The names and the conversion of what a query finds, as Peewee has them."""
    columns = getattr(query, "selected_columns", ())
    reader = ModelTupleCursorWrapper(cursor, query.model, columns)
    reader.initialize()
    return reader.dedupe_columns(reader.columns), reader.converters


@cache
def drawn() -> dict[str, Any]:
    """What lies in the file: of each query its SQL, its places and its columns."""
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


def _drawn(known: dict[str, Any]) -> _Built:
    """A query out of the file; a place that waits for a value is a list, any other the value."""
    places = [
        _Blank(one[0], KINDS[one[1]].db_value if one[1] else None) if isinstance(one, list) else one
        for one in known["places"]
    ]
    names, kinds = zip(*known["columns"], strict=True)
    converters = [KINDS[kind].python_value if kind else None for kind in kinds]
    return _Built(known["sql"], places, lambda cursor: (names, converters))
