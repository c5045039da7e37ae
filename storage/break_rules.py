"""The register of the policy packs that the practice goes by, and since when."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.practice import break_packs
from kiosk.practice.break_packs import BUILT_IN, BreakPack, DayRules
from kiosk.practice.breaks import Stay
from kiosk.practice.days import instant
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, require_manager
from storage.database import Database
from storage.models import BreakRulesRow

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
        self._numbers: tuple[int, ...] | None = None
        self._chosen: tuple[Chosen, ...] = ()

    def choose(self, name: str, by: Person | None = None) -> BreakPack:
        """Go by a pack that comes with the program, or by the practice's own of that name.

        by: a manager; None: the store's owner. Raises Refusal when there is none of that name.
        """
        with self._database.write(by.id if by else None, "break rules chosen") as act:
            if by:
                require_manager(by)
            pack, toml = self._named(name)
            BreakRulesRow.create(name=pack.name, toml=toml, at=act.now)
            act.says(detail=pack.name)
            return pack

    def adopt(self, toml: str, file: str, by: Person | None = None) -> BreakPack:
        """Go by a pack of the practice's own.

        toml: what the file holds. file: what it is called. Raises Refusal with file, key and
        reason when it is no good; then the one before stays.
        """
        pack = break_packs.read(toml, file)
        if pack.name in BUILT_IN:
            raise Refusal(
                f"{file}: a pack '{pack.name}' comes with the program. Name it otherwise."
            )
        with self._database.write(by.id if by else None, "break rules chosen") as act:
            if by:
                require_manager(by)
            BreakRulesRow.create(name=pack.name, toml=toml, at=act.now)
            act.says(detail=pack.name)
            return pack

    def names(self) -> tuple[str, ...]:
        """What can be chosen: what comes with the program, and the practice's own packs."""
        own = [one.pack.name for one in self.history() if one.pack.name not in BUILT_IN]
        return (*BUILT_IN, *dict.fromkeys(own))

    def history(self) -> tuple[Chosen, ...]:
        """Every pack that held, the first one first."""
        with self._database.read():
            query = BreakRulesRow.select(BreakRulesRow.id).order_by(BreakRulesRow.id)
            numbers = tuple(row.id for row in query)
            if numbers != self._numbers:
                rows = BreakRulesRow.select().order_by(BreakRulesRow.id)
                read = [(self._read(row), row.at) for row in rows]
                chosen = [Chosen(pack, self._database.local(at)) for pack, at in read if pack]
                self._chosen = (Chosen(break_packs.built_in(FIRST), None), *chosen)
                self._numbers = numbers
        return self._chosen

    def current(self) -> BreakPack:
        """The pack for a shift that begins now."""
        return self.history()[-1].pack

    def of(self, stay: Stay) -> DayRules:
        """The rules of one working day: of the pack that held when it began."""
        begun = instant(stay.arrived)
        held = [one for one in self.history() if one.since is None or instant(one.since) <= begun]
        return held[-1].pack.on(stay.day)

    def _named(self, name: str) -> tuple[BreakPack, str | None]:
        if name in BUILT_IN:
            return break_packs.built_in(name), None
        rows = BreakRulesRow.select().where(BreakRulesRow.name == name)
        row = rows.order_by(BreakRulesRow.id.desc()).first()
        pack = self._read(row) if row else None
        if row is None or pack is None:
            raise Refusal(f"There is no pack '{name}'. There are {', '.join(self.names())}.")
        return pack, row.toml

    def _read(self, row: BreakRulesRow) -> BreakPack | None:
        """None for an own pack that this version of the program cannot read: the last one stays."""
        try:
            if row.toml is None:
                return break_packs.built_in(row.name)
            return break_packs.read(row.toml, f"{row.name}.toml")
        except Refusal:
            return None
