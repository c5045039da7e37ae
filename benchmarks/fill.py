"""Stores of a practice of 40 people that has worked for years: believable in size, not in detail.

The program makes the file and its tables; the rows are written past it, but with events whose
macs its own `check` finds whole.
"""

import random
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from kiosk.practice.clock import Clock
from kiosk.practice.errors import Refusal
from kiosk.practice.settings import Settings
from storage.key import Key
from storage.references import DIGITS, SAYABLE
from storage.store import Store
from storage.tables.base import stored_moment
from storage.trail import Event, digest

PEOPLE = 40
ROLES = ("front desk", "MA", "RN", "billing", "physician")
PAYERS = ("Acme Health", "Best Benefit", "Cedar Mutual", "Delta Plan")
REQUESTS_A_DAY = 8
OPEN_DAYS = 8  # the workdays whose requests nobody has answered yet
EVENTS_AT_ONCE = 10_000
AT_ONCE = 20  # workdays written with one statement
SETTINGS = {"practice": "Speed Test", "prior_auths.most_at_once": "500"}
TERMINAL = "filled"
COLUMNS = {  # where not every column of a table is filled
    "prior_auth": "(ref, payer_id, reviewer, service_id, codes, units, who_needed, urgency,"
    " owner_id, taken_at, requested_on, needed_by, service_date, payer_reference, answer,"
    " answered_on, authorization_number, valid_from, valid_to, to_check, is_open, state)"
}
# Minutes after arriving, for each punch of a whole working day.
DAY = (
    (0, "arrive", None),
    (120, "start", "rest"),
    (130, "end", "rest"),
    (240, "start", "meal"),
    (271, "end", "meal"),
    (480, "leave", None),
)
TODAY = ((0, "arrive", None), (30, "start", "rest"))  # the second for a few people only
AWAY = 3


@dataclass
class Writer:
    """Rows on their way into one store, and the chain of its events."""

    key: Key
    number: int = 0
    mac: str = ""
    rows: dict[str, list[tuple[object, ...]]] = field(default_factory=dict)

    def add(self, table: str, *row: object) -> None:
        """A row, in the order of the table's columns."""
        self.rows.setdefault(table, []).append(row)

    def event(
        self, at: datetime, by: int | None, deed: str, about: str, detail: str = "", text: str = ""
    ) -> None:
        """An event after all the others; text: the digest of what was typed with it."""
        self.number += 1
        texts = [text] if text else []
        event = Event(self.number, at, by, TERMINAL, deed, about, detail, texts=texts)
        row = event.row(self.key, self.mac)
        self.mac = str(row[-1])
        self.add("event", *row)

    def flush(self, connection: sqlite3.Connection) -> None:
        """Write what was added, parents first."""
        for table in ("setting", "payer", "person", "person_role", "event", "text"):
            self._flush(connection, table)
        for table in ("punch", "prior_auth"):
            self._flush(connection, table)

    def _flush(self, connection: sqlite3.Connection, table: str) -> None:
        if rows := self.rows.pop(table, []):
            signs = ", ".join("?" * len(rows[0]))
            columns = COLUMNS.get(table, "")
            connection.executemany(f"INSERT INTO {table} {columns} VALUES ({signs})", rows)


def fill(path: Path, workdays: int) -> None:
    """Make a store whose last working day is today. Raises OutOfReach where it cannot be made."""
    clock = Clock(Settings().zone)
    store = Store(path, TERMINAL, clock)
    store.migrate()
    store.close()
    now = clock.now()
    days = _workdays(now.date(), workdays)
    writer = Writer(Key(path))
    _practice(writer, now - timedelta(days=1 + (now.date() - days[0]).days))
    history = _History(writer, iter(_refs(workdays * REQUESTS_A_DAY)))
    with _connection(path) as connection:
        for number, day in enumerate(days):
            left = workdays - number
            if left == 1:
                history.today(now)
            else:
                history.day(_at(now, day, 8), is_open=left <= OPEN_DAYS)
            if number % AT_ONCE == 0:
                writer.flush(connection)
        writer.flush(connection)


