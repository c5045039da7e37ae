"""Reading what becomes figures of working and break times."""

from kiosk.practice.break_figures import PersonDay, counted, has_no_end
from kiosk.practice.breaks import Kind, Stay
from kiosk.practice.days import instant
from kiosk.practice.figures import Key, Value, WorkingDay
from kiosk.practice.hours_worked import whole_day
from kiosk.practice.people import PersonId
from kiosk.practice.waivers import waived_on
from storage.break_reviews import BreakReviews
from storage.break_rules import BreakRulesRegister, held
from storage.break_times import BreakTimes
from storage.database import Database
from storage.people import PeopleRegister
from storage.waivers import WaiverRegister


class BreakFigures:
    """Reads alone, or inside an act."""

    def __init__(
        self,
        database: Database,
        people: PeopleRegister,
        times: BreakTimes,
        rules: BreakRulesRegister,
        waivers: WaiverRegister,
        reviews: BreakReviews,
    ) -> None:
        self._database, self._people, self._times = database, people, times
        self._rules, self._waivers, self._reviews = rules, waivers, reviews

    def of(self, day: WorkingDay) -> dict[Key, Value]:
        """The figures of one day."""
        with self._database.read():
            policy, stays = self._times.policy, self._times.between(day.day, day.day)
            waiting = [one for one in self._times.corrections(day.day, day.day) if one.is_waiting]
            said = {one.about for one in waiting}
            found = counted(self._person_days(day, stays, said), day.moment, policy)
            tracked = {one.id for one in self._people.everyone() if one.breaks_tracked}
            no_end = sum(
                has_no_end(one, day.moment, policy) and not _is_said(one, said)
                for one in stays
                if one.person in tracked
            )
            of_day = (day.day, day.day)
            open_lunches = [one for one in self._reviews.lunches(*of_day) if not one.decided]
            unseen = [one for one in self._reviews.missed(*of_day) if not one.decided]
            extra = [one for one in self._reviews.extra_hours(*of_day) if not one.decided]
        to_settle = len(waiting) + no_end + len(open_lunches) + len(unseen)
        return {
            **found,
            ("breaks.to_settle",): to_settle,
            ("breaks.extra_hours",): len(extra),
        }

    def of_person(self, person: PersonId, day: WorkingDay) -> dict[Key, Value] | None:
        """The sums of one person's day, for that person; None where they were not here."""
        with self._database.read():
            stays = self._times.between(day.day, day.day, person)
            said = self._times.corrections(day.day, day.day, person)
            about = {one.about for one in said if one.is_waiting}
            mine = self._person_days(day, stays, about)
            return counted(mine, day.moment, self._times.policy) if mine else None

    def _person_days(
        self, day: WorkingDay, stays: tuple[Stay, ...], said: set[str]
    ) -> list[PersonDay]:
        history, waivers = self._rules.history(), self._waivers.of()
        people = {one.id: one for one in self._people.everyone()}
        missed: dict[PersonId, list[Kind]] = {}
        for one in self._reviews.missed(day.day, day.day):
            missed.setdefault(one.missed.person, []).append(one.missed.kind)
        of_person: dict[PersonId, list[Stay]] = {}
        for stay in stays:
            of_person.setdefault(stay.person, []).append(stay)
        found = []
        for person, mine in of_person.items():
            rules = held(history, min(mine, key=lambda stay: instant(stay.arrived)))
            whole = whole_day(mine, rules)
            waived = waived_on(whole, waivers)
            is_said = any(_is_said(one, said) for one in mine)
            who = people[person]
            of_it = (tuple(missed.get(person, ())), is_said, who.breaks_tracked)
            found.append(PersonDay(whole, who.roles, rules, waived, *of_it))
        return found


def _is_said(stay: Stay, said: set[str]) -> bool:
    """Whether something was said about a working day or a break of it, and waits."""
    return bool(said & {stay.key, *(one.key for one in stay.breaks)})
