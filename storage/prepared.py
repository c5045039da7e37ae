"""Queries that are built once: to build one takes Peewee ten times as long as SQLite to answer."""

import inspect
from collections.abc import Callable, Sequence
from typing import Any, Generic, ParamSpec

from peewee import Context, Database, InterfaceError, ModelNamedTupleCursorWrapper, Query

from storage.tables.base import BOUND

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
        self._names = tuple(inspect.signature(build).parameters)
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
        made = _Built(self._build(*map(_Blank, self._names)), database)
        self._built[type(database)] = made
        return made


class _Blank:
    """Stands for a value while a query is built. convert: how its column stores it."""

    def __init__(self, name: str, convert: Callable[[Any], Any] | None = None) -> None:
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
    """The SQL of a query, what goes into its places, and how its rows are read."""

    def __init__(self, query: Any, database: Database) -> None:
        context: Context = _BlankContext(**database.get_context_options())
        self.sql, self._places = context.sql(query).query()
        self._model, self._columns = query.model, getattr(query, "selected_columns", ())
        self._read: Callable[[Any], Any] | None = None

    def filled(self, given: dict[str, Any]) -> list[Any]:
        """What goes into the places, in order."""
        places = self._places
        return [one.filled(given) if isinstance(one, _Blank) else one for one in places]

    def read(self, cursor: Any) -> list[Any]:
        """The rows, each value as its field hands it back."""
        if self._read is None:
            reader = ModelNamedTupleCursorWrapper(cursor, self._model, self._columns)
            reader.initialize()
            reader.cursor = None  # or it would hold the connection
            self._read = reader.process_row
        return [self._read(row) for row in cursor.fetchall()]