def fill_trail(path: Path, events: int) -> None:
    """Make a store with so many events: what 40 people did about breaks and prior auths."""
    fill(path, 2)
    with _connection(path) as connection:
        last = connection.execute("SELECT id, mac, at FROM event ORDER BY id DESC LIMIT 1")
        number, mac, at = last.fetchone()
        writer, now = Writer(Key(path), number, mac), datetime.fromisoformat(at)
        while writer.number < events:
            by = 1 + writer.number % PEOPLE
            about = f"prior auth K{writer.number // 8 % 1_000:03}"
            writer.event(now + timedelta(minutes=writer.number), by, "prior auth taken", about)
            if writer.number % EVENTS_AT_ONCE == 0:
                writer.flush(connection)
        writer.flush(connection)


def add_open(path: Path, count: int) -> None:
    """Add open prior auths that nobody has and anyone may take."""
    _add(path, count, is_open=True)


def add_closed(path: Path, count: int) -> None:
    """Add prior auths that are closed."""
    _add(path, count, is_open=False)


def _add(path: Path, count: int, is_open: bool) -> None:
    now = Clock(Settings().zone).now()
    with _connection(path) as connection:
        last = connection.execute("SELECT id, mac FROM event ORDER BY id DESC LIMIT 1").fetchone()
        known = {row[0] for row in connection.execute("SELECT ref FROM prior_auth")}
        refs = [ref for ref in _refs(count + len(known)) if ref not in known][:count]
        writer = Writer(Key(path), *last)
        texts = connection.execute("SELECT COALESCE(MAX(id), 0) FROM text").fetchone()[0]
        history = _History(writer, iter(refs), texts=texts)
        for _ in refs:
            history.request(now, is_open=is_open, owner=None)
        writer.flush(connection)


def newest_open(path: Path, count: int) -> list[str]:
    """The references of the newest prior auths that nobody has."""
    newest = "SELECT ref FROM prior_auth WHERE is_open AND owner_id IS NULL ORDER BY rowid DESC"
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute(f"{newest} LIMIT ?", (count,))]


def break_after_break(path: Path) -> Generator[None]:
    """As another terminal: each step starts or ends the break of somebody who is here."""
    with closing(Store(path, "other", Clock(Settings().zone))) as store:
        person = store.people.everyone()[-1]
        with suppress(Refusal):  # here already, as all people of a filled store are
            store.breaks.arrive(person)
        while True:
            store.breaks.start(person, "rest")
            yield
            store.breaks.end(person, None)
            yield


