"""What a manager looks at afterwards: extra hours, short lunches, breaks that were not possible."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import Literal

from kiosk.practice.break_corrections import Forgotten, forgotten
from kiosk.practice.breaks import Break, Kind, Stay
from kiosk.practice.days import instant
from kiosk.practice.errors import Refusal
from kiosk.practice.extra_hours import ExtraHour, extra_hours, shortfalls
from kiosk.practice.figures import BREAKS
from kiosk.practice.hours_worked import is_unpaid, whole_day
from kiosk.practice.people import Person, PersonId
from kiosk.practice.time_sheets import TimeLine, time_lines
from kiosk.practice.values import dataclass
from kiosk.practice.waivers import waived_on
from kiosk.practice.words import clean
from storage.break_rules import BreakRulesRegister, held
from storage.break_times import BreakTimes
from storage.breaks import BreakRegister, MissedBreak
from storage.database import Act, Database
from storage.decisions import LONGEST_PERIOD, Decided, Decisions
from storage.latest import Latest
from storage.people import PeopleRegister
from storage.waivers import WaiverRegister


@dataclass(frozen=True)
class ExtraHourToCheck:
    """An extra hour to check, of one person and day, and what was decided about it."""

    subject: str
    person: PersonId
    day: date
    stay: Stay  # the whole day
    extra: ExtraHour
    decided: Decided | None


@dataclass(frozen=True)
class LunchToDecide:
    """A short or interrupted lunch, or another long break, paid until somebody decides."""

    subject: str
    person: PersonId
    day: date
    lunch: Break
    decided: Decided | None


@dataclass(frozen=True)
class MissedToNote:
    """A break that was not possible, and whether a manager has seen it."""

    subject: str
    missed: MissedBreak
    decided: Decided | None


class BreakReviews:
    """Lists are from a day to a day, both with them; each decision is made once."""

    def __init__(
        self,
        database: Database,
        people: PeopleRegister,
        times: BreakTimes,
        breaks: BreakRegister,
        rules: BreakRulesRegister,
        waivers: WaiverRegister,
    ) -> None:
        self._database, self._people, self._times = database, people, times
        self._breaks, self._rules = breaks, rules
        self._waivers, self._decisions = waivers, Decisions(database)
        self._latest = Latest(database)

    def extra_hours(self, first: date, last: date) -> tuple[ExtraHourToCheck, ...]:
        """What looks like an extra hour, whether decided or not, in order of days."""
        with self._database.read():
            found = self._latest.get(
                ("extra hours", first, last), lambda: tuple(self._extra_hours(first, last))
            )
            decided = self._decisions.of(subject for subject, *_ in found)
            return tuple(
                ExtraHourToCheck(subject, stay.person, stay.day, stay, extra, decided.get(subject))
                for subject, stay, extra in found
            )

    def lunches(
        self, first: date, last: date, person: PersonId | None = None
    ) -> tuple[LunchToDecide, ...]:
        """Ended breaks that are neither surely paid nor surely unpaid, in order of days."""
        with self._database.read():
            history = self._rules.history()
            found = [
                (_subject(one), stay, one)
                for stay in sorted(self._tracked(first, last, person), key=lambda stay: stay.day)
                for one in stay.breaks
                if one.ended and is_unpaid(one, held(history, stay)) is None
            ]
            decided = self._decisions.of(subject for subject, *_ in found)
            return tuple(
                LunchToDecide(subject, stay.person, stay.day, one, decided.get(subject))
                for subject, stay, one in found
            )

    def open_ends(self, first: date) -> tuple[Forgotten, ...]:
        """Everybody's working days of which nobody noted, nor said since, how they ended."""
        now = self._database.clock.now()
        with self._database.read():
            here = {stay.key for stay in self._times.here(now)}
            over = [stay for stay in self._stays(first, now.date()) if stay.key not in here]
            return forgotten(over, self._times.corrections(first), None)

    def missed(
        self, first: date, last: date, person: PersonId | None = None
    ) -> tuple[MissedToNote, ...]:
        """Breaks that people said were not possible."""
        with self._database.read():
            found = self._breaks.missed(first, last, person)
            decided = self._decisions.of(f"missed {one.number}" for one in found)
            return tuple(
                MissedToNote(f"missed {one.number}", one, decided.get(f"missed {one.number}"))
                for one in found
            )

    def time_sheet(self, first: date, last: date) -> tuple[TimeLine, ...]:
        """Everybody's working and break times, by day, person and time.

        Of people whose breaks are not tracked nobody decides: what is not surely unpaid is paid.
        Raises Refusal where times of record are kept elsewhere.
        """
        policy = self._breaks.policy
        if not policy.has_lengths:
            raise Refusal("Times of record are kept elsewhere here, so there are none to give out.")
        with self._database.read():
            history, stays = self._rules.history(), self._times.between(first, last)
            recorded = {stay.key: stay for stay in self._times.recorded(first, last)}
            keys = {_subject(one): one.key for stay in stays for one in stay.breaks}
            tracked = {one.id for one in self._people.everyone() if one.breaks_tracked}
            others = (stay for stay in stays if stay.person not in tracked)
            decided = {one.key: "paid" for stay in others for one in stay.breaks}
            decided |= {keys[about]: one.outcome for about, one in self._decisions.of(keys).items()}
            return tuple(
                line
                for stay in sorted(stays, key=lambda one: (one.day, one.person, one.arrived))
                for line in time_lines(
                    stay, recorded.get(stay.key), held(history, stay), decided, policy
                )
            )

    def settle_extra_hour(
        self,
        one: ExtraHourToCheck,
        outcome: Literal["paid", "not owed"],
        by: Person,
        words: str,
        period: str = "",
    ) -> None:
        """Say what became of an extra hour: paid in a period, or not owed because …

        Nothing is paid by it. Raises Refusal when it was settled, or is no longer on the list.
        """
        if outcome == "not owed" and not words:
            raise Refusal("Say why it is not owed.")
        period = clean(period, LONGEST_PERIOD)
        if outcome == "paid" and not period:
            raise Refusal("Say in which period it is paid.")
        with self._managed(by, "extra hour settled", f"person {one.person}") as act:
            self._not_own(by, one.person)
            if one.subject not in [subject for subject, *_ in self._extra_hours(one.day, one.day)]:
                raise Refusal("That one is no longer on the list: its times were corrected.")
            self._decisions.keep(one.subject, outcome, by, act, words, period)
            act.concerns(one.day, BREAKS)

    def settle_lunch(
        self, one: LunchToDecide, outcome: Literal["paid", "unpaid"], by: Person, words: str
    ) -> None:
        """Decide whether a short or interrupted lunch is working time."""
        if not words:
            raise Refusal("Say why: the person will read it.")
        with self._managed(by, "lunch decided", f"person {one.person}") as act:
            self._not_own(by, one.person)
            open_ones = [each.subject for each in self.lunches(one.day, one.day)]
            if one.subject not in open_ones:
                raise Refusal("That one is no longer on the list: its times were corrected.")
            self._decisions.keep(one.subject, outcome, by, act, words)
            act.concerns(one.day, BREAKS)

    def note_missed(self, one: MissedToNote, by: Person, words: str) -> None:
        """Say that a manager has seen it, and what is done about it."""
        person = one.missed.person
        with self._managed(by, "missed break noted", f"person {person}") as act:
            self._not_own(by, person)
            self._decisions.keep(one.subject, "noted", by, act, words)
            act.concerns(one.missed.day, BREAKS)

    def _managed(self, by: Person, deed: str, about: str) -> AbstractContextManager[Act]:
        return self._database.write(by.id, deed, about, right="manage")

    def _not_own(self, by: Person, person: PersonId) -> None:
        if by.id == person:
            raise Refusal("Nobody decides about their own. Another manager can.")

    def _extra_hours(self, first: date, last: date) -> Iterator[tuple[str, Stay, ExtraHour]]:
        history, waivers = self._rules.history(), self._waivers.of()
        missed: dict[tuple[date, PersonId], set[Kind]] = {}
        for one in self._breaks.missed(first, last):
            missed.setdefault((one.day, one.person), set()).add(one.kind)
        days: dict[tuple[date, PersonId], list[Stay]] = {}
        for stay in self._tracked(first, last):
            days.setdefault((stay.day, stay.person), []).append(stay)
        for (day, person), stays in sorted(days.items()):
            rules = held(history, min(stays, key=lambda stay: instant(stay.arrived)))
            whole = whole_day(stays, rules)
            was_not = frozenset(missed.get((day, person), ()))
            found = shortfalls(whole, rules, waived_on(whole, waivers), was_not)
            for place, extra in enumerate(extra_hours(found, rules)):
                yield f"extra {person} {day} {extra.kind} {place}", whole, extra

    def _tracked(self, first: date, last: date, person: PersonId | None = None) -> list[Stay]:
        tracked = {one.id for one in self._people.everyone() if one.breaks_tracked}
        return [one for one in self._stays(first, last, person) if one.person in tracked]

    def _stays(self, first: date, last: date, person: PersonId | None = None) -> tuple[Stay, ...]:
        """The working days as they count; of a quarter, several lists ask at once."""
        of = (first, last, person)
        return self._latest.get(("stays", *of), lambda: self._times.between(*of))


def _subject(one: Break) -> str:
    """What a decision about a break is about: its times as they were then, and no other ones."""
    return f"lunch {one.key} {one.correction}" if one.correction else f"lunch {one.key}"
