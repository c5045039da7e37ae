"""What the trail has of one day, less what was taken back since."""

from collections.abc import Collection, Iterable
from datetime import datetime

from kiosk.practice.figures import WorkingDay
from kiosk.practice.people import PersonId
from kiosk.practice.values import dataclass
from storage.database import Database
from storage.tables.base import stored_moment

COLUMNS = "id, at, deed, about, detail, undoes"
OF_DAY = (
    f"SELECT {COLUMNS} FROM event WHERE at >= ? AND at < ? AND (about GLOB 'prior auth *'"
    " OR about GLOB 'issue *' OR about GLOB 'follow-up *') ORDER BY id"
)
# The plus keeps SQLite from all that this person ever did.
OF_PERSON = (
    f"SELECT {COLUMNS} FROM event WHERE +by_id = ? AND at >= ? AND at < ?"
    " AND about GLOB 'prior auth *' ORDER BY id"
)
TAKEN_BACK = "SELECT undoes FROM event WHERE undoes BETWEEN ? AND ?"
HAS_DOUBT = "SELECT 1 FROM event WHERE in_doubt AND at >= ? AND at < ? LIMIT 1"
AT_ONCE = 500  # SQLite takes so many at once on any build


@dataclass(frozen=True)
class Done:
    """One event that counts: nobody took it back, and it takes nothing back."""

    number: int
    at: datetime
    deed: str
    about: str
    detail: str


class TrailDays:
    """Reads alone, or inside an act."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, day: WorkingDay) -> tuple[Done, ...]:
        """What was done on a day about prior auths, problems and ideas, and follow-ups."""
        return self._counting(self._asked(OF_DAY, _bounds(day)))

    def of_person(self, person: PersonId, day: WorkingDay) -> tuple[Done, ...]:
        """What one person did on a day about prior auths."""
        return self._counting(self._asked(OF_PERSON, (int(person), *_bounds(day))))

    def about(self, things: Collection[str]) -> tuple[Done, ...]:
        """All that was ever done about these, in order."""
        wanted, rows = sorted(things), list[tuple[int, str, str, str, str, int | None]]()
        for at in range(0, len(wanted), AT_ONCE):
            some = wanted[at : at + AT_ONCE]
            blanks = ", ".join("?" * len(some))
            rows += self._asked(f"SELECT {COLUMNS} FROM event WHERE about IN ({blanks})", some)
        return self._counting(sorted(rows))

    def is_in_doubt(self, day: WorkingDay) -> bool:
        """Whether the clock was seen to jump on that day."""
        return bool(self._asked(HAS_DOUBT, _bounds(day)))

    def _counting(
        self, rows: Collection[tuple[int, str, str, str, str, int | None]]
    ) -> tuple[Done, ...]:
        numbers = [row[0] for row in rows]
        if not numbers:
            return ()
        gone = {row[0] for row in self._asked(TAKEN_BACK, (min(numbers), max(numbers)))}
        return tuple(
            Done(number, datetime.fromisoformat(at), deed, about, detail)
            for number, at, deed, about, detail, undoes in rows
            if undoes is None and number not in gone
        )

    def _asked(
        self, sql: str, values: Iterable[object]
    ) -> list[tuple[int, str, str, str, str, int | None]]:
        with self._database.read():
            return list(self._database.peewee.execute_sql(sql, list(values)).fetchall())


def _bounds(day: WorkingDay) -> tuple[str, str]:
    return stored_moment(day.begins), stored_moment(day.ends)
