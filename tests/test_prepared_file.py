"""The home board asks queries whose SQL lies in a file: it is as Peewee builds it, and complete.

When a query or a table of the board's has changed, draw the file anew with KIOSK_DRAW=1, and read
the difference before you commit it.
"""

import json
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from peewee import ForeignKeyField, IntegerField, TextField

from kiosk.practice.clock import StoppedClock
from screens.menu import BREAK_ROOM
from screens.session import Kiosk, Session
from storage import prepared
from storage.demo import fill
from storage.prepared import FILE, KINDS, Prepared
from storage.store import Store

NOON = datetime(2026, 11, 23, 12, 7, tzinfo=ZoneInfo("America/New_York"))  # a Monday


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A practice in which every place has something to say on the board; Peewee builds all."""
    monkeypatch.setattr(prepared, "drawn", dict)
    for one in every_query():
        one._built.clear()
    store = Store(tmp_path / "kiosk.db", "t1", StoppedClock(NOON))
    store.migrate()
    fill(store, NOON)
    yield store
    store.close()


def every_query() -> list[Prepared[...]]:
    """All that are known by now."""
    modules = [module for name, module in sys.modules.items() if name.startswith("storage.")]
    found = (one for module in modules for one in vars(module).values())
    return [one for one in found if isinstance(one, Prepared)]


def asked_by_the_board(store: Store) -> dict[str, Prepared[...]]:
    """What is asked from opening the store to the first frame, anew."""
    store.close()
    for one in every_query():
        one._built.clear()
    again = Store(store.path, "t2", store.clock)
    again.migrate()
    again.is_set_up()
    kiosk = Kiosk(again, again.clock, Session(again.clock, again.settings.current()))
    home = BREAK_ROOM.home
    home.view(kiosk, home.first_look)
    again.close()
    return {one.name: one for one in every_query() if one._built}


def as_drawn(one: Prepared[...], store: Store) -> dict[str, Any]:
    """How the file has a query, from what Peewee makes of it."""
    built = one.built_by_peewee(store._database.peewee)
    with store.read():
        given = [None if isinstance(one, prepared._Blank) else one for one in built.places]
        cursor = store._database.peewee.execute_sql(built.sql, given)
        names, converters = built._columns(cursor)
    places = [
        [place.name, kind_of(place.convert)] if isinstance(place, prepared._Blank) else place
        for place in built.places
    ]
    columns = [[name, kind_of(convert)] for name, convert in zip(names, converters, strict=True)]
    return {"sql": built.sql, "places": places, "columns": columns}


def kind_of(convert: Any) -> str:
    """The kind of field that converts a value; empty where none needs to."""
    if convert is None:
        return ""
    if not hasattr(convert, "__self__"):  # Peewee has wrapped that of a function's argument
        (convert,) = [one.cell_contents for one in convert.__closure__]
    field: Any = getattr(convert.__self__, "field", convert.__self__)  # of a table's other name
    while isinstance(field, ForeignKeyField):
        field = field.rel_field
    named: dict[Any, str] = {type(one): kind for kind, one in KINDS.items()}
    assert isinstance(field, (*named, IntegerField, TextField)), "a kind of field that is new here"
    return named.get(type(field), "")


def test_the_file_has_what_peewee_builds_and_all_that_the_board_asks(demo: Store) -> None:
    asked = asked_by_the_board(demo)
    known = {name: as_drawn(one, demo) for name, one in sorted(asked.items())}
    if os.environ.get("KIOSK_DRAW"):
        FILE.write_text(json.dumps(known, indent=1) + "\n", "utf-8")
    assert json.loads(FILE.read_text("utf-8")) == known, "draw it anew with KIOSK_DRAW=1"


def test_the_board_is_the_same_by_the_file_and_by_peewee(
    demo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def board() -> object:
        for one in every_query():
            one._built.clear()
        kiosk = Kiosk(demo, demo.clock, Session(demo.clock, demo.settings.current()))
        return BREAK_ROOM.home.view(kiosk, BREAK_ROOM.home.first_look)

    by_peewee = board()
    monkeypatch.undo()
    assert board() == by_peewee
