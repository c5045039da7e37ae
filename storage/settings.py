"""The register of what the practice has set."""

from peewee import Query

from kiosk.practice import settings
from kiosk.practice.errors import Refusal
from kiosk.practice.knobs import Knob, knobs
from kiosk.practice.people import Person
from kiosk.practice.settings import Settings
from kiosk.practice.words import clean
from storage.database import Database
from storage.practice_copy import PracticeCopy
from storage.prepared import Prepared
from storage.tables.trail import SettingRow

LONGEST_VALUE = 2000  # a whole table of roles


class SettingsRegister:
    """Read anew in every transaction, so that all terminals follow a change at once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.practice = PracticeCopy(database.path)
        self._rows: list[tuple[str, str]] | None = None
        self._settings = Settings()

    def current(self) -> Settings:
        """The practice's settings as they stand; sets the clock to its zone and its day."""
        with self._database.read():
            rows = _stored.rows()
        if rows != self._rows:
            self._rows, self._settings = rows, settings.composed(rows)
            self._database.clock.zone = self._settings.zone
            self._database.clock.boundary = self._settings.day_boundary
            self._database.forget_day()
        return self._settings

    def set(
        self, key: str, typed: str, by: Person | None = None, seen: str | None = None
    ) -> Settings:
        """Set one of them. by: a manager; None: whoever can open the store, its owner.

        seen: the value that was shown to whoever changes it, if any. Raises Refusal when the new
        one does not fit, somebody else has changed it meanwhile, or somebody else asks.
        """
        if key == "demo_pin":
            raise Refusal("Only a demo practice has that one.")
        if key == "is_practice":
            raise Refusal("Only the copy that people practise on has that one.")
        return self._put(key, typed, by, seen)

    def make_demo(self, pin: str) -> Settings:
        """Mark this as a demo practice, for ever."""
        return self._put("demo_pin", pin, None)

    def _put(self, key: str, typed: str, by: Person | None, seen: str | None = None) -> Settings:
        who, about = by.id if by else None, f"setting {key}"
        write = self._database.write(who, "setting changed", about, right="manage")
        begins = settings.begins_practice(self.current(), key, typed)
        with self.practice.followed(write, begins) as act:
            before = self.current()
            new = settings.changed(before, key, clean(typed, LONGEST_VALUE))
            seen_now, one = _knob(before, key), _knob(new, key)
            if seen is not None and seen != seen_now.value:
                raise Refusal(f"Somebody has just set it to {seen_now.value}. Look again.")
            if one.is_coded:
                act.says(detail=one.value)
            put = SettingRow.insert(key=key, value=one.value)
            kept = {"value": one.value}
            put.on_conflict(conflict_target=[SettingRow.key], update=kept).execute()
            return self.current()


def _knob(of: Settings, key: str) -> Knob:
    return next(one for one in knobs(of) if one.key == key)


@Prepared
def _stored() -> Query:
    return SettingRow.select(SettingRow.key, SettingRow.value).order_by(SettingRow.key)
