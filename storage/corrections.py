"""The register of what people say about their times, and of what is decided about it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from kiosk.practice import break_corrections
from kiosk.practice.break_corrections import LONGEST_WORDS, Correction, Forgotten, Outcome
from kiosk.practice.breaks import Stay
from kiosk.practice.errors import Refusal
from kiosk.practice.figures import BREAKS
from kiosk.practice.people import Person
from storage.break_times import BreakTimes
from storage.database import Act, Database
from storage.decisions import Decisions
from storage.standing import Right
from storage.tables.breaks import CorrectionRow

SAID = "correction said"
NEAR = timedelta(days=2)  # a shift beside the day may reach into it
LOOK_BACK = timedelta(days=35)  # how far a forgotten end is asked for


class CorrectionRegister:
    """Each writing method is one act; all of them raise Refusal when the rule says no."""

    def __init__(self, database: Database, times: BreakTimes) -> None:
        self._database, self._times, self._decisions = database, times, Decisions(database)

    def say(self, said: Sequence[Correction], by: Person) -> tuple[Correction, ...]:
        """State how a shift or a break was in truth; it waits until somebody else approves.

        said: about one person and day, with whatever numbers; together they must fit, in their
        order. by: the person themself, or a manager for somebody.
        """
        first = said[0]
        right: Right = "work" if by.id == first.person else "manage"
        with self._database.write(by.id, SAID, right=right) as act:
            found = self._near(first)
            others = self._times.corrections(first.day - NEAR, first.day + NEAR, first.person)
            kept: list[int] = []
            for one in said:
                if kept:
                    act.also(SAID, "")
                kept.append(self._add(one, by, act))
                # With its number, for two new ones must not pass for the same one.
                numbered = replace(one, number=kept[-1])
                found = break_corrections.say(numbered, found, others, act.now)
            return tuple(self.get(number) for number in kept)

    def decide(
        self, number: int, by: Person | None, outcome: Outcome, words: str = ""
    ) -> Correction:
        """Approve or decline one, or take back one's own; once, whoever comes first.

        by: None is the store's owner.
        """
        one, deed = self.get(number), f"correction {outcome}"
        who = by.id if by else None
        right: Right = "work" if who in (one.person, one.said_by) else "manage"
        with self._database.write(who, deed, f"correction {number}", right) as act:
            self._decisions.refuse_second(one.key)
            if outcome == "declined" and not words:
                raise Refusal("Say why: the person will read it.")
            break_corrections.decide(one, by, outcome, self._near(one))
            self._decisions.keep(one.key, outcome, by, act, words)
            act.concerns(one.day, BREAKS)
            return self.get(number)

    def get(self, number: int) -> Correction:
        """One of them. Raises Refusal when there is none of that number."""
        found = self._times.correction(number)
        if found is None:
            raise Refusal("That one is no longer on the list.")
        return found

    def waiting(self) -> tuple[Correction, ...]:
        """All that wait for somebody to decide, the oldest first."""
        return self._times.waiting()

    def of(self, person: Person, first: date, last: date = date.max) -> tuple[Correction, ...]:
        """What was said about a person's days, decided or not."""
        return self._times.corrections(first, last, person.id)

    def before_and_after(self, one: Correction) -> tuple[tuple[Stay, ...], tuple[Stay, ...]]:
        """The working days that it is about, as they count now and as they would.

        Raises Refusal when it does not fit any more.
        """
        found = self._near(one)
        then = break_corrections.applied(one, found)
        changed = [new for new in then if new not in found]
        keys = {new.key for new in changed}
        return tuple(old for old in found if old.key in keys), tuple(changed)

    def forgotten(self, person: Person) -> tuple[Forgotten, ...]:
        """The last weeks' working days of which this person should still say how they ended."""
        now = self._database.clock.now()
        first = now.date() - LOOK_BACK
        with self._database.read():
            found = self._times.between(first, person=person.id)
            waiting = self._times.corrections(first, person=person.id)
            latest = self._times.latest(person.id)
            is_here = latest is not None and latest.is_here(now, self._times.policy)
        return break_corrections.forgotten(found, waiting, latest if is_here else None)

    def stays(self, person: Person, first: date) -> tuple[Stay, ...]:
        """This person's working days since a day, as they count."""
        return self._times.between(first, person=person.id)

    def _add(self, one: Correction, by: Person, act: Act) -> int:
        text = act.keep(one.words or "", LONGEST_WORDS)
        row = CorrectionRow.create(
            person=one.person,
            day=one.day,
            what=one.what,
            about=one.about,
            kind=one.kind,
            began=one.began,
            ended=one.ended,
            text=text.id,
            said_by=by.id,
            said_at=act.now,
        )
        act.says(about=f"correction {row.id}", detail=f"person {one.person}")
        act.concerns(one.day, BREAKS)
        return int(row.id)

    def _near(self, one: Correction) -> tuple[Stay, ...]:
        """The person's working days about that day, as they count."""
        return self._times.between(one.day - NEAR, one.day + NEAR, one.person)
