"""What becomes of the shifts that a file says: whose they are, and which days they change."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kiosk.practice.absences import Team
from kiosk.practice.days import instant
from kiosk.practice.errors import Refusal
from kiosk.practice.files.file_shifts import FileShift
from kiosk.practice.files.incoming import Left, Place
from kiosk.practice.people import Person
from kiosk.practice.roster import ONE_DAY, Roster, WorkHours, check_hours, hours_of, of_person
from kiosk.practice.typed_shifts import MOST
from kiosk.practice.values import dataclass

_BETWEEN = re.compile(r"\s[-\u2013\u2014]\s|[:|()\[\]/@]")
_TOO_LONG = timedelta(hours=24)
_OUTSIDE = "It is outside of the opening hours. With --outside-hours such shifts are taken too."


@dataclass(frozen=True)
class DayChange:
    """One day of somebody as a file says it. is_conflict: they have time off on that day."""

    person: Person
    day: date
    hours: tuple[WorkHours, ...]
    is_conflict: bool = False


@dataclass(frozen=True)
class Plan:
    """What an import would do. unchanged: days that are on the roster as the file says them."""

    changes: tuple[DayChange, ...]
    unchanged: int
    left: tuple[Left, ...]


@dataclass(frozen=True)
class _Shift:
    """A shift whose person is known."""

    place: Place
    person: Person
    day: date
    hours: WorkHours


def plan(
    found: Iterable[FileShift], team: Team, roles: Collection[str], *, outside_hours: bool = False
) -> Plan:
    """What the shifts of a file change on the roster.

    team: everybody whose name may be meant, and the roster of those days. roles: the practice's.
    outside_hours: whether shifts are taken that never touch the opening hours. A day of a person
    is taken as a whole or not at all; a day that no file names stays as it is.
    """
    left: list[Left] = []
    days: dict[tuple[int, date], list[_Shift]] = {}
    meant = _Titles(team.people, roles)
    for one in found:
        try:
            shift = _read(one, meant, team, outside_hours)
        except Refusal as no:
            left.append(Left(one.place, "refused", str(no)))
            continue
        days.setdefault((shift.person.id, shift.day), []).append(shift)
    wanted = [change for shifts in days.values() if (change := _day(shifts, team.roster, left))]
    new = [one for one in wanted if _hours(one, team.roster) != one.hours]
    new.sort(key=lambda one: (one.person.name, one.day))
    changes = tuple(replace(one, is_conflict=_is_off(one, team)) for one in new)
    return Plan(changes, len(wanted) - len(new), tuple(left))


def _hours(change: DayChange, roster: Roster) -> tuple[WorkHours, ...]:
    hours, _ = hours_of(roster, change.person.id, change.day)
    return tuple(_own(one, change.person) for one in hours)


def _is_off(change: DayChange, team: Team) -> bool:
    return of_person(team.roster, change.person.id, change.day, team.zone).absence == "time off"


def _read(one: FileShift, meant: "_Titles", team: Team, outside_hours: bool) -> _Shift:
    """The shift with its person. Raises Refusal, which says why it cannot be taken."""
    person, role = meant.by(one.title)
    day = one.begins.date()
    if not person.works_here(day):
        raise Refusal(f"{person.name} does not work here on that day.")
    begins, ends = (moment.time().replace(fold=0) for moment in (one.begins, one.ends))
    hours = _own(WorkHours(begins, ends, role), person)
    if not timedelta() < instant(one.ends) - instant(one.begins) < _TOO_LONG:
        raise Refusal("It lasts no time at all, or a whole day and longer.")
    if one.begins.second or one.ends.second:
        raise Refusal("It does not begin and end on a whole minute.")
    again = [instant(moment) for moment in hours.on(day, team.zone)]
    if again != [instant(one.begins), instant(one.ends)]:
        raise Refusal(
            "The clock is changed in that hour, so that the time is not clear. Enter it by hand."
        )
    if not outside_hours and not _touches(one, team):
        raise Refusal(_OUTSIDE)
    return _Shift(one.place, person, day, hours)


def _own(hours: WorkHours, person: Person) -> WorkHours:
    """The same, with the person's first role left away, as the roster has it."""
    return replace(hours, role="") if hours.role == person.role else hours


def _touches(one: FileShift, team: Team) -> bool:
    days = (one.begins.date(), one.begins.date() + ONE_DAY)
    open_at = [stretch for day in days for stretch in team.opening.stretches(day, team.zone)]
    begins, ends = instant(one.begins), instant(one.ends)
    return any(instant(opens) < ends and begins < instant(closes) for opens, closes in open_at)


def _day(shifts: Sequence[_Shift], roster: Roster, left: list[Left]) -> DayChange | None:
    """One day of one person; None, and told of each shift, where they do not go together."""
    hours = tuple(sorted({one.hours for one in shifts}, key=lambda one: (one.begins, one.role)))
    try:
        if len(hours) > MOST:
            raise Refusal(f"One day has at most {MOST} times of work.")
        check_hours(hours)
    except Refusal as no:
        left.extend(Left(one.place, "refused", str(no)) for one in shifts)
        return None
    return DayChange(shifts[0].person, shifts[0].day, hours)


class _Titles:
    """Tells who is meant by a title; each title is read once, however often it comes."""

    def __init__(self, people: Sequence[Person], roles: Collection[str]) -> None:
        self._people, self._roles = people, {one.casefold(): one for one in roles}
        self._known: dict[str, tuple[Person, str] | str] = {}

    def by(self, title: str) -> tuple[Person, str]:
        """The person, and the role if one stands there. Raises Refusal where that is not clear."""
        if title not in self._known:
            try:
                self._known[title] = self._read(title)
            except Refusal as no:
                self._known[title] = str(no)
        known = self._known[title]
        if isinstance(known, str):
            raise Refusal(known)
        return known

    def _read(self, title: str) -> tuple[Person, str]:
        parts = [part.strip() for part in _BETWEEN.split(title) if part.strip()]
        roles = [self._roles[one.casefold()] for one in parts if one.casefold() in self._roles]
        names = [one for one in parts if one.casefold() not in self._roles]
        if not names:
            raise Refusal("No name stands there.")
        if len(roles) > 1 or len(names) > 1:
            raise Refusal("Something else than a name and a role stands there.")
        name, _, behind = (part.strip() for part in names[0].partition(","))
        if not roles and behind.casefold() in self._roles:
            return self._person(name), self._roles[behind.casefold()]
        return self._person(f"{behind} {name}".strip()), roles[0] if roles else ""

    def _person(self, name: str) -> Person:
        """Raises Refusal where nobody is called so, or several are; it names only people here."""
        words = _words(name)
        exact = [one for one in self._people if _words(one.name) == words]
        found = exact or [one for one in self._people if _is_part(words, _words(one.name))]
        if not found:
            raise Refusal("Nobody here is called so.")
        if len(found) > 1:
            names = " or ".join(one.name for one in found[:4])
            raise Refusal(f"It may be {names}. Write the whole name.")
        return found[0]


def _words(name: str) -> list[str]:
    return name.casefold().replace(".", " ").split()


def _is_part(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether all of this stands in the name, initials for words too, and one word whole."""
    stands = all(
        any(own == one or (len(one) == 1 and own[0] == one) for own in name) for one in words
    )
    return stands and any(len(one) > 1 for one in words)