class _History:
    """What happened on the working days, in order."""

    def __init__(self, writer: Writer, refs: Iterator[str], texts: int = 0) -> None:
        self._writer, self._refs, self._texts = writer, refs, texts
        self._punches = 0
        self._last: dict[int, int] = {}  # by person
        self._random = random.Random(40)

    def day(self, opening: datetime, is_open: bool) -> None:
        """A whole working day, with its requests."""
        deeds = []
        for person in range(1, PEOPLE + 1):
            arrived = opening + timedelta(minutes=self._random.randrange(60))
            for minutes, deed, kind in DAY:
                deeds.append((arrived + timedelta(minutes=minutes), person, deed, kind))
        for at, person, deed, kind in sorted(deeds, key=lambda one: one[:2]):
            self._punch(at, person, deed, kind, opening.date())
        for number in range(REQUESTS_A_DAY):
            at = opening + timedelta(hours=10, minutes=number)
            self.request(at, is_open, 1 + number if number % 3 == 0 else None)

    def today(self, now: datetime) -> None:
        """A working day that has begun, whatever the hour is: a few people are away."""
        for minutes, deed, kind in TODAY:
            at = now - timedelta(hours=1) + timedelta(minutes=minutes)
            for person in range(1, (AWAY if kind else PEOPLE) + 1):
                self._punch(at, person, deed, kind, at.date())

    def request(self, at: datetime, is_open: bool, owner: int | None) -> None:
        """A prior auth: added, taken and, unless it is open, given back and answered."""
        writer, ref = self._writer, next(self._refs)
        about = f"prior auth {ref}"
        self._texts += 1
        salt, words = (
            f"{self._random.getrandbits(128):032x}",
            f"Service {self._texts % 97} of a sort",
        )
        said = digest(salt, words)
        writer.event(at, 1, "prior auth added", about, text=said)
        writer.add("text", self._texts, writer.number, salt, words, said)
        if owner or not is_open:
            writer.event(at, owner or 1, "prior auth taken", about)
        if not is_open:
            writer.event(at, owner or 1, "prior auth given back", about)
        taken = stored_moment(at) if owner and is_open else None
        answered = None if is_open else (at.date() + timedelta(days=5)).isoformat()
        writer.add(
            "prior_auth",
            ref,
            1 + self._texts % len(PAYERS),
            "",
            self._texts,
            f"{10000 + self._texts % 89999}",
            "1",
            "anyone",
            "standard",
            owner if taken else None,
            taken,
            at.date().isoformat(),
            (at.date() + timedelta(days=10)).isoformat(),
            None,
            "",
            None if is_open else "approved",
            answered,
            "" if is_open else f"A{self._texts:07}",
            answered,
            None,
            "",
            int(is_open),
            "to do" if is_open else "closed",
        )

    def _punch(self, at: datetime, person: int, deed: str, kind: str | None, day: date) -> None:
        self._punches += 1
        number, before = self._punches, self._last.get(person, 0)
        self._last[person] = number
        told = {"arrive": "arrived", "leave": "left"}.get(deed, f"break {deed}ed")
        self._writer.event(at, person, told, f"person {person}", f"punch {number}")
        moment, free = stored_moment(at), 1 if (deed, kind) == ("end", "meal") else None
        row = (number, person, before, deed, kind, moment, day.isoformat(), free, None)
        self._writer.add("punch", *row)


def _practice(writer: Writer, at: datetime) -> None:
    for key, value in SETTINGS.items():
        writer.add("setting", key, value)
    for number, payer in enumerate(PAYERS, 1):
        writer.add("payer", number, payer)
    for number in range(1, PEOPLE + 1):
        name = f"{chr(64 + (number - 1) % 26 + 1)}. Person{number:02}"
        flags, nothing = (number == 1, True, True), (None,) * 8
        writer.add("person", number, name, *flags, *nothing)
        writer.add("person_role", number, number, ROLES[number % len(ROLES)])
        writer.event(at, None, "person added", f"person {number}")


def _workdays(last: date, count: int) -> list[date]:
    """So many days that are Monday to Friday, and then the last, whatever it is."""
    days = [last]
    while len(days) < count:
        before = days[-1] - timedelta(days=1)
        days.append(before - timedelta(days=max(0, before.weekday() - 4)))
    return days[::-1]


def _at(now: datetime, day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=now.tzinfo)


def _refs(count: int) -> list[str]:
    """So many references of the shape that the program gives, always the same ones."""
    signs = (SAYABLE, DIGITS, SAYABLE + DIGITS, DIGITS, SAYABLE)
    every = 1
    for sort in signs:
        every *= len(sort)
    return [_ref(number, signs) for number in random.Random(7).sample(range(every), count)]


def _ref(number: int, signs: tuple[str, ...]) -> str:
    found = []
    for sort in signs:
        number, place = divmod(number, len(sort))
        found.append(sort[place])
    return f"{''.join(found[:2])}-{''.join(found[2:])}"


@contextmanager
def _connection(path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction; nothing is synced on the way, for a store half filled is thrown away."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        with connection:
            yield connection
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
