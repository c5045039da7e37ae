"""The register of the policy packs that the practice goes by, and since when."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from peewee import Query

from kiosk.practice import break_packs
from kiosk.practice.break_packs import BUILT_IN, BreakPack, DayRules
from kiosk.practice.breaks import Stay
from kiosk.practice.days import instant
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.values import dataclass
from kiosk.practice.words import clean
from storage.database import Act, Database
from storage.prepared import Prepared
from storage.tables.breaks import BreakRulesRow

LONGEST_FILE = 80
FIRST = "federal"  # what holds as long as nobody has chosen


@dataclass(frozen=True)
class Chosen:
    """A pack, from a moment on. since: None for the one that holds when nobody has chosen."""

    pack: BreakPack
    since: datetime | None


class BreakRulesRegister:
    """A pack holds for the shifts that begin after it was chosen; older ones keep theirs."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows: list[Any] | None = None
        self._packs: list[tuple[BreakPack, datetime]] = []

    def choose(self, name: str, by: Person | None = None) -> BreakPack:
        """Go by a pack that comes with the program, or by the practice's own of that name.

        by: a manager; None: the store's owner. Raises Refusal when there is none of that name.
        """
        with self._managed(by) as act:
            pack, toml = self._named(name)
            return self._go_by(pack, toml, act)

    def adopt(self, toml: str, file: str, by: Person | None = None) -> BreakPack:
        """Go by a pack of the practice's own.

        toml: what the file holds. file: what it is called. Raises Refusal with file, key and
        reason when it is no good; then the one before stays.
        """
        pack = break_packs.read(toml, file)
        if pack.name in BUILT_IN:
            told = clean(file, LONGEST_FILE)
            raise Refusal(
                f"{told}: a pack '{pack.name}' comes with the program. Name it otherwise."
            )
        with self._managed(by) as act:
            return self._go_by(pack, toml, act)

    def names(self) -> tuple[str, ...]:
        """What can be chosen: what comes with the program, and the practice's own packs."""
        own = [one.pack.name for one in self.history() if one.pack.name not in BUILT_IN]
        return (*BUILT_IN, *dict.fromkeys(own))

    def history(self) -> tuple[Chosen, ...]:
        """Every pack that held, the first one first."""
        with self._database.read():
            rows = _chosen.rows()
        if rows != self._rows:
            read = [(_read(row.name, row.toml), row.at) for row in rows]
            self._packs = [(pack, at) for pack, at in read if pack]
            self._rows = rows
        chosen = [Chosen(pack, self._database.local(at)) for pack, at in self._packs]
        return (Chosen(break_packs.built_in(FIRST), None), *chosen)

    def current(self) -> BreakPack:
        """The pack for a shift that begins now."""
        return self.history()[-1].pack

    def of(self, stay: Stay) -> DayRules:
        """The rules of one working day: of the pack that held when it began."""
        return held(self.history(), stay)

    def _managed(self, by: Person | None) -> AbstractContextManager[Act]:
        return self._database.write(by.id if by else None, "break rules chosen", right="manage")

    def _go_by(self, pack: BreakPack, toml: str | None, act: Act) -> BreakPack:
        row = BreakRulesRow.create(name=pack.name, toml=toml, at=act.now)
        act.says(about=f"break rules {row.id}")
        return pack

    def _named(self, name: str) -> tuple[BreakPack, str | None]:
        if name in BUILT_IN:
            return break_packs.built_in(name), None
        rows = [row for row in _chosen.rows() if row.name == name]
        pack = _read(name, rows[-1].toml) if rows else None
        if pack is None:
            told = clean(name, LONGEST_FILE)
            raise Refusal(f"There is no pack '{told}'. There are {', '.join(self.names())}.")
        return pack, rows[-1].toml


def held(history: Sequence[Chosen], stay: Stay) -> DayRules:
    """The rules of one working day: of the pack that held when it began.

    history: every pack that held, the first one first.
    """
    begun = instant(stay.arrived)
    packs = [one.pack for one in history if one.since is None or instant(one.since) <= begun]
    return packs[-1].on(stay.day)


def _read(name: str, toml: str | None) -> BreakPack | None:
    """None for an own pack that this version of the program cannot read: the last one stays."""
    try:
        if toml is None:
            return break_packs.built_in(name)
        return break_packs.read(toml, f"{name}.toml")
    except Refusal:
        return None


@Prepared
def _chosen() -> Query:
    return BreakRulesRow.select().order_by(BreakRulesRow.id)
