"""What whoever acts may do: as the store has it now, not as a session remembers it."""

from datetime import date
from typing import Literal

from peewee import SqliteDatabase

from kiosk.practice.people import Person, PersonId, require_may_manage, require_works_here

# anyone: a try to become known, of which it is not known yet whether it is they.
Right = Literal["anyone", "work", "manage"]
STANDING = "SELECT name, is_manager, is_active, employed_from, employed_to FROM person WHERE id = ?"


def require(right: Right, by: PersonId, day: date, database: SqliteDatabase) -> None:
    """Raises NotAllowed unless this person has that right on this day; asked inside every act."""
    if right == "anyone":
        return
    person = of(by, database)
    if right == "manage":
        require_may_manage(person, day)
    else:
        require_works_here(person, day)


def of(by: PersonId, database: SqliteDatabase) -> Person:
    """Somebody's right, and the days on which they work here, as the store has them now."""
    # Plain SQL: every act asks this, with the lock held.
    found = database.execute_sql(STANDING, (int(by),)).fetchone()
    name, is_manager, is_active, first, last = found or ("", False, False, None, None)
    return Person(
        by,
        name,
        is_manager=bool(is_manager),
        employed_from=date.fromisoformat(first) if first else None,
        employed_to=date.fromisoformat(last) if last else None,
        is_active=bool(is_active),
    )
